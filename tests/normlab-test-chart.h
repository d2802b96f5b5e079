/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-layout.h"

G_BEGIN_DECLS

/* Runs on 0 to 2000 steps and accuracies of 0 to 1, in turn in each of the panels. Run i has the
 * tag i, and two lines without a point: one for the training batch, faint, and one for the test
 * set. */
NormlabChartModel *normlab_test_chart_model (guint n_runs, guint n_panels);

/* Adds points, ten steps apart, until each line has so many. */
void normlab_test_chart_grow (NormlabChartModel *model, guint n_points);

/* Accuracy of a run's test set at point @point; that of its training batch is 0.03 higher. */
double normlab_test_chart_get_value (guint run, guint point);

/* How many pixels of two surfaces of the same size differ by more than @tolerance in any channel,
 * of those in the columns @from to @to − 1. */
guint normlab_test_chart_count_differences (cairo_surface_t *a,
                                            cairo_surface_t *b,
                                            int from,
                                            int to,
                                            int tolerance);

G_END_DECLS
