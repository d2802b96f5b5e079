/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-text.h"
#include "normlab-confusion-model.h"

G_BEGIN_DECLS

/* A matrix on a Cairo context from its origin, in a size in pixels; no background is painted. Where
 * there is room its margins say recalls (column n_classes), precisions (row n_classes) and the
 * accuracy (both). Where figures have no room cells have their colours alone. */
void normlab_confusion_draw (const NormlabConfusionModel *model,
                             const NormlabChartStyle *style,
                             cairo_t *cr,
                             double width,
                             double height);

/* The colours of a cell: of its ground, and of what is written on it, whichever of the style's two
 * stands out more. */
NormlabChartColor normlab_confusion_get_ground (const NormlabConfusionModel *model,
                                                const NormlabChartStyle *style,
                                                guint row,
                                                guint column);
NormlabChartColor normlab_confusion_get_ink (const NormlabChartStyle *style,
                                             const NormlabChartColor *ground);

/* For the parts: the lines above a matrix. */
void normlab_confusion_draw_heads (const NormlabConfusionModel *model,
                                   const NormlabChartStyle *style,
                                   PangoContext *context,
                                   cairo_t *cr,
                                   double width);

G_END_DECLS
