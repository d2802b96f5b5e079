/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-chart-layout.h"

G_BEGIN_DECLS

/**
 * NormlabChartZoomer:
 *
 * Which ranges of a live chart are shown: everything, or what was looked closer at with the wheel,
 * by dragging, or with keys. What there is to show follows the model as it grows, or its head where
 * it has one.
 */
typedef struct _NormlabChartZoomer NormlabChartZoomer;

NormlabChartZoomer *normlab_chart_zoomer_new (void);
void normlab_chart_zoomer_free (NormlabChartZoomer *self);

/* What there is to show, which must outlive its being set here; NULL for nothing. The old one is
 * not looked at any more. An axis that measures the same as before keeps its zoom. */
void normlab_chart_zoomer_set_model (NormlabChartZoomer *self, const NormlabChartModel *model);
/* Takes note of what the model has to show by now, looking at new points only. */
void normlab_chart_zoomer_follow (NormlabChartZoomer *self);
/* Where everything is, for what is done at a pixel; it must outlive its being set here, NULL for
 * nothing. */
void normlab_chart_zoomer_set_layout (NormlabChartZoomer *self, const NormlabChartLayout *layout);

/* What is to be shown, as far as it has been followed (start and end are 0). */
void normlab_chart_zoomer_get_ranges (const NormlabChartZoomer *self,
                                      NormlabChartScale *x,
                                      NormlabChartScale *y);
/* Whether that is less than everything, */
gboolean normlab_chart_zoomer_shows_part (const NormlabChartZoomer *self);
/* and whether somebody has chosen it. */
gboolean normlab_chart_zoomer_get_zoomed (const NormlabChartZoomer *self);

/* The wheel, at a pixel, by notches: zooms x, with Shift y, with Control both. FALSE, and nothing,
 * outside of the plots. */
gboolean normlab_chart_zoomer_scroll (NormlabChartZoomer *self,
                                      double x,
                                      double y,
                                      double dx,
                                      double dy,
                                      GdkModifierType state);
/* A notch of a key, about the value @at of x; NAN: about the middle. */
void normlab_chart_zoomer_zoom (NormlabChartZoomer *self, double at, gboolean closer);
/* Moves what is shown until the value @at of x is in it; FALSE when it was. */
gboolean normlab_chart_zoomer_keep_in_sight (NormlabChartZoomer *self, double at);
/* Everything is shown. */
void normlab_chart_zoomer_reset (NormlabChartZoomer *self);

/* Dragging, from a pixel, by so many: moves what is shown, with @pan, or else selects it. begin()
 * is FALSE, and nothing begins, outside of the plots; the other two are FALSE while the ranges stay
 * as they are. */
gboolean
normlab_chart_zoomer_begin_drag (NormlabChartZoomer *self, double x, double y, gboolean pan);
gboolean normlab_chart_zoomer_drag (NormlabChartZoomer *self, double dx, double dy);
gboolean normlab_chart_zoomer_end_drag (NormlabChartZoomer *self, double dx, double dy);
/* Gives up dragging and what it would have selected. FALSE when nothing was dragged. */
gboolean normlab_chart_zoomer_cancel_drag (NormlabChartZoomer *self);

/* What is being selected. */
void normlab_chart_zoomer_snapshot (NormlabChartZoomer *self, GtkSnapshot *snapshot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabChartZoomer, normlab_chart_zoomer_free)

G_END_DECLS
