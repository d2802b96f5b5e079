/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-style.h"

G_BEGIN_DECLS

/* The colour of a share, 0 (dark) to 1 (bright), the same on light paper, on dark and in print:
 * neighbours are equally far apart everywhere, and lightness alone tells the order, whatever
 * colours somebody sees. */
NormlabChartColor normlab_map_get_color (double share);

/* Black or white, whichever is read better on it. */
NormlabChartColor normlab_map_get_ink (const NormlabChartColor *ground);

G_END_DECLS
