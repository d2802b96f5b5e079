/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-text.h"
#include "normlab-digits-model.h"

G_BEGIN_DECLS

/* How probable a network holds each class, in a rectangle that is some ems wide and high: bars that
 * stand side by side, with what it answers beside them. Classes whose names have no room beneath
 * their bars have lines instead, the likeliest on top, and the truth among them. truth: −1 where
 * nobody knows. */
void normlab_digits_bars_draw (const NormlabDigitsCard *card,
                               const NormlabChartStyle *style,
                               cairo_t *cr,
                               int truth,
                               const NormlabChartRect *area);

G_END_DECLS
