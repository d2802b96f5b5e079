/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-dataset-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-data-split.h"
#include "normlab-error.h"
#include "normlab-memory-limit.h"
#include "normlab-memory.h"

/* Items of @size bytes, in the order of @indices. NULL without memory. */
static GBytes *
pick (GBytes *items, gsize size, const guint32 *indices, guint n)
{
  const guint8 *from = g_bytes_get_data (items, NULL);
  guint8 *to = normlab_memory_new (n * size);

  if (to == NULL)
    return NULL;
  for (gsize i = 0; i < n; i++)
    memcpy (to + i * size, from + indices[i] * size, size);
  return g_bytes_new_with_free_func (to, n * size, normlab_memory_free, to);
}

/* Fills in images and labels of both splits, to be let go of. */
static gboolean
split_draft (const NormlabDataDraft *draft, GBytes **images, GBytes **labels, GError **error)
{
  gsize n_pixels = (gsize) draft->rows * draft->columns;
  gsize n = g_bytes_get_size (draft->labels[NORMLAB_SPLIT_TRAINING]);
  g_auto (NormlabDataSplit) split = { 0 };

  if (!normlab_memory_check (g_bytes_get_size (draft->images[NORMLAB_SPLIT_TRAINING]), draft->name,
                             error))
    return FALSE;
  if (n > G_MAXUINT32 || n * n_pixels != g_bytes_get_size (draft->images[NORMLAB_SPLIT_TRAINING])
      || !normlab_data_split_init (
          &split, g_bytes_get_data (draft->labels[NORMLAB_SPLIT_TRAINING], NULL), (guint) n))
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” has too few images (%zu) for a part of them to be the test set"),
                   draft->name, n);
      return FALSE;
    }
  for (guint i = 0; i < NORMLAB_N_SPLITS; i++)
    {
      images[i] = pick (draft->images[NORMLAB_SPLIT_TRAINING], n_pixels, split.indices[i],
                        split.n_indices[i]);
      labels[i]
          = pick (draft->labels[NORMLAB_SPLIT_TRAINING], 1, split.indices[i], split.n_indices[i]);
    }
  if (images[0] != NULL && images[1] != NULL && labels[0] != NULL && labels[1] != NULL)
    return TRUE;
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
               _("There is not enough memory for the images of the data set “%s”"), draft->name);
  return FALSE;
}

static void
add_words (NormlabDataset *self, const NormlabDataDraft *draft, gboolean was_split)
{
  if (was_split)
    normlab_dataset_take_put_right (
        self, g_strdup (_("There is no test set: every seventh image of a class has become one")));
  for (guint i = 0; draft->put_right != NULL && draft->put_right[i] != NULL; i++)
    normlab_dataset_take_put_right (self, g_strdup (draft->put_right[i]));
  for (guint i = 0; draft->notes != NULL && draft->notes[i] != NULL; i++)
    normlab_dataset_take_note (self, g_strdup (draft->notes[i]));
  if (draft->class_names != NULL)
    normlab_dataset_set_class_names (self, draft->class_names);
}

NormlabDataset *
normlab_dataset_new_from_draft (const NormlabDataDraft *draft,
                                GCancellable *cancellable,
                                GError **error)
{
  GBytes *images[NORMLAB_N_SPLITS] = { NULL };
  GBytes *labels[NORMLAB_N_SPLITS] = { NULL };
  NormlabDataset *self = NULL;
  gboolean splits;

  g_return_val_if_fail (draft != NULL && draft->images[NORMLAB_SPLIT_TRAINING] != NULL, NULL);

  splits = draft->images[NORMLAB_SPLIT_TEST] == NULL;
  if (!splits || split_draft (draft, images, labels, error))
    self = normlab_dataset_new_from_bytes (draft->name, draft->path, draft->rows, draft->columns,
                                           splits ? images : draft->images,
                                           splits ? labels : draft->labels, cancellable, error);
  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    {
      g_clear_pointer (&images[split], g_bytes_unref);
      g_clear_pointer (&labels[split], g_bytes_unref);
    }
  if (self != NULL)
    add_words (self, draft, splits);
  return self;
}
