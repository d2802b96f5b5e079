/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-handwriting.h"

#include "normlab-glyphs.h"
#include "normlab-ink.h"
#include "normlab-pen.h"

/* The digits are written by people who do not exist. Each block of 10,000 digits has a hundred
 * writers of its own, so nobody who wrote the training set wrote the test set. A writer has a hand:
 * slant, pen, proportions, and one form of each digit, bent in a way of their own. A digit is what
 * that hand makes of the form on one occasion.
 *
 * The spreads below were chosen so that MNIST and these digits agree in ink, widths, slants, the
 * spectrum of their covariance, and in what a linear classifier and small networks reach on them.
 *
 * Only + − × ÷ stand here: they round alike on every machine. Lengths are in half heights of a
 * digit. */
#define BLOCK 10000
#define WRITERS_PER_BLOCK 100

#define HABIT 0.14f      /* how far a writer's form strays from the common one */
#define CHANCE 0.09f     /* how far one occasion strays from the writer's form */
#define WARP 0.12f       /* how far the whole is bent, per term */
#define ALONG 0.85f      /* how much of a bend is kept to the next point … */
#define ALONG_REST 0.53f /* … and what of the next keeps the spread as it was */
#define OTHER_FORM 25    /* in how many of a hundred cases a writer takes any form */

typedef struct
{
  guint16 up_to;  /* where the digit's share of thousand lots ends */
  float fineness; /* what is long to draw comes out large, and the pen finer beside it */
  float freedom;  /* how much of a hand's straying is put up with */
} Manner;

G_STATIC_ASSERT (NORMLAB_HANDWRITING_SIZE == NORMLAB_INK_SIZE);

/* As where people write numbers down, there are more ones than fives. */
static const Manner manners[10] = {
  { 99, 1.07f, 0.80f },  { 211, 1.02f, 0.60f },  { 310, 1.04f, 1.20f }, { 412, 1.03f, 1.00f },
  { 509, 0.95f, 0.85f }, { 599, 1.00f, 1.15f },  { 698, 0.97f, 1.00f }, { 802, 1.06f, 0.95f },
  { 900, 0.90f, 0.82f }, { 1000, 0.89f, 1.15f },
};

/* SplitMix64: small, and good from any seed. */
typedef struct
{
  guint64 state;
} Stream;

typedef struct
{
  guint writer;
  float slant;  /* how far to the right per length upwards */
  float turn;   /* radians */
  float aspect; /* how much wider than the common forms */
  float unrest; /* how much the hand varies */
  float blur;
  NormlabPen pen;
} Hand;

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

/* Nearly normal with mean 0 and standard deviation 1, within ±3.47: a sum of four numbers, each
 * evenly spread. */
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
  Hand hand = { .writer = writer };

  hand.pen.radius = 0.155f + 0.042f * normal (&stream);
  hand.slant = 0.20f + 0.20f * normal (&stream);
  hand.turn = 0.08f * normal (&stream);
  hand.aspect = 1.12f + 0.175f * normal (&stream);
  hand.pen.contrast = between (&stream, -0.05f, 0.3f);
  hand.pen.roundness = between (&stream, 0.0f, 0.7f);
  hand.unrest = between (&stream, 0.6f, 1.4f);
  hand.blur = between (&stream, 0.5f, 0.75f);
  return hand;
}

static guint
choose_digit (Stream *stream)
{
  guint digit = 0, lot = below (stream, 1000);

  while (lot >= manners[digit].up_to)
    digit++;
  return digit;
}

static guint
choose_form (const NormlabGlyph *forms, Stream *stream)
{
  guint total = 0, form = 0;

  while (forms[form].weight > 0)
    total += forms[form++].weight;

  guint lot = below (stream, total);

  for (form = 0; lot >= forms[form].weight; form++)
    lot -= forms[form].weight;
  return form;
}

/* The points of a digit in a hand's form of it, on one occasion: x and y within about ±1.
 *
 * stream: the occasion's
 * knots: NORMLAB_GLYPH_MAX_POINTS, overwritten
 *
 * Returns how many they are. */
static guint
place_knots (guint digit, const Hand *hand, Stream *stream, NormlabPenKnot *knots)
{
  Stream habits = stream_new (2 + digit, hand->writer);
  const NormlabGlyph *forms = normlab_glyphs_get (digit);
  guint usual = choose_form (forms, &habits), other = choose_form (forms, stream);
  const NormlabGlyphPoint *p = forms[below (stream, 100) < OTHER_FORM ? other : usual].points;
  float habit = HABIT * manners[digit].freedom;
  float chance = CHANCE * manners[digit].freedom * hand->unrest;
  float stroke_x = 0.0f, stroke_y = 0.0f, bend_x = 0.0f, bend_y = 0.0f;
  guint n;

  for (n = 0; p[n].move != 0; n++)
    {
      if (p[n].move == NORMLAB_GLYPH_DOWN && n > 0)
        {
          stroke_x = chance * normal (stream);
          stroke_y = chance * normal (stream);
        }
      /* What is bent at one point is bent at the next as well. */
      bend_x = ALONG * bend_x + ALONG_REST * (habit * normal (&habits) + chance * normal (stream));
      bend_y = ALONG * bend_y + ALONG_REST * (habit * normal (&habits) + chance * normal (stream));
      knots[n].x = (float) (p[n].x - 30) * 0.02f + bend_x + stroke_x;
      knots[n].y = (float) (p[n].y - 50) * 0.02f + bend_y + stroke_y;
      knots[n].pressure = 1.0f + 0.1f * normal (stream);
      knots[n].move = p[n].move;
    }
  return n;
}

/* Bends the whole smoothly, then stretches, slants and turns it. */
static void
deform (NormlabPenKnot *knots, guint n, const Hand *hand, float freedom, Stream *stream)
{
  float warp[10];
  float aspect = hand->aspect + 0.07f * hand->unrest * normal (stream);
  float slant = hand->slant + 0.10f * hand->unrest * normal (stream);
  float half = 0.5f * (hand->turn + 0.05f * hand->unrest * normal (stream));
  /* A turn is three slants, by the tangent of half the angle (nearly half the angle), by the sine,
   * and again. Written with sine and cosine, GCC 12 would fuse it on FMA machines even so. */
  float sine = 2.0f * half / (1.0f + half * half);

  for (guint i = 0; i < G_N_ELEMENTS (warp); i++)
    warp[i] = WARP * freedom * hand->unrest * normal (stream);
  aspect = MAX (aspect, 0.5f);
  for (guint i = 0; i < n; i++)
    {
      float x = knots[i].x, y = knots[i].y;
      float u = x + warp[0] * x * y + warp[1] * y * y + warp[2] * x * x + warp[3] * y * y * y
                + warp[4] * x * y * y;
      float v = y + warp[5] * x * y + warp[6] * y * y + warp[7] * x * x + warp[8] * x * x * x
                + warp[9] * x * x * y;

      u = aspect * u - slant * v;
      u -= half * v;
      v += sine * u;
      u -= half * v;
      knots[i].x = u;
      knots[i].y = v;
    }
}

static guint8
draw (guint number, guint8 *image)
{
  Stream stream = stream_new (0, number);
  guint digit = choose_digit (&stream);
  Hand hand = hand_new (number / BLOCK * WRITERS_PER_BLOCK + below (&stream, WRITERS_PER_BLOCK));
  NormlabPenKnot knots[NORMLAB_GLYPH_MAX_POINTS];
  NormlabPen pen = hand.pen;
  NormlabInk ink;
  guint n = place_knots (digit, &hand, &stream, knots);

  deform (knots, n, &hand, manners[digit].freedom, &stream);
  pen.radius *= manners[digit].fineness * (1.0f + 0.1f * normal (&stream));
  pen.radius = CLAMP (pen.radius, 0.05f, 0.24f);
  normlab_pen_trace (&pen, knots, n, &ink);
  ink.blur = hand.blur;
  ink.roughness = between (&stream, 0.0f, 0.25f);
  ink.grain = next (&stream);
  normlab_ink_draw (&ink, image);
  return (guint8) digit;
}

void
normlab_handwriting_draw (guint first, guint n, guint8 *images, guint8 *labels)
{
  g_return_if_fail (n == 0 || (images != NULL && labels != NULL));
  g_return_if_fail (n <= G_MAXUINT - first);

  for (guint i = 0; i < n; i++)
    labels[i] = draw (first + i,
                      images + (gsize) i * NORMLAB_HANDWRITING_SIZE * NORMLAB_HANDWRITING_SIZE);
}
