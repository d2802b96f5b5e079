/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-progress.h"
#include "normlab-trainer.h"

G_BEGIN_DECLS

/**
 * NormlabReplay:
 *
 * The state of any run at any step: checkpoints of all runs, within one budget, from the nearest of
 * which training is done once more, to the same bits. Where the budget is too small for all, the
 * run that takes most of it loses one: of every second of its checkpoints the one farthest from
 * where somebody has just been. So those of a run lie evenly over its steps, no gap is more than
 * twice as wide as another, and the newest of each run stays longest. Any thread may call any
 * function; counted atomically.
 *
 * A run is known by its address, and must be forgotten before another one can have that.
 */
typedef struct _NormlabReplay NormlabReplay;

/* What a program keeps unless it is told otherwise: for 24 runs of the notebook's size with Adam,
 * a checkpoint about every 80 steps. */
#define NORMLAB_REPLAY_BUDGET ((gsize) 128 << 20)

/* budget: bytes that checkpoints may take. */
NormlabReplay *normlab_replay_new (gsize budget);
NormlabReplay *normlab_replay_ref (NormlabReplay *self);
void normlab_replay_unref (NormlabReplay *self);

/* Takes a checkpoint of @trainer, which trains @run, between two steps, unless there is one of this
 * step: if it lies on the multiples of steps that the run's checkpoints have, or as the @newest, in
 * place of the one that was that. */
void normlab_replay_keep (NormlabReplay *self,
                          gconstpointer run,
                          const NormlabTrainer *trainer,
                          gboolean newest);
/* The same in two parts, between which the trainer may go on: whether a checkpoint would be taken
 * now, and that one, which is taken over and may have become superfluous. interval: the
 * trainer's. */
gboolean normlab_replay_wants (NormlabReplay *self,
                               gconstpointer run,
                               const NormlabTrainer *trainer,
                               gboolean newest);
void normlab_replay_put (NormlabReplay *self,
                         gconstpointer run,
                         NormlabCheckpoint *checkpoint,
                         guint interval,
                         gboolean newest);
/* @branch is the same as @run up to @step: it has the last checkpoint that is not behind that. */
void normlab_replay_share (NormlabReplay *self,
                           gconstpointer run,
                           gconstpointer branch,
                           guint step,
                           guint interval);
/* Lets go of all checkpoints of a run. */
void normlab_replay_forget (NormlabReplay *self, gconstpointer run);

/* The last checkpoint of @run that is not behind @step; NULL where there is none. */
NormlabCheckpoint *normlab_replay_find (NormlabReplay *self, gconstpointer run, guint step);
/* A trainer at the last step not behind @step from which no training is needed: that of a
 * checkpoint, or 0. NULL with errors as normlab_trainer_new() has them. */
NormlabTrainer *normlab_replay_begin (NormlabReplay *self,
                                      gconstpointer run,
                                      const NormlabRecipe *recipe,
                                      NormlabDataset *dataset,
                                      guint step,
                                      NormlabStop stop,
                                      GError **error);
/* The state of @run after @step steps, of which there are as many in @recipe. Trains from the
 * nearest checkpoint on, and keeps others on its way. NULL with NORMLAB_ERROR_VALUE (recipe),
 * _FAILED (not enough memory, or the run diverges before), or _CANCELLED (@stop). */
NormlabTrainer *normlab_replay_seek (NormlabReplay *self,
                                     gconstpointer run,
                                     const NormlabRecipe *recipe,
                                     NormlabDataset *dataset,
                                     guint step,
                                     NormlabScratch *scratch,
                                     NormlabStop stop,
                                     GError **error);

/* What checkpoints may take from now on; what is too much goes at once. */
void normlab_replay_set_budget (NormlabReplay *self, gsize budget);
gsize normlab_replay_get_budget (NormlabReplay *self);
/* Lets @trainer go on to @step, and keeps checkpoints of @run on its way, or none if that is NULL:
 * whoever cannot know when the run is forgotten. progress: (nullable). FALSE with errors as
 * normlab_replay_seek() has them. */
gboolean normlab_replay_go_on (NormlabReplay *self,
                               gconstpointer run,
                               NormlabTrainer *trainer,
                               guint step,
                               NormlabScratch *scratch,
                               NormlabProgress *progress,
                               NormlabStop stop,
                               GError **error);

/* Of all runs. */
gsize normlab_replay_get_size (NormlabReplay *self);
guint normlab_replay_get_n_checkpoints (NormlabReplay *self, gconstpointer run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabReplay, normlab_replay_unref)

G_END_DECLS
