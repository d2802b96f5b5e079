/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows of a table, one after another. */

#include "config.h"

#include "normlab-csv-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "normlab-array.h"
#include "normlab-csv-field.h"
#include "normlab-error.h"
#include "normlab-memory-limit.h"
#include "normlab-text.h"

#define FIRST_ITEMS 1024
#define FIRST_BYTES (64 << 20)

static void
set_count_error (const NormlabCsvReader *self, GError **error)
{
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               _("“%s” has %u values in line %" PRIu64 ", where %u were expected; perhaps it is "
                  "cut off"),
               self->csv->name, normlab_csv_count_fields (self->lines.line, self->separator),
               self->lines.number, self->n_columns);
}

static void
set_field_error (const NormlabCsvReader *self, const char *p, GError **error)
{
  g_autofree char *text = normlab_csv_take_text (&p, self->separator);
  g_autofree char *quoted = normlab_text_for_message (text, -1);

  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               _("“%s” has “%s” in line %" PRIu64 ", where a number was expected"),
               self->csv->name, quoted, self->lines.number);
}

/* Memory for one image more. */
static gboolean
make_room (NormlabCsvReader *self, GError **error)
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
take_end (NormlabCsvReader *self,
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
take_numbers (NormlabCsvReader *self, const char **p, guint8 *pixels, guint i, GError **error)
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
    normlab_pixel_values_set_floating (&self->values, self->csv->pixels, n_before);
  normlab_pixel_values_add (&self->values, self->csv->pixels, n_before, self->row, n);
  return TRUE;
}

static gboolean
take_line (NormlabCsvReader *self, GError **error)
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
  if (n < self->n_pixels - 1 || self->values.floating || self->values.scale != NORMLAB_SCALE_PLAIN)
    {
      if (!take_numbers (self, &p, pixels, n, error))
        return FALSE;
    }
  else
    {
      self->values.least = MIN (self->values.least, 0);
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

gboolean
normlab_csv_reader_read_rows (NormlabCsvReader *self, GCancellable *cancellable, GError **error)
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
