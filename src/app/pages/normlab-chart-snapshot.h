/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-layout.h"
#include "normlab-page-snapshot.h"

G_BEGIN_DECLS

/* A snapshot of a chart: how it looks, and which part of it is shown. @model is taken, with its
 * title, its caption and its details; it must have a panel. @width × @height: pixels, at least 1,
 * that suit it. @x and @y (each nullable: everything): the ranges that are shown. */
NormlabPageSnapshot *normlab_chart_snapshot_new (const char *stem,
                                                 NormlabChartModel *model,
                                                 const NormlabChartStyle *style,
                                                 double width,
                                                 double height,
                                                 const NormlabChartScale *x,
                                                 const NormlabChartScale *y);

/* Where everything of such a snapshot goes at any size, at least 1 × 1 pixels; not to be used
 * longer than the snapshot. Free with normlab_chart_layout_free(). */
NormlabChartLayout *
normlab_chart_snapshot_lay_out (NormlabPageSnapshot *snapshot, double width, double height);

G_END_DECLS
