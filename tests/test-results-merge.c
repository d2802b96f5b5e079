/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results of several files, put together. */
#include <math.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-results-merge.h"
#include "normlab-results-run.h"
#include "normlab-results.h"
#include "normlab-test-history.h"
#include "normlab-test.h"

/* Steps 0, 10 and 20 of a run of 20. */
static NormlabRun *
make_run (guint seed, const char *branch, NormlabRunState state, double seconds, float accuracy)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  NormlabSample samples[3];

  recipe.iterations = 20;
  recipe.seed = seed;
  g_assert_true (normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_BRANCH, branch, NULL));
  for (guint i = 0; i < 3; i++)
    {
      samples[i] = NORMLAB_SAMPLE_AT (10 * i);
      samples[i].test_accuracy = accuracy;
      samples[i].train_accuracy = i > 0 ? 0.5f : NAN;
      samples[i].loss = i > 0 ? 0.25 : NAN;
      samples[i].seconds = seconds * i;
    }
  return normlab_test_run_from_history (&recipe, "a", state, state == NORMLAB_RUN_STOPPED ? 10 : 20,
                                        seconds, 0, samples, state == NORMLAB_RUN_STOPPED ? 2 : 3);
}

static void
append (GString *csv, guint number, guint parent, NormlabRun *run)
{
  normlab_results_append_numbered (csv, run, number, parent);
  g_object_unref (run);
}

static GString *
begin (void)
{
  GString *csv = g_string_new (NULL);

  normlab_results_append_header (csv);
  return csv;
}

static gboolean
add (NormlabResultsMerge *merge, const char *path, const char *csv, GError **error)
{
  NormlabResultsTable *table
      = normlab_results_table_new (g_strdup (csv), strlen (csv), path, error);

  return table != NULL && normlab_results_merge_add (merge, path, table, error);
}

/* What comes of files, in that order. */
static char *
merge_files (const char *const *files, guint n, gboolean backwards, GError **error)
{
  g_autoptr (NormlabResultsMerge) merge = normlab_results_merge_new ();
  GString *csv;

  for (guint i = 0; i < n; i++)
    {
      guint j = backwards ? n - 1 - i : i;
      g_autofree char *path = g_strdup_printf ("%u.csv", j);

      if (!add (merge, path, files[j], error))
        return NULL;
    }
  if (!normlab_results_merge_finish (merge, error))
    return NULL;
  csv = begin ();
  for (guint i = 0; i < normlab_results_merge_get_n_runs (merge); i++)
    normlab_results_merge_append (merge, i, csv);
  return g_string_free (csv, FALSE);
}

static char *
merge_both_ways (const char *const *files, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *forwards = merge_files (files, n, FALSE, &error);
  char *backwards;

  g_assert_no_error (error);
  backwards = merge_files (files, n, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (forwards, ==, backwards);
  return backwards;
}

/* Of two that differ in their seconds one stays; one that has been cut off, or stopped, does not
 * count, and contradicts nothing. */
static void
test_duplicates (void)
{
  g_autoptr (GString) first = begin ();
  g_autoptr (GString) second = begin ();
  g_autoptr (GString) part = begin ();
  g_autoptr (GString) expected = begin ();
  g_autofree char *merged = NULL;

  append (first, 2, 0, make_run (2, "none", NORMLAB_RUN_FINISHED, 1.5, 0.5f));
  append (first, 1, 0, make_run (1, "none", NORMLAB_RUN_FINISHED, 1, 0.5f));
  append (second, 2, 0, make_run (2, "none", NORMLAB_RUN_FINISHED, 1.25, 0.5f));
  append (part, 1, 0, make_run (1, "none", NORMLAB_RUN_STOPPED, 0.5, 0.5f));
  append (part, 3, 0, make_run (3, "none", NORMLAB_RUN_STOPPED, 0.5, 0.5f));
  append (expected, 1, 0, make_run (1, "none", NORMLAB_RUN_FINISHED, 1, 0.5f));
  append (expected, 2, 0, make_run (2, "none", NORMLAB_RUN_FINISHED, 1.25, 0.5f));
  merged = merge_both_ways ((const char *[]){ first->str, second->str, part->str }, 3);
  g_assert_cmpstr (merged, ==, expected->str);
}

static void
assert_refused (const char *const *files, guint n, const char *const *words)
{
  for (guint backwards = 0; backwards < 2; backwards++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (merge_files (files, n, backwards == 1, &error));
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      for (guint i = 0; words[i] != NULL; i++)
        g_assert_nonnull (strstr (error->message, words[i]));
    }
}

/* Measured at step 0 alone. */
static void
append_diverged (GString *csv, guint end_step, double seconds)
{
  g_autoptr (NormlabRun) run = make_run (2, "none", NORMLAB_RUN_FINISHED, seconds, 0.5f);

  append (csv, 2, 0,
          normlab_test_run_from_history (normlab_run_get_recipe (run), "a", NORMLAB_RUN_DIVERGED,
                                         end_step, seconds, 1, normlab_run_get_samples (run), 1));
}

/* Whoever says something else of the same is told where, also what has not ended. */
static void
test_conflicts (void)
{
  g_autoptr (GString) first = begin ();
  g_autoptr (GString) second = begin ();
  g_autoptr (GString) part = begin ();
  g_autoptr (GString) diverged = begin ();

  append (first, 1, 0, make_run (1, "none", NORMLAB_RUN_FINISHED, 1, 0.5f));
  append (first, 2, 0, make_run (2, "none", NORMLAB_RUN_FINISHED, 1, 0.5f));
  append (second, 2, 0, make_run (2, "none", NORMLAB_RUN_FINISHED, 1, 0.75f));
  append (part, 2, 0, make_run (2, "none", NORMLAB_RUN_STOPPED, 1, 0.75f));
  append (diverged, 2, 0, make_run (2, "none", NORMLAB_RUN_DIVERGED, 1, 0.5f));
  assert_refused ((const char *[]){ first->str, second->str }, 2,
                  (const char *[]){ "“0.csv”, line 5", "“1.csv”, line 2", "test_accuracy", "0.5",
                                    "0.75", NULL });
  assert_refused ((const char *[]){ first->str, part->str }, 2,
                  (const char *[]){ "“0.csv”, line 5", "“1.csv”, line 2", NULL });
  assert_refused ((const char *[]){ first->str, diverged->str }, 2,
                  (const char *[]){ "state", "finished", "diverged", NULL });
}

/* Who says nothing of what two others differ in does not reconcile them; nor does it help that they
 * share no step, or that one of them has been cut off. */
static void
test_conflicts_between (void)
{
  static const char *const measures[] = { "test-loss", "training", "test-loss", "training" };
  static const double losses[] = { 0.5, 0.5, 0.75, 0.5 };
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) ended = begin ();
  g_autoptr (GString) whole = begin ();
  g_autoptr (GString) part = begin ();
  g_autoptr (GString) later = NULL;
  g_autoptr (GString) cut = begin ();

  for (guint i = 0; i < G_N_ELEMENTS (losses); i++)
    {
      NormlabRun *run = make_run (2, "none", NORMLAB_RUN_FINISHED, 1 + i, 0.5f);
      NormlabSample samples[3];
      g_autoptr (GString) csv = begin ();
      NormlabMeasures its;

      g_assert_true (normlab_measures_parse (measures[i], &its, NULL));
      memcpy (samples, normlab_run_get_samples (run), sizeof samples);
      samples[2].test_loss = its.test_loss ? losses[i] : (double) NAN;
      samples[2].training_set_loss = its.training ? losses[i] : (double) NAN;
      append (csv, 2, 0,
              normlab_test_run_from_history (normlab_run_get_recipe (run), "a",
                                             NORMLAB_RUN_FINISHED, 20, 1 + i, 0, samples, 3));
      g_object_unref (run);
      g_ptr_array_add (files, g_strdup (csv->str));
    }
  assert_refused ((const char *const *) files->pdata, files->len,
                  (const char *[]){ "test_loss", "0.5", "0.75", NULL });
  append_diverged (ended, 3, 1);
  append (whole, 2, 0, make_run (2, "none", NORMLAB_RUN_STOPPED, 1, 0.5f));
  assert_refused ((const char *[]){ ended->str, whole->str }, 2,
                  (const char *[]){ "are of the same run, but differ in end_step: ", NULL });
  append_diverged (cut, 7, 1);
  assert_refused ((const char *[]){ ended->str, cut->str }, 2,
                  (const char *[]){ "are of the same run, but differ in end_step: ", NULL });
  /* Without its first row it shares no step. */
  append_diverged (part, 7, 1);
  later = g_string_new (strstr (part->str, "\r\n") + 2);
  g_string_replace (later, "all,1,0,", "all,1,5,", 1);
  g_string_replace (later, ",2,0,,0.5,,", ",2,5,0.5,0.5,0.25,", 1);
  {
    g_autofree char *header = normlab_results_get_header ();

    g_string_prepend (later, "\r\n");
    g_string_prepend (later, header);
  }
  assert_refused ((const char *[]){ ended->str, later->str }, 2,
                  (const char *[]){ "differ in end_step", NULL });
}

/* Two sweeps have the same numbers: all get others, and branches find what they left. */
static void
test_numbers (void)
{
  g_autoptr (GString) first = begin ();
  g_autoptr (GString) second = begin ();
  g_autofree char *merged = NULL;
  g_auto (GStrv) lines = NULL;
  GString *heads = g_string_new (NULL);

  append (first, 1, 0, make_run (7, "none", NORMLAB_RUN_FINISHED, 1, 0.5f));
  append (first, 2, 1, make_run (7, "5:dropout=0.5", NORMLAB_RUN_FINISHED, 1, 0.5f));
  append (second, 1, 0, make_run (3, "none", NORMLAB_RUN_FINISHED, 1, 0.5f));
  append (second, 2, 1, make_run (3, "5:dropout=0.5", NORMLAB_RUN_FINISHED, 1, 0.5f));
  merged = merge_both_ways ((const char *[]){ first->str, second->str }, 2);
  lines = g_strsplit (merged, "\r\n", -1);
  for (guint i = 1; *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);

      /* run, seed, step and parent */
      g_string_append_printf (heads, "%s:%s:%s:%s ", cells[0], cells[12], cells[13], cells[20]);
    }
  g_assert_cmpstr (heads->str, ==,
                   "1:3:0: 1:3:10: 1:3:20: 2:7:0: 2:7:10: 2:7:20: "
                   "3:3:10:1 3:3:20:1 4:7:10:2 4:7:20:2 ");
  g_string_free (heads, TRUE);
}

/* What a branch left may have its number from another file. */
static void
test_parent_elsewhere (void)
{
  g_autoptr (GString) first = begin ();
  g_autoptr (GString) second = begin ();
  g_autofree char *merged = NULL;

  append (first, 5, 0, make_run (7, "none", NORMLAB_RUN_FINISHED, 1, 0.5f));
  append (first, 6, 5, make_run (7, "5:dropout=0.5", NORMLAB_RUN_FINISHED, 1, 0.5f));
  append (second, 1, 0, make_run (7, "none", NORMLAB_RUN_FINISHED, 1, 0.5f));
  merged = merge_both_ways ((const char *[]){ first->str, second->str }, 2);
  g_assert_nonnull (strstr (merged, "\r\n1,a,"));
  g_assert_nonnull (strstr (merged, "\r\n6,a,"));
  g_assert_null (strstr (merged, "\r\n5,a,"));
  g_assert_nonnull (strstr (merged, ",finished,2.000000,,1,"));
  g_assert_null (strstr (merged, ",finished,2.000000,,5,"));
}

/* What a branch left and is not there has no number that is another's. */
static void
test_parent_absent (void)
{
  g_autoptr (GString) first = begin ();
  g_autoptr (GString) second = begin ();
  g_autofree char *alone = NULL;
  g_autofree char *merged = NULL;

  append (first, 6, 5, make_run (7, "5:dropout=0.5", NORMLAB_RUN_FINISHED, 1, 0.5f));
  append (second, 5, 0, make_run (3, "none", NORMLAB_RUN_FINISHED, 1, 0.5f));
  alone = merge_both_ways ((const char *[]){ first->str }, 1);
  g_assert_nonnull (strstr (alone, ",finished,2.000000,,5,"));
  merged = merge_both_ways ((const char *[]){ first->str, second->str }, 2);
  g_assert_nonnull (strstr (merged, "\r\n5,a,"));
  g_assert_nonnull (strstr (merged, "\r\n6,a,"));
  g_assert_null (strstr (merged, ",finished,2.000000,,5,"));
}

/* Numbers are those of what was asked for; what is not among it is refused, as other data are. */
static void
test_expected (void)
{
  g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  g_autoptr (GArray) parents = g_array_new (FALSE, TRUE, sizeof (guint));
  g_autoptr (GString) csv = begin ();
  const NormlabMeasures measures = { .test_loss = TRUE };
  static const NormlabMeasures nothing = { 0 };

  g_array_set_size (parents, 3);
  for (guint seed = 5; seed < 8; seed++)
    {
      g_autoptr (NormlabRun) run = make_run (seed, "none", NORMLAB_RUN_FINISHED, 1, 0.5f);

      g_array_append_vals (recipes, normlab_run_get_recipe (run), 1);
    }
  append (csv, 9, 0, make_run (7, "none", NORMLAB_RUN_FINISHED, 1, 0.5f));
  append (csv, 8, 0, make_run (5, "none", NORMLAB_RUN_FINISHED, 1, 0.5f));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (NormlabResultsMerge) merge = normlab_results_merge_new ();
      g_autoptr (GError) error = NULL;
      const GArray *missing;

      normlab_results_merge_expect (merge, recipes, parents, i == 0 ? &nothing : &measures);
      g_assert_true (add (merge, "a", csv->str, &error));
      g_assert_true (normlab_results_merge_finish (merge, &error));
      missing = normlab_results_merge_get_missing (merge);
      g_assert_cmpuint (missing->len, ==, i == 0 ? 1 : 3);
      g_assert_cmpuint (g_array_index (missing, guint, 0), ==, i == 0 ? 2 : 1);
      g_assert_cmpuint (normlab_results_merge_get_n_runs (merge), ==, i == 0 ? 2 : 0);
      if (i == 0)
        g_assert_cmpuint (normlab_results_merge_get_number (merge, 1), ==, 3);
    }
  append (csv, 1, 0, make_run (8, "none", NORMLAB_RUN_FINISHED, 1, 0.5f));
  {
    g_autoptr (NormlabResultsMerge) merge = normlab_results_merge_new ();
    g_autoptr (GError) error = NULL;

    normlab_results_merge_expect (merge, recipes, parents, &nothing);
    g_assert_true (add (merge, "a", csv->str, &error));
    g_assert_false (normlab_results_merge_finish (merge, &error));
    g_assert_nonnull (strstr (error->message, "“a”, line 8 is of a run that is not among"));
  }
}

/* What other programs do to a file on its way makes no difference: a mark, ends of lines. */
static void
test_lines (void)
{
  g_autoptr (GString) csv = begin ();
  g_autoptr (GString) other = NULL;
  g_autofree char *merged = NULL;

  append (csv, 1, 0, make_run (1, "none", NORMLAB_RUN_FINISHED, 1, 0.5f));
  other = g_string_new (csv->str);
  g_string_replace (other, "\r\n", "\n", 0);
  g_string_prepend (other, "\xef\xbb\xbf");
  merged = merge_both_ways ((const char *[]){ csv->str, other->str }, 2);
  g_assert_cmpstr (merged, ==, csv->str);
}

static void
test_refused (void)
{
  g_autofree char *header = normlab_results_get_header ();
  g_autoptr (GString) csv = begin ();
  g_autofree char *more = g_strconcat (header, ",more\r\n", NULL);
  g_autoptr (GString) state = NULL;
  g_autoptr (GString) step = NULL;
  g_autoptr (GString) end = NULL;

  append (csv, 1, 0, make_run (1, "none", NORMLAB_RUN_FINISHED, 1, 0.5f));
  assert_refused ((const char *[]){ more }, 1, (const char *[]){ "columns are not those", NULL });
  state = g_string_new (csv->str);
  g_string_replace (state, ",finished,", ",done,", 1);
  assert_refused ((const char *[]){ state->str }, 1,
                  (const char *[]){ "“0.csv”", "line 2", "“done”", "state", NULL });
  end = g_string_new (csv->str);
  g_string_replace (end, ",20,\r\n", ",21,\r\n", 0);
  assert_refused ((const char *[]){ end->str }, 1, (const char *[]){ "“21”", "end_step", NULL });
  step = g_string_new (csv->str);
  g_string_replace (step, "all,1,20,", "all,1,9,", 1);
  assert_refused ((const char *[]){ step->str }, 1,
                  (const char *[]){ "line 4", "“9”", "step", NULL });
}

/* The number of the first run of @before that is lost in @after; 0 for none. */
static guint
find_lost (const char *before, const char *after)
{
  g_autoptr (NormlabResultsTable) one
      = normlab_results_table_new (g_strdup (before), strlen (before), "one", NULL);
  g_autoptr (NormlabResultsTable) two
      = normlab_results_table_new (g_strdup (after), strlen (after), "two", NULL);
  g_autoptr (GPtrArray) runs = normlab_results_find_runs (one, NULL);
  g_autoptr (GPtrArray) others = normlab_results_find_runs (two, NULL);
  const NormlabResultsRun *lost = normlab_results_find_lost (runs, others);

  return lost != NULL ? lost->number : 0;
}

/* What is not there, ends earlier, is of other numbers or says less is lost; another order, other
 * numbers of runs, and when they were trained are nothing. */
static void
test_lost (void)
{
  g_autoptr (GString) before = begin ();
  g_autoptr (GString) again = begin ();
  g_autoptr (GString) part = begin ();
  g_autoptr (GString) other = begin ();
  g_autoptr (GString) more = NULL;
  g_autoptr (GString) none = begin ();

  append (before, 1, 0, make_run (1, "none", NORMLAB_RUN_FINISHED, 1, 0.5f));
  append (before, 2, 0, make_run (2, "none", NORMLAB_RUN_FINISHED, 1, 0.5f));
  append (again, 5, 0, make_run (2, "none", NORMLAB_RUN_FINISHED, 2, 0.5f));
  append (again, 6, 0, make_run (3, "none", NORMLAB_RUN_FINISHED, 2, 0.5f));
  append (again, 7, 0, make_run (1, "none", NORMLAB_RUN_FINISHED, 2, 0.5f));
  append (part, 1, 0, make_run (1, "none", NORMLAB_RUN_FINISHED, 1, 0.5f));
  append (part, 2, 0, make_run (2, "none", NORMLAB_RUN_STOPPED, 1, 0.5f));
  append (other, 1, 0, make_run (1, "none", NORMLAB_RUN_FINISHED, 1, 0.25f));
  append (other, 2, 0, make_run (2, "none", NORMLAB_RUN_FINISHED, 1, 0.5f));
  more = g_string_new (before->str);
  g_string_replace (more, ",finished,2.000000,,,,,,", ",finished,2.000000,,,,,1.5,", 1);
  g_assert_cmpstr (more->str, !=, before->str);
  g_assert_cmpuint (find_lost (before->str, before->str), ==, 0);
  g_assert_cmpuint (find_lost (before->str, again->str), ==, 0);
  g_assert_cmpuint (find_lost (again->str, before->str), ==, 6);
  g_assert_cmpuint (find_lost (before->str, part->str), ==, 2);
  g_assert_cmpuint (find_lost (part->str, before->str), ==, 0);
  g_assert_cmpuint (find_lost (before->str, other->str), ==, 1);
  g_assert_cmpuint (find_lost (more->str, before->str), ==, 1);
  g_assert_cmpuint (find_lost (before->str, more->str), ==, 0);
  g_assert_cmpuint (find_lost (before->str, none->str), ==, 1);
  g_assert_cmpuint (find_lost (none->str, before->str), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/results-merge/duplicates", test_duplicates);
  g_test_add_func ("/results-merge/conflicts", test_conflicts);
  g_test_add_func ("/results-merge/conflicts-between", test_conflicts_between);
  g_test_add_func ("/results-merge/numbers", test_numbers);
  g_test_add_func ("/results-merge/parent-elsewhere", test_parent_elsewhere);
  g_test_add_func ("/results-merge/parent-absent", test_parent_absent);
  g_test_add_func ("/results-merge/expected", test_expected);
  g_test_add_func ("/results-merge/lines", test_lines);
  g_test_add_func ("/results-merge/refused", test_refused);
  g_test_add_func ("/results-merge/lost", test_lost);
  return g_test_run ();
}
