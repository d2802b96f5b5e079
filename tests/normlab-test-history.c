/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-history.h"

#include "normlab-run-private.h"

NormlabRun *
normlab_test_run_from_history (const NormlabRecipe *recipe,
                               const char *data_name,
                               NormlabRunState state,
                               guint step,
                               double seconds,
                               guint diverged_layer,
                               const NormlabSample *samples,
                               guint n_samples)
{
  g_autoptr (NormlabDataId) data = normlab_data_id_new (data_name, NULL, NULL);

  return normlab_run_new_from_history (recipe, data, state, step, seconds, diverged_layer, samples,
                                       n_samples);
}

NormlabRun *
normlab_test_history_of (const NormlabRecipe *recipe,
                         NormlabRunState state,
                         guint n_samples,
                         const float *accuracies)
{
  g_autofree NormlabSample *samples = g_new0 (NormlabSample, MAX (n_samples, 1));
  gboolean diverged = state == NORMLAB_RUN_DIVERGED;
  guint step = 10 * n_samples + (diverged ? 2 : 0);

  for (guint i = 0; i < n_samples; i++)
    {
      samples[i] = NORMLAB_SAMPLE_AT (10 * (i + 1));
      samples[i].test_accuracy = accuracies[i];
      samples[i].train_accuracy = accuracies[i] + 0.125f;
      samples[i].loss = 1;
      samples[i].seconds = 0.01 * (i + 1);
    }
  return normlab_test_run_from_history (recipe, "builtin", state, step, 0.001 * step,
                                        diverged ? 2 : 0, samples, n_samples);
}

NormlabRun *
normlab_test_history (const NormlabRecipe *recipe,
                      NormlabRunState state,
                      guint n_samples,
                      double accuracy)
{
  g_autofree float *accuracies = g_new (float, MAX (n_samples, 1));

  for (guint i = 0; i < n_samples; i++)
    accuracies[i] = (float) accuracy;
  return normlab_test_history_of (recipe, state, n_samples, accuracies);
}

void
normlab_test_history_grow (NormlabRun *run, guint step, double accuracy, double loss)
{
  NormlabSample sample = NORMLAB_SAMPLE_AT (step);
  NormlabRunNews news
      = { .state = NORMLAB_RUN_RUNNING, .step = step, .seconds = 0.001 * step, .sample = &sample };

  sample.test_accuracy = sample.train_accuracy = (float) accuracy;
  sample.loss = loss;
  sample.seconds = 0.001 * step;

  normlab_run_post (run, &news);
  g_assert_true (normlab_run_drain (run));
}

void
normlab_test_history_pace (NormlabRun *run, guint step, double limit, double pace)
{
  NormlabRunNews news = { .state = NORMLAB_RUN_RUNNING,
                          .step = step,
                          .seconds = 0.001 * step,
                          .limit = limit,
                          .pace = pace };

  normlab_run_post (run, &news);
  g_assert_true (normlab_run_drain (run));
}

void
normlab_test_history_end (NormlabRun *run, NormlabRunState state)
{
  NormlabRunNews news = { .state = state,
                          .step = normlab_run_get_step (run),
                          .seconds = normlab_run_get_seconds (run),
                          .diverged_layer = state == NORMLAB_RUN_DIVERGED ? 2 : 0 };

  normlab_run_post (run, &news);
  g_assert_true (normlab_run_drain (run));
}
