/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-album.h"
#include "normlab-chart-text.h"

G_BEGIN_DECLS

/**
 * NormlabAlbumLayout:
 * @width: @height: of what is in sight
 * @label: of the names at the side, which never leave it
 * @image_width: @image_height: of an image
 * @step_x: @step_y: from one image or class to the next
 * @all_width: @all_height: of all images (without the names) and of all classes
 * @mirrored: whether the first image stands at the right
 *
 * Where the images of an album go: a line for each class, whose images stand side by side. A plain
 * value.
 */
typedef struct
{
  double width, height, label;
  double image_width, image_height, step_x, step_y;
  double all_width, all_height;
  gboolean mirrored;
} NormlabAlbumLayout;

/* Images are larger where all classes have room so, in whole pixels for each of theirs. */
void normlab_album_layout_init (NormlabAlbumLayout *self,
                                const NormlabAlbum *album,
                                const NormlabChartStyle *style,
                                double width,
                                double height,
                                gboolean mirrored);
/* How many images of a class are whole in sight, at least 1. */
guint normlab_album_layout_get_n_beside (const NormlabAlbumLayout *self);
/* Where an image of a class is when (x, y) pixels have been scrolled by. */
NormlabChartRect normlab_album_layout_get_rect (const NormlabAlbumLayout *self,
                                                guint class,
                                                guint image,
                                                double x,
                                                double y);
/* Which image is at a place. FALSE: none. */
gboolean normlab_album_layout_find (const NormlabAlbumLayout *self,
                                    const NormlabAlbum *album,
                                    double x,
                                    double y,
                                    double at_x,
                                    double at_y,
                                    guint *class,
                                    guint *image);

/* What is in sight, on a Cairo context from its origin; no background. class, image: those that are
 * chosen; −1 for none. Returns how many images it has read. */
guint normlab_album_draw (const NormlabAlbum *album,
                          const NormlabAlbumLayout *layout,
                          const NormlabChartStyle *style,
                          cairo_t *cr,
                          double x,
                          double y,
                          int class,
                          int image);

/* With title and background, as it leaves the program: from the @first image of each class on. */
void normlab_album_draw_all (const NormlabAlbum *album,
                             const NormlabChartStyle *style,
                             cairo_t *cr,
                             double width,
                             double height,
                             guint first,
                             gboolean mirrored);
/* The height of that in which all classes have room. */
double normlab_album_get_height (const NormlabAlbum *album, const NormlabChartStyle *style);

G_END_DECLS
