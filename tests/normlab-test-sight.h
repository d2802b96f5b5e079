/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-style.h"

G_BEGIN_DECLS

/* Normal sight, protanopes and deuteranopes. */
#define NORMLAB_TEST_N_SIGHTS 3

/* In CIELAB: lightness, and towards red and yellow. */
typedef struct
{
  double v[3];
} NormlabTestSeen;

/* A colour as one of them sees it. */
NormlabTestSeen normlab_test_see (const NormlabChartColor *color, guint sight);
/* 2 can just be told apart side by side. */
double normlab_test_sight_get_distance (NormlabTestSeen a, NormlabTestSeen b);

G_END_DECLS
