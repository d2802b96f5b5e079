/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-sessions.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-cli-option.h"
#include "normlab-cli-table.h"
#include "normlab-cli.h"
#include "normlab-error.h"
#include "normlab-output.h"
#include "normlab-session-folder.h"
#include "normlab-text.h"

typedef struct
{
  char *csv;
  gboolean help;
} Options;

static void
options_clear (Options *options)
{
  g_clear_pointer (&options->csv, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* clang-format off */
static const NormlabCliOption table[] = {
  { .help = N_("Options") },
  { "csv", 0, N_("FILE|-"), TRUE, NORMLAB_CLI_ONCE (Options, csv),
    N_("Write path, title, time, runs, samples, state and reason of each as CSV, in place of the "
        "table; - is standard output."),
    N_("not written"), "--csv sessions.csv" },
  NORMLAB_CLI_HELP_OPTION (Options, help),
};
/* clang-format on */

static const char *const examples[][2] = {
  { N_("What the window has kept:"), "normlab-cli sessions" },
};

static char *
get_help (guint width)
{
  return normlab_cli_option_get_help (
      _("Usage: normlab-cli sessions [OPTION…]"),
      _("Lists the sessions that the windows of normlab have kept, the newest first: complete, "
         "open "
         "in a window, interrupted while networks trained, or damaged. “normlab-cli show” tells "
         "what is in one."),
      table, G_N_ELEMENTS (table), examples, G_N_ELEMENTS (examples), width);
}

static gboolean
parse (Options *options, char ***arguments, GError **error)
{
  g_autofree char *quoted = NULL;

  if (!normlab_cli_option_parse (table, G_N_ELEMENTS (table), arguments, options, error))
    return FALSE;
  if (options->help || (*arguments)[1] == NULL)
    return TRUE;
  quoted = normlab_cli_quote ((*arguments)[1]);
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
               _("%s is one argument too many; sessions takes none"), quoted);
  return FALSE;
}

static const char *
get_label (NormlabSessionStatus status)
{
  switch (status)
    {
    case NORMLAB_SESSION_OPEN:
      /* Translators: the state of a session */
      return _("open in a window");
    case NORMLAB_SESSION_INTERRUPTED:
      /* Translators: the state of a session */
      return _("interrupted");
    case NORMLAB_SESSION_DAMAGED:
      /* Translators: the state of a session */
      return _("damaged");
    case NORMLAB_SESSION_COMPLETE:
    default:
      /* Translators: the state of a session */
      return _("complete");
    }
}

static void
add_row (NormlabCliTable *rows, const NormlabSessionFile *file)
{
  g_autoptr (NormlabSessionSummary) summary = normlab_session_summary_new (file->path);
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (file->time / 1000000000);
  g_autofree char *time = g_date_time_format (date, "%Y-%m-%d %H:%M");
  g_autofree char *path = normlab_text_for_path (file->path);
  char best[G_ASCII_DTOSTR_BUF_SIZE];

  normlab_cli_table_add (rows, time);
  normlab_cli_table_add (rows, get_label (summary->status));
  normlab_cli_table_add_printf (rows, "%u", summary->n_runs);
  normlab_cli_table_add_printf (rows, "%u", summary->n_samples);
  normlab_cli_table_add (rows, isfinite (summary->best)
                                   ? g_ascii_formatd (best, sizeof best, "%.4f", summary->best)
                                   : "–");
  normlab_cli_table_add (rows, summary->title != NULL ? summary->title : "–");
  normlab_cli_table_add (rows, path);
}

static char *
get_table (GArray *files)
{
  g_autoptr (NormlabCliTable) rows = normlab_cli_table_new ("llrrrll");

  /* Translators: the head of a column: when a session was changed last */
  normlab_cli_table_add (rows, _("Changed"));
  normlab_cli_table_add (rows, _("State"));
  normlab_cli_table_add (rows, _("Runs"));
  normlab_cli_table_add (rows, _("Samples"));
  normlab_cli_table_add (rows, _("Best"));
  normlab_cli_table_add (rows, _("Title"));
  normlab_cli_table_add (rows, _("File"));
  for (guint i = 0; i < files->len; i++)
    add_row (rows, &g_array_index (files, NormlabSessionFile, i));
  return files->len > 0 ? normlab_cli_table_to_text (rows)
                        : g_strconcat (_("No session has been kept yet."), "\n", NULL);
}

static char *
get_csv (GArray *files)
{
  GString *csv = g_string_new ("path,title,modified,runs,samples,state,reason\r\n");

  for (guint i = 0; i < files->len; i++)
    {
      const NormlabSessionFile *file = &g_array_index (files, NormlabSessionFile, i);
      g_autoptr (NormlabSessionSummary) summary = normlab_session_summary_new (file->path);
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (file->time / 1000000000);
      g_autofree char *time = g_date_time_format_iso8601 (date);

      normlab_text_append_csv_field (csv, file->path);
      g_string_append_c (csv, ',');
      normlab_text_append_csv_field (csv, summary->title != NULL ? summary->title : "");
      g_string_append_printf (csv, ",%s,%u,%u,%s,", time, summary->n_runs, summary->n_samples,
                              normlab_session_status_to_string (summary->status));
      normlab_text_append_csv_field (csv, summary->reason != NULL ? summary->reason : "");
      g_string_append (csv, "\r\n");
    }
  return g_string_free (csv, FALSE);
}

static gboolean
put (const Options *options, GError **error)
{
  g_autofree char *folder = normlab_session_folder_get ();
  g_autoptr (GArray) files = normlab_session_folder_list (folder);
  g_autofree char *text = options->csv != NULL ? get_csv (files) : get_table (files);

  if (options->csv == NULL)
    return normlab_cli_put (stdout, text, error);
  if (strcmp (options->csv, "-") == 0)
    return normlab_cli_put_bytes (stdout, text, strlen (text), error);
  return normlab_output_write (options->csv, text, -1, error);
}

int
normlab_cli_sessions (char ***arguments)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GError) error = NULL;

  if (!parse (&options, arguments, &error))
    return (int) normlab_cli_complain_usage ("sessions", error);
  if (options.help)
    return normlab_cli_option_put_help (get_help);
  return put (&options, &error) ? NORMLAB_CLI_SUCCESS : (int) normlab_cli_complain (error);
}
