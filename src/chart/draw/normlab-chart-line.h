/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-layout.h"
#include "normlab-chart-pen.h"

G_BEGIN_DECLS

/* Draws a line, or with a pen what has been added since it was last used, and then the band of the
 * series as well (see normlab-chart-band.h). A line begins with its second point. */
void normlab_chart_draw_line (cairo_t *cr,
                              const NormlabChartLayout *layout,
                              const NormlabChartSeries *series,
                              NormlabChartPen *pen);

/* The series that have no more than one point yet, as dots that lines do not hide. */
void normlab_chart_draw_only_points (cairo_t *cr, const NormlabChartLayout *layout);

/* A sample of a line from (x, y) to the right, for legends. */
void normlab_chart_draw_sample (cairo_t *cr,
                                const NormlabChartStyle *style,
                                const NormlabChartEntry *entry,
                                double x,
                                double y,
                                double width);

G_END_DECLS
