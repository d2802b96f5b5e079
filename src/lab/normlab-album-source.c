/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-album-source.h"

#include <glib/gi18n-lib.h>

#include "normlab-digits-source.h"

typedef struct
{
  NormlabDataset *dataset;
  NormlabSplit split;
} Source;

static void
source_free (gpointer data)
{
  Source *self = data;

  normlab_dataset_unref (self->dataset);
  g_free (self);
}

static void
read_image (gpointer data, guint number, guint8 *pixels)
{
  const Source *self = data;

  normlab_dataset_copy_image (self->dataset, self->split, number, pixels);
}

static void
count (const NormlabDataset *dataset, NormlabSplit split, guint counts[NORMLAB_MAX_CLASSES])
{
  const guint8 *labels = normlab_dataset_get_labels (dataset, split);

  for (guint i = 0; i < normlab_dataset_get_n_images (dataset, split); i++)
    counts[labels[i]]++;
}

static void
name_classes (NormlabAlbum *album, const NormlabDataset *dataset)
{
  guint training[NORMLAB_MAX_CLASSES] = { 0 }, test[NORMLAB_MAX_CLASSES] = { 0 };

  count (dataset, NORMLAB_SPLIT_TRAINING, training);
  count (dataset, NORMLAB_SPLIT_TEST, test);
  for (guint i = 0; i < album->classes->len; i++)
    {
      NormlabAlbumClass *class = g_ptr_array_index (album->classes, i);

      class->name = g_strdup (normlab_dataset_get_class_name (dataset, i));
      /* Translators: of a class, how many images there are in the training set and in the test
         set */
      class->note = g_strdup_printf (_("%'u + %'u"), training[i], test[i]);
    }
}

/* What it is, and how many images each class has in this set. */
static char *
summarize (const NormlabAlbum *album)
{
  GString *text = g_string_new (album->title);

  g_string_append_c (text, '.');
  for (guint i = 0; i < album->classes->len; i++)
    {
      const NormlabAlbumClass *class = normlab_album_get_class (album, i);

      g_string_append_c (text, ' ');
      /* Translators: the name of a class, and how many images it has */
      g_string_append_printf (text,
                              ngettext ("%s: %'u image.", "%s: %'u images.", class->n_numbers),
                              class->name, class->n_numbers);
    }
  return g_string_free (text, FALSE);
}

NormlabAlbum *
normlab_album_source_create (NormlabDataset *dataset, NormlabSplit split)
{
  NormlabAlbum *album;
  Source *source;

  g_return_val_if_fail (dataset != NULL, NULL);

  album = normlab_album_new (
      normlab_dataset_get_rows (dataset), normlab_dataset_get_columns (dataset),
      normlab_dataset_get_n_classes (dataset), normlab_dataset_get_labels (dataset, split),
      normlab_dataset_get_n_images (dataset, split));
  source = g_new (Source, 1);
  *source = (Source){ normlab_dataset_ref (dataset), split };
  album->read = read_image;
  album->data = source;
  album->free_data = source_free;
  name_classes (album, dataset);
  album->title = g_strdup_printf (
      /* Translators: the name of a data set, and numbers: images, columns, rows, classes */
      split == NORMLAB_SPLIT_TEST ? _("Test set of %s: %'u images of %u × %u pixels, %u classes")
                                  : _("Training set of %s: %'u images of %u × %u pixels, %u "
                                       "classes"),
      normlab_data_id_get_label (normlab_dataset_get_id (dataset)),
      normlab_dataset_get_n_images (dataset, split), album->columns, album->rows,
      album->classes->len);
  album->summary = summarize (album);
  return album;
}

char *
normlab_album_source_describe (NormlabDataset *dataset, NormlabSplit split, guint number)
{
  g_return_val_if_fail (dataset != NULL, NULL);
  g_return_val_if_fail (number < normlab_dataset_get_n_images (dataset, split), NULL);

  return normlab_digits_source_name_image (dataset, split, number,
                                           normlab_dataset_get_labels (dataset, split)[number]);
}
