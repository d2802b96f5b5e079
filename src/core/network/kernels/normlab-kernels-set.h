/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-vector.h"

/* The functions of one instruction set's table, NORMLAB_KERNEL_SET; see normlab-kernels.h for what
 * they do. */

extern const NormlabKernels KERNEL (kernels);

/* Where screening gains anything. */
#if (NORMLAB_VECTOR_BYTES == 32 && defined(__AVX2__))                                              \
    || (NORMLAB_VECTOR_BYTES == 16 && defined(__SSE2__))
#define NORMLAB_HAVE_SCREENING
extern const NormlabScreeningKernels KERNEL (screening_kernels);
#endif

void KERNEL (sparse_forward) (const NormlabSparse *x,
                              const guint32 *images,
                              gsize first,
                              gsize n,
                              const float *w,
                              gsize stride,
                              const float *bias,
                              float *out);
void KERNEL (sparse_gradient) (const NormlabSparse *x,
                               const guint32 *images,
                               const guint32 *upcoming,
                               gsize n,
                               const float *d,
                               gsize stride,
                               float *dw);
void KERNEL (product) (const NormlabProduct *p);

void KERNEL (activate) (NormlabActivation activation, const float *x, float *y, gsize n);
void
    KERNEL (activate_backward) (NormlabActivation activation, const float *from, float *d, gsize n);
void KERNEL (batch_norm_forward) (gsize rows,
                                  gsize columns,
                                  gsize stride,
                                  float *x,
                                  float *y,
                                  const float *gamma,
                                  const float *beta,
                                  float *running_mean,
                                  float *running_variance,
                                  float *inverse_std);
void KERNEL (batch_norm_backward) (gsize rows,
                                   gsize columns,
                                   gsize stride,
                                   const float *x_hat,
                                   const float *gamma,
                                   const float *inverse_std,
                                   float *d,
                                   float *dgamma,
                                   float *dbeta);
void KERNEL (layer_norm_forward) (gsize rows,
                                  gsize units,
                                  gsize stride,
                                  float *x,
                                  float *y,
                                  const float *gamma,
                                  const float *beta,
                                  float *inverse_std);
void KERNEL (layer_norm_backward) (gsize rows,
                                   gsize units,
                                   gsize stride,
                                   const float *x_hat,
                                   const float *gamma,
                                   const float *inverse_std,
                                   float *d,
                                   float *dgamma,
                                   float *dbeta);
void KERNEL (evaluate) (NormlabActivation activation,
                        gsize rows,
                        gsize stride,
                        float *x,
                        const float *mean,
                        const float *scale,
                        const float *beta);
void KERNEL (exponentiate) (gsize rows, gsize stride, gsize n_classes, const float *x, float *y);
gboolean KERNEL (softmax) (gsize rows, gsize stride, gsize n_classes, float *x);

void KERNEL (add_rows) (gsize rows, gsize stride, const float *x, float *sums);
double KERNEL (sum_squares) (const float *x, gsize n);
void KERNEL (scale) (float factor, float *x, gsize n);
void KERNEL (add_scaled) (float factor, const float *x, float *y, gsize n);
gboolean KERNEL (update) (const NormlabUpdateRule *rule,
                          float *parameters,
                          const float *gradients,
                          float *state_1,
                          float *state_2,
                          gsize n);
