/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-random.h"

#include <math.h>
#include <string.h>

#include "normlab-math.h"

#define N 624
#define M 397

void
normlab_random_seed (NormlabRandom *self, guint32 seed)
{
  self->state[0] = seed;
  for (guint i = 1; i < N; i++)
    {
      guint32 last = self->state[i - 1];

      self->state[i] = 1812433253u * (last ^ (last >> 30)) + i;
    }
  self->index = N;
  self->has_normal = FALSE;
  self->normal = 0;
}

/* Four words, which every machine can hold in a register. */
typedef guint32 Words __attribute__ ((vector_size (16)));
typedef gint32 Integers __attribute__ ((vector_size (16)));

static inline Words
load (const guint32 *words)
{
  Words four;

  memcpy (&four, words, sizeof four);
  return four;
}

static inline guint32
twist (guint32 high, guint32 low, guint32 far)
{
  guint32 word = (high & 0x80000000u) | (low & 0x7fffffffu);

  return far ^ (word >> 1) ^ ((0u - (word & 1u)) & 0x9908b0dfu);
}

/* The words from @i up to @end, of which each is made of itself, the next one and the one that is
 * @far away, and so far that four can be made at once. */
static void
twist_all (guint32 *s, guint i, guint end, gint far)
{
  for (; i + 4 <= end; i += 4)
    {
      Words word = (load (s + i) & 0x80000000u) | (load (s + i + 1) & 0x7fffffffu);

      word = load (s + i + far) ^ (word >> 1) ^ ((0u - (word & 1u)) & 0x9908b0dfu);
      memcpy (s + i, &word, sizeof word);
    }
  for (; i < end; i++)
    s[i] = twist (s[i], s[i + 1], s[(gint) i + far]);
}

/* Makes the next 624 words. */
static void
refill (NormlabRandom *self)
{
  guint32 *s = self->state;

  twist_all (s, 0, N - M, M);
  twist_all (s, N - M, N - 1, M - N);
  s[N - 1] = twist (s[N - 1], s[0], s[M - 1]);
  self->index = 0;
}

/* Of one word, or of four. */
#define TEMPER(word)                                                                               \
  do                                                                                               \
    {                                                                                              \
      (word) ^= (word) >> 11;                                                                      \
      (word) ^= ((word) << 7) & 0x9d2c5680u;                                                       \
      (word) ^= ((word) << 15) & 0xefc60000u;                                                      \
      (word) ^= (word) >> 18;                                                                      \
    }                                                                                              \
  while (0)

guint32
normlab_random_next (NormlabRandom *self)
{
  guint32 word;

  if (self->index >= N)
    refill (self);

  word = self->state[self->index++];
  TEMPER (word);
  return word;
}

double
normlab_random_double (NormlabRandom *self)
{
  guint32 high = normlab_random_next (self) >> 5;
  guint32 low = normlab_random_next (self) >> 6;

  return (high * 67108864.0 + low) / 9007199254740992.0;
}

/* Four numbers of 53 bits each, from eight words that have not been tempered, against one of as
 * many bits: where they are larger all bits are 1, otherwise 0. */
static inline Integers
compare_four (const guint32 *words, gint32 high, gint32 low)
{
  Words first = load (words), second = load (words + 4);
  Integers highs, lows;

  TEMPER (first);
  TEMPER (second);
  highs = (Integers) (__builtin_shufflevector (first, second, 0, 2, 4, 6) >> 5);
  lows = (Integers) (__builtin_shufflevector (first, second, 1, 3, 5, 7) >> 6);
  return (highs > high) | ((highs == high) & (lows > low));
}

/* rand () is a whole number divided by 2⁵³, and so is what it is compared with, once rounded down:
 * both are exact. */
void
normlab_random_exceed (NormlabRandom *self, double limit, float *flags, guint n)
{
  guint64 number = (guint64) (limit * 9007199254740992.0);
  gint32 high = (gint32) (number >> 26), low = (gint32) (number & 0x3ffffff);
  guint i = 0;

  g_return_if_fail (limit >= 0 && limit < 1);

  while (i < n)
    {
      if (self->index >= N)
        refill (self);
      if (i + 4 <= n && self->index + 8 <= N)
        {
          /* The bits of 1.0f, or none. */
          Integers bits = compare_four (self->state + self->index, high, low) & 0x3f800000;

          memcpy (flags + i, &bits, sizeof bits);
          self->index += 8;
          i += 4;
        }
      else
        flags[i++] = normlab_random_double (self) > limit ? 1.0f : 0.0f;
    }
}

double
normlab_random_normal (NormlabRandom *self)
{
  double x1, x2, square, factor;

  if (self->has_normal)
    {
      self->has_normal = FALSE;
      return self->normal;
    }

  do
    {
      x1 = 2.0 * normlab_random_double (self) - 1.0;
      x2 = 2.0 * normlab_random_double (self) - 1.0;
      square = x1 * x1 + x2 * x2;
    }
  while (square >= 1.0 || square == 0.0);

  factor = sqrt (-2.0 * normlab_log (square) / square);
  self->normal = factor * x1;
  self->has_normal = TRUE;
  return factor * x2;
}

void
normlab_random_choice (NormlabRandom *self, guint64 n, guint32 *indices, guint n_indices)
{
  guint32 last = (guint32) (n - 1);
  guint32 mask = last;

  g_return_if_fail (n >= 1 && n <= G_GUINT64_CONSTANT (1) << 32);

  for (guint shift = 1; shift < 32; shift *= 2)
    mask |= mask >> shift;

  /* NumPy draws nothing when there is nothing to choose. */
  for (guint i = 0; i < n_indices; i++)
    {
      guint32 index = 0;

      if (last > 0)
        do
          index = normlab_random_next (self) & mask;
        while (index > last);
      indices[i] = index;
    }
}
