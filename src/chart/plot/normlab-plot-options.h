/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-mapping.h"
#include "normlab-metric.h"

G_BEGIN_DECLS

/* The settings of the window have the words and numbers of these enumerations; they are made from
 * this file (data/meson.build). */

typedef enum
{
  NORMLAB_ABSCISSA_STEPS,
  NORMLAB_ABSCISSA_EPOCHS, /* of each run's own images and batch size, likewise the next */
  NORMLAB_ABSCISSA_IMAGES,
  NORMLAB_ABSCISSA_SECONDS,
} NormlabAbscissa;
#define NORMLAB_N_ABSCISSAS 4

typedef enum
{
  NORMLAB_BAND_NONE,      /* every seed has its line */
  NORMLAB_BAND_RANGE,     /* mean of the seeds, band from the least to the greatest */
  NORMLAB_BAND_DEVIATION, /* mean of the seeds, band of ± one standard deviation */
  NORMLAB_BAND_INTERVAL,  /* mean of the seeds, band of its 95 % interval, by Student */
} NormlabBand;

/* What settings and the command line call them, and NULL. */
extern const char *const normlab_band_words[];

typedef enum
{
  NORMLAB_CHART_LOOK_NORMLAB,
  NORMLAB_CHART_LOOK_NOTEBOOK, /* a panel for each run, with the notebook's words */
} NormlabChartLook;

/**
 * NormlabPlotRange:
 * @has_from: whether the axis begins at @from, rather than where it would; likewise @has_to
 *
 * What somebody wants to see of an axis: with both, @from < @to; neither is negative, nor @to 0.
 */
typedef struct
{
  gboolean has_from, has_to;
  double from, to;
} NormlabPlotRange;

/**
 * NormlabPlotOptions:
 * @look: of a chart in the notebook's look neither mapping nor band are asked for
 * @x_logarithmic: whether equal ratios are equally far apart along the chart, but for step 0
 * @x_range: of @abscissa, but for the notebook's look, as are the next and @x_logarithmic
 * @y_range: of @metric
 * @by_hand: whether the y axis has the @scale rather than the metric's own
 * @training: whether the training batch is shown, faint, beside what the metric is of, where no
 *   panel has more than eight lines: past that it would only hide them
 * @gap: whether what lies between that and the line is a band, in such panels; both are shown then
 * @members: with a band, whether each seed's line is shown, faint
 * @smoothing: weight of what came before in an exponential moving average, 0 (off) to 0.99
 *
 * A plain value.
 */
typedef struct
{
  NormlabMetric metric;
  NormlabChartLook look;
  NormlabAbscissa abscissa;
  NormlabArrangement view;
  NormlabBand band;
  gboolean x_logarithmic;
  NormlabPlotRange x_range, y_range;
  gboolean by_hand;
  NormlabScale scale;
  gboolean training;
  gboolean gap;
  gboolean members;
  double smoothing;
} NormlabPlotOptions;

/* What both programs begin with: the settings have the same (test-plot-options). */
#define NORMLAB_PLOT_OPTIONS_DEFAULT                                                               \
  ((NormlabPlotOptions){ .band = NORMLAB_BAND_RANGE, .training = TRUE })

G_END_DECLS
