/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NORMLAB_TYPE_CARD_LAYOUT (normlab_card_layout_get_type ())
G_DECLARE_FINAL_TYPE (NormlabCardLayout,
                      normlab_card_layout,
                      NORMLAB,
                      CARD_LAYOUT,
                      GtkLayoutManager)

/**
 * NormlabCardLayout:
 *
 * Children in columns of one width, and in rows that are as high as their highest child. There are
 * as many columns as have room, but no more than the rows then need, so that five are three and two
 * where four would have room. Unlike GtkFlowBox it puts no widgets of its own between, so that the
 * tab key goes from card to card.
 */
GtkLayoutManager *normlab_card_layout_new (void);

G_END_DECLS
