/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NormlabStatistics:
 * @n: how many values there are
 * @mean: of them; NAN without any
 * @deviation: their standard deviation as that of a sample, with n − 1; 0 for a single one
 * @low: the least; NAN without any
 * @high: the greatest; NAN without any
 *
 * What repeated measurements of the same thing say together.
 */
typedef struct
{
  guint n;
  double mean;
  double deviation;
  double low, high;
} NormlabStatistics;

/* Values that are not finite are none. */
void normlab_statistics_init (NormlabStatistics *self, const double *values, guint n_values);

G_END_DECLS
