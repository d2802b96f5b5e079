/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "normlab-chart-scale.h"
#include "normlab-chart-style.h"

G_BEGIN_DECLS

typedef struct
{
  double x, y;
} NormlabChartPoint;

/* What a line stands for reaches from @low to @high. */
typedef struct
{
  double low, high;
} NormlabChartSpan;

/* What a point of a mean is of: @n measurements, their standard deviation as that of a sample
 * (n − 1), half of the 95 % interval of their mean (NAN of a single one), the best and the worst of
 * them, and how many more there would be if they had not diverged before. */
typedef struct
{
  guint n;
  double deviation;
  double margin;
  double best, worst;
  guint n_diverged;
} NormlabChartSpread;

/* Where a run began again: the first of the line's points since then, and the place on the x axis
 * that it went back to. */
typedef struct
{
  guint point;
  double x;
} NormlabChartRestart;

/**
 * NormlabChartSeries:
 * @name: what the line shows, for people
 * @panel: the panel it is drawn in
 * @color: of the style's palette, or a step of its ramp (normlab-chart-style.h); it belongs to the
 *   run, whatever else is shown
 * @dashed: whether the line is broken
 * @faint: whether it stays in the background
 * @weight: 1, or less for one of many that nobody tells apart: a thinner line, which lets what lies
 *   beneath it through, so that many of them show where most of them are
 * @hidden: whether it is left out, for now
 * @points: NormlabChartPoint with rising x; where y is not finite, the line has a gap
 * @spans: (nullable): NormlabChartSpan, one for each point: a band in the line's colour, drawn
 *   beneath all lines; where one is not finite, it has a gap
 * @spreads: (nullable): NormlabChartSpread, one for each point, where these are means
 * @voids: (nullable): of GArray of NormlabChartPoint with rising x: what was measured before the
 *   run began again, which counts nowhere: it is dotted beneath everything, and no range is wider
 *   for it
 * @restarts: (nullable): of NormlabChartRestart, by rising points
 * @diverged: whether the run went astray
 * @diverged_x: where it did
 * @diverged_step: the step at which it did, to be said where there is room; 0 to say nothing
 * @diverged_layer: the layer in which it did, to be said with the step; 0 when it is not known
 * @tag: index of the run that the line belongs to; G_MAXUINT: of none
 * @training: whether it shows the training batch, beside the line of the test set
 * @baseline: whether it is what all others are compared with
 *
 * One line of a chart.
 */
typedef struct
{
  char *name;
  guint panel;
  guint color;
  gboolean dashed;
  gboolean faint;
  double weight;
  gboolean hidden;
  GArray *points;
  GArray *spans;
  GArray *spreads;
  GPtrArray *voids;
  GArray *restarts;
  gboolean diverged;
  double diverged_x;
  guint diverged_step;
  guint diverged_layer;
  guint tag;
  gboolean training;
  gboolean baseline;
} NormlabChartSeries;

/**
 * NormlabChartAxis:
 * @title: (nullable): what is measured
 * @beginning: (nullable): what is to be said of 0, in words
 * @automatic: whether the range follows the points; otherwise it is @min to @max
 * @margin: with @automatic, the share of the range that is left free on either side; negative: the
 *   range is widened to round numbers instead
 * @whole: whether there is nothing between whole numbers
 * @logarithmic: whether equal ratios are equally far apart, where the range is given and, but for
 *   @knee, above 0
 * @knee: on a logarithmic axis with room for 0 what comes first after it; 0: it has none
 * @head: where somebody who follows what goes on slowly has the axis end, which says nothing of its
 *   range; 0: there is nothing to follow
 */
typedef struct
{
  char *title;
  char *beginning;
  gboolean automatic;
  double min, max;
  double margin;
  gboolean whole;
  gboolean logarithmic;
  double knee;
  double head;
} NormlabChartAxis;

/* Whose lines an entry of the legend stands for. */
typedef enum
{
  NORMLAB_CHART_STANDS_FOR_NONE, /* it explains something else */
  NORMLAB_CHART_STANDS_FOR_COLOR,
  NORMLAB_CHART_STANDS_FOR_DASHES,
  NORMLAB_CHART_STANDS_FOR_LOOK, /* of its colour and dashes, in its panel alone */
} NormlabChartStandsFor;

/* One line of the legend. It is shown while a series of its colour is, a neutral one always, and
 * one that is @hidden, too: set back, for whoever can have its lines shown again. With @banded, its
 * sample is a line in the middle of a band; with @gap, a band between a line and a faint one. */
typedef struct
{
  char *name;
  char *brief; /* nullable: in fewer words, for where all would be too small to be read */
  guint color; /* or NORMLAB_CHART_NEUTRAL */
  gboolean dashed;
  gboolean faint;
  gboolean banded;
  gboolean gap;
  gboolean hidden;
  NormlabChartStandsFor stands_for;
  guint panel; /* that it is about, if it stands for a look */
} NormlabChartEntry;

/**
 * NormlabChartModel:
 * @title: (nullable): above everything
 * @note: (nullable): beneath the plots, what somebody has to say about them
 * @caption: (nullable): beneath everything, in small type
 * @details: (nullable): not drawn, but written into files after the caption, where their format
 * keeps
 *   such things
 * @panels: the title of each panel (or ""); panels share their axes
 * @n_columns: panels side by side; 0: as many as suit the size
 * @column_heads: of a grid, what the panels of each column show: then it is said once, in place of
 *   the panels' titles; of others none
 * @row_heads: likewise of each row
 * @baseline: (nullable): what lines are compared with; it is not drawn
 *
 * What a chart shows, without any notion of pixels.
 */
typedef struct
{
  char *title;
  char *note;
  char *caption;
  char *details;
  NormlabChartAxis x, y;
  GPtrArray *panels; /* of char */
  guint n_columns;
  GPtrArray *column_heads; /* of char */
  GPtrArray *row_heads;    /* of char */
  GPtrArray *series;       /* of NormlabChartSeries */
  GArray *entries;         /* of NormlabChartEntry */
  NormlabChartSeries *baseline;
} NormlabChartModel;

/* An empty chart with automatic axes and no panel. */
NormlabChartModel *normlab_chart_model_new (void);
void normlab_chart_model_free (NormlabChartModel *self);

/* One of its own, which shares nothing with this one. */
NormlabChartModel *normlab_chart_model_copy (const NormlabChartModel *self);

/* Takes out panels, lines and entries; what the axes are stays. */
void normlab_chart_model_clear (NormlabChartModel *self);

void normlab_chart_model_set_title (NormlabChartModel *self, const char *title);
void normlab_chart_model_set_note (NormlabChartModel *self, const char *note);
void normlab_chart_model_set_caption (NormlabChartModel *self, const char *caption);
void normlab_chart_model_set_details (NormlabChartModel *self, const char *details);

/* Adds a panel and returns its index. */
guint normlab_chart_model_add_panel (NormlabChartModel *self, const char *title);

/* For a grid; as many of either as it has columns and rows. */
void normlab_chart_model_add_column_head (NormlabChartModel *self, const char *head);
void normlab_chart_model_add_row_head (NormlabChartModel *self, const char *head);

/* Adds an empty line in @panel, which the model owns. */
NormlabChartSeries *normlab_chart_model_add_series (NormlabChartModel *self,
                                                    const char *name,
                                                    guint panel,
                                                    guint color);

/* The model's baseline, empty, in place of the one that there was. A copy of the model has none. */
NormlabChartSeries *normlab_chart_model_add_baseline (NormlabChartModel *self);
/* How much more there is at @at than in the baseline at the same place; NAN where that has no
 * point. */
double normlab_chart_model_get_difference (const NormlabChartModel *self, NormlabChartPoint at);

/* What it returns is valid until the next one is added. */
NormlabChartEntry *normlab_chart_model_add_entry (NormlabChartModel *self,
                                                  const char *name,
                                                  guint color,
                                                  gboolean dashed,
                                                  gboolean faint);
/* NULL, or the same as its name: it has no fewer words. */
void normlab_chart_entry_set_brief (NormlabChartEntry *self, const char *brief);
/* Takes out those that are hidden. */
void normlab_chart_model_drop_hidden_entries (NormlabChartModel *self);
/* Whether the legend shows an entry now. */
gboolean normlab_chart_model_shows_entry (const NormlabChartModel *self,
                                          const NormlabChartEntry *entry);

/* Makes room for @n more points, which then come without the others being moved. */
void normlab_chart_series_reserve (NormlabChartSeries *self, guint n);
/* x must not be less than that of the point before. */
void normlab_chart_series_append (NormlabChartSeries *self, double x, double y);
/* A point in the middle of a band; to be used for all points of a series, or for none. */
void normlab_chart_series_append_span (NormlabChartSeries *self,
                                       double x,
                                       double y,
                                       double low,
                                       double high);
/* Of the point that was added last; to be called for all points of a series, or for none. */
void normlab_chart_series_append_spread (NormlabChartSeries *self,
                                         const NormlabChartSpread *spread);
/* Of a point; NULL where there is none. */
const NormlabChartSpread *normlab_chart_series_get_spread (const NormlabChartSeries *self,
                                                           guint point);
/* points->len of them; valid until the next one is added. */
const NormlabChartPoint *normlab_chart_series_get_points (const NormlabChartSeries *self);
/* The first of @n_points, sorted as in a series, whose x is at least @x; @n_points if none is. */
guint normlab_chart_points_find (const NormlabChartPoint *points, guint n_points, double x);
/* Takes @points. */
void normlab_chart_series_add_void (NormlabChartSeries *self, GArray *points);
/* Of the point that was added last. */
void normlab_chart_series_add_restart (NormlabChartSeries *self, double x);
void normlab_chart_series_set_diverged (NormlabChartSeries *self, double x, guint step);

void normlab_chart_axis_set_title (NormlabChartAxis *self, const char *title);
void normlab_chart_axis_set_beginning (NormlabChartAxis *self, const char *beginning);
void normlab_chart_axis_set_range (NormlabChartAxis *self, double min, double max);

/* Maps a part of the axis, from @min to @max, to the pixels from @start to @end. */
NormlabChartScale normlab_chart_axis_get_scale (const NormlabChartAxis *self,
                                                double min,
                                                double max,
                                                double start,
                                                double end);

/* The ranges that the axes show, from the series that are not hidden: finite, and min < max. */
void normlab_chart_model_get_ranges (const NormlabChartModel *self,
                                     double *x_min,
                                     double *x_max,
                                     double *y_min,
                                     double *y_max);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabChartModel, normlab_chart_model_free)

G_END_DECLS
