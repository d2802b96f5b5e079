/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NormlabRandom:
 *
 * NumPy's legacy random stream: after normlab_random_seed (r, s) it gives the numbers that
 * `numpy.random` gives after `numpy.random.seed (s)`, in whatever order the functions are mixed.
 * MT19937 (Matsumoto and Nishimura, 1998); doubles of 53 bits; Marsaglia's polar method.
 */
typedef struct
{
  guint32 state[624];
  guint index;
  gboolean has_normal;
  double normal; /* the second number of the last pair, if it has not been given yet */
} NormlabRandom;

void normlab_random_seed (NormlabRandom *self, guint32 seed);

/* 32 random bits. */
guint32 normlab_random_next (NormlabRandom *self);
/* rand(): uniform in [0, 1), a multiple of 2⁻⁵³. */
double normlab_random_double (NormlabRandom *self);
/* Of the next @n numbers of rand(): 1 where one is greater than @limit, in [0, 1), otherwise 0. */
void normlab_random_exceed (NormlabRandom *self, double limit, float *flags, guint n);
/* randn(): a standard normal. */
double normlab_random_normal (NormlabRandom *self);
/* choice (n, n_indices): indices below @n, with replacement. 1 ≤ n ≤ 2³². */
void normlab_random_choice (NormlabRandom *self, guint64 n, guint32 *indices, guint n_indices);

G_END_DECLS
