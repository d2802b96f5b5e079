/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NormlabChartScale:
 * @min: the value at @start
 * @max: the value at @end, > @min
 * @start: pixel of @min
 * @end: pixel of @max; less than @start for an axis that grows upwards
 * @logarithmic: whether equal ratios, not equal differences, are equally far apart; without @knee,
 *   @min is above 0 then, and what has no logarithm lies far before @start
 * @knee: where a logarithmic scale that has room for 0 begins to be one: between 0 and this, equal
 *   differences are equally far apart, and 0 lies NORMLAB_CHART_GAP decades before; 0: no room
 *
 * Maps values to pixels and back. Zooming is another @min and @max.
 */
typedef struct
{
  double min, max;
  double start, end;
  gboolean logarithmic;
  double knee;
} NormlabChartScale;

#define NORMLAB_CHART_GAP 0.25

/* Where a value lies on a scale on which the same distance is the same everywhere: itself, or its
 * decimal logarithm. And back. */
double normlab_chart_scale_flatten (gboolean logarithmic, double value);
double normlab_chart_scale_unflatten (gboolean logarithmic, double place);

/* The same on a scale that may have room for 0. Only what kind of scale it is matters. */
double normlab_chart_scale_get_place (const NormlabChartScale *self, double value);
double normlab_chart_scale_get_value (const NormlabChartScale *self, double place);
/* Whether both are alike in that. */
gboolean normlab_chart_scale_is_alike (const NormlabChartScale *self,
                                       const NormlabChartScale *other);

double normlab_chart_scale_to_pixel (const NormlabChartScale *self, double value);
double normlab_chart_scale_to_value (const NormlabChartScale *self, double pixel);

/* Where, between 0 and what comes first, a scale leaves values out: from the pixel @from to @to.
 * FALSE where it shows no such place. */
gboolean normlab_chart_scale_get_break (const NormlabChartScale *self, double *from, double *to);

#define NORMLAB_CHART_MAX_TICKS 24

/**
 * NormlabChartTicks:
 *
 * Round values (1, 2 or 5 times a power of ten apart) within a range, rising; on a logarithmic
 * scale powers of ten, with 2 and 5 times these or without, and 0 where it has room for it.
 */
typedef struct
{
  guint n;
  double step;
  int digits; /* behind the decimal mark, so that neighbours read differently */
  gboolean logarithmic;
  double values[NORMLAB_CHART_MAX_TICKS];
} NormlabChartTicks;

/* The finest ticks between @min and @max (both included, @min < @max) that are at most @max_n
 * (2 … NORMLAB_CHART_MAX_TICKS) and at least @min_step apart (1 for whole numbers, else 0). */
void normlab_chart_ticks_init (NormlabChartTicks *self,
                               double min,
                               double max,
                               guint max_n,
                               double min_step);

/* The same for a logarithmic scale (0 < @min). Within less than a decade they are as on another
 * one. */
void
normlab_chart_ticks_init_logarithmic (NormlabChartTicks *self, double min, double max, guint max_n);

/* Those of a scale, whatever its kind. On one with room for 0 none is nearer to 0 than @room times
 * the scale's length. */
void normlab_chart_ticks_init_for (NormlabChartTicks *self,
                                   const NormlabChartScale *scale,
                                   guint max_n,
                                   double min_step,
                                   double room);

/* The label of a tick, alike in every locale: with the dot that the names of recipes beside it have
 * and that the command line takes; from five digits on, in groups with narrow spaces between. */
char *normlab_chart_ticks_format (const NormlabChartTicks *self, double value);

/* Widens a range to round numbers, and an empty or impossible one to what can be drawn. */
void normlab_chart_range_round (double *min, double *max);

G_END_DECLS
