/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-style.h"

G_BEGIN_DECLS

/* The colour of @share, from −1 to 1 (what is beyond counts as these): 0 is paper, what is less
 * goes to blue and what is more to orange, which nobody takes for one another. Of what is no number
 * that of text. */
NormlabChartColor normlab_layers_diverging_get (const NormlabChartStyle *style, double share);

G_END_DECLS
