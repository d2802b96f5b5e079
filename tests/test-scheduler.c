/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "normlab-run-private.h"
#include "normlab-test-history.h"
#include "normlab-test-scheduler.h"
#include "normlab-test.h"

/* What comes of runs. How they are paused, stopped and paced is in test-scheduler-control.c. */

static void
count (GObject *object, GParamSpec *pspec, guint *n)
{
  *n += 1;
}

static void
test_train (NormlabTestScheduler *fixture, gconstpointer data)
{
  const NormlabRecipe recipe = normlab_test_quick (1);
  g_autoptr (NormlabRun) run = normlab_run_new (&recipe, fixture->dataset);
  const NormlabSample *samples;
  guint n_steps = 0, n_states = 0;

  g_signal_connect (run, "notify::step", G_CALLBACK (count), &n_steps);
  g_signal_connect (run, "notify::state", G_CALLBACK (count), &n_states);
  g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_QUEUED);
  normlab_scheduler_add (fixture->scheduler, run);
  normlab_test_finish (fixture->scheduler);

  g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_FINISHED);
  g_assert_cmpuint (normlab_run_get_step (run), ==, 50);
  g_assert_cmpuint (normlab_run_get_n_samples (run), ==, 6);
  g_assert_cmpfloat (normlab_run_get_seconds (run), >, 0);
  g_assert_cmpuint (n_steps, >=, 1);
  g_assert_cmpuint (n_states, >=, 1);
  samples = normlab_run_get_samples (run);
  for (guint i = 0; i <= 5; i++)
    {
      g_assert_cmpuint (samples[i].step, ==, 10 * i);
      g_assert_cmpfloat (samples[i].seconds, >, i > 0 ? samples[i - 1].seconds : 0);
      g_assert_cmpint (isnan (samples[i].train_accuracy), ==, i == 0);
      g_assert_cmpint (isnan (samples[i].loss), ==, i == 0);
      g_assert_cmpfloat (samples[i].test_accuracy, >=, 0);
    }
  g_assert_cmpfloat (normlab_run_get_final_accuracy (run), ==, (double) samples[5].test_accuracy);
  g_assert_cmpfloat (normlab_run_get_best_accuracy (run), >=, normlab_run_get_mean_accuracy (run));
  g_assert_false (normlab_run_drain (run));
}

/* 12 recipes on 1, 2 and 5 threads: every sample the same. */
static void
test_threads (NormlabTestScheduler *fixture, gconstpointer data)
{
  static const guint n_threads[] = { 1, 2, 5 };
  g_autoptr (GPtrArray) first = NULL;

  for (guint t = 0; t < G_N_ELEMENTS (n_threads); t++)
    {
      g_autoptr (NormlabScheduler) scheduler = normlab_scheduler_new (n_threads[t], NULL);
      g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);

      g_assert_cmpuint (normlab_scheduler_get_n_threads (scheduler), ==, n_threads[t]);
      for (guint i = 0; i < 12; i++)
        {
          NormlabRecipe recipe = normlab_test_quick (i / 2);
          NormlabRun *run;

          recipe.normalization = i % 2;
          recipe.dropout = i % 3 * 0.2;
          run = normlab_run_new (&recipe, fixture->dataset);
          if (i >= 6)
            normlab_run_set_measures (run, &(NormlabMeasures){ TRUE, TRUE, i == 6 ? 7 : 0 });
          normlab_scheduler_add (scheduler, run);
          g_ptr_array_add (runs, run);
        }
      normlab_test_finish (scheduler);
      for (guint i = 0; first != NULL && i < 12; i++)
        for (guint s = 0; s <= 5; s++)
          {
            const NormlabSample *a = normlab_run_get_samples (g_ptr_array_index (first, i)) + s;
            const NormlabSample *b = normlab_run_get_samples (g_ptr_array_index (runs, i)) + s;

            NORMLAB_TEST_ASSERT_SAME (a->loss, b->loss);
            NORMLAB_TEST_ASSERT_SAME (a->test_accuracy, b->test_accuracy);
            NORMLAB_TEST_ASSERT_SAME (a->training_set_accuracy, b->training_set_accuracy);
            NORMLAB_TEST_ASSERT_SAME (a->training_set_loss, b->training_set_loss);
            NORMLAB_TEST_ASSERT_SAME (a->test_loss, b->test_loss);
            g_assert_cmpint (isnan (a->test_loss), ==, i < 6);
          }
      if (first == NULL)
        first = g_steal_pointer (&runs);
    }
}

/* Whatever the runs cost, on one thread none is ever more than an interval ahead of another. */
static void
test_abreast (NormlabTestScheduler *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (NormlabScheduler) scheduler = normlab_scheduler_new (1, NULL);

  for (guint i = 0; i < 6; i++)
    {
      NormlabRecipe recipe = normlab_test_endless (i);
      NormlabRun *run;

      /* Some are ten times as slow as others. */
      if (i % 2)
        normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_HIDDEN, "150,150", NULL);
      run = normlab_run_new (&recipe, fixture->dataset);
      normlab_scheduler_add (scheduler, run);
      g_ptr_array_add (runs, run);
    }
  for (guint round = 1; round <= 10; round++)
    {
      guint low = G_MAXUINT, high = 0;

      /* The first may be well on its way before the last is added; then it waits for the others. */
      normlab_test_wait_for_step (scheduler, g_ptr_array_index (runs, 5), 200 + 30 * round);
      /* Stand still, so that all are seen at one instant. */
      normlab_scheduler_pause (scheduler, NULL);
      g_usleep (40000);
      normlab_scheduler_drain (scheduler);
      for (guint i = 0; i < runs->len; i++)
        {
          guint step = normlab_run_get_step (g_ptr_array_index (runs, i));

          low = MIN (low, step);
          high = MAX (high, step);
        }
      g_assert_cmpuint (high - low, <=, 10);
      normlab_scheduler_resume (scheduler, NULL);
    }
}

/* Pausing in the middle of things changes no bit. */
static void
test_pause_same_bits (NormlabTestScheduler *fixture, gconstpointer data)
{
  NormlabRecipe recipe = normlab_test_quick (3);
  g_autoptr (NormlabRun) straight = NULL, halting = NULL;

  recipe.iterations = 400;
  straight = normlab_test_add_run (fixture, &recipe);
  halting = normlab_test_add_run (fixture, &recipe);
  for (guint i = 0; i < 40; i++)
    {
      normlab_scheduler_pause (fixture->scheduler, halting);
      g_usleep (100 * i);
      if (i % 3)
        normlab_scheduler_step (fixture->scheduler, halting);
      normlab_scheduler_resume (fixture->scheduler, halting);
      g_usleep (300);
    }
  normlab_test_finish (fixture->scheduler);
  g_assert_cmpuint (normlab_run_get_n_samples (halting), ==, 41);
  for (guint i = 0; i <= 40; i++)
    NORMLAB_TEST_ASSERT_SAME (normlab_run_get_samples (straight)[i].loss,
                              normlab_run_get_samples (halting)[i].loss);
}

static void
test_divergence (NormlabTestScheduler *fixture, gconstpointer data)
{
  NormlabRecipe wild = normlab_test_quick (1), calm = normlab_test_quick (1);
  g_autoptr (NormlabRun) a = NULL, b = NULL;

  wild.normalization = NORMLAB_NORMALIZATION_NONE;
  wild.activation = NORMLAB_ACTIVATION_RELU;
  wild.learning_rate = 1e6;
  a = normlab_test_add_run (fixture, &wild);
  b = normlab_test_add_run (fixture, &calm);
  normlab_test_finish (fixture->scheduler);
  g_assert_cmpint (normlab_run_get_state (a), ==, NORMLAB_RUN_DIVERGED);
  g_assert_cmpuint (normlab_run_get_diverged_layer (a), >, 0);
  g_assert_cmpuint (normlab_run_get_step (a), >, 0);
  g_assert_cmpint (normlab_run_get_state (b), ==, NORMLAB_RUN_FINISHED);
  g_assert_cmpuint (normlab_run_get_n_samples (b), ==, 6);
}

static void
test_failure (NormlabTestScheduler *fixture, gconstpointer data)
{
  NormlabRecipe greedy = normlab_test_quick (1);
  g_autoptr (NormlabRun) run = NULL;

  normlab_recipe_set (&greedy, NORMLAB_HYPERPARAMETER_HIDDEN, "2048,2048,2048", NULL);
  greedy.batch_size = 60000;
  run = normlab_test_add_run (fixture, &greedy);
  normlab_test_finish (fixture->scheduler);
  g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_FAILED);
  g_assert_nonnull (strstr (normlab_run_get_message (run), "memory"));
}

static void
test_states (void)
{
  for (guint i = 0; i <= NORMLAB_RUN_STOPPED; i++)
    {
      NormlabRunState state;

      g_assert_true (normlab_run_state_from_string (normlab_run_state_to_string (i), &state));
      g_assert_cmpint (state, ==, i);
      g_assert_nonnull (normlab_run_state_get_label (i));
      g_assert_true (normlab_run_state_is_final (i) == (i >= NORMLAB_RUN_FINISHED));
    }
  g_assert_false (normlab_run_state_from_string ("lost", &(NormlabRunState){ 0 }));
}

/* Each property is notified when it has changed, and what comes after the end is dropped. */
static void
test_news (void)
{
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (8, 8, 10, 300, 60);
  g_autoptr (NormlabRun) run = normlab_run_new (&recipe, dataset);
  const char *const names[] = { "state", "step", "n-samples", "seconds" };
  NormlabSample sample = { .step = 10 };
  const struct
  {
    NormlabRunNews news;
    guint notified[4];
  } cases[] = {
    { { .state = NORMLAB_RUN_RUNNING }, { 1, 0, 0, 0 } },
    { { .state = NORMLAB_RUN_RUNNING, .step = 10, .seconds = 1.5, .sample = &sample },
      { 0, 1, 1, 1 } },
    { { .state = NORMLAB_RUN_RUNNING, .step = 10, .seconds = 1.75 }, { 0, 0, 0, 1 } },
    { { NORMLAB_RUN_DIVERGED, .step = 12, .seconds = 1.75, .diverged_layer = 2, .message = "so" },
      { 1, 1, 0, 0 } },
  };
  guint n[4] = { 0 };

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *signal = g_strconcat ("notify::", names[i], NULL);

      g_signal_connect (run, signal, G_CALLBACK (count), &n[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      memset (n, 0, sizeof n);
      normlab_run_post (run, &cases[i].news);
      g_assert_true (normlab_run_drain (run));
      g_assert_false (normlab_run_drain (run));
      g_assert_cmpmem (n, sizeof n, cases[i].notified, sizeof n);
    }

  normlab_run_post (run, &cases[1].news);
  g_assert_false (normlab_run_drain (run));
  g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_DIVERGED);
  g_assert_cmpuint (normlab_run_get_step (run), ==, 12);
  g_assert_cmpfloat (normlab_run_get_seconds (run), ==, 1.75);
  g_assert_cmpuint (normlab_run_get_diverged_layer (run), ==, 2);
  g_assert_cmpuint (normlab_run_get_n_samples (run), ==, 1);
  g_assert_cmpstr (normlab_run_get_message (run), ==, "so");
}

static void
test_from_history (void)
{
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  NormlabSample samples[12] = { { 0 } };
  g_autoptr (NormlabRun) run = NULL;

  for (guint i = 0; i < 12; i++)
    samples[i] = (NormlabSample){ .step = i + 1, .test_accuracy = i == 3 ? 0.75f : 0.5f };
  run = normlab_test_run_from_history (&recipe, "mnist", NORMLAB_RUN_DIVERGED, 17, 1.5, 2, samples,
                                       12);
  g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_DIVERGED);
  g_assert_cmpuint (normlab_run_get_step (run), ==, 17);
  g_assert_cmpuint (normlab_run_get_diverged_layer (run), ==, 2);
  g_assert_cmpfloat (normlab_run_get_seconds (run), ==, 1.5);
  g_assert_cmpfloat (normlab_run_get_best_accuracy (run), ==, 0.75);
  g_assert_cmpfloat (normlab_run_get_final_accuracy (run), ==, 0.5);
  g_assert_cmpfloat (normlab_run_get_mean_accuracy (run), ==, 0.525);

  /* What it was before training is none of the last ten. */
  for (guint n = 1; n <= 3; n++)
    {
      g_autoptr (NormlabRun) begun = NULL;

      samples[0] = NORMLAB_SAMPLE_AT (0);
      samples[0].test_accuracy = 0.125f;
      begun = normlab_test_run_from_history (&recipe, "mnist", NORMLAB_RUN_STOPPED, 17, 1.5, 0,
                                             samples, n);
      g_assert_cmpfloat (normlab_run_get_final_accuracy (begun), ==, n == 1 ? 0.125 : 0.5);
      if (n == 1)
        g_assert_true (isnan (normlab_run_get_mean_accuracy (begun)));
      else
        g_assert_cmpfloat (normlab_run_get_mean_accuracy (begun), ==, 0.5);
    }
  g_assert_cmpstr (normlab_data_id_get_name (normlab_run_get_data (run)), ==, "mnist");
  g_assert_false (normlab_run_drain (run));
}

int
main (int argc, char *argv[])
{
  static const NormlabTestSchedulerCase cases[] = {
    { "/scheduler/train", test_train },
    { "/scheduler/threads", test_threads },
    { "/scheduler/abreast", test_abreast },
    { "/scheduler/pause-same-bits", test_pause_same_bits },
    { "/scheduler/divergence", test_divergence },
    { "/scheduler/failure", test_failure },
  };

  g_test_init (&argc, &argv, NULL);
  normlab_test_scheduler_add_cases (cases, G_N_ELEMENTS (cases));
  g_test_add_func ("/run/states", test_states);
  g_test_add_func ("/run/news", test_news);
  g_test_add_func ("/run/from-history", test_from_history);
  return g_test_run ();
}
