/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-statistics.h"

#include <math.h>

void
normlab_statistics_init (NormlabStatistics *self, const double *values, guint n_values)
{
  double sum = 0, squares = 0;

  *self = (NormlabStatistics){ .mean = NAN, .low = NAN, .high = NAN };
  for (guint i = 0; i < n_values; i++)
    {
      if (!isfinite (values[i]))
        continue;
      sum += values[i];
      self->low = fmin (self->low, values[i]);
      self->high = fmax (self->high, values[i]);
      self->n++;
    }
  if (self->n == 0)
    return;
  self->mean = sum / self->n;
  /* In a second pass: nothing cancels. */
  for (guint i = 0; i < n_values; i++)
    if (isfinite (values[i]))
      squares += (values[i] - self->mean) * (values[i] - self->mean);
  if (self->n > 1)
    self->deviation = sqrt (squares / (self->n - 1));
}
