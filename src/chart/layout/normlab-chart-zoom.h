/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NormlabChartZoom:
 * @full_min: the least value that there is to show
 * @full_max: the greatest
 * @least: the shortest range that can be shown
 * @head: as long as nobody has zoomed, what is shown ends here; 0: where everything does
 * @zoomed: whether somebody has chosen what is shown; otherwise it follows what there is
 * @min: the least value that is shown
 * @max: the greatest
 *
 * The part of an axis that is shown. It never leaves what there is to show.
 */
typedef struct
{
  double full_min, full_max;
  double least;
  double head;
  gboolean zoomed;
  double min, max;
} NormlabChartZoom;

/* What there is to show has changed; @whole: there is nothing between whole numbers. */
void normlab_chart_zoom_set_full (NormlabChartZoom *self, double min, double max, gboolean whole);

/* Where what goes on has come: somebody who has not zoomed sees no more of the axis than that. */
void normlab_chart_zoom_set_head (NormlabChartZoom *self, double head);
/* Whether that is less than everything. */
gboolean normlab_chart_zoom_shows_part (const NormlabChartZoom *self);

/* Shows the range from @a to @b, in any order. */
void normlab_chart_zoom_show (NormlabChartZoom *self, double a, double b);
/* Shows a range shorter by a factor (> 1: closer), in which @at stays where it is. */
void normlab_chart_zoom_about (NormlabChartZoom *self, double at, double factor);
/* Shows what lies @by farther up. */
void normlab_chart_zoom_pan (NormlabChartZoom *self, double by);
void normlab_chart_zoom_reset (NormlabChartZoom *self);

G_END_DECLS
