/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-plot-private.h"

/* What all lines are compared with, whatever of it is shown: a line that is not drawn, on its own
 * way from the runs. By seconds no two runs have a place in common, and nothing is compared. */

static gboolean
is_baseline (const NormlabPlot *self, const NormlabRun *run)
{
  for (guint i = 0; i < self->baseline->len; i++)
    if (g_ptr_array_index (self->baseline, i) == run)
      return TRUE;
  return FALSE;
}

static gboolean
is_of_baseline (const NormlabPlot *self, const NormlabTrace *trace)
{
  for (guint s = 0; s < trace->n_sources; s++)
    if (!is_baseline (self, trace->sources[s].run))
      return FALSE;
  return TRUE;
}

void
normlab_plot_clear_baseline (NormlabPlot *self)
{
  if (self->baseline_trace != NULL)
    normlab_trace_clear (self->baseline_trace);
  g_clear_pointer (&self->baseline_trace, g_free);
}

void
normlab_plot_build_baseline (NormlabPlot *self)
{
  normlab_plot_clear_baseline (self);
  if (self->baseline == NULL || self->baseline->len == 0
      || self->options.abscissa == NORMLAB_ABSCISSA_SECONDS)
    return;
  self->baseline_trace = g_new0 (NormlabTrace, 1);
  normlab_trace_init (self->baseline_trace, self->baseline->len, self->options.smoothing);
  for (guint i = 0; i < self->baseline->len; i++)
    self->baseline_trace->sources[i].run = g_ptr_array_index (self->baseline, i);
  self->baseline_trace->line = normlab_chart_model_add_baseline (self->model);
  for (guint i = 0; i < self->traces->len; i++)
    {
      const NormlabTrace *trace = &g_array_index (self->traces, NormlabTrace, i);

      /* One of several seeds is not what they are together. */
      trace->line->baseline
          = is_of_baseline (self, trace) && (trace->n_sources > 1) == (self->baseline->len > 1);
    }
}

void
normlab_plot_follow_baseline (NormlabPlot *self, guint *budget)
{
  if (self->baseline_trace != NULL)
    normlab_trace_follow (self->baseline_trace, &self->options, budget);
}

static gboolean
are_same (GPtrArray *a, GPtrArray *b)
{
  guint n_a = a != NULL ? a->len : 0, n_b = b != NULL ? b->len : 0;

  if (n_a != n_b)
    return FALSE;
  for (guint i = 0; i < n_a; i++)
    if (g_ptr_array_index (a, i) != g_ptr_array_index (b, i))
      return FALSE;
  return TRUE;
}

void
normlab_plot_set_baseline (NormlabPlot *self, GPtrArray *runs)
{
  g_return_if_fail (self != NULL);

  if (are_same (self->baseline, runs))
    return;
  g_clear_pointer (&self->baseline, g_ptr_array_unref);
  if (runs != NULL)
    {
      self->baseline = g_ptr_array_new_with_free_func (g_object_unref);
      for (guint i = 0; i < runs->len; i++)
        g_ptr_array_add (self->baseline, g_object_ref (g_ptr_array_index (runs, i)));
    }
  self->stale = TRUE;
}
