/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-chart-view.h"
#include "normlab-plot.h"
#include "normlab-lab.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_CHART_PANE (normlab_chart_pane_get_type ())
G_DECLARE_FINAL_TYPE (NormlabChartPane, normlab_chart_pane, NORMLAB, CHART_PANE, GtkWidget)

/**
 * NormlabChartPane:
 *
 * The middle of the window: the live chart of a lab's runs with what sets it up; or, as long as
 * there are no runs, what to do about it. Gives every item of the lab its look.
 *
 * Signals: ::hovered (NormlabRunItem *), nullable: whose line is pointed at.
 */

/* The settings whose keys say what the chart shows (metric, abscissa, view, show-training, band,
 * show-members, smoothing). */
void normlab_chart_pane_set_up (NormlabChartPane *self, NormlabLab *lab, GSettings *settings);

/* While data are being loaded, in place of the invitation to train: what is being done; NULL:
 * none. */
void normlab_chart_pane_set_loading (NormlabChartPane *self, const char *text);
/* "Train 4 networks", for the button that invites. */
void normlab_chart_pane_set_train_label (NormlabChartPane *self, const char *label);

void normlab_chart_pane_set_highlighted (NormlabChartPane *self, NormlabRunItem *item);
void normlab_chart_pane_set_scale (NormlabChartPane *self, double scale);

NormlabChartView *normlab_chart_pane_get_view (NormlabChartPane *self);
NormlabPlot *normlab_chart_pane_get_plot (NormlabChartPane *self);

G_END_DECLS
