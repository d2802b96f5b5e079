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
  guint n = self->history->len;

  return n > 0 ? (double) normlab_run_get_samples (self)[n - 1].test_accuracy : (double) NAN;
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

double
normlab_run_get_mean_accuracy (NormlabRun *self)
{
  const NormlabSample *samples = normlab_run_get_samples (self);
  guint trained = self->history->len - (self->history->len > 0 && samples[0].step == 0);
  guint n = MIN (trained, MEAN_OF_LAST);
  double sum = 0;

  for (guint i = self->history->len - n; i < self->history->len; i++)
    sum += (double) samples[i].test_accuracy;
  return n > 0 ? sum / n : (double) NAN;
}
