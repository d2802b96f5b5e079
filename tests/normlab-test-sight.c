/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-sight.h"

#include <math.h>

/* What protanopes and deuteranopes see, in linear RGB (Machado, Oliveira and Fernandes 2009,
 * severity 1); the first is normal sight. */
static const double sights[NORMLAB_TEST_N_SIGHTS][3][3] = {
  { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
  { { 0.152286, 1.052583, -0.204868 },
    { 0.114503, 0.786281, 0.099216 },
    { -0.003882, -0.048116, 1.051998 } },
  { { 0.367322, 0.860646, -0.227968 },
    { 0.280085, 0.672501, 0.047413 },
    { -0.011820, 0.042940, 0.968881 } },
};

static double
linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static NormlabTestSeen
multiply (const double matrix[3][3], NormlabTestSeen a)
{
  NormlabTestSeen b;

  for (guint i = 0; i < 3; i++)
    b.v[i] = matrix[i][0] * a.v[0] + matrix[i][1] * a.v[1] + matrix[i][2] * a.v[2];
  return b;
}

static double
lab_root (double t)
{
  return t > 0.008856 ? cbrt (t) : 7.787 * t + 16.0 / 116;
}

NormlabTestSeen
normlab_test_see (const NormlabChartColor *color, guint sight)
{
  static const double to_xyz[3][3] = {
    { 0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047 },
    { 0.2126729, 0.7151522, 0.0721750 },
    { 0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883 },
  };
  NormlabTestSeen rgb = { { linear (color->red), linear (color->green), linear (color->blue) } };
  NormlabTestSeen xyz;

  rgb = multiply (sights[sight], rgb);
  for (guint i = 0; i < 3; i++)
    rgb.v[i] = CLAMP (rgb.v[i], 0, 1);
  xyz = multiply (to_xyz, rgb);
  for (guint i = 0; i < 3; i++)
    xyz.v[i] = lab_root (xyz.v[i]);
  return (NormlabTestSeen){ { 116 * xyz.v[1] - 16, 500 * (xyz.v[0] - xyz.v[1]),
                              200 * (xyz.v[1] - xyz.v[2]) } };
}

double
normlab_test_sight_get_distance (NormlabTestSeen a, NormlabTestSeen b)
{
  return hypot (hypot (a.v[0] - b.v[0], a.v[1] - b.v[1]), a.v[2] - b.v[2]);
}
