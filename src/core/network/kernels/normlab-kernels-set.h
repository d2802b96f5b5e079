/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-vector.h"

/* The functions of one instruction set's table, NORMLAB_KERNEL_SET; see normlab-kernels.h for what
 * they do. A set may have of its own only what gains by wider vectors: the rest is that of
 * NORMLAB_REST_SET. */

#define REST(name) KERNEL_EXPAND (NORMLAB_REST_SET, name)

extern const NormlabKernels KERNEL (kernels);

/* Where screening gains anything. */
#if (NORMLAB_VECTOR_BYTES == 64 && defined(__AVX512VNNI__))                                        \
    || (NORMLAB_VECTOR_BYTES == 32 && defined(__AVX2__))                                           \
    || (NORMLAB_VECTOR_BYTES == 16 && defined(__SSE2__))
#define NORMLAB_HAVE_SCREENING
void KERNEL (screen) (const NormlabPairs *x,
                      gsize first,
                      gsize n,
                      const gint32 *q,
                      gsize stride,
                      const float *scale,
                      const float *shift,
                      float *out);
void REST (column_extents) (const float *w, gsize rows, gsize stride, float *largest, float *sums);
void REST (quantize) (const float *w, gsize pairs, gsize stride, const float *factors, gint32 *q);
void REST (quantize_rest) (const float *w,
                           gsize pairs,
                           gsize stride,
                           const float *factors,
                           float factor,
                           gint32 *q);
void KERNEL (gram) (const gint32 *q,
                    gsize pairs,
                    gsize stride,
                    gsize columns,
                    const float *weights,
                    float *out);
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
void KERNEL (fused_product) (const NormlabProduct *p);

void REST (activate) (NormlabActivation activation, const float *x, float *y, gsize n);
void REST (activate_backward) (NormlabActivation activation, const float *from, float *d, gsize n);
void REST (batch_norm_forward) (gsize rows,
                                gsize columns,
                                gsize stride,
                                float *x,
                                float *y,
                                const float *gamma,
                                const float *beta,
                                float *running_mean,
                                float *running_variance,
                                float *inverse_std);
void REST (batch_norm_backward) (gsize rows,
                                 gsize columns,
                                 gsize stride,
                                 const float *x_hat,
                                 const float *gamma,
                                 const float *inverse_std,
                                 float *d,
                                 float *dgamma,
                                 float *dbeta);
void REST (layer_norm_forward) (gsize rows,
                                gsize units,
                                gsize stride,
                                float *x,
                                float *y,
                                const float *gamma,
                                const float *beta,
                                float *inverse_std);
void REST (layer_norm_backward) (gsize rows,
                                 gsize units,
                                 gsize stride,
                                 const float *x_hat,
                                 const float *gamma,
                                 const float *inverse_std,
                                 float *d,
                                 float *dgamma,
                                 float *dbeta);
void REST (evaluate) (NormlabActivation activation,
                      gsize rows,
                      gsize stride,
                      float *x,
                      const float *mean,
                      const float *scale,
                      const float *beta);
void REST (exponentiate) (gsize rows, gsize stride, gsize n_classes, const float *x, float *y);
gboolean REST (softmax) (gsize rows, gsize stride, gsize n_classes, float *x);

void REST (add_rows) (gsize rows, gsize stride, const float *x, float *sums);
double REST (sum_squares) (const float *x, gsize n);
void REST (scale) (float factor, float *x, gsize n);
void REST (add_scaled) (float factor, const float *x, float *y, gsize n);
gboolean REST (update) (const NormlabUpdateRule *rule,
                        float *parameters,
                        const float *gradients,
                        float *state_1,
                        float *state_2,
                        gsize n);
