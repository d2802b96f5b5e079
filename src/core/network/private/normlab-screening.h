/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-network.h"
#include "normlab-pairs.h"

G_BEGIN_DECLS

/* Screening tells how many images a network gets right without computing all of it in full: the
 * first layer, which is nearly all the work, is done in 16-bit integers for two pixels at a
 * time, and bounds that are proven for this network say by how much a logit may be off. Where
 * the label's logit leads or lags by more than twice that, it does so in full precision as well.
 * Where that leaves many images open, sharper margins are found for the difference of two logits;
 * the other images, a few in a hundred, are evaluated in full. Where later layers are most of
 * the work, or too much stays undecided, all are. The count is therefore that of
 * normlab_network_evaluate() on every machine, whether it screens or not. */

/* Floats of scratch that counting needs. pairs: (nullable) */
gsize normlab_screening_scratch (const NormlabNetwork *self, const NormlabPairs *pairs);

/* How many of the images of @x have their largest logit (the first of equals, as in argmax) at
 * their label. pairs: (nullable), the same images; without them all are evaluated in full.
 * labels: x->n_images. n_full: (nullable), how many were evaluated in full. Meaningless when
 * stopped. */
gsize normlab_screening_count_right (const NormlabNetwork *self,
                                     const NormlabSparse *x,
                                     const NormlabPairs *pairs,
                                     const guint8 *labels,
                                     NormlabScratch *scratch,
                                     NormlabStop stop,
                                     gsize *n_full);

G_END_DECLS
