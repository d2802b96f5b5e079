/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-style.h"
#include "normlab-layers-model.h"
#include "normlab-page-snapshot.h"

G_BEGIN_DECLS

/* A snapshot of layers. @model is taken, with its title, its caption and its details. @width ×
 * @height: pixels, at least 1, that suit it. */
NormlabPageSnapshot *normlab_layers_snapshot_new (const char *stem,
                                                  NormlabLayersModel *model,
                                                  const NormlabChartStyle *style,
                                                  double width,
                                                  double height);

G_END_DECLS
