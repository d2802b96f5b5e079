/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-model.h"
#include "normlab-chart-text.h"

G_BEGIN_DECLS

/**
 * NormlabChartRoom:
 * @plot: what is divided into square cells of @cell pixels
 * @taken: of each cell, row by row, whether anything is in it
 * @sums: of each corner of a cell, how many above and left of it are taken; NULL until asked for
 *
 * Where in a plot there is room for words.
 */
typedef struct
{
  NormlabChartRect plot;
  double cell;
  guint n_columns, n_rows;
  guint8 *taken;
  guint32 *sums;
} NormlabChartRoom;

void normlab_chart_room_init (NormlabChartRoom *self, const NormlabChartRect *plot, double cell);
void normlab_chart_room_clear (NormlabChartRoom *self);

void normlab_chart_room_take_rect (NormlabChartRoom *self, const NormlabChartRect *rect);
/* A line through @pixels (NormlabChartPoint with rising x), with gaps where x is NAN. */
void normlab_chart_room_take_line (NormlabChartRoom *self, GArray *pixels);

/* Moves @rect, whose size is given, to the free place that is best for words about @anchor: near
 * it, and rather at its right, @gap pixels away, than above, below or at its left. @margin pixels
 * around it are free, too, and within the plot. FALSE when there is no such place. */
gboolean normlab_chart_room_find (NormlabChartRoom *self,
                                  NormlabChartPoint anchor,
                                  double gap,
                                  double margin,
                                  NormlabChartRect *rect);

G_END_DECLS
