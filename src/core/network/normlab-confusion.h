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

/* The same of answers that are known: adds 1 for each of @n images to
 * counts[label × n_classes + answer]. */
void normlab_confusion_add (const guint8 *labels,
                            const guint8 *answers,
                            gsize n,
                            guint n_classes,
                            guint *counts);

G_END_DECLS
