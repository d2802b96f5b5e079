/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-layout.h"

G_BEGIN_DECLS

/**
 * NormlabChartPick:
 * @series: index of the run's line; of the test set, where there are both
 * @tag: of that line
 * @point: index of its point
 * @at: that point
 * @pixel: where it is drawn
 * @training: value of the run's training batch at the same place; NAN where it is not shown
 * @gap: from @at to that, where a band shows it; NAN elsewhere
 *
 * What a line says at some place.
 */
typedef struct
{
  guint series;
  guint tag;
  guint point;
  NormlabChartPoint at;
  NormlabChartPoint pixel;
  double training;
  double gap;
} NormlabChartPick;

/* The points at @x (a value) of the runs shown in @panel, one for each run, the nearest to the
 * pixel @near_y first; lines that have none there are left out. Free with g_array_unref(). */
GArray *
normlab_chart_pick_at (const NormlabChartLayout *layout, guint panel, double x, double near_y);

/* The same at the pixel (@x, @y), or rather at the point of the nearest line that is nearest to it;
 * to the right of all lines at their end. NULL outside of the plots; may be empty. */
GArray *normlab_chart_pick (const NormlabChartLayout *layout, double x, double y, guint *panel);

/* Index of the point of a line whose x is nearest to @x; G_MAXUINT without any. */
guint normlab_chart_pick_point (const NormlabChartSeries *series, double x);

G_END_DECLS
