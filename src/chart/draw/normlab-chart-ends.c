/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-chart-ends.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-chart-survey.h"

/* More crosses than this in a panel share one text, */
#define MAX_LABELLED 3
/* which names no more different steps than this. */
#define MAX_LISTED 4

/* em */
#define GAP 1.0
#define FARTHEST 2.5
/* Half the rim of paper that such words have, and half a mark on a line. */
#define MARGIN 0.35

typedef struct
{
  NormlabChartPoint at;
  guint step;
  guint layer;
} End;

/* What is being said about the ends in a panel. */
typedef struct
{
  const NormlabChartLayout *layout;
  guint panel;
  PangoContext *context;
  const GArray *crosses; /* of NormlabChartPoint: of each series */
  GArray *ends;          /* of End */
  GArray *steps;         /* of guint: rising, each of them once */
  GArray *texts;
  gboolean crowded; /* a cross is not where its run diverged, to make room for others */
} Words;

static void
add_step (GArray *steps, guint step)
{
  guint i = 0;

  while (i < steps->len && g_array_index (steps, guint, i) < step)
    i++;
  if (i == steps->len || g_array_index (steps, guint, i) != step)
    g_array_insert_val (steps, i, step);
}

static void
collect_ends (Words *self)
{
  g_array_set_size (self->ends, 0);
  g_array_set_size (self->steps, 0);
  self->crowded = FALSE;
  for (guint i = 0; i < self->layout->model->series->len; i++)
    {
      const NormlabChartSeries *series = g_ptr_array_index (self->layout->model->series, i);
      End end = { .step = series->diverged_step, .layer = series->diverged_layer };
      NormlabChartPoint mark;

      end.at = g_array_index (self->crosses, NormlabChartPoint, i);
      if (series->panel != self->panel || isnan (end.at.x) || end.step == 0)
        continue;
      g_array_append_val (self->ends, end);
      mark = normlab_chart_layout_get_mark (self->layout, series);
      self->crowded |= end.at.x != mark.x || end.at.y != mark.y;
      add_step (self->steps, end.step);
    }
}

/* FALSE when @string finds no place. */
static gboolean
place (Words *self,
       NormlabChartRoom *room,
       NormlabChartPoint anchor,
       const char *string,
       double max_width,
       guint max_lines)
{
  const NormlabChartStyle *style = &self->layout->style;
  NormlabChartText text;

  normlab_chart_text_init (&text, self->context, style, NORMLAB_CHART_TEXT_MARK, string, max_width,
                           max_lines);
  if (pango_layout_is_ellipsized (text.layout)
      || !normlab_chart_room_find (room, anchor, GAP * style->font_size,
                                   MARGIN * style->font_size + style->line_width / 2, &text.rect))
    {
      normlab_chart_text_clear (&text);
      return FALSE;
    }
  normlab_chart_room_take_rect (room, &text.rect);
  g_array_append_val (self->texts, text);
  return TRUE;
}

/* Whether words at @rect are seen to belong to that end. */
static gboolean
belongs_to (const Words *self, const NormlabChartRect *rect, guint end)
{
  NormlabChartPoint at = g_array_index (self->ends, End, end).at;
  double distance = normlab_chart_rect_get_distance (rect, at.x, at.y);

  if (distance > FARTHEST * self->layout->style.font_size)
    return FALSE;
  for (guint i = 0; i < self->ends->len; i++)
    {
      at = g_array_index (self->ends, End, i).at;
      if (i != end && normlab_chart_rect_get_distance (rect, at.x, at.y) <= distance)
        return FALSE;
    }
  return TRUE;
}

static char *
describe (guint step, guint layer)
{
  if (layer == 0)
    return g_strdup_printf (_("diverged at step %u"), step);
  /* Translators: the layer is the first one with a number that is not finite */
  return g_strdup_printf (_("diverged at step %u, layer %u"), step, layer);
}

/* The layer in which all runs in the panel diverged; 0 when they differ. */
static guint
get_common_layer (const Words *self)
{
  guint layer = g_array_index (self->ends, End, 0).layer;

  for (guint i = 1; i < self->ends->len; i++)
    if (g_array_index (self->ends, End, i).layer != layer)
      return 0;
  return layer;
}

/* Words of their own for every end, or for none. */
static gboolean
label_each (Words *self)
{
  const NormlabChartRect *plot = &normlab_chart_layout_get_panel (self->layout, self->panel)->plot;
  guint n_before = self->texts->len;
  NormlabChartRoom room;
  gboolean placed = TRUE;

  normlab_chart_survey (&room, self->layout, self->panel, self->crosses);
  for (guint i = 0; placed && i < self->ends->len; i++)
    {
      const End *end = &g_array_index (self->ends, End, i);
      g_autofree char *string = describe (end->step, end->layer);

      placed
          = place (self, &room, end->at, string, plot->width, 1)
            && belongs_to (
                self, &g_array_index (self->texts, NormlabChartText, self->texts->len - 1).rect, i);
    }
  normlab_chart_room_clear (&room);
  if (!placed)
    g_array_set_size (self->texts, n_before);
  return placed;
}

static char *
list_steps (const Words *self)
{
  const guint *steps = (gconstpointer) self->steps->data;
  guint n_steps = self->steps->len;
  guint n_runs = self->ends->len;
  g_autoptr (GString) list = g_string_new (NULL);

  if (n_steps == 1)
    return describe (steps[0], get_common_layer (self));
  if (n_steps > MAX_LISTED)
    /* Translators: how many, and the first and the last of the steps */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u run diverged at steps %u–%u",
                                         "%u runs diverged at steps %u–%u", n_runs),
                            n_runs, steps[0], steps[n_steps - 1]);

  for (guint i = 0; i < n_steps - 1; i++)
    /* Translators: stands between the numbers of "diverged at steps 3, 5 and 8" */
    g_string_append_printf (list, "%s%u", i > 0 ? _(", ") : "", steps[i]);
  /* Translators: one or more numbers, and the last one: "diverged at steps 3, 5 and 8" */
  return g_strdup_printf (_("diverged at steps %s and %u"), list->str, steps[n_steps - 1]);
}

/* One text for all ends, near the middle of them; if it must be so, in two or three lines. */
static void
label_all (Words *self)
{
  const NormlabChartRect *plot = &normlab_chart_layout_get_panel (self->layout, self->panel)->plot;
  g_autofree char *string = list_steps (self);
  NormlabChartPoint middle = { 0, 0 };
  NormlabChartRoom room;

  for (guint i = 0; i < self->ends->len; i++)
    {
      middle.x += g_array_index (self->ends, End, i).at.x / self->ends->len;
      middle.y += g_array_index (self->ends, End, i).at.y / self->ends->len;
    }
  normlab_chart_survey (&room, self->layout, self->panel, self->crosses);
  for (guint n_lines = 1; n_lines <= 3; n_lines++)
    if (place (self, &room, middle, string, plot->width / n_lines, n_lines))
      break;
  normlab_chart_room_clear (&room);
}

static void
clear_text (gpointer data)
{
  normlab_chart_text_clear (data);
}

GArray *
normlab_chart_ends_create_texts (const NormlabChartLayout *layout, const GArray *crosses)
{
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (End));
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (guint));
  Words words = { .layout = layout, .crosses = crosses, .ends = ends, .steps = steps };

  words.context = normlab_chart_text_create_context ();
  words.texts = g_array_new (FALSE, FALSE, sizeof (NormlabChartText));
  g_array_set_clear_func (words.texts, clear_text);

  for (words.panel = 0; words.panel < layout->panels->len; words.panel++)
    {
      gboolean each;

      collect_ends (&words);
      if (ends->len == 0)
        continue;
      each = ends->len == 1 || (steps->len > 1 && ends->len <= MAX_LABELLED && !words.crowded);
      if (!each || !label_each (&words))
        label_all (&words);
    }
  g_object_unref (words.context);
  return words.texts;
}

static void
draw_cross (cairo_t *cr, const NormlabChartStyle *style, guint color_index, NormlabChartPoint at)
{
  NormlabChartColor color = normlab_chart_style_get_color (style, color_index, FALSE);
  double radius = style->font_size * NORMLAB_CHART_CROSS_RADIUS;

  cairo_save (cr);
  cairo_move_to (cr, at.x - radius, at.y - radius);
  cairo_line_to (cr, at.x + radius, at.y + radius);
  cairo_move_to (cr, at.x + radius, at.y - radius);
  cairo_line_to (cr, at.x - radius, at.y + radius);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);

  /* A rim of the background keeps it apart from lines beneath. */
  normlab_chart_color_set_source (&style->background, cr);
  cairo_set_line_width (cr, style->line_width * 2.6);
  cairo_stroke_preserve (cr);
  normlab_chart_color_set_source (&color, cr);
  cairo_set_line_width (cr, style->line_width * 1.3);
  cairo_stroke (cr);
  cairo_restore (cr);
}

void
normlab_chart_draw_ends (cairo_t *cr,
                         const NormlabChartLayout *layout,
                         const GArray *crosses,
                         const GArray *texts)
{
  for (guint i = 0; i < texts->len; i++)
    normlab_chart_text_draw (&g_array_index (texts, NormlabChartText, i), cr, &layout->style);
  for (guint i = 0; i < crosses->len; i++)
    {
      const NormlabChartSeries *series = g_ptr_array_index (layout->model->series, i);
      NormlabChartPoint at = g_array_index (crosses, NormlabChartPoint, i);

      if (!isnan (at.x))
        draw_cross (cr, &layout->style, series->color, at);
    }
}
