/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-network.h"
#include "normlab-standstill.h"
#include "normlab-trainer.h"
#include "normlab-updater.h"

G_BEGIN_DECLS

/* Split by concern: normlab-trainer.c has the steps, normlab-trainer-measure.c what is measured. */
struct _NormlabTrainer
{
  NormlabRecipe recipe; /* the whole; network and updater are those of a phase */
  guint n_changes;      /* that it has made of those in the recipe */
  NormlabDataset *dataset;
  NormlabNetwork network;
  NormlabUpdater updater;
  NormlabRandom random;
  guint step;
  guint diverged_layer;
  NormlabStandstill standstill;
  guint32 *batch;      /* batch_size indices of training images */
  guint32 *next_batch; /* likewise, if it is drawn */
  gboolean has_next;
  guint8 *batch_labels; /* their labels */
  guint n_images;       /* training images that it trains on, the first of the data set */
  GBytes *labels;       /* of all training images, as it trains on them */
  NormlabMeasures measures;
};

/**
 * NormlabOnlooker:
 * @observe: sees the training pass
 * @before_update: is called between pass and update, and may take as much scratch as there are
 *   parameters, in place of the pass's
 * @after_update: behind the update; finite: whether all parameters are
 *
 * Whoever looks on while a step is done. Where the pass gives no finite logits there is no update.
 */
typedef struct
{
  NormlabObserver observe;
  void (*before_update) (gpointer data, const NormlabNetwork *network, NormlabScratch *scratch);
  void (*after_update) (gpointer data, const NormlabNetwork *network, gboolean finite);
  gpointer data;
} NormlabOnlooker;

/* Does one step, of which there must be one, with the bits that it has without. */
NormlabTrainerStatus normlab_trainer_advance_with_onlooker (NormlabTrainer *self,
                                                            const NormlabOnlooker *onlooker,
                                                            NormlabScratch *scratch,
                                                            NormlabStop stop,
                                                            GError **error);

/* Floats of scratch, enough for a step and for a measurement, so that they do not take turns at
 * asking for more. */
gsize normlab_trainer_get_scratch_size (const NormlabTrainer *self);
/* Notes where a number that is not finite is found first. in_pass: the first layer whose
 * activations are not, from 1; 0 when all are, or were. */
NormlabTrainerStatus normlab_trainer_diverge (NormlabTrainer *self, guint in_pass);

/* What normlab_trainer_save() takes, but for what is known of a standstill, which
 * normlab_checkpoint_note() puts in before anybody else has it. */
NormlabCheckpoint *normlab_checkpoint_new (const NormlabTrainer *trainer);
void normlab_checkpoint_note (NormlabCheckpoint *self, const NormlabStandstill *standstill);
/* Puts a trainer whose weights have not been drawn where the other was. The labels of its batch are
 * left to the caller. */
void normlab_checkpoint_restore (const NormlabCheckpoint *self, NormlabTrainer *trainer);
/* The network alone. FALSE where it cannot be of such sizes. */
gboolean normlab_checkpoint_restore_network (const NormlabCheckpoint *self,
                                             NormlabNetwork *network);

G_END_DECLS
