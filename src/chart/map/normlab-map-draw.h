/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-map-layout.h"

G_BEGIN_DECLS

/* A laid-out map on a Cairo context from its origin; no background is painted, and no cell stands
 * out. */
void normlab_map_draw (const NormlabMapLayout *layout, cairo_t *cr);

/* A ring around a cell, which is seen on every colour. */
void
normlab_map_draw_ring (const NormlabMapLayout *layout, const NormlabMapPlace *place, cairo_t *cr);

/* All of it with its background, as it leaves the program. */
void normlab_map_draw_all (const NormlabMapModel *model,
                           const NormlabChartStyle *style,
                           cairo_t *cr,
                           double width,
                           double height);

/* The size at which a map is a good picture. */
void normlab_map_get_natural_size (const NormlabMapModel *model,
                                   const NormlabChartStyle *style,
                                   double *width,
                                   double *height);

/* For the parts: a mark in the middle of a square; what it means says NormlabMapMark. */
void normlab_map_draw_mark (cairo_t *cr,
                            NormlabMapMark mark,
                            const NormlabChartStyle *style,
                            const NormlabChartColor *ink,
                            const NormlabChartRect *rect);
void normlab_map_draw_legend (const NormlabMapLayout *layout, cairo_t *cr);
void normlab_map_draw_axes (const NormlabMapLayout *layout, cairo_t *cr);
/* One line in a role, cut to @max_width, with the shares of itself at (x, y). */
void normlab_map_write (const NormlabMapLayout *layout,
                        cairo_t *cr,
                        NormlabChartTextRole role,
                        const char *string,
                        double max_width,
                        double x,
                        double y,
                        double x_share,
                        double y_share);

G_END_DECLS
