/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-model.h"
#include "normlab-chart-scale.h"

G_BEGIN_DECLS

/* Turns @points (rising x) from index @first on into the pixels of a line, appended to @pixels
 * (NormlabChartPoint), with at most four per column of @column pixels: the first, the lowest, the
 * highest and the last, in their order. Drawn, that equals the line through all points to within a
 * column, so no spike is lost. A gap (y not finite) becomes one point with x and y NAN.
 *
 * What lies outside the scales' values in x is left out but for the line's way to the edge; y is
 * kept within what Cairo can hold. */
void normlab_chart_decimate (const NormlabChartPoint *points,
                             guint n_points,
                             guint first,
                             const NormlabChartScale *x,
                             const NormlabChartScale *y,
                             double column,
                             GArray *pixels);

G_END_DECLS
