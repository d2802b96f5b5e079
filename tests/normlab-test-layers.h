/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-layers-layout.h"

G_BEGIN_DECLS

/* Layers of some runs, laid out in this size and painted. */
#define NORMLAB_TEST_LAYERS_WIDTH 900
#define NORMLAB_TEST_LAYERS_HEIGHT 520

/* The first run lies around 0 as wide as one hundredth of the second; its output is not updated. */
NormlabLayersModel *normlab_test_layers_new (guint n_runs, guint n_layers);
void normlab_test_layers_init_style (NormlabChartStyle *style);
NormlabLayersLayout *normlab_test_layers_lay_out (const NormlabLayersModel *model);
cairo_surface_t *normlab_test_layers_paint (const NormlabLayersLayout *layout);

const NormlabLayersPlot *normlab_test_layers_get_plot (const NormlabLayersLayout *layout, guint i);
/* The one of a kind, in a row, of a side or a flow; NULL where there is none. run: −1 where it is
 * that of all */
const NormlabLayersPlot *normlab_test_layers_find_plot (const NormlabLayersLayout *layout,
                                                        NormlabLayersPlotKind kind,
                                                        guint row,
                                                        guint side_or_flow,
                                                        int run);
/* How many texts begin so. */
guint normlab_test_layers_count_texts (const NormlabLayersLayout *layout, const char *begin);

G_END_DECLS
