/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-chart-style.h"
#include "normlab-layers-model.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_LAYERS_VIEW (normlab_layers_view_get_type ())
G_DECLARE_FINAL_TYPE (NormlabLayersView, normlab_layers_view, NORMLAB, LAYERS_VIEW, GtkWidget)

/**
 * NormlabLayersView:
 *
 * Layers on screen, as high as they want to be or as there is room; a tooltip has the figures of
 * what is pointed at.
 *
 * Signals: ::hovered (int), the tag of the run that is pointed at, −1: none.
 */

/* Is taken over; NULL: nothing. */
void normlab_layers_view_set_model (NormlabLayersView *self, NormlabLayersModel *model);
NormlabLayersModel *normlab_layers_view_get_model (NormlabLayersView *self); /* nullable */
/* That the model was changed in place: how it is drawn, no more. */
void normlab_layers_view_refresh (NormlabLayersView *self);

/* What it shows in words, for those who cannot see it. */
void normlab_layers_view_set_summary (NormlabLayersView *self, const char *summary);
/* Larger text and thicker lines. */
void normlab_layers_view_set_scale (NormlabLayersView *self, double scale);
/* How it is drawn now; with @theme (nullable) instead of light or dark. */
void normlab_layers_view_init_style (NormlabLayersView *self,
                                     NormlabChartStyle *style,
                                     const NormlabChartTheme *theme);

G_END_DECLS
