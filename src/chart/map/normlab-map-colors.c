/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-map-colors.h"

#define RGB(hex)                                                                                   \
  {                                                                                                \
    (((hex) >> 16) & 0xff) / 255.0, (((hex) >> 8) & 0xff) / 255.0, ((hex) &0xff) / 255.0           \
  }

/* A way through Oklab (Ottosson, 2020): lightness rises from 0.27 to 0.93 while the hue turns from
 * 290° through 200° to 105°, with as much chroma as sRGB has there, 0.15 at most; cut into pieces
 * of the same length. */
static const NormlabChartColor colors[] = {
  RGB (0x2a0e5f), RGB (0x291868), RGB (0x262170), RGB (0x222a78), RGB (0x1d337c), RGB (0x173c80),
  RGB (0x104583), RGB (0x094d84), RGB (0x065585), RGB (0x0b5d86), RGB (0x106587), RGB (0x136d8a),
  RGB (0x16758c), RGB (0x187d8f), RGB (0x1b8591), RGB (0x1c8d93), RGB (0x1e9595), RGB (0x1f9d96),
  RGB (0x20a596), RGB (0x22ad95), RGB (0x2ab593), RGB (0x37bc8f), RGB (0x47c28b), RGB (0x58c886),
  RGB (0x6bce81), RGB (0x7ed37c), RGB (0x90d878), RGB (0xa2dc74), RGB (0xb4e071), RGB (0xc5e46e),
  RGB (0xd6e76c), RGB (0xe7ea6b), RGB (0xf7ed6c),
};

static const NormlabChartColor black = RGB (0x000000), white = RGB (0xffffff);

static double
mix (double from, double to, double share)
{
  return from + (to - from) * share;
}

NormlabChartColor
normlab_map_get_color (double share)
{
  const guint last = G_N_ELEMENTS (colors) - 1;
  double place = CLAMP (share, 0, 1) * last;
  guint below = MIN ((guint) place, last - 1);
  const NormlabChartColor *from = &colors[below], *to = &colors[below + 1];

  place -= below;
  return (NormlabChartColor){ mix (from->red, to->red, place), mix (from->green, to->green, place),
                              mix (from->blue, to->blue, place) };
}

NormlabChartColor
normlab_map_get_ink (const NormlabChartColor *ground)
{
  return normlab_chart_color_get_contrast (&white, ground)
                 >= normlab_chart_color_get_contrast (&black, ground)
             ? white
             : black;
}
