/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Experiments: what has been read is read again from what it is written as. */

#include <string.h>

#include "normlab-experiment.h"
#include "normlab-fuzz.h"

/* What is no file, and one that is too large. */
static void
check_refused (void)
{
  static const char *const paths[] = { "/", "/nowhere", "/dev/null", "/proc/self/mem" };
  g_autofree char *large = g_strnfill (2 << 20, '\n');
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_assert_null (normlab_experiment_load (paths[i], &error));
      normlab_fuzz_check (NULL, error);
      g_clear_error (&error);
    }
  g_assert_null (normlab_experiment_load (normlab_fuzz_file (large, 2 << 20), &error));
  normlab_fuzz_check (NULL, error);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) too_many = NULL;
  g_autoptr (NormlabExperiment) experiment
      = normlab_experiment_load (normlab_fuzz_file (bytes, n), &error);
  g_autoptr (NormlabExperiment) again = NULL;
  g_autoptr (GArray) recipes = NULL;
  g_autofree char *text = NULL;
  g_autofree char *again_text = NULL;

  normlab_fuzz_check (experiment, error);
  if (n == 0)
    check_refused ();
  if (experiment == NULL)
    return 0;
  g_assert_cmpuint (normlab_experiment_get_n_sets (experiment), >, 0);
  g_assert_nonnull (normlab_experiment_get_set (experiment, 0));
  g_assert_true (g_utf8_validate (normlab_experiment_get_title (experiment), -1, NULL));
  recipes = normlab_experiment_get_recipes (experiment, &too_many);
  normlab_fuzz_check (recipes, too_many);
  text = normlab_experiment_to_data (experiment);
  again = normlab_experiment_new_from_data (text, -1, &error);
  g_assert_no_error (error);
  again_text = normlab_experiment_to_data (again);
  g_assert_cmpstr (again_text, ==, text);
  return 0;
}

#define EVERYTHING                                                                                 \
  "[Experiment]\nVersion=1\nTitle=A\\sB\nTitle[ja]=\xe3\x81\x82\nMeasure=test-loss,training=500\n" \
  "\n[Set 1]\nhidden=40-20;40,30,20;none;2x16\nbatch-norm=on;off\nactivation=sigmoid;relu\n"       \
  "init=xavier;he;0.01\noptimizer=sgd;adam\nlearning-rate=0.1;1e-2\nbatch-size=100\n"              \
  "weight-decay=0;0.001\ndropout=0;50%\nupdate=all;notebook\ntraining-images=all;1000\n"           \
  "label-noise=0;20 %\niterations=1000\ninterval=10\nseed=0;1\n"                                   \
  "branch=none;500:learning-rate=0.001,dropout=0.2,700:optimizer=adam\n"
#define MANY                                                                                       \
  "[Experiment]\nTitle=a\n[Set 1]\nseed=0;1;2;3;4;5;6;7;8;9\nbatch-size=1;2;3;4;5;6;7;8;9;10\n"    \
  "iterations=1;2;3;4;5;6;7;8;9;10\ninterval=1;2;3;4;5;6;7;8;9;10\n"

void
normlab_fuzz_make_seeds (GPtrArray *seeds)
{
  static const char *const texts[] = {
    EVERYTHING,
    "[Experiment]\nTitle=a\n[Set 1]\n[Set 2]\nseed=1;2;3;\n",
    "\xef\xbb\xbf# note\n[Experiment]\nTitle=bad \\q escape\\\n[Set 1]\n",
    "[Experiment]\nTitle=a\n[Set 2]\n",
    "[Experiment]\nTitle=a\n",
    "[Experiment]\nVersion=2\nTitle=a\n[Set 1]\n",
    "[Experiment]\nTitle=a\nMeasure=everything\n[Set 1]\n",
    "[Experiment]\n[Set 1]\n",
    "[Experiment]\nTitle=a\nOther=b\n[Set 1]\n",
    "[Experiment]\nTitle=a\n[Set 1]\nseed=-1\n",
    MANY,
    "[Experiment]\nTitle=a\nTitle=b\n",
    "[Experiment]\n[Experiment]\n",
    "[Experiment\nTitle\n",
    "Title=a\n",
    "\xff\n",
    "[a]b]\nc=d\n",
    "",
  };
  g_autoptr (NormlabExperiment) notebook = normlab_experiment_new_notebook (0);
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    normlab_fuzz_add_text (seeds, texts[i]);
  normlab_experiment_set_measures (notebook, &(NormlabMeasures){ .test_loss = TRUE });
  g_assert_true (normlab_experiment_get_measures (notebook)->test_loss);
  text = normlab_experiment_to_data (notebook);
  normlab_fuzz_add_text (seeds, text);
}
