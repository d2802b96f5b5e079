/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NormlabSmooth:
 *
 * An exponential moving average of the values up to the present one and of none after it:
 *
 *   s_t = (x_t + β x_(t−1) + β² x_(t−2) + …) / (1 + β + β² + …)
 *
 * The division corrects the bias towards 0 that a sum which starts at 0 would have (Kingma & Ba
 * 2015, §3). A line that has been constant so far stays as it is, to the bit.
 */
typedef struct
{
  double beta;
  double sum;
  double weight;
  double first;
  gboolean begun;
  gboolean varied;
} NormlabSmooth;

/* @beta: 0 (the values themselves) ≤ … < 1 */
void normlab_smooth_init (NormlabSmooth *self, double beta);

/* The average up to @value. A value that is not finite is returned, and changes nothing. */
double normlab_smooth_add (NormlabSmooth *self, double value);

G_END_DECLS
