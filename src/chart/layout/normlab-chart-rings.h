/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-layout.h"

G_BEGIN_DECLS

/* Half of a ring where a run began again, in em. */
#define NORMLAB_CHART_RING_RADIUS 0.42

/* The ring at a restart of a series. */
typedef struct
{
  guint series;
  NormlabChartPoint at; /* its middle, in pixels: on the line */
} NormlabChartRing;

/* Those that are shown (NormlabChartRing; free with g_array_unref()). Of restarts of one run that
 * lie too near to one another, as where it fails again and again, the last one has a ring. */
GArray *normlab_chart_layout_find_rings (const NormlabChartLayout *self);

/* The last restart of a series whose ring, or the place that one would have, is at the pixel @x;
 * NULL where there is none. */
const NormlabChartRestart *normlab_chart_layout_find_restart (const NormlabChartLayout *self,
                                                              const NormlabChartSeries *series,
                                                              double x);

G_END_DECLS
