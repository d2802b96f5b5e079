/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-chart-walker.h"

G_BEGIN_DECLS

/**
 * NormlabChartInspector:
 *
 * Looks into a chart, with the pointer or the keys: finds what is there and shows it, as a
 * crosshair, a dot and a card with the values of the nearest runs, and in words. Whatever moves it
 * takes effect with normlab_chart_inspector_look().
 */
typedef struct _NormlabChartInspector NormlabChartInspector;

NormlabChartInspector *normlab_chart_inspector_new (void);
void normlab_chart_inspector_free (NormlabChartInspector *self);

/* Where everything is, which must outlive its being set here; NULL when there is nothing. */
void normlab_chart_inspector_set_layout (NormlabChartInspector *self,
                                         const NormlabChartLayout *layout);
/* What to say of the chart as long as the keys are nowhere. */
void normlab_chart_inspector_set_summary (NormlabChartInspector *self, const char *summary);

/* The pointer is at a pixel. FALSE when it was there before: such events come as well when only the
 * window has moved or changed beneath it. */
gboolean normlab_chart_inspector_point (NormlabChartInspector *self, double x, double y);
/* It is elsewhere. */
void normlab_chart_inspector_leave (NormlabChartInspector *self);
/* FALSE while the pointer is elsewhere. */
gboolean
normlab_chart_inspector_get_pointer (const NormlabChartInspector *self, double *x, double *y);
/* While something is dragged, the pointer looks at nothing; and the keys are given up. */
void normlab_chart_inspector_set_dragging (NormlabChartInspector *self, gboolean dragging);

/* A step with the keys; the first one takes them to where the pointer is, or else to the end of a
 * line. There must be a layout. */
void normlab_chart_inspector_walk (NormlabChartInspector *self, NormlabChartWalk walk);
/* Gives up the keys. FALSE when they were nowhere. */
gboolean normlab_chart_inspector_leave_keys (NormlabChartInspector *self);
/* FALSE while the keys are nowhere; @x: the value that they are at. */
gboolean normlab_chart_inspector_get_keys (const NormlabChartInspector *self, double *x);

/* Whether there is anything to be found, with the pointer or the keys. */
gboolean normlab_chart_inspector_get_looking (const NormlabChartInspector *self);
/* Finds anew what is being looked at, in the layout and the model as they are now. */
void normlab_chart_inspector_look (NormlabChartInspector *self);

/* The nearest run that was found; NULL for none. */
const NormlabChartPick *normlab_chart_inspector_get_pick (const NormlabChartInspector *self);
/* Its tag; −1: none. */
int normlab_chart_inspector_get_tag (const NormlabChartInspector *self);
/* What the keys are at, or else the summary; free with g_free(). */
char *normlab_chart_inspector_describe (const NormlabChartInspector *self);

/* Crosshair, dot and card. */
void normlab_chart_inspector_snapshot (NormlabChartInspector *self, GtkSnapshot *snapshot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabChartInspector, normlab_chart_inspector_free)

G_END_DECLS
