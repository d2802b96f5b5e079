/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-layout.h"

G_BEGIN_DECLS

/* Runs that began again. */

/* What was void of a series, dotted, in hardly more than its faint colour. */
void normlab_chart_draw_voids (cairo_t *cr,
                               const NormlabChartLayout *layout,
                               const NormlabChartSeries *series);

/* A ring that turns back at each place where a run began again, as far as they have room. */
void normlab_chart_draw_rings (cairo_t *cr, const NormlabChartLayout *layout);

G_END_DECLS
