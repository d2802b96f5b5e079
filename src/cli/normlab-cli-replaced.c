/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-replaced.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "normlab-cli-outputs.h"
#include "normlab-cli.h"
#include "normlab-error.h"
#include "normlab-key-file.h"
#include "normlab-results-foreign.h"
#include "normlab-results-run.h"
#include "normlab-results.h"
#include "normlab-watcher.h"

/* Bytes in which is looked for what a file is. */
#define HEAD_SIZE 256

static gboolean
begins_with (const char *path, const char *text)
{
  gsize length;
  g_autofree char *head = normlab_key_file_read_head (path, HEAD_SIZE, &length, NULL);
  const char *begin = head;

  if (head != NULL && g_str_has_prefix (head, "\xef\xbb\xbf"))
    begin += 3;
  return begin != NULL && g_str_has_prefix (begin, text);
}

static gboolean
refuse (const char *option, const char *path, const GError *reason, GError **error)
{
  g_autofree char *quoted = normlab_cli_quote (path);

  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               /* Translators: an option, a file, and why it cannot be read */
               _("--%s: %s is there, and what results it has cannot be told (%s); name another "
                  "file"),
               option, quoted, reason->message);
  return FALSE;
}

gboolean
normlab_cli_replaced_check (const char *option,
                            const char *path,
                            const GPtrArray *runs,
                            GError **error)
{
  g_autoptr (NormlabResultsTable) table = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GError) reason = NULL;
  g_autofree char *quoted = NULL;
  const NormlabResultsRun *lost;

  if (path == NULL || strcmp (path, "-") == 0 || !g_file_test (path, G_FILE_TEST_IS_REGULAR)
      || !begins_with (path, "run,dataset,"))
    return TRUE;
  table = normlab_results_table_load (path, &reason);
  before = table != NULL ? normlab_results_find_runs (table, &reason) : NULL;
  if (before == NULL)
    return refuse (option, path, reason, error);
  lost = normlab_results_find_lost (before, runs);
  if (lost == NULL)
    return TRUE;
  quoted = normlab_cli_quote (path);
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               /* Translators: an option, a file, a run and a line of it */
               _("--%s: %s is there, and its run %u (line %u), which is not in what would be "
                  "written, would be lost; name another file"),
               option, quoted, lost->number, normlab_results_table_get_line (table, lost->first));
  return FALSE;
}

gboolean
normlab_cli_replaced_check_by (const char *option,
                               const char *path,
                               GPtrArray *runs,
                               GError **error)
{
  g_autoptr (NormlabResultsTable) table = NULL;
  g_autoptr (GPtrArray) after = NULL;
  char *text;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  if (normlab_results_are_foreign (runs))
    after = g_ptr_array_new ();
  else
    {
      text = normlab_results_to_csv (runs);
      table = normlab_results_table_new (text, strlen (text), path, error);
      after = table != NULL ? normlab_results_find_runs (table, error) : NULL;
    }
  return after != NULL && normlab_cli_replaced_check (option, path, after, error);
}

/* Whether the file is a log that is found where the folder is looked through. */
static gboolean
is_log_in (const char *path, const char *folder)
{
  g_autofree char *inner = realpath (path, NULL);
  g_autofree char *outer = realpath (folder, NULL);

  return inner != NULL && outer != NULL && g_file_test (outer, G_FILE_TEST_IS_DIR)
         && g_file_test (inner, G_FILE_TEST_IS_REGULAR) && g_str_has_prefix (inner, outer)
         && inner[strlen (outer)] == '/'
         && normlab_watch_is_log (inner)
         /* What "show" itself has written there. */
         && !begins_with (inner, "run,step,metric,value");
}

gboolean
normlab_cli_replaced_check_read (const char *option,
                                 const char *path,
                                 const char *read,
                                 GError **error)
{
  g_autofree char *identity = normlab_cli_file_get_identity (path);
  g_autofree char *other = normlab_cli_file_get_identity (read);
  g_autofree char *quoted = NULL;

  if (identity == NULL || (g_strcmp0 (identity, other) != 0 && !is_log_in (path, read)))
    return TRUE;
  quoted = normlab_cli_quote (path);
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
               /* Translators: an option, and a file */
               _("--%s: %s is read here, and would be replaced; name another file"), option,
               quoted);
  return FALSE;
}
