/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-foreign.h"
#include "normlab-run-foreign.h"
#include "normlab-run-void.h"
#include "normlab-session-change.h"
#include "normlab-session.h"
#include "normlab-series-role.h"

/* Runs of other programs in sessions: all that is known of them, beside those that are trained
 * here. */

static NormlabRun *
create_run (void)
{
  NormlabRecipe recipe = normlab_recipe_of_foreign ();
  NormlabForeign foreign
      = { NORMLAB_FOREIGN_GROWING, NORMLAB_RUN_STOPPED, G_USEC_PER_SEC, "a message" };
  NormlabRun *run;

  normlab_foreign_set_run (&recipe, "a/b; c");
  g_assert_true (normlab_foreign_set (&recipe, "lr", "0.1"));
  g_assert_true (normlab_foreign_set (&recipe, "seed", "7"));
  g_assert_true (normlab_foreign_set (&recipe, "the model", "x = y"));
  run = normlab_run_new_foreign (&recipe);
  for (guint step = 0; step < 5; step++)
    {
      NormlabSample accuracy = NORMLAB_SAMPLE_AT (2 * step), other = NORMLAB_SAMPLE_AT (step);

      accuracy.train_accuracy = step != 2 ? 0.1f * (float) step : NAN;
      accuracy.test_accuracy = step % 2 == 0 ? 0.2f * (float) step : NAN;
      accuracy.seconds = step;
      other.other = step == 3 ? -1e-300 : 1 / (step + 3.0);
      other.seconds = NAN;
      normlab_run_add_samples (run, NORMLAB_METRIC_ACCURACY, &accuracy, 1);
      normlab_run_add_samples (run, normlab_metric_of_foreign ("val/a;b"), &other, 1);
    }
  normlab_run_set_foreign (run, &foreign);
  normlab_run_set_title (run, "called so");
  return run;
}

static void
assert_samples (NormlabRun *run, NormlabRun *expected, NormlabMetric metric)
{
  guint n, n_expected;
  const NormlabSample *samples = normlab_run_get_samples_of (run, metric, &n);
  const NormlabSample *others = normlab_run_get_samples_of (expected, metric, &n_expected);

  g_assert_cmpuint (n, ==, n_expected);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (samples[i].step, ==, others[i].step);
      for (guint role = 0; role < NORMLAB_N_SERIES_ROLES; role++)
        {
          double a = normlab_series_role_get (role, &samples[i]),
                 b = normlab_series_role_get (role, &others[i]);

          g_assert_true (a == b || (isnan (a) && isnan (b)));
        }
      g_assert_true (samples[i].seconds == others[i].seconds
                     || (isnan (samples[i].seconds) && isnan (others[i].seconds)));
    }
}

static void
assert_run (NormlabRun *run, NormlabRun *expected)
{
  g_assert_true (normlab_run_is_foreign (run));
  g_assert_true (
      normlab_recipe_equal (normlab_run_get_recipe (run), normlab_run_get_recipe (expected)));
  g_assert_cmpstr (normlab_run_get_title (run), ==, normlab_run_get_title (expected));
  g_assert_cmpuint (normlab_run_get_step (run), ==, normlab_run_get_step (expected));
  assert_samples (run, expected, NORMLAB_METRIC_ACCURACY);
  assert_samples (run, expected, normlab_metric_of_foreign ("val/a;b"));
  g_assert_false (normlab_run_is_growing (run));
  g_assert_cmpint (normlab_run_get_foreign (run)->state, ==, NORMLAB_FOREIGN_KEPT);
}

static NormlabRun *
create_ours (void)
{
  g_autoptr (NormlabDataId) data = normlab_data_id_new ("ours", "/data", "00");
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  return normlab_run_new_from_history (&recipe, data, NORMLAB_RUN_STOPPED, 10, 1, 0, NULL, 0);
}

/* Written and read again it is the same, and again the same text. */
static void
test_round_trip (void)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabSession) session = NULL;
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;

  g_ptr_array_add (runs, create_run ());
  g_ptr_array_add (runs, create_ours ());
  text = normlab_session_to_data ("both", runs);
  g_assert_nonnull (strstr (text, "Version=4\n"));
  session = normlab_session_new_from_data (text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (session->runs->len, ==, 2);
  assert_run (g_ptr_array_index (session->runs, 0), g_ptr_array_index (runs, 0));
  g_assert_false (normlab_run_is_foreign (g_ptr_array_index (session->runs, 1)));
  /* The data are those of ours. */
  g_assert_cmpstr (normlab_data_id_get_name (session->data), ==, "ours");
  again = normlab_session_to_data ("both", session->runs);
  g_assert_cmpstr (text, ==, again);
}

/* A session without any is one that earlier versions know. */
static void
test_version (void)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *text = NULL;

  g_ptr_array_add (runs, create_ours ());
  text = normlab_session_to_data ("ours", runs);
  g_assert_nonnull (strstr (text, "Version=3\n"));
}

/* As records behind a session: the run comes, and then has more. */
static void
test_records (void)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GPtrArray) changes
      = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_session_change_free);
  g_autoptr (NormlabRun) run = create_run ();
  g_autoptr (NormlabSession) session = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *empty = normlab_session_to_data ("empty", none);
  g_autofree char *records = NULL;
  g_autofree char *text = NULL;
  NormlabSample sample = NORMLAB_SAMPLE_AT (20);

  g_ptr_array_add (changes,
                   normlab_session_change_new (run, 3, 0, NORMLAB_SESSION_NEWS_RUN, FALSE));
  sample.other = 3;
  normlab_run_add_samples (run, normlab_metric_of_foreign ("val/a;b"), &sample, 1);
  g_ptr_array_add (changes,
                   normlab_session_change_new (run, 3, 10, NORMLAB_SESSION_NEWS_NOTE, FALSE));
  records = normlab_session_changes_format (changes);
  text = g_strconcat (empty, records, NULL);
  session = normlab_session_new_from_data (text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (session->runs->len, ==, 1);
  assert_run (g_ptr_array_index (session->runs, 0), run);
}

/* What has become of @run: all of it, or what comes behind @counts. */
static void
add_change (GPtrArray *changes, NormlabRun *run, GHashTable *counts, NormlabSessionNews news)
{
  g_ptr_array_add (changes, normlab_session_change_new_foreign (run, 3, counts, news, FALSE));
}

static NormlabRun *
load_changes (GPtrArray *changes)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autofree char *empty = normlab_session_to_data ("empty", none);
  g_autofree char *records = normlab_session_changes_format (changes);
  g_autofree char *text = g_strconcat (empty, records, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabSession) session = normlab_session_new_from_data (text, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (session->runs->len, ==, 1);
  return g_object_ref (session->runs->pdata[0]);
}

static GPtrArray *
create_changes (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_session_change_free);
}

static guint
count_metrics (NormlabRun *run)
{
  g_autoptr (GArray) metrics = normlab_run_list_foreign_metrics (run);

  return metrics->len;
}

/* Only what comes behind is written, of metrics that are there and of new ones. */
static void
test_goes_on (void)
{
  g_autoptr (GPtrArray) changes = create_changes ();
  g_autoptr (NormlabRun) run = create_run ();
  g_autoptr (NormlabRun) loaded = NULL;
  g_autofree char *records = NULL;

  add_change (changes, run, NULL, NORMLAB_SESSION_NEWS_RUN);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GHashTable) counts = normlab_run_count_samples (run);
      NormlabSample other = NORMLAB_SAMPLE_AT (20 + i), accuracy = other, loss = other;

      other.other = i;
      loss.loss = i + 0.5;
      accuracy.test_accuracy = 0.25f;
      normlab_run_add_samples (run, normlab_metric_of_foreign ("val/a;b"), &other, 1);
      normlab_run_add_samples (run, NORMLAB_METRIC_ACCURACY, &accuracy, 1);
      if (i > 0)
        normlab_run_add_samples (run, NORMLAB_METRIC_LOSS, &loss, 1);
      add_change (changes, run, counts, NORMLAB_SESSION_NEWS_NOTE);
    }
  loaded = load_changes (changes);
  assert_run (loaded, run);
  assert_samples (loaded, run, NORMLAB_METRIC_LOSS);
  g_assert_cmpuint (count_metrics (loaded), ==, 3);
  records = normlab_session_changes_format (changes);
  /* That of the first step of all, which is written once. */
  g_assert_null (strstr (strstr (records, "0;1;2;3;4") + 1, "0;1;2;3;4"));
}

/* What is no longer there does not come back. */
static void
test_fewer (void)
{
  g_autoptr (GPtrArray) changes = create_changes ();
  g_autoptr (NormlabRun) run = create_run ();
  g_autoptr (NormlabRun) loaded = NULL;
  g_autoptr (GHashTable) counts = normlab_run_count_samples (run);
  NormlabSample sample = NORMLAB_SAMPLE_AT (21);
  g_autoptr (NormlabRun) again = NULL;

  add_change (changes, run, NULL, NORMLAB_SESSION_NEWS_RUN);
  sample.other = 0.5;
  normlab_run_add_samples (run, normlab_metric_of_foreign ("val/a;b"), &sample, 1);
  add_change (changes, run, counts, NORMLAB_SESSION_NEWS_NOTE);
  normlab_run_forget_all (run);
  normlab_run_add_samples (run, normlab_metric_of_foreign ("val/a;b"), &sample, 1);
  add_change (changes, run, NULL, NORMLAB_SESSION_NEWS_RECIPE);
  loaded = load_changes (changes);
  assert_run (loaded, run);
  g_assert_cmpuint (count_metrics (loaded), ==, 1);
  normlab_run_forget_all (run);
  add_change (changes, run, NULL, NORMLAB_SESSION_NEWS_RECIPE);
  again = load_changes (changes);
  g_assert_cmpuint (count_metrics (again), ==, 0);
}

/* What has become known of it later, and what is known no longer. */
static void
test_recipe (void)
{
  g_autoptr (GPtrArray) changes = create_changes ();
  g_autoptr (NormlabRun) run = create_run ();
  g_autoptr (NormlabRun) loaded = NULL;
  NormlabRecipe recipe = normlab_recipe_of_foreign ();

  add_change (changes, run, NULL, NORMLAB_SESSION_NEWS_RUN);
  normlab_foreign_set_run (&recipe, "other");
  normlab_foreign_set (&recipe, "batch size", "64");
  normlab_run_set_foreign_recipe (run, &recipe);
  normlab_run_set_counts_epochs (run, TRUE);
  add_change (changes, run, NULL, NORMLAB_SESSION_NEWS_RECIPE);
  normlab_run_set_counts_epochs (run, FALSE);
  add_change (changes, run, NULL, NORMLAB_SESSION_NEWS_RECIPE);
  loaded = load_changes (changes);
  assert_run (loaded, run);
  g_assert_false (normlab_run_get_counts_epochs (loaded));
}

/* Names may have any character, and there may be as many series as a log has. */
static void
test_any (void)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabSession) session = NULL;
  g_autofree char *text = NULL;
  NormlabRecipe recipe = normlab_recipe_of_foreign ();
  NormlabSample sample = NORMLAB_SAMPLE_AT (1);
  NormlabRun *run;

  normlab_foreign_set_run (&recipe, "many");
  g_assert_true (normlab_foreign_set (&recipe, "a=b", "c = d"));
  run = normlab_run_new_foreign (&recipe);
  sample.other = 0.5;
  for (guint i = 0; i < 10100; i++)
    {
      g_autofree char *name = g_strdup_printf ("layer %u", i);

      normlab_run_add_samples (run, normlab_metric_of_foreign (name), &sample, 1);
    }
  g_ptr_array_add (runs, run);
  text = normlab_session_to_data ("many", runs);
  session = normlab_session_new_from_data (text, -1, &error);
  g_assert_no_error (error);
  g_assert_true (normlab_recipe_equal (normlab_run_get_recipe (session->runs->pdata[0]), &recipe));
  g_assert_cmpuint (count_metrics (session->runs->pdata[0]), ==, 10100);
}

static void
add_void (GPtrArray *voids, NormlabSeriesRole role, guint step, guint n, double value)
{
  GArray *samples = g_array_new (FALSE, FALSE, sizeof (NormlabSample));

  for (guint i = 0; i < n; i++)
    {
      NormlabSample sample = NORMLAB_SAMPLE_AT (step + i);

      sample.seconds = i == 0 ? NAN : i;
      normlab_series_role_set (role, &sample, value + i / 8.0);
      g_array_append_val (samples, sample);
    }
  g_ptr_array_add (voids, normlab_run_void_new (role, step, samples));
}

static GPtrArray *
create_voids (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_run_void_free);
}

/* Of two metrics, one of which has nothing that holds, and of one there was no number. */
static void
restart (NormlabRun *run)
{
  GPtrArray *voids = create_voids ();

  add_void (voids, NORMLAB_SERIES_TEST_ACCURACY, 5, 3, 0.5);
  add_void (voids, NORMLAB_SERIES_TRAIN_ACCURACY, 4, 2, 0.25);
  add_void (voids, NORMLAB_SERIES_TEST_ACCURACY, 3, 0, 0);
  normlab_run_set_voids (run, NORMLAB_METRIC_ACCURACY, voids);
  voids = create_voids ();
  add_void (voids, NORMLAB_SERIES_OTHER, 2, 4, -1e-300);
  normlab_run_set_voids (run, normlab_metric_of_foreign ("gone;=x"), voids);
}

static void
assert_voids (NormlabRun *run, NormlabRun *expected, NormlabMetric metric)
{
  const GPtrArray *voids = normlab_run_get_voids (run, metric);
  const GPtrArray *others = normlab_run_get_voids (expected, metric);

  g_assert_cmpuint (voids != NULL ? voids->len : 0, ==, others != NULL ? others->len : 0);
  for (guint i = 0; voids != NULL && i < voids->len; i++)
    {
      const NormlabRunVoid *a = voids->pdata[i], *b = others->pdata[i];

      g_assert_cmpint (a->role, ==, b->role);
      g_assert_cmpuint (a->step, ==, b->step);
      g_assert_cmpuint (a->samples->len, ==, b->samples->len);
      for (guint j = 0; j < a->samples->len; j++)
        {
          const NormlabSample *first = &g_array_index (a->samples, NormlabSample, j);
          const NormlabSample *second = &g_array_index (b->samples, NormlabSample, j);

          g_assert_cmpuint (first->step, ==, second->step);
          g_assert_true (first->seconds == second->seconds
                         || (isnan (first->seconds) && isnan (second->seconds)));
          g_assert_cmpfloat (normlab_series_role_get (a->role, first), ==,
                             normlab_series_role_get (a->role, second));
        }
    }
}

static void
assert_all_voids (NormlabRun *run, NormlabRun *expected)
{
  assert_voids (run, expected, NORMLAB_METRIC_ACCURACY);
  assert_voids (run, expected, normlab_metric_of_foreign ("gone;=x"));
}

/* What was void is written and read again, and so is that a loss strays; without either the file
 * says nothing of it. */
static void
test_void (void)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabSession) session = NULL;
  g_autofree char *plain = NULL, *text = NULL, *again = NULL;
  NormlabForeign foreign;
  NormlabRun *run = create_run (), *loaded;

  g_ptr_array_add (runs, run);
  plain = normlab_session_to_data ("a", runs);
  g_assert_null (strstr (plain, "SeriesVoid"));
  g_assert_null (strstr (plain, "SeriesNotFinite"));
  restart (run);
  foreign = *normlab_run_get_foreign (run);
  foreign.not_finite = TRUE;
  normlab_run_set_foreign (run, &foreign);
  text = normlab_session_to_data ("a", runs);
  session = normlab_session_new_from_data (text, -1, &error);
  g_assert_no_error (error);
  loaded = session->runs->pdata[0];
  assert_run (loaded, run);
  assert_all_voids (loaded, run);
  g_assert_cmpuint (normlab_run_get_voids (loaded, NORMLAB_METRIC_ACCURACY)->len, ==, 3);
  g_assert_true (normlab_run_get_foreign (loaded)->not_finite);
  again = normlab_session_to_data ("a", session->runs);
  g_assert_cmpstr (text, ==, again);
}

/* Records behind a session say it anew, and what they do not say any more is no longer so. */
static void
test_void_records (void)
{
  g_autoptr (GPtrArray) changes = create_changes ();
  g_autoptr (NormlabRun) run = create_run (), loaded = NULL, later = NULL, last = NULL;
  g_autoptr (GHashTable) counts = NULL;
  NormlabForeign foreign = *normlab_run_get_foreign (run);
  NormlabSample sample = NORMLAB_SAMPLE_AT (30);

  foreign.not_finite = TRUE;
  normlab_run_set_foreign (run, &foreign);
  add_change (changes, run, NULL, NORMLAB_SESSION_NEWS_RUN);
  restart (run);
  add_change (changes, run, NULL, NORMLAB_SESSION_NEWS_RECIPE);
  /* What comes behind leaves it as it is. */
  counts = normlab_run_count_samples (run);
  sample.other = 0.5;
  normlab_run_add_samples (run, normlab_metric_of_foreign ("val/a;b"), &sample, 1);
  add_change (changes, run, counts, NORMLAB_SESSION_NEWS_NOTE);
  loaded = load_changes (changes);
  assert_run (loaded, run);
  assert_all_voids (loaded, run);
  g_assert_true (normlab_run_get_foreign (loaded)->not_finite);

  foreign.not_finite = FALSE;
  normlab_run_set_foreign (run, &foreign);
  add_change (changes, run, counts, NORMLAB_SESSION_NEWS_NOTE);
  later = load_changes (changes);
  g_assert_false (normlab_run_get_foreign (later)->not_finite);
  assert_all_voids (later, run);
  normlab_run_forget_all (run);
  add_change (changes, run, NULL, NORMLAB_SESSION_NEWS_RECIPE);
  last = load_changes (changes);
  assert_all_voids (last, run);
  g_assert_null (normlab_run_get_voids (last, NORMLAB_METRIC_ACCURACY));
}

/* A run whose log says that it diverged: in which layer nobody knows. */
static void
test_diverged (void)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabSession) session = NULL;
  g_autofree char *text = NULL;
  NormlabRun *run = create_run ();
  NormlabForeign foreign = { .state = NORMLAB_FOREIGN_ENDED, .end = NORMLAB_RUN_DIVERGED };

  normlab_run_set_foreign (run, &foreign);
  g_ptr_array_add (runs, run);
  text = normlab_session_to_data ("a", runs);
  session = normlab_session_new_from_data (text, -1, &error);
  g_assert_no_error (error);
  assert_run (session->runs->pdata[0], run);
  g_assert_cmpint (normlab_run_get_state (session->runs->pdata[0]), ==, NORMLAB_RUN_DIVERGED);
}

static NormlabRun *
create_run_with (guint n_parameters)
{
  NormlabRecipe recipe = normlab_recipe_of_foreign ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) further = NULL;
  NormlabRun *run;

  normlab_foreign_set_run (&recipe, "many");
  for (guint i = 0; i < n_parameters; i++)
    {
      g_autofree char *name = g_strdup_printf ("key=%u", i);

      if (normlab_foreign_set (&recipe, name, "a = b"))
        continue;
      g_strv_builder_add (builder, name);
      g_strv_builder_add (builder, "a = b");
    }
  further = g_strv_builder_end (builder);
  run = normlab_run_new_foreign (&recipe);
  normlab_run_set_further (run, (const char *const *) further);
  return run;
}

/* Parameters that have no place are kept as well. The last test: there are no places behind it. */
static void
test_further (void)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) changes = create_changes ();
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabSession) session = NULL;
  g_autoptr (NormlabRun) loaded = NULL;
  g_autofree char *text = NULL, *again = NULL;
  NormlabRun *run = create_run_with (30), *fewer;
  const char *const *further = normlab_run_get_further (run);

  g_assert_cmpuint (g_strv_length ((char **) further), >, 30);
  g_ptr_array_add (runs, run);
  text = normlab_session_to_data ("a", runs);
  session = normlab_session_new_from_data (text, -1, &error);
  g_assert_no_error (error);
  g_assert_true (g_strv_equal (normlab_run_get_further (session->runs->pdata[0]), further));
  again = normlab_session_to_data ("a", session->runs);
  g_assert_cmpstr (text, ==, again);

  /* Fewer than before are no more. */
  fewer = create_run_with (20);
  g_ptr_array_add (runs, fewer);
  add_change (changes, run, NULL, NORMLAB_SESSION_NEWS_RUN);
  add_change (changes, fewer, NULL, NORMLAB_SESSION_NEWS_RECIPE);
  loaded = load_changes (changes);
  g_assert_true (g_strv_equal (normlab_run_get_further (loaded), normlab_run_get_further (fewer)));
}

/* What is wrong is said with its place. */
static const struct
{
  const char *text;
  const char *message;
} wrong[] = {
  { "Series1=loss\nSeries1.Steps=1;2\nSeries1.Values=1\nSeries1.Seconds=1;2\n", "Series1.Values" },
  { "Series1=loss\nSeries1.Steps=2;1\nSeries1.Values=1;1\nSeries1.Seconds=1;2\n", "before" },
  { "Series1=test-accuracy\nSeries1.Steps=1\nSeries1.Values=1.5\nSeries1.Seconds=1\n",
    "from 0 to 1" },
  { "Series1=loss\nSeries1.Steps=1\nSeries1.Values=x\nSeries1.Seconds=1\n", "is not a number" },
  { "Series1=loss\nSeries1.Steps=-1\nSeries1.Values=1\nSeries1.Seconds=1\n", "number of steps" },
  { "Series1=colour\nSeries1.Steps=1\nSeries1.Values=1\nSeries1.Seconds=1\n", "is measured" },
  { "Series1=loss\nSeries1.Steps=1\nSeries1.Values=1\n", "Series1.Seconds" },
  { "Parameter1=lr\n", "Parameter1" },
  { "learning-rate=-1\n", "learning-rate" },
  { "Unknown=1\n", "Unknown" },
  { "SeriesCount=x\n", "SeriesCount" },
  { "SeriesNotFinite=maybe\n", "SeriesNotFinite" },
  { "SeriesVoid1=colour\nSeriesVoid1.From=1\n", "SeriesVoid1" },
  { "SeriesVoid1=loss\n", "SeriesVoid1.From" },
  { "SeriesVoid1=loss\nSeriesVoid1.From=-1\n", "number of steps" },
  { "SeriesVoid1=loss\nSeriesVoid1.From=1\nSeriesVoid1.Steps=1\nSeriesVoid1.Values=x\n"
    "SeriesVoid1.Seconds=1\n",
    "SeriesVoid1.Values" },
  { "SeriesVoid1=loss\nSeriesVoid1.From=1\nSeriesVoid1.Steps=1;2\nSeriesVoid1.Values=1\n"
    "SeriesVoid1.Seconds=1;2\n",
    "SeriesVoid1.Values" },
  { "SeriesCount=1\n", "Series1" },
};

static void
test_wrong (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *text = g_strconcat (
          "[Session]\nVersion=4\nTitle=a\n[Data]\nName=\nChecksum=\n[Run 1]\nForeign=a\n"
          "State=stopped\nStep=1\nSeconds=1\n",
          wrong[i].text, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (normlab_session_new_from_data (text, -1, &error));
      g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, "Run 1"));
      g_assert_nonnull (strstr (error->message, wrong[i].message));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session-foreign/round-trip", test_round_trip);
  g_test_add_func ("/session-foreign/version", test_version);
  g_test_add_func ("/session-foreign/records", test_records);
  g_test_add_func ("/session-foreign/goes-on", test_goes_on);
  g_test_add_func ("/session-foreign/fewer", test_fewer);
  g_test_add_func ("/session-foreign/recipe", test_recipe);
  g_test_add_func ("/session-foreign/any", test_any);
  g_test_add_func ("/session-foreign/void", test_void);
  g_test_add_func ("/session-foreign/void-records", test_void_records);
  g_test_add_func ("/session-foreign/diverged", test_diverged);
  g_test_add_func ("/session-foreign/wrong", test_wrong);
  g_test_add_func ("/session-foreign/further", test_further);
  return g_test_run ();
}
