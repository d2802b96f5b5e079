/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-checkpoint.h"
#include "normlab-dataset.h"
#include "normlab-kernels.h"
#include "normlab-measurement.h"
#include "normlab-measures.h"
#include "normlab-probe.h"
#include "normlab-sample.h"
#include "normlab-scratch.h"

G_BEGIN_DECLS

/**
 * NormlabTrainer:
 *
 * One recipe's network, random stream and optimizer, advanced step by step. It knows no thread: one
 * thread at a time may use it, with that thread's scratch. A step: draw the batch's indices, one
 * gradient, one update.
 */
typedef struct _NormlabTrainer NormlabTrainer;

typedef enum
{
  NORMLAB_TRAINER_OK,
  NORMLAB_TRAINER_DIVERGED, /* the loss or a parameter is not finite: it will not advance again */
  NORMLAB_TRAINER_STOPPED,  /* @stop was set in the middle: the trainer is of no more use */
  NORMLAB_TRAINER_FAILED,   /* not enough memory, in @error */
} NormlabTrainerStatus;

/* Whether the data set has as many training images as the recipe asks for; NORMLAB_ERROR_VALUE
   about their number. */
gboolean normlab_trainer_check_images (const NormlabRecipe *recipe,
                                       const NormlabDataset *dataset,
                                       GError **error);

/* Seeds the stream and draws the weights. NULL with NORMLAB_ERROR_VALUE (recipe), _FAILED or
 * _CANCELLED. */
NormlabTrainer *normlab_trainer_new (const NormlabRecipe *recipe,
                                     NormlabDataset *dataset,
                                     const NormlabKernels *kernels,
                                     NormlabStop stop,
                                     GError **error);
/* One that goes on where @checkpoint was taken, to the same bits. The recipe is that one's, but for
   the number of steps, the interval, and what changes after the checkpoint's step. NULL with
   NORMLAB_ERROR_VALUE (recipe) or _FAILED. */
NormlabTrainer *normlab_trainer_new_at (const NormlabRecipe *recipe,
                                        NormlabDataset *dataset,
                                        const NormlabKernels *kernels,
                                        const NormlabCheckpoint *checkpoint,
                                        GError **error);
void normlab_trainer_free (NormlabTrainer *self);

/* What it is now, between two steps; it must not have diverged or been stopped. NULL where there is
 * not enough memory. */
NormlabCheckpoint *normlab_trainer_save (const NormlabTrainer *self);
/* Bytes that it would take. */
gsize normlab_trainer_get_checkpoint_size (const NormlabTrainer *self);

/* What is measured besides from now on; at first nothing. No step comes to other bits for it. */
void normlab_trainer_set_measures (NormlabTrainer *self, const NormlabMeasures *measures);

/* Between two steps: takes on what changes with the next one, if anything does (NormlabBranch).
 * Every step does so by itself; it is for who looks at what the next one will be. FALSE with
 * NORMLAB_ERROR_FAILED when there is not enough memory. */
gboolean normlab_trainer_prepare (NormlabTrainer *self, GError **error);

/* Does up to @n_steps steps; normlab_trainer_get_step() tells how many were done in all. */
NormlabTrainerStatus normlab_trainer_advance (NormlabTrainer *self,
                                              guint n_steps,
                                              NormlabScratch *scratch,
                                              NormlabStop stop,
                                              GError **error);

/* Does one step, with which the trainer comes to the same bits as without looking, and gives the
 * caller what went on in it. There must be a step to do. *probe is NULL unless OK. */
NormlabTrainerStatus normlab_trainer_advance_with_probe (NormlabTrainer *self,
                                                         NormlabProbe **probe,
                                                         NormlabScratch *scratch,
                                                         NormlabStop stop,
                                                         GError **error);

/* What can be said of the network between two steps: units, and the ranges of γ, β and running
 * statistics. All else is 0, and so is the step. */
NormlabProbe *normlab_trainer_peek (const NormlabTrainer *self);

/* Measures accuracies and loss now; before the first step the test set's accuracy alone, with
 * running statistics as they are, and nothing is drawn for it. The sample's seconds are left to the
 * caller. DIVERGED when the loss of a batch is not finite; the sample is filled all the same. */
NormlabTrainerStatus normlab_trainer_measure (NormlabTrainer *self,
                                              NormlabSample *sample,
                                              NormlabScratch *scratch,
                                              NormlabStop stop,
                                              GError **error);

/* Begins what normlab_trainer_measure() does, after a step, so that the trainer can go on before it
 * is finished: the batch is measured now, the rest by normlab_measurement_evaluate(). *measurement:
 * the caller's; NULL unless OK, and where there is not enough memory for a copy, when nothing has
 * been done. keep: with a checkpoint. DIVERGED when the loss of the batch is not finite. */
NormlabTrainerStatus normlab_trainer_begin_measurement (NormlabTrainer *self,
                                                        gboolean keep,
                                                        NormlabMeasurement **measurement,
                                                        NormlabScratch *scratch,
                                                        NormlabStop stop,
                                                        GError **error);
/* Takes in what a measurement that has been evaluated says of a standstill. They must end in the
 * order in which they began, and before anything else is measured; but another thread may do steps
 * with the trainer meanwhile. */
void normlab_trainer_end_measurement (NormlabTrainer *self, NormlabMeasurement *measurement);
/* Bytes that one takes, but for its checkpoint. */
gsize normlab_trainer_get_measurement_size (const NormlabTrainer *self);

/* Measures once more what was measured at this step as @known: accuracy and loss of the batch, and
   if it is to be the @whole what there is of whole sets, which is otherwise believed. *same:
   whether it comes to the same bits. */
NormlabTrainerStatus normlab_trainer_compare (NormlabTrainer *self,
                                              const NormlabSample *known,
                                              gboolean whole,
                                              gboolean *same,
                                              NormlabScratch *scratch,
                                              NormlabStop stop,
                                              GError **error);
/* Measures the same for somebody who looks on, between the measurements that count: nothing comes
 * of it, whatever it finds. The loss may not be finite. */
NormlabTrainerStatus normlab_trainer_glance (NormlabTrainer *self,
                                             NormlabSample *sample,
                                             NormlabScratch *scratch,
                                             NormlabStop stop,
                                             GError **error);

guint normlab_trainer_get_step (const NormlabTrainer *self);
/* Steps from one measurement to the next. */
guint normlab_trainer_get_interval (const NormlabTrainer *self);
/* Steps until the next measurement is due: at every interval and at the end. 0 when all are
 * done. */
guint normlab_trainer_get_steps_to_sample (const NormlabTrainer *self);
/* After DIVERGED, the first layer with a number that is not finite, counted from 1; otherwise 0. */
guint normlab_trainer_get_diverged_layer (const NormlabTrainer *self);
/* Whether it will not learn any more, as far as can be told: as of the last measurement, the
 * accuracy is that of chance, and for 200 steps no parameter has changed by more than 10⁻⁶. */
gboolean normlab_trainer_is_stuck (const NormlabTrainer *self);
/* See normlab_network_hash(). */
guint64 normlab_trainer_get_hash (const NormlabTrainer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabTrainer, normlab_trainer_free)

G_END_DECLS
