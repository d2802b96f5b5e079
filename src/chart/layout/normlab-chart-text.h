/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "normlab-chart-style.h"

G_BEGIN_DECLS

typedef struct
{
  double x, y, width, height;
} NormlabChartRect;

typedef enum
{
  NORMLAB_CHART_TEXT_TITLE,
  NORMLAB_CHART_TEXT_CAPTION,
  NORMLAB_CHART_TEXT_AXIS,
  NORMLAB_CHART_TEXT_TICK,
  NORMLAB_CHART_TEXT_PANEL,
  NORMLAB_CHART_TEXT_LEGEND,
  NORMLAB_CHART_TEXT_LEGEND_HIDDEN, /* whose lines are not shown: struck through */
  NORMLAB_CHART_TEXT_MARK,          /* beside the place where a run diverged */
  NORMLAB_CHART_TEXT_NOTE,
} NormlabChartTextRole;
#define NORMLAB_N_CHART_TEXT_ROLES 9

/* A width that no text reaches. */
#define NORMLAB_CHART_TEXT_UNLIMITED (G_MAXINT / PANGO_SCALE)

/**
 * NormlabChartText:
 * @layout: (owned): the shaped text, as it is drawn
 * @rect: what it covers, rotated if it is
 * @rotated: whether it reads upwards
 *
 * A piece of text, measured and later put in its place.
 */
typedef struct
{
  PangoLayout *layout;
  NormlabChartTextRole role;
  NormlabChartRect rect;
  gboolean rotated;
} NormlabChartText;

/* A context whose measures do not depend on the surface drawn to. */
PangoContext *normlab_chart_text_create_context (void);

/* Shapes @string for its role. It is broken into at most @max_lines lines of @max_width pixels, and
 * ends in an ellipsis where that is not enough. rect.x and rect.y are 0. */
void normlab_chart_text_init (NormlabChartText *self,
                              PangoContext *context,
                              const NormlabChartStyle *style,
                              NormlabChartTextRole role,
                              const char *string,
                              double max_width,
                              guint max_lines);
void normlab_chart_text_clear (NormlabChartText *self);

/* Turns it by a quarter, to read upwards. */
void normlab_chart_text_rotate (NormlabChartText *self);

/* Puts it where @x and @y are the given shares (0 to 1) of its own width and height. */
void normlab_chart_text_place (NormlabChartText *self,
                               double x,
                               double y,
                               double x_share,
                               double y_share);

void
normlab_chart_text_draw (const NormlabChartText *self, cairo_t *cr, const NormlabChartStyle *style);

gboolean normlab_chart_rect_intersects (const NormlabChartRect *a, const NormlabChartRect *b);
gboolean normlab_chart_rect_contains (const NormlabChartRect *outer, const NormlabChartRect *inner);
/* From a point to the nearest of the rectangle; 0 inside. */
double normlab_chart_rect_get_distance (const NormlabChartRect *self, double x, double y);

G_END_DECLS
