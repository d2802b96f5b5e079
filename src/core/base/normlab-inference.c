/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-inference.h"

#include <math.h>

/* Of Simpson's rule, even: all twelve digits or so. */
#define N_INTERVALS 512

/* How often Student's t lies within ± @t. With t = √ν tan φ its density becomes a power of a
   cosine, which is smooth and has no tail. */
static double
get_share_within (double t, double degrees)
{
  double end = atan (t / sqrt (degrees)), sum = 0;
  double scale = exp (lgamma ((degrees + 1) / 2) - lgamma (degrees / 2)) / sqrt (G_PI);

  for (guint i = 0; i <= N_INTERVALS; i++)
    {
      double weight = i == 0 || i == N_INTERVALS ? 1 : i % 2 == 1 ? 4 : 2;

      sum += weight * pow (cos (end * i / N_INTERVALS), degrees - 1);
    }
  return 2 * scale * sum * end / N_INTERVALS / 3;
}

double
normlab_student_quantile (double confidence, double degrees)
{
  double low = 0, high = 1;

  g_return_val_if_fail (confidence > 0 && confidence < 1, NAN);
  g_return_val_if_fail (degrees >= 1, NAN);

  while (get_share_within (high, degrees) < confidence)
    {
      low = high;
      high *= 2;
    }
  for (;;)
    {
      double middle = low + (high - low) / 2;

      if (middle <= low || middle >= high)
        return middle;
      if (get_share_within (middle, degrees) < confidence)
        low = middle;
      else
        high = middle;
    }
}

/* The quantile of means of @n values, at least 2. One takes a millisecond, and a chart asks for
 * that of the same number at each of its points: what has been found is kept. */
static double
get_factor (guint n)
{
  static GMutex mutex;
  static GArray *factors; /* of double, by n; 0: not known yet */
  double factor;

  g_mutex_lock (&mutex);
  if (factors == NULL)
    factors = g_array_new (FALSE, TRUE, sizeof (double));
  if (factors->len <= n)
    g_array_set_size (factors, n + 1);
  factor = g_array_index (factors, double, n);
  if (!(factor > 0))
    {
      factor = normlab_student_quantile (NORMLAB_CONFIDENCE, n - 1);
      g_array_index (factors, double, n) = factor;
    }
  g_mutex_unlock (&mutex);
  return factor;
}

double
normlab_student_margin (guint n, double deviation)
{
  return n < 2 ? (double) NAN : get_factor (n) * deviation / sqrt (n);
}

double
normlab_statistics_get_margin (const NormlabStatistics *self)
{
  return normlab_student_margin (self->n, self->deviation);
}

NormlabInterval
normlab_statistics_get_interval (const NormlabStatistics *self)
{
  double margin = normlab_statistics_get_margin (self);

  return (NormlabInterval){ self->mean - margin, self->mean + margin };
}

NormlabInterval
normlab_welch (const NormlabStatistics *a, const NormlabStatistics *b)
{
  double difference = a->mean - b->mean, variance_a, variance_b, variance, margin = 0;

  if (a->n < 2 || b->n < 2)
    return (NormlabInterval){ NAN, NAN };
  variance_a = a->deviation * a->deviation / a->n;
  variance_b = b->deviation * b->deviation / b->n;
  variance = variance_a + variance_b;
  if (variance > 0)
    {
      double degrees
          = variance * variance
            / (variance_a * variance_a / (a->n - 1) + variance_b * variance_b / (b->n - 1));

      margin = normlab_student_quantile (NORMLAB_CONFIDENCE, degrees) * sqrt (variance);
    }
  return (NormlabInterval){ difference - margin, difference + margin };
}

double
normlab_sign_test (guint n_positive, guint n_negative)
{
  guint n = n_positive + n_negative;
  double sum = 0;

  for (guint k = 0; k <= MIN (n_positive, n_negative); k++)
    sum += exp (lgamma (n + 1.0) - lgamma (k + 1.0) - lgamma (n - k + 1.0) - n * G_LN2);
  return MIN (1, 2 * sum);
}
