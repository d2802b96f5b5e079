/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-csv-heading.h"

#include <stdio.h>
#include <string.h>

#include "normlab-csv-field.h"
#include "normlab-sparse.h"
#include "normlab-text.h"

/* Whether all but the first and the last field of a line are numbers. */
static gboolean
has_numbers (const char *line, char separator, guint n_fields)
{
  const char *p = line;
  gboolean fraction;
  double value;

  for (guint i = 0; i < n_fields; i++)
    if (i == 0 || i + 1 == n_fields)
      g_free (normlab_csv_take_text (&p, separator));
    else if (!normlab_csv_take_number (&p, separator, &value, &fraction))
      return FALSE;
  return TRUE;
}

gboolean
normlab_csv_is_preamble (const char *line)
{
  return *line == '#' || *line == '%' || *line == '@' || g_ascii_strncasecmp (line, "sep=", 4) == 0;
}

gboolean
normlab_csv_recognizes (const guint8 *bytes, gsize n)
{
  g_autofree char *text = g_strdup_printf ("%.*s\n\n", (int) n, (const char *) bytes);
  char *first = text;
  char *second;
  char separator;
  guint n_fields;

  if (strlen (text) < n)
    return FALSE;
  g_strdelimit (text, "\r", '\n');
  while (normlab_csv_is_preamble (first))
    {
      first = strchr (first, '\n');
      first += strspn (first, "\n");
      /* The names of many columns (ARFF). */
      if (*first == '\0')
        return g_ascii_strncasecmp (text, "@relation", 9) == 0;
    }
  separator = normlab_csv_find_separator (first);
  if (separator == '\0')
    return FALSE;
  n_fields = normlab_csv_count_fields (first, separator);
  second = strchr (first, '\n');
  second += strspn (second, "\n");
  /* A line that does not end within what is there tells enough by its length. */
  if (*second == '\0')
    return n_fields > NORMLAB_CSV_MIN_PIXELS;
  return n_fields > NORMLAB_CSV_MIN_PIXELS
         && (strchr (second, '\n') + 2 >= text + strlen (text)
             || has_numbers (second, separator, n_fields));
}

static gboolean
is_label_word (const char *word)
{
  static const char *const words[]
      = { "label", "labels", "class", "target", "y", "digit", "character", "letter" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (word, words[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Whether the line is a heading: words in its middle, or numbers that count the columns. */
static gboolean
is_heading (char **fields, guint n_columns)
{
  guint n_counted = 0;

  if (is_label_word (fields[0]) || is_label_word (fields[n_columns - 1]))
    return TRUE;
  for (guint i = 1; i + 1 < n_columns; i++)
    {
      guint value, before;

      if (fields[i][strspn (fields[i], "0123456789+-.,eE")] != '\0')
        return TRUE;
      n_counted += normlab_text_to_uint (fields[i], 0, G_MAXUINT - 1, &value)
                   && normlab_text_to_uint (fields[i - 1], 0, G_MAXUINT - 1, &before)
                   && value == before + 1;
    }
  return n_columns > 8 && n_counted == n_columns - 2;
}

/* What a heading tells of: numbers of lines that stand before all, as Pandas writes them, where the
 * label is, and of what size the images are ("28x28" is the last of them). */
static void
interpret (NormlabCsvHeading *self, char **fields, guint n_columns)
{
  const char *first = fields[0];
  guint rows, columns;
  guint last_pixel;
  int n;

  if (*first == '\0' || g_ascii_strcasecmp (first, "index") == 0
      || g_ascii_strcasecmp (first, "id") == 0 || g_str_has_prefix (first, "Unnamed"))
    first = fields[++self->n_skipped];
  if (is_label_word (first))
    self->place = NORMLAB_CSV_LABEL_FIRST;
  else if (is_label_word (fields[n_columns - 1]))
    self->place = NORMLAB_CSV_LABEL_LAST;

  last_pixel = n_columns - 1 - (self->place == NORMLAB_CSV_LABEL_LAST);
  if (sscanf (fields[last_pixel], "%ux%u%n", &rows, &columns, &n) == 2
      && fields[last_pixel][n] == '\0' && rows <= NORMLAB_MAX_PIXELS
      && (guint64) rows * columns == n_columns - self->n_skipped - 1)
    {
      self->rows = rows;
      self->columns = columns;
    }
}

gboolean
normlab_csv_heading_read (NormlabCsvHeading *self, char **fields, guint n_columns)
{
  *self = (NormlabCsvHeading){ .place = NORMLAB_CSV_LABEL_ANYWHERE };
  if (!is_heading (fields, n_columns))
    return FALSE;
  interpret (self, fields, n_columns);
  return TRUE;
}
