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

/* What one does not say contradicts nothing. @covers: set to FALSE where @b says more. */
static gboolean
agree_in (const NormlabResultsRun *a,
          guint row,
          const NormlabResultsRun *b,
          guint other,
          const char *column,
          gboolean *covers)
{
  g_autofree char *one = normlab_results_table_get (a->table, row, column);
  g_autofree char *two = normlab_results_table_get (b->table, other, column);

  *covers = *covers && (*one != '\0' || *two == '\0');
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
find_difference (const NormlabResultsRun *a,
                 guint row,
                 const NormlabResultsRun *b,
                 guint other,
                 gboolean *covers)
{
  for (guint i = 0; i < normlab_n_metrics; i++)
    {
      const NormlabMetricInfo *info = &normlab_metrics[i];

      if (!is_comparable (a, b, info))
        {
          *covers = *covers && !b->measures.training;
          continue;
        }
      if (info->training_column != NULL
          && !agree_in (a, row, b, other, info->training_column, covers))
        return info->training_column;
      if (!agree_in (a, row, b, other, info->column, covers))
        return info->column;
    }
  return NULL;
}

/* Whether it says how the run ends, even if it has been cut off. */
static gboolean
has_end (const NormlabResultsRun *self)
{
  return self->state == NORMLAB_RUN_DIVERGED
         || (self->state == NORMLAB_RUN_FINISHED && self->end_step == self->recipe.iterations);
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

/* Whether there is a row behind the end of the other one in which something was measured; @row: set
 * to it. */
static gboolean
goes_beyond (const NormlabResultsRun *self, const NormlabResultsRun *ended, guint *row)
{
  for (guint i = self->n_rows; has_end (ended) && i-- > 0;)
    {
      guint last = self->first + i;
      g_autofree char *accuracy = normlab_results_table_get (self->table, last, "test_accuracy");

      if (get_step (self, last) <= ended->end_step)
        return FALSE;
      if (*accuracy == '\0')
        continue;
      *row = last;
      return TRUE;
    }
  return FALSE;
}

/* Whether both end alike, as far as they say how, whatever steps they share. */
static gboolean
end_alike (const NormlabResultsRun *a, const NormlabResultsRun *b, NormlabResultsConflict *conflict)
{
  *conflict = (NormlabResultsConflict){ a->first, b->first, NULL };
  if (has_end (a) && has_end (b) && a->state != b->state)
    conflict->column = "state";
  else if ((has_end (a) && has_end (b) && a->end_step != b->end_step)
           || goes_beyond (a, b, &conflict->row) || goes_beyond (b, a, &conflict->other))
    conflict->column = "end_step";
  return conflict->column == NULL;
}

gboolean
normlab_results_rows_agree (const NormlabResultsRun *a,
                            const NormlabResultsRun *b,
                            gboolean *covers,
                            NormlabResultsConflict *conflict)
{
  guint i = a->first, j = b->first;

  *covers = has_end (a) || !has_end (b);
  while (i < a->first + a->n_rows && j < b->first + b->n_rows)
    {
      guint one = get_step (a, i), two = get_step (b, j);

      *covers = *covers && one <= two;
      if (one == two && !is_same_row (a, i, b, j))
        {
          *conflict = (NormlabResultsConflict){ i, j, find_difference (a, i, b, j, covers) };
          if (conflict->column != NULL)
            return FALSE;
        }
      i += one <= two;
      j += two <= one;
    }
  *covers = *covers && j == b->first + b->n_rows;
  return end_alike (a, b, conflict);
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

/* From keys to the runs that have them: GPtrArray of NormlabResultsRun, borrowed. */
static GHashTable *
index_runs (const GPtrArray *runs)
{
  GHashTable *table
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < runs->len; i++)
    {
      NormlabResultsRun *run = g_ptr_array_index (runs, i);
      GPtrArray *same = g_hash_table_lookup (table, run->key);

      if (same == NULL)
        {
          same = g_ptr_array_new ();
          g_hash_table_insert (table, run->key, same);
        }
      g_ptr_array_add (same, run);
    }
  return table;
}

const NormlabResultsRun *
normlab_results_find_lost (const GPtrArray *before, const GPtrArray *after)
{
  g_autoptr (GHashTable) table = index_runs (after);

  for (guint i = 0; i < before->len; i++)
    {
      const NormlabResultsRun *run = g_ptr_array_index (before, i);
      const GPtrArray *same = g_hash_table_lookup (table, run->key);
      NormlabResultsConflict conflict;
      gboolean covers = FALSE;

      for (guint k = 0; same != NULL && k < same->len && !covers; k++)
        covers = normlab_results_rows_agree (g_ptr_array_index (same, k), run, &covers, &conflict)
                 && covers;
      if (!covers)
        return run;
    }
  return NULL;
}
