/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-replay.h"
#include "normlab-vitals.h"

G_BEGIN_DECLS

/* So many steps are told one by one. */
#define NORMLAB_AUTOPSY_N_STEPS 10

/* What was not finite when a run ended. */
typedef enum
{
  NORMLAB_END_LOGITS,     /* of the training pass, which is then broken off */
  NORMLAB_END_PARAMETERS, /* after the update */
  NORMLAB_END_LOSS,       /* that is measured after the step */
} NormlabEnd;

/**
 * NormlabAutopsy:
 * @recipe: of the run
 * @step: with which it ended
 * @layer: the first in which there are numbers then that are not finite, from 1
 * @end: and why
 * @first: the first number that was not finite, in that step or an earlier one
 * @last: the first in that step, aside from running statistics and the loss, which training does
 *   not need, unless it is the loss with which it ended
 * @vitals: (element-type NormlabVitals): of the last steps, in their order, @step's the last
 *
 * Why a run diverged.
 */
typedef struct
{
  NormlabRecipe recipe;
  guint step;
  guint layer;
  NormlabEnd end;
  NormlabBreakdown first, last;
  GPtrArray *vitals;
} NormlabAutopsy;

/* Trains the last steps of @run, which diverged with @step, once more: as many as it takes to find
 * the first number that was not finite, from the nearest checkpoint before them. progress:
 * (nullable). NULL with errors as normlab_replay_seek() has them, and NORMLAB_ERROR_FAILED where it
 * does not diverge with that step. */
NormlabAutopsy *normlab_autopsy_new (NormlabReplay *replay,
                                     gconstpointer run,
                                     const NormlabRecipe *recipe,
                                     NormlabDataset *dataset,
                                     guint step,
                                     NormlabScratch *scratch,
                                     NormlabProgress *progress,
                                     NormlabStop stop,
                                     GError **error);
void normlab_autopsy_free (NormlabAutopsy *self);

/* Trains @run from its first step on until it diverges, as a scheduler would find, and keeps
 * checkpoints on the way. *step: with which it does, 0: it does not. FALSE with errors as
 * normlab_replay_seek() has them. */
gboolean normlab_autopsy_find_step (NormlabReplay *replay,
                                    gconstpointer run,
                                    const NormlabRecipe *recipe,
                                    NormlabDataset *dataset,
                                    guint *step,
                                    NormlabScratch *scratch,
                                    NormlabStop stop,
                                    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabAutopsy, normlab_autopsy_free)

G_END_DECLS
