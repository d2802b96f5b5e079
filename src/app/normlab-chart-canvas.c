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
  GBytes *bytes; /* all of it, once somebody has asked for a part */
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
  self->surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, self->width * scale,
                                              self->height * scale);
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
  g_clear_pointer (&self->bytes, g_bytes_unref);
  cairo_surface_destroy (self->surface);
  g_free (self);
}

cairo_t *
normlab_chart_canvas_begin (NormlabChartCanvas *self)
{
  g_return_val_if_fail (self->bytes == NULL, NULL);

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
static GBytes *
copy_pixels (NormlabChartCanvas *self, int x, int y, int width, int height)
{
  gsize stride = (gsize) cairo_image_surface_get_stride (self->surface);
  const guint8 *source = cairo_image_surface_get_data (self->surface) + (gsize) y * stride
                         + (gsize) x * BYTES;
  gsize row_size = (gsize) width * BYTES;
  g_autofree guint8 *pixels = g_malloc (row_size * (gsize) height);
  guint32 ink = 0;

  for (int row = 0; row < height; row++)
    {
      const guint32 *words = (gconstpointer) (source + (gsize) row * stride);

      memcpy (pixels + (gsize) row * row_size, words, row_size);
      for (int column = 0; column < width; column++)
        ink |= words[column];
    }
  return ink == 0 ? NULL : g_bytes_new_take (g_steal_pointer (&pixels), row_size * (gsize) height);
}

static void
renew_tile (NormlabChartCanvas *self, int column, int row)
{
  Tile *tile = &self->tiles[row * self->n_columns + column];
  int x = column * TILE;
  int y = row * TILE;
  int width = MIN (TILE, self->width - x);
  int height = MIN (TILE, self->height - y);
  g_autoptr (GBytes) pixels = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  tile->stale = FALSE;
  g_clear_pointer (&tile->node, gsk_render_node_unref);
  pixels = copy_pixels (self, x * self->scale, y * self->scale, width * self->scale,
                        height * self->scale);
  if (pixels == NULL)
    return;
  texture = gdk_memory_texture_new (width * self->scale, height * self->scale, GDK_MEMORY_DEFAULT,
                                    pixels, (gsize) (width * self->scale) * BYTES);
  tile->node = gsk_texture_node_new (texture, &GRAPHENE_RECT_INIT (x, y, width, height));
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

GdkTexture *
normlab_chart_canvas_crop (NormlabChartCanvas *self, NormlabChartRect *rect)
{
  cairo_rectangle_int_t area = round_rect (self, rect);
  gsize stride = (gsize) cairo_image_surface_get_stride (self->surface);
  g_autoptr (GBytes) part = NULL;
  int x = area.x * self->scale;
  int y = area.y * self->scale;
  int width = area.width * self->scale;
  int height = area.height * self->scale;

  if (width == 0 || height == 0)
    return NULL;
  if (self->bytes == NULL)
    {
      cairo_surface_flush (self->surface);
      self->bytes = g_bytes_new_with_free_func (
          cairo_image_surface_get_data (self->surface),
          stride * (gsize) cairo_image_surface_get_height (self->surface),
          (GDestroyNotify) cairo_surface_destroy, cairo_surface_reference (self->surface));
    }
  *rect = (NormlabChartRect){ area.x, area.y, area.width, area.height };
  part = g_bytes_new_from_bytes (self->bytes, (gsize) y * stride + (gsize) x * BYTES,
                                 stride * (gsize) (height - 1) + (gsize) width * BYTES);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, part, stride);
}
