/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Results: what has been read makes runs whose rows say the same, and merges with itself and with
 * what is left of it without its last line. Behind the letter "h" stands the header first, which
 * chance would hardly find. */

#include <string.h>

#include "normlab-fuzz.h"
#include "normlab-results-merge.h"
#include "normlab-results-run.h"
#include "normlab-results.h"

/* Rows of a run that is whole are those that it has when they are written again, but for what
 * somebody calls it and when it was measured. */
static void
check_run (const NormlabResultsRun *its)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabRun) run = normlab_results_run_restore (its, &error);
  g_autofree char *key = NULL;

  g_assert_no_error (error);
  g_assert_true (normlab_recipe_validate (normlab_run_get_recipe (run), NULL));
  g_assert_cmpuint (normlab_run_get_step (run), <=, normlab_run_get_recipe (run)->iterations);
  g_assert_cmpuint (normlab_run_get_n_samples (run), <=, its->n_rows);
  key = normlab_results_table_get_key_of (run, its->number);
  g_assert_nonnull (normlab_results_key_skip_number (key));
}

/* How long the text is without its last line. */
static gsize
cut (const char *text, gsize length)
{
  while (length > 0 && (length == 1 || text[length - 2] != '\n'))
    length--;
  return MAX (length, 1) - 1;
}

static void
check_merged (const char *text, gsize length)
{
  g_autoptr (NormlabResultsMerge) merge = normlab_results_merge_new ();
  const gsize lengths[] = { length, length, cut (text, length) };
  g_autoptr (GString) csv = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      NormlabResultsTable *table
          = normlab_results_table_new (g_memdup2 (text, lengths[i]), lengths[i], "a", &error);

      if (table == NULL || !normlab_results_merge_add (merge, "a", table, &error))
        {
          normlab_fuzz_check (NULL, error);
          return;
        }
    }
  if (!normlab_results_merge_finish (merge, &error))
    normlab_fuzz_check (NULL, error);
  for (guint i = 0; error == NULL && i < normlab_results_merge_get_n_runs (merge); i++)
    {
      g_autoptr (NormlabRun) run = normlab_results_merge_restore (merge, i, &error);

      g_assert_no_error (error);
      g_assert_nonnull (run);
      normlab_results_merge_append (merge, i, csv);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autofree char *header = normlab_results_get_header ();
  g_autoptr (GString) text = g_string_new (n > 0 && bytes[0] == 'h' ? header : "");
  g_autoptr (NormlabResultsTable) table = NULL;
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GError) error = NULL;

  g_string_append_len (text, (const char *) bytes + (n > 0), (gssize) (n > 0 ? n - 1 : 0));
  table = normlab_results_table_new (g_memdup2 (text->str, text->len), text->len, "a", &error);
  normlab_fuzz_check (table, error);
  if (table == NULL)
    return 0;
  runs = normlab_results_find_runs (table, &error);
  normlab_fuzz_check (runs, error);
  for (guint i = 0; runs != NULL && i < runs->len; i++)
    check_run (g_ptr_array_index (runs, i));
  if (runs != NULL)
    g_assert_null (normlab_results_find_lost (runs, runs));
  check_merged (text->str, text->len);
  return 0;
}

#define RECIPE ",builtin,40-20,on,sigmoid,xavier,sgd,0.01,100,0,0,all,0,"
#define LAST ",all,0,20,10,0-1-2-3,0.1.0,,,20,\r\n"

void
normlab_fuzz_make_seeds (GPtrArray *seeds)
{
  static const char *const texts[] = {
    "h\r\n1" RECIPE "0,,0.1,,finished,0.000001,,,,," LAST "1" RECIPE
    "10,0.5,0.25,1.5,finished,0.1,,,,," LAST "1" RECIPE "20,1,0,-1e-08,finished,0.2,,,,," LAST,
    "h\n2" RECIPE "20,nan,0.5,inf,stopped,,\"a, \"\"b\"\"\nc\",1,0.5,1,2,all,0,40,10,x,0.1.0,"
    "\"10:dropout=0.5,learning-rate=0.1\",\"learning-rate=0.01,dropout=0\",20,"
    "test-loss+training=50\n",
    "h\n1" RECIPE "5,,,,diverged,0.1,,,,,,all,0,20,10,x,0.1.0,,,5,\n1" RECIPE
    "7,,,,failed,0.1,,,,,,all,0,20,10,x,0.1.0,,,7,\n",
    "h\n1" RECIPE "0,,2,,finished,0,,,,," LAST,
    "h\n0" RECIPE "0,,1,,finished,0,,,,," LAST,
    "h\n1" RECIPE "0,,1,,done,0,,,,," LAST,
    "h\n1" RECIPE "30,,1,,finished,0,,,,," LAST,
    "h,more\n",
    "x\xef\xbb\xbfrun,step\n",
    "x",
    "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    normlab_fuzz_add_text (seeds, texts[i]);
}
