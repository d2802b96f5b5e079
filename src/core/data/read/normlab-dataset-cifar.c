/* SPDX-License-Identifier: GPL-3.0-or-later */

/* CIFAR-10 and CIFAR-100 in their binary version (Krizhevsky, 2009): rows of one or two labels and
 * the red, green and blue parts of 32 × 32 pixels. */

#include "config.h"

#include "normlab-dataset-files.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <string.h>

#include "normlab-array.h"
#include "normlab-byte-reader.h"
#include "normlab-data-place.h"
#include "normlab-error.h"
#include "normlab-grey.h"
#include "normlab-memory-limit.h"

#define SIDE 32
#define N_PIXELS (SIDE * SIDE)
/* Images between two looks at the cancellable. */
#define BLOCK 256
#define MAX_FILES 5
/* Bytes of the file with the classes' names. */
#define MAX_NAMES 65536
/* Images by whose labels a file is told that is called otherwise, and the fewest that tell it. */
#define N_LOOKED_AT 32
#define MIN_IMAGES 4
/* Files of a folder that are opened to see whether they are that. */
#define MAX_FILES_LOOKED_AT 20

/* The files of a set, and those with the names of its classes. */
typedef struct
{
  guint n_labels; /* of an image, of which the last one counts */
  guint n_classes;
  guint n_coarse; /* classes of the first label where there are two */
  const char *training[MAX_FILES];
  const char *test;
  const char *names;
} Set;

static const Set sets[] = {
  { 1,
    10,
    10,
    { "data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin",
      "data_batch_5.bin" },
    "test_batch.bin",
    "batches.meta.txt" },
  { 2, 100, 20, { "train.bin" }, "test.bin", "fine_label_names.txt" },
};

/* What has been read of a split. */
typedef struct
{
  GByteArray *images;
  GByteArray *labels;
} Part;

static void
part_clear (Part *self)
{
  g_clear_pointer (&self->images, g_byte_array_unref);
  g_clear_pointer (&self->labels, g_byte_array_unref);
}

static gsize
get_size (const Set *set)
{
  return set->n_labels + 3 * N_PIXELS;
}

static gboolean
exists (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Whether a training set may be told by the file of that name, as it has anything; of a name that
 * others may have, too, as it has whole rows. */
static gboolean
fits (const Set *set, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GStatBuf status;

  return g_stat (path, &status) == 0 && S_ISREG (status.st_mode) && status.st_size > 0
         && (set->n_labels == 1 || (gsize) status.st_size % get_size (set) == 0);
}

static gboolean
names_file (const Set *set, const char *name)
{
  for (guint i = 0; i < MAX_FILES && set->training[i] != NULL; i++)
    if (strcmp (set->training[i], name) == 0)
      return TRUE;
  return strcmp (set->test, name) == 0;
}

/* Whether the file at @path, whatever it is called, has whole rows that begin with labels. */
static gboolean
has_rows (const Set *set, const char *path)
{
  gsize size = get_size (set);
  g_autoptr (NormlabByteReader) reader = normlab_byte_reader_open (path, NULL);
  g_autofree guint8 *row = g_malloc (size);
  guint64 n_rows;

  if (reader == NULL || normlab_byte_reader_is_compressed (reader)
      || normlab_byte_reader_get_file_size (reader) % size != 0)
    return FALSE;
  n_rows = normlab_byte_reader_get_file_size (reader) / size;
  for (guint i = 0; i < MIN (n_rows, N_LOOKED_AT); i++)
    if (normlab_byte_reader_read (reader, row, size, NULL, NULL) != (gssize) size
        || row[0] >= set->n_coarse || row[set->n_labels - 1] >= set->n_classes)
      return FALSE;
  return n_rows >= MIN_IMAGES;
}

/* The set that the file at @path looks like, or NULL. */
static const Set *
find_rows (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    if (has_rows (&sets[i], path))
      return &sets[i];
  return NULL;
}

/* The name of the only file of rows in @folder, or NULL. */
static char *
find_only (const char *folder, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) names = normlab_data_finder_list (folder, cancellable);
  const char *found = NULL;
  guint n_looked_at = 0;

  for (guint i = 0; i < names->len && n_looked_at < MAX_FILES_LOOKED_AT; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!g_str_has_suffix (name, ".bin"))
        continue;
      n_looked_at++;
      if (find_rows (path) == NULL)
        continue;
      if (found != NULL)
        return NULL;
      found = name;
    }
  return g_strdup (found);
}

/* The set of which there is a training set at @path, a folder or one of its files; folder: set to
 * where it lies. Of a file that is called otherwise, or a folder that has only that, the one that
 * it looks like; only: set to its name, and otherwise to NULL. NULL where there is none. */
static const Set *
find_set (const char *path, char **folder, char **only, GCancellable *cancellable)
{
  g_autofree char *file = NULL;
  g_autofree char *base = g_path_get_basename (path);
  gboolean is_folder = g_file_test (path, G_FILE_TEST_IS_DIR);

  *only = NULL;
  *folder = is_folder ? g_strdup (path) : g_path_get_dirname (path);
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    for (guint k = 0; k < MAX_FILES && sets[i].training[k] != NULL; k++)
      if ((is_folder || names_file (&sets[i], base))
          && fits (&sets[i], *folder, sets[i].training[k]))
        return &sets[i];
  *only = is_folder ? find_only (path, cancellable) : g_steal_pointer (&base);
  file = *only != NULL ? g_build_filename (*folder, *only, NULL) : NULL;
  return file != NULL ? find_rows (file) : NULL;
}

gboolean
normlab_cifar_recognizes (const char *path, GCancellable *cancellable)
{
  g_autofree char *folder = NULL;
  g_autofree char *only = NULL;

  return find_set (path, &folder, &only, cancellable) != NULL;
}

/* An image, which is added to @part. */
static gboolean
take_row (const Set *set, const guint8 *row, const char *name, Part *part, GError **error)
{
  const guint8 *pixels = row + set->n_labels;
  guint8 image[N_PIXELS];

  if (row[set->n_labels - 1] >= set->n_classes)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” has the label %u for its image %u, but there are %u classes"), name,
                   row[set->n_labels - 1], part->labels->len + 1, set->n_classes);
      return FALSE;
    }
  for (guint i = 0; i < N_PIXELS; i++)
    image[i] = normlab_grey (pixels[i], pixels[N_PIXELS + i], pixels[2 * N_PIXELS + i]);
  g_byte_array_append (part->images, image, N_PIXELS);
  g_byte_array_append (part->labels, &row[set->n_labels - 1], 1);
  return TRUE;
}

static gboolean
read_file (const Set *set,
           const char *folder,
           const char *name,
           Part *part,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (NormlabByteReader) reader = normlab_byte_reader_open (path, error);
  gsize size = get_size (set);
  g_autofree guint8 *rows = g_malloc (BLOCK * size);
  gssize n;

  if (reader == NULL
      || !normlab_memory_check (normlab_byte_reader_get_file_size (reader) / 3,
                                normlab_byte_reader_get_name (reader), error))
    return FALSE;
  do
    {
      n = normlab_byte_reader_read (reader, rows, BLOCK * size, cancellable, error);
      if (n < 0)
        return FALSE;
      if (part->images->len + BLOCK * N_PIXELS > NORMLAB_ARRAY_MAX_BYTES)
        {
          g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                       _("“%s” is too large: it has more than %" PRIu64 " pixels"),
                       normlab_byte_reader_get_name (reader), NORMLAB_ARRAY_MAX_BYTES);
          return FALSE;
        }
      if ((gsize) n % size != 0)
        {
          g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                       _("“%s” ends within an image; perhaps it is cut off"),
                       normlab_byte_reader_get_name (reader));
          return FALSE;
        }
      for (gssize i = 0; i < n; i += (gssize) size)
        if (!take_row (set, rows + i, normlab_byte_reader_get_name (reader), part, error))
          return FALSE;
    }
  while ((gsize) n == BLOCK * size);
  return TRUE;
}

/* Both parts, or all of the file @only (nullable); missing: gets the names of files that are not
 * there. */
static gboolean
read_parts (const Set *set,
            const char *folder,
            const char *only,
            Part parts[NORMLAB_N_SPLITS],
            GPtrArray *missing,
            GCancellable *cancellable,
            GError **error)
{
  if (only != NULL)
    return read_file (set, folder, only, &parts[0], cancellable, error);
  for (guint i = 0; i < MAX_FILES && set->training[i] != NULL; i++)
    if (!exists (folder, set->training[i]))
      g_ptr_array_add (missing, (gpointer) set->training[i]);
    else if (!read_file (set, folder, set->training[i], &parts[0], cancellable, error))
      return FALSE;
  if (exists (folder, set->test))
    return read_file (set, folder, set->test, &parts[1], cancellable, error);
  g_ptr_array_add (missing, (gpointer) set->test);
  return TRUE;
}

static guint
count_classes (const Part parts[NORMLAB_N_SPLITS])
{
  guint n = 0;

  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    for (guint i = 0; i < parts[split].labels->len; i++)
      n = MAX (n, parts[split].labels->data[i] + 1u);
  return n;
}

/* What is not there of the set; ended by NULL. */
static char **
find_notes (const Set *set, GPtrArray *missing, char **names, guint n_classes)
{
  g_autoptr (GStrvBuilder) notes = g_strv_builder_new ();
  guint n_names = names != NULL ? g_strv_length (names) : 0;

  if (missing->len > 0)
    {
      g_autofree char *list = NULL;
      g_autofree char *note = NULL;

      g_ptr_array_add (missing, NULL);
      list = g_strjoinv (", ", (char **) missing->pdata);
      note = g_strdup_printf (_("Files of the data set are missing: %s"), list);
      g_strv_builder_add (notes, note);
    }
  if (names != NULL && n_names < n_classes)
    {
      g_autofree char *note = g_strdup_printf (
          _("“%s” has too few names (%u) for %u classes, which are numbers therefore"), set->names,
          n_names, n_classes);

      g_strv_builder_add (notes, note);
    }
  return g_strv_builder_end (notes);
}

/* A line for each class, up to an empty one; NULL where the file is not there. */
static char **
read_names (const Set *set, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, set->names, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  GStatBuf status;

  if (g_stat (path, &status) != 0 || !S_ISREG (status.st_mode) || status.st_size > MAX_NAMES
      || !g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL && *g_strstrip (lines[i]) != '\0'; i++)
    g_strv_builder_add (names, lines[i]);
  return g_strv_builder_end (names);
}

NormlabDataset *
normlab_cifar_load (const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *folder = NULL;
  g_autofree char *only = NULL;
  const Set *set = find_set (absolute, &folder, &only, cancellable);
  g_autofree char *place = g_build_filename (folder, only, NULL);
  g_autofree char *name = g_filename_display_basename (place);
  Part parts[NORMLAB_N_SPLITS];
  g_autoptr (GPtrArray) missing = g_ptr_array_new ();
  g_auto (GStrv) names = NULL, notes = NULL;
  NormlabDataDraft draft = { .name = name, .path = place, .rows = SIDE, .columns = SIDE };
  NormlabDataset *dataset = NULL;
  gboolean ok;

  if (set == NULL)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED, _("“%s” changed while it was read"),
                   name);
      return NULL;
    }
  for (guint i = 0; i < NORMLAB_N_SPLITS; i++)
    parts[i] = (Part){ g_byte_array_new (), g_byte_array_new () };
  ok = read_parts (set, folder, only, parts, missing, cancellable, error);
  names = read_names (set, folder);
  notes = find_notes (set, missing, names, count_classes (parts));
  draft.notes = (const char *const *) notes;
  draft.class_names = (const char *const *) names;
  for (guint i = 0; i < NORMLAB_N_SPLITS; i++)
    {
      if (parts[i].labels->len > 0)
        {
          draft.images[i] = g_byte_array_free_to_bytes (g_steal_pointer (&parts[i].images));
          draft.labels[i] = g_byte_array_free_to_bytes (g_steal_pointer (&parts[i].labels));
        }
      part_clear (&parts[i]);
    }
  if (ok)
    dataset = normlab_dataset_new_from_draft (&draft, cancellable, error);
  for (guint i = 0; i < NORMLAB_N_SPLITS; i++)
    {
      g_clear_pointer (&draft.images[i], g_bytes_unref);
      g_clear_pointer (&draft.labels[i], g_bytes_unref);
    }
  return dataset;
}
