/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-log-table-glance.h"

#include <string.h>

#include "normlab-lines.h"
#include "normlab-log-cells.h"

/* Names of files that loggers write. */
static gboolean
has_known_name (const char *name)
{
  static const char *const known[]
      = { "metrics", "results", "history", "training", "log", "progress", "train", "loss" };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_ascii_strncasecmp (name, known[i], strlen (known[i])) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
has_ending (const char *name)
{
  const char *dot = strrchr (name, '.');

  return dot != NULL
         && (g_ascii_strcasecmp (dot, ".csv") == 0 || g_ascii_strcasecmp (dot, ".tsv") == 0);
}

/* @lines: of GString: the first two that are no remarks
 * @remark: the last before them */
typedef struct
{
  GPtrArray *lines;
  GString *remark;
} Front;

static void
free_line (gpointer line)
{
  g_string_free (line, TRUE);
}

static void
take_line (const char *line, gsize length, guint64 offset, gpointer user_data)
{
  Front *self = user_data;

  if (offset == 0 && length >= 3 && memcmp (line, "\xef\xbb\xbf", 3) == 0)
    line += 3, length -= 3;
  if (line == NULL || self->lines->len == 2 || normlab_log_cells_is_blank (line, length))
    return;
  if (self->lines->len > 0 || !normlab_log_cells_is_remark (line, length))
    {
      g_ptr_array_add (self->lines, g_string_new_len (line, (gssize) length));
      return;
    }
  if (!normlab_log_cells_says_something (line, length))
    return;
  g_string_truncate (self->remark, 0);
  g_string_append_len (self->remark, line, (gssize) length);
}

/* A remark that is a heading becomes the first line. */
static void
take_heading (Front *self)
{
  const GString *row;
  const char *heading;
  gsize n;

  if (self->lines->len == 0)
    return;
  row = self->lines->pdata[0];
  heading = normlab_log_cells_find_heading (self->remark->str, self->remark->len, row->str,
                                            row->len, &n);
  if (heading != NULL)
    g_ptr_array_insert (self->lines, 0, g_string_new_len (heading, (gssize) n));
}

typedef struct
{
  guint n_lines;            /* that are no remarks */
  guint n_cells, n_numbers; /* of the first */
  gboolean has_x;
  guint n_next_cells, n_next_numbers;
} Glance;

static void
glance_at_line (Glance *self, const GString *line, gboolean first, char separator)
{
  NormlabLogCells cells;
  guint n_numbers;

  normlab_log_cells_init (&cells);
  normlab_log_cells_split (&cells, line->str, line->len, separator);
  n_numbers = normlab_log_cells_count_numbers (&cells);
  for (guint i = 0; first && i < cells.n; i++)
    {
      g_autofree char *name = normlab_log_cells_get_text (&cells, i);

      self->has_x |= normlab_log_rank_of_x (name, strlen (name)) >= 0;
    }
  if (first)
    {
      self->n_cells = cells.n;
      self->n_numbers = n_numbers;
    }
  else
    {
      self->n_next_cells = cells.n;
      self->n_next_numbers = n_numbers;
    }
  self->n_lines++;
  normlab_log_cells_clear (&cells);
}

static Glance
glance_at (const NormlabLogHead *head)
{
  Front front = { g_ptr_array_new_with_free_func (free_line), g_string_new (NULL) };
  NormlabLines lines;
  Glance glance = { 0 };

  normlab_lines_init (&lines);
  normlab_lines_feed (&lines, (const guint8 *) head->bytes, head->n, take_line, &front);
  normlab_lines_clear (&lines);
  take_heading (&front);
  if (front.lines->len > 0)
    {
      const GString *first = front.lines->pdata[0];
      const GString *next = front.lines->len > 1 ? front.lines->pdata[1] : NULL;
      char separator = normlab_log_cells_find_separator (
          first->str, first->len, next != NULL ? next->str : NULL, next != NULL ? next->len : 0);

      glance_at_line (&glance, first, TRUE, separator);
      if (next != NULL)
        glance_at_line (&glance, next, FALSE, separator);
    }
  g_string_free (front.remark, TRUE);
  g_ptr_array_unref (front.lines);
  return glance;
}

NormlabLogCertainty
normlab_log_table_recognizes (const NormlabLogHead *head)
{
  const Glance glance = glance_at (head);

  if (glance.n_lines == 0 || (glance.n_lines == 1 && !glance.has_x)
      || (glance.n_cells < 2 && !has_ending (head->name) && !glance.has_x))
    return NORMLAB_LOG_NO;
  if (glance.n_lines > 1
      && (glance.n_next_numbers == 0 || glance.n_next_cells + 1 < glance.n_cells
          || glance.n_next_cells > glance.n_cells + 1))
    return NORMLAB_LOG_NO;
  if (glance.n_numbers > 0)
    return glance.n_numbers == glance.n_cells && glance.n_lines > 1 ? NORMLAB_LOG_PERHAPS
                                                                    : NORMLAB_LOG_NO;
  if (glance.has_x && (glance.n_cells > 1 || has_ending (head->name)))
    return NORMLAB_LOG_YES;
  return glance.n_lines > 1 && has_ending (head->name) && has_known_name (head->name)
             ? NORMLAB_LOG_YES
             : NORMLAB_LOG_PERHAPS;
}
