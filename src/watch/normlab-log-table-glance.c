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

typedef struct
{
  const NormlabLogHead *head;
  guint n_lines;            /* that are no remarks */
  guint n_cells, n_numbers; /* of the first */
  gboolean has_x;
  guint n_next_cells, n_next_numbers;
  char separator;
} Glance;

static void
glance_at_line (const char *line, gsize length, guint64 offset, gpointer user_data)
{
  Glance *self = user_data;
  NormlabLogCells cells;
  guint n_numbers;

  if (offset == 0 && length >= 3 && memcmp (line, "\xef\xbb\xbf", 3) == 0)
    line += 3, length -= 3;
  if (line == NULL || self->n_lines >= 2 || normlab_log_cells_is_blank (line, length)
      || (self->n_lines == 0 && normlab_log_cells_is_remark (line, length)))
    return;
  if (self->n_lines == 0)
    self->separator = normlab_log_cells_find_separator (line, length);
  normlab_log_cells_init (&cells);
  normlab_log_cells_split (&cells, line, length, self->separator);
  n_numbers = normlab_log_cells_count_numbers (&cells);
  for (guint i = 0; self->n_lines == 0 && i < cells.n; i++)
    {
      g_autofree char *name = normlab_log_cells_get_text (&cells, i);

      self->has_x |= normlab_log_rank_of_x (name, strlen (name)) >= 0;
    }
  if (self->n_lines == 0)
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

NormlabLogCertainty
normlab_log_table_recognizes (const NormlabLogHead *head)
{
  Glance glance = { head };
  NormlabLines lines;

  normlab_lines_init (&lines);
  normlab_lines_feed (&lines, (const guint8 *) head->bytes, head->n, glance_at_line, &glance);
  normlab_lines_clear (&lines);
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
