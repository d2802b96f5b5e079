/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-chart-model.h"
#include "normlab-chart-scale.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_CHART_VIEW (normlab_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (NormlabChartView, normlab_chart_view, NORMLAB, CHART_VIEW, GtkWidget)

/**
 * NormlabChartView:
 *
 * A live chart that can be looked into: hover or arrow keys show the values of the nearest lines,
 * the wheel zooms about the pointer, dragging selects a range, double click or 0 resets. What the
 * legend has can be clicked, and so can the crosses of runs that diverged.
 *
 * Properties: highlighted-tag (int, −1: none; writable), zoomed (boolean, read-only), scale
 * (double).
 * Signals: ::hovered (int tag): the lines of which tag lie nearest to the pointer or were chosen
 * with the keys; −1: none. ::toggled (int entry, gboolean alone): the lines that an entry of the
 * model's legend stands for (−1: all) are to be hidden, or shown if they are not; then, with
 * @alone, nothing else is to be shown, or everything if nothing else was before. ::asked-why (int
 * tag): somebody clicked on the cross where that run diverged, or chose it with the keys.
 */
GtkWidget *normlab_chart_view_new (void);

/* The model to show, which must outlive its being set here; NULL for none. Keeps the zoom where the
 * new model's axes mean the same. */
void normlab_chart_view_set_model (NormlabChartView *self, NormlabChartModel *model);

/* The model has changed in place: points were added at the ends of lines (the ranges of its axes
 * may have grown, which is noticed here), or, with @everything, anything else. */
void normlab_chart_view_update (NormlabChartView *self, gboolean everything);

/* The lines of a tag stand out, all others are dimmed; −1: none. */
void normlab_chart_view_set_highlighted_tag (NormlabChartView *self, int tag);

/* Larger text and thicker lines, as for a projector; 1 is ordinary. */
void normlab_chart_view_set_scale (NormlabChartView *self, double scale);
/* Whether it is on a projector, where most of the height is plot. */
void normlab_chart_view_set_projected (NormlabChartView *self, gboolean projected);
/* Whether it looks as the notebook's own chart, whatever surrounds it. */
void normlab_chart_view_set_notebook (NormlabChartView *self, gboolean notebook);
double normlab_chart_view_get_scale (NormlabChartView *self);

/* An upright line across all plots at a value of the axis, and a dot on each line; NAN: none. */
void normlab_chart_view_set_cursor (NormlabChartView *self, double x);
double normlab_chart_view_get_cursor (NormlabChartView *self);

void normlab_chart_view_reset_zoom (NormlabChartView *self);
gboolean normlab_chart_view_get_zoomed (NormlabChartView *self);
/* The ranges that are shown, for a layout of one's own (start and end are 0); FALSE, and nothing,
 * when everything is. */
gboolean
normlab_chart_view_get_zoom (NormlabChartView *self, NormlabChartScale *x, NormlabChartScale *y);

/* Whether what is on screen is what model, size and zoom ask for, or about to be with the next
 * frame; while a large chart is drawn anew, it is not. */
gboolean normlab_chart_view_get_settled (NormlabChartView *self);

/* What the chart shows, in words, for those who cannot see it. */
void normlab_chart_view_set_summary (NormlabChartView *self, const char *summary);

G_END_DECLS
