/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-trainer.h"

#include <math.h>
#include <string.h>

#include "normlab-measurement-private.h"
#include "normlab-network-private.h"
#include "normlab-trainer-private.h"

/* What of a trainer is measured. */

void
normlab_trainer_set_measures (NormlabTrainer *self, const NormlabMeasures *measures)
{
  g_return_if_fail (self != NULL && measures != NULL);

  self->measures = *measures;
}

static NormlabSets
get_sets (const NormlabTrainer *self)
{
  return (NormlabSets){ .network = &self->network,
                        .dataset = self->dataset,
                        .labels = self->labels,
                        .n_images = self->n_images,
                        .measures = self->measures };
}

static void
measure_sets (const NormlabTrainer *self,
              NormlabSample *sample,
              NormlabScratch *scratch,
              NormlabStop stop)
{
  NormlabSets sets = get_sets (self);

  normlab_sets_measure (&sets, sample, scratch, stop);
}

static void
measure_batch (NormlabTrainer *self,
               NormlabSample *sample,
               NormlabScratch *scratch,
               NormlabStop stop)
{
  const NormlabSparse *images = normlab_dataset_get_sparse (self->dataset, NORMLAB_SPLIT_TRAINING);
  const NormlabLayer *last = &self->network.layers[self->network.n_layers - 1];
  gsize rows = self->recipe.batch_size;
  const float *logits = normlab_network_evaluate (&self->network, images, self->batch, 0, rows,
                                                  scratch, stop, NULL, NULL);
  gsize right = normlab_count_right (logits, rows, last->stride, last->units, self->batch_labels);

  sample->train_accuracy = (float) ((double) right / (double) rows);
  sample->loss
      = normlab_cross_entropy (logits, rows, last->stride, last->units, self->batch_labels, stop)
        + normlab_network_decay_loss (&self->network);
}

/* A NormlabObserver whose user_data becomes the first layer with activations that are not
 * finite. */
static void
find_not_finite (const NormlabNetwork *network,
                 guint layer,
                 G_GNUC_UNUSED NormlabStage stage,
                 const float *activations,
                 gsize rows,
                 gpointer user_data)
{
  guint *first = user_data;

  if (*first == 0 && normlab_any_not_finite (activations, rows * network->layers[layer].stride))
    *first = layer + 1;
}

/* Looks again where a loss that is not finite began; 0 when not in the activations. */
static guint
find_in_evaluation (NormlabTrainer *self, NormlabScratch *scratch, NormlabStop stop)
{
  guint in_pass = 0;

  normlab_scratch_begin (scratch, 0, NULL);
  normlab_network_evaluate (
      &self->network, normlab_dataset_get_sparse (self->dataset, NORMLAB_SPLIT_TRAINING),
      self->batch, 0, self->recipe.batch_size, scratch, stop, find_not_finite, &in_pass);
  return in_pass;
}

/* Whether the loss of the batch, which has been measured, lets it go on. What is not finite before
 * the first step has come of no training. */
static NormlabTrainerStatus
judge (NormlabTrainer *self, const NormlabSample *sample, NormlabScratch *scratch, NormlabStop stop)
{
  gboolean finite = self->step == 0 || isfinite (sample->loss);
  guint in_pass = finite ? 0 : find_in_evaluation (self, scratch, stop);

  if (normlab_stop_requested (stop))
    return NORMLAB_TRAINER_STOPPED;
  return finite ? NORMLAB_TRAINER_OK : normlab_trainer_diverge (self, in_pass);
}

NormlabTrainerStatus
normlab_trainer_glance (NormlabTrainer *self,
                        NormlabSample *sample,
                        NormlabScratch *scratch,
                        NormlabStop stop,
                        GError **error)
{
  if (!normlab_scratch_begin (scratch, normlab_trainer_get_scratch_size (self), error))
    return NORMLAB_TRAINER_FAILED;

  *sample = NORMLAB_SAMPLE_AT (self->step);
  if (self->step > 0)
    measure_batch (self, sample, scratch, stop);
  measure_sets (self, sample, scratch, stop);
  return normlab_stop_requested (stop) ? NORMLAB_TRAINER_STOPPED : NORMLAB_TRAINER_OK;
}

NormlabTrainerStatus
normlab_trainer_measure (NormlabTrainer *self,
                         NormlabSample *sample,
                         NormlabScratch *scratch,
                         NormlabStop stop,
                         GError **error)
{
  NormlabTrainerStatus status = normlab_trainer_glance (self, sample, scratch, stop, error);

  if (status != NORMLAB_TRAINER_OK)
    return status;
  status = judge (self, sample, scratch, stop);
  if (status == NORMLAB_TRAINER_OK)
    normlab_standstill_look (&self->standstill, &self->network, self->step,
                             (double) sample->test_accuracy);
  return status;
}

NormlabTrainerStatus
normlab_trainer_begin_measurement (NormlabTrainer *self,
                                   gboolean keep,
                                   NormlabMeasurement **measurement,
                                   NormlabScratch *scratch,
                                   NormlabStop stop,
                                   GError **error)
{
  NormlabSample sample = NORMLAB_SAMPLE_AT (self->step);
  NormlabSets sets = get_sets (self);
  NormlabTrainerStatus status;

  g_return_val_if_fail (self->step > 0, NORMLAB_TRAINER_FAILED);

  *measurement = NULL;
  if (!normlab_scratch_begin (scratch, normlab_trainer_get_scratch_size (self), error))
    return NORMLAB_TRAINER_FAILED;
  measure_batch (self, &sample, scratch, stop);
  status = judge (self, &sample, scratch, stop);
  if (status != NORMLAB_TRAINER_OK)
    return status;
  *measurement = normlab_measurement_new (&sets, &sample, stop);
  if (normlab_stop_requested (stop))
    {
      g_clear_pointer (measurement, normlab_measurement_free);
      return NORMLAB_TRAINER_STOPPED;
    }
  if (*measurement != NULL && keep)
    (*measurement)->checkpoint = normlab_checkpoint_new (self);
  return NORMLAB_TRAINER_OK;
}

void
normlab_trainer_end_measurement (NormlabTrainer *self, NormlabMeasurement *measurement)
{
  normlab_standstill_look (&self->standstill, &measurement->network, measurement->sample.step,
                           (double) measurement->sample.test_accuracy);
  if (measurement->checkpoint != NULL)
    normlab_checkpoint_note (measurement->checkpoint, &self->standstill);
}

gsize
normlab_trainer_get_measurement_size (const NormlabTrainer *self)
{
  return normlab_measurement_get_size (&self->network);
}

/* To the bit, but for those of what is no number. */
static gboolean
is_same_number (double a, double b)
{
  return memcmp (&a, &b, sizeof a) == 0 || (isnan (a) && isnan (b));
}

static gboolean
is_same (const NormlabSample *a, const NormlabSample *b)
{
  return is_same_number ((double) a->train_accuracy, (double) b->train_accuracy)
         && is_same_number ((double) a->test_accuracy, (double) b->test_accuracy)
         && is_same_number (a->loss, b->loss)
         && is_same_number ((double) a->training_set_accuracy, (double) b->training_set_accuracy)
         && is_same_number (a->training_set_loss, b->training_set_loss)
         && is_same_number (a->test_loss, b->test_loss);
}

NormlabTrainerStatus
normlab_trainer_compare (NormlabTrainer *self,
                         const NormlabSample *known,
                         gboolean whole,
                         gboolean *same,
                         NormlabScratch *scratch,
                         NormlabStop stop,
                         GError **error)
{
  NormlabSample sample = *known;

  g_return_val_if_fail (self->step == known->step, NORMLAB_TRAINER_FAILED);

  *same = FALSE;
  if (!normlab_scratch_begin (scratch, normlab_trainer_get_scratch_size (self), error))
    return NORMLAB_TRAINER_FAILED;
  if (self->step > 0)
    measure_batch (self, &sample, scratch, stop);
  if (whole)
    measure_sets (self, &sample, scratch, stop);
  if (normlab_stop_requested (stop))
    return NORMLAB_TRAINER_STOPPED;
  normlab_standstill_look (&self->standstill, &self->network, self->step,
                           (double) known->test_accuracy);
  *same = is_same (&sample, known);
  return NORMLAB_TRAINER_OK;
}
