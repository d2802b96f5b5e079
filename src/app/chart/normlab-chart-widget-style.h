/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-chart-style.h"

G_BEGIN_DECLS

/* The style that suits what surrounds a widget: light or dark, high contrast, its font; or @theme
 * (nullable), whatever surrounds it, and but for the notebook's with its font. Text and lines are
 * larger by the factor @scale. Two that are alike are so byte by byte. */
void normlab_chart_style_init_from_widget (NormlabChartStyle *self,
                                           GtkWidget *widget,
                                           double scale,
                                           const NormlabChartTheme *theme);

G_END_DECLS
