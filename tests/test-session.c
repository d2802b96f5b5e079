/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-scheduler.h"
#include "normlab-session.h"
#include "normlab-test-history.h"
#include "normlab-test-locale.h"
#include "normlab-test-mutate.h"
#include "normlab-test.h"

#define N_MUTATIONS 2000
/* A checksum has at most as many. */
#define SIXTY_FOUR_DIGITS "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* Three runs: finished, diverged and, with nothing measured yet, stopped. */
static GPtrArray *
make_runs (guint n_samples)
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

static void
assert_data (NormlabDataId *data, const char *name, const char *path, const char *checksum)
{
  g_assert_cmpstr (normlab_data_id_get_name (data), ==, name);
  g_assert_cmpstr (normlab_data_id_get_path (data), ==, path);
  g_assert_cmpstr (normlab_data_id_get_checksum (data), ==, checksum);
}

static void
assert_same_data (NormlabDataId *a, NormlabDataId *b)
{
  assert_data (a, normlab_data_id_get_name (b), normlab_data_id_get_path (b),
               normlab_data_id_get_checksum (b));
  g_assert_cmpuint (normlab_data_id_get_n_training (a), ==, normlab_data_id_get_n_training (b));
}

static void
assert_same_run (NormlabRun *a, NormlabRun *b)
{
  const NormlabSample *x = normlab_run_get_samples (a);
  const NormlabSample *y = normlab_run_get_samples (b);

  g_assert_true (normlab_recipe_equal (normlab_run_get_recipe (a), normlab_run_get_recipe (b)));
  g_assert_cmpint (normlab_run_get_state (a), ==, normlab_run_get_state (b));
  g_assert_cmpuint (normlab_run_get_step (a), ==, normlab_run_get_step (b));
  g_assert_cmpuint (normlab_run_get_diverged_layer (a), ==, normlab_run_get_diverged_layer (b));
  assert_same_data (normlab_run_get_data (a), normlab_run_get_data (b));
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

static NormlabSession *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  NormlabSession *self = normlab_session_new_from_data (text, -1, &error);

  g_assert_no_error (error);
  g_assert_nonnull (self);
  return self;
}

static void
test_round_trip (void)
{
  g_autoptr (GPtrArray) runs = make_runs (1000);
  g_autofree char *text = normlab_session_to_data (" Title; [x]\n学習", runs);
  g_autoptr (NormlabSession) self = parse (text);
  g_autofree char *again = NULL;

  g_assert_cmpstr (self->title, ==, " Title; [x]\n学習");
  assert_data (self->data, "a;b=[c]\\", NULL, "");
  g_assert_cmpuint (self->runs->len, ==, runs->len);
  for (guint i = 0; i < runs->len; i++)
    assert_same_run (g_ptr_array_index (runs, i), g_ptr_array_index (self->runs, i));
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
  self = parse (text);
  assert_same_run (run, g_ptr_array_index (self->runs, 0));
}

static void
test_comma_locale (void)
{
  g_autoptr (GPtrArray) runs = make_runs (10);
  g_autofree char *text = normlab_session_to_data ("t", runs);
  g_autofree char *with_comma = NULL;
  g_autoptr (NormlabSession) self = NULL;

  if (!normlab_test_enter_comma_locale ())
    return;
  with_comma = normlab_session_to_data ("t", runs);
  self = parse (text);
  normlab_test_leave_comma_locale ();
  g_assert_cmpstr (with_comma, ==, text);
  assert_same_run (g_ptr_array_index (runs, 0), g_ptr_array_index (self->runs, 0));
}

/* A session is what the runs were called when it was made: who writes it may be another thread. */
static void
test_titles (void)
{
  g_autoptr (GPtrArray) runs = make_runs (2);
  g_autoptr (NormlabSession) self = normlab_session_new ("t", runs);
  g_autofree char *before = normlab_session_format (self);
  g_autofree char *after = NULL;

  normlab_run_set_title (g_ptr_array_index (runs, 0), "later");
  normlab_run_set_title (g_ptr_array_index (runs, 1), NULL);
  after = normlab_session_format (self);
  g_assert_cmpstr (before, ==, after);
}

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
  self = parse (text);
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
  self = parse (text);
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

  add_run_on (runs, "mnist", " /a b/50%/\xff\n学;習 ", SIXTY_FOUR_DIGITS);
  add_run_on (runs, "mnist", "/course-b/mnist", "01-23-45-67"); /* of the same name */
  add_run_on (runs, "digits", "/digits", SIXTY_FOUR_DIGITS);    /* the same by another name */
  add_run_on (runs, "mnist", " /a b/50%/\xff\n学;習 ", SIXTY_FOUR_DIGITS);
  add_run_on (runs, "mnist", "/copy/mnist", SIXTY_FOUR_DIGITS);
  add_run_on (runs, "builtin", NULL, "89-ab-cd-ef");
  add_run_on (runs, "mnist", NULL, NULL);
  text = normlab_session_to_data ("t", runs);
  self = parse (text);
  assert_same_data (self->data, normlab_run_get_data (runs->pdata[0]));
  g_assert_cmpuint (self->runs->len, ==, runs->len);
  for (guint i = 0; i < runs->len; i++)
    assert_same_run (g_ptr_array_index (runs, i), g_ptr_array_index (self->runs, i));
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
  g_autoptr (NormlabSession) self
      = parse ("[Session]\nVersion=1\nTitle=t\n\n"
               "[Data]\nName=mnist\nPath=/data/mnist\nChecksum=01-23-45-67\n\n"
               "[Run 1]\n" RECIPE "State=stopped\nStep=7\nSeconds=0.5\n" NO_SAMPLES "\n"
               "[Run 2]\n" RECIPE "Data=fashion\nState=stopped\nStep=7\nSeconds=0.5\n" NO_SAMPLES);

  assert_data (normlab_run_get_data (self->runs->pdata[0]), "mnist", "/data/mnist", "01-23-45-67");
  assert_data (normlab_run_get_data (self->runs->pdata[1]), "fashion", NULL, "");
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
  self = parse (text);
  assert_data (self->data, "tiny", folder, normlab_dataset_get_checksum (dataset));
  g_assert_cmpint (normlab_run_get_state (g_ptr_array_index (self->runs, 0)), ==,
                   NORMLAB_RUN_STOPPED);
}

/* The session's data are the first run's, and nobody else's. */
static void
test_first_dataset (void)
{
  g_autoptr (NormlabDataset) first = make_dataset ("/first"), second = make_dataset ("/second");
  g_autoptr (GPtrArray) runs = make_runs (2);
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (NormlabSession) self = NULL, with_data = NULL, with_none = NULL;

  g_ptr_array_add (runs, normlab_run_new (&recipe, first));
  self = normlab_session_new ("t", runs);
  assert_data (self->data, "a;b=[c]\\", NULL, "");

  g_ptr_array_remove_range (runs, 0, 3);
  g_ptr_array_add (runs, normlab_run_new (&recipe, second));
  with_data = normlab_session_new ("t", runs);
  assert_data (with_data->data, "tiny", "/first", normlab_dataset_get_checksum (first));

  g_ptr_array_set_size (runs, 0);
  with_none = normlab_session_new ("t", runs);
  assert_data (with_none->data, "", NULL, "");
}

static void
test_files (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "a.normlab", NULL);
  g_autoptr (GPtrArray) runs = make_runs (5);
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
    { "Checksum=\n", "Checksum=" SIXTY_FOUR_DIGITS "0\n", "is not a checksum" },
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
  g_autoptr (GPtrArray) runs = make_runs (3);
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
  normlab_session_free (parse (back));
}

static void
test_mutations (void)
{
  g_autoptr (GPtrArray) runs = make_runs (4);
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
  g_test_add_func ("/session/first-version", test_first_version);
  g_test_add_func ("/session/data", test_data);
  g_test_add_func ("/session/counted-data", test_counted_data);
  g_test_add_func ("/session/read-data", test_read_data);
  g_test_add_func ("/session/one-data-set", test_one_data_set);
  g_test_add_func ("/session/earlier-version", test_earlier_version);
  g_test_add_func ("/session/dataset", test_dataset);
  g_test_add_func ("/session/first-dataset", test_first_dataset);
  g_test_add_func ("/session/files", test_files);
  g_test_add_func ("/session/refused", test_refused);
  g_test_add_func ("/session/mutations", test_mutations);
  g_test_add_func ("/session/certain", test_certain);
  return g_test_run ();
}
