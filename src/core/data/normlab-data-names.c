/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-data-names.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _NormlabDataNames
{
  GPtrArray *ids;
  GPtrArray *labels; /* of char; NULL until they are asked for */
};

NormlabDataNames *
normlab_data_names_new (void)
{
  NormlabDataNames *self = g_new0 (NormlabDataNames, 1);

  self->ids = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_data_id_unref);
  return self;
}

void
normlab_data_names_free (NormlabDataNames *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_ptr_array_unref (self->ids);
  g_free (self);
}

static gboolean
is_same (gconstpointer a, gconstpointer b)
{
  return normlab_data_id_equal (a, b);
}

guint
normlab_data_names_add (NormlabDataNames *self, NormlabDataId *id)
{
  guint i;

  g_return_val_if_fail (self != NULL && id != NULL, 0);

  if (!g_ptr_array_find_with_equal_func (self->ids, id, is_same, &i))
    {
      i = self->ids->len;
      g_ptr_array_add (self->ids, normlab_data_id_ref (id));
      g_clear_pointer (&self->labels, g_ptr_array_unref);
    }
  return i;
}

guint
normlab_data_names_get_n (const NormlabDataNames *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->ids->len;
}

/* The last @n of the folders that lead to a place in @folder; all of them, from the root on, where
 * there are not so many. */
static const char *
get_last (const char *folder, guint n)
{
  const char *start = folder + strlen (folder);

  for (guint i = 0; i < n && start > folder; i++)
    {
      if (i > 0)
        start--;
      while (start > folder && !G_IS_DIR_SEPARATOR (start[-1]))
        start--;
    }
  return *start != '\0' ? start : folder;
}

static char *
get_folder (const NormlabDataId *id)
{
  const char *path = normlab_data_id_get_path (id);

  return path != NULL ? g_path_get_dirname (path) : NULL;
}

/* How many of the folders that lead to @id tell it from all others of its label; 0 where none is to
 * be told from it so, being the only one in sight or in the same folder. */
static guint
count_folders (const NormlabDataNames *self, const NormlabDataId *id, const char *folder)
{
  guint n = 0;

  for (guint i = 0; i < self->ids->len; i++)
    {
      const NormlabDataId *other = g_ptr_array_index (self->ids, i);
      g_autofree char *others = get_folder (other);

      if (g_strcmp0 (others, folder) == 0
          || !g_str_equal (normlab_data_id_get_label (other), normlab_data_id_get_label (id)))
        continue;
      n = MAX (n, 1);
      while (others != NULL && g_str_equal (get_last (folder, n), get_last (others, n)))
        n++;
    }
  return n;
}

static char *
make_label (const NormlabDataNames *self, const NormlabDataId *id)
{
  const char *label = normlab_data_id_get_label (id);
  g_autofree char *folder = get_folder (id);
  guint n = folder != NULL ? count_folders (self, id, folder) : 0;
  g_autofree char *shown = NULL;

  if (n == 0)
    return g_strdup (label);
  shown = g_filename_display_name (get_last (folder, n));
  /* Translators: the name of a data set, and the folder that it lies in */
  return g_strdup_printf (_("%s (%s)"), label, shown);
}

static gboolean
is_taken (const GPtrArray *labels, const char *label)
{
  return g_ptr_array_find_with_equal_func ((GPtrArray *) labels, label, g_str_equal, NULL);
}

/* What lies in one place, but was not always the same, is counted. */
static void
make_labels (NormlabDataNames *self)
{
  self->labels = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->ids->len; i++)
    {
      g_autofree char *label = make_label (self, g_ptr_array_index (self->ids, i));
      g_autofree char *unique = g_strdup (label);

      for (guint n = 2; is_taken (self->labels, unique); n++)
        {
          g_free (unique);
          /* Translators: the name of a data set, and the how manieth of this name it is */
          unique = g_strdup_printf (_("%s (%u)"), label, n);
        }
      g_ptr_array_add (self->labels, g_steal_pointer (&unique));
    }
}

const char *
normlab_data_names_get_label (NormlabDataNames *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->ids->len, NULL);

  if (self->labels == NULL)
    make_labels (self);
  return g_ptr_array_index (self->labels, i);
}
