/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-dense.h"

#include <math.h>
#include <string.h>

#include "normlab-chart-model.h"

/* Pixels up and down to one from left to right. */
#define MIN_DENSITY 5
/* Points to a column. */
#define MIN_POINTS 1.5

gboolean
normlab_chart_is_dense (GArray *pixels, double column)
{
  double length = 0, across = 0;

  for (guint i = 1; i < pixels->len; i++)
    {
      const NormlabChartPoint *to = &g_array_index (pixels, NormlabChartPoint, i);

      if (isnan (to->x) || isnan (to[-1].x))
        continue;
      across += to->x - to[-1].x;
      length += fabs (to->y - to[-1].y);
    }
  return pixels->len > 16 && length > MIN_DENSITY * across
         && pixels->len > MIN_POINTS * across / column;
}

/* From the user's pixels to the device's. */
typedef struct
{
  double scale, x, y;
} Map;

static gboolean
map_init (Map *self, cairo_t *cr)
{
  cairo_surface_t *surface = cairo_get_target (cr);
  cairo_matrix_t matrix;
  double scale_x, scale_y;

  cairo_get_matrix (cr, &matrix);
  cairo_surface_get_device_scale (surface, &scale_x, &scale_y);
  *self = (Map){ matrix.xx * scale_x, matrix.x0 * scale_x, matrix.y0 * scale_y };
  return cairo_surface_get_type (surface) == CAIRO_SURFACE_TYPE_IMAGE && matrix.xy == 0
         && matrix.yx == 0 && self->scale > 0 && fabs (matrix.yy * scale_y - self->scale) < 1e-9;
}

/* What a line covers, column by column, then pixel by pixel. All in device pixels; the columns
 * begin at @left, the rows at @top. */
typedef struct
{
  int left, n_columns;
  int top, n_rows;
  double width;
  double *high, *low; /* of each column; high > low: nothing */
  guint8 *mask;
  int stride;
} Cover;

static void
include (Cover *self, double column, double y)
{
  int i = (int) column - self->left;

  if (i < 0 || i >= self->n_columns)
    return;
  self->high[i] = MIN (self->high[i], y);
  self->low[i] = MAX (self->low[i], y);
}

/* Every column through which the line passes. */
static void
cover_line (Cover *self, GArray *pixels, const Map *map)
{
  NormlabChartPoint last = { NAN, NAN };

  for (guint i = 0; i < pixels->len; i++)
    {
      NormlabChartPoint at = g_array_index (pixels, NormlabChartPoint, i);

      at.x = at.x * map->scale + map->x;
      at.y = at.y * map->scale + map->y;
      if (!isnan (last.x) && !isnan (at.x))
        for (double edge = floor (last.x) + 1; edge <= at.x; edge++)
          {
            double y = last.y + (at.y - last.y) * (edge - last.x) / (at.x - last.x);

            include (self, edge - 1, y);
            include (self, edge, y);
          }
      if (!isnan (at.x))
        include (self, floor (at.x), at.y);
      last = at;
    }
}

/* Adds a bar to a column of the mask, of which it covers the given share. */
static void
add_bar (Cover *self, int column, double high, double low, double share)
{
  double begin = CLAMP (high - self->top, 0, self->n_rows);
  double end = CLAMP (low - self->top, 0, self->n_rows);

  if (column < 0 || column >= self->n_columns || share <= 0)
    return;
  for (int row = (int) begin; row < end; row++)
    {
      double part = MIN (end, row + 1) - MAX (begin, row);
      guint8 value = (guint8) (part * share * 255 + 0.5);
      guint8 *pixel = &self->mask[row * self->stride + column];

      *pixel = MAX (*pixel, value);
    }
}

/* Each column's bar is as wide as the line, so that a single peak is not thinner than it;
 * upwards and downwards it goes hardly beyond the points, as peaks do where lines join in a
 * bevel. */
static void
fill_mask (Cover *self, double dash)
{
  double room = MAX (self->width - 1, 0) / 2;
  int reach = (int) ceil (room);

  for (int i = 0; i < self->n_columns; i++)
    {
      double beyond = MAX (self->width / 8, (self->width - (self->low[i] - self->high[i])) / 2);
      double high = self->high[i] - beyond;
      double low = self->low[i] + beyond;

      if (self->high[i] > self->low[i] || (dash > 0 && fmod (i, 2 * dash) >= dash))
        continue;
      for (int by = -reach; by <= reach; by++)
        add_bar (self, i + by, high, low, by == 0 ? 1 : MIN (room - abs (by) + 1, 1));
    }
}

static void
paint_mask (Cover *self, cairo_t *cr)
{
  cairo_surface_t *surface = cairo_image_surface_create_for_data (
      self->mask, CAIRO_FORMAT_A8, self->n_columns, self->n_rows, self->stride);
  double scale_x, scale_y;

  cairo_surface_get_device_scale (cairo_get_target (cr), &scale_x, &scale_y);
  cairo_save (cr);
  cairo_identity_matrix (cr);
  cairo_scale (cr, 1 / scale_x, 1 / scale_y);
  cairo_mask_surface (cr, surface, self->left, self->top);
  cairo_restore (cr);
  cairo_surface_destroy (surface);
}

/* The rows that are needed. */
static void
find_rows (Cover *self, double top, double bottom)
{
  double high = INFINITY, low = -INFINITY;

  for (int i = 0; i < self->n_columns; i++)
    {
      high = MIN (high, self->high[i]);
      low = MAX (low, self->low[i]);
    }
  if (!(high <= low && high <= bottom && low >= top))
    return;
  self->top = (int) floor (MAX (high - self->width / 2, top));
  self->n_rows = (int) ceil (MIN (low + self->width / 2, bottom)) - self->top;
}

gboolean
normlab_chart_paint_dense (cairo_t *cr, GArray *pixels, const NormlabChartRect *plot, double dash)
{
  Cover cover = { 0 };
  Map map;

  if (!map_init (&map, cr))
    return FALSE;

  cover.width = cairo_get_line_width (cr) * map.scale;
  cover.left = (int) floor (plot->x * map.scale + map.x);
  cover.n_columns = (int) ceil ((plot->x + plot->width) * map.scale + map.x) - cover.left;
  cover.high = g_new (double, cover.n_columns);
  cover.low = g_new (double, cover.n_columns);
  for (int i = 0; i < cover.n_columns; i++)
    {
      cover.high[i] = INFINITY;
      cover.low[i] = -INFINITY;
    }
  cover_line (&cover, pixels, &map);
  find_rows (&cover, plot->y * map.scale + map.y, (plot->y + plot->height) * map.scale + map.y);
  if (cover.n_rows > 0)
    {
      cover.stride = cairo_format_stride_for_width (CAIRO_FORMAT_A8, cover.n_columns);
      cover.mask = g_malloc0 ((gsize) cover.stride * (gsize) cover.n_rows);
      fill_mask (&cover, dash * map.scale);
      paint_mask (&cover, cr);
    }
  g_free (cover.mask);
  g_free (cover.high);
  g_free (cover.low);
  return TRUE;
}
