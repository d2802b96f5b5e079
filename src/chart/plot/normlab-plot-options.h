/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-mapping.h"

G_BEGIN_DECLS

/* The settings of the window have the words and numbers of these enumerations; they are made from
 * this file (data/meson.build). */

typedef enum
{
  NORMLAB_METRIC_ACCURACY,
  NORMLAB_METRIC_LOSS,
} NormlabMetric;

typedef enum
{
  NORMLAB_ABSCISSA_STEPS,
  NORMLAB_ABSCISSA_SECONDS,
} NormlabAbscissa;

typedef enum
{
  NORMLAB_BAND_NONE,      /* every seed has its line */
  NORMLAB_BAND_RANGE,     /* mean of the seeds, band from the least to the greatest */
  NORMLAB_BAND_DEVIATION, /* mean of the seeds, band of ± one standard deviation */
} NormlabBand;

/**
 * NormlabPlotOptions:
 * @training: whether the training batch's accuracy is shown, faint, beside the test set's
 * @members: with a band, whether each seed's line is shown, faint
 * @smoothing: weight of what came before in an exponential moving average, 0 (off) to 0.99
 *
 * A plain value.
 */
typedef struct
{
  NormlabMetric metric;
  NormlabAbscissa abscissa;
  NormlabArrangement view;
  NormlabBand band;
  gboolean training;
  gboolean members;
  double smoothing;
} NormlabPlotOptions;

G_END_DECLS
