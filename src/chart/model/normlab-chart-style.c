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

static const NormlabChartStyle styles[NORMLAB_N_CHART_THEMES] = {
  [NORMLAB_CHART_THEME_LIGHT] = {
    .font_family = "Sans", .font_size = 13, .line_width = 2, .faintness = 0.62,
    .background = RGB (0xffffff), .text = RGB (0x1f2328), .dim = RGB (0x59606b),
    .axis = RGB (0x8b929c), .grid = RGB (0xe7e9ec),
    .palette = on_light, .n_palette = G_N_ELEMENTS (on_light),
  },
  [NORMLAB_CHART_THEME_DARK] = {
    .font_family = "Sans", .font_size = 13, .line_width = 2, .faintness = 0.6,
    .background = RGB (0x1e1e22), .text = RGB (0xf3f3f5), .dim = RGB (0xb0b4bc),
    .axis = RGB (0x767b84), .grid = RGB (0x343439),
    .palette = on_dark, .n_palette = G_N_ELEMENTS (on_dark),
  },
  [NORMLAB_CHART_THEME_PRINT] = {
    .font_family = "Sans", .font_size = 13, .line_width = 1.6, .faintness = 0.6, .marked = TRUE,
    .background = RGB (0xffffff), .text = RGB (0x000000), .dim = RGB (0x333333),
    .axis = RGB (0x555555), .grid = RGB (0xdddddd),
    .palette = on_light, .n_palette = G_N_ELEMENTS (on_light),
  },
  [NORMLAB_CHART_THEME_NOTEBOOK] = {
    .font_family = "DejaVu Sans, Sans", .font_size = 13.5, .line_width = 2, .faintness = 0.5,
    .boxed = TRUE, .centred = TRUE, .legend_inside = TRUE,
    .background = RGB (0xffffff), .text = RGB (0x000000), .dim = RGB (0x333333),
    .axis = RGB (0x000000), .grid = RGB (0xcccccc),
    .palette = notebook, .n_palette = G_N_ELEMENTS (notebook),
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

NormlabChartColor
normlab_chart_style_get_color (const NormlabChartStyle *self, guint index, gboolean faint)
{
  NormlabChartColor color
      = index == NORMLAB_CHART_NEUTRAL ? self->dim : self->palette[index % self->n_palette];

  if (faint)
    {
      color.red = mix (color.red, self->background.red, self->faintness);
      color.green = mix (color.green, self->background.green, self->faintness);
      color.blue = mix (color.blue, self->background.blue, self->faintness);
    }
  return color;
}

NormlabChartMark
normlab_chart_style_get_mark (const NormlabChartStyle *self, guint index)
{
  guint round;

  if (index == NORMLAB_CHART_NEUTRAL)
    return NORMLAB_CHART_MARK_NONE;

  round = index / self->n_palette;
  if (self->marked)
    return NORMLAB_CHART_MARK_CIRCLE
           + (index % self->n_palette + round) % NORMLAB_CHART_MARK_DIAMOND;
  return round % (NORMLAB_CHART_MARK_DIAMOND + 1);
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
