/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-smoothness.h"
#include "normlab-trainer.h"

G_BEGIN_DECLS

/* What is looked at beside the probe, which is cheap. */
typedef enum
{
  NORMLAB_INSPECT_SMOOTHNESS = 1 << 0,
  NORMLAB_INSPECT_CONFUSION = 1 << 1, /* of the test set */
  NORMLAB_INSPECT_WEIGHTS = 1 << 2,
} NormlabInspect;

/**
 * NormlabInspection:
 * @step: how many steps had been done
 * @probe: of the last of these; before the first what normlab_trainer_peek() gives
 * @smoothness: (nullable): before the update of the last step; not before the first step
 * @n_classes: how many classes there are
 * @confusion: (nullable): counts[truth × n_classes + answer], after the last step
 * @weights: (nullable): after the last step, as of normlab_weights_to_npz()
 *
 * All that is known of a network at one moment.
 */
typedef struct
{
  guint step;
  NormlabProbe *probe;
  NormlabSmoothness *smoothness;
  guint n_classes;
  guint *confusion;
  GBytes *weights;
} NormlabInspection;

void normlab_inspection_free (NormlabInspection *self);

/* Brings @trainer to @step, from wherever before it is (or at it, if that is 0), with the bits that
 * it has without, and looks into it there. *inspection is NULL unless OK. */
NormlabTrainerStatus normlab_inspect (NormlabTrainer *trainer,
                                      guint step,
                                      NormlabInspect what,
                                      NormlabInspection **inspection,
                                      NormlabScratch *scratch,
                                      NormlabStop stop,
                                      GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabInspection, normlab_inspection_free)

G_END_DECLS
