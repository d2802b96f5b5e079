/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-album-draw.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_ALBUM_VIEW (normlab_album_view_get_type ())
G_DECLARE_FINAL_TYPE (NormlabAlbumView, normlab_album_view, NORMLAB, ALBUM_VIEW, GtkWidget)

/**
 * NormlabAlbumView:
 *
 * Images by class, a line for each, of which what is in sight is read and drawn. Scrolls itself
 * (GtkScrollable); a wheel goes along the lines where all of them are in sight. Arrows choose an
 * image, Page Up and Page Down others, Home and End the first and last of the class; a click
 * chooses, too.
 *
 * Signals: ::moved, other images are in sight; ::describe (guint number) → char *, what there is to
 * say of an image.
 */

/* Takes the album over; nullable. What was chosen is not any more. */
void normlab_album_view_set_album (NormlabAlbumView *self, NormlabAlbum *album);
/* Nullable; not owned. */
NormlabAlbum *normlab_album_view_get_album (NormlabAlbumView *self);
void normlab_album_view_set_scale (NormlabAlbumView *self, double scale);

/* The first image of each class that is whole in sight, from 0, and how many are beside it. */
void normlab_album_view_get_range (NormlabAlbumView *self, guint *first, guint *n);
/* On to the next images of each class (1), or back (−1). */
void normlab_album_view_turn_page (NormlabAlbumView *self, int pages);
/* How far it is scrolled, in pixels, and where everything is. */
void normlab_album_view_get_place (NormlabAlbumView *self,
                                   NormlabAlbumLayout *layout,
                                   double *x,
                                   double *y);
/* What is chosen. FALSE for none. */
gboolean normlab_album_view_get_chosen (NormlabAlbumView *self, guint *class, guint *image);

G_END_DECLS
