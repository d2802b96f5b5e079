/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-network.h"
#include "normlab-standstill.h"
#include "normlab-trainer.h"
#include "normlab-updater.h"

G_BEGIN_DECLS

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

/* Measures what somebody has asked for besides (normlab_trainer_set_measures()) on whole sets, in
 * full: with the test set's loss its accuracy too. FALSE where that is left to the caller. */
gboolean normlab_trainer_measure_sets (NormlabTrainer *self,
                                       NormlabSample *sample,
                                       NormlabScratch *scratch,
                                       NormlabStop stop);

/* Puts a trainer whose weights have not been drawn where the other was. The labels of its batch are
 * left to the caller. */
void normlab_checkpoint_restore (const NormlabCheckpoint *self, NormlabTrainer *trainer);
/* The network alone. FALSE where it cannot be of such sizes. */
gboolean normlab_checkpoint_restore_network (const NormlabCheckpoint *self,
                                             NormlabNetwork *network);

G_END_DECLS
