/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-log-cells.h"

#include <string.h>

#include "normlab-log-format.h"
#include "normlab-log-number.h"

/* In the line. */
typedef struct
{
  gsize begin, length;
} Cell;

void
normlab_log_cells_init (NormlabLogCells *self)
{
  *self = (NormlabLogCells){ .ends = g_array_new (FALSE, FALSE, sizeof (Cell)) };
}

void
normlab_log_cells_clear (NormlabLogCells *self)
{
  g_clear_pointer (&self->ends, g_array_unref);
}

/* The end of a cell: a separator outside of quotes, which may begin behind blanks. */
static const char *
find_end (const char *p, const char *end, char separator)
{
  const char *q = p;

  while (q < end && (*q == ' ' || (*q == '\t' && separator != '\t')))
    q++;
  if (q < end && *q == '"')
    {
      const char *closing = memchr (q + 1, '"', (gsize) (end - q - 1));

      /* A quote that is doubled is one of the text. */
      while (closing != NULL && closing + 1 < end && closing[1] == '"')
        closing = memchr (closing + 2, '"', (gsize) (end - closing - 2));
      if (closing != NULL)
        p = closing + 1;
    }
  q = memchr (p, separator, (gsize) (end - p));
  return q != NULL ? q : end;
}

static char
find_plain_separator (const char *line, gsize length)
{
  static const char separators[] = "\t;,";
  const char *end = line + length;
  guint most = 0;
  char found = ',';

  for (guint i = 0; separators[i] != '\0'; i++)
    {
      guint n = 0;

      for (const char *p = find_end (line, end, separators[i]); p < end;
           p = find_end (p + 1, end, separators[i]))
        n++;
      if (n > most)
        {
          most = n;
          found = separators[i];
        }
    }
  return found;
}

/* Without blanks and quotes around it. */
static Cell
strip (const char *line, const char *p, const char *end)
{
  while (p < end && g_ascii_isspace (*p))
    p++;
  while (p < end && g_ascii_isspace (end[-1]))
    end--;
  if (end - p >= 2 && *p == '"' && end[-1] == '"')
    {
      p++;
      end--;
    }
  return (Cell){ (gsize) (p - line), (gsize) (end - p) };
}

/* What is next that is no blank (or is one). */
static const char *
skip (const char *p, const char *end, gboolean blanks)
{
  while (p < end && !g_ascii_isspace (*p) == !blanks)
    p++;
  return p;
}

static void
split_words (NormlabLogCells *self, const char *line, const char *end)
{
  for (const char *p = skip (line, end, TRUE); p < end; p = skip (p, end, TRUE))
    {
      Cell cell = { (gsize) (p - line), 0 };

      p = skip (p, end, FALSE);
      cell.length = (gsize) (p - line) - cell.begin;
      g_array_append_val (self->ends, cell);
    }
}

static void
split (NormlabLogCells *self, const char *line, const char *end, char separator)
{
  const char *p = line;

  for (;;)
    {
      const char *cell_end = find_end (p, end, separator);
      Cell cell = strip (line, p, cell_end);

      g_array_append_val (self->ends, cell);
      if (cell_end == end)
        break;
      p = cell_end + 1;
    }
}

void
normlab_log_cells_split (NormlabLogCells *self, const char *line, gsize length, char separator)
{
  g_array_set_size (self->ends, 0);
  if (separator == ' ')
    split_words (self, line, line + length);
  else
    split (self, line, line + length, separator);
  self->line = line;
  self->separator = separator;
  self->n = self->ends->len;
}

const char *
normlab_log_cells_get (const NormlabLogCells *self, guint i, gsize *length)
{
  const Cell *cell = &g_array_index (self->ends, Cell, i);

  *length = cell->length;
  return self->line + cell->begin;
}

char *
normlab_log_cells_get_text (const NormlabLogCells *self, guint i)
{
  gsize length;
  const char *text = normlab_log_cells_get (self, i, &length);

  return g_strstrip (g_strndup (text, length));
}

guint
normlab_log_cells_count_numbers (const NormlabLogCells *self)
{
  guint n_numbers = 0;

  for (guint i = 0; i < self->n; i++)
    {
      double value;
      gsize length;
      const char *text = normlab_log_cells_get (self, i, &length);
      NormlabCell cell = normlab_log_cells_read (self, i, &value);

      /* "25%" is a name where names stand. */
      n_numbers += (cell == NORMLAB_CELL_NUMBER || cell == NORMLAB_CELL_INFINITE)
                   && memchr (text, '%', length) == NULL;
    }
  return n_numbers;
}

NormlabCell
normlab_log_cells_read (const NormlabLogCells *self, guint i, double *value)
{
  gsize length;
  const char *text = normlab_log_cells_get (self, i, &length);

  return normlab_log_cell_read (text, length, self->separator != ',', value);
}

gboolean
normlab_log_cells_is_remark (const char *line, gsize length)
{
  return length == 0 || *line == '#' || *line == '%'
         || (length >= 4 && g_ascii_strncasecmp (line, "sep=", 4) == 0);
}

static guint
count_words (const char *line, gsize length)
{
  const char *end = line + length;
  guint n = 0;

  for (const char *p = skip (line, end, TRUE); p < end; p = skip (p, end, TRUE))
    {
      p = skip (p, end, FALSE);
      n++;
    }
  return n;
}

gboolean
normlab_log_cells_may_be_spaced (const char *line, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (strchr ("\t;,\"", line[i]) != NULL)
      return FALSE;
  return count_words (line, length) > 1;
}

/* Numbers, and what stands for one that there is not. */
static gboolean
are_numbers (const NormlabLogCells *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      double value;

      if (normlab_log_cells_read (self, i, &value) == NORMLAB_CELL_TEXT)
        return FALSE;
    }
  return normlab_log_cells_count_numbers (self) > 0;
}

static gboolean
has_numbers_alone (const char *line, gsize length, char separator)
{
  NormlabLogCells cells;
  gboolean alone;

  normlab_log_cells_init (&cells);
  normlab_log_cells_split (&cells, line, length, separator);
  alone = are_numbers (&cells);
  normlab_log_cells_clear (&cells);
  return alone;
}

/* Whether the cells are names, of which one counts steps. */
static gboolean
are_names (const NormlabLogCells *self)
{
  gboolean counts = FALSE;

  for (guint i = 0; i < self->n; i++)
    {
      gsize length;
      const char *text = normlab_log_cells_get (self, i, &length);

      counts |= normlab_log_rank_of_x (text, length) >= 0;
    }
  return counts && normlab_log_cells_count_numbers (self) == 0;
}

char
normlab_log_cells_find_separator (const char *line,
                                  gsize length,
                                  const char *next,
                                  gsize next_length)
{
  gboolean spaced = next != NULL && normlab_log_cells_may_be_spaced (line, length)
                    && normlab_log_cells_may_be_spaced (next, next_length)
                    && count_words (line, length) == count_words (next, next_length)
                    && has_numbers_alone (next, next_length, ' ');

  return spaced ? ' ' : find_plain_separator (line, length);
}

const char *
normlab_log_cells_find_heading (const char *remark,
                                gsize length,
                                const char *row,
                                gsize row_length,
                                gsize *heading_length)
{
  const char *end = remark + length;
  const char *text = remark;
  NormlabLogCells cells;
  guint n;
  gboolean named;
  char separator;

  while (text < end && (*text == '#' || *text == '%'))
    text++;
  if (text == remark || skip (text, end, TRUE) == end)
    return NULL;
  text = skip (text, end, TRUE);
  *heading_length = (gsize) (end - text);
  separator = normlab_log_cells_find_separator (text, *heading_length, row, row_length);
  normlab_log_cells_init (&cells);
  normlab_log_cells_split (&cells, text, *heading_length, separator);
  n = cells.n;
  named = n >= 2 && are_names (&cells);
  normlab_log_cells_split (&cells, row, row_length, separator);
  if (!named || cells.n != n || !are_numbers (&cells))
    text = NULL;
  normlab_log_cells_clear (&cells);
  return text;
}

gboolean
normlab_log_cells_is_blank (const char *line, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (line[i]))
      return FALSE;
  return TRUE;
}

gboolean
normlab_log_cells_says_something (const char *line, gsize length)
{
  for (gsize i = 0; i < length && (*line == '#' || *line == '%'); i++)
    if (g_ascii_isalnum (line[i]))
      return TRUE;
  return FALSE;
}
