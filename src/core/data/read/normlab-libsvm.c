/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-libsvm.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "normlab-array.h"
#include "normlab-csv-private.h"
#include "normlab-error.h"
#include "normlab-memory-limit.h"
#include "normlab-pixel-values.h"
#include "normlab-sides.h"
#include "normlab-sparse.h"
#include "normlab-text.h"

/* A number has fewer characters. */
#define MAX_NUMBER 64
/* With fewer pixels it is another table. */
#define MIN_PIXELS 4
/* Bytes of pixels for each of the text, as deflate may have, and what is always believed. */
#define MAX_RATIO 1032
#define ALWAYS ((guint64) 64 << 20)
/* Images for which memory is looked at first. */
#define FIRST_ITEMS 1024

/* What the first pass finds. */
typedef struct
{
  NormlabCsv *csv;
  NormlabCsvLines lines;
  NormlabCsvColumn labels;
  guint least, greatest; /* numbers of pixels */
  int told;              /* that of the first one, as a comment has it; −1 where none does */
  guint64 n_text;
} Reader;

static void
reader_clear (Reader *self)
{
  normlab_csv_lines_clear (&self->lines);
  normlab_csv_column_clear (&self->labels);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static gboolean
is_end (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The number at @p, which moves behind it. FALSE where there is none. fraction: as of
 * normlab_csv_take_number() */
static gboolean
take_number (const char **p, double *value, gboolean *fraction)
{
  const char *q = *p;
  guint whole = 0;
  char *rest;
  gsize n;

  /* As many are: up to three digits. */
  for (n = 0; n < 3 && g_ascii_isdigit (q[n]); n++)
    whole = 10 * whole + (guint) (q[n] - '0');
  if (n > 0 && is_end (q[n]))
    {
      *value = whole;
      *p = q + n;
      return TRUE;
    }
  n = strspn (q, "0123456789+-.eE");
  if (n == 0 || n > MAX_NUMBER || !is_end (q[n]))
    return FALSE;
  *value = g_ascii_strtod (q, &rest);
  if (rest != q + n || !isfinite (*value))
    return FALSE;
  for (gsize i = 0; i < n && !*fraction; i++)
    *fraction = q[i] == '.' || q[i] == 'e' || q[i] == 'E';
  *p = q + n;
  return TRUE;
}

/* "153:0.5", likewise. */
static gboolean
take_pair (const char **p, guint *number, double *value, gboolean *fraction)
{
  const char *q = *p;

  if (!g_ascii_isdigit (*q))
    return FALSE;
  for (*number = 0; g_ascii_isdigit (*q); q++)
    {
      *number = 10 * *number + (guint) (*q - '0');
      if (*number > NORMLAB_MAX_PIXELS)
        return FALSE;
    }
  if (*q++ != ':' || !take_number (&q, value, fraction))
    return FALSE;
  *p = q;
  return TRUE;
}

/* To the next pair; FALSE at the end of the line, or at a comment. */
static gboolean
skip_blanks (const char **p)
{
  while (**p == ' ' || **p == '\t' || **p == '\r')
    (*p)++;
  return **p != '\n' && **p != '#';
}

/* A line that is no comment: how many pairs it has, or −1 where it is none. Where it is not @whole,
 * its last word may be a part of one. */
static int
count_pairs (const char *line, gboolean whole)
{
  const char *p = line;
  gboolean fraction = FALSE;
  guint number;
  double value;
  int n = 0;

  if (!take_number (&p, &value, &fraction))
    return -1;
  for (; skip_blanks (&p); n++)
    if (!take_pair (&p, &number, &value, &fraction))
      return whole || p[strcspn (p, " \t\n")] != '\n' ? -1 : n;
  return n;
}

gboolean
normlab_libsvm_recognizes (const guint8 *bytes, gsize n)
{
  g_autofree char *text = g_strdup_printf ("%.*s\n", (int) n, (const char *) bytes);
  int n_pairs = 0;

  if (strlen (text) < n)
    return FALSE;
  for (char *line = text, *end; (end = strchr (line, '\n')) != NULL; line = end + 1)
    {
      const char *p = line;
      gboolean whole = end[1] != '\0';
      int found = skip_blanks (&p) ? count_pairs (p, whole) : 0;

      if (found < 0 && (whole || n_pairs == 0))
        return FALSE;
      n_pairs += MAX (found, 0);
    }
  return n_pairs >= MIN_PIXELS;
}

static void
set_field_error (const Reader *self, const char *p, GError **error)
{
  g_autofree char *text = g_strndup (p, strcspn (p, " \t\r\n"));
  g_autofree char *quoted = normlab_text_for_message (text, -1);

  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               _("“%s” has “%s” in line %" PRIu64 ", where a number was expected"),
               self->csv->name, quoted, self->lines.number);
}

/* As scikit-learn writes it. */
static void
look_at_comment (Reader *self, const char *line)
{
  gsize n = strcspn (line, "\n");

  if (g_strstr_len (line, (gssize) n, "Column indices are zero-based") != NULL)
    self->told = 0;
  else if (g_strstr_len (line, (gssize) n, "Column indices are one-based") != NULL)
    self->told = 1;
}

static gboolean
look_at_line (Reader *self, GError **error)
{
  const char *p = self->lines.line;
  NormlabPixelValues *values = &self->csv->values;
  gboolean fraction = FALSE;
  double label, value;
  guint number;

  if (!skip_blanks (&p))
    {
      look_at_comment (self, p);
      return TRUE;
    }
  if (!take_number (&p, &label, &fraction))
    {
      set_field_error (self, p, error);
      return FALSE;
    }
  while (skip_blanks (&p))
    {
      if (!take_pair (&p, &number, &value, &values->floating))
        {
          set_field_error (self, p, error);
          return FALSE;
        }
      self->least = MIN (self->least, number);
      self->greatest = MAX (self->greatest, number);
      values->least = MIN (values->least, value);
      values->greatest = MAX (values->greatest, value);
    }
  normlab_csv_column_add (&self->labels, label);
  self->csv->n_items++;
  return TRUE;
}

/* As the table grows: of an image, with its label. */
static gboolean
check_size (const Reader *self, GError **error)
{
  guint64 n = self->csv->n_items, n_pixels = MAX (self->greatest + 1, MIN_PIXELS);

  if (n * n_pixels > MIN (NORMLAB_ARRAY_MAX_BYTES, ALWAYS + MAX_RATIO * self->n_text))
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” is too large: it has more than %" PRIu64 " pixels"), self->csv->name,
                   MIN (NORMLAB_ARRAY_MAX_BYTES, ALWAYS + MAX_RATIO * self->n_text));
      return FALSE;
    }
  return normlab_memory_check (n * (n_pixels + sizeof (double)), self->csv->name, error);
}

/* The first pass. */
static gboolean
look (Reader *self, const char *path, GCancellable *cancellable, GError **error)
{
  GError *problem = NULL;

  if (!normlab_csv_lines_open (&self->lines, path, error))
    return FALSE;
  while (normlab_csv_lines_next (&self->lines, cancellable, &problem))
    {
      self->n_text += self->lines.n + 1;
      if (!look_at_line (self, error))
        return FALSE;
      if (self->csv->n_items % FIRST_ITEMS == 0 && !check_size (self, error))
        return FALSE;
    }
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  self->csv->has_garbage = normlab_byte_reader_has_garbage (self->lines.source);
  normlab_pixel_values_settle (&self->csv->values);
  return check_size (self, error)
         && normlab_pixel_values_check (&self->csv->values, self->csv->name, error);
}

/* Nobody writes how many pixels there are: a square lacks less than a row of it. */
static void
find_sides (Reader *self, guint n_pixels)
{
  NormlabCsv *csv = self->csv;
  guint side = (guint) ceil (sqrt (n_pixels));

  if (side * side - n_pixels < side)
    {
      csv->rows = csv->columns = side;
      csv->n_named = n_pixels < side * side ? n_pixels : 0;
    }
  else
    csv->guessed = !normlab_sides_find (n_pixels, &csv->rows, &csv->columns);
}

static gboolean
is_whole (const Reader *self, const NormlabCsv *like)
{
  guint side = (guint) sqrt (self->greatest);

  return like != NULL ? self->greatest == like->rows * like->columns
                      : side * side == self->greatest;
}

/* From where pixels are numbered. */
static void
set_numbering (Reader *self, const NormlabCsv *like)
{
  NormlabCsv *csv = self->csv;

  csv->is_numbered = TRUE;
  csv->is_sure = self->least == 0 || self->told >= 0 || is_whole (self, like);
  csv->zero_based = self->least == 0 || self->told == 0;
  if (like == NULL || csv->is_sure)
    return;
  csv->is_sure = like->is_sure;
  csv->zero_based = like->zero_based;
}

static gboolean
set_sides (Reader *self, const NormlabCsv *like, GError **error)
{
  NormlabCsv *csv = self->csv;
  guint n_pixels;

  set_numbering (self, like);
  n_pixels = self->greatest + csv->zero_based;
  if (like == NULL && n_pixels >= MIN_PIXELS)
    find_sides (self, n_pixels);
  else if (like != NULL)
    {
      csv->rows = like->rows;
      csv->columns = like->columns;
    }
  csv->n_columns = csv->rows * csv->columns + 1;
  if (like != NULL && like->is_numbered && like->is_sure && csv->zero_based != like->zero_based)
    {
      normlab_libsvm_set_numbering_error (csv, like, error);
      return FALSE;
    }
  if (csv->rows > 0 && n_pixels <= csv->rows * csv->columns)
    return TRUE;
  if (like != NULL)
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 _("“%s” has images of %u pixels, but “%s” has images of %u × %u"), csv->name,
                 n_pixels, like->name, like->rows, like->columns);
  else
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 _("“%s” is no table of images: no line names more than %u pixels"), csv->name,
                 n_pixels);
  return FALSE;
}

/* The second pass, over a text that has been looked at. */
static gboolean
fill (Reader *self, const char *path, GCancellable *cancellable, GError **error)
{
  NormlabCsv *csv = self->csv;
  gsize n_pixels = (gsize) csv->rows * csv->columns;
  const NormlabPixelValues *values = &csv->values;
  GError *problem = NULL;
  guint i = 0;

  csv->pixels = calloc (csv->n_items, n_pixels);
  if (csv->pixels == NULL)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("There is not enough memory for the %zu bytes of “%s”"),
                   csv->n_items * n_pixels, csv->name);
      return FALSE;
    }
  /* What is not written is 0. */
  if (normlab_libsvm_get_blank (csv) > 0)
    memset (csv->pixels, normlab_libsvm_get_blank (csv), csv->n_items * n_pixels);
  normlab_csv_lines_clear (&self->lines);
  if (!normlab_csv_lines_open (&self->lines, path, error))
    return FALSE;
  while (i < csv->n_items && normlab_csv_lines_next (&self->lines, cancellable, &problem))
    {
      const char *p = self->lines.line;
      gboolean fraction = FALSE;
      double value;
      guint number;

      if (!skip_blanks (&p))
        continue;
      take_number (&p, &value, &fraction);
      while (skip_blanks (&p) && take_pair (&p, &number, &value, &fraction))
        {
          number -= !csv->zero_based;
          /* Whoever changes the file meanwhile does not write elsewhere. */
          if (number < n_pixels && value >= values->least && value <= values->greatest)
            csv->pixels[i * n_pixels + number] = normlab_pixel_scale_convert (values->scale, value);
        }
      i++;
    }
  if (problem != NULL)
    g_propagate_error (error, problem);
  return problem == NULL;
}

gboolean
normlab_libsvm_read (NormlabCsv *self,
                     const char *path,
                     const NormlabCsv *like,
                     GCancellable *cancellable,
                     GError **error)
{
  g_auto (Reader) reader = { .csv = self, .least = G_MAXUINT, .told = -1 };

  normlab_csv_column_init (&reader.labels);
  normlab_pixel_values_init (&self->values, FALSE);
  return look (&reader, path, cancellable, error) && set_sides (&reader, like, error)
         && fill (&reader, path, cancellable, error)
         && normlab_csv_set_labels (self, &reader.labels, like, error);
}
