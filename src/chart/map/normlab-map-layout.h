/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-text.h"
#include "normlab-map-model.h"

G_BEGIN_DECLS

/**
 * NormlabMapPanel:
 * @head: room for what the map is of; empty for a single one of nothing
 * @plot: all of its cells
 * @labels_below: whether the places of the x axis are named beneath it
 * @labels_left: whether those of the y axis are named beside it
 */
typedef struct
{
  NormlabChartRect head, plot;
  gboolean labels_below, labels_left;
} NormlabMapPanel;

/* Which places of an axis are named: each @each-th from @first on. */
typedef struct
{
  guint first, each;
} NormlabMapLabels;

/* What the legend explains beside the colours. */
typedef enum
{
  NORMLAB_MAP_MARK_DIVERGED,
  NORMLAB_MAP_MARK_DEAD,
  NORMLAB_MAP_MARK_WAITING,
  NORMLAB_MAP_MARK_ABSENT,
} NormlabMapMark;
#define NORMLAB_N_MAP_MARKS 4

/**
 * NormlabMapLegend:
 * @measure: what colours show
 * @bar: the colours, from low values to high ones; its ticks stand beneath
 * @has_mark: which marks occur
 * @marks: room for each with its word; the mark is a square at its left
 */
typedef struct
{
  NormlabChartRect measure, bar;
  gboolean has_mark[NORMLAB_N_MAP_MARKS];
  NormlabChartRect marks[NORMLAB_N_MAP_MARKS];
} NormlabMapLegend;

/**
 * NormlabMapLayout:
 * @model: (unowned)
 * @title: empty without one, as is @caption
 * @n_columns: of panels
 * @cell_width: @cell_height: of each cell
 * @x_title: @y_title: rooms for them
 * @y_room: how long the title of the y axis may be
 * @rotated: whether names beneath read upwards
 * @figures: whether values stand in the cells, of so many pixels; 0: they do not
 *
 * Where a map goes at a size.
 */
typedef struct
{
  const NormlabMapModel *model;
  NormlabChartStyle style;
  double width, height;
  NormlabChartRect title, caption;
  NormlabMapLegend legend;
  GArray *panels; /* of NormlabMapPanel */
  guint n_columns;
  double cell_width, cell_height;
  NormlabChartRect x_title, y_title;
  double y_room;
  NormlabMapLabels x_labels, y_labels;
  gboolean rotated;
  double label_width, label_height; /* of the y axis' names, and of the x axis' */
  double figures;
  PangoContext *context;
} NormlabMapLayout;

/* In ems: between panels, and between a name and what it names. */
#define NORMLAB_MAP_GAP 1.2
#define NORMLAB_MAP_NEAR 0.4

/* @width, @height: pixels, at least 1. The model must outlive it. */
NormlabMapLayout *normlab_map_layout_new (const NormlabMapModel *model,
                                          const NormlabChartStyle *style,
                                          double width,
                                          double height);
void normlab_map_layout_free (NormlabMapLayout *self);

/* Where a cell is, in whole pixels. */
NormlabChartRect normlab_map_layout_get_rect (const NormlabMapLayout *self,
                                              const NormlabMapPlace *place);
/* Which one is at a point; FALSE: none. */
gboolean
normlab_map_layout_find (const NormlabMapLayout *self, double x, double y, NormlabMapPlace *place);

/* The cell beside one, so many columns to the right and rows up (either below 0: the other way), in
 * the next panel past the end of one; the same cell where there is none. */
NormlabMapPlace normlab_map_layout_walk (const NormlabMapLayout *self,
                                         const NormlabMapPlace *from,
                                         int right,
                                         int up);

/* The least height in which cells can be told apart, at a width. */
double normlab_map_layout_get_min_height (const NormlabMapModel *model,
                                          const NormlabChartStyle *style,
                                          double width);

/* For the parts: finds room for measure, colours and marks from (x, y) on; returns its height. */
double normlab_map_legend_lay_out (NormlabMapLegend *self,
                                   const NormlabMapModel *model,
                                   const NormlabChartStyle *style,
                                   PangoContext *context,
                                   double x,
                                   double y,
                                   double width);
/* What a mark means, translated. */
const char *normlab_map_mark_get_word (NormlabMapMark mark);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabMapLayout, normlab_map_layout_free)

G_END_DECLS
