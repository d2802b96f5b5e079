/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-layers-model.h"

#include <math.h>

#include "normlab-chart-scale.h"

NormlabLayersModel *
normlab_layers_model_new (void)
{
  NormlabLayersModel *self = g_new0 (NormlabLayersModel, 1);

  self->highlighted = -1;
  return self;
}

void
normlab_layers_model_free (NormlabLayersModel *self)
{
  for (guint i = 0; i < self->n_runs; i++)
    {
      g_free (self->runs[i].name);
      g_free (self->runs[i].note);
      g_free (self->runs[i].theory);
      g_free (self->runs[i].cells);
      g_clear_pointer (&self->runs[i].parameters, normlab_layers_parameters_unref);
      g_clear_pointer (&self->runs[i].places, g_array_unref);
      g_free (self->runs[i].steps);
      g_free (self->runs[i].history);
    }
  for (guint i = 0; i < NORMLAB_LAYERS_N_HEADINGS; i++)
    {
      g_free (self->headings[i].line);
      g_free (self->headings[i].card);
    }
  g_free (self->message);
  g_free (self->title);
  g_free (self->caption);
  g_free (self->details);
  g_free (self);
}

NormlabLayersRun *
normlab_layers_model_add_run (NormlabLayersModel *self,
                              const char *name,
                              guint color,
                              gboolean dashed,
                              guint n_layers,
                              guint n_steps)
{
  NormlabLayersRun *run = &self->runs[self->n_runs];

  g_assert (self->n_runs < NORMLAB_LAYERS_MAX_RUNS && n_layers > 0);
  *run = (NormlabLayersRun){
    .name = g_strdup (name),
    .color = color,
    .dashed = dashed,
    .tag = self->n_runs,
    .n_layers = n_layers,
    .learning_rate = NAN,
    .cells = g_new0 (NormlabLayersCell, n_layers),
    .n_steps = n_steps,
    .steps = g_new0 (guint, n_steps),
    .history = g_new0 (float, NORMLAB_LAYERS_N_FLOWS *n_layers *n_steps),
  };
  for (guint i = 0; i < n_layers; i++)
    run->cells[i] = (NormlabLayersCell){
      .updated = TRUE,
      .saturated = NAN,
      .dead = NAN,
      .flows = { NAN, NAN },
      .theory = { .mean = { NAN, NAN }, .std = { NAN, NAN } },
    };
  self->n_runs++;
  return run;
}

float *
normlab_layers_run_get_history (const NormlabLayersRun *self, NormlabLayersFlow flow, guint layer)
{
  g_assert (layer < self->n_layers);

  return self->history + ((gsize) flow * self->n_layers + layer) * self->n_steps;
}

gboolean
normlab_layers_run_is_known (const NormlabLayersRun *self)
{
  return self->step > 0 || self->beginning;
}

gboolean
normlab_layers_model_has_theory (const NormlabLayersModel *self)
{
  for (guint i = 0; i < self->n_runs; i++)
    if (self->runs[i].theory != NULL)
      return TRUE;
  return FALSE;
}

guint
normlab_layers_model_get_n_rows (const NormlabLayersModel *self)
{
  guint n = 0;

  for (guint i = 0; i < self->n_runs; i++)
    n = MAX (n, self->runs[i].n_layers);
  return n;
}

int
normlab_layers_model_get_layer (const NormlabLayersModel *self, guint run, guint row)
{
  guint n_layers = self->runs[run].n_layers;

  if (row + 1 == normlab_layers_model_get_n_rows (self))
    return (int) n_layers - 1;
  return row + 1 < n_layers ? (int) row : -1;
}

const NormlabLayersCell *
normlab_layers_model_get_cell (const NormlabLayersModel *self, guint run, guint row)
{
  int layer = normlab_layers_model_get_layer (self, run, row);

  return layer >= 0 && normlab_layers_run_is_known (&self->runs[run])
             ? &self->runs[run].cells[layer]
             : NULL;
}

const NormlabLayersWeights *
normlab_layers_model_get_weights (const NormlabLayersModel *self, guint run, guint row)
{
  const NormlabLayersParameters *parameters = self->runs[run].parameters;
  int layer = normlab_layers_model_get_layer (self, run, row);

  return layer >= 0 && parameters != NULL && (guint) layer < parameters->n_layers
             ? &parameters->layers[layer]
             : NULL;
}

double
normlab_layers_model_get_limit (const NormlabLayersModel *self, guint row)
{
  double limit = 0;

  for (guint run = 0; run < self->n_runs; run++)
    {
      const NormlabLayersWeights *weights = normlab_layers_model_get_weights (self, run, row);

      limit = MAX (limit, weights != NULL ? weights->limit : 0);
    }
  return limit;
}

/* The least and the greatest value of a side. */
static gboolean
find_extent (const NormlabLayersModel *self, NormlabLayersSide side, double *low, double *high)
{
  *low = INFINITY;
  *high = -INFINITY;
  for (guint i = 0; i < self->n_runs; i++)
    for (guint layer = 0; layer < self->runs[i].n_layers; layer++)
      {
        const NormlabLayersValues *values = &self->runs[i].cells[layer].sides[side];

        if (!values->known)
          continue;
        *low = MIN (*low, values->min);
        *high = MAX (*high, values->max);
      }
  return *low <= *high;
}

static gboolean
still_serves (const NormlabLayersAxis *before, double low, double high)
{
  return before->low < before->high && before->low <= low && high <= before->high
         && high - low > (before->high - before->low) / 2;
}

static NormlabLayersAxis
choose_axis (double low, double high)
{
  /* All alike: there is to be something on either side. */
  double least = MAX (MAX (fabs (low), fabs (high)) * 1e-3, 1e-30);
  NormlabLayersAxis axis = { low, high };

  if (high - low < least)
    {
      axis.low -= least;
      axis.high += least;
    }
  normlab_chart_range_round (&axis.low, &axis.high);
  return axis;
}

void
normlab_layers_model_choose_axes (NormlabLayersModel *self, const NormlabLayersAxis *before)
{
  for (guint side = 0; side < NORMLAB_LAYERS_N_SIDES; side++)
    {
      double low, high;

      if (!find_extent (self, side, &low, &high))
        self->axes[side] = (NormlabLayersAxis){ 0, 0 };
      else if (before != NULL && still_serves (&before[side], low, high))
        self->axes[side] = before[side];
      else
        self->axes[side] = choose_axis (low, high);
    }
}
