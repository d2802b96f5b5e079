/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-model.h"
#include "normlab-chart-scale.h"
#include "normlab-chart-text.h"

G_BEGIN_DECLS

typedef struct
{
  NormlabChartRect plot;
  NormlabChartScale x, y;
} NormlabChartPanel;

/* A line sample of the legend; its text is among the layout's texts. @area holds both. */
typedef struct
{
  NormlabChartRect rect;
  NormlabChartRect area;
  guint entry; /* index into the model's entries */
} NormlabChartKey;

/**
 * NormlabChartLayout:
 * @model: (unowned): must outlive the layout
 * @texts: every text that is shown, in its place; none overlaps another or crosses the edge
 * @keys: the legend's line samples
 * @sheet: what a legend inside the plot covers; width 0 without one
 *
 * Where everything of a chart goes at a given size. It holds no more than one frame needs: make a
 * new one when the size, the style, or the ranges and words of the model change.
 */
typedef struct
{
  const NormlabChartModel *model;
  NormlabChartStyle style;
  double width, height;
  guint n_columns, n_rows;
  GArray *panels; /* of NormlabChartPanel */
  GArray *texts;  /* of NormlabChartText */
  GArray *keys;   /* of NormlabChartKey */
  NormlabChartRect sheet;
  NormlabChartTicks x_ticks, y_ticks;
} NormlabChartLayout;

/* @width and @height are pixels, at least 1. @view (nullable): the ranges to show in place of the
 * model's, when zoomed: start and end are ignored. A chart too large for its size loses, in this
 * order, its caption, axis titles, legend, title, panel titles, and numbers. Where the style asks
 * for a share of the height, the layout's style has the size of text that this leaves. */
NormlabChartLayout *normlab_chart_layout_new (const NormlabChartModel *model,
                                              const NormlabChartStyle *style,
                                              double width,
                                              double height,
                                              const NormlabChartScale *x_view,
                                              const NormlabChartScale *y_view);
void normlab_chart_layout_free (NormlabChartLayout *self);

const NormlabChartPanel *normlab_chart_layout_get_panel (const NormlabChartLayout *self,
                                                         guint panel);

/* The panel whose plot holds a pixel, or −1. */
int normlab_chart_layout_find_panel (const NormlabChartLayout *self, double x, double y);

/* The model's entry whose place in the legend holds a pixel, and which stands for lines; or −1. */
int normlab_chart_layout_find_entry (const NormlabChartLayout *self, double x, double y);

/* Half of a cross where a series diverged, in em. */
#define NORMLAB_CHART_CROSS_RADIUS 0.38

/* Pixel where a series diverged: at the step, as high as its last finite point. */
NormlabChartPoint normlab_chart_layout_get_mark (const NormlabChartLayout *self,
                                                 const NormlabChartSeries *series);
/* Of each series, the pixel of its cross (NormlabChartPoint; NAN without one): where it diverged,
 * or above or beneath that where another's cross would be hidden. Beside it only where its step has
 * no more room. */
GArray *normlab_chart_layout_find_crosses (const NormlabChartLayout *self);
/* Index of the series whose cross is at the pixel (@x, @y), or near enough to be meant, −1 for
 * none. @crosses: as normlab_chart_layout_find_crosses() has them. */
int normlab_chart_layout_find_cross (const NormlabChartLayout *self,
                                     const GArray *crosses,
                                     double x,
                                     double y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabChartLayout, normlab_chart_layout_free)

G_END_DECLS
