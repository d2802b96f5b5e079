/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-baseline.h"

#include <math.h>

#include "normlab-run-groups.h"

/* What runs are compared with. */

typedef struct
{
  GListStore *runs;
  NormlabRunGroups *groups;
  NormlabBaseline *baseline;
  guint n_added;
  guint n_changed;
  NormlabRunItem *told;
} Fixture;

static void
on_changed (Fixture *self)
{
  self->n_changed++;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->runs = g_list_store_new (NORMLAB_TYPE_RUN_ITEM);
  self->groups = normlab_run_groups_new (G_LIST_MODEL (self->runs));
  self->baseline = normlab_baseline_new (G_LIST_MODEL (self->runs));
  g_signal_connect_swapped (self->baseline, "changed", G_CALLBACK (on_changed), self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_object_unref (self->baseline);
  g_object_unref (self->groups);
  g_object_unref (self->runs);
}

/* It has come to @accuracy, and to a loss of 1 − @accuracy. */
static NormlabRunItem *
add (Fixture *self, NormlabActivation activation, guint32 seed, double accuracy)
{
  const NormlabSample sample = { .step = 10,
                                 .test_accuracy = (float) accuracy,
                                 .loss = (float) (1 - accuracy),
                                 .training_set_accuracy = (float) NAN,
                                 .training_set_loss = (double) NAN,
                                 .test_loss = (double) NAN };
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (NormlabDataId) data = normlab_data_id_new ("mnist", NULL, "1111");
  g_autoptr (NormlabRun) run = NULL;
  g_autoptr (NormlabRunItem) item = NULL;

  recipe.activation = activation;
  recipe.seed = seed;
  run = normlab_run_new_from_history (&recipe, data, NORMLAB_RUN_FINISHED, recipe.iterations, 1, 0,
                                      &sample, 1);
  item = normlab_run_item_new (run, ++self->n_added);
  normlab_run_item_set_automatic_name (item, activation == NORMLAB_ACTIVATION_RELU ? "ReLU" : "x");
  g_list_store_append (self->runs, item);
  return item;
}

static void
assert_difference (Fixture *self, NormlabRunItem *item, NormlabMetric metric, const char *expected)
{
  g_autofree char *text = normlab_baseline_describe (self->baseline, item, metric);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_run (Fixture *self, gconstpointer data)
{
  NormlabRunItem *first = add (self, NORMLAB_ACTIVATION_RELU, 0, 0.5);
  NormlabRunItem *second = add (self, NORMLAB_ACTIVATION_SIGMOID, 0, 0.75);
  g_autofree char *all = NULL;
  g_autofree char *none = NULL;

  assert_difference (self, second, NORMLAB_METRIC_ACCURACY, "–");
  normlab_baseline_pin (self->baseline, first);
  g_assert_true (normlab_baseline_get (self->baseline) == first);
  g_assert_cmpuint (self->n_changed, ==, 1);
  assert_difference (self, first, NORMLAB_METRIC_ACCURACY, "baseline");
  assert_difference (self, second, NORMLAB_METRIC_ACCURACY, "+0.2500");
  assert_difference (self, second, NORMLAB_METRIC_LOSS, "−0.2500");
  /* Nobody has measured it. */
  assert_difference (self, second, NORMLAB_METRIC_TEST_LOSS, "–");
  all = normlab_baseline_describe_all (self->baseline, second);
  g_assert_cmpstr (all, ==,
                   "Difference from the baseline “ReLU”:\nAccuracy: +0.2500\nLoss: −0.2500");
  none = normlab_baseline_describe_all (self->baseline, first);
  g_assert_null (none);
  normlab_baseline_pin (self->baseline, NULL);
  g_assert_null (normlab_baseline_get (self->baseline));
  assert_difference (self, second, NORMLAB_METRIC_ACCURACY, "–");
}

/* A group is what its seeds come to, and may grow. */
static void
test_group (Fixture *self, gconstpointer data)
{
  NormlabRunItem *first = add (self, NORMLAB_ACTIVATION_RELU, 0, 0.25);
  NormlabRunItem *other = add (self, NORMLAB_ACTIVATION_SIGMOID, 0, 0.75);
  NormlabRunItem *second = add (self, NORMLAB_ACTIVATION_RELU, 1, 0.5);
  NormlabRunItem *group = normlab_run_item_get_group (first);

  normlab_baseline_pin (self->baseline, group);
  g_assert_true (normlab_baseline_get (self->baseline) == group);
  assert_difference (self, other, NORMLAB_METRIC_ACCURACY, "+0.3750");
  assert_difference (self, second, NORMLAB_METRIC_ACCURACY, "+0.1250");
  add (self, NORMLAB_ACTIVATION_RELU, 2, 0.75);
  group = normlab_run_item_get_group (first);
  g_assert_true (normlab_baseline_get (self->baseline) == group);
  assert_difference (self, other, NORMLAB_METRIC_ACCURACY, "+0.2500");
  /* It stays while one of them does. */
  g_list_store_remove (self->runs, 0);
  g_assert_true (normlab_baseline_get (self->baseline) == normlab_run_item_get_group (second));
}

static void
note_baseline (Fixture *self)
{
  self->told = normlab_baseline_get (self->baseline);
}

/* Whoever follows it is told once the group is the one that it has become, and of nothing else. */
static void
test_told (Fixture *self, gconstpointer data)
{
  NormlabRunItem *first = add (self, NORMLAB_ACTIVATION_RELU, 0, 0.25), *second;
  guint n_changed;

  second = add (self, NORMLAB_ACTIVATION_RELU, 1, 0.5);
  g_signal_connect_swapped (self->baseline, "changed", G_CALLBACK (note_baseline), self);
  normlab_baseline_pin (self->baseline, normlab_run_item_get_group (first));
  g_assert_cmpuint (self->n_changed, ==, 1);
  add (self, NORMLAB_ACTIVATION_RELU, 2, 0.75);
  g_assert_cmpuint (self->n_changed, ==, 2);
  g_assert_true (self->told == normlab_run_item_get_group (first));
  g_assert_cmpuint (normlab_run_item_get_members (self->told)->len, ==, 3);
  add (self, NORMLAB_ACTIVATION_SIGMOID, 0, 0.75);
  g_assert_cmpuint (self->n_changed, ==, 2);
  g_list_store_remove (self->runs, 2);
  g_assert_cmpuint (self->n_changed, ==, 3);
  g_assert_cmpuint (normlab_run_item_get_members (self->told)->len, ==, 2);
  g_list_store_remove (self->runs, 0);
  g_assert_true (self->told == second);

  /* A run alone is none the other for its group. */
  normlab_baseline_set (self->baseline, NULL, FALSE);
  normlab_baseline_pin (self->baseline, second);
  n_changed = self->n_changed;
  add (self, NORMLAB_ACTIVATION_RELU, 3, 0.75);
  g_assert_cmpuint (self->n_changed, ==, n_changed);
}

/* Without the run there is none; with it there is again. */
static void
test_removed (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabRunItem) first = g_object_ref (add (self, NORMLAB_ACTIVATION_RELU, 0, 0.5));
  NormlabRunItem *second = add (self, NORMLAB_ACTIVATION_SIGMOID, 0, 0.75);
  g_autofree char *pinned = NULL, *removed = NULL;
  guint number;
  gboolean whole;

  normlab_baseline_pin (self->baseline, first);
  pinned = normlab_baseline_to_text (self->baseline);
  g_assert_true (normlab_baseline_parse (pinned, &number, &whole));
  g_assert_cmpuint (number, ==, 1);
  g_assert_false (whole);
  g_list_store_remove (self->runs, 0);
  g_assert_null (normlab_baseline_get (self->baseline));
  g_assert_cmpuint (self->n_changed, ==, 2);
  assert_difference (self, second, NORMLAB_METRIC_ACCURACY, "–");
  removed = normlab_baseline_to_text (self->baseline);
  g_assert_cmpstr (removed, ==, "");
  g_list_store_insert (self->runs, 0, first);
  g_assert_true (normlab_baseline_get (self->baseline) == first);
  g_assert_cmpuint (self->n_changed, ==, 3);
}

static void
test_text (void)
{
  static const char *const wrong[] = { NULL, "", "+", "0", "-1", "1x", "4294967296", "1 +" };
  guint number;
  gboolean whole;

  g_assert_true (normlab_baseline_parse ("12+", &number, &whole));
  g_assert_cmpuint (number, ==, 12);
  g_assert_true (whole);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (normlab_baseline_parse (wrong[i], &number, &whole));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/baseline/run", test_run);
  ADD ("/baseline/group", test_group);
  ADD ("/baseline/told", test_told);
  ADD ("/baseline/removed", test_removed);
  g_test_add_func ("/baseline/text", test_text);
  return g_test_run ();
}
