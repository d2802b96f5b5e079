/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-canvas.h"
#include "normlab-chart-card.h"
#include "normlab-chart-lines.h"
#include "normlab-chart-pick.h"
#include "normlab-chart-view.h"
#include "normlab-chart-zoom.h"

G_BEGIN_DECLS

/* What the pointer does while a button is held. */
typedef enum
{
  NORMLAB_CHART_DRAG_NONE,
  NORMLAB_CHART_DRAG_SELECT,
  NORMLAB_CHART_DRAG_PAN,
} NormlabChartDrag;

struct _NormlabChartView
{
  GtkWidget parent_instance;

  /* Borrowed. */
  NormlabChartModel *model;

  /* What is shown. */
  NormlabChartStyle style;
  double scale;
  int highlighted;
  char *summary;
  char *x_title, *y_title; /* what the axes measure, for when the model is another one */
  NormlabChartZoom x, y;
  gboolean was_zoomed;

  /* Kept pictures, for a layout, a size and a scale factor; see normlab-chart-view-picture.c. */
  NormlabChartLayout *layout;
  guint serial;
  int factor;
  gboolean grown;   /* points have been added that the pictures do not show */
  gboolean hurried; /* the last change was a person's: do not finish what is out of date */
  NormlabChartCanvas *frame;
  NormlabChartLines *lines; /* what is shown */
  guint lines_serial;
  NormlabChartLines *next; /* what will take its place */
  guint next_serial;
  gint64 stale_since; /* how long @lines have been out of date; 0: they are not */
  guint work_source;
  NormlabChartLines *tagged; /* the lines that stand out, anew */
  guint tagged_serial;
  guint tagged_tag;
  GskRenderNode *over;
  guint over_key;
  guint over_source;

  /* What is being looked at; see normlab-chart-view-hover.c. */
  gboolean pointed, keyed;
  double pointer_x, pointer_y;
  guint series; /* with the keys: on this line, of this tag, at this value */
  guint tag;
  double value;
  GArray *picks;      /* NULL: nothing */
  guint picks_serial; /* of the layout that they were found in */
  guint panel;
  int hovered;
  char *description;
  NormlabChartCard *card;

  /* See normlab-chart-view-zoom.c. */
  NormlabChartDrag drag;
  double drag_x, drag_y;       /* where it began */
  double drag_to_x, drag_to_y; /* where it is */
};

/* normlab-chart-view-style.c */

void normlab_chart_view_init_style (NormlabChartView *self,
                                    NormlabChartStyle *style,
                                    gboolean for_print);

/* normlab-chart-view-picture.c */

gboolean normlab_chart_view_has_content (NormlabChartView *self);
NormlabChartLayout *normlab_chart_view_create_layout (NormlabChartView *self,
                                                      const NormlabChartStyle *style,
                                                      double width,
                                                      double height);
/* Makes the layout true; FALSE when there is nothing to draw. */
gboolean normlab_chart_view_ensure_layout (NormlabChartView *self);
/* The layout will be made anew, the model being the same. */
void normlab_chart_view_drop_layout (NormlabChartView *self);
/* Forgets everything that looks at the model, which may be gone; what is on screen stays there
 * until something takes its place. */
void normlab_chart_view_invalidate (NormlabChartView *self);
void normlab_chart_view_snapshot_picture (NormlabChartView *self, GtkSnapshot *snapshot);
void normlab_chart_view_stop_work (NormlabChartView *self);

/* normlab-chart-view-hover.c */

void normlab_chart_view_init_hover (NormlabChartView *self);
/* Finds anew what is being looked at. */
void normlab_chart_view_inspect (NormlabChartView *self);
/* The tag that stands out; −1: none. */
int normlab_chart_view_get_standing_out (NormlabChartView *self);
/* Tells those who cannot see it. */
void normlab_chart_view_describe (NormlabChartView *self);
void normlab_chart_view_snapshot_hover (NormlabChartView *self, GtkSnapshot *snapshot);

/* normlab-chart-view-keys.c */

void normlab_chart_view_class_init_keys (GtkWidgetClass *widget_class);
/* What is at the place that the keys are on. */
GArray *normlab_chart_view_pick_keyed (NormlabChartView *self);

/* normlab-chart-view-zoom.c */

void normlab_chart_view_class_init_zoom (GtkWidgetClass *widget_class);
void normlab_chart_view_init_zoom (NormlabChartView *self);
/* FALSE without a selection or a movement that could be given up. */
gboolean normlab_chart_view_cancel_drag (NormlabChartView *self);
void normlab_chart_view_snapshot_zoom (NormlabChartView *self, GtkSnapshot *snapshot);

/* normlab-chart-view.c */

void normlab_chart_view_zoom_changed (NormlabChartView *self);

G_END_DECLS
