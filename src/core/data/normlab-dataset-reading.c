/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A data set whose pixels are inverted, or whose images are turned. */

#include "config.h"

#include "normlab-dataset-private.h"

#include <glib/gi18n-lib.h>

#include "normlab-error.h"
#include "normlab-memory-limit.h"
#include "normlab-memory.h"

/* Images between two looks at the cancellable. */
#define BLOCK 256

/* What is kept of the plain one. */
typedef struct
{
  NormlabDataId *id;
  guint rows, columns;
  GBytes *images[NORMLAB_N_SPLITS];
  GBytes *labels[NORMLAB_N_SPLITS];
  char **class_names;
  GPtrArray *notes;
  guint n_put_right;
} Parts;

static void
parts_clear (Parts *self)
{
  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    {
      g_clear_pointer (&self->images[split], g_bytes_unref);
      g_clear_pointer (&self->labels[split], g_bytes_unref);
    }
  g_clear_pointer (&self->id, normlab_data_id_unref);
  g_clear_pointer (&self->class_names, g_strfreev);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

void
normlab_reading_apply (NormlabReading reading,
                       const guint8 *from,
                       guint8 *to,
                       guint rows,
                       guint columns)
{
  guint8 flip = (reading & NORMLAB_READING_INVERTED) != 0 ? G_MAXUINT8 : 0;
  gboolean turns = (reading & NORMLAB_READING_TURNED) != 0;

  for (gsize row = 0; row < rows; row++)
    for (gsize column = 0; column < columns; column++)
      to[turns ? column * rows + row : row * columns + column] = *from++ ^ flip;
}

static GBytes *
read_images (const NormlabDataset *plain,
             NormlabSplit split,
             NormlabReading reading,
             GCancellable *cancellable,
             GError **error)
{
  guint n_pixels = normlab_dataset_get_n_pixels (plain);
  guint n = normlab_dataset_get_n_images (plain, split);
  gsize size = (gsize) n * n_pixels;
  g_autofree guint8 *image = g_malloc (n_pixels);
  guint8 *images;

  if (!normlab_memory_check (size, normlab_data_id_get_label (plain->id), error))
    return NULL;
  images = normlab_memory_new (size);
  if (images == NULL)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("There is not enough memory for the images of the data set “%s”"),
                   normlab_dataset_get_name (plain));
      return NULL;
    }
  for (guint i = 0; i < n && (i % BLOCK > 0 || !g_cancellable_is_cancelled (cancellable)); i++)
    {
      normlab_dataset_copy_image (plain, split, i, image);
      normlab_reading_apply (reading, image, images + (gsize) i * n_pixels, plain->rows,
                             plain->columns);
    }
  return g_bytes_new_with_free_func (images, size, normlab_memory_free, images);
}

/* Lets go of @plain, whose lists of pixels are larger than the pixels, before others are made. */
static gboolean
take_parts (Parts *self,
            NormlabDataset *plain,
            NormlabReading reading,
            GCancellable *cancellable,
            GError **error)
{
  gboolean turns = (reading & NORMLAB_READING_TURNED) != 0, done = TRUE;

  self->id = normlab_data_id_ref (plain->id);
  self->rows = turns ? plain->columns : plain->rows;
  self->columns = turns ? plain->rows : plain->columns;
  self->class_names = g_strdupv (plain->class_names);
  self->notes = g_ptr_array_ref (plain->notes);
  self->n_put_right = plain->n_put_right;
  for (guint split = 0; split < NORMLAB_N_SPLITS && done; split++)
    {
      self->images[split] = read_images (plain, split, reading, cancellable, error);
      self->labels[split] = g_bytes_ref (plain->parts[split].labels);
      done = self->images[split] != NULL;
    }
  normlab_dataset_unref (plain);
  return done;
}

NormlabDataset *
normlab_dataset_read (NormlabDataset *plain,
                      NormlabReading reading,
                      GCancellable *cancellable,
                      GError **error)
{
  g_auto (Parts) parts = { 0 };
  g_autoptr (NormlabDataId) id = NULL;
  NormlabDataset *self;

  g_return_val_if_fail (plain != NULL, NULL);
  g_return_val_if_fail (normlab_data_id_get_reading (plain->id) == NORMLAB_READING_PLAIN, NULL);

  if (!take_parts (&parts, plain, reading, cancellable, error))
    return NULL;
  self = normlab_dataset_new_from_bytes (
      normlab_data_id_get_name (parts.id), normlab_data_id_get_path (parts.id), parts.rows,
      parts.columns, parts.images, parts.labels, cancellable, error);
  if (self == NULL)
    return NULL;
  self->class_names = g_steal_pointer (&parts.class_names);
  for (guint i = 0; i < parts.notes->len; i++)
    normlab_dataset_take_note (self, g_strdup (g_ptr_array_index (parts.notes, i)));
  self->n_put_right = parts.n_put_right;
  id = self->id;
  self->id = normlab_data_id_read (id, reading, normlab_data_id_get_checksum (id));
  return self;
}

NormlabReading
normlab_dataset_get_drawing_way (const NormlabDataset *self)
{
  NormlabReading way = NORMLAB_READING_PLAIN;

  g_return_val_if_fail (self != NULL, way);

  if (normlab_dataset_is_bright (self))
    way |= NORMLAB_READING_INVERTED;
  if (normlab_data_id_is_builtin (self->id))
    way |= normlab_data_id_get_reading (self->id) & NORMLAB_READING_TURNED;
  return way;
}
