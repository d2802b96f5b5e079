/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-layout.h"

G_BEGIN_DECLS

/* Which entries: those that name colours, those that explain kinds of line, or all. */
typedef enum
{
  NORMLAB_CHART_ENTRIES_COLORED = 1 << 0,
  NORMLAB_CHART_ENTRIES_NEUTRAL = 1 << 1,
} NormlabChartEntries;
#define NORMLAB_CHART_ENTRIES_ALL (NORMLAB_CHART_ENTRIES_COLORED | NORMLAB_CHART_ENTRIES_NEUTRAL)

/**
 * NormlabChartLegend:
 *
 * The legend while its place is being sought: an item for each entry that is shown, in aligned
 * columns.
 */
typedef struct
{
  GArray *texts;   /* of NormlabChartText */
  GArray *entries; /* of guint: index into the model's entries; none for what stands for the rest */
  guint n_columns;
  double em;         /* of its own style */
  double widths[16]; /* of the columns */
  double line_height;
  double width, height;
} NormlabChartLegend;

/* Columns as many as fit @max_width, rows as many as fit @max_height (at least one); the last item
 * says how many more there are, if any. brief: in fewer words, for entries that have such. */
void normlab_chart_legend_init (NormlabChartLegend *self,
                                const NormlabChartModel *model,
                                const NormlabChartStyle *style,
                                PangoContext *context,
                                NormlabChartEntries kinds,
                                gboolean brief,
                                double max_width,
                                double max_height,
                                guint max_columns);
void normlab_chart_legend_clear (NormlabChartLegend *self);

/* Moves texts and keys into @layout, the legend's corner at @x, @y. */
void normlab_chart_legend_place (NormlabChartLegend *self,
                                 NormlabChartLayout *layout,
                                 double x,
                                 double y);

G_END_DECLS
