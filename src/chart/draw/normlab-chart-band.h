/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-layout.h"
#include "normlab-chart-pen.h"

G_BEGIN_DECLS

/* Draws the band of a series, if it has one: transparent, so that of two bands which overlap
 * both are seen. With a pen, draws what has been added since it was last used, in whole columns
 * of pixels, so that the pieces show no seams; on a surface with alpha beneath what is there,
 * since lines of other runs may have got ahead. */
void normlab_chart_draw_band (cairo_t *cr,
                              const NormlabChartLayout *layout,
                              const NormlabChartSeries *series,
                              NormlabChartPen *pen);

/* A piece of a band about the line from (x, y) to the right, for legends. Returns how high it
 * is. */
double normlab_chart_draw_band_sample (cairo_t *cr,
                                       const NormlabChartStyle *style,
                                       guint color_index,
                                       double x,
                                       double y,
                                       double width);

/* The smallest width that can be told apart: a pixel of the device, or a quarter where the surface
 * has none. */
double normlab_chart_get_column (cairo_t *cr);

G_END_DECLS
