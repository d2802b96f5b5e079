/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "normlab-foreign.h"
#include "normlab-run-column.h"
#include "normlab-run-foreign.h"
#include "normlab-test-history.h"
#include "normlab-test-metrics.h"
#include "normlab-test.h"

/* What the table of runs says of each, metrics as the table of metrics has them, of which there is
 * one more here. */

#define NOTHING_ELSE .other = NAN

static const NormlabSample samples[] = {
  { .step = 10,
    .train_accuracy = 0.5f,
    .test_accuracy = 0.625f,
    .loss = 123.456,
    .seconds = 1,
    NOTHING_ELSE },
  { .step = 20,
    .train_accuracy = 0.75f,
    .test_accuracy = 0.5f,
    .loss = 0.5,
    .seconds = 2,
    NOTHING_ELSE },
  { .step = 25,
    .train_accuracy = 0.25f,
    .test_accuracy = 0.5f,
    .loss = 2.5,
    .seconds = 2,
    NOTHING_ELSE },
};

static NormlabRunItem *
make_item (NormlabRunState state, guint n_samples)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (NormlabRun) run
      = normlab_test_run_from_history (&recipe, "test", state, n_samples > 0 ? 25 : 0,
                                       n_samples > 0 ? 2.5 : 0, 2, samples, n_samples);

  return normlab_run_item_new (run, 1);
}

/* All that is said of it, but for what is drawn. */
static char *
get_row (NormlabRunItem *item)
{
  GString *row = g_string_new (NULL);
  guint n;
  const NormlabRunColumn *columns = normlab_run_columns_get (&n);

  for (guint c = 0; c < n; c++)
    if (columns[c].fact != NORMLAB_RUN_FACT_SHOWN && columns[c].fact != NORMLAB_RUN_FACT_PROGRESS)
      {
        g_autofree char *text = normlab_run_column_get_text (&columns[c], item);

        g_string_append_printf (row, "%s|", text);
      }
  return g_string_free (row, FALSE);
}

static void
test_titles (void)
{
  g_autoptr (GString) titles = g_string_new (NULL);
  guint n;
  const NormlabRunColumn *columns = normlab_run_columns_get (&n);

  for (guint c = 0; c < n; c++)
    {
      g_autofree char *head = normlab_run_column_create_head (&columns[c], FALSE);

      g_string_append_printf (titles, "%s|", head);
      g_assert_cmpuint (normlab_run_columns_find (columns[c].fact, columns[c].metric), ==, c);
    }
  g_assert_cmpstr (titles->str, ==,
                   "Show|Run|Data|Progress|Δ Test|Δ Loss|Δ Third||State|Step||Train|Test|Best|Loss|"
                   "Third, train|Third|Least third|Seconds|Steps/s|");
}

static void
test_texts (void)
{
  g_autoptr (NormlabRunItem) item = make_item (NORMLAB_RUN_STOPPED, 3);
  g_autoptr (NormlabRunItem) large = make_item (NORMLAB_RUN_DIVERGED, 1);
  g_autoptr (NormlabRunItem) empty = make_item (NORMLAB_RUN_FAILED, 0);
  g_autofree char *row = NULL, *large_row = NULL, *empty_row = NULL, *details = NULL;

  normlab_run_item_set_automatic_name (item, "name");
  row = get_row (item);
  g_assert_cmpstr (
      row, ==,
      "name|test|–|–|–|–|stopped|25|–|0.2500|0.5000|0.6250|2.5000|0.2500|2.5000|0.5000|"
      "2.5|10|");
  large_row = get_row (large);
  g_assert_cmpstr (large_row, ==,
                   "|test|–|–|–|–|diverged, layer "
                   "2|25|–|0.5000|0.6250|0.6250|123.46|0.5000|123.46|123.46|2.5|10|");
  empty_row = get_row (empty);
  g_assert_cmpstr (empty_row, ==, "|test|–|–|–|–|failed|0|–|–|–|–|–|–|–|–|0.0|–|");
  details = normlab_run_item_get_state_details (large);
  g_assert_cmpstr (details, ==, "diverged at step 25, layer 2");
}

static NormlabRunItem *
make_foreign (const char *name, NormlabMetric metric, double value)
{
  NormlabRecipe recipe = normlab_recipe_of_foreign ();
  g_autoptr (NormlabRun) run = NULL;
  NormlabSample sample = NORMLAB_SAMPLE_AT (10);

  normlab_foreign_set_run (&recipe, name);
  run = normlab_run_new_foreign (&recipe);
  sample.other = value;
  normlab_run_add_samples (run, metric, &sample, 1);
  return normlab_run_item_new (run, 1);
}

/* What other programs measure has a column where somebody says which it is. It may be as small as a
 * rate, and its name as long as it likes. */
static void
test_other (void)
{
  static const struct
  {
    double value;
    const char *text;
  } cases[] = { { 0.25, "0.2500" }, { 3e-4, "3.0e-04" }, { -3e-4, "−3.0e-04" },
                { 0, "0.0000" },    { 12.345, "12.35" }, { 4e6, "4.0e+06" } };
  guint n;
  const NormlabRunColumn *columns = normlab_run_columns_get (&n);
  NormlabRunColumn column
      = columns[normlab_run_columns_find (NORMLAB_RUN_FACT_VALUE, NORMLAB_RUN_COLUMN_OTHER)];
  NormlabMetric metric = normlab_metric_of_foreign ("train/grad_norm_of_the_encoder");
  g_autoptr (NormlabRunItem) own = make_item (NORMLAB_RUN_STOPPED, 3);
  g_autofree char *none = NULL, *head = NULL, *difference = NULL, *last = NULL;

  none = normlab_run_column_get_text (&column, own);
  g_assert_cmpstr (none, ==, "–");
  g_assert_cmpint (normlab_run_column_compare (&column, own, own, FALSE), ==, 0);
  column.metric = metric;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NormlabRunItem) item = make_foreign ("a", metric, cases[i].value);
      g_autofree char *text = normlab_run_column_get_text (&column, item);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpint (normlab_run_column_compare (&column, item, own, FALSE), <, 0);
    }
  last = normlab_run_column_get_text (&column, own);
  g_assert_cmpstr (last, ==, "–");
  head = normlab_run_column_create_head (&column, TRUE);
  g_assert_cmpstr (head, ==, "train/g…encoder");
  g_assert_cmpstr (normlab_run_column_explain (&column, FALSE), ==,
                   "train/grad_norm_of_the_encoder");
  column.fact = NORMLAB_RUN_FACT_DIFFERENCE;
  difference = normlab_run_column_create_head (&column, FALSE);
  g_assert_cmpstr (difference, ==, "Δ train/g…encoder");
}

/* Steps per second are those that one sees: with a limit, not what training could do. */
static void
test_pace (void)
{
  static const struct
  {
    double limit, pace;
    const char *text;
  } cases[] = {
    { 0, 0, "1000" },   { 2, 0, "–" },       { 2, 1.98, "2.0" },    { 0.5, 0.5, "0.5" },
    { 10, 9.96, "10" }, { 10, 10.04, "10" }, { 200, 187.6, "188" },
  };
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (2, 2, 10, 20, 10);
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  guint n;
  const NormlabRunColumn *columns = normlab_run_columns_get (&n);
  guint column = normlab_run_columns_find (NORMLAB_RUN_FACT_SPEED, NORMLAB_METRIC_ACCURACY);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NormlabRun) run = normlab_run_new (&recipe, dataset);
      g_autoptr (NormlabRunItem) item = normlab_run_item_new (run, 1);
      g_autofree char *text = NULL;

      normlab_test_history_pace (run, 20, cases[i].limit, cases[i].pace);
      text = normlab_run_column_get_text (&columns[column], item);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* What there is not comes last, also where who sorts turns the answer around. */
static void
test_compare (void)
{
  g_autoptr (NormlabRunItem) item = make_item (NORMLAB_RUN_STOPPED, 3);
  g_autoptr (NormlabRunItem) empty = make_item (NORMLAB_RUN_FAILED, 0);
  guint n;
  const NormlabRunColumn *columns = normlab_run_columns_get (&n);

  for (guint c = 0; c < n; c++)
    for (int descending = 0; descending <= 1; descending++)
      {
        int sign = descending ? -1 : 1;

        g_assert_cmpint (normlab_run_column_compare (&columns[c], item, item, descending), ==, 0);
        if (columns[c].fact < NORMLAB_RUN_FACT_SPEED
            || columns[c].metric == NORMLAB_RUN_COLUMN_OTHER)
          continue;
        g_assert_cmpint (sign * normlab_run_column_compare (&columns[c], empty, item, descending),
                         >, 0);
        g_assert_cmpint (sign * normlab_run_column_compare (&columns[c], item, empty, descending),
                         <, 0);
        g_assert_cmpint (normlab_run_column_compare (&columns[c], empty, empty, descending), ==, 0);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run-column/titles", test_titles);
  g_test_add_func ("/run-column/texts", test_texts);
  g_test_add_func ("/run-column/other", test_other);
  g_test_add_func ("/run-column/pace", test_pace);
  g_test_add_func ("/run-column/compare", test_compare);
  return g_test_run ();
}
