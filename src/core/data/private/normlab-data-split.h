/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-dataset.h"

G_BEGIN_DECLS

/**
 * NormlabDataSplit:
 *
 * A training and a test set out of one: all in the order of NumPy's RandomState (0).permutation(n),
 * and in that order the last seventh of each class (rounded, and one at least of two) for the test.
 */
typedef struct
{
  guint32 *indices[NORMLAB_N_SPLITS];
  guint n_indices[NORMLAB_N_SPLITS];
} NormlabDataSplit;

/* labels: n. FALSE where one of the sets would be empty, or there is no memory. */
gboolean normlab_data_split_init (NormlabDataSplit *self, const guint8 *labels, guint n);
void normlab_data_split_clear (NormlabDataSplit *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NormlabDataSplit, normlab_data_split_clear)

G_END_DECLS
