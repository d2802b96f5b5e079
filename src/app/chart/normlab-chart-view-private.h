/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-inspector.h"
#include "normlab-chart-picture.h"
#include "normlab-chart-view.h"
#include "normlab-chart-zoomer.h"

G_BEGIN_DECLS

/* The wires between the view's three parts, which know nothing of one another: the zoomer's ranges
 * go to the picture, the picture's layout to the inspector and to the zoomer, and the inspector's
 * tag back to the picture. normlab-chart-view.c holds them, normlab-chart-view-input.c brings what
 * people do to the parts, and calls it. */
struct _NormlabChartView
{
  GtkWidget parent_instance;

  /* Borrowed */
  NormlabChartModel *model;

  /* Owned */
  NormlabChartPicture *picture;
  NormlabChartInspector *inspector;
  NormlabChartZoomer *zoomer;

  double scale;
  gboolean projected;
  gboolean notebook;
  double cursor; /* NAN: none */
  int highlighted;
  int pointed_entry; /* of the legend, or −1 */
  int pointed_cross; /* of a series, or −1 */
  int pressed_cross; /* likewise, with the button down */

  GArray *crosses; /* nullable: as the layout has them */

  /* What others have been told. */
  int hovered;
  gboolean was_zoomed;
  char *description;
};

/* Makes the layout true and hands it out; FALSE when there is nothing to draw. */
gboolean normlab_chart_view_lay_out (NormlabChartView *self);
/* Finds anew what is being looked at, and tells of it. */
void normlab_chart_view_look (NormlabChartView *self);
/* The zoomer may have other ranges now. */
void normlab_chart_view_zoom_changed (NormlabChartView *self);

/* Asks for lines to be hidden or shown. */
void normlab_chart_view_toggle (NormlabChartView *self, int entry, gboolean alone);

/* Of each series, as normlab_chart_layout_find_crosses(); NULL when there is nothing to draw. */
const GArray *normlab_chart_view_find_crosses (NormlabChartView *self);
/* Asks why the run of a tag diverged. */
void normlab_chart_view_ask_why (NormlabChartView *self, guint tag);

/* normlab-chart-view-input.c */

void normlab_chart_view_class_init_input (GtkWidgetClass *widget_class);
void normlab_chart_view_init_input (NormlabChartView *self);

G_END_DECLS
