/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-lab.h"

#include "normlab-test-loop.h"
#include "normlab-test.h"

static void
count_advanced (NormlabLab *lab, gpointer data)
{
  ((NormlabTestLab *) data)->n_advanced++;
}

void
normlab_test_lab_set_up (NormlabTestLab *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->lab = normlab_lab_new (2, &error);
  g_assert_no_error (error);
  self->dataset = normlab_test_dataset (8, 8, 3, 300, 60);
  g_signal_connect (self->lab, "advanced", G_CALLBACK (count_advanced), self);
}

void
normlab_test_lab_tear_down (NormlabTestLab *self, gconstpointer data)
{
  g_assert_finalize_object (self->lab);
  normlab_dataset_unref (self->dataset);
}

NormlabRecipe
normlab_test_lab_make_recipe (guint iterations, guint32 seed)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.n_hidden = 1;
  recipe.hidden[0] = 8;
  recipe.hidden[1] = 0;
  recipe.batch_size = 10;
  recipe.iterations = iterations;
  recipe.interval = 10;
  recipe.seed = seed;
  return recipe;
}

void
normlab_test_lab_train (NormlabTestLab *self, guint n_runs, guint iterations)
{
  g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));

  for (guint i = 0; i < n_runs; i++)
    {
      NormlabRecipe recipe = normlab_test_lab_make_recipe (iterations, i);

      g_array_append_val (recipes, recipe);
    }
  normlab_lab_train (self->lab, recipes, self->dataset);
}

guint
normlab_test_lab_get_n (NormlabTestLab *self)
{
  return g_list_model_get_n_items (normlab_lab_get_runs (self->lab));
}

NormlabRunItem *
normlab_test_lab_get_item (NormlabTestLab *self, guint i)
{
  g_autoptr (NormlabRunItem) item = g_list_model_get_item (normlab_lab_get_runs (self->lab), i);

  g_assert_nonnull (item);
  return item;
}

NormlabRun *
normlab_test_lab_get_run (NormlabTestLab *self, guint i)
{
  return normlab_run_item_get_run (normlab_test_lab_get_item (self, i));
}

static gboolean
is_idle (gpointer data)
{
  return normlab_lab_get_state (((NormlabTestLab *) data)->lab) == NORMLAB_LAB_IDLE;
}

void
normlab_test_lab_wait_idle (NormlabTestLab *self, double seconds)
{
  normlab_test_wait (is_idle, self, seconds);
}

typedef struct
{
  NormlabRun *run;
  guint step;
} Goal;

static gboolean
is_reached (gpointer data)
{
  const Goal *goal = data;

  return normlab_run_get_step (goal->run) >= goal->step;
}

void
normlab_test_lab_wait_for_step (NormlabTestLab *self, guint i, guint step)
{
  Goal goal = { normlab_test_lab_get_run (self, i), step };

  normlab_test_wait (is_reached, &goal, 20);
}

static gboolean
is_over (gpointer data)
{
  return g_get_monotonic_time () > *(gint64 *) data;
}

void
normlab_test_lab_let_run (double seconds)
{
  gint64 end = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);

  normlab_test_wait (is_over, &end, seconds + 10);
}

GPtrArray *
normlab_test_lab_pick (NormlabTestLab *self, guint first, guint n)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = first; i < first + n; i++)
    g_ptr_array_add (items, g_object_ref (normlab_test_lab_get_item (self, i)));
  return items;
}

void
normlab_test_lab_assert_same (NormlabRun *a, NormlabRun *b)
{
  const NormlabSample *first = normlab_run_get_samples (a), *second = normlab_run_get_samples (b);

  g_assert_cmpuint (normlab_run_get_n_samples (a), ==, normlab_run_get_n_samples (b));
  for (guint i = 0; i < normlab_run_get_n_samples (a); i++)
    {
      g_assert_cmpuint (first[i].step, ==, second[i].step);
      NORMLAB_TEST_ASSERT_SAME (first[i].train_accuracy, second[i].train_accuracy);
      NORMLAB_TEST_ASSERT_SAME (first[i].test_accuracy, second[i].test_accuracy);
      NORMLAB_TEST_ASSERT_SAME (first[i].loss, second[i].loss);
    }
}
