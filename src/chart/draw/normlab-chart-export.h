/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-layout.h"

G_BEGIN_DECLS

/* Draws a chart and writes SVG, PDF or PNG by the ending of @path, at @width × @height pixels, with
 * its title, its caption and its details; see normlab_picture_export(). */
gboolean normlab_chart_export (const char *path,
                               const NormlabChartModel *model,
                               const NormlabChartStyle *style,
                               double width,
                               double height,
                               GError **error);

G_END_DECLS
