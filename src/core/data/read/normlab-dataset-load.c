/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-dataset.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "normlab-data-cancel.h"
#include "normlab-data-loading.h"
#include "normlab-data-role.h"
#include "normlab-dataset-files.h"
#include "normlab-error.h"
#include "normlab-magic.h"
#include "normlab-text.h"

/* Data sets in a folder that a refusal names. */
#define MAX_NAMED 8

/* What was asked for. */
typedef struct
{
  char *path; /* absolute */
  char *name;
  GPtrArray *places;
} Request;

static void
request_clear (Request *self)
{
  g_free (self->path);
  g_free (self->name);
  g_clear_pointer (&self->places, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Request, request_clear)

static gboolean
check_path (const char *path, gboolean *is_folder, GError **error)
{
  g_autofree char *name = normlab_text_for_path (path);
  GStatBuf status;
  int code = g_stat (path, &status) == 0 ? 0 : errno;

  *is_folder = code == 0 && S_ISDIR (status.st_mode);
  if (code == ENOENT)
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED, _("The folder “%s” does not exist"),
                 name);
  else if (code != 0)
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                 _("The folder “%s” cannot be opened: %s"), name, g_strerror (code));
  return code == 0;
}

/* Reading tells what is wrong with a file that is no array at all. */
static void
set_file_error (const char *path, GError **error)
{
  g_autofree char *name = normlab_text_for_path (path);
  g_autoptr (NormlabArray) array = normlab_array_open (path, NORMLAB_ARRAY_IMAGES, error);

  if (array != NULL)
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 _("“%s” holds images, but nothing in its name tells where the others are; call "
                    "the files as MNIST’s are (train-images-idx3-ubyte and so on)"),
                 name);
}

/* The places beside a file that is one of the four; it comes first in its role, and only those of
 * its prefix count. */
static gboolean
find_beside (Request *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *base = g_path_get_basename (self->path);
  g_auto (NormlabDataRole) role = { 0 };

  if (!normlab_data_role_read (&role, base) || role.split < 0 || role.kind < 0)
    {
      set_file_error (self->path, error);
      return FALSE;
    }
  self->places = normlab_data_finder_find (folder, cancellable);
  for (guint i = self->places->len; i > 0; i--)
    {
      NormlabDataPlace *place = g_ptr_array_index (self->places, i - 1);

      if (strcmp (place->folder, folder) != 0 || strcmp (place->prefix, role.prefix) != 0)
        g_ptr_array_remove_index (self->places, i - 1);
      else
        normlab_data_place_prefer (place, (NormlabSplit) role.split, (NormlabArrayKind) role.kind,
                                   self->path);
    }
  g_free (self->name);
  self->name = *role.prefix != '\0' ? g_strdup (role.prefix) : g_filename_display_basename (folder);
  if (*role.prefix == '\0')
    {
      g_free (self->path);
      self->path = g_steal_pointer (&folder);
    }
  return TRUE;
}

/* Several that are as near and complete: somebody must say which. */
static gboolean
check_several (const Request *self, guint first, GError **error)
{
  const NormlabDataPlace *place = g_ptr_array_index (self->places, first);
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *name = NULL;
  guint n = 0;

  for (guint i = first; i < self->places->len; i++)
    {
      const NormlabDataPlace *other = g_ptr_array_index (self->places, i);
      g_autofree char *folder = normlab_text_for_path (other->folder);

      if (other->rank != place->rank || !normlab_data_place_is_complete (other))
        continue;
      if (n++ < MAX_NAMED)
        g_string_append_printf (list, "%s“%s”", n > 1 ? ", " : "",
                                *other->prefix != '\0' ? other->prefix : folder);
    }
  if (n < 2)
    return TRUE;
  name = normlab_text_for_path (self->path);
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               /* Translators: a folder, and a list of folders or of what files begin with */
               _("“%s” holds several data sets: %s%s; open one of these folders, or one of the "
                  "files"),
               name, list->str, n > MAX_NAMED ? ", …" : "");
  return FALSE;
}

/* Where nothing is complete, the nearest place that has most says what is missing. */
static NormlabDataPlace *
find_best (const Request *self)
{
  NormlabDataPlace *best = NULL;

  for (guint i = 0; i < self->places->len; i++)
    {
      NormlabDataPlace *place = g_ptr_array_index (self->places, i);

      if (best == NULL || normlab_data_place_count (place) > normlab_data_place_count (best))
        best = place;
    }
  return best;
}

/* The nearest one that can be read; otherwise the reason of the nearest. */
static NormlabDataset *
load_any (const Request *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (NormlabDataPlace) nothing = normlab_data_place_new (self->path, "", 0);
  NormlabDataPlace *best = find_best (self);
  GError *first = NULL;

  for (guint i = 0; i < self->places->len; i++)
    {
      const NormlabDataPlace *place = g_ptr_array_index (self->places, i);
      GError *problem = NULL;
      NormlabDataset *dataset;

      if (!normlab_data_place_is_complete (place))
        continue;
      if (!check_several (self, i, first == NULL ? &first : NULL))
        break;
      dataset = normlab_data_place_load (place, self->name, self->path, cancellable, &problem);
      if (dataset != NULL)
        {
          g_clear_error (&first);
          return dataset;
        }
      if (first == NULL || problem->code == NORMLAB_ERROR_CANCELLED)
        {
          g_clear_error (&first);
          first = problem;
        }
      else
        g_error_free (problem);
      if (first->code == NORMLAB_ERROR_CANCELLED)
        break;
    }
  if (first != NULL)
    {
      g_propagate_error (error, first);
      return NULL;
    }
  return normlab_data_place_load (best != NULL ? best : nothing, self->name, self->path,
                                  cancellable, error);
}

gboolean
normlab_arrays_recognize (const char *path, GCancellable *cancellable)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autoptr (GPtrArray) places = NULL;
  g_autoptr (NormlabByteReader) reader = NULL;
  g_auto (NormlabDataRole) role = { 0 };
  const guint8 *bytes;
  NormlabMagic magic;
  gsize n;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      places = normlab_data_finder_find (path, cancellable);
      return places->len > 0;
    }
  reader = normlab_byte_reader_open (path, NULL);
  if (reader == NULL)
    return FALSE;
  bytes = normlab_byte_reader_peek (reader, &n);
  magic = normlab_magic_find (bytes, n, NULL, NULL);
  return magic == NORMLAB_MAGIC_IDX || magic == NORMLAB_MAGIC_NPY
         || (magic == NORMLAB_MAGIC_ZIP && normlab_data_role_read (&role, base) && role.split >= 0
             && role.kind >= 0);
}

NormlabDataset *
normlab_dataset_load (const char *path, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_auto (Request) request = { .path = g_canonicalize_filename (path, NULL) };
  gboolean is_folder;

  request.name = g_filename_display_basename (request.path);
  /* An empty name is no folder, and not the current one. */
  if (!check_path (*path != '\0' ? request.path : path, &is_folder, error))
    return NULL;
  if (is_folder)
    request.places = normlab_data_finder_find (request.path, cancellable);
  else if (!find_beside (&request, cancellable, error))
    return NULL;
  if (!normlab_data_check_cancelled (path, cancellable, error))
    return NULL;
  return load_any (&request, cancellable, error);
}
