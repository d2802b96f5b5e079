/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-run-private.h"

#include <math.h>

/* What has been measured of a run. */

#define MEAN_OF_LAST 10

guint
normlab_run_get_n_samples (NormlabRun *self)
{
  return self->history->len;
}

const NormlabSample *
normlab_run_get_samples (NormlabRun *self)
{
  return (const NormlabSample *) (gpointer) self->history->data;
}

guint
normlab_run_get_n_glances (NormlabRun *self)
{
  return self->glances->len;
}

const NormlabSample *
normlab_run_get_glances (NormlabRun *self)
{
  return (const NormlabSample *) (gpointer) self->glances->data;
}

/* The sample with the best test accuracy; of equals the first. */
static guint
find_best (NormlabRun *self)
{
  const NormlabSample *samples = normlab_run_get_samples (self);
  guint best = 0;

  for (guint i = 1; i < self->history->len; i++)
    if (samples[i].test_accuracy > samples[best].test_accuracy)
      best = i;
  return best;
}

void
normlab_run_condense (NormlabRun *self)
{
  GArray *all;
  guint first, best;

  g_return_if_fail (NORMLAB_IS_RUN (self));
  g_return_if_fail (normlab_run_state_is_final (self->status.state));

  g_array_set_size (self->glances, 0);
  if (self->history->len <= MEAN_OF_LAST + 1)
    return;
  all = self->history;
  first = all->len - MEAN_OF_LAST;
  best = find_best (self);
  self->history = g_array_sized_new (FALSE, FALSE, sizeof (NormlabSample), MEAN_OF_LAST + 1);
  if (best < first)
    g_array_append_vals (self->history, &g_array_index (all, NormlabSample, best), 1);
  g_array_append_vals (self->history, &g_array_index (all, NormlabSample, first), MEAN_OF_LAST);
  g_array_unref (all);
}

double
normlab_run_get_final_accuracy (NormlabRun *self)
{
  return normlab_run_get_last_value (self, NORMLAB_METRIC_ACCURACY, NULL);
}

double
normlab_run_get_best_accuracy (NormlabRun *self)
{
  const NormlabSample *samples = normlab_run_get_samples (self);
  double best = (double) NAN;

  for (guint i = 0; i < self->history->len; i++)
    best = fmax (best, (double) samples[i].test_accuracy);
  return best;
}

/* Whether a sample is one of those of which the last are counted: another program's need not have
 * an accuracy. */
static gboolean
is_counted (NormlabRun *self, const NormlabSample *sample)
{
  return sample->step > 0 && (self->foreign == NULL || isfinite (sample->test_accuracy));
}

double
normlab_run_get_mean_accuracy (NormlabRun *self)
{
  const NormlabSample *samples = normlab_run_get_samples (self);
  guint first = self->history->len, n = 0;
  double sum = 0;

  while (first > 0 && n < MEAN_OF_LAST && samples[first - 1].step > 0)
    n += is_counted (self, &samples[--first]);
  for (guint i = first; i < self->history->len; i++)
    if (is_counted (self, &samples[i]))
      sum += (double) samples[i].test_accuracy;
  return n > 0 ? sum / n : (double) NAN;
}
