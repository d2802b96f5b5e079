/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-album.h"

static void
class_free (gpointer data)
{
  NormlabAlbumClass *self = data;

  g_free (self->name);
  g_free (self->note);
  g_free (self);
}

/* Where the numbers of each class begin. */
static void
add_classes (NormlabAlbum *self, const guint *counts, guint n_classes)
{
  guint32 *numbers = self->numbers;

  for (guint i = 0; i < n_classes; i++)
    {
      NormlabAlbumClass *class = g_new0 (NormlabAlbumClass, 1);

      class->numbers = numbers;
      numbers += counts[i];
      self->n_longest = MAX (self->n_longest, counts[i]);
      g_ptr_array_add (self->classes, class);
    }
}

NormlabAlbum *
normlab_album_new (guint rows, guint columns, guint n_classes, const guint8 *labels, guint n)
{
  NormlabAlbum *self = g_rc_box_new0 (NormlabAlbum);
  guint counts[G_MAXUINT8 + 1] = { 0 };

  self->rows = rows;
  self->columns = columns;
  self->classes = g_ptr_array_new_with_free_func (class_free);
  self->numbers = g_new (guint32, n);
  for (guint i = 0; i < n; i++)
    counts[labels[i]]++;
  add_classes (self, counts, n_classes);
  for (guint i = 0; i < n; i++)
    if (labels[i] < n_classes)
      {
        NormlabAlbumClass *class = g_ptr_array_index (self->classes, labels[i]);

        self->numbers[(class->numbers - self->numbers) + class->n_numbers++] = i;
      }
  return self;
}

static void
clear (gpointer data)
{
  NormlabAlbum *self = data;

  if (self->free_data != NULL)
    self->free_data (self->data);
  g_ptr_array_unref (self->classes);
  g_free (self->numbers);
  g_free (self->title);
  g_free (self->summary);
}

NormlabAlbum *
normlab_album_ref (NormlabAlbum *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_rc_box_acquire (self);
}

void
normlab_album_unref (NormlabAlbum *self)
{
  g_return_if_fail (self != NULL);

  g_rc_box_release_full (self, clear);
}

const NormlabAlbumClass *
normlab_album_get_class (const NormlabAlbum *self, guint class)
{
  g_return_val_if_fail (self != NULL && class < self->classes->len, NULL);

  return g_ptr_array_index (self->classes, class);
}
