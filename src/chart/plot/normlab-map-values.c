/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the runs of a cell have come to. */

#include "normlab-map-source-private.h"

#include <math.h>

#include "normlab-statistics.h"

guint
normlab_map_source_count_samples (const NormlabMapSource *self, guint run)
{
  NormlabRun *r = normlab_map_source_get_run (self, run);
  const NormlabSample *samples = normlab_run_get_samples (r);
  guint first = 0, end = normlab_run_get_n_samples (r);

  if (self->options.step == NORMLAB_MAP_LAST)
    return end;
  while (first < end)
    {
      guint middle = first + (end - first) / 2;

      if (samples[middle].step <= self->options.step)
        first = middle + 1;
      else
        end = middle;
    }
  return first;
}

gboolean
normlab_map_source_has_diverged (const NormlabMapSource *self, guint run)
{
  NormlabRun *r = normlab_map_source_get_run (self, run);

  return normlab_run_get_state (r) == NORMLAB_RUN_DIVERGED
         && normlab_run_get_step (r) <= self->options.step;
}

/* That it will not learn any more is known of its last sample. */
static gboolean
is_dead (const NormlabMapSource *self, guint run)
{
  NormlabRun *r = normlab_map_source_get_run (self, run);

  return normlab_run_is_stuck (r)
         && normlab_map_source_count_samples (self, run) == normlab_run_get_n_samples (r);
}

GArray *
normlab_map_source_list_seeds (const NormlabMapSource *self, guint cell)
{
  GArray *seeds = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = self->firsts[cell]; i < self->firsts[cell + 1]; i++)
    {
      guint run = self->order[i], *last;

      if (seeds->len == 0
          || self->recipes[g_array_index (seeds, guint, seeds->len - 1)].seed
                 != self->recipes[run].seed)
        {
          g_array_append_val (seeds, run);
          continue;
        }
      last = &g_array_index (seeds, guint, seeds->len - 1);
      if (normlab_run_get_n_samples (normlab_map_source_get_run (self, run))
          > normlab_run_get_n_samples (normlab_map_source_get_run (self, *last)))
        *last = run;
    }
  return seeds;
}

static gboolean
is_better (const NormlabMetricInfo *metric, double value, double best)
{
  return isfinite (value)
         && (!isfinite (best) || (metric->more_is_better ? value > best : value < best));
}

/* The best of the first @n samples: from where one has seen it on, or anew where time has gone
 * back. */
static double
get_best (NormlabMapSource *self, guint run, guint n)
{
  const NormlabMetricInfo *metric = normlab_metric_get_info (self->options.metric);
  const NormlabSample *samples = normlab_run_get_samples (normlab_map_source_get_run (self, run));
  NormlabMapTrace *trace = &self->traces[run];

  if (trace->n == 0 || trace->n > n)
    *trace = (NormlabMapTrace){ 0, NAN };
  for (; trace->n < n; trace->n++)
    {
      double value = metric->get_value (&samples[trace->n]);

      if (is_better (metric, value, trace->best))
        trace->best = value;
    }
  return trace->best;
}

double
normlab_map_source_get_value (NormlabMapSource *self, guint run)
{
  const NormlabMetricInfo *metric = normlab_metric_get_info (self->options.metric);
  guint n = normlab_map_source_count_samples (self, run);

  if (n == 0 || normlab_map_source_has_diverged (self, run))
    return NAN;
  if (self->options.best)
    return get_best (self, run, n);
  return metric->get_value (
      &normlab_run_get_samples (normlab_map_source_get_run (self, run))[n - 1]);
}

void
normlab_map_source_fill_cell (NormlabMapSource *self,
                              guint cell,
                              NormlabMapCell *filled,
                              double *deviation)
{
  g_autoptr (GArray) seeds = normlab_map_source_list_seeds (self, cell);
  g_autofree double *values = g_new (double, MAX (seeds->len, 1));
  NormlabStatistics statistics;

  *filled = (NormlabMapCell){ .n_networks = seeds->len };
  for (guint i = 0; i < seeds->len; i++)
    {
      guint run = g_array_index (seeds, guint, i);

      values[i] = normlab_map_source_get_value (self, run);
      if (normlab_map_source_has_diverged (self, run))
        filled->n_diverged++;
      else if (isfinite (values[i]) && is_dead (self, run))
        filled->n_dead++;
    }
  normlab_statistics_init (&statistics, values, seeds->len);
  filled->value = statistics.mean;
  filled->n_values = statistics.n;
  if (deviation != NULL)
    *deviation = statistics.deviation;
}
