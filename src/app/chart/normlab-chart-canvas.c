/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-chart-canvas.h"

#include <math.h>
#include <string.h>

/* Application pixels. */
#define TILE 128
#define BYTES 4

typedef struct
{
  GskRenderNode *node; /* NULL while nothing is on it */
  gboolean stale;
} Tile;

struct _NormlabChartCanvas
{
  cairo_surface_t *surface;
  int width, height, scale;
  int n_columns, n_rows;
  Tile *tiles;
};

NormlabChartCanvas *
normlab_chart_canvas_new (int width, int height, int scale)
{
  NormlabChartCanvas *self = g_new0 (NormlabChartCanvas, 1);

  self->width = MAX (width, 1);
  self->height = MAX (height, 1);
  self->scale = scale;
  self->n_columns = (self->width + TILE - 1) / TILE;
  self->n_rows = (self->height + TILE - 1) / TILE;
  self->tiles = g_new0 (Tile, self->n_columns * self->n_rows);
  self->surface
      = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, self->width * scale, self->height * scale);
  cairo_surface_set_device_scale (self->surface, scale, scale);
  return self;
}

void
normlab_chart_canvas_free (NormlabChartCanvas *self)
{
  if (self == NULL)
    return;

  for (int i = 0; i < self->n_columns * self->n_rows; i++)
    g_clear_pointer (&self->tiles[i].node, gsk_render_node_unref);
  g_free (self->tiles);
  cairo_surface_destroy (self->surface);
  g_free (self);
}

cairo_t *
normlab_chart_canvas_begin (NormlabChartCanvas *self)
{
  return cairo_create (self->surface);
}

/* @rect in whole application pixels, within the canvas. */
static cairo_rectangle_int_t
round_rect (NormlabChartCanvas *self, const NormlabChartRect *rect)
{
  int left = (int) CLAMP (floor (rect->x), 0, self->width);
  int top = (int) CLAMP (floor (rect->y), 0, self->height);
  int right = (int) CLAMP (ceil (rect->x + rect->width), 0, self->width);
  int bottom = (int) CLAMP (ceil (rect->y + rect->height), 0, self->height);

  return (cairo_rectangle_int_t){ left, top, MAX (right - left, 0), MAX (bottom - top, 0) };
}

void
normlab_chart_canvas_touch (NormlabChartCanvas *self, const NormlabChartRect *rect)
{
  cairo_rectangle_int_t area = round_rect (self, rect);

  if (area.width == 0 || area.height == 0)
    return;
  for (int row = area.y / TILE; row <= (area.y + area.height - 1) / TILE; row++)
    for (int column = area.x / TILE; column <= (area.x + area.width - 1) / TILE; column++)
      self->tiles[row * self->n_columns + column].stale = TRUE;
}

void
normlab_chart_canvas_touch_all (NormlabChartCanvas *self)
{
  for (int i = 0; i < self->n_columns * self->n_rows; i++)
    self->tiles[i].stale = TRUE;
}

/* Copies a part of the surface; NULL when nothing is on it. */
static cairo_surface_t *
copy_pixels (NormlabChartCanvas *self, const cairo_rectangle_int_t *area)
{
  int x = area->x * self->scale, y = area->y * self->scale;
  int width = area->width * self->scale, height = area->height * self->scale;
  const guint8 *from = cairo_image_surface_get_data (self->surface);
  int from_stride = cairo_image_surface_get_stride (self->surface);
  cairo_surface_t *copy = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  guint8 *to = cairo_image_surface_get_data (copy);
  int to_stride = cairo_image_surface_get_stride (copy);
  guint32 ink = 0;

  for (int row = 0; row < height; row++)
    {
      const guint32 *words = (gconstpointer) (from + (y + row) * from_stride + x * BYTES);

      memcpy (to + row * to_stride, words, (gsize) width * BYTES);
      for (int column = 0; column < width; column++)
        ink |= words[column];
    }
  cairo_surface_mark_dirty (copy);
  cairo_surface_set_device_scale (copy, self->scale, self->scale);
  if (ink == 0)
    g_clear_pointer (&copy, cairo_surface_destroy);
  return copy;
}

/* A node of Cairo's: GTK 4.8 turns each pixel of a texture into floating point numbers and back, in
 * every frame, when it draws without OpenGL. */
static void
renew_tile (NormlabChartCanvas *self, int column, int row)
{
  Tile *tile = &self->tiles[row * self->n_columns + column];
  int x = column * TILE;
  int y = row * TILE;
  const cairo_rectangle_int_t area
      = { x, y, MIN (TILE, self->width - x), MIN (TILE, self->height - y) };
  cairo_surface_t *pixels;
  cairo_t *cr;

  tile->stale = FALSE;
  g_clear_pointer (&tile->node, gsk_render_node_unref);
  pixels = copy_pixels (self, &area);
  if (pixels == NULL)
    return;
  tile->node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (x, y, area.width, area.height));
  cr = gsk_cairo_node_get_draw_context (tile->node);
  cairo_set_source_surface (cr, pixels, x, y);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (pixels);
}

void
normlab_chart_canvas_snapshot (NormlabChartCanvas *self, GtkSnapshot *snapshot)
{
  cairo_surface_flush (self->surface);
  for (int row = 0; row < self->n_rows; row++)
    for (int column = 0; column < self->n_columns; column++)
      {
        Tile *tile = &self->tiles[row * self->n_columns + column];

        if (tile->stale)
          renew_tile (self, column, row);
        if (tile->node != NULL)
          gtk_snapshot_append_node (snapshot, tile->node);
      }
}

/* Not flushed: what Cairo draws from it shares its pixels, until a flush has each copy them. */
cairo_surface_t *
normlab_chart_canvas_get_surface (NormlabChartCanvas *self)
{
  return self->surface;
}

GdkTexture *
normlab_chart_canvas_create_texture (NormlabChartCanvas *self)
{
  gsize stride = (gsize) cairo_image_surface_get_stride (self->surface);
  int width = cairo_image_surface_get_width (self->surface);
  int height = cairo_image_surface_get_height (self->surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_surface_flush (self->surface);
  bytes = g_bytes_new_with_free_func (
      cairo_image_surface_get_data (self->surface), stride * (gsize) height,
      (GDestroyNotify) cairo_surface_destroy, cairo_surface_reference (self->surface));
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}
