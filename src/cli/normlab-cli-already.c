/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-already.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "normlab-cli-slice.h"
#include "normlab-cli.h"
#include "normlab-error.h"
#include "normlab-results-run.h"

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
take_runs (const NormlabResultsTable *table,
           GHashTable *ended,
           const NormlabMeasures *measures,
           GError **error)
{
  g_autoptr (GPtrArray) runs = normlab_results_find_runs (table, error);

  for (guint i = 0; runs != NULL && i < runs->len; i++)
    {
      const NormlabResultsRun *run = g_ptr_array_index (runs, i);
      g_autofree char *key = g_strdup_printf ("%u\n%s", run->number, run->key);

      if (g_hash_table_contains (ended, key))
        {
          if (run->is_whole && normlab_results_run_has_measured (run, measures))
            g_hash_table_insert (ended, g_steal_pointer (&key), GINT_TO_POINTER (TRUE));
          continue;
        }
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT, _("line %u is of another run"),
                   normlab_results_table_get_line (table, run->first));
      return FALSE;
    }
  return runs != NULL;
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
  GStatBuf status;
  GHashTableIter iter;
  gpointer has_ended;

  /* What was begun and never written holds nothing. */
  if (g_stat (path, &status) != 0 || !S_ISREG (status.st_mode) || status.st_size == 0)
    return NORMLAB_CLI_ALREADY_NOTHING;
  table = normlab_results_table_load (path, &reason);
  if (table == NULL || !take_runs (table, ended, measures, &reason))
    return refuse (path, reason, error);
  g_hash_table_iter_init (&iter, ended);
  while (g_hash_table_iter_next (&iter, NULL, &has_ended))
    if (!GPOINTER_TO_INT (has_ended))
      return NORMLAB_CLI_ALREADY_NOTHING;
  return NORMLAB_CLI_ALREADY_ALL;
}
