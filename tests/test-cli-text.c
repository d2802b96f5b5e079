/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Text in a terminal's cells, tables and progress lines. */

#include <string.h>

#include "normlab-cli-progress.h"
#include "normlab-cli-table.h"
#include "normlab-cli-text.h"
#include "normlab-experiment.h"
#include "normlab-test-history.h"

static void
test_width (void)
{
  g_assert_cmpuint (normlab_cli_text_width (""), ==, 0);
  g_assert_cmpuint (normlab_cli_text_width ("40–20"), ==, 5);
  g_assert_cmpuint (normlab_cli_text_width ("学習率"), ==, 6);
  g_assert_cmpuint (normlab_cli_text_width ("e\xcc\x81"), ==, 1); /* e and a combining acute */
}

static void
test_clean (void)
{
  g_autofree char *clean = normlab_cli_text_clean ("a\x1b[2J\nb\xff");

  g_assert_true (g_utf8_validate (clean, -1, NULL));
  g_assert_true (g_str_has_prefix (clean, "a?[2J?b"));
}

static void
test_cell (void)
{
  static const struct
  {
    const char *text;
    guint width;
    gboolean right;
    const char *cell;
  } rows[] = {
    { "abc", 5, FALSE, "abc  " },   { "abc", 5, TRUE, "  abc" },   { "abc", 3, FALSE, "abc" },
    { "abcdef", 4, FALSE, "abc…" }, { "学習", 5, FALSE, "学習 " }, { "学習率", 5, FALSE, "学習…" },
    { "学習率", 4, FALSE, "学… " }, { "abc", 1, FALSE, "…" },      { "abc", 0, FALSE, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) line = g_string_new (NULL);

      normlab_cli_text_append_cell (line, rows[i].text, rows[i].width, rows[i].right);
      g_assert_cmpstr (line->str, ==, rows[i].cell);
      g_assert_cmpuint (normlab_cli_text_width (line->str), ==, rows[i].width);
    }
}

static void
test_wrap (void)
{
  g_autoptr (GString) out = g_string_new (NULL);

  normlab_cli_text_append_wrapped (out, "one two three four five six seven\n\nend", 2, 22);
  g_assert_cmpstr (out->str, ==, "  one two three four\n  five six seven\n\n  end\n");

  g_string_truncate (out, 0);
  normlab_cli_text_append_wrapped (out, "一二三四五六七八九十、一二三", 0, 20);
  g_assert_cmpstr (out->str, ==, "一二三四五六七八九\n十、一二三\n");

  g_string_truncate (out, 0);
  normlab_cli_text_append_wrapped (out, "一二三四五六七八九（十）", 0, 20);
  g_assert_cmpstr (out->str, ==, "一二三四五六七八九\n（十）\n");

  g_string_truncate (out, 0);
  normlab_cli_text_append_wrapped (out, "a-word-that-is-longer-than-the-line b", 0, 20);
  g_assert_cmpstr (out->str, ==, "a-word-that-is-longer-than-the-line\nb\n");

  g_string_truncate (out, 0);
  normlab_cli_text_append_wrapped (out, "one two three --four" NORMLAB_CLI_NO_BREAK "5", 0, 20);
  g_assert_cmpstr (out->str, ==, "one two three\n--four 5\n");
}

static void
test_table (void)
{
  g_autoptr (NormlabCliTable) table = normlab_cli_table_new ("lr");
  g_autofree char *text = NULL;

  normlab_cli_table_add (table, "学習");
  normlab_cli_table_add (table, "Number");
  normlab_cli_table_add (table, "x\n");
  normlab_cli_table_add_printf (table, "%u", 7u);
  text = normlab_cli_table_to_text (table);
  g_assert_cmpstr (text, ==, "学習  Number\nx?         7\n");
}

/* A run that has not begun. */
static NormlabRun *
make_queued_run (void)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  GBytes *const images[] = { g_bytes_new_static ("\1\2", 2), g_bytes_new_static ("\3", 1) };
  GBytes *const labels[] = { g_bytes_new_static ("\0\1", 2), g_bytes_new_static ("\0", 1) };
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabDataset) dataset
      = normlab_dataset_new ("tiny", NULL, 1, 1, images, labels, &error);

  g_assert_no_error (error);
  return normlab_run_new (&recipe, dataset);
}

static NormlabRun *
make_run (NormlabRunState state, guint step, guint layer)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  const NormlabSample samples[] = {
    { .step = 10, .test_accuracy = 0.5f, .loss = 1.0, .seconds = 0.1 },
    { .step = 20, .test_accuracy = 0.25f, .loss = 2.0, .seconds = 0.2 },
  };

  return normlab_test_run_from_history (&recipe, "data", state, step, 0.5, layer, samples,
                                        state == NORMLAB_RUN_DIVERGED ? 0 : 2);
}

static void
test_results (void)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_ptr_array_add (runs, make_run (NORMLAB_RUN_FINISHED, 1000, 0));
  g_ptr_array_add (runs, make_run (NORMLAB_RUN_DIVERGED, 412, 2));
  g_ptr_array_add (runs, make_run (NORMLAB_RUN_STOPPED, 20, 0));
  g_ptr_array_add (names, (gpointer) "first");
  g_ptr_array_add (names, (gpointer) "second");
  g_ptr_array_add (names, (gpointer) "third");

  text = normlab_cli_table_of_runs (runs, names, NULL);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 5);
  g_assert_true (g_str_has_suffix (lines[0], "  Final    Best  Mean of last 10  Seconds  Steps/s"));
  g_assert_nonnull (strstr (lines[1], "0.2500  0.5000"));
  g_assert_nonnull (strstr (lines[1], "0.50     2000"));
  g_assert_nonnull (strstr (lines[2], "second  diverged at step 412, layer 2"));
  g_assert_null (strstr (lines[2], "nan"));
  g_assert_nonnull (strstr (lines[3], "stopped at step 20"));
}

/* Never wider than the terminal, never as many lines as it has. */
static void
test_progress (void)
{
  static const struct
  {
    guint n_runs, columns, rows, n_lines;
  } cases[]
      = { { 3, 80, 24, 3 }, { 3, 40, 4, 3 }, { 3, 30, 3, 2 }, { 50, 80, 10, 9 }, { 5, 2, 2, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (GPtrArray) names = g_ptr_array_new ();
      g_autofree char *text = NULL;
      g_auto (GStrv) lines = NULL;
      guint n_lines;

      for (guint j = 0; j < cases[i].n_runs; j++)
        {
          g_ptr_array_add (runs, make_queued_run ());
          g_ptr_array_add (names, (gpointer) "四十–二十のとても長い名前、シグモイド、ザビエル");
        }
      text = normlab_cli_progress_to_text (runs, names, cases[i].columns, cases[i].rows, &n_lines);
      lines = g_strsplit (text, "\n", -1);
      g_assert_cmpuint (n_lines, ==, cases[i].n_lines);
      g_assert_cmpuint (g_strv_length (lines), ==, n_lines + 1);
      for (guint j = 0; j < n_lines; j++)
        g_assert_cmpuint (normlab_cli_text_width (lines[j]), <, cases[i].columns);
    }
}

/* Runs that have ended give their place to those that go on. */
static void
test_progress_of_many (void)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *text = NULL;
  guint n_lines;

  for (guint i = 0; i < 8; i++)
    {
      g_ptr_array_add (runs, i < 6 ? make_run (NORMLAB_RUN_FINISHED, 1000, 0) : make_queued_run ());
      g_ptr_array_add (names, (gpointer) (i < 6 ? "ended" : "going on"));
    }
  text = normlab_cli_progress_to_text (runs, names, 80, 6, &n_lines);
  g_assert_cmpuint (n_lines, ==, 3);
  g_assert_null (strstr (text, "ended  "));
  g_assert_nonnull (strstr (text, "7  going on  [>                   ]     0/1000  "));
  g_assert_true (g_str_has_suffix (text, "\n6 of 8 runs have ended\n"));
}

/* Names begin below one another, and so do the bars behind them. */
static void
test_progress_columns (void)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *text = NULL;
  guint n_lines;

  for (guint i = 0; i < 2; i++)
    {
      g_ptr_array_add (runs, make_queued_run ());
      g_ptr_array_add (names, (gpointer) (i == 0 ? "sigmoid" : "ReLU, He"));
    }
  text = normlab_cli_progress_to_text (runs, names, 80, 6, &n_lines);
  g_assert_cmpuint (n_lines, ==, 2);
  g_assert_true (g_str_has_prefix (text, "1  sigmoid   [>"));
  g_assert_nonnull (strstr (text, "\n2  ReLU, He  [>"));
}

/* The names of the notebook's experiments as the program calls them. */
static GPtrArray *
get_notebook_names (void)
{
  g_autoptr (NormlabExperiment) notebook = normlab_experiment_new_notebook (0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) recipes = normlab_experiment_get_recipes (notebook, &error);

  g_assert_no_error (error);
  return normlab_cli_table_get_run_names (recipes);
}

/* On the usual terminal the notebook's five runs can be told apart by their whole names; on narrow
 * ones, where names are cut, by their numbers. The bar and the speed give way before. */
static void
test_progress_of_notebook (void)
{
  static const struct
  {
    guint columns;
    gboolean whole, speed, bar;
  } cases[]
      = { { 120, TRUE, TRUE, TRUE }, { 80, TRUE, TRUE, TRUE },   { 75, TRUE, TRUE, FALSE },
          { 69, TRUE, FALSE, TRUE }, { 58, TRUE, FALSE, FALSE }, { 50, FALSE, FALSE, FALSE } };
  g_autoptr (GPtrArray) names = get_notebook_names ();
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);

  g_assert_cmpuint (names->len, ==, 5);
  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (runs, make_run (NORMLAB_RUN_FINISHED, 1000, 0));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint n_lines;
      g_autofree char *text
          = normlab_cli_progress_to_text (runs, names, cases[i].columns, 24, &n_lines);
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

      g_test_message ("%u columns\n%s", cases[i].columns, text);
      g_assert_cmpuint (n_lines, ==, names->len);
      for (guint j = 0; j < n_lines; j++)
        {
          const char *name = g_ptr_array_index (names, j);

          g_assert_cmpuint (normlab_cli_text_width (lines[j]), <, cases[i].columns);
          g_assert_cmpint (lines[j][0], ==, (int) ('1' + j));
          g_assert_cmpint (strstr (lines[j], name) != NULL, >=, cases[i].whole);
          g_assert_nonnull (strstr (lines[j], "1000/1000  test 0.2500"));
          g_assert_cmpint (strstr (lines[j], "steps/s") != NULL, ==, cases[i].speed);
          g_assert_cmpint (strchr (lines[j], ']') != NULL, ==, cases[i].bar);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli-text/width", test_width);
  g_test_add_func ("/cli-text/clean", test_clean);
  g_test_add_func ("/cli-text/cell", test_cell);
  g_test_add_func ("/cli-text/wrap", test_wrap);
  g_test_add_func ("/cli-text/table", test_table);
  g_test_add_func ("/cli-text/results", test_results);
  g_test_add_func ("/cli-text/progress", test_progress);
  g_test_add_func ("/cli-text/progress-of-many", test_progress_of_many);
  g_test_add_func ("/cli-text/progress-columns", test_progress_columns);
  g_test_add_func ("/cli-text/progress-of-notebook", test_progress_of_notebook);
  return g_test_run ();
}
