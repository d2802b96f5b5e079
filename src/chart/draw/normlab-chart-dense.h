/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-text.h"

G_BEGIN_DECLS

/* Whether a line (NormlabChartPoint, pixels; NAN: a gap) goes up and down so much that it covers
 * most of what lies between its highest and its lowest point in each column of @column pixels. */
gboolean normlab_chart_is_dense (GArray *pixels, double column);

/* Paints, for each column of device pixels, what such a line covers there, within @plot, in the
 * context's colour and line width: hardly told apart from a stroke, and a tenth of the work. With
 * @dash > 0, every other stretch of so many pixels is left out. FALSE, and nothing, where there are
 * no such pixels: on vectors, or turned. */
gboolean
normlab_chart_paint_dense (cairo_t *cr, GArray *pixels, const NormlabChartRect *plot, double dash);

G_END_DECLS
