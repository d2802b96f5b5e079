/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-progress.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "normlab-cli-text.h"
#include "normlab-cli.h"

#define UPDATE_INTERVAL (G_USEC_PER_SEC / 10)
#define BAR_WIDTH 20
#define MAX_NAME_WIDTH 48
#define MIN_NAME_WIDTH 8

#define CLEAR_LINE_END "\033[K"
#define CLEAR_BELOW "\033[J"

struct _NormlabCliProgress
{
  GPtrArray *runs;
  GPtrArray *names;
  gboolean enabled;
  gint64 drawn_at;
  guint n_lines; /* on the terminal now, all above the cursor */
};

static gboolean
can_draw (void)
{
  const char *term = g_getenv ("TERM");

  return isatty (STDERR_FILENO) && term != NULL && *term != '\0' && strcmp (term, "dumb") != 0;
}

NormlabCliProgress *
normlab_cli_progress_new (GPtrArray *runs, GPtrArray *names, gboolean enabled)
{
  NormlabCliProgress *self = g_new0 (NormlabCliProgress, 1);

  g_assert (runs->len == names->len);
  self->runs = runs;
  self->names = names;
  self->enabled = enabled && can_draw ();
  return self;
}

void
normlab_cli_progress_free (NormlabCliProgress *self)
{
  g_free (self);
}

static void
append_bar (GString *line, guint step, guint iterations)
{
  guint filled = (guint) ((guint64) step * BAR_WIDTH / MAX (iterations, 1));

  g_string_append_c (line, '[');
  for (guint i = 0; i < BAR_WIDTH; i++)
    g_string_append_c (line, i < filled ? '=' : i == filled ? '>' : ' ');
  g_string_append_c (line, ']');
}

/* The step with as many digits as the last one will have. */
static void
append_step (GString *line, guint step, guint iterations)
{
  g_autofree char *last = g_strdup_printf ("%u", iterations);

  g_string_append_printf (line, "  %*u/%s", (int) strlen (last), step, last);
}

static void
append_numbers (GString *line, NormlabRun *run)
{
  double accuracy = normlab_run_get_final_accuracy (run);
  double seconds = normlab_run_get_seconds (run);
  char number[G_ASCII_DTOSTR_BUF_SIZE] = "–";

  if (!isnan (accuracy))
    g_ascii_formatd (number, sizeof number, "%.4f", accuracy);
  g_string_append (line, "  ");
  /* Translators: the test accuracy of a run in its progress line, which has little room */
  g_string_append_printf (line, _("test %s"), number);
  if (seconds > 0.0)
    {
      g_string_append (line, "  ");
      g_string_append_printf (line, _("%.0f steps/s"), normlab_run_get_step (run) / seconds);
    }
}

/* A run's line without its name. */
static char *
get_facts (NormlabRun *run)
{
  NormlabRunState state = normlab_run_get_state (run);
  guint iterations = normlab_run_get_recipe (run)->iterations;
  GString *line = g_string_new (NULL);

  append_bar (line, normlab_run_get_step (run), iterations);
  append_step (line, normlab_run_get_step (run), iterations);
  if (state == NORMLAB_RUN_RUNNING || state == NORMLAB_RUN_FINISHED)
    append_numbers (line, run);
  else
    g_string_append_printf (line, "  %s", normlab_run_state_get_label (state));
  return g_string_free (line, FALSE);
}

static guint
get_name_width (GPtrArray *names)
{
  guint width = MIN_NAME_WIDTH;

  for (guint i = 0; i < names->len; i++)
    width = MAX (width, normlab_cli_text_width (g_ptr_array_index (names, i)));
  return MIN (width, MAX_NAME_WIDTH);
}

/* The name gives way to the facts, and the facts to the edge of the terminal. */
static void
append_line (GString *text, NormlabRun *run, const char *name, guint name_width, guint columns)
{
  g_autofree char *facts = get_facts (run);
  g_autoptr (GString) line = g_string_new (NULL);
  guint facts_width = normlab_cli_text_width (facts);
  guint room = columns > facts_width + 3 ? columns - facts_width - 3 : 0;

  normlab_cli_text_append_cell (line, name, CLAMP (room, MIN_NAME_WIDTH, name_width), FALSE);
  g_string_append_printf (line, "  %s", facts);
  normlab_cli_text_append_cell (text, line->str,
                                MIN (normlab_cli_text_width (line->str), columns - 1), FALSE);
  g_string_append_c (text, '\n');
}

static void
append_summary (GString *text, GPtrArray *runs, guint n_ended, guint n_shown, guint columns)
{
  g_autofree char *ended = NULL;
  g_autofree char *hidden = NULL;
  g_autofree char *line = NULL;
  guint n_hidden = runs->len - n_ended - n_shown;

  ended = g_strdup_printf (ngettext ("%u of %u run has ended", "%u of %u runs have ended",
                                     runs->len),
                           n_ended, runs->len);
  hidden = g_strdup_printf (ngettext ("%u more is not shown", "%u more are not shown", n_hidden),
                            n_hidden);
  /* Translators: "3 of 50 runs have ended", "39 more are not shown" */
  line = n_hidden > 0 ? g_strdup_printf (_("%s, %s"), ended, hidden) : g_strdup (ended);
  normlab_cli_text_append_cell (text, line, MIN (normlab_cli_text_width (line), columns - 1),
                                FALSE);
  g_string_append_c (text, '\n');
}

char *
normlab_cli_progress_to_text (GPtrArray *runs,
                              GPtrArray *names,
                              guint columns,
                              guint rows,
                              guint *n_lines)
{
  GString *text = g_string_new (NULL);
  guint name_width = get_name_width (names);
  gboolean all = runs->len < rows;
  guint n_ended = 0, n_shown = 0;

  columns = MAX (columns, 2);
  for (guint i = 0; i < runs->len; i++)
    {
      NormlabRun *run = g_ptr_array_index (runs, i);
      gboolean ended = normlab_run_state_is_final (normlab_run_get_state (run));

      n_ended += ended;
      if (!all && (ended || n_shown + 2 >= rows))
        continue;
      append_line (text, run, g_ptr_array_index (names, i), name_width, columns);
      n_shown += !ended;
    }
  if (!all)
    append_summary (text, runs, n_ended, n_shown, columns);

  *n_lines = all ? runs->len : n_shown + 1;
  return g_string_free (text, FALSE);
}

static void
get_size (guint *columns, guint *rows)
{
  struct winsize size = { 0 };

  ioctl (STDERR_FILENO, TIOCGWINSZ, &size);
  *columns = size.ws_col > 0 ? size.ws_col : 80;
  *rows = size.ws_row > 0 ? size.ws_row : 24;
}

/* One write, so that nothing flickers. The cursor is never hidden: however the program ends, the
 * terminal is as it was. */
static void
draw (NormlabCliProgress *self, const char *text, guint n_lines)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  if (self->n_lines > 0)
    g_string_append_printf (out, "\r\033[%uA", self->n_lines);
  for (guint i = 0; i < n_lines; i++)
    g_string_append_printf (out, "%s" CLEAR_LINE_END "\n", lines[i]);
  g_string_append (out, CLEAR_BELOW);
  normlab_cli_put (stderr, out->str, NULL);
  self->n_lines = n_lines;
}

void
normlab_cli_progress_update (NormlabCliProgress *self)
{
  gint64 now = g_get_monotonic_time ();
  g_autofree char *text = NULL;
  guint columns, rows, n_lines;

  if (!self->enabled || (self->drawn_at != 0 && now - self->drawn_at < UPDATE_INTERVAL))
    return;

  get_size (&columns, &rows);
  text = normlab_cli_progress_to_text (self->runs, self->names, columns, rows, &n_lines);
  draw (self, text, n_lines);
  self->drawn_at = now;
}

void
normlab_cli_progress_clear (NormlabCliProgress *self)
{
  if (self->enabled && self->n_lines > 0)
    draw (self, "", 0);
}
