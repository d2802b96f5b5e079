/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-show-logs.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-cli-table.h"
#include "normlab-columns.h"
#include "normlab-error.h"
#include "normlab-key-file.h"
#include "normlab-output.h"
#include "normlab-run-foreign.h"
#include "normlab-run-state.h"
#include "normlab-text.h"
#include "normlab-track-run.h"
#include "normlab-watcher.h"

/* Bytes in which the first group of a key file is looked for. */
#define HEAD_SIZE 65536
/* Values that a row of the table has room for. */
#define N_VALUES 4
#define N_DIGITS 4
/* Up to here normlab_text_from_double() writes all digits of whole numbers. */
#define MAX_PLAIN 1e15
/* What is written at a time. */
#define PORTION 65536

/* "[Session]", before which there may be remarks. */
static gboolean
is_group (const char *line)
{
  const char *end;

  while (g_ascii_isspace (*line))
    line++;
  end = strchr (line, ']');
  return *line == '[' && g_ascii_isalpha (line[1]) && end != NULL
         && end[1 + strspn (end + 1, " \t\r")] == '\0';
}

gboolean
normlab_cli_show_logs_is_for (const char *path)
{
  g_autofree char *head = NULL;
  g_auto (GStrv) lines = NULL;
  const char *text;
  gsize length;

  if (strcmp (path, "-") == 0)
    return TRUE;
  /* A folder, or a pipe. */
  if (g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  head = normlab_key_file_read_head (path, HEAD_SIZE, &length, NULL);
  if (head == NULL)
    return FALSE;
  text = g_str_has_prefix (head, "\xef\xbb\xbf") ? head + 3 : head;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '#' && *lines[i] != '\0' && *lines[i] != '\r')
      return !is_group (lines[i]);
  return length > 0;
}

/* A name for each that no other has. */
static GPtrArray *
get_names (const GPtrArray *tracks)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < tracks->len; i++)
    {
      const char *title = normlab_track_get_title (g_ptr_array_index (tracks, i));
      char *name = g_strdup (title);

      for (guint k = 2; g_hash_table_contains (seen, name); k++)
        {
          g_free (name);
          name = g_strdup_printf ("%s (%u)", title, k);
        }
      g_hash_table_add (seen, name);
      g_ptr_array_add (names, name);
    }
  return names;
}

/* The last values of the first metrics. */
static char *
describe_values (NormlabTrack *track)
{
  GString *text = g_string_new (NULL);
  guint n_series = normlab_track_get_n_series (track);
  guint n_shown = 0;
  guint i;

  for (i = 0; i < n_series && n_shown < N_VALUES; i++)
    {
      const NormlabSeries *series = normlab_track_get_series (track, i);
      guint n;
      const NormlabPoint *points = normlab_series_get_points (series, &n);
      g_autofree char *name = normlab_text_for_message (normlab_series_get_name (series), -1);
      g_autofree char *value = NULL;

      if (n == 0 || normlab_columns_is_counter (normlab_series_get_name (series)))
        continue;
      value = normlab_text_from_double_rounded (points[n - 1].value, N_DIGITS);
      g_string_append_printf (text, "%s%s %s", n_shown > 0 ? ", " : "", name, value);
      n_shown++;
    }
  if (i < n_series)
    g_string_append (text, ", …");
  return g_string_free (text, FALSE);
}

/* What its log says of its end, in words where those are ours. */
static const char *
describe_end (const char *end)
{
  static const NormlabRunState states[]
      = { NORMLAB_RUN_FINISHED, NORMLAB_RUN_DIVERGED, NORMLAB_RUN_STOPPED, NORMLAB_RUN_FAILED };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (strcmp (normlab_run_state_to_string (states[i]), end) == 0)
      return normlab_run_state_get_label (states[i]);
  return end;
}

static const char *
get_state (NormlabTrack *track)
{
  switch (normlab_track_get_state (track))
    {
    case NORMLAB_TRACK_GROWING:
      /* Translators: the state of a log: somebody is writing it */
      return _("growing");
    case NORMLAB_TRACK_ENDED:
      return describe_end (normlab_track_get_end (track));
    case NORMLAB_TRACK_GONE:
      /* Translators: the state of a log: there is no such file any more */
      return _("gone");
    case NORMLAB_TRACK_DAMAGED:
      return _("damaged");
    case NORMLAB_TRACK_QUIET:
    case NORMLAB_TRACK_LEFT:
    default:
      /* Translators: the state of a log: nobody has written anything for a minute */
      return _("quiet");
    }
}

static char *
describe_state (NormlabTrack *track)
{
  guint n = normlab_track_get_n_restarts (track);
  g_autofree char *x = NULL;

  if (n == 0)
    return g_strdup (get_state (track));
  x = normlab_text_from_double (normlab_track_get_restart (track, n - 1));
  /* Translators: the state of a log, and the step at which it began again */
  return g_strdup_printf (_("%s, began again at %s"), get_state (track), x);
}

static char *
make_table (const GPtrArray *tracks, const GPtrArray *names)
{
  g_autoptr (NormlabCliTable) table = normlab_cli_table_new ("lrrll");

  normlab_cli_table_add (table, _("Run"));
  /* Translators: the head of a column: how many quantities a log has */
  normlab_cli_table_add (table, _("Metrics"));
  /* Translators: the head of a column: up to which step a log goes */
  normlab_cli_table_add (table, _("Last step"));
  /* Translators: the head of a column: what a log has of each quantity at its end */
  normlab_cli_table_add (table, _("Last values"));
  normlab_cli_table_add (table, _("State"));
  for (guint i = 0; i < tracks->len; i++)
    {
      NormlabTrack *track = g_ptr_array_index (tracks, i);
      double last = normlab_track_get_last_x (track);
      g_autofree char *step = isnan (last) ? g_strdup ("–") : normlab_text_from_double (last);
      g_autofree char *values = describe_values (track);
      g_autofree char *state = describe_state (track);
      g_autofree char *name = normlab_text_for_path (g_ptr_array_index (names, i));

      normlab_cli_table_add (table, name);
      normlab_cli_table_add_printf (table, "%u", normlab_track_get_n_series (track));
      normlab_cli_table_add (table, step);
      normlab_cli_table_add (table, values);
      normlab_cli_table_add (table, state);
    }
  return normlab_cli_table_to_text (table);
}

/* Where the values go: standard output (NULL) or a file. */
static gboolean
put (NormlabOutput *output, GString *text, gsize least, GError **error)
{
  gboolean ok = TRUE;

  if (text->len < least)
    return TRUE;
  ok = output != NULL ? normlab_output_append (output, text->str, text->len, error)
                      : normlab_cli_put_bytes (stdout, text->str, text->len, error);
  g_string_truncate (text, 0);
  return ok;
}

/* As few digits as tell it; whole numbers, as most steps are, without a search for them. */
static void
append_number (GString *text, double number)
{
  g_autofree char *digits = NULL;

  if (fabs (number) < MAX_PLAIN && number == trunc (number) && !(number == 0 && signbit (number)))
    {
      g_string_append_printf (text, "%" G_GINT64_FORMAT, (gint64) number);
      return;
    }
  digits = normlab_text_from_double (number);
  g_string_append (text, digits);
}

static gboolean
put_series (NormlabOutput *output,
            GString *text,
            const char *run,
            const NormlabSeries *series,
            GError **error)
{
  g_autoptr (GString) middle = g_string_new (","); /* what stands between both numbers */
  guint n;
  const NormlabPoint *points = normlab_series_get_points (series, &n);

  normlab_text_append_csv_field (middle, normlab_series_get_name (series));
  g_string_append_c (middle, ',');
  for (guint i = 0; i < n; i++)
    {
      g_string_append (text, run);
      g_string_append_c (text, ',');
      append_number (text, points[i].x);
      g_string_append_len (text, middle->str, (gssize) middle->len);
      append_number (text, points[i].value);
      g_string_append (text, "\r\n");
      if (!put (output, text, PORTION, error))
        return FALSE;
    }
  return TRUE;
}

/* What is void is left out. */
static gboolean
put_values (NormlabOutput *output, const GPtrArray *tracks, const GPtrArray *names, GError **error)
{
  g_autoptr (GString) text = g_string_new ("run,step,metric,value\r\n");

  for (guint i = 0; i < tracks->len; i++)
    {
      NormlabTrack *track = g_ptr_array_index (tracks, i);
      g_autoptr (GString) run = g_string_new (NULL);

      normlab_text_append_csv_field (run, g_ptr_array_index (names, i));
      for (guint k = 0; k < normlab_track_get_n_series (track); k++)
        if (!put_series (output, text, run->str, normlab_track_get_series (track, k), error))
          return FALSE;
    }
  return put (output, text, 0, error);
}

static gboolean
write_values (const char *csv, const GPtrArray *tracks, const GPtrArray *names, GError **error)
{
  g_autoptr (NormlabOutput) output = NULL;

  if (strcmp (csv, "-") == 0)
    return put_values (NULL, tracks, names, error);
  output = normlab_output_begin (csv, error);
  return output != NULL && put_values (output, tracks, names, error)
         && normlab_output_finish (output, error);
}

/* What cannot be read, whatever else goes well. */
static NormlabCliStatus
complain_of_all (const GPtrArray *tracks, char **notes)
{
  NormlabCliStatus status = NORMLAB_CLI_SUCCESS;

  for (guint i = 0; notes[i] != NULL; i++)
    {
      g_autoptr (GError) error = g_error_new_literal (NORMLAB_ERROR, NORMLAB_ERROR_DATA, notes[i]);

      status = normlab_cli_complain (error);
    }
  for (guint i = 0; i < tracks->len; i++)
    {
      const char *damage = normlab_track_get_damage (g_ptr_array_index (tracks, i));
      g_autoptr (GError) error = NULL;

      if (damage == NULL)
        continue;
      error = g_error_new_literal (NORMLAB_ERROR, NORMLAB_ERROR_DATA, damage);
      status = normlab_cli_complain (error);
    }
  return status;
}

static gboolean
has_metric (GPtrArray *runs, NormlabMetric metric)
{
  for (guint i = 0; i < runs->len; i++)
    {
      guint n;

      normlab_run_get_samples_of (g_ptr_array_index (runs, i), metric, &n);
      if (n > 0)
        return TRUE;
    }
  return FALSE;
}

/* What is asked for, or, where nothing is, the first that any of them has. FALSE where none has
 * what is asked for. */
static gboolean
choose_metric (GPtrArray *runs, NormlabMetric *metric, GError **error)
{
  NormlabMetric asked = *metric;

  if (has_metric (runs, asked))
    return TRUE;
  if (asked != NORMLAB_PLOT_OPTIONS_DEFAULT.metric)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                   /* Translators: what is measured */
                   _("There is no “%s” in what has been read"),
                   normlab_metric_get_info (asked)->word);
      return FALSE;
    }
  for (guint i = 0; i < runs->len; i++)
    {
      g_autoptr (GArray) metrics = normlab_run_list_foreign_metrics (g_ptr_array_index (runs, i));

      if (metrics->len > 0)
        {
          *metric = g_array_index (metrics, NormlabMetric, 0);
          return TRUE;
        }
    }
  return TRUE;
}

static gboolean
draw (const NormlabCliTrainOptions *outputs, const GPtrArray *tracks, GError **error)
{
  g_autoptr (GPtrArray) all
      = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_track_run_free);
  g_autoptr (GPtrArray) runs = g_ptr_array_new ();
  NormlabCliChartOptions chart = outputs->chart_options;

  for (guint i = 0; i < tracks->len; i++)
    {
      NormlabTrackRun *run = normlab_track_run_new (g_ptr_array_index (tracks, i));

      g_ptr_array_add (all, run);
      g_ptr_array_add (runs, normlab_track_run_get_run (run));
    }
  normlab_track_runs_tell_apart (all);
  return choose_metric (runs, &chart.plot.metric, error)
         && normlab_cli_chart_options_check (&chart, FALSE, error)
         && normlab_cli_chart_options_export (&chart, outputs->chart, runs, NULL, NULL, error);
}

NormlabCliStatus
normlab_cli_show_logs (const char *path, const char *steps, const NormlabCliTrainOptions *outputs)
{
  const char *const paths[] = { path, NULL };
  const char *csv = outputs->csv;
  FILE *stream = g_strcmp0 (csv, "-") == 0 ? stderr : stdout;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tracks = NULL;
  g_autoptr (GPtrArray) names = NULL;
  g_auto (GStrv) notes = NULL;
  g_autofree char *table = NULL;
  NormlabCliStatus status;

  if (outputs->map != NULL)
    {
      error = g_error_new_literal (NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                                   _("Of logs that other programs write no map is drawn; --chart "
                                      "draws their curves"));
      return normlab_cli_complain_usage ("show", error);
    }
  tracks = normlab_watch_read (paths, csv != NULL, steps, &notes, NULL, &error);
  if (tracks == NULL)
    return normlab_cli_complain (error);
  status = complain_of_all (tracks, notes);
  names = get_names (tracks);
  if (csv != NULL && !write_values (csv, tracks, names, &error))
    {
      status = normlab_cli_complain (error);
      g_clear_error (&error);
    }
  if (outputs->chart != NULL && !draw (outputs, tracks, &error))
    {
      status = normlab_cli_complain (error);
      g_clear_error (&error);
    }
  table = make_table (tracks, names);
  if (!normlab_cli_put (stream, table, &error))
    status = normlab_cli_complain (error);
  return status;
}
