/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-sessions.h"

#include <math.h>
#include <string.h>

#include "normlab-test-history.h"

GPtrArray *
normlab_test_sessions_make_runs (guint n_samples)
{
  GPtrArray *runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree NormlabSample *samples = g_new0 (NormlabSample, n_samples);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  /* Of networks that are certain of every image. */
  static const double losses[] = { -0.0, -9.9e-8 };

  for (guint i = 0; i < n_samples; i++)
    samples[i]
        = (NormlabSample){ .step = 10 * (i + 1),
                           .train_accuracy = (float) g_rand_double (random),
                           .test_accuracy = (float) g_rand_double (random),
                           .loss = i < 2 ? losses[i] : exp (200 * g_rand_double (random) - 100),
                           .seconds = g_rand_double (random) };
  recipe.iterations = 10 * n_samples;
  g_ptr_array_add (runs, normlab_test_run_from_history (&recipe, "a;b=[c]\\", NORMLAB_RUN_FINISHED,
                                                        10 * n_samples, 0.1 + 0.2, 0, samples,
                                                        n_samples));
  samples[n_samples - 2].loss = (double) INFINITY;
  samples[n_samples - 1].loss = (double) NAN;
  recipe.n_hidden = 0;
  recipe.init = NORMLAB_INIT_STD;
  recipe.init_std = 0.1 + 0.2;
  recipe.seed = G_MAXUINT32;
  recipe.training_images = 300;
  recipe.label_noise = 0.1 + 0.2;
  g_ptr_array_add (runs,
                   normlab_test_run_from_history (&recipe, "a;b=[c]\\", NORMLAB_RUN_DIVERGED,
                                                  10 * n_samples, 1e-9, 1, samples, n_samples));
  /* On other data than the first. */
  g_ptr_array_add (runs, normlab_test_run_from_history (&recipe, "builtin", NORMLAB_RUN_STOPPED, 0,
                                                        0, 0, NULL, 0));
  normlab_run_set_title (g_ptr_array_index (runs, 1), "Mine; <b>the best</b>\\n");
  return runs;
}

static guint64
get_bits (double value)
{
  guint64 bits;

  memcpy (&bits, &value, sizeof bits);
  return bits;
}

void
normlab_test_sessions_assert_data (NormlabDataId *data,
                                   const char *name,
                                   const char *path,
                                   const char *checksum)
{
  g_assert_cmpstr (normlab_data_id_get_name (data), ==, name);
  g_assert_cmpstr (normlab_data_id_get_path (data), ==, path);
  g_assert_cmpstr (normlab_data_id_get_checksum (data), ==, checksum);
}

void
normlab_test_sessions_assert_same_data (NormlabDataId *a, NormlabDataId *b)
{
  normlab_test_sessions_assert_data (a, normlab_data_id_get_name (b), normlab_data_id_get_path (b),
                                     normlab_data_id_get_checksum (b));
  g_assert_cmpuint (normlab_data_id_get_n_training (a), ==, normlab_data_id_get_n_training (b));
}

void
normlab_test_sessions_assert_same_run (NormlabRun *a, NormlabRun *b)
{
  const NormlabSample *x = normlab_run_get_samples (a);
  const NormlabSample *y = normlab_run_get_samples (b);

  g_assert_true (normlab_recipe_equal (normlab_run_get_recipe (a), normlab_run_get_recipe (b)));
  g_assert_cmpint (normlab_run_get_state (a), ==, normlab_run_get_state (b));
  g_assert_cmpuint (normlab_run_get_step (a), ==, normlab_run_get_step (b));
  g_assert_cmpuint (normlab_run_get_diverged_layer (a), ==, normlab_run_get_diverged_layer (b));
  normlab_test_sessions_assert_same_data (normlab_run_get_data (a), normlab_run_get_data (b));
  g_assert_cmpstr (normlab_run_get_title (a), ==, normlab_run_get_title (b));
  g_assert_cmphex (get_bits (normlab_run_get_seconds (a)), ==,
                   get_bits (normlab_run_get_seconds (b)));
  g_assert_cmpuint (normlab_run_get_n_samples (a), ==, normlab_run_get_n_samples (b));
  for (guint i = 0; i < normlab_run_get_n_samples (a); i++)
    {
      g_assert_cmpuint (x[i].step, ==, y[i].step);
      g_assert_cmphex (get_bits ((double) x[i].train_accuracy), ==,
                       get_bits ((double) y[i].train_accuracy));
      g_assert_cmphex (get_bits ((double) x[i].test_accuracy), ==,
                       get_bits ((double) y[i].test_accuracy));
      g_assert_cmphex (get_bits (x[i].seconds), ==, get_bits (y[i].seconds));
      g_assert_cmphex (get_bits (x[i].loss), ==, get_bits (y[i].loss));
    }
}

NormlabSession *
normlab_test_sessions_parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  NormlabSession *self = normlab_session_new_from_data (text, -1, &error);

  g_assert_no_error (error);
  g_assert_nonnull (self);
  return self;
}
