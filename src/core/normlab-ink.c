/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-ink.h"

#include <math.h>
#include <string.h>

/* Only + − × ÷ and square roots stand here: they round alike on every machine. */

#define FRAME NORMLAB_INK_FRAME
#define FAR 1e3f /* farther from ink than any pixel in sight */

/* Moves and scales the track into a square of FRAME pixels: the longest side fills it, the other is
 * centred. */
static void
frame (NormlabInk *ink)
{
  float left = G_MAXFLOAT, right = -G_MAXFLOAT, top = G_MAXFLOAT, bottom = -G_MAXFLOAT;

  for (guint i = 0; i < ink->n_points; i++)
    {
      const NormlabInkPoint *p = &ink->points[i];

      left = MIN (left, p->x - p->radius);
      right = MAX (right, p->x + p->radius);
      top = MIN (top, p->y - p->radius);
      bottom = MAX (bottom, p->y + p->radius);
    }

  float scale = (float) FRAME / MAX (right - left, bottom - top);
  float x0 = 0.5f * ((float) FRAME - (right - left) * scale);
  float y0 = 0.5f * ((float) FRAME - (bottom - top) * scale);

  for (guint i = 0; i < ink->n_points; i++)
    {
      NormlabInkPoint *p = &ink->points[i];

      p->x = (p->x - left) * scale + x0;
      p->y = (p->y - top) * scale + y0;
      p->radius = p->radius * scale;
    }
}

static int
clamp_pixel (float position)
{
  return (int) CLAMP (position, 0.0f, (float) FRAME - 1.0f);
}

/* Lowers, in the pixels near the line from @a to @b, the distance to the edge of the ink (negative
 * inside) to that of the line. */
static void
mark_line (const NormlabInkPoint *a, const NormlabInkPoint *b, float reach,
           float distance[FRAME][FRAME])
{
  float dx = b->x - a->x, dy = b->y - a->y;
  float length2 = dx * dx + dy * dy;
  float inverse = length2 > 0.0f ? 1.0f / length2 : 0.0f;
  float radius = 0.5f * (a->radius + b->radius);
  float span = radius + reach;
  int x0 = clamp_pixel (MIN (a->x, b->x) - span), x1 = clamp_pixel (MAX (a->x, b->x) + span);
  int y0 = clamp_pixel (MIN (a->y, b->y) - span), y1 = clamp_pixel (MAX (a->y, b->y) + span);

  for (int y = y0; y <= y1; y++)
    for (int x = x0; x <= x1; x++)
      {
        float px = (float) x + 0.5f - a->x, py = (float) y + 0.5f - a->y;
        float t = (px * dx + py * dy) * inverse;

        t = CLAMP (t, 0.0f, 1.0f);
        px -= t * dx;
        py -= t * dy;

        float d2 = px * px + py * py;
        float limit = distance[y][x] + radius;

        /* One square root only where it changes something. */
        if (limit > 0.0f && d2 < limit * limit)
          distance[y][x] = sqrtf (d2) - radius;
      }
}

static float
ramp (float x)
{
  x = CLAMP (x, 0.0f, 1.0f);
  return x * x * (3.0f - 2.0f * x);
}

/* How much of a pixel is ink whose edge is @distance away, in a stroke @width wide. */
static float
coverage (float distance, float width, float inverse_blur)
{
  return ramp (0.5f - distance * inverse_blur) - ramp (0.5f - (distance + width) * inverse_blur);
}

static void
develop (const NormlabInk *ink, float width, float distance[FRAME][FRAME],
         guint8 grey[FRAME][FRAME])
{
  float inverse_blur = 0.5f / ink->blur;
  guint64 grain = ink->grain_seed;

  for (int y = 0; y < FRAME; y++)
    for (int x = 0; x < FRAME; x++)
      {
        /* A cheap stream is enough for grain. */
        grain = grain * G_GUINT64_CONSTANT (6364136223846793005)
                + G_GUINT64_CONSTANT (1442695040888963407);

        float stray = ((float) (int) (grain >> 44) * 0x1p-19f - 1.0f) * ink->roughness;

        grey[y][x] = (guint8) (255.0f * coverage (distance[y][x] + stray, width, inverse_blur) + 0.5f);
      }
}

/* By how many whole pixels the frame is moved so that the centre of mass comes nearest to 14. */
static int
shift (guint moment, guint mass)
{
  int move = 14 - (int) ((2 * moment + mass) / (2 * mass));

  return CLAMP (move, 0, NORMLAB_INK_SIZE - FRAME);
}

static void
place (guint8 grey[FRAME][FRAME], guint8 *image)
{
  guint mass = 0, moment_x = 0, moment_y = 0;

  for (guint y = 0; y < FRAME; y++)
    for (guint x = 0; x < FRAME; x++)
      {
        mass += grey[y][x];
        moment_x += grey[y][x] * x;
        moment_y += grey[y][x] * y;
      }
  g_assert (mass > 0);

  int left = shift (moment_x, mass), top = shift (moment_y, mass);

  memset (image, 0, NORMLAB_INK_SIZE * NORMLAB_INK_SIZE);
  for (int y = 0; y < FRAME; y++)
    memcpy (image + (top + y) * NORMLAB_INK_SIZE + left, grey[y], FRAME);
}

void
normlab_ink_draw (NormlabInk *ink, guint8 *image)
{
  float distance[FRAME][FRAME];
  guint8 grey[FRAME][FRAME];
  float width = 0.0f;
  float reach = ink->blur + ink->roughness + 0.5f;

  g_return_if_fail (ink->n_points > 0 && ink->n_points <= NORMLAB_INK_MAX_POINTS);

  frame (ink);
  for (int y = 0; y < FRAME; y++)
    for (int x = 0; x < FRAME; x++)
      distance[y][x] = FAR;
  for (guint i = 0; i < ink->n_points; i++)
    {
      const NormlabInkPoint *p = &ink->points[i];

      width += 2.0f * p->radius;
      mark_line (p->down ? p : p - 1, p, reach, distance);
    }
  develop (ink, width / (float) ink->n_points, distance, grey);
  place (grey, image);
}
