/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NORMLAB_TYPE_WRAP_LAYOUT (normlab_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (NormlabWrapLayout,
                      normlab_wrap_layout,
                      NORMLAB,
                      WRAP_LAYOUT,
                      GtkLayoutManager)

/**
 * NormlabWrapLayout:
 *
 * Children side by side in their natural widths, in as many lines as that takes, as words in a
 * text, and never higher in a greater width. Unlike GtkFlowBox it puts no widgets of its own
 * between, so that the tab key goes from box to box.
 *
 * Properties: spacing (int), between children and between lines; natural-children (int, 3), in a
 * line of its natural width.
 */
GtkLayoutManager *normlab_wrap_layout_new (int spacing);

G_END_DECLS
