/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-layout.h"

G_BEGIN_DECLS

/* The edges of a plot through which lines leave. */
typedef enum
{
  NORMLAB_CHART_EDGE_UPPER = 1 << 0,
  NORMLAB_CHART_EDGE_LOWER = 1 << 1,
} NormlabChartEdges;

/**
 * NormlabChartExit:
 * @series: whose line leaves its plot
 * @edge: through which edge
 * @at: pixel on the edge, where the line is farthest beyond it
 * @value: of the line there
 * @text: (owned): the value, in its place; its layout is NULL where there is no room
 *
 * That a line goes on where it is not shown.
 */
typedef struct
{
  guint series;
  NormlabChartEdges edge;
  NormlabChartPoint at;
  double value;
  NormlabChartText text;
} NormlabChartExit;

/* Beyond which edges the points of a series lie, from index @first on; 0 of what stays in the
 * background or is hidden. */
NormlabChartEdges normlab_chart_edges_look (const NormlabChartLayout *layout,
                                            const NormlabChartSeries *series,
                                            guint first);

/* Where lines leave their plots (NormlabChartExit; free with g_array_unref()), each at most once
 * through each edge; where several do at the same place, they stand side by side. No text lies on a
 * line, a cross (@crosses, NormlabChartPoint of each series), one of @texts (NormlabChartText) or
 * another exit. */
GArray *normlab_chart_edges_create_exits (const NormlabChartLayout *layout,
                                          const GArray *crosses,
                                          const GArray *texts);

/* A triangle that points out of the plot at each, and its value. */
void normlab_chart_draw_exits (cairo_t *cr, const NormlabChartLayout *layout, const GArray *exits);

G_END_DECLS
