/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which plots are drawn in which file: strips and bars in normlab-layers-draw.c, flows in -flow.c,
   weights and what units have in -weights.c, what is measured along the gradient in -landscape.c.
    */
#pragma once

#include "normlab-layers-draw.h"

G_BEGIN_DECLS

void normlab_layers_draw_by_layer (cairo_t *cr,
                                   const NormlabLayersLayout *layout,
                                   const NormlabLayersPlot *plot);
void normlab_layers_draw_over_time (cairo_t *cr,
                                    const NormlabLayersLayout *layout,
                                    const NormlabLayersPlot *plot);

void normlab_layers_draw_tiles (cairo_t *cr,
                                const NormlabLayersLayout *layout,
                                const NormlabLayersPlot *plot);
void normlab_layers_draw_matrix (cairo_t *cr,
                                 const NormlabLayersLayout *layout,
                                 const NormlabLayersPlot *plot);
void normlab_layers_draw_colors (cairo_t *cr,
                                 const NormlabLayersLayout *layout,
                                 const NormlabLayersPlot *plot);
void normlab_layers_draw_units (cairo_t *cr,
                                const NormlabLayersLayout *layout,
                                const NormlabLayersPlot *plot);

void normlab_layers_draw_along (cairo_t *cr,
                                const NormlabLayersLayout *layout,
                                const NormlabLayersPlot *plot);

/* The pen for a line of a run's colour or a layer's. */
void normlab_layers_draw_set_pen (cairo_t *cr,
                                  const NormlabChartStyle *style,
                                  guint color,
                                  gboolean dashed,
                                  gboolean faint);

G_END_DECLS
