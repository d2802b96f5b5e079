/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-line.h"

G_BEGIN_DECLS

/* A chart in three steps, for whoever keeps pictures of the parts: the frame beneath (background,
 * grid, axes, text), the lines (bands and what is void first, then faint ones), and what lies over
 * them (single points, rings where runs began again, crosses where they diverged, triangles where
 * lines leave the plot, a legend inside of it). */
void normlab_chart_draw_frame (cairo_t *cr, const NormlabChartLayout *layout);
void normlab_chart_draw_lines (cairo_t *cr, const NormlabChartLayout *layout);
void normlab_chart_draw_over (cairo_t *cr, const NormlabChartLayout *layout);

/* All of it. */
void normlab_chart_draw_layout (cairo_t *cr, const NormlabChartLayout *layout);

/* The same for a model, at @width × @height pixels from the origin. */
void normlab_chart_draw (cairo_t *cr,
                         const NormlabChartModel *model,
                         const NormlabChartStyle *style,
                         double width,
                         double height);

G_END_DECLS
