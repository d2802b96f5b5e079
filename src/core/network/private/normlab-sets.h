/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-dataset.h"
#include "normlab-measures.h"
#include "normlab-network.h"
#include "normlab-sample.h"

G_BEGIN_DECLS

/**
 * NormlabSets:
 * @labels: of all training images, as they are trained on
 * @n_images: training images that are trained on, the first of the data set
 * @measures: what is asked for besides the test set's accuracy
 *
 * What whole sets are measured with. It owns nothing.
 */
typedef struct
{
  const NormlabNetwork *network;
  NormlabDataset *dataset;
  GBytes *labels;
  guint n_images;
  NormlabMeasures measures;
} NormlabSets;

/* Floats of scratch that measuring takes. pairs: (nullable), the test images'. */
gsize normlab_sets_scratch (const NormlabNetwork *network, const NormlabPairs *pairs);

/* Measures what there is of whole sets into @sample: what somebody has asked for in full, with the
 * test set's loss its accuracy too, and otherwise that by screening. Meaningless when stopped. */
void normlab_sets_measure (const NormlabSets *self,
                           NormlabSample *sample,
                           NormlabScratch *scratch,
                           NormlabStop stop);

G_END_DECLS
