/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-ink.h"

#include <math.h>
#include <string.h>
#ifdef __SSE__
#include <xmmintrin.h>
#endif

/* Only + − × ÷ and square roots stand here: they round alike on every machine. */

#define FRAME NORMLAB_INK_FRAME
#define FAR 1e6f /* farther from ink than any pixel in sight, squared */

/* Four pixels of a row, side by side: every instruction set in use has registers for them. */
typedef float Four __attribute__ ((vector_size (16)));
#ifndef __SSE__
typedef gint32 FourMask __attribute__ ((vector_size (16)));
#endif

typedef Four Power[FRAME][FRAME / 4];

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
pixel_at (float position)
{
  return (int) CLAMP (position, 0.0f, (float) FRAME - 1.0f);
}

/* The lesser (greater) of each pair: the first where the comparison holds, otherwise the second, as
 * SSE defines its own two instructions. Elsewhere what a comparison would jump for is masked. */
static inline Four
lesser (Four a, Four b)
{
#ifdef __SSE__
  return (Four) _mm_min_ps ((__m128) a, (__m128) b);
#else
  FourMask first = a < b;

  return (Four) ((first & (FourMask) a) | (~first & (FourMask) b));
#endif
}

static inline Four
greater (Four a, Four b)
{
#ifdef __SSE__
  return (Four) _mm_max_ps ((__m128) a, (__m128) b);
#else
  return -lesser (-a, -b);
#endif
}

/* Lowers the power of the pixels near the line from @a to @b: the square of their distance to its
 * middle less the square of its radius. It is negative in the ink and 0 at its edge. */
static void
mark_line (const NormlabInkPoint *a, const NormlabInkPoint *b, float reach, Power power)
{
  const Four zero = { 0.0f, 0.0f, 0.0f, 0.0f }, one = { 1.0f, 1.0f, 1.0f, 1.0f };
  const Four columns = { 0.5f, 1.5f, 2.5f, 3.5f };
  float dx = b->x - a->x, dy = b->y - a->y;
  float length2 = dx * dx + dy * dy;
  float inverse = length2 > 0.0f ? 1.0f / length2 : 0.0f;
  float radius = 0.5f * (a->radius + b->radius);
  float span = radius + reach;
  int x0 = pixel_at (MIN (a->x, b->x) - span) / 4, x1 = pixel_at (MAX (a->x, b->x) + span) / 4;
  int y0 = pixel_at (MIN (a->y, b->y) - span), y1 = pixel_at (MAX (a->y, b->y) + span);

  for (int y = y0; y <= y1; y++)
    for (int x = x0; x <= x1; x++)
      {
        Four px = columns + (float) (4 * x) - a->x;
        float py = (float) y + 0.5f - a->y;
        Four t = lesser (greater ((px * dx + py * dy) * inverse, zero), one);
        Four rx = px - t * dx, ry = py - t * dy;

        power[y][x] = lesser (rx * rx + ry * ry - radius * radius, power[y][x]);
      }
}

/* From 0 to 1, halfway between a straight and a smooth step: so are the edges of MNIST's ink. */
static float
ramp (float x)
{
  x = CLAMP (x, 0.0f, 1.0f);
  return x * (0.6f + x * (1.2f - 0.8f * x));
}

/* How much of a pixel is ink whose edge is @distance away, in a stroke @width wide. */
static float
coverage (float distance, float width, float inverse_blur)
{
  return ramp (0.5f - distance * inverse_blur) - ramp (0.5f - (distance + width) * inverse_blur);
}

/* Turns powers into grey. The pen's radius varies so little within a digit that its average turns a
 * power back into a distance; at the edge, where the power is 0, the two agree exactly. */
static void
develop (const NormlabInk *ink, float radius, Power power, guint8 grey[FRAME][FRAME])
{
  float inverse_blur = 0.5f / ink->blur;
  float reach = radius + ink->blur + ink->roughness;
  float limit = reach * reach - radius * radius;
  guint64 grain = ink->grain;

  memset (grey, 0, FRAME * FRAME);
  for (int y = 0; y < FRAME; y++)
    for (int x = 0; x < FRAME; x++)
      if (power[y][x / 4][x % 4] < limit)
        {
          float distance = sqrtf (MAX (power[y][x / 4][x % 4] + radius * radius, 0.0f)) - radius;

          /* A cheap stream is enough for grain. */
          grain = grain * G_GUINT64_CONSTANT (6364136223846793005)
                  + G_GUINT64_CONSTANT (1442695040888963407);
          distance += ((float) (int) (grain >> 44) * 0x1p-19f - 1.0f) * ink->roughness;
          grey[y][x] = (guint8) (255.0f * coverage (distance, 2.0f * radius, inverse_blur) + 0.5f);
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
  Power power;
  guint8 grey[FRAME][FRAME];
  float radius = 0.0f;

  g_return_if_fail (ink->n_points > 0 && ink->n_points <= NORMLAB_INK_MAX_POINTS);

  frame (ink);
  for (int y = 0; y < FRAME; y++)
    for (int x = 0; x < FRAME / 4; x++)
      power[y][x] = (Four){ FAR, FAR, FAR, FAR };
  for (guint i = 0; i < ink->n_points; i++)
    {
      const NormlabInkPoint *p = &ink->points[i];

      radius += p->radius;
      mark_line (p->down ? p : p - 1, p, ink->blur + ink->roughness, power);
    }
  develop (ink, radius / (float) ink->n_points, power, grey);
  place (grey, image);
}
