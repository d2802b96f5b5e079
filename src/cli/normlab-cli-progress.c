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
#define MIN_BAR_WIDTH 4 /* a shorter one tells nothing */
#define BAR_FRAME 4     /* the brackets and the gap after them */
#define MIN_NAME_WIDTH 8
#define USUAL_SPEED 99999.0 /* steps/s; what is reserved for it */
#define GAP "  "

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

/* How the cells of a line are shared out: number, name, bar, facts. The same for all lines of a
 * drawing, so that they stand in columns. */
typedef struct
{
  guint columns;
  guint number;
  guint name;
  guint bar; /* without its brackets; 0: there is none */
  gboolean speed;
} Layout;

static void
append_bar (GString *line, guint width, guint step, guint iterations)
{
  guint filled = (guint) ((guint64) step * width / MAX (iterations, 1));

  g_string_append_c (line, '[');
  for (guint i = 0; i < width; i++)
    g_string_append_c (line, i < filled ? '=' : i == filled ? '>' : ' ');
  g_string_append (line, "]" GAP);
}

static char *
get_accuracy (double accuracy)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE] = "–";

  if (!isnan (accuracy))
    g_ascii_formatd (number, sizeof number, "%.4f", accuracy);
  /* Translators: the test accuracy of a run in its progress line, which has little room */
  return g_strdup_printf (_("test %s"), number);
}

static char *
get_speed (double speed)
{
  return g_strdup_printf (_("%.0f steps/s"), speed);
}

/* The step with as many digits as the last one will have, and how the run does. */
static char *
get_facts (NormlabRun *run, gboolean with_speed)
{
  NormlabRunState state = normlab_run_get_state (run);
  double seconds = normlab_run_get_seconds (run);
  GString *line = g_string_new (NULL);
  g_autofree char *last = g_strdup_printf ("%u", normlab_run_get_recipe (run)->iterations);
  g_autofree char *accuracy = get_accuracy (normlab_run_get_final_accuracy (run));
  g_autofree char *speed = NULL;

  g_string_append_printf (line, "%*u/%s" GAP, (int) strlen (last), normlab_run_get_step (run),
                          last);
  if (state != NORMLAB_RUN_RUNNING && state != NORMLAB_RUN_FINISHED)
    {
      g_string_append (line, normlab_run_state_get_label (state));
      return g_string_free (line, FALSE);
    }

  g_string_append (line, accuracy);
  if (with_speed && seconds > 0.0)
    {
      speed = get_speed (normlab_run_get_step (run) / seconds);
      g_string_append_printf (line, GAP "%s", speed);
    }
  return g_string_free (line, FALSE);
}

/* The cells of the widest facts there can be before long, so that nothing jumps while runs go
 * on. */
static guint
get_facts_width (GPtrArray *runs, gboolean with_speed)
{
  g_autofree char *accuracy = get_accuracy (0.0);
  g_autofree char *speed = get_speed (USUAL_SPEED);
  guint numbers = normlab_cli_text_width (accuracy)
                  + (with_speed ? strlen (GAP) + normlab_cli_text_width (speed) : 0);
  guint width = 0;

  for (guint i = 0; i < runs->len; i++)
    {
      NormlabRun *run = g_ptr_array_index (runs, i);
      g_autofree char *last = g_strdup_printf ("%u", normlab_run_get_recipe (run)->iterations);
      g_autofree char *facts = get_facts (run, with_speed);

      width = MAX (width, (guint) (2 * strlen (last) + strlen ("/" GAP)) + numbers);
      width = MAX (width, normlab_cli_text_width (facts));
    }
  return width;
}

/* What tells runs apart comes last to give way: first the bar does, then the speed. */
static void
layout_init (Layout *self, GPtrArray *runs, GPtrArray *names, guint columns)
{
  g_autofree char *number = g_strdup_printf ("%u", runs->len);
  guint room;

  self->columns = columns;
  self->number = (guint) strlen (number);
  self->name = 0;
  for (guint i = 0; i < names->len; i++)
    self->name = MAX (self->name, normlab_cli_text_width (g_ptr_array_index (names, i)));

  room = self->number + self->name + 2 * (guint) strlen (GAP) + 1;
  room = columns > room ? columns - room : 0;
  self->speed = get_facts_width (runs, TRUE) <= room;
  room -= MIN (room, get_facts_width (runs, self->speed));
  self->bar = room >= MIN_BAR_WIDTH + BAR_FRAME ? MIN (room - BAR_FRAME, BAR_WIDTH) : 0;
}

/* The name gives way to the facts, and the facts to the edge of the terminal. */
static void
append_line (GString *text, NormlabRun *run, guint number, const char *name, const Layout *layout)
{
  g_autofree char *facts = get_facts (run, layout->speed);
  g_autoptr (GString) line = g_string_new (NULL);
  guint taken = layout->number + 2 * (guint) strlen (GAP) + 1 + normlab_cli_text_width (facts)
                + (layout->bar > 0 ? layout->bar + BAR_FRAME : 0);
  guint room = MAX (layout->columns > taken ? layout->columns - taken : 0, MIN_NAME_WIDTH);

  g_string_append_printf (line, "%*u" GAP, (int) layout->number, number);
  normlab_cli_text_append_cell (line, name, MIN (room, layout->name), FALSE);
  g_string_append (line, GAP);
  if (layout->bar > 0)
    append_bar (line, layout->bar, normlab_run_get_step (run),
                normlab_run_get_recipe (run)->iterations);
  g_string_append (line, facts);
  normlab_cli_text_append_cell (
      text, line->str, MIN (normlab_cli_text_width (line->str), layout->columns - 1), FALSE);
  g_string_append_c (text, '\n');
}

static void
append_summary (GString *text, GPtrArray *runs, guint n_ended, guint n_shown, guint columns)
{
  g_autofree char *ended = NULL;
  g_autofree char *hidden = NULL;
  g_autofree char *line = NULL;
  guint n_hidden = runs->len - n_ended - n_shown;

  ended
      = g_strdup_printf (ngettext ("%u of %u run has ended", "%u of %u runs have ended", runs->len),
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
  gboolean all = runs->len < rows;
  guint n_ended = 0, n_shown = 0;
  Layout layout;

  columns = MAX (columns, 2);
  layout_init (&layout, runs, names, columns);
  for (guint i = 0; i < runs->len; i++)
    {
      NormlabRun *run = g_ptr_array_index (runs, i);
      gboolean ended = normlab_run_state_is_final (normlab_run_get_state (run));

      n_ended += ended;
      if (!all && (ended || n_shown + 2 >= rows))
        continue;
      append_line (text, run, i + 1, g_ptr_array_index (names, i), &layout);
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
