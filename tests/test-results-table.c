/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results that are read again. */
#include <string.h>

#include "normlab-error.h"
#include "normlab-results-table.h"
#include "normlab-results.h"
#include "normlab-test-history.h"
#include "normlab-test.h"

static const NormlabSample samples[] = { { .step = 10 }, { .step = 20 } };

static NormlabRun *
make_run (const char *data, const char *title, guint seed, const char *branch)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  NormlabRun *run;

  recipe.seed = seed;
  g_assert_true (normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_BRANCH, branch, NULL));
  run = normlab_test_run_from_history (&recipe, data, NORMLAB_RUN_FINISHED, 20, 0.5, 0, samples, 2);
  normlab_run_set_title (run, title);
  return run;
}

static NormlabResultsTable *
read_text (const char *text, gsize length, GError **error)
{
  return normlab_results_table_new (g_memdup2 (text, length), length, "x.csv", error);
}

/* What the rows hold is what was written, whatever the names are; the key is that of the run. */
static void
test_round_trip (void)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (NormlabResultsTable) table = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *csv = NULL;
  guint line = 2;

  g_ptr_array_add (runs, make_run ("a,\"b\"", "one,\r\ntwo \"three\"", 7, "none"));
  g_ptr_array_add (runs, make_run ("c", NULL, 8, "5:learning-rate=0.5,7:dropout=0.25"));
  csv = normlab_results_to_csv (runs);
  table = read_text (csv, strlen (csv), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (normlab_results_table_get_n_rows (table), ==, 4);
  for (guint row = 0; row < 4; row++)
    {
      guint i = row / 2;
      g_autofree char *key = normlab_results_table_get_key (table, row);
      g_autofree char *expected
          = normlab_results_table_get_key_of (g_ptr_array_index (runs, i), i + 1);
      g_autofree char *name = normlab_results_table_get (table, row, "name");
      g_autofree char *dataset = normlab_results_table_get (table, row, "dataset");
      g_autofree char *branch = normlab_results_table_get (table, row, "branch");
      g_autofree char *step = normlab_results_table_get (table, row, "step");
      g_autofree char *nothing = normlab_results_table_get (table, row, "nothing");

      g_assert_cmpstr (key, ==, expected);
      g_assert_cmpstr (name, ==, i == 0 ? "one,\r\ntwo \"three\"" : "");
      g_assert_cmpstr (dataset, ==, i == 0 ? "a,\"b\"" : "c");
      g_assert_cmpstr (branch, ==, i == 0 ? "" : "5:learning-rate=0.5,7:dropout=0.25");
      g_assert_cmpstr (step, ==, row % 2 == 0 ? "10" : "20");
      g_assert_cmpstr (nothing, ==, "");
      g_assert_cmpuint (normlab_results_table_get_line (table, row), ==, line);
      line += i == 0 ? 2 : 1;
    }
}

/* Names are no part of what a run is; all else is. */
static void
test_keys (void)
{
  g_autoptr (NormlabRun) run = make_run ("a", "one", 7, "none");
  g_autoptr (NormlabRun) named = make_run ("b", "two", 7, "none");
  g_autoptr (NormlabRun) other = make_run ("a", "one", 8, "none");
  g_autoptr (NormlabRun) branch = make_run ("a", "one", 7, "5:dropout=0.5");
  g_autofree char *a = normlab_results_table_get_key_of (run, 1);
  g_autofree char *b = normlab_results_table_get_key_of (named, 1);
  g_autofree char *c = normlab_results_table_get_key_of (other, 1);
  g_autofree char *d = normlab_results_table_get_key_of (branch, 1);
  g_autofree char *e = normlab_results_table_get_key_of (run, 2);

  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (a, !=, c);
  g_assert_cmpstr (a, !=, d);
  g_assert_cmpstr (a, !=, e);
}

/* Lines may end with a line feed alone, blank ones are none, and the last needs no end. Columns are
 * found wherever they stand. */
static void
test_lines (void)
{
  g_autofree char *header = normlab_results_get_header ();
  g_autofree char *text = g_strconcat ("extra,", header, "\n\n1,2", NULL);
  g_autoptr (NormlabResultsTable) table = NULL;
  g_autoptr (GError) error = NULL;
  GString *whole = g_string_new (text);
  g_autofree char *seed = NULL;

  for (const char *p = header; (p = strchr (p, ',')) != NULL; p++)
    g_string_append_printf (whole, ",%td", p - header);
  table = read_text (whole->str, whole->len, &error);
  g_string_free (whole, TRUE);
  g_assert_no_error (error);
  g_assert_cmpuint (normlab_results_table_get_n_rows (table), ==, 1);
  g_assert_cmpuint (normlab_results_table_get_line (table, 0), ==, 3);
  seed = normlab_results_table_get (table, 0, "seed");
  g_assert_cmpuint (g_ascii_strtoull (seed, NULL, 10), ==, strstr (header, ",seed,") - header);
}

static void
test_refused (void)
{
  g_autofree char *header = normlab_results_get_header ();
  const struct
  {
    char *text;
    const char *reason;
  } cases[] = {
    { g_strdup (""), "it is empty" },
    { g_strdup ("\r\n\n"), "it is empty" },
    { g_strdup ("run,step\n1,2\n"), "“hidden” is missing" },
    { g_strconcat (header, "\n1,2\n", NULL), "line 2 has not as many fields" },
    { g_strconcat (header, "\n1,\"2", NULL), "line 2 has no end" },
    { g_strdup ("\"run"), "line 1 has no end" },
    /* A column that is there twice is one more field. */
    { g_strconcat ("step,", header, "\n", header, "\n", NULL), "line 2 has not as many fields" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_text (cases[i].text, strlen (cases[i].text), &error));
      g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT);
      g_assert_nonnull (strstr (error->message, "“x.csv” cannot be read: "));
      g_assert_nonnull (strstr (error->message, cases[i].reason));
      g_free (cases[i].text);
    }
  {
    g_autoptr (GError) error = NULL;

    g_assert_null (normlab_results_table_load ("/nowhere/x.csv", &error));
    g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  }
}

/* Bytes of any kind are read or refused. */
static void
test_hostile (void)
{
  g_autofree char *header = normlab_results_get_header ();
  g_autoptr (GRand) random = g_rand_new_with_seed (16);

  for (guint i = 0; i < 2000; i++)
    {
      static const char bytes[] = "\",\r\n1a\0\xff";
      GString *text = g_string_new (i % 2 == 0 ? header : "");
      g_autoptr (NormlabResultsTable) table = NULL;
      guint n = (guint) g_rand_int_range (random, 0, 200);

      for (guint j = 0; j < n; j++)
        g_string_append_c (text, bytes[g_rand_int_range (random, 0, sizeof bytes - 1)]);
      table = read_text (text->str, text->len, NULL);
      for (guint row = 0; table != NULL && row < normlab_results_table_get_n_rows (table); row++)
        g_free (normlab_results_table_get_key (table, row));
      g_string_free (text, TRUE);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/results-table/round-trip", test_round_trip);
  g_test_add_func ("/results-table/keys", test_keys);
  g_test_add_func ("/results-table/lines", test_lines);
  g_test_add_func ("/results-table/refused", test_refused);
  g_test_add_func ("/results-table/hostile", test_hostile);
  return g_test_run ();
}
