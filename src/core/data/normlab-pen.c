/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-pen.h"

#include <math.h>

/* Only + − × ÷ and square roots stand here: they round alike on every machine. */

/* Lines that stand for the curve from one knot to the next. Three stray from it by less than a
 * tenth of a pixel where it bends as sharply as in the head of a 9. */
#define PIECES 3

G_STATIC_ASSERT (NORMLAB_INK_MAX_POINTS >= NORMLAB_GLYPH_MAX_POINTS * PIECES);

typedef struct
{
  float x;
  float y;
} Vector;

static float
distance (const NormlabPenKnot *a, const NormlabPenKnot *b)
{
  float x = b->x - a->x, y = b->y - a->y;

  return sqrtf (x * x + y * y) + 1e-6f;
}

static Vector
chord (const NormlabPenKnot *a, const NormlabPenKnot *b)
{
  float length = distance (a, b);

  return (Vector){ (b->x - a->x) / length, (b->y - a->y) / length };
}

/* The direction in which the pen passes a knot between two others: that of the parabola through the
 * three, by arc length. */
static Vector
pass (const NormlabPenKnot *knot, float roundness)
{
  float before = distance (knot - 1, knot), after = distance (knot, knot + 1);
  float weight = after / (before + after);
  float size = knot->move == NORMLAB_GLYPH_CORNER ? roundness : 1.0f;
  Vector a = chord (knot - 1, knot), b = chord (knot, knot + 1);

  return (Vector){ size * (weight * a.x + (1.0f - weight) * b.x),
                   size * (weight * a.y + (1.0f - weight) * b.y) };
}

/* The direction at the end of a stroke, given that at the next knot: half of the turn to it. */
static Vector
end (Vector straight, Vector neighbour)
{
  return (Vector){ 1.5f * straight.x - 0.5f * neighbour.x, 1.5f * straight.y - 0.5f * neighbour.y };
}

/* tangents: n, overwritten */
static void
find_tangents (const NormlabPenKnot *knots, guint n, float roundness, Vector *tangents)
{
  for (guint i = 0; i < n; i++)
    if (knots[i].move != NORMLAB_GLYPH_DOWN && i + 1 < n && knots[i + 1].move != NORMLAB_GLYPH_DOWN)
      tangents[i] = pass (&knots[i], roundness);

  for (guint i = 0, first = 0; i < n; i++)
    if (i + 1 == n || knots[i + 1].move == NORMLAB_GLYPH_DOWN)
      {
        guint length = i - first + 1;

        if (length >= 2)
          {
            Vector start = chord (&knots[first], &knots[first + 1]);
            Vector stop = chord (&knots[i - 1], &knots[i]);

            tangents[first] = length > 2 ? end (start, tangents[first + 1]) : start;
            tangents[i] = length > 2 ? end (stop, tangents[i - 1]) : stop;
          }
        first = i + 1;
      }
}

static void
add_point (NormlabInk *ink, float x, float y, float radius, gboolean down)
{
  ink->points[ink->n_points++] = (NormlabInkPoint){ x, y, radius, down };
}

/* The cubic curve between two knots, without its first point. */
static void
add_curve (const NormlabPen *pen,
           const NormlabPenKnot *from,
           const NormlabPenKnot *to,
           Vector leave,
           Vector arrive,
           NormlabInk *ink)
{
  float length = distance (from, to);
  float dx = to->x - from->x, dy = to->y - from->y;
  float radius = pen->radius * (1.0f - pen->contrast * dx * dx / (length * length));

  for (guint piece = 1; piece <= PIECES; piece++)
    {
      float t = (float) piece / (float) PIECES;
      float s = t * t * (3.0f - 2.0f * t);
      float a = length * t * (1.0f - t) * (1.0f - t);
      float b = length * t * t * (t - 1.0f);

      add_point (ink, from->x + s * dx + a * leave.x + b * arrive.x,
                 from->y + s * dy + a * leave.y + b * arrive.y,
                 radius * (from->pressure + s * (to->pressure - from->pressure)), FALSE);
    }
}

void
normlab_pen_trace (const NormlabPen *pen, const NormlabPenKnot *knots, guint n, NormlabInk *ink)
{
  Vector tangents[NORMLAB_GLYPH_MAX_POINTS];

  g_return_if_fail (n <= NORMLAB_GLYPH_MAX_POINTS);
  g_return_if_fail (n == 0 || knots[0].move == NORMLAB_GLYPH_DOWN);

  find_tangents (knots, n, pen->roundness, tangents);
  ink->n_points = 0;
  for (guint i = 0; i < n; i++)
    if (knots[i].move == NORMLAB_GLYPH_DOWN)
      add_point (ink, knots[i].x, knots[i].y, pen->radius * knots[i].pressure, TRUE);
    else
      add_curve (pen, &knots[i - 1], &knots[i], tangents[i - 1], tangents[i], ink);
}
