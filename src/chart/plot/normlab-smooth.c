/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-smooth.h"

#include <math.h>

void
normlab_smooth_init (NormlabSmooth *self, double beta)
{
  g_return_if_fail (beta >= 0 && beta < 1);

  *self = (NormlabSmooth){ .beta = beta };
}

double
normlab_smooth_add (NormlabSmooth *self, double value)
{
  if (!isfinite (value))
    return value;

  self->sum = self->beta * self->sum + value;
  self->weight = self->beta * self->weight + 1;
  if (!self->begun)
    self->first = value;
  self->begun = TRUE;
  self->varied = self->varied || value != self->first;
  return self->varied && self->beta > 0 ? self->sum / self->weight : value;
}
