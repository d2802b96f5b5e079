/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-vitals.h"

#include <math.h>
#include <string.h>

#include "normlab-vitals-private.h"

/* Looks on while a step is done. */
typedef struct
{
  const NormlabTrainer *trainer;
  NormlabVitals *vitals;
  NormlabBreakdown *first;   /* of all steps */
  NormlabBreakdown *of_step; /* of this one, aside from what training does not need */
  NormlabStop stop;
  float sums[NORMLAB_MAX_HIDDEN + 1];  /* the greatest of what is to be normalized, by layer */
  float backs[NORMLAB_MAX_HIDDEN + 1]; /* the greatest gradient with respect to x W + b, likewise */
  float *before;                       /* the parameters before the update, in scratch */
} Watch;

void
normlab_vitals_free (NormlabVitals *self)
{
  g_free (self);
}

static NormlabVitals *
create_vitals (guint n_layers)
{
  NormlabVitals *self = g_malloc0 (sizeof *self + n_layers * sizeof (NormlabVitalsLayer));

  self->n_layers = n_layers;
  self->loss = (double) NAN;
  for (guint i = 0; i < n_layers; i++)
    self->layers[i] = (NormlabVitalsLayer){ NORMLAB_VITALS_NONE, NORMLAB_VITALS_NONE,
                                            NORMLAB_VITALS_NONE, NORMLAB_VITALS_NONE };
  return self;
}

static float
find_norm (const float *x, gsize n, NormlabStop stop)
{
  double sum = 0;

  FOR_PIECES (i, n, stop)
    for (gsize j = i; j < MIN (i + NORMLAB_PIECE, n); j++)
      sum += (double) x[j] * (double) x[j];
  return (float) sqrt (sum);
}

/* Whether the optimizer moves the parameter at that place. */
static gboolean
is_updated (const NormlabUpdater *updater, gsize at)
{
  for (guint s = 0; s < updater->n_spans; s++)
    if (at >= updater->spans[s].first && at < updater->spans[s].end)
      return TRUE;
  return FALSE;
}

static gsize
get_n_weights (const NormlabLayer *l)
{
  return l->inputs * l->stride;
}

/* Offset and length of a layer's parameter; no length where it has none. */
static gsize
get_parameter (const NormlabLayer *l, NormlabParameter parameter, gsize *n)
{
  const gsize offsets[NORMLAB_N_PARAMETERS] = { l->weights, l->bias, l->gamma, l->beta };

  *n = parameter == NORMLAB_PARAMETER_WEIGHTS                     ? get_n_weights (l)
       : parameter == NORMLAB_PARAMETER_BIASES || l->norm->learns ? l->stride
                                                                  : 0;
  return offsets[parameter];
}

static float
get_greatest (const Watch *self, guint layer, NormlabParameter parameter)
{
  const NormlabNetwork *network = &self->trainer->network;
  gsize n, at = get_parameter (&network->layers[layer], parameter, &n);

  return normlab_vitals_find_greatest (network->parameters + at, n, self->stop);
}

/* Of what enters a layer. */
static float
get_input (const Watch *self, guint layer)
{
  return layer > 0 ? self->vitals->layers[layer - 1].out : normlab_vitals_get_pixel (self->trainer);
}

/* What was found is the first, where there is none yet. */
static void
take (NormlabBreakdown *place, const NormlabBreakdown *found)
{
  if (place->place == NORMLAB_PLACE_NONE)
    *place = *found;
}

static void
note (const Watch *self, const NormlabBreakdown *found)
{
  take (self->first, found);
  take (self->of_step, found);
}

/* Whether a number that is not finite would be the first of the step, or of all. */
static gboolean
is_wanted (const Watch *self)
{
  return self->first->place == NORMLAB_PLACE_NONE || self->of_step->place == NORMLAB_PLACE_NONE;
}

/* Whether there is one among n numbers of a layer, which is wanted; it begins as @found. */
static gboolean
look (const Watch *self,
      NormlabPlace place,
      guint layer,
      const float *x,
      gsize n,
      NormlabBreakdown *found)
{
  gsize index;

  if (!is_wanted (self) || !normlab_vitals_find_bad (x, n, &index))
    return FALSE;
  *found = (NormlabBreakdown){ .place = place, .layer = layer + 1, .value = x[index] };
  return TRUE;
}

/* A sum x W + b. */
static void
add_product (const Watch *self, NormlabBreakdown *found)
{
  found->input = get_input (self, found->layer - 1);
  found->weight = get_greatest (self, found->layer - 1, NORMLAB_PARAMETER_WEIGHTS);
}

/* γ x̂ + β, where x̂ is a sum, normalized. */
static void
add_scaling (const Watch *self, NormlabBreakdown *found)
{
  found->sum = self->sums[found->layer - 1];
  found->gamma = get_greatest (self, found->layer - 1, NORMLAB_PARAMETER_GAMMA);
  found->beta = get_greatest (self, found->layer - 1, NORMLAB_PARAMETER_BETA);
}

/* What comes back to a layer from the one behind it. */
static void
add_return (const Watch *self, NormlabBreakdown *found)
{
  const NormlabLayer *l = &self->trainer->network.layers[found->layer - 1];

  found->back = self->backs[found->layer];
  found->weight = get_greatest (self, found->layer, NORMLAB_PARAMETER_WEIGHTS);
  if (l->norm->learns)
    found->gamma = get_greatest (self, found->layer - 1, NORMLAB_PARAMETER_GAMMA);
}

static void
look_at_sum (Watch *self, guint layer, const float *x, gsize n)
{
  NormlabBreakdown found;

  if (look (self, NORMLAB_PLACE_SUM, layer, x, n, &found))
    {
      add_product (self, &found);
      note (self, &found);
    }
  self->sums[layer] = normlab_vitals_find_greatest (x, n, self->stop);
}

/* What batch norm keeps, once it has normalized. */
static void
look_at_running (const Watch *self, guint layer)
{
  const NormlabLayer *l = &self->trainer->network.layers[layer];
  const float *running = self->trainer->network.running + l->running;
  NormlabBreakdown found;

  if (!l->norm->running
      || (!look (self, NORMLAB_PLACE_RUNNING_MEAN, layer, running, l->units, &found)
          && !look (self, NORMLAB_PLACE_RUNNING_VARIANCE, layer, running + l->stride, l->units,
                    &found)))
    return;
  found.sum = self->sums[layer];
  take (self->first, &found);
}

static void
look_at_pre (Watch *self, guint layer, const float *x, gsize n)
{
  const NormlabNetwork *network = &self->trainer->network;
  const NormlabLayer *l = &network->layers[layer];
  gboolean normalized = l->norm->learns && !l->norm->after;
  NormlabBreakdown found;

  if (normalized)
    look_at_running (self, layer);
  if (look (self, NORMLAB_PLACE_PRE, layer, x, n, &found))
    {
      if (normalized)
        add_scaling (self, &found);
      else
        add_product (self, &found);
      note (self, &found);
    }
  self->vitals->layers[layer].pre = normlab_vitals_find_greatest (x, n, self->stop);
  if (layer + 1 < network->n_layers)
    return;
  self->vitals->loss = normlab_cross_entropy (x, n / l->stride, l->stride, l->units,
                                              self->trainer->batch_labels, self->stop)
                       + normlab_network_decay_loss (network);
  /* Training does not need the loss. */
  if (self->first->place == NORMLAB_PLACE_NONE && normlab_vitals_look_at_decay (network, &found))
    take (self->first, &found);
}

static void
look_at_activated (Watch *self, guint layer, const float *y, gsize n)
{
  NormlabBreakdown found;

  if (look (self, NORMLAB_PLACE_ACTIVATED, layer, y, n, &found))
    {
      found.pre = self->vitals->layers[layer].pre;
      note (self, &found);
    }
  self->sums[layer] = normlab_vitals_find_greatest (y, n, self->stop);
}

static void
look_at_out (Watch *self, guint layer, const float *y, gsize n)
{
  gboolean after = self->trainer->network.layers[layer].norm->after;
  NormlabBreakdown found;

  if (after)
    look_at_running (self, layer);
  if (look (self, NORMLAB_PLACE_OUT, layer, y, n, &found))
    {
      if (after)
        add_scaling (self, &found);
      else
        found.pre = self->vitals->layers[layer].pre;
      note (self, &found);
    }
  self->vitals->layers[layer].out = normlab_vitals_find_greatest (y, n, self->stop);
}

static void
look_at_gradient (const Watch *self, guint layer, NormlabParameter parameter)
{
  const NormlabNetwork *network = &self->trainer->network;
  gsize n, at = get_parameter (&network->layers[layer], parameter, &n);
  NormlabBreakdown found;

  if (n == 0 || !is_updated (&self->trainer->updater, at)
      || !look (self, NORMLAB_PLACE_GRADIENT, layer, network->gradients + at, n, &found))
    return;
  found.parameter = parameter;
  if (parameter == NORMLAB_PARAMETER_GAMMA || parameter == NORMLAB_PARAMETER_BETA)
    add_return (self, &found);
  else
    found.back = self->backs[layer];
  if (parameter == NORMLAB_PARAMETER_WEIGHTS)
    add_product (self, &found);
  note (self, &found);
}

/* Those of W and b are there once the layer before is reached; γ and β come before them. */
static void
look_at_back (Watch *self, guint layer, const float *d, gsize n)
{
  NormlabBreakdown found;

  if (layer + 1 < self->trainer->network.n_layers)
    {
      look_at_gradient (self, layer + 1, NORMLAB_PARAMETER_WEIGHTS);
      look_at_gradient (self, layer + 1, NORMLAB_PARAMETER_BIASES);
    }
  look_at_gradient (self, layer, NORMLAB_PARAMETER_GAMMA);
  look_at_gradient (self, layer, NORMLAB_PARAMETER_BETA);
  /* That of finite logits is finite. */
  if (look (self, NORMLAB_PLACE_BACK, layer, d, n, &found))
    {
      add_return (self, &found);
      note (self, &found);
    }
  self->backs[layer] = normlab_vitals_find_greatest (d, n, self->stop);
}

/* A NormlabObserver of the training pass. */
static void
observe (const NormlabNetwork *network,
         guint layer,
         NormlabStage stage,
         const float *values,
         gsize rows,
         gpointer user_data)
{
  Watch *self = user_data;
  gsize n = rows * network->layers[layer].stride;

  switch (stage)
    {
    case NORMLAB_STAGE_SUM:
      look_at_sum (self, layer, values, n);
      break;
    case NORMLAB_STAGE_PRE:
      look_at_pre (self, layer, values, n);
      break;
    case NORMLAB_STAGE_ACTIVATED:
      look_at_activated (self, layer, values, n);
      break;
    case NORMLAB_STAGE_OUT:
      look_at_out (self, layer, values, n);
      break;
    case NORMLAB_STAGE_BACK:
      look_at_back (self, layer, values, n);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* The pass is over. */
static void
before_update (gpointer data, const NormlabNetwork *network, NormlabScratch *scratch)
{
  Watch *self = data;

  look_at_gradient (self, 0, NORMLAB_PARAMETER_WEIGHTS);
  look_at_gradient (self, 0, NORMLAB_PARAMETER_BIASES);
  for (guint i = 0; i < network->n_layers; i++)
    self->vitals->layers[i].gradient = find_norm (network->gradients + network->layers[i].weights,
                                                  get_n_weights (&network->layers[i]), self->stop);
  self->before = normlab_scratch_take (scratch, network->n_parameters);
  FOR_PIECES (i, network->n_parameters, self->stop)
    memcpy (self->before + i, network->parameters + i,
            MIN (NORMLAB_PIECE, network->n_parameters - i) * sizeof *self->before);
}

static void
look_at_parameter (const Watch *self, guint layer, NormlabParameter parameter)
{
  const NormlabNetwork *network = &self->trainer->network;
  const NormlabUpdater *updater = &self->trainer->updater;
  gsize n, index, at = get_parameter (&network->layers[layer], parameter, &n);
  NormlabBreakdown found;

  if (!look (self, NORMLAB_PLACE_PARAMETER, layer, network->parameters + at, n, &found))
    return;
  normlab_vitals_find_bad (network->parameters + at, n, &index);
  found.parameter = parameter;
  found.before = self->before[at + index];
  found.gradient = network->gradients[at + index];
  if (updater->state_1 != NULL)
    found.states[0] = updater->state_1[at + index];
  if (updater->state_2 != NULL)
    found.states[1] = updater->state_2[at + index];
  note (self, &found);
}

static void
after_update (gpointer data, const NormlabNetwork *network, gboolean finite)
{
  for (guint i = 0; i < network->n_layers && !finite; i++)
    for (guint p = 0; p < NORMLAB_N_PARAMETERS; p++)
      look_at_parameter (data, i, (NormlabParameter) p);
}

NormlabTrainerStatus
normlab_vitals_take_step (NormlabTrainer *trainer,
                          NormlabVitals **vitals,
                          NormlabBreakdown *first,
                          NormlabBreakdown *of_step,
                          NormlabScratch *scratch,
                          NormlabStop stop,
                          GError **error)
{
  g_autoptr (NormlabVitals) made = create_vitals (trainer->network.n_layers);
  gboolean known = first->place != NORMLAB_PLACE_NONE;
  Watch self
      = { .trainer = trainer, .vitals = made, .first = first, .of_step = of_step, .stop = stop };
  const NormlabOnlooker onlooker = { observe, before_update, after_update, &self };
  NormlabTrainerStatus status;

  *vitals = NULL;
  *of_step = (NormlabBreakdown){ .place = NORMLAB_PLACE_NONE };
  status = normlab_trainer_advance_with_onlooker (trainer, &onlooker, scratch, stop, error);
  if (status == NORMLAB_TRAINER_STOPPED || status == NORMLAB_TRAINER_FAILED)
    return status;
  made->step = of_step->step = trainer->step;
  if (!known)
    first->step = trainer->step;
  for (guint i = 0; i < made->n_layers; i++)
    made->layers[i].weight = get_greatest (&self, i, NORMLAB_PARAMETER_WEIGHTS);
  *vitals = g_steal_pointer (&made);
  return status;
}

gboolean
normlab_vitals_are_finite (const NormlabTrainer *trainer)
{
  const NormlabNetwork *network = &trainer->network;

  return !normlab_any_not_finite (network->parameters, network->n_parameters)
         && !normlab_any_not_finite (network->running, network->n_running);
}
