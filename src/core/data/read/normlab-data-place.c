/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-data-place.h"

#include <string.h>

#include "normlab-text.h"

static void
free_file (gpointer data)
{
  NormlabDataFile *file = data;

  g_free (file->path);
  g_free (file->member);
  g_free (file);
}

NormlabDataPlace *
normlab_data_place_new (const char *folder, const char *prefix, guint rank)
{
  NormlabDataPlace *self = g_new0 (NormlabDataPlace, 1);

  self->folder = g_strdup (folder);
  self->prefix = g_strdup (prefix);
  self->rank = rank;
  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    for (guint kind = 0; kind < NORMLAB_N_ARRAY_KINDS; kind++)
      self->files[split][kind] = g_ptr_array_new_with_free_func (free_file);
  return self;
}

void
normlab_data_place_free (NormlabDataPlace *self)
{
  if (self == NULL)
    return;
  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    for (guint kind = 0; kind < NORMLAB_N_ARRAY_KINDS; kind++)
      g_ptr_array_unref (self->files[split][kind]);
  g_free (self->folder);
  g_free (self->prefix);
  g_free (self->unlabelled);
  g_free (self);
}

void
normlab_data_place_add (NormlabDataPlace *self,
                        NormlabSplit split,
                        NormlabArrayKind kind,
                        NormlabDataFile file)
{
  NormlabDataFile *copy = g_new (NormlabDataFile, 1);

  *copy = file;
  copy->path = g_strdup (file.path);
  copy->member = g_strdup (file.member);
  g_ptr_array_add (self->files[split][kind], copy);
}

void
normlab_data_place_prefer (NormlabDataPlace *self,
                           NormlabSplit split,
                           NormlabArrayKind kind,
                           const char *path)
{
  GPtrArray *files = self->files[split][kind];

  for (guint i = 0; i < files->len; i++)
    if (strcmp (((const NormlabDataFile *) g_ptr_array_index (files, i))->path, path) == 0)
      {
        gpointer file = g_ptr_array_steal_index (files, i);

        g_ptr_array_insert (files, 0, file);
        return;
      }
}

guint
normlab_data_place_count (const NormlabDataPlace *self)
{
  guint n = 0;

  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    for (guint kind = 0; kind < NORMLAB_N_ARRAY_KINDS; kind++)
      n += self->files[split][kind]->len > 0;
  return n;
}

gboolean
normlab_data_place_is_complete (const NormlabDataPlace *self)
{
  return normlab_data_place_count (self)
         == (self->whole ? 1 : NORMLAB_N_SPLITS) * NORMLAB_N_ARRAY_KINDS;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const NormlabDataFile *first = *(NormlabDataFile *const *) a;
  const NormlabDataFile *second = *(NormlabDataFile *const *) b;

  if (first->from_folder != second->from_folder)
    return first->from_folder ? 1 : -1;
  return first->copy < second->copy ? -1 : first->copy > second->copy;
}

static guint
count_files (const GPtrArray *files, gboolean validation)
{
  guint n = 0;

  for (guint i = 0; i < files->len; i++)
    n += ((const NormlabDataFile *) g_ptr_array_index (files, i))->validation == validation;
  return n;
}

static char *
get_title (const NormlabDataFile *file)
{
  return file->member != NULL ? normlab_text_for_message (file->member, -1)
                              : normlab_text_for_path (file->path);
}

static void
remove_files (NormlabDataPlace *self, NormlabArrayKind kind, gboolean validation)
{
  GPtrArray *files = self->files[NORMLAB_SPLIT_TEST][kind];

  for (guint i = files->len; i > 0; i--)
    {
      const NormlabDataFile *file = g_ptr_array_index (files, i - 1);

      if (file->validation != validation)
        continue;
      if (!validation && kind == NORMLAB_ARRAY_IMAGES)
        {
          g_free (self->unlabelled);
          self->unlabelled = get_title (file);
        }
      g_ptr_array_remove_index (files, i - 1);
    }
}

/* Never images of the one with labels of the other. */
static void
settle_validation (NormlabDataPlace *self)
{
  const GPtrArray *images = self->files[NORMLAB_SPLIT_TEST][NORMLAB_ARRAY_IMAGES];
  const GPtrArray *labels = self->files[NORMLAB_SPLIT_TEST][NORMLAB_ARRAY_LABELS];
  guint n_images = count_files (images, FALSE), n_labels = count_files (labels, FALSE);
  guint n_other_images = count_files (images, TRUE), n_other_labels = count_files (labels, TRUE);

  if (n_images + n_labels == 0)
    {
      self->validation = n_other_images > 0;
      return;
    }
  /* The labels of a contest's test set nobody is told. */
  self->validation = (n_images == 0 || n_labels == 0) && n_other_images > 0 && n_other_labels > 0;
  for (guint kind = 0; kind < NORMLAB_N_ARRAY_KINDS; kind++)
    remove_files (self, (NormlabArrayKind) kind, !self->validation);
}

void
normlab_data_place_sort (NormlabDataPlace *self)
{
  settle_validation (self);
  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    for (guint kind = 0; kind < NORMLAB_N_ARRAY_KINDS; kind++)
      g_ptr_array_sort (self->files[split][kind], compare);
}
