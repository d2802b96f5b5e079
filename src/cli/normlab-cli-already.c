/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-already.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-cli-slice.h"
#include "normlab-cli.h"
#include "normlab-error.h"
#include "normlab-results-table.h"

/* Whether the row is the last one of a result, with all that was to be measured. Each row says how
 * the run ended, so that of a file that was cut off only the step tells. */
static gboolean
ends_run (const NormlabResultsTable *table, guint row, const NormlabMeasures *measures)
{
  g_autofree char *test_loss = normlab_results_table_get (table, row, "test_loss");
  g_autofree char *training_loss = normlab_results_table_get (table, row, "training_set_loss");
  g_autofree char *state = normlab_results_table_get (table, row, "state");
  g_autofree char *step = normlab_results_table_get (table, row, "step");
  g_autofree char *iterations = normlab_results_table_get (table, row, "iterations");

  return strcmp (state, normlab_run_state_to_string (NORMLAB_RUN_DIVERGED)) == 0
         || (strcmp (state, normlab_run_state_to_string (NORMLAB_RUN_FINISHED)) == 0
             && strcmp (step, iterations) == 0 && (*test_loss != '\0' || !measures->test_loss)
             && (*training_loss != '\0' || !measures->training));
}

/* From the key of each run, which the table owns, to whether all of it has been seen: not yet. */
static GHashTable *
index_runs (GPtrArray *runs, const GArray *numbers)
{
  GHashTable *ended = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < runs->len; i++)
    g_hash_table_insert (
        ended,
        normlab_results_table_get_key_of (g_ptr_array_index (runs, i),
                                          g_array_index (numbers, NormlabCliNumbers, i).recipe + 1),
        GINT_TO_POINTER (FALSE));
  return ended;
}

static gboolean
take_rows (const NormlabResultsTable *table,
           GHashTable *ended,
           const NormlabMeasures *measures,
           GError **error)
{
  for (guint row = 0; row < normlab_results_table_get_n_rows (table); row++)
    {
      g_autofree char *key = normlab_results_table_get_key (table, row);

      if (g_hash_table_contains (ended, key))
        {
          if (ends_run (table, row, measures))
            g_hash_table_insert (ended, g_steal_pointer (&key), GINT_TO_POINTER (TRUE));
          continue;
        }
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT, _("line %u is of another run"),
                   normlab_results_table_get_line (table, row));
      return FALSE;
    }
  return TRUE;
}

static NormlabCliAlready
refuse (const char *path, const GError *reason, GError **error)
{
  g_autofree char *quoted = normlab_cli_quote (path);

  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
               /* Translators: a file, and how that is known */
               _("%s is there and holds something else than this job (%s); remove it, or name "
                  "another file"),
               quoted, reason->message);
  return NORMLAB_CLI_ALREADY_OTHER;
}

NormlabCliAlready
normlab_cli_already_look (const char *path, GPtrArray *runs, const GArray *numbers, GError **error)
{
  g_autoptr (NormlabResultsTable) table = NULL;
  g_autoptr (GHashTable) ended = index_runs (runs, numbers);
  const NormlabMeasures *measures = normlab_run_get_measures (g_ptr_array_index (runs, 0));
  g_autoptr (GError) reason = NULL;
  GHashTableIter iter;
  gpointer has_ended;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return NORMLAB_CLI_ALREADY_NOTHING;
  table = normlab_results_table_load (path, &reason);
  if (table == NULL || !take_rows (table, ended, measures, &reason))
    return refuse (path, reason, error);
  g_hash_table_iter_init (&iter, ended);
  while (g_hash_table_iter_next (&iter, NULL, &has_ended))
    if (!GPOINTER_TO_INT (has_ended))
      return NORMLAB_CLI_ALREADY_NOTHING;
  return NORMLAB_CLI_ALREADY_ALL;
}
