/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-style.h"
#include "normlab-confusion-model.h"
#include "normlab-gallery-model.h"
#include "normlab-page-snapshot.h"

G_BEGIN_DECLS

/* A snapshot of a matrix with its images: both models are taken, the matrix with its title. @words
   (nullable): the same for those who cannot see it. @width: pixels, more where that is too little;
   it is as high as suits that. */
NormlabPageSnapshot *normlab_survey_snapshot_new (const char *stem,
                                                  NormlabConfusionModel *matrix,
                                                  NormlabGalleryModel *gallery,
                                                  const char *words,
                                                  const NormlabChartStyle *style,
                                                  double width);

G_END_DECLS
