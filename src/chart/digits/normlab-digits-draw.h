/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-text.h"
#include "normlab-digits-model.h"

G_BEGIN_DECLS

/* Parts of a model, each on a Cairo context from its origin, in a size in pixels of which it paints
 * what is in it and no background. */

/* An image, as large as fits, in grey that suits the style. */
void normlab_digits_draw_image (const guint8 *image,
                                guint rows,
                                guint columns,
                                const NormlabChartStyle *style,
                                cairo_t *cr,
                                double width,
                                double height);

/* Cards, side by side as @width has it and beneath one another. */
double normlab_digits_cards_get_height (const NormlabDigitsModel *model,
                                        const NormlabChartStyle *style,
                                        double width);
void normlab_digits_cards_draw (const NormlabDigitsModel *model,
                                const NormlabChartStyle *style,
                                cairo_t *cr,
                                double width);
/* The card at a place; −1 for none. */
int normlab_digits_cards_find (const NormlabDigitsModel *model,
                               const NormlabChartStyle *style,
                               double width,
                               double x,
                               double y);
/* Where a card is. */
NormlabChartRect normlab_digits_cards_get_rect (const NormlabDigitsModel *model,
                                                const NormlabChartStyle *style,
                                                double width,
                                                guint card);

/* The layers, from left to right. */
double normlab_digits_path_get_min_height (const NormlabChartStyle *style);
void normlab_digits_path_draw (const NormlabDigitsModel *model,
                               const NormlabChartStyle *style,
                               cairo_t *cr,
                               double width,
                               double height);
/* The cell at a place: whether there is one, and which of what layer. */
gboolean normlab_digits_path_find (const NormlabDigitsModel *model,
                                   const NormlabChartStyle *style,
                                   double width,
                                   double height,
                                   double x,
                                   double y,
                                   guint *layer,
                                   guint *cell);

/* All of it with its title, caption and background, as it leaves the program. */
void normlab_digits_draw_all (const NormlabDigitsModel *model,
                              const NormlabChartStyle *style,
                              cairo_t *cr,
                              double width,
                              double height);
/* What suits it at some width. */
double normlab_digits_get_height (const NormlabDigitsModel *model,
                                  const NormlabChartStyle *style,
                                  double width);

/* For the parts */

/* Writes one line, cut to @max_width, with the shares of itself at (x, y); returns its width. */
double normlab_digits_write (cairo_t *cr,
                             const NormlabChartStyle *style,
                             NormlabChartTextRole role,
                             const char *string,
                             double max_width,
                             double x,
                             double y,
                             double x_share,
                             double y_share);
/* The same many times over, with a context made once. */
double normlab_digits_write_in (PangoContext *context,
                                cairo_t *cr,
                                const NormlabChartStyle *style,
                                NormlabChartTextRole role,
                                const char *string,
                                double max_width,
                                double x,
                                double y,
                                double x_share,
                                double y_share);
/* A run's line as the chart has it, from (x, y) on; returns the room that it takes: so many ems. */
#define NORMLAB_DIGITS_SWATCH 2.0
double normlab_digits_draw_swatch (cairo_t *cr,
                                   const NormlabChartStyle *style,
                                   guint color,
                                   gboolean dashed,
                                   double x,
                                   double y);
/* A tick or a cross around (x, y), an em wide. */
void normlab_digits_draw_verdict (cairo_t *cr,
                                  const NormlabChartStyle *style,
                                  gboolean right,
                                  double x,
                                  double y);
/* From one colour (0) to another (1). */
NormlabChartColor
normlab_digits_mix (const NormlabChartColor *a, const NormlabChartColor *b, double share);

G_END_DECLS
