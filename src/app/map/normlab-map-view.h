/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-map-card.h"
#include "normlab-map-model.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_MAP_VIEW (normlab_map_view_get_type ())
G_DECLARE_FINAL_TYPE (NormlabMapView, normlab_map_view, NORMLAB, MAP_VIEW, GtkWidget)

/**
 * NormlabMapView:
 *
 * A map on screen. The cell that is pointed at, or that the arrow keys have come to, has a ring and
 * a card; a click on it or Return opens it, Escape looks at none. As long as a map has the same
 * places, another model changes nothing of that.
 *
 * Signals: ::looked: another cell is looked at, or none; ::opened: the one that is looked at is to
 *   be shown; ::describe (NormlabMapPlace *) → NormlabMapCard *: what there is to say of a cell,
 *   which the view takes.
 */

/* Takes the model. */
void normlab_map_view_set_model (NormlabMapView *self, NormlabMapModel *model);
const NormlabMapModel *normlab_map_view_get_model (NormlabMapView *self); /* nullable */

/* The cell that is looked at; FALSE for none. */
gboolean normlab_map_view_get_looked_at (NormlabMapView *self, NormlabMapPlace *place);
/* A cell that has a ring as long as nobody looks at another; NULL: none. */
void normlab_map_view_set_highlighted (NormlabMapView *self, const NormlabMapPlace *place);

/* What those hear who cannot see it. */
void normlab_map_view_set_description (NormlabMapView *self, const char *description);
/* Larger text, as for a projector. */
void normlab_map_view_set_scale (NormlabMapView *self, double scale);
/* How it is drawn; @theme: nullable, as normlab_chart_style_init_from_widget() has it. */
void normlab_map_view_init_style (NormlabMapView *self,
                                  NormlabChartStyle *style,
                                  const NormlabChartTheme *theme);

G_END_DECLS
