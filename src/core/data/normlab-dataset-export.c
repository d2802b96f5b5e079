/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-dataset-export.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "normlab-byte-reader.h"
#include "normlab-data-place.h"
#include "normlab-error.h"
#include "normlab-memory-limit.h"
#include "normlab-output.h"
#include "normlab-text.h"

#define IMAGES_MAGIC 0x803u
#define LABELS_MAGIC 0x801u

static const char *const names[NORMLAB_N_SPLITS][2] = {
  [NORMLAB_SPLIT_TRAINING] = { "train-images-idx3-ubyte", "train-labels-idx1-ubyte" },
  [NORMLAB_SPLIT_TEST] = { "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte" },
};

static void
append_word (GByteArray *bytes, guint32 word)
{
  const guint32 big_endian = GUINT32_TO_BE (word);

  g_byte_array_append (bytes, (const guint8 *) &big_endian, sizeof big_endian);
}

static GByteArray *
make_images (const NormlabDataset *self, NormlabSplit split)
{
  guint n = normlab_dataset_get_n_images (self, split);
  guint n_bytes = n * normlab_dataset_get_n_pixels (self);
  GByteArray *bytes = g_byte_array_sized_new (n_bytes + 16);

  append_word (bytes, IMAGES_MAGIC);
  append_word (bytes, n);
  append_word (bytes, normlab_dataset_get_rows (self));
  append_word (bytes, normlab_dataset_get_columns (self));
  g_byte_array_append (bytes, normlab_dataset_get_images (self, split), n_bytes);
  return bytes;
}

static GByteArray *
make_labels (const NormlabDataset *self, NormlabSplit split)
{
  guint n = normlab_dataset_get_n_images (self, split);
  GByteArray *bytes = g_byte_array_sized_new (n + 8);

  append_word (bytes, LABELS_MAGIC);
  append_word (bytes, n);
  g_byte_array_append (bytes, normlab_dataset_get_labels (self, split), n);
  return bytes;
}

static gboolean
is_ours (const char *name)
{
  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    for (guint kind = 0; kind < 2; kind++)
      if (strcmp (names[split][kind], name) == 0)
        return TRUE;
  return FALSE;
}

static gboolean
refuse (const char *folder, const char *name, GError **error)
{
  g_autofree char *quoted_folder = normlab_text_for_path (folder);
  g_autofree char *quoted = normlab_text_for_path (name);

  g_set_error (
      error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
      _("The folder “%s” holds another data set already, with the file “%s”; name another "
         "folder"),
      quoted_folder, quoted);
  return FALSE;
}

/* Whether no file there would be taken for one of ours under another name. */
static gboolean
check_others (const char *folder, GError **error)
{
  static const char *const stems[] = { "train-images", "train-labels", "t10k-images",
                                       "t10k-labels",  "test-images",  "test-labels" };
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    for (guint i = 0; i < G_N_ELEMENTS (stems); i++)
      if (g_str_has_prefix (name, stems[i]) && !is_ours (name))
        return refuse (folder, name, error);
  return TRUE;
}

/* Whether the file is not there, or holds just that. */
static gboolean
check_same (const char *folder, const char *name, const GByteArray *bytes, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *contents = NULL;
  gsize length = 0;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (g_file_get_contents (path, &contents, &length, NULL) && length == bytes->len
      && memcmp (contents, bytes->data, length) == 0)
    return TRUE;
  return refuse (folder, name, error);
}

static gboolean
make_folder (const char *folder, GError **error)
{
  g_autofree char *quoted = normlab_text_for_path (folder);

  if (g_mkdir_with_parents (folder, 0777) == 0)
    return TRUE;
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED, _("The folder “%s” cannot be made: %s"),
               quoted, g_strerror (errno));
  return FALSE;
}

static gboolean
write_file (const char *folder, const char *name, const GByteArray *bytes, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return normlab_output_write (path, (const char *) bytes->data, bytes->len, error);
}

gboolean
normlab_dataset_export (const NormlabDataset *self, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) files
      = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);

  g_return_val_if_fail (self != NULL && folder != NULL, FALSE);

  /* Images are made anew, and then once more as a file. */
  if (!normlab_memory_check (
          2 * (guint64) normlab_dataset_get_n_pixels (self)
              * ((guint64) normlab_dataset_get_n_images (self, NORMLAB_SPLIT_TRAINING)
                 + normlab_dataset_get_n_images (self, NORMLAB_SPLIT_TEST)),
          folder, error)
      || !check_others (folder, error))
    return FALSE;
  for (guint i = 0; i < 2 * NORMLAB_N_SPLITS; i++)
    {
      g_ptr_array_add (files, i % 2 == 0 ? make_images (self, i / 2) : make_labels (self, i / 2));
      if (!check_same (folder, names[i / 2][i % 2], g_ptr_array_index (files, i), error))
        return FALSE;
    }
  if (!make_folder (folder, error))
    return FALSE;
  for (guint i = 0; i < files->len; i++)
    if (!write_file (folder, names[i / 2][i % 2], g_ptr_array_index (files, i), error))
      return FALSE;
  return TRUE;
}

/* IDX of bytes, with a number of dimensions that neither colours nor several labels have. */
static gboolean
has_bytes (const char *path)
{
  g_autoptr (NormlabByteReader) reader = normlab_byte_reader_open (path, NULL);
  const guint8 *bytes;
  gsize n = 0;

  if (reader == NULL)
    return FALSE;
  bytes = normlab_byte_reader_peek (reader, &n);
  return n >= 4 && memcmp (bytes, "\0\0\x08", 3) == 0 && bytes[3] >= 1 && bytes[3] <= 3;
}

/* "train-images-idx3-ubyte", "train-images.idx3-ubyte.gz" */
static gboolean
is_called (const char *name, const char *stem)
{
  gsize n = strlen (stem);

  return g_str_has_prefix (name, stem) && (name[n] == '-' || name[n] == '.')
         && g_str_has_prefix (name + n + 1, "idx") && name[n + 4] != '\0'
         && g_str_has_prefix (name + n + 5, "-ubyte");
}

gboolean
normlab_dataset_is_exported (const char *path)
{
  static const char *const stems[][2] = {
    { "train-images", NULL },
    { "train-labels", NULL },
    { "t10k-images", "test-images" },
    { "t10k-labels", "test-labels" },
  };
  g_autoptr (GPtrArray) found = path != NULL ? normlab_data_finder_list (path, NULL) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (stems); i++)
    {
      gboolean any = FALSE;

      for (guint k = 0; found != NULL && k < found->len; k++)
        {
          const char *name = g_ptr_array_index (found, k);
          g_autofree char *file = g_build_filename (path, name, NULL);

          any |= (is_called (name, stems[i][0])
                  || (stems[i][1] != NULL && is_called (name, stems[i][1])))
                 && has_bytes (file);
        }
      if (!any)
        return FALSE;
    }
  return TRUE;
}
