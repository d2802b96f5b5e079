/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-lab.h"

G_BEGIN_DECLS

/* What the chart shows: something that only another program measures, where somebody has chosen it
 * and a run has it, or else one of the table's metrics; and where there are only runs of other
 * programs, something that they have measured. */
NormlabMetric normlab_other_metrics_get_shown (GSettings *settings, NormlabLab *lab);

/* Behind the words of NormlabMetricInfo in the state of the action "win.shown-metric". */
#define NORMLAB_OTHER_METRIC_PREFIX "other:"

#define NORMLAB_TYPE_OTHER_METRICS (normlab_other_metrics_get_type ())
G_DECLARE_FINAL_TYPE (NormlabOtherMetrics, normlab_other_metrics, NORMLAB, OTHER_METRICS, GtkWidget)

/**
 * NormlabOtherMetrics:
 *
 * A list from which something is chosen that only other programs measure, by its name; the action
 * is win.shown-metric. It is to be seen only where there is any.
 */
GtkWidget *normlab_other_metrics_new (void);
/* Offers what the runs of a lab have, of which @shown may be chosen. */
void normlab_other_metrics_offer (NormlabOtherMetrics *self, NormlabLab *lab, NormlabMetric shown);

G_END_DECLS
