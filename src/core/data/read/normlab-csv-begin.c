/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a table is written, from its first line. */

#include "config.h"

#include "normlab-csv-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "normlab-csv-field.h"
#include "normlab-error.h"
#include "normlab-magic.h"
#include "normlab-memory-limit.h"
#include "normlab-sparse.h"

/* Of a field of the first line, as a text of its own. */
#define FIELD_SIZE 48

/* Memory for the fields of a line, and for their numbers. */
static gboolean
make_row (NormlabCsvReader *self, GError **error)
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
find_first_line (NormlabCsvReader *self, GCancellable *cancellable, GError **error)
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
names_pictures (NormlabCsvReader *self, GCancellable *cancellable)
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
set_width_error (NormlabCsvReader *self, GCancellable *cancellable, GError **error)
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
gboolean
normlab_csv_reader_begin (NormlabCsvReader *self, GCancellable *cancellable, GError **error)
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
