/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-network-private.h"

G_BEGIN_DECLS

/* A training pass, split by concern: normlab-network-gradient.c goes through the layers,
 * normlab-network-affine.c has their products. */

/* What a forward pass leaves behind for the backward pass. */
typedef struct
{
  float *x_hat; /* rows × stride: what is normalized, without γ and β; with normalization only */
  float *inverse; /* 1 / √(σ² + ε), likewise; of each unit: stride, or of each image: rows */
  float *mask;    /* rows × stride: 1 for units that are kept; with dropout only */
  float *from;    /* rows × stride: what the activation's slope is computed from; y if it can be */
  float *y;       /* rows × stride: what the layer gives, after dropout */
} NormlabLayerState;

typedef struct
{
  NormlabNetwork *network;
  const NormlabKernels *kernels;
  const NormlabSparse *x;
  const guint32 *images;
  const guint32 *upcoming;
  gsize rows;
  NormlabRandom *random;
  NormlabStop stop;
  NormlabObserver observer;
  gpointer observer_data;
  float *pack;
  NormlabLayerState states[NORMLAB_MAX_HIDDEN + 1];
} NormlabPass;

/* dW = xᵀ d, db = Σ d, and unless dx is NULL dx (rows × x_stride) = d Wᵀ; all overwritten. */
void normlab_affine_backward (const NormlabPass *pass,
                              guint layer,
                              const float *x,
                              gsize x_stride,
                              const float *d,
                              float *dx);
/* The first layer's dW and db, of the images of the batch; overwritten. */
void normlab_affine_backward_sparse (const NormlabPass *pass, const float *d);

G_END_DECLS
