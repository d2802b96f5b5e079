/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is measured besides, in words and in files of experiments. */
#include "normlab-measures.h"

#include <string.h>

#include "normlab-error.h"
#include "normlab-experiment.h"
#include "normlab-test.h"

static void
test_words (void)
{
  static const struct
  {
    const char *text, *back;
    NormlabMeasures measures;
  } cases[] = {
    { "none", "none", { FALSE, FALSE, 0 } },
    { "test-loss", "test-loss", { TRUE, FALSE, 0 } },
    { "training", "training", { FALSE, TRUE, 0 } },
    { "training=1", "training=1", { FALSE, TRUE, 1 } },
    { "training=5000, test-loss", "test-loss,training=5000", { TRUE, TRUE, 5000 } },
    { "test-loss,training=10000000", "test-loss,training=10000000", { TRUE, TRUE, 10000000 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NormlabMeasures measures = { TRUE, TRUE, 17 };
      g_autoptr (GError) error = NULL;
      g_autofree char *back = NULL;

      normlab_measures_parse (cases[i].text, &measures, &error);
      g_assert_no_error (error);
      g_assert_true (normlab_measures_equal (&measures, &cases[i].measures));
      g_assert_cmpint (normlab_measures_is_none (&measures), ==, i == 0);
      back = normlab_measures_format (&measures);
      g_assert_cmpstr (back, ==, cases[i].back);
    }
}

static void
test_refused (void)
{
  static const char *const texts[]
      = { "",           "test",        "Test-loss",          "training=",
          "training=0", "training=-1", "training=10000001",  "trainings",
          "test-loss,", "none,none",   "test-loss,none",     "test-loss,test-loss",
          "training=x", "training5",   "training,training=5" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      NormlabMeasures measures = { FALSE, TRUE, 17 };
      g_autoptr (GError) error = NULL;

      g_test_message ("“%s”", texts[i]);
      g_assert_false (normlab_measures_parse (texts[i], &measures, &error));
      g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
      g_assert_true (normlab_measures_equal (&measures, &(NormlabMeasures){ FALSE, TRUE, 17 }));
    }
}

/* Who has measured the first images has not measured all, nor the other way round. */
static void
test_include (void)
{
  static const NormlabMeasures all[] = {
    { 0 }, { TRUE }, { .training = TRUE }, { .training = TRUE, .n_training = 9 }, { TRUE, TRUE, 0 }
  };
  static const char *const included[] = { "1....", "11...", "1.1..", "1..1.", "111.1" };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    for (guint j = 0; j < G_N_ELEMENTS (all); j++)
      {
        g_assert_cmpint (normlab_measures_include (&all[i], &all[j]), ==, included[i][j] == '1');
        g_assert_cmpint (normlab_measures_equal (&all[i], &all[j]), ==, i == j);
      }
  /* How many there would be of what is not measured is nothing. */
  g_assert_true (normlab_measures_equal (&all[1], &(NormlabMeasures){ TRUE, FALSE, 5 }));
}

static void
test_experiment (void)
{
  static const char text[]
      = "[Experiment]\nVersion=1\nTitle=t\nMeasure=training=20,test-loss\n\n[Set 1]\nseed=7\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabExperiment) self = normlab_experiment_new_from_data (text, -1, &error);
  g_autoptr (NormlabExperiment) again = NULL;
  g_autofree char *data = NULL;
  g_autofree char *without = NULL;
  const NormlabMeasures none = { 0 }, expected = { TRUE, TRUE, 20 };

  g_assert_no_error (error);
  g_assert_true (normlab_measures_equal (normlab_experiment_get_measures (self), &expected));
  data = normlab_experiment_to_data (self);
  g_assert_nonnull (strstr (data, "\nMeasure=test-loss,training=20\n"));
  again = normlab_experiment_new_from_data (data, -1, &error);
  g_assert_no_error (error);
  g_assert_true (normlab_measures_equal (normlab_experiment_get_measures (again), &expected));

  /* Where nothing is measured besides, the file is what it has always been. */
  normlab_experiment_set_measures (self, &none);
  without = normlab_experiment_to_data (self);
  g_assert_null (strstr (without, "Measure"));
}

static void
test_experiment_refused (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (normlab_experiment_new_from_data (
      "[Experiment]\nTitle=t\nMeasure=everything\n[Set 1]\nseed=7\n", -1, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "[Experiment] Measure: “everything” is neither"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/measures/words", test_words);
  g_test_add_func ("/measures/refused", test_refused);
  g_test_add_func ("/measures/include", test_include);
  g_test_add_func ("/measures/experiment", test_experiment);
  g_test_add_func ("/measures/experiment-refused", test_experiment_refused);
  return g_test_run ();
}
