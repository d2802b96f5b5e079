/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-chart-words.h"
#include "normlab-plot.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_CHART_OPTIONS (normlab_chart_options_get_type ())
G_DECLARE_FINAL_TYPE (NormlabChartOptions,
                      normlab_chart_options,
                      NORMLAB,
                      CHART_OPTIONS,
                      GtkPopover)

/**
 * NormlabChartOptions:
 *
 * The popover of the button "Chart": what is drawn, what it is called, and which channel (colour,
 * dashes, panels) shows which hyperparameter.
 *
 * Signals: ::mapping-changed, when somebody chose a channel, or everything by itself again.
 */

/* The words that its entries show and change. To be called once. */
void normlab_chart_options_bind_words (NormlabChartOptions *self, NormlabChartWords *words);

/* The settings whose axes it shows and changes. To be called once. */
void normlab_chart_options_bind_settings (NormlabChartOptions *self, GSettings *settings);

/* What the chart shows. */
void normlab_chart_options_set_metric (NormlabChartOptions *self, NormlabMetric metric);

/* varying: bit d is set for the hyperparameters that are offered. */
void normlab_chart_options_set_mapping (NormlabChartOptions *self,
                                        guint varying,
                                        const NormlabMapping *mapping,
                                        gboolean automatic);
/* FALSE when the mapping is to be found automatically. */
gboolean normlab_chart_options_get_mapping (NormlabChartOptions *self, NormlabMapping *mapping);

G_END_DECLS
