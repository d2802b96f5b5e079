/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-text.h"
#include "normlab-confusion-model.h"

G_BEGIN_DECLS

/* In ems: a line of the heads, a title along a side, the numbers of the classes, and the figures
 * beneath the cells. */
#define NORMLAB_CONFUSION_HEAD 1.55
#define NORMLAB_CONFUSION_AXIS 1.35
#define NORMLAB_CONFUSION_LABEL 1.35
#define NORMLAB_CONFUSION_MARGIN_HEIGHT 1.5

/**
 * NormlabConfusionLayout:
 * @style: with text of the size that has room
 * @left: @top: of the first cell
 * @label_width: @label_height: room for the names of the classes, at the left and above the cells
 * @upright: whether those above read upwards
 * @margins: whether there are figures at the right of the cells and beneath them
 * @margin_width: of those at the right
 * @figures: whether there are figures in the cells
 *
 * Where a matrix goes at a size. A plain value.
 */
typedef struct
{
  NormlabChartStyle style;
  double left, top, cell_width, cell_height, margin_width;
  double label_width, label_height;
  gboolean upright, margins, figures;
} NormlabConfusionLayout;

/* Text is made smaller so that figures have room in cells and margins; where that is not enough,
 * first the margins go, then the figures. */
void normlab_confusion_layout_init (NormlabConfusionLayout *self,
                                    const NormlabConfusionModel *model,
                                    const NormlabChartStyle *style,
                                    double width,
                                    double height);

/* Where a cell is, or a figure in the margin: recalls in column n_classes, precisions in row
 * n_classes, the accuracy in both. */
NormlabChartRect normlab_confusion_layout_get_rect (const NormlabConfusionLayout *self,
                                                    const NormlabConfusionModel *model,
                                                    guint row,
                                                    guint column);
/* Which of these is at a place. FALSE: none. */
gboolean normlab_confusion_layout_find (const NormlabConfusionLayout *self,
                                        const NormlabConfusionModel *model,
                                        double x,
                                        double y,
                                        guint *row,
                                        guint *column);

/* The least size in which cells can be told apart, and the height that suits a matrix. */
double normlab_confusion_layout_get_min_size (const NormlabChartStyle *style);
double normlab_confusion_layout_get_height (const NormlabConfusionModel *model,
                                            const NormlabChartStyle *style);

G_END_DECLS
