/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How smooth the loss of runs is, at places over their steps. */
#include "normlab-landscape.h"

#include "normlab-test-lab.h"
#include "normlab-test-loop.h"

#define ITERATIONS 200
#define DISTANCE (ITERATIONS / NORMLAB_LANDSCAPE_N_PLACES)

typedef struct
{
  NormlabTestLab lab;
  NormlabLandscape *landscape;
  guint n_changed;
  guint first; /* the step that was known first */
} Fixture;

static GArray *
get (Fixture *self, guint i)
{
  return normlab_landscape_get (self->landscape, normlab_test_lab_get_item (&self->lab, i));
}

static void
on_changed (NormlabLandscape *landscape, gpointer data)
{
  Fixture *self = data;

  if (self->n_changed++ == 0)
    self->first = g_array_index (get (self, 0), NormlabSmoothness, 0).step;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  normlab_test_lab_set_up (&self->lab, data);
  self->landscape = normlab_landscape_new (self->lab.lab);
  g_signal_connect (self->landscape, "changed", G_CALLBACK (on_changed), self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->landscape);
  normlab_test_lab_tear_down (&self->lab, data);
}

static void
look (Fixture *self, guint n)
{
  g_autoptr (GPtrArray) items = normlab_test_lab_pick (&self->lab, 0, n);

  normlab_landscape_look (self->landscape, items);
}

static gboolean
is_idle (gpointer data)
{
  return !normlab_landscape_is_busy (((Fixture *) data)->landscape);
}

static void
train (Fixture *self, guint n)
{
  normlab_test_lab_train (&self->lab, n, ITERATIONS);
  normlab_test_lab_wait_idle (&self->lab, 20);
}

/* What a trainer that goes there from its first weights is measured to be. */
static void
assert_measured (Fixture *self, guint run, const NormlabSmoothness *smoothness)
{
  const NormlabRecipe *recipe = normlab_run_get_recipe (normlab_test_lab_get_run (&self->lab, run));
  NormlabScratch scratch = { 0 };
  g_autoptr (NormlabTrainer) trainer
      = normlab_trainer_new (recipe, self->lab.dataset, normlab_kernels_get_default (), NULL, NULL);
  NormlabSmoothness expected = { 0 };

  normlab_trainer_advance (trainer, smoothness->step - 1, &scratch, NULL, NULL);
  normlab_smoothness_measure (trainer, &expected, &scratch, NULL, NULL);
  normlab_scratch_clear (&scratch);
  g_assert_cmpuint (smoothness->step, ==, expected.step);
  g_assert_cmpfloat (smoothness->gradient_norm, ==, expected.gradient_norm);
  g_assert_cmpfloat (smoothness->loss_low, ==, expected.loss_low);
  g_assert_cmpfloat (smoothness->gradient_change, ==, expected.gradient_change);
  g_assert_cmpfloat (smoothness->beta, ==, expected.beta);
}

/* The newest step first; then all places, in their order, and each once. */
static void
test_places (Fixture *self, gconstpointer data)
{
  guint n;

  train (self, 2);
  g_assert_cmpuint (self->n_changed, ==, 0);
  look (self, 2);
  g_assert_true (normlab_landscape_is_busy (self->landscape));
  normlab_test_wait (is_idle, self, 30);
  g_assert_cmpuint (self->first, ==, ITERATIONS);
  for (guint run = 0; run < 2; run++)
    {
      GArray *known = get (self, run);

      g_assert_cmpuint (known->len, ==, NORMLAB_LANDSCAPE_N_PLACES + 1);
      for (guint i = 0; i < known->len; i++)
        {
          const NormlabSmoothness *smoothness = &g_array_index (known, NormlabSmoothness, i);

          g_assert_cmpuint (smoothness->step, ==, i == 0 ? 1 : i * DISTANCE);
          g_assert_cmpfloat (smoothness->loss_low, <=, smoothness->loss_high);
          g_assert_cmpfloat (smoothness->gradient_change_least, <=, smoothness->gradient_change);
          if (i % 13 == 0)
            assert_measured (self, run, smoothness);
        }
    }
  n = self->n_changed;
  look (self, 2);
  g_assert_false (normlab_landscape_is_busy (self->landscape));
  g_assert_cmpuint (self->n_changed, ==, n);
}

/* What goes on is followed, as far as it has come. */
static void
test_following (Fixture *self, gconstpointer data)
{
  normlab_test_lab_train (&self->lab, 1, ITERATIONS);
  look (self, 1);
  normlab_test_lab_wait_idle (&self->lab, 20);
  normlab_test_wait (is_idle, self, 30);
  g_assert_cmpuint (get (self, 0)->len, ==, NORMLAB_LANDSCAPE_N_PLACES + 1);
}

/* Nothing is measured while nobody looks, and nothing kept. */
static void
test_let_go (Fixture *self, gconstpointer data)
{
  guint n;

  train (self, 1);
  look (self, 1);
  normlab_landscape_look (self->landscape, NULL);
  normlab_test_wait (is_idle, self, 20);
  n = self->n_changed;
  g_assert_null (get (self, 0));
  normlab_test_lab_let_run (0.05);
  g_assert_cmpuint (self->n_changed, ==, n);
  /* Whoever lets go of it while it measures waits for no answer. */
  look (self, 1);
}

/* Where there are no data, nothing is known. */
static void
test_no_data (Fixture *self, gconstpointer data)
{
  const NormlabRecipe recipe = normlab_test_lab_make_recipe (10, 0);
  g_autoptr (NormlabRun) run = normlab_run_new_from_history (
      &recipe, normlab_dataset_get_id (self->lab.dataset), NORMLAB_RUN_STOPPED, 10, 0, 0, NULL, 0);
  g_autoptr (NormlabRunItem) item = normlab_run_item_new (run, 7);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  g_ptr_array_add (items, item);
  normlab_landscape_look (self->landscape, items);
  g_assert_false (normlab_landscape_is_busy (self->landscape));
  g_assert_cmpuint (normlab_landscape_get (self->landscape, item)->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/landscape/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("places", test_places);
  ADD ("following", test_following);
  ADD ("let-go", test_let_go);
  ADD ("no-data", test_no_data);
#undef ADD
  return g_test_run ();
}
