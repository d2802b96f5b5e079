/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-album-view.h"

G_BEGIN_DECLS

/* NormlabAlbumView is one class, split by concern: normlab-album-view.c is the widget that scrolls
 * and draws, -input what hands do with it. */

struct _NormlabAlbumView
{
  GtkWidget parent_instance;

  NormlabAlbum *album;           /* nullable */
  GtkAdjustment *adjustments[2]; /* by orientation; nullable */
  GtkScrollablePolicy policies[2];
  int class, image; /* chosen; −1 for none */
  double scale;
};

void normlab_album_view_init_layout (NormlabAlbumView *self, NormlabAlbumLayout *layout);
/* How far it is scrolled. */
double normlab_album_view_get_x (NormlabAlbumView *self);
double normlab_album_view_get_y (NormlabAlbumView *self);

void normlab_album_view_init_input (NormlabAlbumView *self);
/* What there is to say of an image; nullable, free with g_free(). */
char *normlab_album_view_describe (NormlabAlbumView *self, guint class, guint image);
/* What is read out: what is chosen, and the album. */
void normlab_album_view_update_description (NormlabAlbumView *self);
/* The image at a place of the widget. FALSE: none. */
gboolean
normlab_album_view_find (NormlabAlbumView *self, double x, double y, guint *class, guint *image);

G_END_DECLS
