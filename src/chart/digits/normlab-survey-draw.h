/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-confusion-model.h"
#include "normlab-gallery-model.h"

#include "normlab-chart-style.h"

#include <cairo.h>

G_BEGIN_DECLS

/* A matrix with images beside it, its title and background, as it leaves the program. Of the images
 * those are shown that have room. */
void normlab_survey_draw (const NormlabConfusionModel *matrix,
                          const NormlabGalleryModel *gallery,
                          const NormlabChartStyle *style,
                          cairo_t *cr,
                          double width,
                          double height);
/* What suits it at some width. */
double normlab_survey_get_height (const NormlabConfusionModel *matrix,
                                  const NormlabChartStyle *style);

G_END_DECLS
