/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-results-rows.h"

#include <math.h>
#include <string.h>

#include "normlab-metric.h"

static gboolean
is_same_number (const char *a, const char *b)
{
  double x, y;

  return strcmp (a, b) == 0
         || (normlab_results_parse_number (a, &x) && normlab_results_parse_number (b, &y)
             && !(x < y) && !(x > y) && isnan (x) == isnan (y));
}

/* What one does not say contradicts nothing. */
static gboolean
agree_in (const NormlabResultsRun *a,
          guint row,
          const NormlabResultsRun *b,
          guint other,
          const char *column)
{
  g_autofree char *one = normlab_results_table_get (a->table, row, column);
  g_autofree char *two = normlab_results_table_get (b->table, other, column);

  return *one == '\0' || *two == '\0' || is_same_number (one, two);
}

/* Nothing is measured on the same images where one takes the first so many. */
static gboolean
is_comparable (const NormlabResultsRun *a,
               const NormlabResultsRun *b,
               const NormlabMetricInfo *info)
{
  return !info->needs.training || a->measures.n_training == b->measures.n_training;
}

/* Returns the column in which two rows of the same step differ, or NULL. */
static const char *
find_difference (const NormlabResultsRun *a, guint row, const NormlabResultsRun *b, guint other)
{
  for (guint i = 0; i < normlab_n_metrics; i++)
    {
      const NormlabMetricInfo *info = &normlab_metrics[i];

      if (!is_comparable (a, b, info))
        continue;
      if (info->training_column != NULL && !agree_in (a, row, b, other, info->training_column))
        return info->training_column;
      if (!agree_in (a, row, b, other, info->column))
        return info->column;
    }
  if (!a->is_whole || !b->is_whole)
    return NULL;
  if (a->state != b->state)
    return "state";
  return a->end_step != b->end_step ? "end_step" : NULL;
}

static guint
get_step (const NormlabResultsRun *self, guint row)
{
  g_autofree char *text = normlab_results_table_get (self->table, row, "step");

  return (guint) g_ascii_strtoull (text, NULL, 10);
}

/* Whether the tables have the same bytes there, as most that are the same have but for the seconds.
 */
static gboolean
is_same_row (const NormlabResultsRun *a, guint row, const NormlabResultsRun *b, guint other)
{
  gsize n, m;
  const char *one = normlab_results_table_get_row (a->table, row, &n);
  const char *two = normlab_results_table_get_row (b->table, other, &m);

  return n == m && memcmp (one, two, n) == 0;
}

gboolean
normlab_results_rows_agree (const NormlabResultsRun *a,
                            const NormlabResultsRun *b,
                            NormlabResultsConflict *conflict)
{
  guint i = a->first, j = b->first;

  while (i < a->first + a->n_rows && j < b->first + b->n_rows)
    {
      guint one = get_step (a, i), two = get_step (b, j);

      if (one == two && !is_same_row (a, i, b, j))
        {
          *conflict = (NormlabResultsConflict){ i, j, find_difference (a, i, b, j) };
          if (conflict->column != NULL)
            return FALSE;
        }
      i += one <= two;
      j += two <= one;
    }
  return TRUE;
}

int
normlab_results_rows_compare (const NormlabResultsRun *a, const NormlabResultsRun *b)
{
  for (guint i = 0; i < MIN (a->n_rows, b->n_rows); i++)
    {
      gsize n, m;
      const char *one = normlab_results_table_get_row (a->table, a->first + i, &n);
      const char *two = normlab_results_table_get_row (b->table, b->first + i, &m);
      int order = memcmp (one, two, MIN (n, m));

      if (order != 0)
        return order;
      if (n != m)
        return n < m ? -1 : 1;
    }
  return a->n_rows < b->n_rows ? -1 : a->n_rows > b->n_rows;
}
