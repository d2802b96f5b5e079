/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-chart-lines.h"

#include <math.h>

#include "normlab-chart-again.h"
#include "normlab-chart-band.h"
#include "normlab-chart-line.h"

/* Bands and faint lines, then the others. */
#define N_LAYERS 2

struct _NormlabChartLines
{
  NormlabChartLayout layout; /* shares the arrays of the one it was made for */
  guint tag;
  int scale;
  gboolean frozen;
  NormlabChartCanvas *layers[N_LAYERS]; /* NULL while they are not needed */
  guint n_series;
  NormlabChartPen *pens;
  guint next; /* of n_series × N_LAYERS pieces of work, layer by layer */
};

NormlabChartLines *
normlab_chart_lines_new (const NormlabChartLayout *layout, int scale, guint tag)
{
  NormlabChartLines *self = g_new0 (NormlabChartLines, 1);

  self->layout = *layout;
  self->layout.panels = g_array_ref (layout->panels);
  self->layout.texts = NULL;
  self->layout.keys = NULL;
  self->tag = tag;
  self->scale = scale;
  self->n_series = layout->model->series->len;
  self->pens = g_new0 (NormlabChartPen, self->n_series);
  return self;
}

void
normlab_chart_lines_free (NormlabChartLines *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < N_LAYERS; i++)
    normlab_chart_canvas_free (self->layers[i]);
  g_array_unref (self->layout.panels);
  g_free (self->pens);
  g_free (self);
}

static NormlabChartCanvas *
get_layer (NormlabChartLines *self, guint layer)
{
  if (self->layers[layer] == NULL)
    self->layers[layer] = normlab_chart_canvas_new ((int) ceil (self->layout.width),
                                                    (int) ceil (self->layout.height), self->scale);
  return self->layers[layer];
}

/* What the points of a line from @first on cover at most, with the marks on it. */
static NormlabChartRect
get_extents (NormlabChartLines *self, const NormlabChartSeries *series, guint first)
{
  const NormlabChartPanel *panel = normlab_chart_layout_get_panel (&self->layout, series->panel);
  const NormlabChartPoint *points = normlab_chart_series_get_points (series);
  double room = self->layout.style.line_width + self->layout.style.font_size * 0.3;
  double left = INFINITY, top = INFINITY, right = -INFINITY, bottom = -INFINITY;

  for (guint i = first; i < series->points->len; i++)
    {
      double x = normlab_chart_scale_to_pixel (&panel->x, points[i].x);
      double y = normlab_chart_scale_to_pixel (&panel->y, points[i].y);

      if (!isfinite (y))
        continue;
      left = MIN (left, x);
      right = MAX (right, x);
      top = MIN (top, y);
      bottom = MAX (bottom, y);
    }
  if (!(left <= right))
    return (NormlabChartRect){ 0 };

  /* Beyond the plot nothing is drawn but half of a line's width. */
  left = MAX (left, panel->plot.x) - room;
  right = MIN (right, panel->plot.x + panel->plot.width) + room;
  top = MAX (top, panel->plot.y) - room;
  bottom = MIN (bottom, panel->plot.y + panel->plot.height) + room;
  return (NormlabChartRect){ left, top, MAX (right - left, 0), MAX (bottom - top, 0) };
}

/* Beneath everything; on the line's own layer it would lie over faint lines. */
static void
draw_band (NormlabChartLines *self, const NormlabChartSeries *series, NormlabChartPen *pen)
{
  const NormlabChartRect *plot
      = &normlab_chart_layout_get_panel (&self->layout, series->panel)->plot;
  double start = MAX (pen->band_end, plot->x);
  NormlabChartRect rect;
  cairo_t *cr;

  if (series->spans == NULL)
    return;
  cr = normlab_chart_canvas_begin (get_layer (self, 0));
  normlab_chart_draw_band (cr, &self->layout, series, pen);
  cairo_destroy (cr);
  rect = (NormlabChartRect){ start, plot->y, pen->band_end - start, plot->height };
  if (rect.width > 0)
    normlab_chart_canvas_touch (self->layers[0], &rect);
}

/* Beneath bands as well. */
static void
draw_voids (NormlabChartLines *self, const NormlabChartSeries *series, NormlabChartPen *pen)
{
  NormlabChartRect rect = normlab_chart_layout_get_panel (&self->layout, series->panel)->plot;
  double room = self->layout.style.line_width;
  cairo_t *cr;

  if (series->voids == NULL || pen->has_voids)
    return;
  pen->has_voids = TRUE;
  cr = normlab_chart_canvas_begin (get_layer (self, 0));
  cairo_set_operator (cr, CAIRO_OPERATOR_DEST_OVER);
  normlab_chart_draw_voids (cr, &self->layout, series);
  cairo_destroy (cr);
  rect.x -= room;
  rect.y -= room;
  rect.width += 2 * room;
  rect.height += 2 * room;
  normlab_chart_canvas_touch (self->layers[0], &rect);
}

static void
draw_series (NormlabChartLines *self, cairo_t *cr, guint layer, guint i)
{
  const NormlabChartSeries *series = g_ptr_array_index (self->layout.model->series, i);
  guint drawn = self->pens[i].n_points;
  gboolean grown = series->points->len > drawn;

  if (grown)
    draw_band (self, series, &self->pens[i]);
  draw_voids (self, series, &self->pens[i]);
  if (!grown)
    return;
  normlab_chart_draw_line (cr, &self->layout, series, &self->pens[i]);
  if (self->pens[i].n_points > drawn)
    {
      NormlabChartRect rect = get_extents (self, series, drawn > 0 ? drawn - 1 : 0);

      normlab_chart_canvas_touch (self->layers[layer], &rect);
    }
}

/* Whether a line is this picture's, and on that layer. */
static gboolean
is_on (NormlabChartLines *self, guint layer, guint i)
{
  const NormlabChartSeries *series = g_ptr_array_index (self->layout.model->series, i);

  return !series->hidden && (self->tag == G_MAXUINT || series->tag == self->tag)
         && (series->faint ? 0 : 1) == layer;
}

gboolean
normlab_chart_lines_get_finished (const NormlabChartLines *self)
{
  return self->next == self->n_series * N_LAYERS;
}

gboolean
normlab_chart_lines_work (NormlabChartLines *self, const NormlabClock *clock, gint64 deadline)
{
  cairo_t *cr = NULL;
  guint layer_of_cr = 0;

  g_return_val_if_fail (!self->frozen, TRUE);

  while (self->next < self->n_series * N_LAYERS)
    {
      guint layer = self->next / self->n_series;
      guint i = self->next % self->n_series;

      self->next++;
      if (!is_on (self, layer, i))
        continue;
      if (cr != NULL && layer != layer_of_cr)
        g_clear_pointer (&cr, cairo_destroy);
      if (cr == NULL)
        cr = normlab_chart_canvas_begin (get_layer (self, layer));
      layer_of_cr = layer;
      draw_series (self, cr, layer, i);
      if (normlab_clock_get_time (clock) >= deadline)
        break;
    }
  g_clear_pointer (&cr, cairo_destroy);
  return normlab_chart_lines_get_finished (self);
}

void
normlab_chart_lines_advance (NormlabChartLines *self)
{
  g_return_if_fail (!self->frozen);
  g_return_if_fail (self->layout.model->series->len == self->n_series);

  for (guint layer = 0; layer < N_LAYERS; layer++)
    {
      guint done = CLAMP (self->next, layer * self->n_series, (layer + 1) * self->n_series)
                   - layer * self->n_series;
      cairo_t *cr;

      if (self->layers[layer] == NULL)
        continue;
      cr = normlab_chart_canvas_begin (self->layers[layer]);
      for (guint i = 0; i < done; i++)
        if (is_on (self, layer, i))
          draw_series (self, cr, layer, i);
      cairo_destroy (cr);
    }
}

guint
normlab_chart_lines_get_n_points (const NormlabChartLines *self, guint series)
{
  g_return_val_if_fail (series < self->n_series, 0);

  return self->pens[series].n_points;
}

void
normlab_chart_lines_freeze (NormlabChartLines *self)
{
  self->frozen = TRUE;
  self->layout.model = NULL;
}

void
normlab_chart_lines_snapshot (NormlabChartLines *self, GtkSnapshot *snapshot)
{
  for (guint layer = 0; layer < N_LAYERS; layer++)
    if (self->layers[layer] != NULL)
      normlab_chart_canvas_snapshot (self->layers[layer], snapshot);
}

/* The pixel at @pixel of one scale lies at factor × @pixel + offset of the other. */
static void
get_move (const NormlabChartScale *from,
          const NormlabChartScale *to,
          double *factor,
          double *offset)
{
  double first = normlab_chart_scale_to_pixel (to, normlab_chart_scale_to_value (from, 0));
  double next = normlab_chart_scale_to_pixel (to, normlab_chart_scale_to_value (from, 1));

  *factor = next - first;
  *offset = first;
}

/* Only what is in the old plot belongs to the new one. */
static void
snapshot_panel (NormlabChartLines *self,
                GtkSnapshot *snapshot,
                guint p,
                const NormlabChartPanel *to)
{
  const NormlabChartPanel *from = normlab_chart_layout_get_panel (&self->layout, p);
  double room = self->layout.style.line_width;
  double factor_x, factor_y, x, y;
  cairo_t *cr;

  /* What is curved otherwise cannot be moved there. */
  if (!normlab_chart_scale_is_alike (&from->x, &to->x)
      || !normlab_chart_scale_is_alike (&from->y, &to->y))
    return;
  get_move (&from->x, &to->x, &factor_x, &x);
  get_move (&from->y, &to->y, &factor_y, &y);
  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT ((float) (to->plot.x - room), (float) (to->plot.y - room),
                                     (float) (to->plot.width + 2 * room),
                                     (float) (to->plot.height + 2 * room)));
  cairo_translate (cr, x, y);
  cairo_scale (cr, factor_x, factor_y);
  cairo_rectangle (cr, from->plot.x - room, from->plot.y - room, from->plot.width + 2 * room,
                   from->plot.height + 2 * room);
  cairo_clip (cr);
  for (guint layer = 0; layer < N_LAYERS; layer++)
    if (self->layers[layer] != NULL)
      {
        cairo_set_source_surface (cr, normlab_chart_canvas_get_surface (self->layers[layer]), 0, 0);
        cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
        cairo_paint (cr);
      }
  cairo_destroy (cr);
}

void
normlab_chart_lines_snapshot_in (NormlabChartLines *self,
                                 GtkSnapshot *snapshot,
                                 const NormlabChartLayout *layout)
{
  g_return_if_fail (self->frozen);

  if (layout->panels->len != self->layout.panels->len)
    return;
  for (guint p = 0; p < layout->panels->len; p++)
    snapshot_panel (self, snapshot, p, normlab_chart_layout_get_panel (layout, p));
}
