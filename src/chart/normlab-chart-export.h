/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "normlab-chart-layout.h"

G_BEGIN_DECLS

typedef enum
{
  NORMLAB_CHART_LOOK_NORMLAB,
  NORMLAB_CHART_LOOK_NOTEBOOK, /* title "accuracy", x "count", y 0 to 1, legend lower right */
} NormlabChartLook;

/* Whether the ending of @path names a kind of picture that can be written: .svg, .pdf or .png.
 * NORMLAB_ERROR_VALUE names the three. Touches no file. */
gboolean normlab_chart_export_check (const char *path, GError **error);

/* Draws the histories of @runs (NormlabRun, drained) on white and writes SVG, PDF or PNG (twice the
 * pixels) by the ending of @path: whole or not at all. Up to six runs share one pair of axes; more
 * become small multiples. @title may be NULL; @caption (nullable) goes beneath in small type. */
gboolean normlab_chart_export_runs (const char *path,
                                    GPtrArray *runs,
                                    NormlabChartLook look,
                                    const char *title,
                                    const char *caption,
                                    GError **error);

/* The same for any chart, at @width × @height pixels (a PNG has twice as many; in PDF a pixel is
 * 0.75 points). Title and caption are also written where the format keeps such things. */
gboolean normlab_chart_export (const char *path,
                               const NormlabChartModel *model,
                               const NormlabChartStyle *style,
                               double width,
                               double height,
                               GError **error);

/* The same for a chart that has been laid out already, zoomed perhaps. */
gboolean normlab_chart_export_layout (const char *path,
                                      const NormlabChartLayout *layout,
                                      GError **error);

G_END_DECLS
