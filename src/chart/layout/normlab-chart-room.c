/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-room.h"

#include <math.h>

void
normlab_chart_room_init (NormlabChartRoom *self, const NormlabChartRect *plot, double cell)
{
  g_return_if_fail (cell > 0);

  *self = (NormlabChartRoom){ .plot = *plot, .cell = cell };
  self->n_columns = (guint) ceil (plot->width / cell);
  self->n_rows = (guint) ceil (plot->height / cell);
  self->taken = g_new0 (guint8, (gsize) self->n_columns * self->n_rows);
}

void
normlab_chart_room_clear (NormlabChartRoom *self)
{
  g_clear_pointer (&self->taken, g_free);
  g_clear_pointer (&self->sums, g_free);
}

/* The cells from @start to @end pixels of an axis of @n cells, those outside left out. FALSE when
 * that leaves none. */
static gboolean
get_cells (const NormlabChartRoom *self,
           double start,
           double end,
           guint n,
           guint *first,
           guint *last)
{
  double first_cell = floor (start / self->cell);
  double last_cell = floor (end / self->cell);

  if (n == 0 || last_cell < 0 || first_cell >= n)
    return FALSE;

  *first = (guint) MAX (first_cell, 0);
  *last = (guint) MIN (last_cell, n - 1);
  return TRUE;
}

/* In pixels from the plot's corner. */
static void
take (NormlabChartRoom *self, double x1, double y1, double x2, double y2)
{
  guint left, right, top, bottom;

  if (!get_cells (self, x1, x2, self->n_columns, &left, &right)
      || !get_cells (self, y1, y2, self->n_rows, &top, &bottom))
    return;

  g_clear_pointer (&self->sums, g_free);
  for (guint row = top; row <= bottom; row++)
    for (guint column = left; column <= right; column++)
      self->taken[row * self->n_columns + column] = TRUE;
}

void
normlab_chart_room_take_rect (NormlabChartRoom *self, const NormlabChartRect *rect)
{
  double x = rect->x - self->plot.x;
  double y = rect->y - self->plot.y;

  take (self, x, y, x + rect->width, y + rect->height);
}

/* Column by column, as high as the line is there. */
static void
take_segment (NormlabChartRoom *self, NormlabChartPoint from, NormlabChartPoint to)
{
  double slope = to.x > from.x ? (to.y - from.y) / (to.x - from.x) : 0;
  double start = from.x - self->plot.x;
  double end = to.x - self->plot.x;
  guint first, last;

  if (!get_cells (self, start, end, self->n_columns, &first, &last))
    return;

  for (guint column = first; column <= last; column++)
    {
      double left = MAX (start, column * self->cell);
      double right = MIN (end, (column + 1) * self->cell);
      double y1 = from.y + slope * (left - start) - self->plot.y;
      double y2
          = to.x > from.x ? from.y + slope * (right - start) - self->plot.y : to.y - self->plot.y;

      take (self, (column + 0.5) * self->cell, MIN (y1, y2), (column + 0.5) * self->cell,
            MAX (y1, y2));
    }
}

void
normlab_chart_room_take_line (NormlabChartRoom *self, GArray *pixels)
{
  for (guint i = 0; i < pixels->len; i++)
    {
      const NormlabChartPoint *pixel = &g_array_index (pixels, NormlabChartPoint, i);

      if (!isnan (pixel->x))
        take_segment (self, i > 0 && !isnan (pixel[-1].x) ? pixel[-1] : *pixel, *pixel);
    }
}

static void
add_up (NormlabChartRoom *self)
{
  gsize stride = self->n_columns + 1;

  self->sums = g_new0 (guint32, stride * (self->n_rows + 1));
  for (gsize row = 0; row < self->n_rows; row++)
    {
      guint32 in_row = 0;

      for (gsize column = 0; column < self->n_columns; column++)
        {
          in_row += self->taken[row * self->n_columns + column];
          self->sums[(row + 1) * stride + column + 1]
              = self->sums[row * stride + column + 1] + in_row;
        }
    }
}

static gboolean
is_free (const NormlabChartRoom *self, const NormlabChartRect *rect, double margin)
{
  double x = rect->x - self->plot.x;
  double y = rect->y - self->plot.y;
  gsize stride = self->n_columns + 1;
  guint left, right, top, bottom;

  if (!get_cells (self, x - margin, x + rect->width + margin, self->n_columns, &left, &right)
      || !get_cells (self, y - margin, y + rect->height + margin, self->n_rows, &top, &bottom))
    return FALSE;

  return self->sums[(bottom + 1) * stride + right + 1] + self->sums[top * stride + left]
         == self->sums[(bottom + 1) * stride + left] + self->sums[top * stride + right + 1];
}

/* How far @rect is from @anchor, and what makes it a worse place for words about it. */
static double
get_cost (NormlabChartPoint anchor, double gap, const NormlabChartRect *rect)
{
  double off_centre = fabs (rect->y + rect->height / 2 - anchor.y);
  double cost = normlab_chart_rect_get_distance (rect, anchor.x, anchor.y) + 0.3 * off_centre;

  if (rect->x < anchor.x)
    cost += gap / 2;
  return cost;
}

gboolean
normlab_chart_room_find (NormlabChartRoom *self,
                         NormlabChartPoint anchor,
                         double gap,
                         double margin,
                         NormlabChartRect *rect)
{
  const double x_last = self->plot.x + self->plot.width - margin - rect->width;
  const double y_last = self->plot.y + self->plot.height - margin - rect->height;
  NormlabChartRect place = *rect;
  double x_best = anchor.x + gap;
  double y_best = anchor.y - rect->height / 2;
  double least = INFINITY;

  if (self->sums == NULL)
    add_up (self);

  /* In steps that lead to the best place of all. */
  y_best -= floor ((y_best - self->plot.y - margin) / self->cell) * self->cell;
  x_best -= floor ((x_best - self->plot.x - margin) / self->cell) * self->cell;
  for (guint i = 0; y_best + i * self->cell <= y_last; i++)
    for (guint j = 0; x_best + j * self->cell <= x_last; j++)
      {
        place.y = y_best + i * self->cell;
        place.x = x_best + j * self->cell;
        if (get_cost (anchor, gap, &place) < least && is_free (self, &place, margin))
          {
            least = get_cost (anchor, gap, &place);
            *rect = place;
          }
      }
  return isfinite (least);
}
