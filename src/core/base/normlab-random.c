/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-random.h"

#include <math.h>

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

static inline guint32
twist (guint32 high, guint32 low, guint32 far)
{
  guint32 word = (high & 0x80000000u) | (low & 0x7fffffffu);

  return far ^ (word >> 1) ^ ((0u - (word & 1u)) & 0x9908b0dfu);
}

/* Makes the next 624 words. */
static void
refill (NormlabRandom *self)
{
  guint32 *s = self->state;

  for (guint i = 0; i < N - M; i++)
    s[i] = twist (s[i], s[i + 1], s[i + M]);
  for (guint i = N - M; i < N - 1; i++)
    s[i] = twist (s[i], s[i + 1], s[i + M - N]);
  s[N - 1] = twist (s[N - 1], s[0], s[M - 1]);
  self->index = 0;
}

guint32
normlab_random_next (NormlabRandom *self)
{
  guint32 word;

  if (self->index >= N)
    refill (self);

  word = self->state[self->index++];
  word ^= word >> 11;
  word ^= (word << 7) & 0x9d2c5680u;
  word ^= (word << 15) & 0xefc60000u;
  return word ^ (word >> 18);
}

double
normlab_random_double (NormlabRandom *self)
{
  guint32 high = normlab_random_next (self) >> 5;
  guint32 low = normlab_random_next (self) >> 6;

  return (high * 67108864.0 + low) / 9007199254740992.0;
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
