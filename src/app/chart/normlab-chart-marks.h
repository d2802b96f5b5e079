/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-chart-layout.h"

G_BEGIN_DECLS

/* What whoever looks into a live chart sees over its lines. */

/* A rectangle in pixels, for an upright or a level line. @alpha: 0 to 1. */
void normlab_chart_marks_append_bar (GtkSnapshot *snapshot,
                                     const NormlabChartColor *color,
                                     float alpha,
                                     double x,
                                     double y,
                                     double width,
                                     double height);
/* On a line of that series, whose pixel it is; nothing outside of its plot. */
void normlab_chart_marks_append_dot (GtkSnapshot *snapshot,
                                     const NormlabChartLayout *layout,
                                     const NormlabChartSeries *series,
                                     NormlabChartPoint pixel);

/* The value @x of the axis across all plots, with a dot on each line that has got there: on the
 * last of its points not beyond. */
void normlab_chart_marks_append_cursor (GtkSnapshot *snapshot,
                                        const NormlabChartLayout *layout,
                                        double x);

G_END_DECLS
