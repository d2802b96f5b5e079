/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-pick.h"

G_BEGIN_DECLS

/* To another point of the same line, or to the line above or below. */
typedef enum
{
  NORMLAB_CHART_WALK_PREVIOUS,
  NORMLAB_CHART_WALK_NEXT,
  NORMLAB_CHART_WALK_FIRST,
  NORMLAB_CHART_WALK_LAST,
  NORMLAB_CHART_WALK_ABOVE,
  NORMLAB_CHART_WALK_BELOW,
} NormlabChartWalk;

/**
 * NormlabChartWalker:
 * @walking: whether it is anywhere
 * @series: index of the line that it is on
 * @tag: of that line, for when the model is another one
 * @value: x of the point of the line that it is at
 *
 * Looks into a chart with the keys: along a line, and from one to the next. A plain value, all
 * zeros at first.
 */
typedef struct
{
  gboolean walking;
  guint series, tag;
  double value;
} NormlabChartWalker;

/* Begins at @pick (nullable), or else at the end of the first line, if there is one. TRUE when it
 * is where somebody looked already. */
gboolean normlab_chart_walker_begin (NormlabChartWalker *self,
                                     const NormlabChartLayout *layout,
                                     const NormlabChartPick *pick);

/* One step; at an end it stays where it is. It must be walking. */
void normlab_chart_walker_step (NormlabChartWalker *self,
                                const NormlabChartLayout *layout,
                                NormlabChartWalk walk);

/* What is at the place (NormlabChartPick), its own line first, as normlab_chart_pick() has it; NULL
 * when its line has gone. In another model it goes on with the same tag. */
GArray *normlab_chart_walker_pick (NormlabChartWalker *self,
                                   const NormlabChartLayout *layout,
                                   guint *panel);

G_END_DECLS
