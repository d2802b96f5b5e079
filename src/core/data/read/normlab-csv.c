/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-csv-private.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-libsvm.h"
#include "normlab-sides.h"
#include "normlab-text.h"

static void
reader_clear (NormlabCsvReader *self)
{
  normlab_csv_lines_clear (&self->lines);
  normlab_csv_column_clear (&self->first);
  normlab_csv_column_clear (&self->last);
  g_free (self->row);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NormlabCsvReader, reader_clear)

void
normlab_csv_clear (NormlabCsv *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->pixels, free);
  g_clear_pointer (&self->labels, g_free);
  g_clear_pointer (&self->class_names, g_strfreev);
}

/* Which end has the labels, if the heading has not said so. */
static gboolean
find_labels (NormlabCsvReader *self, const NormlabCsv *like, GError **error)
{
  gboolean first_gapless, last_gapless;
  gboolean first = normlab_csv_column_is_labels (&self->first, &first_gapless);
  gboolean last = normlab_csv_column_is_labels (&self->last, &last_gapless);
  guint rows, columns;
  /* A heading that names no label, or 784 values: all are pixels, and there are no labels. */
  gboolean likely = !self->has_heading && !normlab_sides_find (self->n_pixels + 1, &rows, &columns);

  if (self->place == NORMLAB_CSV_LABEL_ANYWHERE && like != NULL)
    self->place = like->label_last ? NORMLAB_CSV_LABEL_LAST : NORMLAB_CSV_LABEL_FIRST;
  if (self->place == NORMLAB_CSV_LABEL_ANYWHERE)
    {
      first = first && (first_gapless || likely);
      last = last && (last_gapless || likely);
      self->place = first && (first_gapless || !last_gapless) ? NORMLAB_CSV_LABEL_FIRST
                    : last                                    ? NORMLAB_CSV_LABEL_LAST
                                                              : NORMLAB_CSV_LABEL_ANYWHERE;
    }
  self->csv->label_last = self->place == NORMLAB_CSV_LABEL_LAST;
  if (self->place == NORMLAB_CSV_LABEL_ANYWHERE)
    g_set_error (
        error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
        _("“%s” has no labels: neither the first nor the last of its %u columns has whole "
           "numbers from 0 on, or words, for several classes; they must be in the same table"),
        self->csv->name, self->n_columns);
  return self->place != NORMLAB_CSV_LABEL_ANYWHERE;
}

gboolean
normlab_csv_set_labels (NormlabCsv *self,
                        const NormlabCsvColumn *column,
                        const NormlabCsv *like,
                        GError **error)
{
  guint wrong;

  self->labels = g_try_malloc (self->n_items);
  if (self->labels == NULL)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("There is not enough memory for the %zu bytes of “%s”"),
                   (gsize) self->n_items, self->name);
      return FALSE;
    }
  if (like != NULL)
    self->class_names = g_strdupv (like->class_names);
  if (normlab_csv_column_get_labels (column, self->labels, &self->class_names, &wrong))
    return TRUE;
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               _("“%s” has a label that is none: that of its image %u; labels are whole numbers "
                  "from 0 to 255, or words that the training set has too"),
               self->name, wrong + 1);
  return FALSE;
}

/* The column that is no label takes its place among the pixels. */
static gboolean
set_pixels (NormlabCsvReader *self, GError **error)
{
  NormlabCsv *csv = self->csv;
  const GArray *column = csv->label_last ? self->first.values : self->last.values;
  g_autofree guint8 *bytes = g_try_malloc (csv->n_items);
  gsize n_all = (gsize) csv->n_items * self->n_pixels;
  NormlabPixelScale before = self->values.scale;

  if ((csv->label_last ? self->first.words : self->last.words) != NULL)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” has words both in its first and in its last column"), csv->name);
      return FALSE;
    }
  if (bytes == NULL)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("There is not enough memory for the %zu bytes of “%s”"), (gsize) csv->n_items,
                   csv->name);
      return FALSE;
    }
  normlab_pixel_values_add (&self->values, bytes, 0, (const double *) (const void *) column->data,
                            csv->n_items);
  if (!normlab_pixel_values_check (&self->values, csv->name, error))
    return FALSE;
  normlab_pixel_scale_change (before, self->values.scale, csv->pixels, n_all);
  csv->values = self->values;

  for (gsize i = 0; i < csv->n_items; i++)
    {
      guint8 *image = csv->pixels + i * self->n_pixels;

      if (csv->label_last)
        memmove (image + 1, image, self->n_pixels - 1);
      image[csv->label_last ? 0 : self->n_pixels - 1] = bytes[i];
    }
  return TRUE;
}

static gboolean
check_size (const NormlabCsvReader *self, guint n_pixels, const NormlabCsv *like, GError **error)
{
  if (like == NULL || (guint64) like->rows * like->columns == n_pixels)
    return TRUE;
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               _("“%s” has images of %u pixels, but “%s” has images of %u × %u"), self->csv->name,
               n_pixels, like->name, like->rows, like->columns);
  return FALSE;
}

/* Before all rows are read. */
static gboolean
check_columns (const NormlabCsvReader *self, const NormlabCsv *like, GError **error)
{
  guint n_labels = like != NULL ? MAX (like->n_one_hot, 1) : 1;

  return check_size (self, self->n_pixels + 1 - MIN (n_labels, self->n_pixels), like, error);
}

static void
set_sides (NormlabCsvReader *self, const NormlabCsv *like)
{
  NormlabCsv *csv = self->csv;

  if (like != NULL)
    {
      csv->rows = like->rows;
      csv->columns = like->columns;
    }
  else if (csv->rows == 0)
    csv->guessed = !normlab_sides_find (self->n_pixels, &csv->rows, &csv->columns);
}

/* Takes what has been read apart, into images and their labels. */
static gboolean
interpret (NormlabCsvReader *self, const NormlabCsv *like, GError **error)
{
  guint n_one_hot = normlab_csv_reader_find_one_hot (self, like);

  if (n_one_hot > 0
          ? !normlab_csv_reader_take_one_hot (self, n_one_hot, error)
          : !find_labels (self, like, error) || !set_pixels (self, error)
                || !normlab_csv_set_labels (
                    self->csv, self->csv->label_last ? &self->last : &self->first, like, error))
    return FALSE;
  if (!check_size (self, self->n_pixels, like, error))
    return FALSE;
  set_sides (self, like);
  return TRUE;
}

gboolean
normlab_csv_read (NormlabCsv *self,
                  const char *path,
                  const NormlabCsv *like,
                  GCancellable *cancellable,
                  GError **error)
{
  g_auto (NormlabCsvReader) reader = { .csv = self };
  const guint8 *bytes;
  gsize n;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  *self = (NormlabCsv){ .name = normlab_text_for_path (path) };
  normlab_csv_column_init (&reader.first);
  normlab_csv_column_init (&reader.last);
  normlab_pixel_values_init (&reader.values, FALSE);
  if (!normlab_csv_lines_open (&reader.lines, path, error))
    return FALSE;
  bytes = normlab_byte_reader_peek (reader.lines.source, &n);
  if (normlab_libsvm_recognizes (bytes, n))
    return normlab_libsvm_read (self, path, like, cancellable, error);
  if (!normlab_csv_reader_begin (&reader, cancellable, error)
      || !check_columns (&reader, like, error)
      || !normlab_csv_reader_read_rows (&reader, cancellable, error)
      || !interpret (&reader, like, error))
    return FALSE;
  self->has_garbage = normlab_byte_reader_has_garbage (reader.lines.source);
  return TRUE;
}
