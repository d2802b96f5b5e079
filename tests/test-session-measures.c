/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sessions keep of what is measured before the first step, and besides. */
#include <math.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-session-change.h"
#include "normlab-session.h"
#include "normlab-test-history.h"
#include "normlab-test.h"

enum
{
  N_SAMPLES = 4,
};

static const char *const words[] = { "none", "test-loss", "training=7", "test-loss,training" };

/* What @measures ask for; the first is of step 0, and the test set's loss was not finite there. */
static void
make_samples (const NormlabMeasures *measures, NormlabSample samples[N_SAMPLES])
{
  for (guint i = 0; i < N_SAMPLES; i++)
    {
      samples[i] = NORMLAB_SAMPLE_AT (10 * i);
      samples[i].test_accuracy = 0.125f * (float) i;
      samples[i].seconds = i;
      if (i > 0)
        {
          samples[i].train_accuracy = 1.0f / (float) (i + 2);
          samples[i].loss = 1.0 / (i + 3);
        }
      if (measures->training)
        {
          samples[i].training_set_accuracy = 1.0f / (float) (i + 4);
          samples[i].training_set_loss = 1.0 / (i + 5);
        }
      if (measures->test_loss && i > 0)
        samples[i].test_loss = 1.0 / (i + 6);
    }
}

static NormlabRun *
make_run (const char *measured, guint n_samples)
{
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  NormlabMeasures measures;
  NormlabSample samples[N_SAMPLES];
  NormlabRun *run;

  g_assert_true (normlab_measures_parse (measured, &measures, NULL));
  make_samples (&measures, samples);
  run = normlab_test_run_from_history (&recipe, "builtin", NORMLAB_RUN_STOPPED, 35, 4, 0, samples,
                                       n_samples);
  normlab_run_set_measures (run, &measures);
  return run;
}

static void
assert_whole (NormlabRun *run, const char *measured)
{
  g_autoptr (NormlabRun) expected = make_run (measured, N_SAMPLES);
  const NormlabSample *a = normlab_run_get_samples (run);
  const NormlabSample *b = normlab_run_get_samples (expected);

  g_assert_true (
      normlab_measures_equal (normlab_run_get_measures (run), normlab_run_get_measures (expected)));
  g_assert_cmpuint (normlab_run_get_n_samples (run), ==, N_SAMPLES);
  for (guint i = 0; i < N_SAMPLES; i++)
    {
      g_assert_cmpuint (a[i].step, ==, b[i].step);
      NORMLAB_TEST_ASSERT_SAME (a[i].train_accuracy, b[i].train_accuracy);
      NORMLAB_TEST_ASSERT_SAME (a[i].test_accuracy, b[i].test_accuracy);
      NORMLAB_TEST_ASSERT_SAME (a[i].loss, b[i].loss);
      NORMLAB_TEST_ASSERT_SAME (a[i].seconds, b[i].seconds);
      NORMLAB_TEST_ASSERT_SAME (a[i].training_set_accuracy, b[i].training_set_accuracy);
      NORMLAB_TEST_ASSERT_SAME (a[i].training_set_loss, b[i].training_set_loss);
      NORMLAB_TEST_ASSERT_SAME (a[i].test_loss, b[i].test_loss);
    }
}

static NormlabSession *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  NormlabSession *self = normlab_session_new_from_data (text, -1, &error);

  g_assert_no_error (error);
  return self;
}

/* Each run has the columns that it needs, and no others. */
static void
test_round_trip (void)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (NormlabSession) session = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) groups = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_ptr_array_add (runs, make_run (words[i], N_SAMPLES));
  text = normlab_session_to_data ("t", runs);
  session = parse (text);
  g_assert_cmpuint (session->runs->len, ==, G_N_ELEMENTS (words));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    assert_whole (g_ptr_array_index (session->runs, i), words[i]);

  groups = g_strsplit (text, "[Run ", -1);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_assert_cmpint (strstr (groups[i + 1], "\nMeasure=") != NULL, ==, i > 0);
      g_assert_cmpint (strstr (groups[i + 1], "\nSamples.TestLoss=") != NULL, ==, i % 2 == 1);
      g_assert_cmpint (strstr (groups[i + 1], "\nSamples.TrainingSetLoss=") != NULL, ==, i > 1);
    }
}

/* The same where the samples have come later, or the whole run. */
static void
test_records (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    for (guint n_before = 0; n_before <= N_SAMPLES; n_before++)
      {
        g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
        g_autoptr (GPtrArray) changes
            = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_session_change_free);
        g_autoptr (NormlabRun) run = make_run (words[i], N_SAMPLES);
        g_autoptr (NormlabSession) session = NULL;
        g_autofree char *text = NULL, *records = NULL, *all = NULL;

        g_ptr_array_add (runs, make_run (words[i], n_before));
        text = normlab_session_to_data ("t", runs);
        g_ptr_array_add (changes, normlab_session_change_new (run, 1, n_before,
                                                              NORMLAB_SESSION_NEWS_NOTE, FALSE));
        g_ptr_array_add (changes,
                         normlab_session_change_new (run, 2, 0, NORMLAB_SESSION_NEWS_RUN, FALSE));
        records = normlab_session_changes_format (changes);
        all = g_strconcat (text, records, NULL);
        session = parse (all);
        g_assert_cmpuint (session->runs->len, ==, 2);
        g_assert_cmpuint (session->n_lost, ==, 0);
        for (guint r = 0; r < 2; r++)
          assert_whole (g_ptr_array_index (session->runs, r), words[i]);
      }
}

#define RECIPE                                                                                     \
  "hidden=40-20\nbatch-norm=on\nactivation=sigmoid\ninit=xavier\noptimizer=sgd\n"                  \
  "learning-rate=0.01\nbatch-size=100\nweight-decay=0\ndropout=0\nupdate=all\n"                    \
  "iterations=1000\ninterval=10\nseed=0\nState=stopped\nStep=20\nSeconds=0.5\n"
#define HISTORY                                                                                    \
  "Samples.Step=10;20\nSamples.TrainAccuracy=0.5;1\nSamples.TestAccuracy=0.25;0.5\n"               \
  "Samples.Loss=2;1\nSamples.Seconds=0.1;0.2\n"
#define HEAD(version)                                                                              \
  "[Session]\nVersion=" version "\nTitle=t\n\n[Data]\nName=builtin\nChecksum=\n\n[Run 1]\n" RECIPE

/* Of the versions before, a history begins after its first interval. */
static void
test_earlier (void)
{
  static const char *const texts[] = { HEAD ("1") HISTORY, HEAD ("2") HISTORY };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (NormlabSession) session = parse (texts[i]);
      NormlabRun *run = g_ptr_array_index (session->runs, 0);
      const NormlabSample *samples = normlab_run_get_samples (run);

      g_assert_true (normlab_measures_is_none (normlab_run_get_measures (run)));
      g_assert_cmpuint (normlab_run_get_n_samples (run), ==, 2);
      g_assert_cmpuint (samples[0].step, ==, 10);
      g_assert_cmpfloat (samples[0].loss, ==, 2);
      g_assert_true (isnan (samples[0].test_loss));
      g_assert_true (isnan (samples[1].training_set_loss));
      g_assert_true (isnan (samples[1].training_set_accuracy));
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text, *message;
  } cases[] = {
    { HEAD ("3") "Measure=all\n" HISTORY, "[Run 1] Measure: “all” is neither" },
    { HEAD ("1") "Measure=test-loss\n" HISTORY, "[Run 1] Measure: there is no such setting" },
    { HEAD ("3") "Measure=test-loss\n" HISTORY, "[Run 1] Samples.TestLoss is missing" },
    { HEAD ("3") "Measure=test-loss\n" HISTORY "Samples.TestLoss=1\n",
      "[Run 1] Samples.TestLoss is not as long as" },
    { HEAD ("3") "Measure=test-loss\n" HISTORY "Samples.TestLoss=1;x\n",
      "[Run 1] Samples.TestLoss: “x” is not a loss" },
    { HEAD ("3") "Measure=training\n" HISTORY
                 "Samples.TrainingSetAccuracy=1;1.5\nSamples.TrainingSetLoss=1;1\n",
      "[Run 1] Samples.TrainingSetAccuracy: “1.5” is not a number from 0 to 1" },
    { HEAD ("3") "Samples.Step=0;10\nSamples.TrainAccuracy=nan;nan\nSamples.TestAccuracy=0;1\n"
                 "Samples.Loss=nan;1\nSamples.Seconds=0;0\n",
      "[Run 1] Samples.TrainAccuracy: “nan” is not a number from 0 to 1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (normlab_session_new_from_data (cases[i].text, -1, &error));
      g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].message));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session-measures/round-trip", test_round_trip);
  g_test_add_func ("/session-measures/records", test_records);
  g_test_add_func ("/session-measures/earlier", test_earlier);
  g_test_add_func ("/session-measures/refused", test_refused);
  return g_test_run ();
}
