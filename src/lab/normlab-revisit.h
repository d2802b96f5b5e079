/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-lab.h"
#include "normlab-progress.h"

G_BEGIN_DECLS

/**
 * NormlabRevisit:
 * @run: by which the replay knows it; held
 *
 * What it takes to train a run of a lab once more in another thread, from its nearest checkpoint
 * on. That thread reads it; it is made and freed in the main thread. Nothing that is found on the
 * way is kept.
 */
typedef struct
{
  NormlabRun *run;
  NormlabRecipe recipe;
  NormlabDataset *dataset;
  NormlabReplay *replay;
} NormlabRevisit;

/* NULL where its data are not there. */
NormlabRevisit *normlab_revisit_new (NormlabLab *lab, NormlabRun *run);
void normlab_revisit_free (NormlabRevisit *self);

/* The run after @step steps, to the bit. NULL with errors as normlab_replay_seek() has them. */
NormlabTrainer *normlab_revisit_go (const NormlabRevisit *self,
                                    guint step,
                                    NormlabScratch *scratch,
                                    NormlabProgress *progress,
                                    NormlabStop stop,
                                    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabRevisit, normlab_revisit_free)

G_END_DECLS
