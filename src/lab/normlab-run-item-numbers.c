/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-run-item-private.h"

#include <math.h>

#include "normlab-change.h"
#include "normlab-run-foreign.h"

double
normlab_run_item_get_progress (NormlabRunItem *self)
{
  guint iterations = normlab_run_get_recipe (self->run)->iterations;
  double sum = 0;

  /* Nobody knows how long another program goes on. */
  if (self->members == NULL && normlab_run_is_foreign (self->run))
    return normlab_run_is_growing (self->run) ? (double) NAN : 1;

  for (guint i = 0; self->members != NULL && i < self->members->len; i++)
    sum += normlab_run_item_get_progress (g_ptr_array_index (self->members, i));
  if (self->members != NULL)
    return sum / self->members->len;
  return CLAMP ((double) normlab_run_get_step (self->run) / MAX (iterations, 1), 0.0, 1.0);
}

double
normlab_run_item_get_speed (NormlabRunItem *self)
{
  guint origin = normlab_recipe_get_origin (normlab_run_get_recipe (self->run));
  double seconds = normlab_run_get_seconds (self->run), pace;

  if (normlab_run_get_pace (self->run, &pace))
    return pace;
  return seconds > 0 ? (normlab_run_get_step (self->run) - origin) / seconds : 0;
}

/* Whether no other member says the same once more that has come farther, or as far and is listed
 * later. */
static gboolean
is_counted (NormlabRunItem *self, guint i)
{
  NormlabRun *run = ((NormlabRunItem *) g_ptr_array_index (self->members, i))->run;

  for (guint j = 0; self->repeats && j < self->members->len; j++)
    {
      NormlabRun *other = ((NormlabRunItem *) g_ptr_array_index (self->members, j))->run;

      if (j != i && normlab_run_get_recipe (other)->seed == normlab_run_get_recipe (run)->seed
          && (normlab_run_get_step (other) > normlab_run_get_step (run)
              || (normlab_run_get_step (other) == normlab_run_get_step (run) && j > i)))
        return FALSE;
    }
  return TRUE;
}

/* What has no result: as in a verdict, it is in no mean. */
static gboolean
is_lost (NormlabRunItem *self)
{
  NormlabRunState state = normlab_run_get_state (self->run);

  return state == NORMLAB_RUN_DIVERGED || state == NORMLAB_RUN_FAILED;
}

/* Of what @get says of a run, or of each seed of a group. */
static void
collect (NormlabRunItem *self,
         double (*get) (NormlabRunItem *self, NormlabMetric metric),
         NormlabMetric metric,
         NormlabStatistics *statistics)
{
  guint n = self->members != NULL ? self->members->len : 1;
  g_autofree double *values = g_new (double, n);

  for (guint i = 0; i < n; i++)
    if (self->members == NULL)
      values[i] = get (self, metric);
    else
      {
        NormlabRunItem *member = g_ptr_array_index (self->members, i);

        values[i] = is_counted (self, i) && !is_lost (member) ? get (member, metric) : (double) NAN;
      }
  normlab_statistics_init (statistics, values, n);
}

void
normlab_run_item_get_statistics (NormlabRunItem *self,
                                 NormlabMetric metric,
                                 NormlabStatistics *statistics)
{
  g_return_if_fail (NORMLAB_IS_RUN_ITEM (self));

  collect (self, normlab_run_item_get_value, metric, statistics);
}

guint
normlab_run_item_get_n_diverged (NormlabRunItem *self)
{
  guint n = 0;

  g_return_val_if_fail (NORMLAB_IS_RUN_ITEM (self), 0);

  if (self->members == NULL)
    return normlab_run_get_state (self->run) == NORMLAB_RUN_DIVERGED;
  for (guint i = 0; i < self->members->len; i++)
    {
      NormlabRunItem *member = g_ptr_array_index (self->members, i);

      n += is_counted (self, i) && normlab_run_get_state (member->run) == NORMLAB_RUN_DIVERGED;
    }
  return n;
}

static double
get_mean (NormlabRunItem *self,
          double (*get) (NormlabRunItem *self, NormlabMetric metric),
          NormlabMetric metric)
{
  NormlabStatistics statistics;

  collect (self, get, metric, &statistics);
  return statistics.mean;
}

double
normlab_run_item_get_value (NormlabRunItem *self, NormlabMetric metric)
{
  if (self->members != NULL)
    return get_mean (self, normlab_run_item_get_value, metric);
  return normlab_run_get_last_value (self->run, metric, NULL);
}

double
normlab_run_item_get_training (NormlabRunItem *self, NormlabMetric metric)
{
  const NormlabMetricInfo *info = normlab_metric_get_info (metric);

  if (self->members != NULL)
    return get_mean (self, normlab_run_item_get_training, metric);
  return info->get_training != NULL
             ? normlab_run_get_last_value (self->run, metric, info->get_training)
             : (double) NAN;
}

double
normlab_run_item_get_best (NormlabRunItem *self, NormlabMetric metric)
{
  const NormlabMetricInfo *info = normlab_metric_get_info (metric);
  guint n;
  const NormlabSample *samples = normlab_run_get_samples_of (self->run, metric, &n);
  NormlabRunItemBest none = { .value = (double) NAN };
  NormlabRunItemBest *best = (guint) metric < normlab_n_metrics ? &self->best[metric] : &none;
  NormlabStatistics statistics;

  if (self->members != NULL)
    {
      collect (self, normlab_run_item_get_best, metric, &statistics);
      return info->more_is_better ? statistics.high : statistics.low;
    }
  /* What has been forgotten may have been the best. */
  if (best->revision != normlab_run_get_revision (self->run))
    *best = (NormlabRunItemBest){ .value = (double) NAN,
                                  .revision = normlab_run_get_revision (self->run) };
  for (; best->n_seen < n; best->n_seen++)
    {
      double value = info->get_value (&samples[best->n_seen]);

      if (isfinite (value))
        best->value = info->more_is_better ? fmax (best->value, value) : fmin (best->value, value);
    }
  return best->value;
}
