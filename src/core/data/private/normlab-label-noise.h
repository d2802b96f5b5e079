/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NormlabLabelNoise:
 *
 * The labels of a training set with noise, by its share: whoever asks for the same share has the
 * same bytes. A data set owns it; its mutex is all there is to lock. Of many shares it keeps the
 * last few, for those that it has given belong to whoever has them.
 */
typedef struct
{
  GMutex mutex;
  GArray *kept; /* of Noisy, the one that was asked for last at the end */
} NormlabLabelNoise;

void normlab_label_noise_init (NormlabLabelNoise *self);
void normlab_label_noise_clear (NormlabLabelNoise *self);

/* A new reference. @labels: the true ones, n of n_classes; share: of 0 … 1 */
GBytes *
normlab_label_noise_get (NormlabLabelNoise *self, GBytes *labels, guint n_classes, double share);

G_END_DECLS
