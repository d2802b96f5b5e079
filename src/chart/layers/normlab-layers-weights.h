/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is kept of weights: no more than pictures can show. */
#define NORMLAB_LAYERS_MAX_TILES 100
#define NORMLAB_LAYERS_MAX_CELLS 128 /* of a matrix, to a side */
#define NORMLAB_LAYERS_MAX_SIDE 64   /* of an image */

/* What a layer that is normalized has for each of its units. */
typedef enum
{
  NORMLAB_LAYERS_GAMMA,
  NORMLAB_LAYERS_BETA,
  NORMLAB_LAYERS_RUNNING_MEAN,
  NORMLAB_LAYERS_RUNNING_STD,
  NORMLAB_LAYERS_BATCH_MEAN,
  NORMLAB_LAYERS_BATCH_STD,
} NormlabLayersVector;
#define NORMLAB_LAYERS_N_VECTORS 6

/**
 * NormlabLayersWeights:
 * @inputs: fan-in
 * @units: fan-out
 * @image_rows: with @image_columns, the size of the images that the units of this layer see; 0 for
 *   other layers than the first
 * @rows: of @values, units: all, or the first, or as many parts of them
 * @columns: of @values, inputs, or as many parts of them
 * @values: rows × columns: weights; of a part that which is farthest from 0
 * @mean: of all weights, as @std, @min and @max
 * @limit: what is farther from 0 than nearly all are
 * @vectors: (nullable): units each
 *
 * Weights of one layer, as far as they are drawn.
 */
typedef struct
{
  guint inputs, units;
  guint image_rows, image_columns;
  guint rows, columns;
  float *values;
  double mean, std, min, max;
  double limit;
  float *vectors[NORMLAB_LAYERS_N_VECTORS];
} NormlabLayersWeights;

/* Takes them from W (inputs × units, rows @stride apart). image_rows, image_columns: 0 for other
 * layers than the first. The vectors are left to the caller, from whom they are taken over. */
void normlab_layers_weights_init (NormlabLayersWeights *self,
                                  const float *w,
                                  guint inputs,
                                  guint units,
                                  gsize stride,
                                  guint image_rows,
                                  guint image_columns);
void normlab_layers_weights_clear (NormlabLayersWeights *self);

/**
 * NormlabLayersParameters:
 * @step: after which they are like this
 * @n_layers: hidden ones, and the output layer
 * @layers: of each
 *
 * Weights of a network; never changed once made, and counted atomically.
 */
typedef struct
{
  guint step;
  guint n_layers;
  NormlabLayersWeights layers[];
} NormlabLayersParameters;

NormlabLayersParameters *normlab_layers_parameters_new (guint n_layers);
NormlabLayersParameters *normlab_layers_parameters_ref (NormlabLayersParameters *self);
void normlab_layers_parameters_unref (NormlabLayersParameters *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabLayersParameters, normlab_layers_parameters_unref)

G_END_DECLS
