/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-map-card.h"

#include <math.h>

#include "normlab-chart-scale.h"

/* In ems. */
#define PADDING 0.7
#define DISTANCE 0.8
#define MAX_WIDTH 24.0
#define MIN_WIDTH 14.0
#define PLOT_HEIGHT 5.5
#define TICK 1.3
#define NEAR 0.3
#define NAME_LINES 3

static void
free_curve (gpointer data)
{
  g_array_unref (data);
}

NormlabMapCard *
normlab_map_card_new (void)
{
  NormlabMapCard *self = g_new0 (NormlabMapCard, 1);

  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->curves = g_ptr_array_new_with_free_func (free_curve);
  self->step = NAN;
  return self;
}

void
normlab_map_card_free (NormlabMapCard *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->value);
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->curves);
  g_free (self);
}

GArray *
normlab_map_card_add_curve (NormlabMapCard *self)
{
  GArray *curve = g_array_new (FALSE, FALSE, sizeof (NormlabMapPoint));

  g_ptr_array_add (self->curves, curve);
  return curve;
}

/* Texts */

typedef struct
{
  const NormlabMapCard *card;
  const NormlabMapLayout *layout;
  cairo_t *cr; /* NULL: nothing is drawn, only measured */
  double x, y, width;
} Pen;

/* Beneath what there is already. */
static void
write_line (Pen *pen, NormlabChartTextRole role, const char *string, guint max_lines)
{
  const NormlabChartStyle *style = &pen->layout->style;
  NormlabChartText text;

  if (string == NULL)
    return;
  normlab_chart_text_init (&text, pen->layout->context, style, role, string,
                           MAX_WIDTH * style->font_size, max_lines);
  if (pen->cr != NULL)
    {
      normlab_chart_text_place (&text, pen->x, pen->y, 0, 0);
      normlab_chart_text_draw (&text, pen->cr, style);
    }
  pen->width = MAX (pen->width, text.rect.width);
  pen->y += text.rect.height + 0.15 * style->font_size;
  normlab_chart_text_clear (&text);
}

static void
write_words (Pen *pen)
{
  write_line (pen, NORMLAB_CHART_TEXT_PANEL, pen->card->name, NAME_LINES);
  write_line (pen, NORMLAB_CHART_TEXT_LEGEND, pen->card->value, 1);
  for (guint i = 0; i < pen->card->lines->len; i++)
    write_line (pen, NORMLAB_CHART_TEXT_CAPTION, g_ptr_array_index (pen->card->lines, i), 2);
}

static gboolean
has_curves (const NormlabMapCard *self)
{
  for (guint i = 0; i < self->curves->len; i++)
    if (((GArray *) g_ptr_array_index (self->curves, i))->len > 0)
      return TRUE;
  return FALSE;
}

/* Curves */

static void
draw_curve (const Pen *pen, GArray *curve, const NormlabChartScale *x, const NormlabChartScale *y)
{
  gboolean drawing = FALSE;
  double at = 0, value = 0;

  for (guint i = 0; i < curve->len; i++)
    {
      const NormlabMapPoint *point = &g_array_index (curve, NormlabMapPoint, i);

      if (!isfinite (point->value))
        {
          drawing = FALSE;
          continue;
        }
      at = normlab_chart_scale_to_pixel (x, point->step);
      value = normlab_chart_scale_to_pixel (y, point->value);
      value = CLAMP (value, MIN (y->start, y->end), MAX (y->start, y->end));
      if (drawing)
        cairo_line_to (pen->cr, at, value);
      else
        cairo_move_to (pen->cr, at, value);
      drawing = TRUE;
    }
  cairo_stroke (pen->cr);
  /* A single measurement is a point. */
  if (curve->len == 1 && drawing)
    {
      cairo_arc (pen->cr, at, value, pen->layout->style.line_width, 0, 2 * G_PI);
      cairo_fill (pen->cr);
    }
}

static void
draw_tick (const Pen *pen, double value, double x, double y, double x_share, double y_share)
{
  const NormlabChartStyle *style = &pen->layout->style;
  g_autofree char *label = g_strdup_printf ("%g", value);
  NormlabChartText text;

  normlab_chart_text_init (&text, pen->layout->context, style, NORMLAB_CHART_TEXT_CAPTION, label,
                           NORMLAB_CHART_TEXT_UNLIMITED, 1);
  normlab_chart_text_place (&text, x, y, x_share, y_share);
  normlab_chart_text_draw (&text, pen->cr, style);
  normlab_chart_text_clear (&text);
}

/* The frame: where steps begin and end, and values. */
static void
draw_frame (const Pen *pen, const NormlabChartRect *plot)
{
  const NormlabMapModel *model = pen->layout->model;
  double near = NEAR * pen->layout->style.font_size;

  cairo_rectangle (pen->cr, floor (plot->x) + 0.5, floor (plot->y) + 0.5, floor (plot->width),
                   floor (plot->height));
  cairo_set_line_width (pen->cr, 1);
  normlab_chart_color_set_source (&pen->layout->style.axis, pen->cr);
  cairo_stroke (pen->cr);
  draw_tick (pen, model->high, plot->x - near, plot->y, 1, 0.2);
  draw_tick (pen, model->low, plot->x - near, plot->y + plot->height, 1, 0.8);
  draw_tick (pen, 0, plot->x, plot->y + plot->height + near / 2, 0, 0);
  draw_tick (pen, pen->card->n_steps, plot->x + plot->width, plot->y + plot->height + near / 2, 1,
             0);
}

/* The step that is looked at. */
static void
draw_step (const Pen *pen, const NormlabChartRect *plot, const NormlabChartScale *x)
{
  double at = floor (normlab_chart_scale_to_pixel (x, pen->card->step)) + 0.5;

  cairo_move_to (pen->cr, at, plot->y);
  cairo_line_to (pen->cr, at, plot->y + plot->height);
  cairo_set_line_width (pen->cr, 1);
  normlab_chart_color_set_source (&pen->layout->style.text, pen->cr);
  cairo_stroke (pen->cr);
}

static void
draw_curves (const Pen *pen, const NormlabChartRect *plot)
{
  const NormlabMapModel *model = pen->layout->model;
  const NormlabChartStyle *style = &pen->layout->style;
  NormlabChartScale x = { 0, MAX (pen->card->n_steps, 1), plot->x, plot->x + plot->width, FALSE };
  NormlabChartScale y
      = { model->low, model->high, plot->y + plot->height, plot->y, model->logarithmic };
  NormlabChartColor color = normlab_chart_style_get_color (style, 0, FALSE);

  draw_frame (pen, plot);
  if (isfinite (pen->card->step))
    draw_step (pen, plot, &x);
  cairo_save (pen->cr);
  cairo_set_line_join (pen->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (pen->cr, style->line_width * (pen->card->curves->len > 1 ? 0.6 : 0.9));
  normlab_chart_color_set_source (&color, pen->cr);
  for (guint i = 0; i < pen->card->curves->len; i++)
    draw_curve (pen, g_ptr_array_index (pen->card->curves, i), &x, &y);
  cairo_restore (pen->cr);
}

/* The card */

static void
measure (const NormlabMapCard *self, const NormlabMapLayout *layout, double *width, double *height)
{
  double em = layout->style.font_size;
  Pen pen = { self, layout, NULL, 0, 0, MIN_WIDTH * em };

  write_words (&pen);
  if (has_curves (self))
    pen.y += (NEAR * 2 + PLOT_HEIGHT + TICK) * em;
  *width = ceil (pen.width + 2 * PADDING * em);
  *height = ceil (pen.y + 2 * PADDING * em);
}

/* At the right or at the left of the cell; where neither has room, above or beneath it. */
NormlabChartRect
normlab_map_card_get_rect (const NormlabMapCard *self,
                           const NormlabMapLayout *layout,
                           const NormlabMapPlace *place)
{
  NormlabChartRect cell = normlab_map_layout_get_rect (layout, place), rect;
  double distance = DISTANCE * layout->style.font_size;

  measure (self, layout, &rect.width, &rect.height);
  rect.x = cell.x + cell.width + distance;
  rect.y = cell.y + cell.height / 2 - rect.height / 2;
  if (rect.x + rect.width > layout->width)
    rect.x = cell.x - distance - rect.width;
  if (rect.x < 0)
    {
      rect.x = cell.x + cell.width / 2 - rect.width / 2;
      rect.y = cell.y + cell.height + distance;
      if (rect.y + rect.height > layout->height)
        rect.y = cell.y - distance - rect.height;
    }
  rect.x = floor (MAX (MIN (rect.x, layout->width - rect.width), 0));
  rect.y = floor (MAX (MIN (rect.y, layout->height - rect.height), 0));
  return rect;
}

static void
draw_paper (const NormlabMapLayout *layout, const NormlabChartRect *rect, cairo_t *cr)
{
  cairo_rectangle (cr, rect->x + 0.5, rect->y + 0.5, rect->width - 1, rect->height - 1);
  normlab_chart_color_set_source (&layout->style.background, cr);
  cairo_fill_preserve (cr);
  cairo_set_line_width (cr, 1);
  normlab_chart_color_set_source (&layout->style.axis, cr);
  cairo_stroke (cr);
}

void
normlab_map_card_draw (const NormlabMapCard *self,
                       const NormlabMapLayout *layout,
                       const NormlabMapPlace *place,
                       cairo_t *cr)
{
  NormlabChartRect rect = normlab_map_card_get_rect (self, layout, place), plot;
  double em = layout->style.font_size, left;
  Pen pen = { self, layout, cr, rect.x + PADDING * em, rect.y + PADDING * em, 0 };

  draw_paper (layout, &rect, cr);
  write_words (&pen);
  if (!has_curves (self))
    return;
  left = 2.6 * em;
  plot = (NormlabChartRect){ pen.x + left, pen.y + 2 * NEAR * em,
                             rect.width - 2 * PADDING * em - left, PLOT_HEIGHT * em };
  draw_curves (&pen, &plot);
}
