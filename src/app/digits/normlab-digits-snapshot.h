/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-style.h"
#include "normlab-digits-model.h"
#include "normlab-page-snapshot.h"

G_BEGIN_DECLS

/* A snapshot of an image and the answers to it: @model is taken, with its words. @width: pixels;
 * it is as high as suits that. */
NormlabPageSnapshot *normlab_digits_snapshot_new (const char *stem,
                                                  NormlabDigitsModel *model,
                                                  const NormlabChartStyle *style,
                                                  double width);

G_END_DECLS
