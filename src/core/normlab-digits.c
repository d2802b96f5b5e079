/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-digits.h"

#include <math.h>

#include "normlab-glyphs.h"
#include "normlab-ink.h"

/* The digits are written by people who do not exist. Each block of 10,000 digits has a hundred
 * writers of its own, so nobody who wrote the training set wrote the test set. A writer has a hand:
 * slant, pen, proportions, and one form of each digit, bent in a way of their own. A digit is what
 * that hand makes of the form on one occasion. */
#define BLOCK 10000
#define WRITERS_PER_BLOCK 100

#define MAX_POINTS NORMLAB_GLYPH_MAX_POINTS
#define PIECES 5 /* lines by which a curve from one point to the next is drawn */

/* SplitMix64: small, and good enough from any seed. */
typedef struct
{
  guint64 state;
} Stream;

typedef struct
{
  float slant;
  float turn;
  float aspect;
  float pen;       /* radius of the pen; a digit is 2 high */
  float contrast;  /* how much thinner strokes across are than strokes down */
  float roundness; /* how much of a corner is rounded */
  float unrest;    /* how much the hand varies */
  float blur;
} Hand;

typedef struct
{
  float x;
  float y;
  float pressure;
  guint8 move;
} Knot;

static guint64
next (Stream *stream)
{
  guint64 z = stream->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static Stream
stream_new (guint64 domain, guint64 number)
{
  Stream stream = { domain * G_GUINT64_CONSTANT (0xd1342543de82ef95) + number };

  stream.state = next (&stream);
  return stream;
}

/* 0 to n − 1 */
static guint
below (Stream *stream, guint n)
{
  return (guint) (((next (stream) >> 32) * n) >> 32);
}

/* Evenly from low to high. */
static float
between (Stream *stream, float low, float high)
{
  return low + (high - low) * ((float) (next (stream) >> 40) * 0x1p-24f);
}

/* Nearly normal with mean 0 and standard deviation 1, within ±3.47: a sum of four even numbers. */
static float
normal (Stream *stream)
{
  guint64 bits = next (stream);
  guint sum = (guint) (bits & 0xffff) + (guint) (bits >> 16 & 0xffff)
              + (guint) (bits >> 32 & 0xffff) + (guint) (bits >> 48);

  return ((float) sum - 131070.0f) * (1.7320508f / 65536.0f);
}

static Hand
hand_new (guint writer)
{
  Stream stream = stream_new (1, writer);
  Hand hand;
  float pen = normal (&stream);

  hand.slant = 0.14f + 0.20f * normal (&stream);
  hand.turn = 0.06f * normal (&stream);
  hand.aspect = 1.0f + 0.13f * normal (&stream);
  hand.pen = 0.135f + 0.032f * pen;
  hand.contrast = between (&stream, -0.05f, 0.3f);
  hand.roundness = between (&stream, 0.0f, 0.7f);
  hand.unrest = between (&stream, 0.6f, 1.4f);
  hand.blur = between (&stream, 0.6f, 0.85f);
  return hand;
}

static guint
choose_form (const NormlabGlyph *forms, Stream *stream)
{
  guint total = 0, form = 0;

  while (forms[form].weight > 0)
    total += forms[form++].weight;

  guint rest = below (stream, total);

  for (form = 0; rest >= forms[form].weight; form++)
    rest -= forms[form].weight;
  return form;
}

/* The points of a digit in a hand's form of it, on one occasion: x and y within about ±1. */
static guint
place_knots (guint digit, guint writer, const Hand *hand, Stream *stream, Knot *knots)
{
  Stream habit = stream_new (2 + digit, writer);
  const NormlabGlyph *forms = normlab_glyphs_get (digit);
  guint form = choose_form (forms, &habit);
  guint other = choose_form (forms, stream);
  const NormlabGlyphPoint *p = forms[below (stream, 100) < 15 ? other : form].points;
  float habit_size = 0.05f, chance_size = 0.045f * hand->unrest;
  float stroke_x = 0.0f, stroke_y = 0.0f;
  guint n;

  for (n = 0; p[n].move != 0; n++)
    {
      if (p[n].move == NORMLAB_GLYPH_DOWN && n > 0)
        {
          stroke_x = chance_size * normal (stream);
          stroke_y = chance_size * normal (stream);
        }
      knots[n].x = (float) (p[n].x - 30) * 0.02f + habit_size * normal (&habit)
                   + chance_size * normal (stream) + stroke_x;
      knots[n].y = (float) (p[n].y - 50) * 0.02f + habit_size * normal (&habit)
                   + chance_size * normal (stream) + stroke_y;
      knots[n].pressure = 1.0f + 0.10f * normal (stream);
      knots[n].move = p[n].move;
    }
  knots[n].move = NORMLAB_GLYPH_DOWN;
  return n;
}

/* Bends, stretches, slants and turns the whole. */
static void
deform (Knot *knots, guint n, const Hand *hand, Stream *stream)
{
  float warp[10];
  float slant = hand->slant + 0.08f * hand->unrest * normal (stream);
  float half_turn = 0.5f * (hand->turn + 0.05f * hand->unrest * normal (stream));
  float aspect = hand->aspect + 0.07f * hand->unrest * normal (stream);
  /* sine and cosine, by the tangent of half the angle */
  float sine = 2.0f * half_turn / (1.0f + half_turn * half_turn);
  float cosine = (1.0f - half_turn * half_turn) / (1.0f + half_turn * half_turn);

  for (guint i = 0; i < G_N_ELEMENTS (warp); i++)
    warp[i] = 0.07f * hand->unrest * normal (stream);
  aspect = MAX (aspect, 0.5f);
  for (guint i = 0; i < n; i++)
    {
      float x = knots[i].x, y = knots[i].y;
      float u = x + warp[0] * x * y + warp[1] * y * y + warp[2] * x * x + warp[3] * y * y * y
                + warp[4] * x * y * y;
      float v = y + warp[5] * x * y + warp[6] * y * y + warp[7] * x * x + warp[8] * x * x * x
                + warp[9] * x * x * y;

      u = u * aspect - slant * v;
      knots[i].x = cosine * u - sine * v;
      knots[i].y = sine * u + cosine * v;
    }
}

static float
distance (const Knot *a, const Knot *b)
{
  float x = b->x - a->x, y = b->y - a->y;

  return sqrtf (x * x + y * y) + 1e-6f;
}

/* The direction in which the pen passes knots[i], in lengths per length: that of the parabola
 * through it and its neighbours. At the ends of a stroke it points along the stroke. */
static void
tangent (const Knot *knots, guint i, float roundness, float *x, float *y)
{
  const Knot *k = &knots[i];
  gboolean first = k->move == NORMLAB_GLYPH_DOWN, last = k[1].move == NORMLAB_GLYPH_DOWN;
  const Knot *before = first ? k : k - 1, *after = last ? k : k + 1;
  float d0 = distance (before, k), d1 = distance (k, after);
  float w0 = first ? 0.0f : last ? 1.0f : d1 / (d0 + d1);
  float w1 = 1.0f - w0;
  float size = k->move == NORMLAB_GLYPH_CORNER ? roundness : 1.0f;

  *x = size * (w0 * (k->x - before->x) / d0 + w1 * (after->x - k->x) / d1);
  *y = size * (w0 * (k->y - before->y) / d0 + w1 * (after->y - k->y) / d1);
}

static void
add_point (NormlabInk *ink, float x, float y, float radius, gboolean down)
{
  ink->points[ink->n_points++] = (NormlabInkPoint) { x, y, radius, down };
}

/* Draws the cubic curve from knots[0] to knots[1] with the tangents (ax, ay) and (bx, by). */
static void
add_curve (NormlabInk *ink, const Knot *knots, const Hand *hand, float pen, float ax, float ay,
           float bx, float by)
{
  float length = distance (&knots[0], &knots[1]);
  float dx = knots[1].x - knots[0].x, dy = knots[1].y - knots[0].y;
  /* strokes across are thinner than strokes down */
  float radius = pen * (1.0f - hand->contrast * dx * dx / (length * length));

  for (guint piece = 1; piece <= PIECES; piece++)
    {
      float t = (float) piece / (float) PIECES;
      float s = t * t * (3.0f - 2.0f * t);
      float a = length * t * (1.0f - t) * (1.0f - t), b = length * t * t * (t - 1.0f);
      float pressure = knots[0].pressure + s * (knots[1].pressure - knots[0].pressure);

      add_point (ink, knots[0].x + s * dx + a * ax + b * bx, knots[0].y + s * dy + a * ay + b * by,
                 radius * pressure, FALSE);
    }
}

static void
trace (const Knot *knots, guint n, const Hand *hand, float pen, NormlabInk *ink)
{
  float ax = 0.0f, ay = 0.0f, bx, by;

  ink->n_points = 0;
  for (guint i = 0; i < n; i++)
    {
      tangent (knots, i, hand->roundness, &bx, &by);
      if (knots[i].move == NORMLAB_GLYPH_DOWN)
        add_point (ink, knots[i].x, knots[i].y, pen * knots[i].pressure, TRUE);
      else
        add_curve (ink, &knots[i - 1], hand, pen, ax, ay, bx, by);
      ax = bx;
      ay = by;
    }
}

static guint8
draw (guint number, guint8 *image)
{
  Stream stream = stream_new (0, number);
  guint digit = below (&stream, 10);
  guint writer = number / BLOCK * WRITERS_PER_BLOCK + below (&stream, WRITERS_PER_BLOCK);
  Hand hand = hand_new (writer);
  Knot knots[MAX_POINTS + 1];
  guint n = place_knots (digit, writer, &hand, &stream, knots);
  float pen = hand.pen * (1.0f + 0.10f * normal (&stream));
  NormlabInk ink;

  deform (knots, n, &hand, &stream);
  trace (knots, n, &hand, MAX (pen, 0.05f), &ink);
  ink.blur = hand.blur;
  ink.roughness = between (&stream, 0.0f, 0.25f);
  ink.grain_seed = next (&stream);
  normlab_ink_draw (&ink, image);
  return (guint8) digit;
}

void
normlab_digits_draw (guint first, guint n, guint8 *images, guint8 *labels)
{
  g_return_if_fail (n == 0 || (images != NULL && labels != NULL));
  g_return_if_fail (n <= G_MAXUINT - first);

  for (guint i = 0; i < n; i++)
    labels[i] = draw (first + i,
                      images + (gsize) i * NORMLAB_DIGITS_SIZE * NORMLAB_DIGITS_SIZE);
}
