/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-layout.h"
#include "normlab-chart-legend.h"

G_BEGIN_DECLS

/* Parts of a chart that can be left out. */
typedef enum
{
  NORMLAB_CHART_PART_CAPTION = 1 << 0,
  NORMLAB_CHART_PART_NOTE = 1 << 1,
  NORMLAB_CHART_PART_X_TITLE = 1 << 2,
  NORMLAB_CHART_PART_Y_TITLE = 1 << 3,
  NORMLAB_CHART_PART_LEGEND = 1 << 4,
  NORMLAB_CHART_PART_TITLE = 1 << 5,
  NORMLAB_CHART_PART_PANELS = 1 << 6,
  NORMLAB_CHART_PART_TICKS = 1 << 7,
} NormlabChartParts;
#define NORMLAB_CHART_PARTS_ALL ((1 << 8) - 1)

/**
 * NormlabChartFrame:
 * @em: the layout's font size, which all distances are multiples of
 * @sparing: whether what is around the plots takes as little of the height as can be
 * @left: what remains for the plots, as are @right, @top and @bottom
 * @x: the ranges to show, and how; start and end are ignored, as of @y
 * @entries: of the legend, that have no place yet
 * @margin: where anything may begin at the left
 * @around_top: from here to @around_bottom an axis title may stand
 * @titles: (owned): of the panels, or the heads of the columns, as far as they have room; likewise
 *   @row_heads
 * @plot_width: of every plot
 * @column_pitch: from one plot to the next
 *
 * A layout in the making: what lies around the plots takes its place, then the plots share what
 * is left.
 */
typedef struct
{
  NormlabChartLayout *layout;
  PangoContext *context;
  NormlabChartParts parts;
  double em;
  gboolean sparing;
  double left, right, top, bottom;
  NormlabChartScale x, y;
  NormlabChartEntries entries;
  NormlabChartText x_title, y_title;
  double margin;
  double around_top, around_bottom;
  double panel_title_height;
  double column_head_height; /* with what lies beneath it; 0 without heads, as is the next */
  double row_head_width;
  guint panel_title_lines;
  GStrv titles, row_heads;
  double tick_height;
  double plot_width, plot_height;
  double column_pitch, row_pitch;
} NormlabChartFrame;

/* Texts for the layout, which owns what is added. */
NormlabChartText normlab_chart_frame_make_text (NormlabChartFrame *self,
                                                NormlabChartTextRole role,
                                                const char *string,
                                                double max_width,
                                                guint max_lines);
void normlab_chart_frame_take_text (NormlabChartFrame *self, NormlabChartText text);

/* Title, legend, note, caption and room for the axis titles: what lies around the plots. */
void normlab_chart_frame_surround (NormlabChartFrame *self);
/* What waits for the plots to be placed: axis titles, and a legend inside. */
void normlab_chart_frame_complete (NormlabChartFrame *self);

/* Chooses columns and ticks and gives every plot its share. FALSE when that is too little. */
gboolean normlab_chart_frame_divide (NormlabChartFrame *self);
/* Places the plots with their titles and numbers. */
void normlab_chart_frame_place_plots (NormlabChartFrame *self);

G_END_DECLS
