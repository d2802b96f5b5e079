/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-data-place.h"

#include <string.h>

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

/* Never images of the one with labels of the other. */
static void
settle_validation (NormlabDataPlace *self)
{
  GPtrArray **files = self->files[NORMLAB_SPLIT_TEST];
  gboolean has_test = FALSE;

  for (guint kind = 0; kind < NORMLAB_N_ARRAY_KINDS; kind++)
    for (guint i = 0; i < files[kind]->len; i++)
      has_test |= !((const NormlabDataFile *) g_ptr_array_index (files[kind], i))->validation;
  self->validation = !has_test && files[NORMLAB_ARRAY_IMAGES]->len > 0;
  for (guint kind = 0; has_test && kind < NORMLAB_N_ARRAY_KINDS; kind++)
    for (guint i = files[kind]->len; i > 0; i--)
      if (((const NormlabDataFile *) g_ptr_array_index (files[kind], i - 1))->validation)
        g_ptr_array_remove_index (files[kind], i - 1);
}

void
normlab_data_place_sort (NormlabDataPlace *self)
{
  settle_validation (self);
  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    for (guint kind = 0; kind < NORMLAB_N_ARRAY_KINDS; kind++)
      g_ptr_array_sort (self->files[split][kind], compare);
}
