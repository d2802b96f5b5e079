/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-csv.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "normlab-array.h"
#include "normlab-csv-field.h"
#include "normlab-csv-heading.h"
#include "normlab-csv-labels.h"
#include "normlab-csv-lines.h"
#include "normlab-error.h"
#include "normlab-magic.h"
#include "normlab-memory-limit.h"
#include "normlab-pixel-values.h"
#include "normlab-sides.h"
#include "normlab-sparse.h"
#include "normlab-text.h"

#define FIRST_ITEMS 1024
#define FIRST_BYTES (64 << 20)
/* Of a field of the first line, as a text of its own. */
#define FIELD_SIZE 48

/* While it is read, pixels are those of all columns but the first and the last one, which may each
 * be the labels, and have room for one more. */
typedef struct
{
  NormlabCsv *csv;
  NormlabCsvLines lines;
  NormlabCsvColumn first;
  NormlabCsvColumn last;
  NormlabPixelValues values;
  char separator;
  guint n_columns;
  guint n_skipped; /* at the beginning of each line: numbers of the lines */
  guint n_pixels;  /* of an image */
  NormlabCsvPlace place;
  gboolean has_heading;
  gboolean has_line; /* one has been looked at and not read */
  guint64 n_room;    /* images for which there is memory */
  double *row;
} Reader;

static void
reader_clear (Reader *self)
{
  normlab_csv_lines_clear (&self->lines);
  normlab_csv_column_clear (&self->first);
  normlab_csv_column_clear (&self->last);
  g_free (self->row);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

void
normlab_csv_clear (NormlabCsv *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->pixels, free);
  g_clear_pointer (&self->labels, g_free);
  g_clear_pointer (&self->class_names, g_strfreev);
}

/* Memory for the fields of a line, and for their numbers. */
static gboolean
make_row (Reader *self, GError **error)
{
  guint64 n_bytes = (guint64) self->n_columns * (FIELD_SIZE + sizeof (double));

  if (!normlab_memory_check (n_bytes, self->csv->name, error))
    return FALSE;
  self->row = g_try_new (double, self->n_columns);
  if (self->row == NULL)
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                 _("There is not enough memory for the %zu bytes of “%s”"), (gsize) n_bytes,
                 self->csv->name);
  return self->row != NULL;
}

/* A text, and its first line behind what may stand before the table. */
static gboolean
find_first_line (Reader *self, GCancellable *cancellable, GError **error)
{
  gsize n;
  const guint8 *bytes = normlab_byte_reader_peek (self->lines.source, &n);
  NormlabMagic magic = normlab_magic_find (bytes, n, NULL, NULL);
  GError *problem = NULL;

  /* What is empty or cannot be decoded reading tells. */
  if (n >= 4 && magic != NORMLAB_MAGIC_TEXT)
    {
      normlab_byte_reader_set_other_error (self->lines.source, error);
      return FALSE;
    }
  do
    if (!normlab_csv_lines_next (&self->lines, cancellable, &problem))
      {
        if (problem != NULL)
          g_propagate_error (error, problem);
        else
          g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA, _("“%s” has no lines"),
                       self->csv->name);
        return FALSE;
      }
  while (normlab_csv_is_preamble (self->lines.line));
  return TRUE;
}

/* Whether the next line has the name of a picture in it. */
static gboolean
names_pictures (Reader *self, GCancellable *cancellable)
{
  static const char *const endings[] = { ".png", ".jpg", ".jpeg", ".bmp", ".tif", ".gif" };
  g_autofree char *line = NULL;

  if (!normlab_csv_lines_next (&self->lines, cancellable, NULL))
    return FALSE;
  line = g_ascii_strdown (self->lines.line, (gssize) self->lines.n);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (strstr (line, endings[i]) != NULL)
      return TRUE;
  return FALSE;
}

static void
set_width_error (Reader *self, GCancellable *cancellable, GError **error)
{
  guint64 number = self->lines.number;

  if (names_pictures (self, cancellable))
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 _("“%s” names pictures and their classes; put the pictures into a folder for "
                    "each class, and open the folder that holds these"),
                 self->csv->name);
  else
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 _("“%s” is no table of images: line %" PRIu64 " has %u values, where a label and "
                    "the pixels of an image were expected"),
                 self->csv->name, number, self->n_columns);
}

/* The first line: how it is written, and whether it is a heading. */
static gboolean
begin (Reader *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
  NormlabCsvHeading heading;
  const char *p;

  if (!find_first_line (self, cancellable, error))
    return FALSE;
  self->separator = normlab_csv_find_separator (self->lines.line);
  self->n_columns
      = self->separator != '\0' ? normlab_csv_count_fields (self->lines.line, self->separator) : 1;
  if (self->n_columns < NORMLAB_CSV_MIN_PIXELS + 1 || self->n_columns > NORMLAB_MAX_PIXELS)
    {
      set_width_error (self, cancellable, error);
      return FALSE;
    }
  if (!make_row (self, error))
    return FALSE;
  p = self->lines.line + (self->separator == ' ' ? strspn (self->lines.line, " ") : 0);
  for (guint i = 0; i < self->n_columns; i++)
    g_ptr_array_add (fields, normlab_csv_take_text (&p, self->separator));
  /* A separator behind the last value of each line separates nothing. */
  if (*(const char *) g_ptr_array_index (fields, self->n_columns - 1) == '\0')
    self->n_columns--;
  self->csv->n_columns = self->n_columns;
  self->has_heading = normlab_csv_heading_read (&heading, (char **) fields->pdata, self->n_columns);
  self->has_line = !self->has_heading;
  self->n_skipped = heading.n_skipped;
  self->place = heading.place;
  self->csv->rows = heading.rows;
  self->csv->columns = heading.columns;
  self->n_pixels = self->n_columns - self->n_skipped - 1;
  return TRUE;
}

static void
set_count_error (const Reader *self, GError **error)
{
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               _("“%s” has %u values in line %" PRIu64 ", where %u were expected; perhaps it is "
                  "cut off"),
               self->csv->name, normlab_csv_count_fields (self->lines.line, self->separator),
               self->lines.number, self->n_columns);
}

static void
set_field_error (const Reader *self, const char *p, GError **error)
{
  g_autofree char *text = normlab_csv_take_text (&p, self->separator);
  g_autofree char *quoted = normlab_text_for_message (text, -1);

  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               _("“%s” has “%s” in line %" PRIu64 ", where a number was expected"),
               self->csv->name, quoted, self->lines.number);
}

/* Memory for one image more. */
static gboolean
make_room (Reader *self, GError **error)
{
  guint64 n_first = CLAMP (FIRST_BYTES / self->n_pixels, 1, FIRST_ITEMS);
  guint64 n_room = MAX (n_first, 2 * self->n_room);
  /* Of an image, with what may be its label. */
  guint64 size = self->n_pixels + 2 * sizeof (double);
  guint8 *pixels = NULL;

  if (self->csv->n_items < self->n_room)
    return TRUE;
  if (self->csv->n_items * (guint64) self->n_pixels >= NORMLAB_ARRAY_MAX_BYTES)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” is too large: it has more than %" PRIu64 " pixels"), self->csv->name,
                   NORMLAB_ARRAY_MAX_BYTES);
      return FALSE;
    }
  if (!normlab_memory_check ((n_room - self->n_room) * size, self->csv->name, error))
    return FALSE;
  pixels = realloc (self->csv->pixels, n_room * self->n_pixels);
  if (pixels == NULL)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("There is not enough memory for the %zu bytes of “%s”"),
                   (gsize) (n_room * self->n_pixels), self->csv->name);
      return FALSE;
    }
  self->csv->pixels = pixels;
  self->n_room = n_room;
  return TRUE;
}

/* The first or the last field of a line. */
static gboolean
take_end (Reader *self,
          NormlabCsvColumn *column,
          const char **p,
          gboolean *fraction,
          GError **error)
{
  const char *field = *p;
  g_autofree char *word = NULL;
  double value;

  if (column->words == NULL && normlab_csv_take_number (p, self->separator, &value, fraction))
    {
      normlab_csv_column_add (column, value);
      return TRUE;
    }
  word = normlab_csv_take_text (p, self->separator);
  if (*word != '\0' && normlab_csv_column_add_word (column, word))
    return TRUE;
  set_field_error (self, field, error);
  return FALSE;
}

/* Fields from @i on, which are not all plain bytes. */
static gboolean
take_numbers (Reader *self, const char **p, guint8 *pixels, guint i, GError **error)
{
  guint n = self->n_pixels - 1;
  gsize n_before = (gsize) self->csv->n_items * self->n_pixels;
  gboolean fraction = FALSE;

  for (guint k = 0; k < i; k++)
    self->row[k] = pixels[k];
  for (; i < n; i++)
    {
      if (**p == '\n')
        {
          set_count_error (self, error);
          return FALSE;
        }
      if (!normlab_csv_take_number (p, self->separator, &self->row[i], &fraction))
        {
          set_field_error (self, *p, error);
          return FALSE;
        }
    }
  if (fraction && !self->values.floating)
    {
      /* What came before was 0 and 1, of the same scale as this. */
      self->values.floating = TRUE;
      self->values.unit = !(self->values.greatest > 1);
      for (gsize k = 0; self->values.unit && k < n_before; k++)
        self->csv->pixels[k] = self->csv->pixels[k] != 0 ? 255 : 0;
    }
  normlab_pixel_values_add (&self->values, self->csv->pixels, n_before, self->row, n);
  return TRUE;
}

static gboolean
take_line (Reader *self, GError **error)
{
  guint8 *pixels = self->csv->pixels + (gsize) self->csv->n_items * self->n_pixels;
  const char *p = self->lines.line + (self->separator == ' ' ? strspn (self->lines.line, " ") : 0);
  gboolean fraction = FALSE;
  guint greatest = 0;
  guint n;

  for (guint i = 0; i < self->n_skipped; i++)
    g_free (normlab_csv_take_text (&p, self->separator));
  if (!take_end (self, &self->first, &p, &fraction, error))
    return FALSE;
  n = normlab_csv_take_bytes (&p, self->separator, pixels, self->n_pixels - 1, &greatest);
  if (n < self->n_pixels - 1 || self->values.floating)
    {
      if (!take_numbers (self, &p, pixels, n, error))
        return FALSE;
    }
  else
    {
      self->values.least = 0;
      self->values.greatest = MAX (self->values.greatest, greatest);
    }
  if (*p == '\n')
    {
      set_count_error (self, error);
      return FALSE;
    }
  pixels[self->n_pixels - 1] = 0;
  if (!take_end (self, &self->last, &p, &fraction, error))
    return FALSE;
  if (*p != '\n')
    {
      set_count_error (self, error);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_lines (Reader *self, GCancellable *cancellable, GError **error)
{
  GError *problem = NULL;

  while (self->has_line || normlab_csv_lines_next (&self->lines, cancellable, &problem))
    {
      self->has_line = FALSE;
      if (!make_room (self, error) || !take_line (self, error))
        return FALSE;
      self->csv->n_items++;
    }
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  if (self->csv->n_items == 0)
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA, _("“%s” has a heading and no images"),
                 self->csv->name);
  return self->csv->n_items > 0;
}

/* Which end has the labels, if the heading has not said so. */
static gboolean
find_labels (Reader *self, const NormlabCsv *like, GError **error)
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

static gboolean
set_labels (Reader *self, const NormlabCsv *like, GError **error)
{
  NormlabCsv *csv = self->csv;
  guint wrong;

  csv->labels = g_try_malloc (csv->n_items);
  if (csv->labels == NULL)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("There is not enough memory for the %zu bytes of “%s”"), (gsize) csv->n_items,
                   csv->name);
      return FALSE;
    }
  if (like != NULL)
    csv->class_names = g_strdupv (like->class_names);
  if (normlab_csv_column_get_labels (csv->label_last ? &self->last : &self->first, csv->labels,
                                     &csv->class_names, &wrong))
    return TRUE;
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               _("“%s” has a label that is none: that of its image %u; labels are whole numbers "
                  "from 0 to 255, or words that the training set has too"),
               csv->name, wrong + 1);
  return FALSE;
}

/* The column that is no label takes its place among the pixels. */
static gboolean
set_pixels (Reader *self, GError **error)
{
  NormlabCsv *csv = self->csv;
  const GArray *column = csv->label_last ? self->first.values : self->last.values;
  g_autofree guint8 *bytes = g_try_malloc (csv->n_items);
  gsize n_all = (gsize) csv->n_items * self->n_pixels;
  gboolean was_unit = self->values.unit;

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
  if (was_unit && !self->values.unit)
    normlab_pixel_values_unscale (csv->pixels, n_all);
  csv->scaled = self->values.unit;
  csv->floating = self->values.floating;

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
set_sides (Reader *self, const NormlabCsv *like, GError **error)
{
  NormlabCsv *csv = self->csv;

  if (like != NULL && (guint64) like->rows * like->columns != self->n_pixels)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” has images of %u pixels, but “%s” has images of %u × %u"), csv->name,
                   self->n_pixels, like->name, like->rows, like->columns);
      return FALSE;
    }
  if (like != NULL)
    {
      csv->rows = like->rows;
      csv->columns = like->columns;
    }
  else if (csv->rows == 0)
    csv->guessed = !normlab_sides_find (self->n_pixels, &csv->rows, &csv->columns);
  return TRUE;
}

gboolean
normlab_csv_read (NormlabCsv *self,
                  const char *path,
                  const NormlabCsv *like,
                  GCancellable *cancellable,
                  GError **error)
{
  g_auto (Reader) reader = { .csv = self };

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  *self = (NormlabCsv){ .name = normlab_text_for_path (path) };
  normlab_csv_column_init (&reader.first);
  normlab_csv_column_init (&reader.last);
  normlab_pixel_values_init (&reader.values, FALSE);
  if (!normlab_csv_lines_open (&reader.lines, path, error) || !begin (&reader, cancellable, error)
      || !set_sides (&reader, like, error) || !read_lines (&reader, cancellable, error)
      || !find_labels (&reader, like, error) || !set_pixels (&reader, error)
      || !set_labels (&reader, like, error))
    return FALSE;
  self->has_garbage = normlab_byte_reader_has_garbage (reader.lines.source);
  return TRUE;
}
