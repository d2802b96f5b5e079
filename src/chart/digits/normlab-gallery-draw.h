/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-text.h"
#include "normlab-gallery-model.h"

G_BEGIN_DECLS

/* Small images on a Cairo context from its origin, as many beside one another as @width has room
 * for; no title and no background. */

double normlab_gallery_get_height (const NormlabGalleryModel *model,
                                   const NormlabChartStyle *style,
                                   double width);
/* Of those alone that end within @height. */
void normlab_gallery_draw (const NormlabGalleryModel *model,
                           const NormlabChartStyle *style,
                           cairo_t *cr,
                           double width,
                           double height);
/* How many stand beside one another. */
guint normlab_gallery_get_n_columns (const NormlabGalleryModel *model,
                                     const NormlabChartStyle *style,
                                     double width);
/* The width of so many. */
double normlab_gallery_get_width (const NormlabGalleryModel *model,
                                  const NormlabChartStyle *style,
                                  guint n_columns);
NormlabChartRect normlab_gallery_get_rect (const NormlabGalleryModel *model,
                                           const NormlabChartStyle *style,
                                           double width,
                                           guint image);
/* The image at a place; −1 for none. */
int normlab_gallery_find (const NormlabGalleryModel *model,
                          const NormlabChartStyle *style,
                          double width,
                          double x,
                          double y);

G_END_DECLS
