/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-layout.h"

G_BEGIN_DECLS

/* Whether the ending of @path names a kind of picture that can be written: .svg, .pdf or .png.
 * NORMLAB_ERROR_VALUE names the three. Touches no file. */
gboolean normlab_chart_export_check (const char *path, GError **error);

/* Draws a chart on white and writes SVG, PDF or PNG by the ending of @path, whole or not at all,
 * at @width × @height pixels (a PNG has twice as many; in PDF a pixel is 0.75 points). Title and
 * caption are also written where the format keeps such things. */
gboolean normlab_chart_export (const char *path,
                               const NormlabChartModel *model,
                               const NormlabChartStyle *style,
                               double width,
                               double height,
                               GError **error);

/* The same for a chart that has been laid out already, zoomed perhaps. */
gboolean
normlab_chart_export_layout (const char *path, const NormlabChartLayout *layout, GError **error);

G_END_DECLS
