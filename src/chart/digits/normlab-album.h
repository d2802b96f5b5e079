/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NormlabAlbumClass:
 * @name: what it is called
 * @note: how many images it has
 * @numbers: those of the images that are shown, in order; the album's
 */
typedef struct
{
  char *name, *note;
  const guint32 *numbers;
  guint n_numbers;
} NormlabAlbumClass;

/**
 * NormlabAlbum:
 * @title: of all, where it leaves the program
 * @summary: all of it in words
 * @rows: @columns: of an image
 * @classes: of NormlabAlbumClass
 * @n_longest: images of the class that has most
 * @numbers: those of all classes, one after the other
 * @read: writes the rows × columns bytes of an image, of which 255 is white
 * @data: what it needs, which goes with the album
 *
 * Images by class. Knows no data set; and holds no image, however many there are.
 */
typedef struct
{
  char *title, *summary;
  guint rows, columns;
  GPtrArray *classes;
  guint n_longest;
  guint32 *numbers;
  void (*read) (gpointer data, guint number, guint8 *pixels);
  gpointer data;
  GDestroyNotify free_data;
} NormlabAlbum;

/* Sorts n images into classes: @labels has the class of each. What is read, and all words, the
 * caller sets. */
NormlabAlbum *
normlab_album_new (guint rows, guint columns, guint n_classes, const guint8 *labels, guint n);
NormlabAlbum *normlab_album_ref (NormlabAlbum *self);
void normlab_album_unref (NormlabAlbum *self);
const NormlabAlbumClass *normlab_album_get_class (const NormlabAlbum *self, guint class);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabAlbum, normlab_album_unref)

G_END_DECLS
