/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-chart-layout.h"

G_BEGIN_DECLS

/**
 * NormlabChartOver:
 *
 * What lies over a live chart's lines: single points, crosses where runs diverged with their words,
 * a legend inside the plot. Kept as a render node until something of it must be seen at once. Words
 * beside crosses lie on no line, which takes its time to find: while lines grow about them, that is
 * done now and then.
 */
typedef struct _NormlabChartOver NormlabChartOver;

/* @draw_again is called with @owner when it should be snapshot anew. */
NormlabChartOver *normlab_chart_over_new (void (*draw_again) (gpointer owner), gpointer owner);
void normlab_chart_over_free (NormlabChartOver *self);

/* There is another layout, or another model. */
void normlab_chart_over_forget (NormlabChartOver *self);
/* No more asking for being drawn again, for now. */
void normlab_chart_over_stop (NormlabChartOver *self);

/* Whether its words lie about the lines as they are. */
gboolean normlab_chart_over_get_settled (const NormlabChartOver *self);

/* @grown: lines have grown since the last time. */
void normlab_chart_over_snapshot (NormlabChartOver *self,
                                  GtkSnapshot *snapshot,
                                  const NormlabChartLayout *layout,
                                  gboolean grown);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabChartOver, normlab_chart_over_free)

G_END_DECLS
