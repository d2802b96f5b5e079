/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the layout share: normlab-layers-layout.c has the frame, -strips.c, -flow.c,
 * -flow-rows.c, -matrices.c and -landscape.c what is within, -theory.c what theory says of it. */
#pragma once

#include "normlab-layers-layout.h"

G_BEGIN_DECLS

/* Adds text of a role where it has @width pixels; @x and @y are the given shares of its own size.
 * Returns its width. */
double normlab_layers_layout_add_text (NormlabLayersLayout *self,
                                       NormlabChartTextRole role,
                                       const char *string,
                                       double width,
                                       double x,
                                       double y,
                                       double x_share,
                                       double y_share);
/* That a heading is there, which has a card. */
void normlab_layers_layout_add_heading (NormlabLayersLayout *self,
                                        NormlabLayersHeading heading,
                                        NormlabChartRect rect);
/* What a heading says: @usual unless there is something of these networks. */
const char *normlab_layers_layout_get_line_of (const NormlabLayersLayout *self,
                                               NormlabLayersHeading heading,
                                               const char *usual);
/* How wide such a text would be. */
double normlab_layers_layout_measure (const NormlabLayersLayout *self,
                                      NormlabChartTextRole role,
                                      const char *string);
/* Pixels from one line of a role to the next. */
double normlab_layers_layout_get_line (const NormlabLayersLayout *self, NormlabChartTextRole role);

/* The names of all runs, cut where they are alike if they have no room of @width. */
char **normlab_layers_layout_cut_names (const NormlabLayersLayout *self, double width);
/* A piece of line of a run. */
void normlab_layers_layout_add_sample (NormlabLayersLayout *self,
                                       guint run,
                                       double x,
                                       double y,
                                       double width);
/* Of which step of a run the picture is: "step 20", "before training"; its note where nothing is
 * known, NULL without. Free with g_free(). */
char *normlab_layers_layout_name_step (const NormlabLayersLayout *self, guint run);
/* Whether another run stands out. */
gboolean normlab_layers_layout_is_faint (const NormlabLayersLayout *self, guint run);

/* What theory says of a side of a layer: "theory ± 0.45"; NULL where it says nothing. Free with
 * g_free(). */
char *normlab_layers_theory_name (const NormlabLayersCell *cell, NormlabLayersSide side);
/* The same with the numbers of which it is made: "theory ± 0.45 = √(784 · 0.0026 · 0.10)". */
void
normlab_layers_theory_append (GString *text, const NormlabLayersCell *cell, NormlabLayersSide side);
/* The formulas of all runs, in lines from @y on, which are that high. */
void normlab_layers_layout_put_theory (NormlabLayersLayout *self, NormlabChartRect rect, double y);
double normlab_layers_layout_get_theory_height (const NormlabLayersLayout *self);

/* What stands beside strips, of a run in a row: mean and deviation, what theory says of them, and
 * what is lost, "98 %", and of what where a heading leaves that open. NULL: there is none. Free
 * with g_free(). */
char *normlab_layers_strips_get_figures (const NormlabLayersLayout *self,
                                         guint run,
                                         guint row,
                                         NormlabLayersSide side);
char *normlab_layers_strips_get_theory (const NormlabLayersLayout *self,
                                        guint run,
                                        guint row,
                                        NormlabLayersSide side);
char *normlab_layers_strips_get_share (const NormlabLayersLayout *self, guint run, guint row);
/* Which kinds of share there are at all. */
void normlab_layers_strips_find_kinds (const NormlabLayersModel *model,
                                       gboolean *saturates,
                                       gboolean *dies);

/* The numbers of layers beneath a plot of all layers; and from @x to @end at most, in a line, which
   line over time is which layer. */
void normlab_layers_flow_put_rows (NormlabLayersLayout *self, const NormlabLayersPlot *plot);
void normlab_layers_flow_put_key (NormlabLayersLayout *self, double x, double y, double end);

/* Fills a rectangle. */
void normlab_layers_layout_put_strips (NormlabLayersLayout *self, NormlabChartRect rect);
void normlab_layers_layout_put_flow (NormlabLayersLayout *self, NormlabChartRect rect);
void normlab_layers_layout_put_landscape (NormlabLayersLayout *self, NormlabChartRect rect);
void normlab_layers_layout_put_matrices (NormlabLayersLayout *self, NormlabChartRect rect);
/* The width that strips want, with text as large as it is. */
double normlab_layers_layout_get_strips_width (const NormlabLayersLayout *self);
/* The heights that these want. */
double normlab_layers_layout_get_strips_height (const NormlabLayersLayout *self);
double normlab_layers_layout_get_flow_height (const NormlabLayersLayout *self);
double normlab_layers_layout_get_matrices_height (const NormlabLayersLayout *self, double width);
double normlab_layers_layout_get_landscape_height (const NormlabLayersLayout *self);

/* What was measured along the gradient at the step nearest to a place. */
void normlab_layers_landscape_describe (GString *text,
                                        const NormlabLayersModel *model,
                                        const NormlabLayersPlot *plot,
                                        double x);

/* What is known of a place in a picture of weights, or of what units have. */
void normlab_layers_weights_describe (GString *text,
                                      const NormlabLayersModel *model,
                                      const NormlabLayersPlot *plot,
                                      double x,
                                      double y);

G_END_DECLS
