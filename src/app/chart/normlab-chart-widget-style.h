/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-chart-style.h"

G_BEGIN_DECLS

/* The style that suits what surrounds a widget: light or dark, high contrast, its font; or, with
 * @for_print, the colours of print with its font. Text and lines are larger by the factor @scale.
 * Two that are alike are so byte by byte. */
void normlab_chart_style_init_from_widget (NormlabChartStyle *self,
                                           GtkWidget *widget,
                                           double scale,
                                           gboolean for_print);

G_END_DECLS
