/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-lab-private.h"

/* What is kept of all runs, within one budget: samples, probes, checkpoints. */

/* How often it is looked whether what is kept has grown. */
#define PERIOD G_TIME_SPAN_SECOND
/* Whatever the others take, checkpoints have this share, and probes no more than this one of what
 * samples leave. */
#define LEAST_SHARE 8
#define PROBES_SHARE 4

static gsize
get_samples (NormlabRun *run)
{
  return ((gsize) normlab_run_get_n_added (run) + normlab_run_get_n_glances (run))
         * sizeof (NormlabSample);
}

/* Samples are what a run has come to, and stay. What can be had again by training gives way:
 * checkpoints before probes. */
static void
share (NormlabLab *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->runs)), n_probed = 0;
  gsize samples = 0, left, of_probes;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (G_LIST_MODEL (self->runs), i);
      NormlabRun *run = normlab_run_item_get_run (item);

      samples += get_samples (run);
      n_probed += normlab_run_get_n_probes (run) > 0;
    }
  left = self->memory - MIN (samples, self->memory);
  of_probes = MIN (NORMLAB_RUN_PROBE_BUDGET, left / PROBES_SHARE / MAX (n, 1));
  if (of_probes != self->of_probes || of_probes < NORMLAB_RUN_PROBE_BUDGET)
    for (guint i = 0; i < n; i++)
      {
        g_autoptr (NormlabRunItem) item = g_list_model_get_item (G_LIST_MODEL (self->runs), i);

        normlab_run_set_probe_budget (normlab_run_item_get_run (item), of_probes);
      }
  self->of_probes = of_probes;
  normlab_replay_set_budget (self->replay,
                             MAX (left - n_probed * of_probes, self->memory / LEAST_SHARE));
}

void
normlab_lab_share_memory (NormlabLab *self, gboolean at_once)
{
  gint64 now = g_get_monotonic_time ();

  if (self->replay == NULL || (!at_once && now < self->share_time))
    return;
  self->share_time = now + PERIOD;
  share (self);
}

void
normlab_lab_set_memory (NormlabLab *self, gsize bytes)
{
  g_return_if_fail (NORMLAB_IS_LAB (self));
  g_return_if_fail (bytes > 0);

  self->memory = bytes;
  normlab_lab_share_memory (self, TRUE);
}
