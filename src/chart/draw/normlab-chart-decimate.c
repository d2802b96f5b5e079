/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-decimate.h"

#include <math.h>

/* Far outside of any surface, well inside Cairo's 24 bits of whole pixels. */
#define FAR 1e5

/* One column of pixels: the points that matter, each with the order it came in. */
typedef struct
{
  gboolean used;
  double index;
  guint n;
  NormlabChartPoint first, low, high, last;
  guint low_at, high_at;
} Column;

static void
append (GArray *pixels, NormlabChartPoint point)
{
  g_array_append_val (pixels, point);
}

static void
column_flush (Column *self, GArray *pixels)
{
  gboolean low_first = self->low_at <= self->high_at;
  guint before = low_first ? self->low_at : self->high_at;
  guint after = low_first ? self->high_at : self->low_at;

  if (!self->used)
    return;

  append (pixels, self->first);
  if (before > 0 && before < self->n - 1)
    append (pixels, low_first ? self->low : self->high);
  if (after > before && after < self->n - 1)
    append (pixels, low_first ? self->high : self->low);
  if (self->n > 1)
    append (pixels, self->last);
  self->used = FALSE;
}

static void
column_add (Column *self, NormlabChartPoint point, double width, GArray *pixels)
{
  double index = floor (point.x / width);

  if (self->used && self->index != index)
    column_flush (self, pixels);

  if (!self->used)
    {
      *self = (Column){ .used = TRUE, .index = index };
      self->first = self->low = self->high = point;
    }
  if (point.y < self->low.y)
    {
      self->low = point;
      self->low_at = self->n;
    }
  if (point.y > self->high.y)
    {
      self->high = point;
      self->high_at = self->n;
    }
  self->last = point;
  self->n++;
}

static void
column_gap (Column *self, GArray *pixels)
{
  column_flush (self, pixels);
  if (pixels->len > 0 && !isnan (g_array_index (pixels, NormlabChartPoint, pixels->len - 1).x))
    append (pixels, (NormlabChartPoint){ NAN, NAN });
}

/* @outside, moved along the line towards @inside until it is at @edge. */
static NormlabChartPoint
move_to_edge (NormlabChartPoint outside, NormlabChartPoint inside, double edge)
{
  double share = (edge - outside.x) / (inside.x - outside.x);

  return (NormlabChartPoint){ edge, outside.y + (inside.y - outside.y) * share };
}

static NormlabChartPoint
to_pixel (const NormlabChartScale *x, const NormlabChartScale *y, NormlabChartPoint point)
{
  return (NormlabChartPoint){ normlab_chart_scale_to_pixel (x, point.x),
                              CLAMP (normlab_chart_scale_to_pixel (y, point.y), -FAR, FAR) };
}

/* Where a line that goes to @inside crosses an edge: it is straight on screen, whatever the
 * scales. */
static NormlabChartPoint
cross_edge (const NormlabChartScale *x,
            const NormlabChartScale *y,
            NormlabChartPoint outside,
            NormlabChartPoint inside,
            double edge)
{
  NormlabChartPoint from = to_pixel (x, y, outside), to = to_pixel (x, y, inside);

  if (x->logarithmic || y->logarithmic)
    return move_to_edge (from, to, normlab_chart_scale_to_pixel (x, edge));
  return to_pixel (x, y, move_to_edge (outside, inside, edge));
}

/* FALSE where there is nothing to draw: a gap, or what lies outside. */
static gboolean
find_pixel (const NormlabChartPoint *points,
            guint n_points,
            guint i,
            const NormlabChartScale *x,
            const NormlabChartScale *y,
            NormlabChartPoint *pixel)
{
  NormlabChartPoint point = points[i];
  const NormlabChartPoint *inside = NULL;

  if (point.x < x->min && i + 1 < n_points && points[i + 1].x > x->min)
    inside = &points[i + 1];
  else if (point.x > x->max && i > 0 && points[i - 1].x < x->max)
    inside = &points[i - 1];

  if (!isfinite (point.y) || (inside != NULL && !isfinite (inside->y))
      || (inside == NULL && (point.x < x->min || point.x > x->max)))
    return FALSE;
  *pixel = inside == NULL ? to_pixel (x, y, point)
                          : cross_edge (x, y, point, *inside, point.x < x->min ? x->min : x->max);
  return TRUE;
}

void
normlab_chart_decimate (const NormlabChartPoint *points,
                        guint n_points,
                        guint first,
                        const NormlabChartScale *x,
                        const NormlabChartScale *y,
                        double column,
                        GArray *pixels)
{
  Column current = { 0 };
  guint begin = normlab_chart_points_find (points, n_points, x->min);
  guint end = normlab_chart_points_find (points, n_points, x->max);

  /* One more on either side: the line comes from there. */
  begin = MAX (first, begin > 0 ? begin - 1 : 0);
  while (end < n_points && points[end].x <= x->max)
    end++;
  end = MIN (n_points, end + 1);

  for (guint i = begin; i < end; i++)
    {
      NormlabChartPoint pixel;

      if (find_pixel (points, n_points, i, x, y, &pixel))
        column_add (&current, pixel, column, pixels);
      else
        column_gap (&current, pixels);
    }
  column_flush (&current, pixels);
}
