/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-insights.h"

#include <string.h>

#include "normlab-test-lab.h"
#include "normlab-test-loop.h"

#define ITERATIONS 200

typedef struct
{
  NormlabTestLab lab;
  NormlabInsights *insights;
  guint n_changed;
} Fixture;

static void
count_changed (NormlabInsights *insights, gpointer data)
{
  ((Fixture *) data)->n_changed++;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  normlab_test_lab_set_up (&self->lab, data);
  self->insights = normlab_insights_new (self->lab.lab);
  g_signal_connect (self->insights, "changed", G_CALLBACK (count_changed), self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  if (self->insights != NULL)
    g_assert_finalize_object (self->insights);
  normlab_test_lab_tear_down (&self->lab, data);
}

static void
look (Fixture *self, guint n, guint step)
{
  g_autoptr (GPtrArray) items = normlab_test_lab_pick (&self->lab, 0, n);

  normlab_insights_look (self->insights, items, step);
}

static NormlabInsightState
get_state (Fixture *self, guint i)
{
  return normlab_insights_get_state (self->insights, normlab_test_lab_get_item (&self->lab, i));
}

static const NormlabProbe *
get_probe (Fixture *self, guint i)
{
  return normlab_insights_get_probe (self->insights, normlab_test_lab_get_item (&self->lab, i));
}

static gboolean
are_exact (gpointer data)
{
  Fixture *self = data;

  for (guint i = 0; i < normlab_test_lab_get_n (&self->lab); i++)
    if (get_state (self, i) != NORMLAB_INSIGHT_EXACT)
      return FALSE;
  return TRUE;
}

static void
wait_exact (Fixture *self)
{
  normlab_test_wait (are_exact, self, 20);
}

/* What is known of run @i at @step, against training it by hand. */
static void
check (Fixture *self, guint i, guint step)
{
  NormlabRunItem *item = normlab_test_lab_get_item (&self->lab, i);
  g_autoptr (NormlabCheckpoint) checkpoint = normlab_insights_dup_checkpoint (self->insights, item);
  const NormlabProbe *probe = get_probe (self, i);
  NormlabScratch scratch = { 0 };
  g_autoptr (NormlabProbe) expected = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabTrainer) trainer
      = normlab_trainer_new (normlab_run_get_recipe (normlab_run_item_get_run (item)),
                             self->lab.dataset, normlab_kernels_get_default (), NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (checkpoint);
  g_assert_cmpuint (normlab_checkpoint_get_step (checkpoint), ==, step);
  if (step == 0)
    {
      g_assert_null (probe);
      return;
    }
  normlab_trainer_advance (trainer, step - 1, &scratch, NULL, &error);
  normlab_trainer_advance_with_probe (trainer, &expected, &scratch, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (probe);
  g_assert_cmpuint (probe->step, ==, step);
  g_assert_cmpmem (probe, normlab_probe_get_size (probe), expected,
                   normlab_probe_get_size (expected));
  normlab_scratch_clear (&scratch);
}

static void
test_ended (Fixture *self, gconstpointer data)
{
  static const guint steps[] = { 37, 0, 200, 1, 199, 38, 37 };

  normlab_test_lab_train (&self->lab, 2, ITERATIONS);
  normlab_test_lab_wait_idle (&self->lab, 20);
  g_assert_cmpuint (normlab_run_get_n_probes (normlab_test_lab_get_run (&self->lab, 0)), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      look (self, 2, steps[i]);
      wait_exact (self);
      check (self, 0, steps[i]);
      check (self, 1, steps[i]);
    }
  look (self, 2, 5000);
  wait_exact (self);
  check (self, 0, ITERATIONS);
  look (self, 2, NORMLAB_INSIGHTS_LIVE);
  wait_exact (self);
  check (self, 1, ITERATIONS);
}

/* What is known is there at once, the nearest first; who moves on gets where he is then. */
static void
test_dragged (Fixture *self, gconstpointer data)
{
  guint n_before;

  normlab_test_lab_train (&self->lab, 1, ITERATIONS);
  normlab_test_lab_wait_idle (&self->lab, 20);
  look (self, 1, 50);
  g_assert_cmpint (get_state (self, 0), ==, NORMLAB_INSIGHT_NEAREST);
  g_assert_null (get_probe (self, 0));
  wait_exact (self);
  look (self, 1, 150);
  wait_exact (self);
  look (self, 1, 99);
  g_assert_cmpint (get_state (self, 0), ==, NORMLAB_INSIGHT_NEAREST);
  g_assert_cmpuint (get_probe (self, 0)->step, ==, 50);
  for (guint step = 101; step < 120; step++)
    look (self, 1, step);
  g_assert_cmpuint (get_probe (self, 0)->step, ==, 150);
  n_before = self->n_changed;
  wait_exact (self);
  g_assert_cmpuint (self->n_changed, >, n_before);
  check (self, 0, 119);
}

static gboolean
has_probes (gpointer data)
{
  Fixture *self = data;

  for (guint i = 0; i < 2; i++)
    if (get_state (self, i) != NORMLAB_INSIGHT_EXACT || get_probe (self, i) == NULL)
      return FALSE;
  return TRUE;
}

/* Those that train are watched as long as somebody looks, and followed; another step of theirs can
 * be looked at meanwhile. */
static void
test_live (Fixture *self, gconstpointer data)
{
  guint n, step;

  normlab_lab_set_speed (self->lab.lab, 2000);
  normlab_test_lab_train (&self->lab, 2, NORMLAB_TEST_LAB_ENDLESS);
  normlab_test_lab_wait_for_step (&self->lab, 0, 50);
  normlab_test_lab_wait_for_step (&self->lab, 1, 50);
  look (self, 2, NORMLAB_INSIGHTS_LIVE);
  g_assert_cmpint (get_state (self, 0), ==, NORMLAB_INSIGHT_NONE);
  normlab_test_wait (has_probes, self, 20);
  step = get_probe (self, 0)->step;
  normlab_test_lab_wait_for_step (&self->lab, 0, step + 200);
  g_assert_cmpuint (get_probe (self, 0)->step, >, step);

  look (self, 2, 33);
  wait_exact (self);
  check (self, 0, 33);
  normlab_lab_pause (self->lab.lab, NULL);
  look (self, 2, NORMLAB_INSIGHTS_LIVE);
  wait_exact (self);
  check (self, 1, normlab_run_get_step (normlab_test_lab_get_run (&self->lab, 1)));

  normlab_insights_look (self->insights, NULL, NORMLAB_INSIGHTS_LIVE);
  g_assert_cmpint (get_state (self, 0), ==, NORMLAB_INSIGHT_NONE);
  normlab_lab_resume (self->lab.lab, NULL);
  step = normlab_run_get_step (normlab_test_lab_get_run (&self->lab, 0));
  normlab_test_lab_wait_for_step (&self->lab, 0, step + 30);
  n = normlab_run_get_n_probes (normlab_test_lab_get_run (&self->lab, 0));
  step = normlab_run_get_step (normlab_test_lab_get_run (&self->lab, 0));
  normlab_test_lab_wait_for_step (&self->lab, 0, step + 200);
  g_assert_cmpuint (normlab_run_get_n_probes (normlab_test_lab_get_run (&self->lab, 0)), ==, n);
  normlab_lab_stop (self->lab.lab, NULL);
  normlab_test_lab_wait_idle (&self->lab, 20);
}

static gboolean
has_checkpoint (gpointer data)
{
  return get_state (data, 0) == NORMLAB_INSIGHT_EXACT;
}

static guint
get_network_step (Fixture *self)
{
  g_autoptr (NormlabCheckpoint) checkpoint
      = normlab_insights_dup_checkpoint (self->insights, normlab_test_lab_get_item (&self->lab, 0));

  g_assert_nonnull (checkpoint);
  return normlab_checkpoint_get_step (checkpoint);
}

/* Who wants networks alone gets them, live and of any step, and nothing is probed. */
static void
test_networks (Fixture *self, gconstpointer data)
{
  NormlabRun *run;
  guint step, n_changed;

  normlab_insights_set_probing (self->insights, FALSE);
  normlab_lab_set_speed (self->lab.lab, 2000);
  normlab_test_lab_train (&self->lab, 1, NORMLAB_TEST_LAB_ENDLESS);
  run = normlab_test_lab_get_run (&self->lab, 0);
  look (self, 1, NORMLAB_INSIGHTS_LIVE);
  normlab_test_wait (has_checkpoint, self, 20);
  step = get_network_step (self);
  n_changed = self->n_changed;
  normlab_test_lab_wait_for_step (&self->lab, 0, step + 200);
  g_assert_cmpuint (get_network_step (self), >, step);
  g_assert_cmpuint (self->n_changed, >, n_changed);

  look (self, 1, 33);
  wait_exact (self);
  g_assert_cmpuint (get_network_step (self), ==, 33);
  g_assert_null (get_probe (self, 0));
  look (self, 1, NORMLAB_INSIGHTS_LIVE);
  normlab_lab_stop (self->lab.lab, NULL);
  normlab_test_lab_wait_idle (&self->lab, 20);
  wait_exact (self);
  g_assert_cmpuint (get_network_step (self), ==, normlab_run_get_step (run));
  g_assert_cmpuint (normlab_run_get_n_probes (run), ==, 0);
}

/* The last step before it diverged. */
static void
test_diverged (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  NormlabRecipe recipe = normlab_test_lab_make_recipe (ITERATIONS, 0);
  guint step;

  recipe.normalization = NORMLAB_NORMALIZATION_NONE;
  recipe.activation = NORMLAB_ACTIVATION_RELU;
  recipe.weight_decay = 1;
  recipe.learning_rate = 1000;
  g_array_append_val (recipes, recipe);
  normlab_lab_train (self->lab.lab, recipes, self->lab.dataset);
  normlab_test_lab_wait_idle (&self->lab, 20);
  g_assert_cmpint (normlab_run_get_state (normlab_test_lab_get_run (&self->lab, 0)), ==,
                   NORMLAB_RUN_DIVERGED);
  step = normlab_run_get_step (normlab_test_lab_get_run (&self->lab, 0));
  look (self, 1, NORMLAB_INSIGHTS_LIVE);
  wait_exact (self);
  check (self, 0, step - 1);
}

/* A run from a session has no data of its own. */
static void
test_data (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  const NormlabRecipe recipe = normlab_test_lab_make_recipe (30, 1);
  const NormlabSample samples[] = { { .step = 10 }, { .step = 20 }, { .step = 30 } };
  NormlabRun *run = normlab_run_new_from_history (
      &recipe, normlab_dataset_get_id (self->lab.dataset), NORMLAB_RUN_FINISHED, 30, 1, 0, samples,
      G_N_ELEMENTS (samples));

  g_ptr_array_add (runs, run);
  normlab_lab_add_ended (self->lab.lab, runs);
  look (self, 1, 25);
  g_assert_cmpint (get_state (self, 0), ==, NORMLAB_INSIGHT_NO_DATA);
  normlab_lab_set_dataset (self->lab.lab, self->lab.dataset);
  g_assert_cmpint (get_state (self, 0), ==, NORMLAB_INSIGHT_NEAREST);
  wait_exact (self);
  check (self, 0, 25);
  normlab_lab_set_dataset (self->lab.lab, NULL);
  look (self, 1, 12);
  g_assert_cmpint (get_state (self, 0), ==, NORMLAB_INSIGHT_NO_DATA);
  g_assert_cmpuint (get_probe (self, 0)->step, ==, 25);
}

static gboolean
has_places (gpointer data)
{
  g_autoptr (GPtrArray) probes = g_ptr_array_new ();
  Fixture *self = data;

  normlab_insights_list_probes (self->insights, normlab_test_lab_get_item (&self->lab, 0), probes);
  return probes->len >= 8;
}

/* What nobody saw when it trained is filled in, the newest first; up to where one looks. */
static void
test_places (Fixture *self, gconstpointer data)
{
  static const guint expected[] = { 25, 50, 75, 100, 125, 150, 175, 200 };
  g_autoptr (GPtrArray) probes = g_ptr_array_new ();
  NormlabRunItem *item;

  normlab_test_lab_train (&self->lab, 1, ITERATIONS);
  normlab_test_lab_wait_idle (&self->lab, 20);
  item = normlab_test_lab_get_item (&self->lab, 0);
  normlab_insights_set_n_places (self->insights, G_N_ELEMENTS (expected));
  look (self, 1, NORMLAB_INSIGHTS_LIVE);
  normlab_test_wait (has_places, self, 20);
  normlab_insights_list_probes (self->insights, item, probes);
  g_assert_cmpuint (probes->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < probes->len; i++)
    g_assert_cmpuint (((NormlabProbe *) g_ptr_array_index (probes, i))->step, ==, expected[i]);
  check (self, 0, ITERATIONS);

  g_ptr_array_set_size (probes, 0);
  look (self, 1, 90);
  wait_exact (self);
  check (self, 0, 90);
  normlab_insights_list_probes (self->insights, item, probes);
  g_assert_cmpuint (probes->len, ==, 4);
  g_assert_cmpuint (((NormlabProbe *) g_ptr_array_index (probes, 3))->step, ==, 90);
  /* Those that it knows of a run at which nobody looks. */
  g_ptr_array_set_size (probes, 0);
  normlab_insights_look (self->insights, NULL, NORMLAB_INSIGHTS_LIVE);
  normlab_insights_list_probes (self->insights, item, probes);
  g_assert_cmpuint (probes->len, ==, 0);
}

/* Nobody waits for what is under way. */
static void
test_gone (Fixture *self, gconstpointer data)
{
  gint64 begin;

  normlab_test_lab_train (&self->lab, 2, NORMLAB_TEST_LAB_ENDLESS);
  normlab_test_lab_wait_for_step (&self->lab, 1, 20000);
  normlab_lab_stop (self->lab.lab, NULL);
  normlab_test_lab_wait_idle (&self->lab, 20);
  look (self, 2, 19999);
  look (self, 1, 19998);
  begin = g_get_monotonic_time ();
  g_assert_finalize_object (g_steal_pointer (&self->insights));
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 5 * G_TIME_SPAN_SECOND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/insights/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("ended", test_ended);
  ADD ("dragged", test_dragged);
  ADD ("live", test_live);
  ADD ("networks", test_networks);
  ADD ("diverged", test_diverged);
  ADD ("data", test_data);
  ADD ("places", test_places);
  ADD ("gone", test_gone);

  return g_test_run ();
}
