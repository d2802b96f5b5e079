/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-layers-diverging.h"

#include <math.h>

/* On light paper and on dark. */
static const NormlabChartColor ends[2][2] = {
  { { 0.08, 0.30, 0.66 }, { 0.72, 0.33, 0.00 } },
  { { 0.36, 0.66, 1.00 }, { 1.00, 0.60, 0.16 } },
};

static double
mix (double from, double to, double share)
{
  return from + (to - from) * share;
}

NormlabChartColor
normlab_layers_diverging_get (const NormlabChartStyle *style, double share)
{
  const NormlabChartColor *paper = &style->background, white = { 1, 1, 1 }, *end;
  gboolean dark = normlab_chart_color_get_contrast (paper, &white) > 4.5;

  if (isnan (share))
    return style->text;
  share = CLAMP (share, -1, 1);
  end = &ends[dark][share > 0];
  share = fabs (share);
  return (NormlabChartColor){ mix (paper->red, end->red, share),
                              mix (paper->green, end->green, share),
                              mix (paper->blue, end->blue, share) };
}
