/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A folder of NumPy's arrays, of which each holds the images of a class, as Quick, Draw! has them:
 * full_numpy_bitmap_apple.npy and so on. */

#include "config.h"

#include "normlab-dataset-files.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-array.h"
#include "normlab-class-files.h"
#include "normlab-data-cancel.h"
#include "normlab-error.h"
#include "normlab-memory-limit.h"
#include "normlab-memory.h"
#include "normlab-pixel-values.h"
#include "normlab-text.h"

/* As MNIST has of a class. Of some of Quick, Draw!'s there are 340,000. */
#define MAX_IMAGES 7000

/* Of a folder. */
typedef struct
{
  char *folder;
  char *title;      /* the same for messages */
  GPtrArray *names; /* of char: files, bytewise sorted; a class each */
  GArray *counts;   /* of guint: images that are taken of each */
  guint rows, columns;
  guint n_images;
  gboolean cut;           /* there are more */
  NormlabPixelValues all; /* that images of all of them have */
  guint8 *pixels;
  guint8 *labels;
} Classes;

static void
classes_clear (Classes *self)
{
  g_free (self->folder);
  g_free (self->title);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->counts, g_array_unref);
  g_clear_pointer (&self->pixels, normlab_memory_free);
  g_clear_pointer (&self->labels, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Classes, classes_clear)

static NormlabArray *
open_class (const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return normlab_array_open (path, NORMLAB_ARRAY_IMAGES, error);
}

gboolean
normlab_classes_recognize (const char *path, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) names = NULL;

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    return FALSE;
  names = normlab_class_files_list (path, NULL, NULL, cancellable);
  return normlab_class_files_are_likely (path, names);
}

/* The name of a file without its ending. */
static char *
cut_ending (const char *name)
{
  return g_strndup (name, strlen (name) - strlen (NORMLAB_CLASS_FILE_ENDING));
}

/* What all of them begin with, up to where a word ends, and behind which each has something. */
static gsize
find_prefix (char **stems)
{
  gsize prefix = 0;

  for (gsize n = 0; stems[0][n] != '\0'; n++)
    {
      for (guint i = 0; stems[i] != NULL; i++)
        if (stems[i][n] != stems[0][n] || stems[i][n + 1] == '\0')
          return prefix;
      if (strchr ("_-. ", stems[0][n]) != NULL)
        prefix = n + 1;
    }
  return prefix;
}

/* "sea turtle" of "full_numpy_bitmap_sea%20turtle.npy", as addresses have it; ended by NULL. */
static char **
name_classes (const Classes *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  g_auto (GStrv) stems = NULL;
  gsize prefix;

  for (guint i = 0; i < self->names->len; i++)
    {
      g_autofree char *stem = cut_ending (g_ptr_array_index (self->names, i));

      g_strv_builder_add (all, stem);
    }
  stems = g_strv_builder_end (all);
  prefix = find_prefix (stems);
  for (guint i = 0; i < self->names->len; i++)
    {
      g_autofree char *plain = g_uri_unescape_string (stems[i] + prefix, NULL);

      g_strv_builder_add (builder, plain != NULL ? plain : stems[i] + prefix);
    }
  return g_strv_builder_end (builder);
}

/* The headers, held against each other. */
static gboolean
look (Classes *self, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < self->names->len; i++)
    {
      const char *name = g_ptr_array_index (self->names, i);
      g_autoptr (NormlabArray) array = NULL;
      guint n;

      if (!normlab_data_check_cancelled (self->folder, cancellable, error))
        return FALSE;
      array = open_class (self->folder, name, error);
      if (array == NULL)
        return FALSE;
      if (i > 0
          && (normlab_array_get_rows (array) != self->rows
              || normlab_array_get_columns (array) != self->columns))
        {
          g_autofree char *first = normlab_text_for_path (g_ptr_array_index (self->names, 0));

          g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                       _("“%s” has images of %u × %u pixels, but “%s” has images of %u × %u"),
                       normlab_array_get_name (array), normlab_array_get_rows (array),
                       normlab_array_get_columns (array), first, self->rows, self->columns);
          return FALSE;
        }
      self->rows = normlab_array_get_rows (array);
      self->columns = normlab_array_get_columns (array);
      n = MIN (normlab_array_get_n_items (array), MAX_IMAGES);
      self->cut |= n < normlab_array_get_n_items (array);
      self->n_images += n;
      g_array_append_val (self->counts, n);
    }
  return TRUE;
}

/* The first @n images of what has been opened: no others, where that can be. */
static gboolean
read_images (NormlabArray *array,
             guint8 *pixels,
             gsize n_bytes,
             GCancellable *cancellable,
             GError **error)
{
  gsize n_all = normlab_array_get_n_bytes (array);
  guint8 *all;
  gboolean ok;

  if (n_all == n_bytes)
    return normlab_array_read (array, pixels, cancellable, error);
  if (!normlab_memory_check (n_all, normlab_array_get_name (array), error))
    return FALSE;
  all = normlab_memory_new (n_all);
  if (all == NULL)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("There is not enough memory for the %zu bytes of “%s”"), n_all,
                   normlab_array_get_name (array));
      return FALSE;
    }
  ok = normlab_array_read (array, all, cancellable, error);
  if (ok)
    memcpy (pixels, all, n_bytes);
  normlab_memory_free (all);
  return ok;
}

/* Of class @i, whose images come behind @n_before others. values: set to what they were */
static gboolean
read_class (Classes *self,
            guint i,
            guint n_before,
            NormlabPixelValues *values,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (NormlabArray) array
      = open_class (self->folder, g_ptr_array_index (self->names, i), error);
  gsize n_pixels = (gsize) self->rows * self->columns;
  guint n = g_array_index (self->counts, guint, i);

  if (array == NULL)
    return FALSE;
  if (normlab_array_get_n_items (array) < n
      || normlab_array_get_n_bytes (array) / normlab_array_get_n_items (array) != n_pixels)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED, _("“%s” changed while it was read"),
                   normlab_array_get_name (array));
      return FALSE;
    }
  normlab_array_cut (array, n);
  if (!read_images (array, self->pixels + n_before * n_pixels, n * n_pixels, cancellable, error))
    return FALSE;
  memset (self->labels + n_before, (int) i, n);
  *values = *normlab_array_get_values (array);
  normlab_pixel_values_join (&self->all, values);
  return TRUE;
}

static gboolean
read_classes (Classes *self, GCancellable *cancellable, GError **error)
{
  gsize n_pixels = (gsize) self->rows * self->columns;
  g_autofree NormlabPixelValues *values = g_new (NormlabPixelValues, self->names->len);
  guint n = 0;

  if (!normlab_memory_check (n_pixels * self->n_images, self->title, error))
    return FALSE;
  self->pixels = normlab_memory_new (n_pixels * self->n_images);
  self->labels = g_try_malloc (self->n_images);
  if (self->pixels == NULL || self->labels == NULL)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("There is not enough memory for the %zu bytes of “%s”"),
                   n_pixels * self->n_images, self->title);
      return FALSE;
    }
  for (guint i = 0; i < self->names->len; n += g_array_index (self->counts, guint, i), i++)
    if (!read_class (self, i, n, &values[i], cancellable, error))
      return FALSE;
  if (!normlab_pixel_values_check (&self->all, self->title, error))
    return FALSE;
  n = 0;
  for (guint i = 0; i < self->names->len; n += g_array_index (self->counts, guint, i), i++)
    normlab_pixel_values_fit (&values[i], &self->all, self->pixels + n * n_pixels,
                              g_array_index (self->counts, guint, i) * n_pixels);
  return TRUE;
}

static NormlabDataset *
make (Classes *self,
      const char *name,
      GStrvBuilder *told,
      GStrvBuilder *odd,
      GCancellable *cancellable,
      GError **error)
{
  gsize n_bytes = (gsize) self->rows * self->columns * self->n_images;
  g_autoptr (GBytes) images
      = g_bytes_new_with_free_func (self->pixels, n_bytes, normlab_memory_free, self->pixels);
  g_autoptr (GBytes) labels = g_bytes_new_take (g_steal_pointer (&self->labels), self->n_images);
  g_auto (GStrv) class_names = name_classes (self);
  const char *scale = normlab_pixel_scale_describe (self->all.scale);
  g_autofree char *cut
      = g_strdup_printf (_("Only the first %d images of each class are taken"), MAX_IMAGES);
  g_auto (GStrv) put_right = NULL, notes = NULL;

  self->pixels = NULL;
  if (scale != NULL)
    g_strv_builder_add (told, scale);
  if (self->cut)
    g_strv_builder_add (told, cut);
  g_strv_builder_add (told, _("Each array was taken for a class, which is called as its file is"));
  put_right = g_strv_builder_end (told);
  notes = g_strv_builder_end (odd);
  return normlab_dataset_new_from_draft (
      &(NormlabDataDraft){
          .name = name,
          .path = self->folder,
          .rows = self->rows,
          .columns = self->columns,
          .images = { images },
          .labels = { labels },
          .class_names = (const char *const *) class_names,
          .put_right = (const char *const *) put_right,
          .notes = (const char *const *) notes,
      },
      cancellable, error);
}

NormlabDataset *
normlab_classes_load (const char *path, GCancellable *cancellable, GError **error)
{
  g_auto (Classes) self = { .folder = g_canonicalize_filename (path, NULL) };
  g_autofree char *name = g_filename_display_basename (self.folder);
  g_autoptr (GStrvBuilder) told = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) odd = g_strv_builder_new ();

  self.title = normlab_text_for_path (self.folder);
  self.names = normlab_class_files_list (self.folder, told, odd, cancellable);
  normlab_pixel_values_init (&self.all, FALSE);
  self.counts = g_array_new (FALSE, FALSE, sizeof (guint));
  if (!normlab_data_check_cancelled (self.folder, cancellable, error))
    return NULL;
  if (self.names->len < 2 || self.names->len > NORMLAB_MAX_CLASSES)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” has %u arrays, one for each class, but there must be from 2 to %d"),
                   self.title, self.names->len, NORMLAB_MAX_CLASSES);
      return NULL;
    }
  if (!look (&self, cancellable, error) || !read_classes (&self, cancellable, error))
    return NULL;
  return make (&self, name, told, odd, cancellable, error);
}
