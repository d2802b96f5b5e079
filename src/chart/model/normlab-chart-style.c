/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-style.h"

#include <math.h>

#define RGB(hex)                                                                                   \
  {                                                                                                \
    (((hex) >> 16) & 0xff) / 255.0, (((hex) >> 8) & 0xff) / 255.0, ((hex) &0xff) / 255.0           \
  }

/* Found by a search: for people with normal sight, deuteranopia and protanopia alike, any two lie
 * at least 20 apart in CIELAB, and each has a contrast of 3:1 or more to its background. */
static const NormlabChartColor on_light[] = {
  RGB (0x3165ca), /* blue */
  RGB (0xeb6214), /* orange */
  RGB (0x077a5b), /* green */
  RGB (0xaf408e), /* magenta */
  RGB (0x775000), /* brown */
  RGB (0x039ccc), /* sky */
  RGB (0x22286c), /* navy */
};

static const NormlabChartColor on_dark[] = {
  RGB (0x2286fb), RGB (0xed7d49), RGB (0x30e4aa), RGB (0xd06ea3),
  RGB (0xf8d01f), RGB (0xbceff8), RGB (0xcba2ff),
};

/* The ten colours that the notebook's plotting library takes in turn. */
static const NormlabChartColor notebook[] = {
  RGB (0x1f77b4), RGB (0xff7f0e), RGB (0x2ca02c), RGB (0xd62728), RGB (0x9467bd),
  RGB (0x8c564b), RGB (0xe377c2), RGB (0x7f7f7f), RGB (0xbcbd22), RGB (0x17becf),
};

/* For what has an order, from little to much. Found by a search as well: lightness only falls (on
 * dark, only rises), and neighbours lie at least 16 apart in CIELAB for each kind of sight, however
 * few of the steps are taken; 3:1 or more to the background. What is more stands out more. */
static const NormlabChartColor ramp_on_light[] = {
  RGB (0xef6d09), RGB (0xd2583a), RGB (0xca445c), RGB (0xbc0270),
  RGB (0x80198a), RGB (0x10079c), RGB (0x012a37),
};

static const NormlabChartColor ramp_on_dark[] = {
  RGB (0xa127ef), RGB (0xb355cb), RGB (0xea53b6), RGB (0xff658f),
  RGB (0xff9223), RGB (0xffc898), RGB (0xffe3cb),
};

#define PALETTE(colors) .palette = colors, .n_palette = G_N_ELEMENTS (colors)
#define RAMP(colors) .ramp = colors, .n_ramp = G_N_ELEMENTS (colors)

static const NormlabChartStyle styles[NORMLAB_N_CHART_THEMES] = {
  [NORMLAB_CHART_THEME_LIGHT] = {
    .font_family = "Sans", .font_size = 13, .line_width = 2, .faintness = 0.62,
    .background = RGB (0xffffff), .text = RGB (0x1f2328), .dim = RGB (0x59606b),
    .axis = RGB (0x8b929c), .grid = RGB (0xe7e9ec),
    PALETTE (on_light), RAMP (ramp_on_light),
  },
  [NORMLAB_CHART_THEME_DARK] = {
    .font_family = "Sans", .font_size = 13, .line_width = 2, .faintness = 0.6,
    .background = RGB (0x1e1e22), .text = RGB (0xf3f3f5), .dim = RGB (0xb0b4bc),
    .axis = RGB (0x767b84), .grid = RGB (0x343439),
    PALETTE (on_dark), RAMP (ramp_on_dark),
  },
  [NORMLAB_CHART_THEME_PRINT] = {
    .font_family = "Sans", .font_size = 13, .line_width = 1.6, .faintness = 0.6, .marked = TRUE,
    .background = RGB (0xffffff), .text = RGB (0x000000), .dim = RGB (0x333333),
    .axis = RGB (0x555555), .grid = RGB (0xdddddd),
    PALETTE (on_light), RAMP (ramp_on_light),
  },
  [NORMLAB_CHART_THEME_NOTEBOOK] = {
    .font_family = "DejaVu Sans, Sans", .font_size = 13.5, .line_width = 2, .faintness = 0.5,
    .boxed = TRUE, .centred = TRUE, .legend_inside = TRUE,
    .background = RGB (0xffffff), .text = RGB (0x000000), .dim = RGB (0x333333),
    .axis = RGB (0x000000), .grid = RGB (0xcccccc),
    PALETTE (notebook), RAMP (ramp_on_light),
  },
};

void
normlab_chart_style_init (NormlabChartStyle *self, NormlabChartTheme theme)
{
  g_return_if_fail (theme < NORMLAB_N_CHART_THEMES);

  *self = styles[theme];
}

void
normlab_chart_style_scale (NormlabChartStyle *self, double factor)
{
  g_return_if_fail (factor > 0);

  self->font_size *= factor;
  self->line_width *= factor;
}

static double
mix (double from, double to, double share)
{
  return from + (to - from) * share;
}

/* Evenly between the ramp's ends; past its colours, as many neighbours as need be share one. */
static NormlabChartColor
get_step (const NormlabChartStyle *self, guint step, guint n_steps)
{
  guint last = self->n_ramp - 1;
  double place = n_steps > self->n_ramp ? (double) (step * self->n_ramp / n_steps)
                 : n_steps > 1          ? (double) (step * last) / (n_steps - 1)
                                        : last;
  guint below = MIN ((guint) place, last - 1);
  const NormlabChartColor *from = &self->ramp[below];
  const NormlabChartColor *to = &self->ramp[below + 1];
  double share = place - below;

  return (NormlabChartColor){ mix (from->red, to->red, share), mix (from->green, to->green, share),
                              mix (from->blue, to->blue, share) };
}

NormlabChartColor
normlab_chart_style_get_color (const NormlabChartStyle *self, guint color, gboolean faint)
{
  guint number = normlab_chart_color_get_number (color);
  guint n_steps = normlab_chart_color_get_n_steps (color);
  NormlabChartColor found = color == NORMLAB_CHART_NEUTRAL ? self->dim
                            : n_steps > 0                  ? get_step (self, number, n_steps)
                                          : self->palette[number % self->n_palette];

  if (faint)
    {
      found.red = mix (found.red, self->background.red, self->faintness);
      found.green = mix (found.green, self->background.green, self->faintness);
      found.blue = mix (found.blue, self->background.blue, self->faintness);
    }
  return found;
}

/* How many steps before this one have the same colour. */
static guint
get_round (const NormlabChartStyle *self, guint step, guint n_steps)
{
  guint round = 0;

  while (round < step
         && (step - round - 1) * self->n_ramp / n_steps == step * self->n_ramp / n_steps)
    round++;
  return round;
}

NormlabChartMark
normlab_chart_style_get_mark (const NormlabChartStyle *self, guint color)
{
  guint number = normlab_chart_color_get_number (color);
  guint n_steps = normlab_chart_color_get_n_steps (color);
  guint round;

  if (color == NORMLAB_CHART_NEUTRAL)
    return NORMLAB_CHART_MARK_NONE;

  round = n_steps > 0 ? get_round (self, number, n_steps) : number / self->n_palette;
  if (!self->marked && !(color & NORMLAB_CHART_COLOR_MARKED))
    return round % (NORMLAB_CHART_MARK_DIAMOND + 1);
  if (n_steps > 0)
    return NORMLAB_CHART_MARK_CIRCLE + number % NORMLAB_CHART_MARK_DIAMOND;
  return NORMLAB_CHART_MARK_CIRCLE
         + (number % self->n_palette + round) % NORMLAB_CHART_MARK_DIAMOND;
}

void
normlab_chart_color_set_source (const NormlabChartColor *self, cairo_t *cr)
{
  cairo_set_source_rgb (cr, self->red, self->green, self->blue);
}

static double
linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (const NormlabChartColor *color)
{
  return 0.2126 * linear (color->red) + 0.7152 * linear (color->green)
         + 0.0722 * linear (color->blue);
}

double
normlab_chart_color_get_contrast (const NormlabChartColor *a, const NormlabChartColor *b)
{
  double first = luminance (a);
  double second = luminance (b);

  return (MAX (first, second) + 0.05) / (MIN (first, second) + 0.05);
}
