/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-scheduler.h"
#include "normlab-session.h"
#include "normlab-test-history.h"
#include "normlab-test-locale.h"
#include "normlab-test-mutate.h"
#include "normlab-test-sessions.h"
#include "normlab-test.h"

#define N_MUTATIONS 2000

static void
test_round_trip (void)
{
  g_autoptr (GPtrArray) runs = normlab_test_sessions_make_runs (1000);
  g_autofree char *text = normlab_session_to_data (" Title; [x]\n学習", runs);
  g_autoptr (NormlabSession) self = normlab_test_sessions_parse (text);
  g_autofree char *again = NULL;

  g_assert_cmpstr (self->title, ==, " Title; [x]\n学習");
  normlab_test_sessions_assert_data (self->data, "a;b=[c]\\", NULL, "");
  g_assert_cmpuint (self->runs->len, ==, runs->len);
  for (guint i = 0; i < runs->len; i++)
    normlab_test_sessions_assert_same_run (g_ptr_array_index (runs, i),
                                           g_ptr_array_index (self->runs, i));
  again = normlab_session_format (self);
  g_assert_cmpstr (text, ==, again);
  /* Whatever is as usual is not there, and the file is one of an earlier version. */
  g_assert_nonnull (strstr (text, "\ntraining-images=300\nlabel-noise=0.30000000000000004\n"));
  g_assert_null (strstr (text, "training-images=all"));
  g_assert_null (strstr (text, "label-noise=0\n"));
}

/* A network that has become certain of the one image of its batch: its loss is −log (1 + 1e-7). */
static void
test_certain (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (8, 8, 2, 300, 60);
  g_autoptr (NormlabScheduler) scheduler = normlab_scheduler_new (1, NULL);
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (NormlabSession) self = NULL;
  g_autofree char *text = NULL;
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  double lowest = (double) INFINITY;
  NormlabRun *run;

  recipe.normalization = NORMLAB_NORMALIZATION_NONE;
  recipe.activation = NORMLAB_ACTIVATION_RELU;
  recipe.init = NORMLAB_INIT_HE;
  recipe.batch_size = 1;
  recipe.learning_rate = 0.5;
  recipe.iterations = 3000;
  run = normlab_run_new (&recipe, dataset);
  g_ptr_array_add (runs, run);
  normlab_scheduler_add (scheduler, run);
  while (!normlab_scheduler_is_done (scheduler))
    {
      normlab_scheduler_wait (scheduler, -1);
      normlab_scheduler_drain (scheduler);
    }
  for (guint i = 0; i < normlab_run_get_n_samples (run); i++)
    lowest = fmin (lowest, normlab_run_get_samples (run)[i].loss);
  g_test_message ("lowest loss %g", lowest);
  g_assert_cmpfloat (lowest, <, 0);

  text = normlab_session_to_data ("t", runs);
  self = normlab_test_sessions_parse (text);
  normlab_test_sessions_assert_same_run (run, g_ptr_array_index (self->runs, 0));
}

static void
test_comma_locale (void)
{
  g_autoptr (GPtrArray) runs = normlab_test_sessions_make_runs (10);
  g_autofree char *text = normlab_session_to_data ("t", runs);
  g_autofree char *with_comma = NULL;
  g_autoptr (NormlabSession) self = NULL;

  if (!normlab_test_enter_comma_locale ())
    return;
  with_comma = normlab_session_to_data ("t", runs);
  self = normlab_test_sessions_parse (text);
  normlab_test_leave_comma_locale ();
  g_assert_cmpstr (with_comma, ==, text);
  normlab_test_sessions_assert_same_run (g_ptr_array_index (runs, 0),
                                         g_ptr_array_index (self->runs, 0));
}

/* A session is what the runs were called when it was made: who writes it may be another thread. */
static void
test_titles (void)
{
  g_autoptr (GPtrArray) runs = normlab_test_sessions_make_runs (2);
  g_autoptr (NormlabSession) self = normlab_session_new ("t", runs);
  g_autofree char *before = normlab_session_format (self);
  g_autofree char *after = NULL;

  normlab_run_set_title (g_ptr_array_index (runs, 0), "later");
  normlab_run_set_title (g_ptr_array_index (runs, 1), NULL);
  after = normlab_session_format (self);
  g_assert_cmpstr (before, ==, after);
}

static void
test_files (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "a.normlab", NULL);
  g_autoptr (GPtrArray) runs = normlab_test_sessions_make_runs (5);
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabSession) self = NULL;

  g_assert_false (normlab_session_save ("/dev/full", "t", runs, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_null (normlab_session_load (path, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  g_clear_error (&error);

  g_assert_true (normlab_session_save (path, "t", runs, &error));
  g_assert_no_error (error);
  self = normlab_session_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (self->runs->len, ==, 3);

  g_assert_true (g_file_set_contents (path, "[Session]\nVersion=9\nTitle=\n", -1, NULL));
  g_assert_null (normlab_session_load (path, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT);
  g_assert_true (g_str_has_prefix (error->message, path));
  g_assert_nonnull (strstr (error->message,
                            ": [Session] Version: “9” is a version of sessions that only a newer "
                            "release of this program knows"));
}

/* @text with the first @old replaced. */
static char *
replace_once (const char *text, const char *old, const char *new)
{
  const char *at = strstr (text, old);

  g_assert_nonnull (at);
  return g_strdup_printf ("%.*s%s%s", (int) (at - text), text, new, at + strlen (old));
}

static void
test_refused (void)
{
  static const struct
  {
    const char *old, *new, *message;
  } cases[] = {
    { "[Session]", "[Sessions]", "there is no group [Session]" },
    { "[Data]", "[Date]", "there is no group [Data]" },
    { "[Run 1]", "[Run 7]", "group 4 should be [Run 8]" },
    { "[Run 2]", "[Run 1]", "“[Run 1]” is there twice" },
    { "Version=3\n", "", "[Session] Version is missing" },
    { "Version=3\n", "Version=1.1\n", "[Session] Version: “1.1” is not a version" },
    { "Version=3\n", "Version=3\nAuthor=me\n", "[Session] Author: there is no such setting" },
    { "Title=t\n", "", "[Session] Title is missing" },
    { "Checksum=\n", "Checksum=<b>\n", "[Data] Checksum: “<b>” is not a checksum" },
    { "Checksum=\n", "Checksum=" NORMLAB_TEST_SESSIONS_DIGITS "0\n", "is not a checksum" },
    { "Checksum=\n", "Checksum=\nPath=%00\n", "[Data] Path: “%00” is not an escaped path" },
    { "Checksum=\n", "Checksum=\nPath=%zz\n", "[Data] Path: “%zz” is not an escaped path" },
    { "State=finished", "DataPath=/x\nState=finished", "[Run 1] Data is missing" },
    { "State=finished", "DataChecksum=1\nState=finished", "[Run 1] Data is missing" },
    { "State=finished", "Data=x\nDataPath=/x\nState=finished", "[Run 1] DataChecksum is missing" },
    { "State=finished", "Data=x\nDataPath=%00\nDataChecksum=\nState=finished",
      "[Run 1] DataPath: “%00” is not an escaped path" },
    { "State=finished", "Data=x\nDataChecksum=X\nState=finished",
      "[Run 1] DataChecksum: “X” is not a checksum" },
    { "Checksum=\n", "Checksum=\nTrainingImages=-1\n",
      "[Data] TrainingImages: “-1” is not a number of images" },
    { "State=finished", "Data=x\nDataChecksum=\nDataTrainingImages=0\nState=finished",
      "[Run 1] DataTrainingImages: “0” is not a number of images" },
    { "seed=0\n", "", "[Run 1] seed is missing" },
    { "seed=0\n", "seed=0;1\n", "[Run 1] seed: “0;1” is not a whole number" },
    { "hidden=40-20\n", "hidden=40-20-99999\n", "[Run 1] hidden: “40-20-99999” is not a list" },
    { "iterations=30\n", "iterations=3\n", "[Run 1] interval: measuring every 10 steps" },
    { "State=finished", "State=tired", "[Run 1] State: “tired” is not a state" },
    { "State=finished", "State=diverged", "[Run 1] DivergedLayer is missing" },
    { "State=finished", "State=failed\nDivergedLayer=0", "the run has not diverged" },
    { "DivergedLayer=1", "DivergedLayer=0", "[Run 2] DivergedLayer: “0” is not a whole number" },
    { "DivergedLayer=1", "DivergedLayer=2", "[Run 2] DivergedLayer: “2” is not a whole number" },
    { "\nStep=30\n", "\nStep=31\n", "[Run 1] Step: “31” is not a whole number from 0 to 30" },
    { "\nStep=30\n", "\nStep=25\n", "[Run 1] Samples.Step: “30” is not a step" },
    { "\nSeconds=", "\nSeconds=-", "” is not a number of seconds" },
    { "\nSeconds=", "\nSeconds=nan", "” is not a number of seconds" },
    { "Samples.Step=10;20;30", "Samples.Step=10;20;20", "“20” is not a step after" },
    { "Samples.Step=10;20;30", "Samples.Step=-1;20;30", "“-1” is not a step after" },
    { "Samples.Step=10;20;30", "Samples.Step=10;;30", "“” is not a step after" },
    { "Samples.Step=10;20;30", "Samples.Step=10;20", "which has 2 numbers" },
    { "Samples.Step=10;20;30", "Samples.Step=", "which has 0 numbers" },
    { "Samples.Step=10;20;30", "Samples.Step=10", "which has 1 number" },
    { "Samples.Step=10;20;30", "Samples.Step=1;2;3;4", "which has 4 numbers" },
    { "Samples.Step=10;20;30", "Samples.Step=99999999999", "“99999999999” is not a step" },
    { "Samples.Step=10;20;30\n", "", "[Run 1] Samples.Step is missing" },
    { "TestAccuracy=", "TestAccuracy=0.5;", "[Run 1] Samples.TestAccuracy is not as long as" },
    { "TestAccuracy=", "TestAccuracy=2;",
      "[Run 1] Samples.TestAccuracy: “2” is not a number from" },
    { "TestAccuracy=", "TestAccuracy=nan;", "“nan” is not a number from 0 to 1" },
    { "TrainAccuracy=", "TrainAccuracy=-", "[Run 1] Samples.TrainAccuracy: “-" },
    { "Loss=-0;", "Loss=-1;", "[Run 1] Samples.Loss: “-1” is not a loss" },
    { "Loss=-0;", "Loss=-1.2e-07;", "[Run 1] Samples.Loss: “-1.2e-07” is not a loss" },
    { "Loss=-0;", "Loss=--0;", "[Run 1] Samples.Loss: “--0” is not a loss" },
    { "Loss=-0;", "Loss=-nan;", "[Run 1] Samples.Loss: “-nan” is not a loss" },
    { "Loss=-0;", "Loss=-inf;", "[Run 1] Samples.Loss: “-inf” is not a loss" },
    { "Loss=-0;", "Loss=-;", "[Run 1] Samples.Loss: “-” is not a loss" },
    { "Loss=-0;", "Loss=1e999;", "[Run 1] Samples.Loss: “1e999” is not a loss" },
    { "Samples.Seconds=", "Samples.Seconds=inf;", "“inf” is not a number of seconds" },
  };
  g_autoptr (GPtrArray) runs = normlab_test_sessions_make_runs (3);
  g_autofree char *valid = normlab_session_to_data ("t", runs);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = replace_once (valid, cases[i].old, cases[i].new);
      g_autoptr (GError) error = NULL;

      g_assert_null (normlab_session_new_from_data (text, -1, &error));
      g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].message));
    }
}

/* Cut off anywhere, and damaged in any way, a session is read or refused with a sentence. */
static void
check_damaged (const char *text, gsize length, guint *n_refused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabSession) self = normlab_session_new_from_data (text, (gssize) length, &error);
  g_autofree char *back = NULL;

  g_assert_true ((self == NULL) == (error != NULL));
  if (self == NULL)
    {
      g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_null (strchr (error->message, '\n'));
      *n_refused += 1;
      return;
    }
  back = normlab_session_format (self);
  normlab_session_free (normlab_test_sessions_parse (back));
}

static void
test_mutations (void)
{
  g_autoptr (GPtrArray) runs = normlab_test_sessions_make_runs (4);
  g_autofree char *data = normlab_session_to_data ("t", runs);
  g_autoptr (GRand) random = g_rand_new_with_seed (1502);
  gsize length = strlen (data);
  guint n_refused = 0, n_cut = 0;

  for (guint i = 0; i < N_MUTATIONS; i++)
    {
      gsize new_length;
      g_autofree char *text = normlab_test_mutate (random, data, length, &new_length);

      check_damaged (text, new_length, &n_refused);
    }
  g_test_message ("%u of %u refused", n_refused, N_MUTATIONS);
  g_assert_cmpuint (n_refused, >, N_MUTATIONS / 2);
  g_assert_cmpuint (n_refused, <, N_MUTATIONS);

  for (gsize i = 0; i < length; i++)
    check_damaged (data, i, &n_cut);
  g_assert_cmpuint (n_cut, >, length * 9 / 10);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/round-trip", test_round_trip);
  g_test_add_func ("/session/comma-locale", test_comma_locale);
  g_test_add_func ("/session/titles", test_titles);
  g_test_add_func ("/session/files", test_files);
  g_test_add_func ("/session/refused", test_refused);
  g_test_add_func ("/session/mutations", test_mutations);
  g_test_add_func ("/session/certain", test_certain);
  return g_test_run ();
}
