/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-data-place.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-data-role.h"
#include "normlab-error.h"
#include "normlab-magic.h"
#include "normlab-text.h"

/* Folders of images have tens of thousands of files, folders of arrays a few. */
#define MAX_NAMES 20000
#define MAX_FOLDERS 200
#define MAX_DESCRIBED 6

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
normlab_data_finder_list (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && names->len < MAX_NAMES && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

static NormlabDataPlace *
ensure_place (GPtrArray *places, const char *folder, const char *prefix, guint level)
{
  NormlabDataPlace *place;

  for (guint i = 0; i < places->len; i++)
    {
      place = g_ptr_array_index (places, i);
      if (strcmp (place->folder, folder) == 0 && strcmp (place->prefix, prefix) == 0)
        return place;
    }
  place = normlab_data_place_new (folder, prefix, 2 * level + (*prefix != '\0'));
  g_ptr_array_add (places, place);
  return place;
}

/* A folder called like a file: what lies in it under the same role, or all alone; and at last the
 * folder itself, to be refused as what it is. */
static void
add_folder (NormlabDataPlace *place, const NormlabDataRole *role, const char *path)
{
  g_autoptr (GPtrArray) names = normlab_data_finder_list (path);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *inner = g_build_filename (path, g_ptr_array_index (names, i), NULL);
      g_auto (NormlabDataRole) found = { 0 };
      gboolean named = normlab_data_role_read (&found, g_ptr_array_index (names, i));

      if (names->len == 1 || (named && found.split == role->split && found.kind == role->kind))
        normlab_data_place_add (
            place, (NormlabSplit) role->split, (NormlabArrayKind) role->kind,
            (NormlabDataFile){ .path = inner, .copy = role->copy, .from_folder = TRUE });
    }
  normlab_data_place_add (
      place, (NormlabSplit) role->split, (NormlabArrayKind) role->kind,
      (NormlabDataFile){ .path = (char *) path, .copy = G_MAXUINT, .from_folder = TRUE });
}

/* Adds what @folder has; its other folders come to @folders, where they are asked for. */
static void
scan (GPtrArray *places, const char *folder, guint level, GPtrArray *folders)
{
  g_autoptr (GPtrArray) names = normlab_data_finder_list (folder);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_auto (NormlabDataRole) role = { 0 };
      gboolean named = normlab_data_role_read (&role, name) && role.split >= 0 && role.kind >= 0;

      if (!named && (folders == NULL || folders->len == MAX_FOLDERS))
        continue;
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          if (named)
            add_folder (ensure_place (places, folder, role.prefix, level), &role, path);
          else
            g_ptr_array_add (folders, g_steal_pointer (&path));
        }
      else if (named)
        normlab_data_place_add (ensure_place (places, folder, role.prefix, level),
                                (NormlabSplit) role.split, (NormlabArrayKind) role.kind,
                                (NormlabDataFile){ .path = path, .copy = role.copy });
    }
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const NormlabDataPlace *first = *(NormlabDataPlace *const *) a;
  const NormlabDataPlace *second = *(NormlabDataPlace *const *) b;

  return first->rank < second->rank ? -1 : first->rank > second->rank;
}

GPtrArray *
normlab_data_finder_find (const char *folder)
{
  GPtrArray *places = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_data_place_free);
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (folder != NULL, places);

  scan (places, folder, 0, folders);
  for (guint i = 0; i < folders->len; i++)
    {
      const char *inner = g_ptr_array_index (folders, i);
      g_autofree char *raw = g_build_filename (inner, "raw", NULL);

      scan (places, inner, 1, NULL);
      scan (places, raw, 2, NULL);
    }
  for (guint i = 0; i < places->len; i++)
    normlab_data_place_sort (g_ptr_array_index (places, i));
  g_ptr_array_sort (places, compare_places);
  return places;
}

/* "a text", "a web page; …" */
static char *
describe_file (const char *path)
{
  g_autoptr (NormlabByteReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  const char *what;
  const char *advice;
  const guint8 *bytes;
  gsize n;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return g_strdup (_("a folder"));
  reader = normlab_byte_reader_open (path, &error);
  if (reader == NULL && error->code != NORMLAB_ERROR_DATA)
    return g_strdup (_("cannot be opened"));
  bytes = reader != NULL ? normlab_byte_reader_peek (reader, &n) : NULL;
  normlab_magic_find (bytes, bytes != NULL ? n : 0, &what, &advice);
  return advice != NULL ? g_strdup_printf ("%s; %s", what, advice) : g_strdup (what);
}

char *
normlab_data_finder_describe (const char *folder)
{
  g_autoptr (GPtrArray) names = normlab_data_finder_list (folder);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (names->len, MAX_DESCRIBED); i++)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);
      g_autofree char *name = normlab_text_for_path (g_ptr_array_index (names, i));
      g_autofree char *what = describe_file (path);

      /* Translators: a file and what it is, in a list */
      g_string_append_printf (text, _("%s“%s” (%s)"), i > 0 ? ", " : "", name, what);
    }
  if (names->len > MAX_DESCRIBED)
    g_string_append_printf (text, _(" and %u more"), names->len - MAX_DESCRIBED);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
