/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-chart-text.h"

G_BEGIN_DECLS

/**
 * NormlabChartCanvas:
 *
 * A picture that is kept and added to. It goes to the screen in tiles: what has not been touched
 * since stays the same render node, so that neither GTK nor a graphics card looks at it again, and
 * what is empty does not go there at all.
 */
typedef struct _NormlabChartCanvas NormlabChartCanvas;

/* @width × @height application pixels, each @scale device pixels wide; transparent. */
NormlabChartCanvas *normlab_chart_canvas_new (int width, int height, int scale);
void normlab_chart_canvas_free (NormlabChartCanvas *self);

/* To draw with; destroy it when done. What it draws on must be touched. */
cairo_t *normlab_chart_canvas_begin (NormlabChartCanvas *self);
void normlab_chart_canvas_touch (NormlabChartCanvas *self, const NormlabChartRect *rect);
void normlab_chart_canvas_touch_all (NormlabChartCanvas *self);

void normlab_chart_canvas_snapshot (NormlabChartCanvas *self, GtkSnapshot *snapshot);

/* Everything that has been drawn; it must not be drawn on any more. */
cairo_surface_t *normlab_chart_canvas_get_surface (NormlabChartCanvas *self);
GdkTexture *normlab_chart_canvas_create_texture (NormlabChartCanvas *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabChartCanvas, normlab_chart_canvas_free)

G_END_DECLS
