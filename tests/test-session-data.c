/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which data the runs of a session are on, and what earlier versions wrote of it. */
#include <string.h>

#include "normlab-error.h"
#include "normlab-session.h"
#include "normlab-test-sessions.h"
#include "normlab-test.h"

static void
add_run_on (GPtrArray *runs, const char *name, const char *path, const char *checksum)
{
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (NormlabDataId) data = normlab_data_id_new (name, path, checksum);

  g_ptr_array_add (
      runs, normlab_run_new_from_history (&recipe, data, NORMLAB_RUN_STOPPED, 7, 0.5, 0, NULL, 0));
}

/* How many training images there are is told where it is not as usual, and known again. */
static void
test_counted_data (void)
{
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  static const guint counts[] = { 500, 0, 700, 60000, 500 };
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (NormlabSession) self = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (NormlabDataId) data = normlab_data_id_new_counted ("own", "/own", "1", counts[i]);

      g_ptr_array_add (runs, normlab_run_new_from_history (&recipe, data, NORMLAB_RUN_STOPPED, 7,
                                                           0.5, 0, NULL, 0));
    }
  text = normlab_session_to_data ("t", runs);
  g_assert_nonnull (strstr (text, "\nChecksum=1\nTrainingImages=500\n"));
  g_assert_nonnull (strstr (text, "\nDataChecksum=1\nState=stopped\n"));
  g_assert_nonnull (strstr (text, "\nDataChecksum=1\nDataTrainingImages=700\nState=stopped\n"));
  self = normlab_test_sessions_parse (text);
  for (guint i = 0; i < runs->len; i++)
    g_assert_cmpuint (normlab_data_id_get_n_training (normlab_run_get_data (self->runs->pdata[i])),
                      ==, counts[i] > 0 ? counts[i] : 60000);
}

/* How images are read is told where anything is done to them, of the session as of a run; what it
 * cannot be is refused. */
static void
test_read_data (void)
{
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (NormlabDataId) plain = normlab_data_id_new ("own", "/own", "1");
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (NormlabSession) self = NULL, none = NULL;
  g_autoptr (GString) bad = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i <= NORMLAB_READING_ALL; i++)
    {
      NormlabReading reading = (NormlabReading) (NORMLAB_READING_ALL - i);
      g_autoptr (NormlabDataId) data = normlab_data_id_read (plain, reading, "1");

      g_ptr_array_add (runs, normlab_run_new_from_history (&recipe, data, NORMLAB_RUN_STOPPED, 7,
                                                           0.5, 0, NULL, 0));
    }
  text = normlab_session_to_data ("t", runs);
  g_assert_nonnull (strstr (text, "\nChecksum=1\nReading=inverted+turned\n"));
  g_assert_nonnull (strstr (text, "\nDataChecksum=1\nDataReading=turned\nState=stopped\n"));
  g_assert_nonnull (strstr (text, "\nDataChecksum=1\nState=stopped\n"));
  self = normlab_test_sessions_parse (text);
  for (guint i = 0; i < runs->len; i++)
    g_assert_cmpuint (normlab_data_id_get_reading (normlab_run_get_data (self->runs->pdata[i])), ==,
                      NORMLAB_READING_ALL - i);
  bad = g_string_new (text);
  g_string_replace (bad, "DataReading=turned", "DataReading=upside-down", 0);
  none = normlab_session_new_from_data (bad->str, bad->len, &error);
  g_assert_null (none);
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "upside-down"));
}

static GPtrArray *
make_no_runs (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

/* Each run's data are those that it was trained on, by whatever name, and stay so when the session
 * is written again. */
static void
test_data (void)
{
  g_autoptr (GPtrArray) runs = make_no_runs ();
  g_autoptr (NormlabSession) self = NULL;
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;

  add_run_on (runs, "mnist", " /a b/50%/\xff\n学;習 ", NORMLAB_TEST_SESSIONS_DIGITS);
  add_run_on (runs, "mnist", "/course-b/mnist", "01-23-45-67"); /* of the same name */
  add_run_on (runs, "digits", "/digits",
              NORMLAB_TEST_SESSIONS_DIGITS); /* the same by another name */
  add_run_on (runs, "mnist", " /a b/50%/\xff\n学;習 ", NORMLAB_TEST_SESSIONS_DIGITS);
  add_run_on (runs, "mnist", "/copy/mnist", NORMLAB_TEST_SESSIONS_DIGITS);
  add_run_on (runs, "builtin", NULL, "89-ab-cd-ef");
  add_run_on (runs, "mnist", NULL, NULL);
  text = normlab_session_to_data ("t", runs);
  self = normlab_test_sessions_parse (text);
  normlab_test_sessions_assert_same_data (self->data, normlab_run_get_data (runs->pdata[0]));
  g_assert_cmpuint (self->runs->len, ==, runs->len);
  for (guint i = 0; i < runs->len; i++)
    normlab_test_sessions_assert_same_run (g_ptr_array_index (runs, i),
                                           g_ptr_array_index (self->runs, i));
  again = normlab_session_to_data ("t", self->runs);
  g_assert_cmpstr (text, ==, again);

  g_assert_nonnull (strstr (text, "\nData=mnist\nDataPath=/course-b/mnist\n"
                                  "DataChecksum=01-23-45-67\nState=stopped\n"));
  g_assert_nonnull (strstr (text, "\nData=mnist\nDataChecksum=\nState=stopped\n"));
}

#define RECIPE                                                                                     \
  "hidden=40-20\nbatch-norm=on\nactivation=sigmoid\ninit=xavier\noptimizer=sgd\n"                  \
  "learning-rate=0.01\nbatch-size=100\nweight-decay=0\ndropout=0\nupdate=all\n"                    \
  "iterations=1000\ninterval=10\nseed=0\n"
#define NO_SAMPLES                                                                                 \
  "Samples.Step=\nSamples.TrainAccuracy=\nSamples.TestAccuracy=\nSamples.Loss=\n"                  \
  "Samples.Seconds=\n"

/* Where all runs have the same data, they are written once, as all versions have done. */
static void
test_one_data_set (void)
{
  const char *const expected
      = "[Session]\nVersion=3\nTitle=t\n\n"
        "[Data]\nName=mnist\nPath=/data/mnist\nChecksum=01-23-45-67\n\n"
        "[Run 1]\n" RECIPE "State=stopped\nStep=7\nSeconds=0.5\n" NO_SAMPLES "\n"
        "[Run 2]\n" RECIPE "State=stopped\nStep=7\nSeconds=0.5\n" NO_SAMPLES;
  g_autoptr (GPtrArray) runs = make_no_runs ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < 2; i++)
    add_run_on (runs, "mnist", "/data/mnist", "01-23-45-67");
  text = normlab_session_to_data ("t", runs);
  g_assert_cmpstr (text, ==, expected);
}

/* Earlier versions wrote of a run's own data no more than the name. */
static void
test_earlier_version (void)
{
  g_autoptr (NormlabSession) self = normlab_test_sessions_parse (
      "[Session]\nVersion=1\nTitle=t\n\n"
      "[Data]\nName=mnist\nPath=/data/mnist\nChecksum=01-23-45-67\n\n"
      "[Run 1]\n" RECIPE "State=stopped\nStep=7\nSeconds=0.5\n" NO_SAMPLES "\n"
      "[Run 2]\n" RECIPE "Data=fashion\nState=stopped\nStep=7\nSeconds=0.5\n" NO_SAMPLES);

  normlab_test_sessions_assert_data (normlab_run_get_data (self->runs->pdata[0]), "mnist",
                                     "/data/mnist", "01-23-45-67");
  normlab_test_sessions_assert_data (normlab_run_get_data (self->runs->pdata[1]), "fashion", NULL,
                                     "");
}

/* And knew neither what is hidden nor numbers with gaps. */
static void
test_first_version (void)
{
  static const struct
  {
    const char *version, *group, *more, *message;
  } cases[] = {
    { "1", "Run 1", "", NULL },
    { "1", "Run 2", "", "group 3 should be [Run 1]" },
    { "1", "Run 1", "Hidden=true\n", "[Run 1] Hidden: there is no such setting" },
    { "2", "Run 1", "", NULL },
    { "2", "Run 20", "Hidden=true\n", NULL },
    { "2", "Run 20", "Hidden=yes\n", "[Run 20] Hidden: “yes” is neither “true” nor “false”" },
    { "2", "Run 0", "", "group 3 should be [Run 1]" },
    { "2", "Walk 1", "", "group 3 should be [Run 1]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "[Session]\nVersion=%s\nTitle=t\n\n[Data]\nName=mnist\nChecksum=\n\n[%s]\n" RECIPE
          "%sState=stopped\nStep=7\nSeconds=0.5\n" NO_SAMPLES,
          cases[i].version, cases[i].group, cases[i].more);
      g_autoptr (GError) error = NULL;
      g_autoptr (NormlabSession) self = normlab_session_new_from_data (text, -1, &error);

      g_test_message ("%s", text);
      g_assert_cmpint (self != NULL, ==, cases[i].message == NULL);
      if (cases[i].message == NULL)
        g_assert_no_error (error);
      else
        {
          g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT);
          g_assert_nonnull (strstr (error->message, cases[i].message));
        }
    }
}

/* A tiny data set of @n images per split. */
static NormlabDataset *
make_dataset (const char *path)
{
  static const guint8 pixels[] = { 0, 255, 1, 2, 3, 4, 5, 6 };
  static const guint8 labels[] = { 0, 1 };
  GBytes *images[] = { g_bytes_new_static (pixels, 8), g_bytes_new_static (pixels, 8) };
  GBytes *all_labels[] = { g_bytes_new_static (labels, 2), g_bytes_new_static (labels, 2) };
  g_autoptr (GError) error = NULL;
  NormlabDataset *dataset = normlab_dataset_new ("tiny", path, 2, 2, images, all_labels, &error);

  g_assert_no_error (error);
  return dataset;
}

/* Runs that still have their data set, and one that has not ended. */
static void
test_dataset (void)
{
  g_autofree char *folder = g_canonicalize_filename ("some/folder", NULL);
  g_autoptr (NormlabDataset) dataset = make_dataset ("some/folder");
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (NormlabSession) self = NULL;
  g_autofree char *text = NULL;

  g_ptr_array_add (runs, normlab_run_new (&recipe, dataset));
  text = normlab_session_to_data ("t", runs);
  g_assert_nonnull (strstr (text, "State=queued\n"));
  self = normlab_test_sessions_parse (text);
  normlab_test_sessions_assert_data (self->data, "tiny", folder,
                                     normlab_dataset_get_checksum (dataset));
  g_assert_cmpint (normlab_run_get_state (g_ptr_array_index (self->runs, 0)), ==,
                   NORMLAB_RUN_STOPPED);
}

/* The session's data are the first run's, and nobody else's. */
static void
test_first_dataset (void)
{
  g_autoptr (NormlabDataset) first = make_dataset ("/first"), second = make_dataset ("/second");
  g_autoptr (GPtrArray) runs = normlab_test_sessions_make_runs (2);
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (NormlabSession) self = NULL, with_data = NULL, with_none = NULL;

  g_ptr_array_add (runs, normlab_run_new (&recipe, first));
  self = normlab_session_new ("t", runs);
  normlab_test_sessions_assert_data (self->data, "a;b=[c]\\", NULL, "");

  g_ptr_array_remove_range (runs, 0, 3);
  g_ptr_array_add (runs, normlab_run_new (&recipe, second));
  with_data = normlab_session_new ("t", runs);
  normlab_test_sessions_assert_data (with_data->data, "tiny", "/first",
                                     normlab_dataset_get_checksum (first));

  g_ptr_array_set_size (runs, 0);
  with_none = normlab_session_new ("t", runs);
  normlab_test_sessions_assert_data (with_none->data, "", NULL, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session-data/first-version", test_first_version);
  g_test_add_func ("/session-data/data", test_data);
  g_test_add_func ("/session-data/counted-data", test_counted_data);
  g_test_add_func ("/session-data/read-data", test_read_data);
  g_test_add_func ("/session-data/one-data-set", test_one_data_set);
  g_test_add_func ("/session-data/earlier-version", test_earlier_version);
  g_test_add_func ("/session-data/dataset", test_dataset);
  g_test_add_func ("/session-data/first-dataset", test_first_dataset);
  return g_test_run ();
}
