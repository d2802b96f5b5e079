/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-trainer.h"

G_BEGIN_DECLS

/* Counts how all images of @split are classified now: counts[truth × n_classes + answer], which has
 * room for n_classes² numbers and is overwritten. An answer is the class of the greatest logit, the
 * first of equals. The trainer, which must not have diverged, is only read. STOPPED, or FAILED with
 * @error (not enough memory). */
NormlabTrainerStatus normlab_confusion_count (const NormlabTrainer *trainer,
                                              NormlabSplit split,
                                              guint *counts,
                                              NormlabScratch *scratch,
                                              NormlabStop stop,
                                              GError **error);

G_END_DECLS
