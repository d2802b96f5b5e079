/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  NORMLAB_CHART_THEME_LIGHT,
  NORMLAB_CHART_THEME_DARK,
  NORMLAB_CHART_THEME_PRINT,    /* black on white, and every line has its own marks */
  NORMLAB_CHART_THEME_NOTEBOOK, /* as the notebook's plotting library draws */
} NormlabChartTheme;
#define NORMLAB_N_CHART_THEMES 4

/* 0 to 1 each, sRGB. */
typedef struct
{
  double red, green, blue;
} NormlabChartColor;

typedef enum
{
  NORMLAB_CHART_MARK_NONE,
  NORMLAB_CHART_MARK_CIRCLE,
  NORMLAB_CHART_MARK_SQUARE,
  NORMLAB_CHART_MARK_TRIANGLE,
  NORMLAB_CHART_MARK_DIAMOND,
} NormlabChartMark;

/* In place of an index into the palette: the colour of text, for what belongs to no run. */
#define NORMLAB_CHART_NEUTRAL G_MAXUINT

/* How a colour is told: its number in the palette, or a step of the ramp for what has an order;
 * either may be told to carry marks. What has a colour (a line, an entry of the legend, a row of
 * the table) needs to know no more than that it is one. */
#define NORMLAB_CHART_COLOR_IS_STEP (1u << 30)
#define NORMLAB_CHART_COLOR_MARKED (1u << 29)
#define NORMLAB_CHART_COLOR_BITS 14 /* of a number */

/* Step @step, from 0, of @n_steps, of which the first stands back and the last stands out. */
static inline guint
normlab_chart_color_of_step (guint step, guint n_steps)
{
  return NORMLAB_CHART_COLOR_IS_STEP | n_steps << NORMLAB_CHART_COLOR_BITS | step;
}

/* The number in the palette, or the step. */
static inline guint
normlab_chart_color_get_number (guint color)
{
  return color & ((1u << NORMLAB_CHART_COLOR_BITS) - 1);
}

/* Of how many steps it is one; 0 for a colour of the palette. */
static inline guint
normlab_chart_color_get_n_steps (guint color)
{
  return color & NORMLAB_CHART_COLOR_IS_STEP
             ? color >> NORMLAB_CHART_COLOR_BITS & ((1u << NORMLAB_CHART_COLOR_BITS) - 1)
             : 0;
}

/**
 * NormlabChartStyle:
 * @font_size: pixels of an em of ordinary text; every distance follows it
 * @line_width: pixels of a curve; the frame's lines follow it
 * @faintness: how far a faint line goes towards the background, 0 to 1
 * @marked: whether lines carry marks even where their colours suffice to tell them apart
 * @boxed: whether a plot has a line on all sides, and no grid
 * @centred: whether the titles stand in the middle
 * @legend_inside: whether the legend of a single plot stands in its lower right corner
 * @plot_share: how much of the height the plots above one another have at least, as long as text
 *   can be read; 0: what text leaves them. Where that is less, the legend takes a line or none of
 *   it, and text is smaller than @font_size if need be
 * @terse: whether the legend takes no more than a line in any case
 *
 * How a chart looks. A plain value.
 */
typedef struct
{
  const char *font_family;
  double font_size;
  double line_width;
  double faintness;
  gboolean marked;
  gboolean boxed;
  gboolean centred;
  gboolean legend_inside;
  double plot_share;
  gboolean terse;
  NormlabChartColor background;
  NormlabChartColor text;
  NormlabChartColor dim; /* text of lesser weight */
  NormlabChartColor axis;
  NormlabChartColor grid;
  const NormlabChartColor *palette;
  guint n_palette;
  const NormlabChartColor *ramp; /* from what stands back to what stands out */
  guint n_ramp;
} NormlabChartStyle;

void normlab_chart_style_init (NormlabChartStyle *self, NormlabChartTheme theme);

/* Makes text and lines larger by a factor, as for a projector. */
void normlab_chart_style_scale (NormlabChartStyle *self, double factor);

/* The colour that @color tells: of an endless palette, or a step of the ramp. Past as many steps as
 * the ramp has colours, neighbours share one. Faint ones are opaque, so that what is drawn twice
 * does not show. */
NormlabChartColor
normlab_chart_style_get_color (const NormlabChartStyle *self, guint color, gboolean faint);

/* The marks that lines of a colour carry, if they are not told to carry some anyway: none while the
 * palette lasts, then another kind each time that it begins anew; steps that share a colour have
 * different ones. */
NormlabChartMark normlab_chart_style_get_mark (const NormlabChartStyle *self, guint color);

void normlab_chart_color_set_source (const NormlabChartColor *self, cairo_t *cr);

/* Contrast of two colours as WCAG 2 defines it, 1 to 21. */
double normlab_chart_color_get_contrast (const NormlabChartColor *a, const NormlabChartColor *b);

G_END_DECLS
