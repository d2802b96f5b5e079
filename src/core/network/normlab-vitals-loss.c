/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Why a measured loss is not finite, and what looking for such numbers takes. */

#include <math.h>

#include "normlab-vitals-private.h"

float
normlab_vitals_find_greatest (const float *x, gsize n, NormlabStop stop)
{
  float greatest = 0;

  FOR_PIECES (i, n, stop)
    for (gsize j = i; j < MIN (i + NORMLAB_PIECE, n); j++)
      {
        float size = fabsf (x[j]);

        if (isnan (size))
          return size;
        greatest = size > greatest ? size : greatest;
      }
  return greatest;
}

gboolean
normlab_vitals_find_bad (const float *x, gsize n, gsize *index)
{
  for (*index = 0; *index < n; (*index)++)
    if (!isfinite (x[*index]))
      return TRUE;
  return FALSE;
}

float
normlab_vitals_get_pixel (const NormlabTrainer *trainer)
{
  const guint8 *pixels = normlab_dataset_get_images (trainer->dataset, NORMLAB_SPLIT_TRAINING);
  gsize n_pixels = normlab_dataset_get_n_pixels (trainer->dataset);
  guint8 greatest = 0;

  for (guint i = 0; i < trainer->recipe.batch_size; i++)
    for (gsize p = 0; p < n_pixels; p++)
      greatest = MAX (greatest, pixels[trainer->batch[i] * n_pixels + p]);
  return (float) greatest / 255.0f;
}

typedef struct
{
  const NormlabTrainer *trainer;
  NormlabBreakdown *found;
  float input; /* the greatest of what enters the next layer */
} Measurement;

/* A NormlabObserver of an evaluation. */
static void
observe_evaluation (const NormlabNetwork *network,
                    guint layer,
                    G_GNUC_UNUSED NormlabStage stage,
                    const float *values,
                    gsize rows,
                    gpointer user_data)
{
  Measurement *self = user_data;
  const NormlabLayer *l = &network->layers[layer];
  gsize n = rows * l->stride, index;

  if (self->found->place == NORMLAB_PLACE_NONE && normlab_vitals_find_bad (values, n, &index))
    *self->found = (NormlabBreakdown){
      .place = NORMLAB_PLACE_EVALUATION,
      .layer = layer + 1,
      .value = values[index],
      .input = self->input,
      .weight = normlab_vitals_find_greatest (network->parameters + l->weights,
                                              (gsize) l->inputs * l->stride, NULL),
    };
  self->input = normlab_vitals_find_greatest (values, n, NULL);
}

gboolean
normlab_vitals_look_at_decay (const NormlabNetwork *network, NormlabBreakdown *found)
{
  for (guint i = 0; i < network->n_layers && network->weight_decay > 0; i++)
    {
      const NormlabLayer *l = &network->layers[i];
      const float *weights = network->parameters + l->weights;
      double squares = network->kernels->sum_squares (weights, (gsize) l->inputs * l->stride);

      if (isfinite (squares))
        continue;
      *found = (NormlabBreakdown){
        .place = NORMLAB_PLACE_DECAY,
        .layer = i + 1,
        .value = (float) squares,
        .weight = normlab_vitals_find_greatest (weights, (gsize) l->inputs * l->stride, NULL),
      };
      return TRUE;
    }
  return FALSE;
}

NormlabTrainerStatus
normlab_vitals_measure_loss (const NormlabTrainer *trainer,
                             NormlabBreakdown *found,
                             NormlabScratch *scratch,
                             NormlabStop stop,
                             GError **error)
{
  const NormlabNetwork *network = &trainer->network;
  const NormlabSparse *images
      = normlab_dataset_get_sparse (trainer->dataset, NORMLAB_SPLIT_TRAINING);
  const NormlabLayer *last = &network->layers[network->n_layers - 1];
  Measurement self = { trainer, found, normlab_vitals_get_pixel (trainer) };
  gsize rows = trainer->recipe.batch_size;
  const float *logits;
  double loss;

  *found = (NormlabBreakdown){ .place = NORMLAB_PLACE_NONE };
  if (!normlab_scratch_begin (scratch, normlab_network_evaluate_scratch (network, rows), error))
    return NORMLAB_TRAINER_FAILED;
  logits = normlab_network_evaluate (network, images, trainer->batch, 0, rows, scratch, stop,
                                     observe_evaluation, &self);
  loss
      = normlab_cross_entropy (logits, rows, last->stride, last->units, trainer->batch_labels, stop)
        + normlab_network_decay_loss (network);
  if (normlab_stop_requested (stop))
    return NORMLAB_TRAINER_STOPPED;
  if (isfinite (loss))
    return NORMLAB_TRAINER_OK;
  if (found->place == NORMLAB_PLACE_NONE)
    normlab_vitals_look_at_decay (network, found);
  found->step = trainer->step;
  return NORMLAB_TRAINER_DIVERGED;
}
