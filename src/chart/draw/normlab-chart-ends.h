/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-layout.h"

G_BEGIN_DECLS

/* @crosses: as normlab_chart_layout_find_crosses() tells. */

/* The words about the runs that diverged, in their places (NormlabChartText; free with
 * g_array_unref()): beside each cross at which step and in which layer that was, or, where crosses
 * are many or too near to one another, one text in each panel that lists the steps. None lies on a
 * line, a cross, another text or a legend, or crosses the edge of its plot; without room there is
 * none. */
GArray *normlab_chart_ends_create_texts (const NormlabChartLayout *layout, const GArray *crosses);

/* The crosses where runs diverged, and these words. */
void normlab_chart_draw_ends (cairo_t *cr,
                              const NormlabChartLayout *layout,
                              const GArray *crosses,
                              const GArray *texts);

G_END_DECLS
