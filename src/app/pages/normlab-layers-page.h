/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NORMLAB_TYPE_LAYERS_PAGE (normlab_layers_page_get_type ())
G_DECLARE_FINAL_TYPE (NormlabLayersPage, normlab_layers_page, NORMLAB, LAYERS_PAGE, GtkWidget)

/**
 * NormlabLayersPage:
 *
 * The page that looks into up to four networks: where the values in their layers lie, and how large
 * gradients and updates are. Its runs are watched as long as it is in sight, and no longer.
 */

/* Those that are looked into (of NormlabRunItem). Belongs to the page. */
GPtrArray *normlab_layers_page_get_items (NormlabLayersPage *self);

G_END_DECLS
