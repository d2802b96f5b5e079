/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-revisit.h"

NormlabRevisit *
normlab_revisit_new (NormlabLab *lab, NormlabRun *run)
{
  NormlabDataset *dataset = normlab_lab_find_dataset (lab, run);
  NormlabRevisit *self;

  if (dataset == NULL)
    return NULL;
  self = g_new (NormlabRevisit, 1);
  *self = (NormlabRevisit){
    .run = g_object_ref (run),
    .recipe = *normlab_run_get_recipe (run),
    .dataset = normlab_dataset_ref (dataset),
    .replay = normlab_replay_ref (normlab_lab_get_replay (lab)),
  };
  return self;
}

void
normlab_revisit_free (NormlabRevisit *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->run);
  normlab_dataset_unref (self->dataset);
  normlab_replay_unref (self->replay);
  g_free (self);
}

NormlabTrainer *
normlab_revisit_go (const NormlabRevisit *self,
                    guint step,
                    NormlabScratch *scratch,
                    NormlabProgress *progress,
                    NormlabStop stop,
                    GError **error)
{
  g_autoptr (NormlabTrainer) trainer = normlab_replay_begin (self->replay, self->run, &self->recipe,
                                                             self->dataset, step, stop, error);

  if (trainer == NULL
      || !normlab_replay_go_on (self->replay, NULL, trainer, step, scratch, progress, stop, error))
    return NULL;
  return g_steal_pointer (&trainer);
}
