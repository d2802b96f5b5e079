/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-gallery-model.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_GALLERY_VIEW (normlab_gallery_view_get_type ())
G_DECLARE_FINAL_TYPE (NormlabGalleryView, normlab_gallery_view, NORMLAB, GALLERY_VIEW, GtkWidget)

/**
 * NormlabGalleryView:
 *
 * Small images on screen, as high as they need in their width. One is chosen by a click or, once
 * the view has the focus, by the arrow keys. Where the window reads from right to left the first
 * stands at the right.
 *
 * Signals: ::chosen (uint i): which of the model's images somebody has chosen. It is shown as
 *   chosen at once; the next model is to say it too.
 */

/* Takes the model. */
void normlab_gallery_view_set_model (NormlabGalleryView *self, NormlabGalleryModel *model);
const NormlabGalleryModel *normlab_gallery_view_get_model (NormlabGalleryView *self);
/* How many images it would like to have beside one another; at first two, nor less later. */
void normlab_gallery_view_set_n_columns (NormlabGalleryView *self, guint n_columns);
/* The width of so many. */
int normlab_gallery_view_get_width_of (NormlabGalleryView *self, guint n_columns);
/* Larger text and images, as for a projector. */
void normlab_gallery_view_set_scale (NormlabGalleryView *self, double scale);
/* Where an image is, from the view's origin. */
void normlab_gallery_view_get_place (NormlabGalleryView *self, guint i, GdkRectangle *place);

G_END_DECLS
