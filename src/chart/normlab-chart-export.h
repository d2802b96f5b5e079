/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

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

G_END_DECLS
