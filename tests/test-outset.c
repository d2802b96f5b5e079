/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What networks begin with: the first weights on the batch of step 1, found out aside. */
#include "normlab-outset.h"

#include <math.h>
#include <string.h>

#include "normlab-test-lab.h"
#include "normlab-test-loop.h"
#include "normlab-trainer.h"

#define N_RUNS 9

typedef struct
{
  NormlabTestLab lab;
  NormlabOutset *outset;
  guint n_changed;
} Fixture;

static void
count_changed (NormlabOutset *outset, gpointer data)
{
  ((Fixture *) data)->n_changed++;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  normlab_test_lab_set_up (&self->lab, data);
  normlab_lab_set_dataset (self->lab.lab, self->lab.dataset);
  self->outset = normlab_outset_new (self->lab.lab);
  g_signal_connect (self->outset, "changed", G_CALLBACK (count_changed), self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->outset);
  normlab_test_lab_tear_down (&self->lab, data);
}

/* One for each activation, all with that normalization. */
static GArray *
make_recipes (guint n, NormlabNormalization normalization)
{
  GArray *recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));

  for (guint i = 0; i < n; i++)
    {
      NormlabRecipe recipe = normlab_test_lab_make_recipe (100, 0);

      recipe.activation = i % NORMLAB_N_ACTIVATIONS;
      recipe.normalization = normalization;
      g_array_append_val (recipes, recipe);
    }
  return recipes;
}

static gboolean
is_idle (gpointer data)
{
  return !normlab_outset_is_busy (((Fixture *) data)->outset);
}

static NormlabRunItem *
get_item (Fixture *self, guint i)
{
  GPtrArray *items = normlab_outset_get_items (self->outset);

  g_assert_cmpuint (i, <, items->len);
  return g_ptr_array_index (items, i);
}

static const NormlabRecipe *
get_recipe (Fixture *self, guint i)
{
  return normlab_run_get_recipe (normlab_run_item_get_run (get_item (self, i)));
}

/* The values of the first step, which are there before its update. */
static void
assert_begins (Fixture *self, NormlabRunItem *item)
{
  const NormlabRecipe *recipe = normlab_run_get_recipe (normlab_run_item_get_run (item));
  const NormlabBeginning *beginning = normlab_outset_find (self->outset, item);
  NormlabScratch scratch = { 0 };
  g_autoptr (NormlabTrainer) trainer
      = normlab_trainer_new (recipe, self->lab.dataset, normlab_kernels_get_default (), NULL, NULL);
  g_autoptr (NormlabProbe) probe = NULL;

  normlab_trainer_advance_with_probe (trainer, &probe, &scratch, NULL, NULL);
  normlab_scratch_clear (&scratch);
  g_assert_nonnull (beginning);
  g_assert_true (normlab_recipe_equal (&beginning->recipe, recipe));
  g_assert_null (beginning->message);
  g_assert_cmpuint (beginning->probe->step, ==, 0);
  g_assert_cmpmem (beginning->probe->layers, probe->n_layers * sizeof *probe->layers, probe->layers,
                   probe->n_layers * sizeof *probe->layers);
  g_assert_cmpuint (beginning->spread[0].inputs, ==,
                    normlab_dataset_get_n_pixels (self->lab.dataset));
  g_assert_cmpfloat (beginning->spread[probe->n_layers - 1].pre_std, >, 0);
}

/* Of many, two that differ in batch norm alone, which are named by that. */
static void
test_pair (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) recipes = make_recipes (3, NORMLAB_NORMALIZATION_BATCH);
  NormlabRecipe other = g_array_index (recipes, NormlabRecipe, 1);

  other.normalization = NORMLAB_NORMALIZATION_NONE;
  g_array_append_val (recipes, other);
  normlab_outset_ask_recipes (self->outset, recipes);
  g_assert_true (normlab_outset_is_busy (self->outset));
  g_assert_cmpuint (normlab_outset_get_items (self->outset)->len, ==, 0);
  normlab_test_wait (is_idle, self, 20);
  g_assert_cmpuint (self->n_changed, ==, 1);
  g_assert_cmpuint (normlab_outset_get_items (self->outset)->len, ==, 2);
  g_assert_cmpstr (normlab_run_item_get_name (get_item (self, 0)), ==, "batch norm on");
  g_assert_cmpstr (normlab_run_item_get_name (get_item (self, 1)), ==, "batch norm off");
  g_assert_cmpuint (normlab_run_item_get_color (get_item (self, 1)), ==, 1);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (get_recipe (self, i)->activation, ==, NORMLAB_ACTIVATION_RELU);
      assert_begins (self, get_item (self, i));
    }
}

/* Without a pair the first two; or the only one. */
static void
test_first (Fixture *self, gconstpointer data)
{
  for (guint n = 1; n <= 3; n++)
    {
      g_autoptr (GArray) recipes = make_recipes (n, NORMLAB_NORMALIZATION_NONE);

      normlab_outset_ask_recipes (self->outset, recipes);
      normlab_test_wait (is_idle, self, 20);
      g_assert_cmpuint (normlab_outset_get_items (self->outset)->len, ==, MIN (n, 2));
      for (guint i = 0; i < MIN (n, 2); i++)
        g_assert_cmpint (get_recipe (self, i)->activation, ==, (int) i);
    }
}

/* Of many questions that come one after another the last is answered; what was asked before is
 * known at once. */
static void
test_newest (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) all = make_recipes (NORMLAB_N_ACTIVATIONS, NORMLAB_NORMALIZATION_BATCH);
  g_autoptr (GArray) one = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));

  g_array_set_size (one, 1);
  for (guint i = 0; i < all->len; i++)
    {
      g_array_index (one, NormlabRecipe, 0) = g_array_index (all, NormlabRecipe, i);
      normlab_outset_ask_recipes (self->outset, one);
    }
  normlab_test_wait (is_idle, self, 20);
  g_assert_cmpuint (self->n_changed, ==, 1);
  g_assert_cmpint (get_recipe (self, 0)->activation, ==, NORMLAB_N_ACTIVATIONS - 1);
  assert_begins (self, get_item (self, 0));

  normlab_outset_ask_recipes (self->outset, one);
  g_assert_false (normlab_outset_is_busy (self->outset));
  g_assert_cmpuint (self->n_changed, ==, 2);
  assert_begins (self, get_item (self, 0));
}

/* Runs on their own data, though none are in use, more than are looked into at once; without any
 * nothing is known. */
static void
test_runs (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) items = NULL;

  normlab_test_lab_train (&self->lab, N_RUNS, 20);
  normlab_test_lab_wait_idle (&self->lab, 20);
  normlab_lab_set_dataset (self->lab.lab, NULL);
  items = normlab_test_lab_pick (&self->lab, 0, N_RUNS);
  normlab_outset_ask (self->outset, items);
  normlab_test_wait (is_idle, self, 20);
  for (guint i = 0; i < N_RUNS; i++)
    assert_begins (self, g_ptr_array_index (items, i));
  normlab_outset_ask (self->outset, NULL);
  g_assert_cmpuint (normlab_outset_get_items (self->outset)->len, ==, 0);
  g_assert_null (normlab_outset_find (self->outset, g_ptr_array_index (items, 0)));
}

static void
test_no_data (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) recipes = make_recipes (2, NORMLAB_NORMALIZATION_BATCH);

  normlab_lab_set_dataset (self->lab.lab, NULL);
  normlab_outset_ask_recipes (self->outset, recipes);
  g_assert_false (normlab_outset_is_busy (self->outset));
  g_assert_cmpuint (normlab_outset_get_items (self->outset)->len, ==, 0);
}

/* What cannot be is told. */
static void
test_not_finite (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) recipes = make_recipes (1, NORMLAB_NORMALIZATION_NONE);
  NormlabRecipe *recipe = &g_array_index (recipes, NormlabRecipe, 0);
  const NormlabBeginning *beginning;

  recipe->activation = NORMLAB_ACTIVATION_RELU;
  recipe->init = NORMLAB_INIT_STD;
  recipe->init_std = 1e6;
  recipe->n_hidden = NORMLAB_MAX_HIDDEN;
  for (guint i = 0; i < NORMLAB_MAX_HIDDEN; i++)
    recipe->hidden[i] = 8;
  normlab_outset_ask_recipes (self->outset, recipes);
  normlab_test_wait (is_idle, self, 20);
  beginning = normlab_outset_find (self->outset, get_item (self, 0));
  g_assert_null (beginning->probe);
  g_assert_nonnull (strstr (beginning->message, "not finite"));
}

/* Whoever lets go of it while it searches waits for no answer. */
static void
test_let_go (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) recipes = make_recipes (1, NORMLAB_NORMALIZATION_NONE);
  NormlabRecipe *recipe = &g_array_index (recipes, NormlabRecipe, 0);

  recipe->n_hidden = NORMLAB_MAX_HIDDEN;
  for (guint i = 0; i < NORMLAB_MAX_HIDDEN; i++)
    recipe->hidden[i] = NORMLAB_MAX_UNITS;
  normlab_outset_ask_recipes (self->outset, recipes);
  g_assert_true (normlab_outset_is_busy (self->outset));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/outset/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("pair", test_pair);
  ADD ("first", test_first);
  ADD ("newest", test_newest);
  ADD ("runs", test_runs);
  ADD ("no-data", test_no_data);
  ADD ("not-finite", test_not_finite);
  ADD ("let-go", test_let_go);
#undef ADD
  return g_test_run ();
}
