/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-ink-rows.h"
#include "normlab-kernels.h"
#include "normlab-random.h"
#include "normlab-recipe.h"
#include "normlab-scratch.h"
#include "normlab-sparse.h"

G_BEGIN_DECLS

/**
 * NormlabLayer:
 * @inputs: fan-in
 * @units: fan-out
 * @stride: floats from one row to the next of everything that has a column per unit
 * @weights: NORMLAB_STRIDE (inputs) × stride, the rows past @inputs being padding
 * @bias: stride
 * @gamma: stride, with normalization only
 * @beta: stride, likewise
 * @running: offset in the network's running statistics: mean, then variance, stride each
 *
 * One affine layer with, if it is hidden, what follows it. @weights to @beta are offsets in the
 * network's vectors of parameters and of gradients.
 */
typedef struct
{
  guint inputs;
  guint units;
  gsize stride;
  const NormlabNormalizationInfo *norm; /* of the output layer that of none */
  gsize weights;
  gsize bias;
  gsize gamma;
  gsize beta;
  gsize running;
} NormlabLayer;

/**
 * NormlabNetwork:
 *
 * n_inputs – hidden … – n_classes. Each hidden layer: affine, normalization if on, activation (or
 * activation and then batch norm), dropout if on; then an affine layer with softmax and
 * cross-entropy. All parameters stand in one vector and all gradients in a matching one, layer by
 * layer: W, b, γ, β; rows and columns are padded to NORMLAB_STRIDE with zeros that stay zeros.
 */
typedef struct
{
  const NormlabKernels *kernels;
  NormlabActivation activation;
  const NormlabActivationInfo *activation_info;
  double dropout;     /* as in the recipe: rounded, it would draw other masks */
  float weight_decay; /* as a part of the loss; 0 where the optimizer sees to it */
  guint n_layers;     /* hidden ones and the output layer */
  NormlabLayer layers[NORMLAB_MAX_HIDDEN + 1];
  gsize n_parameters; /* with the padding */
  gsize n_running;    /* likewise */
  float *parameters;
  float *gradients;
  float *running;
  NormlabInkRows ink; /* of the gradient of the first layer's weights */
} NormlabNetwork;

/* Draws W1, W2, … row by row from @random; NULL: leaves all parameters 0. FALSE with
 * NORMLAB_ERROR_FAILED (not enough memory) or _CANCELLED; normlab_network_clear() is right in any
 * case. */
gboolean normlab_network_init (NormlabNetwork *self,
                               const NormlabRecipe *recipe,
                               guint n_inputs,
                               guint n_classes,
                               const NormlabKernels *kernels,
                               NormlabRandom *random,
                               NormlabStop stop,
                               GError **error);
void normlab_network_clear (NormlabNetwork *self);
/* From now on dropout and weight decay are those of @recipe, which has the same layers. */
void normlab_network_change (NormlabNetwork *self, const NormlabRecipe *recipe);

/* Floats of scratch that a step with @rows images needs. */
gsize normlab_network_gradient_scratch (const NormlabNetwork *self, gsize rows);

/* What of a layer is shown to whoever observes a pass. */
typedef enum
{
  NORMLAB_STAGE_PRE, /* what enters the activation function; of the output layer, the logits */
  NORMLAB_STAGE_ACTIVATED, /* in a training pass what it gives, if it is normalized after that */
  NORMLAB_STAGE_OUT,       /* what leaves a hidden layer, before dropout in a training pass */
  NORMLAB_STAGE_SUM,  /* in a training pass x W + b, if it is normalized before the activation */
  NORMLAB_STAGE_BACK, /* in a training pass the gradient with respect to x W + b */
} NormlabStage;

/* Called with @values, rows × stride of the layer, which will soon be others. */
typedef void (*NormlabObserver) (const NormlabNetwork *network,
                                 guint layer,
                                 NormlabStage stage,
                                 const float *values,
                                 gsize rows,
                                 gpointer user_data);

/* Forward and backward through images[0 … rows − 1] of @x in training mode: overwrites the
   gradients, moves the running statistics, draws dropout masks from @random. labels: rows.
   upcoming: (nullable), rows images of the next such pass, which begins quicker for knowing them.
   observer: (nullable), sees all stages of each hidden layer, and the logits, and on the way back
   those of the last layer first; the bits do not depend on it. FALSE when it was stopped, or when a
   logit is not finite: then @diverged_layer becomes the first layer, counted from 1, that gave such
   numbers, and the gradients are left alone. */
gboolean normlab_network_gradient (NormlabNetwork *self,
                                   const NormlabSparse *x,
                                   const guint32 *images,
                                   const guint32 *upcoming,
                                   const guint8 *labels,
                                   gsize rows,
                                   NormlabRandom *random,
                                   NormlabScratch *scratch,
                                   NormlabStop stop,
                                   NormlabObserver observer,
                                   gpointer user_data,
                                   guint *diverged_layer);

/* Floats of scratch for evaluating up to @rows images at once. */
gsize normlab_network_evaluate_scratch (const NormlabNetwork *self, gsize rows);

/* Evaluation: running statistics instead of the batch's, activations × (1 − dropout). The images
 * are those of @images, or first … first + rows − 1 when it is NULL. Returns the logits, rows ×
 * stride of the last layer, in scratch; meaningless when stopped. observer: (nullable), sees what
 * leaves each hidden layer, with dropout's factor, and the logits; the bits do not depend on it. */
const float *normlab_network_evaluate (const NormlabNetwork *self,
                                       const NormlabSparse *x,
                                       const guint32 *images,
                                       gsize first,
                                       gsize rows,
                                       NormlabScratch *scratch,
                                       NormlabStop stop,
                                       NormlabObserver observer,
                                       gpointer user_data);

/* How many rows of logits are largest at their label (the first of equals counts, as in argmax). */
gsize normlab_count_right (const float *logits,
                           gsize rows,
                           gsize stride,
                           guint n_classes,
                           const guint8 *labels);

/* The notebook adds it so that the logarithm of a vanished probability stays finite. */
#define NORMLAB_LOG_OFFSET 1e-7

/* Mean cross-entropy as the notebook has it, −log (softmax (logits)[label] + 10⁻⁷), in double;
 * meaningless when stopped. */
double normlab_cross_entropy (const float *logits,
                              gsize rows,
                              gsize stride,
                              guint n_classes,
                              const guint8 *labels,
                              NormlabStop stop);

/* Σ ½ λ ‖W‖² over all layers, which the loss includes. */
double normlab_network_decay_loss (const NormlabNetwork *self);

/* The first layer, counted from 1, one of whose parameters, gradients or running statistics is not
 * finite, or with weight decay the sum of its squared weights; 0 when all are. */
guint normlab_network_find_divergence (const NormlabNetwork *self);

/* 64 bits that change with any bit of any weight, bias, γ, β or running statistic; independent of
 * padding and byte order. FNV-1a. */
guint64 normlab_network_hash (const NormlabNetwork *self);

G_END_DECLS
