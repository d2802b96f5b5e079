/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-drawing.h"

#include <math.h>
#include <string.h>

#define SIZE NORMLAB_DRAWING_SIZE

typedef enum
{
  SHEET, /* a new one: nothing before it is seen */
  DOWN,  /* a stroke begins */
  LINE,  /* from the point before */
} Kind;

/* In pixels. */
typedef struct
{
  Kind kind;
  double x, y, radius;
} Point;

struct _NormlabDrawing
{
  GArray *points; /* of Point */
  guint8 pixels[SIZE * SIZE];
};

NormlabDrawing *
normlab_drawing_new (void)
{
  NormlabDrawing *self = g_new0 (NormlabDrawing, 1);

  self->points = g_array_new (FALSE, FALSE, sizeof (Point));
  return self;
}

void
normlab_drawing_free (NormlabDrawing *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->points);
  g_free (self);
}

/* Between a place and the line from @a to @b, at their share of whose way it is nearest. */
static double
get_distance (const Point *a, const Point *b, double x, double y, double *share)
{
  double dx = b->x - a->x, dy = b->y - a->y, length = dx * dx + dy * dy;
  double t = length > 0 ? ((x - a->x) * dx + (y - a->y) * dy) / length : 0;

  *share = CLAMP (t, 0, 1);
  return hypot (x - a->x - *share * dx, y - a->y - *share * dy);
}

static guint
pixel_at (double place)
{
  return (guint) CLAMP (place, 0, SIZE - 1);
}

/* A line with round ends; its edge is a pixel wide. */
static void
mark (NormlabDrawing *self, const Point *a, const Point *b)
{
  double reach = MAX (a->radius, b->radius) + 1;
  guint right = pixel_at (MAX (a->x, b->x) + reach), bottom = pixel_at (MAX (a->y, b->y) + reach);

  for (guint y = pixel_at (MIN (a->y, b->y) - reach); y <= bottom; y++)
    for (guint x = pixel_at (MIN (a->x, b->x) - reach); x <= right; x++)
      {
        double share, distance = get_distance (a, b, x + 0.5, y + 0.5, &share);
        double radius = a->radius + share * (b->radius - a->radius);
        guint8 ink = (guint8) (255 * CLAMP (radius - distance + 0.5, 0, 1) + 0.5);

        self->pixels[y * SIZE + x] = MAX (self->pixels[y * SIZE + x], ink);
      }
}

static const Point *
get_point (const NormlabDrawing *self, guint i)
{
  return &g_array_index (self->points, Point, i);
}

static void
mark_point (NormlabDrawing *self, guint i)
{
  const Point *point = get_point (self, i);

  if (point->kind == SHEET)
    memset (self->pixels, 0, sizeof self->pixels);
  else
    mark (self, point->kind == LINE ? point - 1 : point, point);
}

static void
add (NormlabDrawing *self, Kind kind, double x, double y, double thickness)
{
  Point point = { kind, x * SIZE, y * SIZE, thickness * SIZE / 2 };

  g_array_append_val (self->points, point);
  mark_point (self, self->points->len - 1);
}

void
normlab_drawing_begin (NormlabDrawing *self, double x, double y, double thickness)
{
  g_return_if_fail (self != NULL);

  add (self, DOWN, x, y, thickness);
}

void
normlab_drawing_extend (NormlabDrawing *self, double x, double y, double thickness)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (normlab_drawing_get_n_strokes (self) > 0);

  add (self, LINE, x, y, thickness);
}

void
normlab_drawing_clear (NormlabDrawing *self)
{
  g_return_if_fail (self != NULL);

  if (normlab_drawing_get_n_strokes (self) > 0)
    add (self, SHEET, 0, 0, 0);
}

gboolean
normlab_drawing_undo (NormlabDrawing *self)
{
  guint n;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->points->len == 0)
    return FALSE;
  for (n = self->points->len - 1; get_point (self, n)->kind == LINE; n--)
    ;
  g_array_set_size (self->points, n);
  memset (self->pixels, 0, sizeof self->pixels);
  for (guint i = 0; i < n; i++)
    mark_point (self, i);
  return TRUE;
}

gboolean
normlab_drawing_get_can_undo (const NormlabDrawing *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->points->len > 0;
}

guint
normlab_drawing_get_n_strokes (const NormlabDrawing *self)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = self->points->len; i > 0 && get_point (self, i - 1)->kind != SHEET; i--)
    n += get_point (self, i - 1)->kind == DOWN ? 1 : 0;
  return n;
}

const guint8 *
normlab_drawing_get_pixels (const NormlabDrawing *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->pixels;
}
