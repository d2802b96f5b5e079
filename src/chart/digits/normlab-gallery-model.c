/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-gallery-model.h"

static void
image_free (gpointer data)
{
  NormlabGalleryImage *self = data;

  g_free (self->pixels);
  g_free (self->description);
  g_free (self);
}

NormlabGalleryModel *
normlab_gallery_model_new (guint rows, guint columns)
{
  NormlabGalleryModel *self = g_new0 (NormlabGalleryModel, 1);

  self->rows = rows;
  self->columns = columns;
  self->images = g_ptr_array_new_with_free_func (image_free);
  self->chosen = -1;
  return self;
}

void
normlab_gallery_model_free (NormlabGalleryModel *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->title);
  g_strfreev (self->class_names);
  g_ptr_array_unref (self->images);
  g_free (self);
}

NormlabGalleryImage *
normlab_gallery_model_add (NormlabGalleryModel *self, guint number, const guint8 *pixels)
{
  NormlabGalleryImage *image = g_new0 (NormlabGalleryImage, 1);

  g_return_val_if_fail (self != NULL && pixels != NULL, image);

  image->number = number;
  image->pixels = g_memdup2 (pixels, (gsize) self->rows * self->columns);
  g_ptr_array_add (self->images, image);
  return image;
}
