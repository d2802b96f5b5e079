/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-scale.h"
#include "normlab-chart-text.h"
#include "normlab-layers-model.h"

G_BEGIN_DECLS

typedef enum
{
  NORMLAB_LAYERS_PLOT_STRIP,   /* values of a side */
  NORMLAB_LAYERS_PLOT_SHARE,   /* how much is saturated or dead: a bar */
  NORMLAB_LAYERS_PLOT_LAYERS,  /* a flow by layer, a line for each run */
  NORMLAB_LAYERS_PLOT_TIME,    /* a flow over time, a line for each layer of a run */
  NORMLAB_LAYERS_PLOT_TILES,   /* weights of units as pictures beside one another */
  NORMLAB_LAYERS_PLOT_MATRIX,  /* weights of a layer, a row for each unit */
  NORMLAB_LAYERS_PLOT_COLORS,  /* what colours of weights mean */
  NORMLAB_LAYERS_PLOT_GAMMA,   /* γ and β by unit */
  NORMLAB_LAYERS_PLOT_MEANS,   /* running means against a batch's */
  NORMLAB_LAYERS_PLOT_STDS,    /* the same of deviations */
  NORMLAB_LAYERS_PLOT_ALONG,   /* what is measured along the gradient, over time */
  NORMLAB_LAYERS_PLOT_HEADING, /* text alone, which there is more to be said about */
} NormlabLayersPlotKind;

/**
 * NormlabLayersPlot:
 * @rect: what it covers
 * @run: whose it is; −1: of all runs
 * @row: of a strip, a bar or weights, which layer it is about
 * @side: of a strip
 * @flow: of flows
 * @heading: of a heading
 * @along: of what is measured along the gradient
 * @x: of a strip, values to pixels; of a flow, rows from 0 on, or steps; of what units have, these
 *   from 0 on, or values
 * @y: of a flow, its decimal logarithm to pixels; of what units have, values
 * @columns: of weights, how many tiles or cells stand beside one another
 * @cell_width: of one of them
 * @cell_height: likewise
 */
typedef struct
{
  NormlabLayersPlotKind kind;
  NormlabChartRect rect;
  int run;
  guint row;
  NormlabLayersSide side;
  NormlabLayersFlow flow;
  NormlabLayersAlong along;
  NormlabLayersHeading heading;
  NormlabChartScale x, y;
  guint columns;
  double cell_width, cell_height;
} NormlabLayersPlot;

/* A piece of line that says how a run, or a layer, is drawn: from x to the right. */
typedef struct
{
  double x, y, width;
  guint color;
  gboolean dashed;
  gboolean faint;
} NormlabLayersSample;

/**
 * NormlabLayersLayout:
 * @plots: (element-type NormlabLayersPlot)
 * @texts: (element-type NormlabChartText)
 * @samples: (element-type NormlabLayersSample)
 * @ticks: where @axes are marked, of each side
 *
 * Where everything of a model goes at a size. Not to be used longer than the model.
 */
typedef struct
{
  const NormlabLayersModel *model;
  NormlabChartStyle style;
  double width, height;
  PangoContext *context;
  GArray *plots;
  GArray *texts;
  GArray *samples;
  NormlabChartTicks ticks[NORMLAB_LAYERS_N_SIDES];
} NormlabLayersLayout;

/* @width × @height: at least 1 × 1 pixels. What has no room is left out. */
NormlabLayersLayout *normlab_layers_layout_new (const NormlabLayersModel *model,
                                                const NormlabChartStyle *style,
                                                double width,
                                                double height);
void normlab_layers_layout_free (NormlabLayersLayout *self);

/* The height that a model wants at a width, so that each layer can be read. */
double normlab_layers_layout_get_height (const NormlabLayersModel *model,
                                         const NormlabChartStyle *style,
                                         double width);

/* What is at a place; NULL: nothing that there is more to be said about. Belongs to the layout. */
const NormlabLayersPlot *
normlab_layers_layout_pick (const NormlabLayersLayout *self, double x, double y);
/* All that is known of it, or of what lies in it at that place, in a few lines. Free with
 * g_free(). */
char *normlab_layers_layout_describe (const NormlabLayersLayout *self,
                                      const NormlabLayersPlot *plot,
                                      double x,
                                      double y);
/* Whether that depends on the place. */
gboolean normlab_layers_plot_has_places (const NormlabLayersPlot *self);

/* Of a row: "Layer 2", "Output". Free with g_free(). */
char *normlab_layers_layout_name_row (const NormlabLayersModel *model, guint row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabLayersLayout, normlab_layers_layout_free)

G_END_DECLS
