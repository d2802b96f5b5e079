/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-pairs.h"
#include "normlab-recipe.h"
#include "normlab-scratch.h"
#include "normlab-sparse.h"

G_BEGIN_DECLS

/* Rows of every matrix of parameters or activations are padded with zeros to a multiple of this
 * many floats, and begin on a multiple of its bytes. The padding stays zero through training. */
#define NORMLAB_ROW_ALIGN 8u
#define NORMLAB_STRIDE(columns)                                                                    \
  (((columns) + NORMLAB_ROW_ALIGN - 1) / NORMLAB_ROW_ALIGN * NORMLAB_ROW_ALIGN)

/* Floats of the buffer in which the matrix product packs strips of B and a block of A. */
#define NORMLAB_PACK_SIZE (256 * (128 + 192 + 12))

/* What sigmoid, softmax and the gradient before an activation have below that in size is 0.
 * Products with it would fall below the least normal float, for each of which some processors take
 * a hundred times as long; no sum that has anything else in it is another without it. */
#define NORMLAB_VANISHING 0x1p-100f

/* The σ² + ε of normalization: the notebook writes 10e-7. */
#define NORMLAB_NORM_EPSILON 1e-6f
/* running ← 0.9 running + 0.1 batch */
#define NORMLAB_BATCH_NORM_MOMENTUM 0.9f

/* A layer after the first that is as wide on both sides has fused products: they are most of the
 * work then, and the libraries that others use fuse. In software where the processor cannot. */
#define NORMLAB_FUSED_FROM 256u

/**
 * NormlabProduct:
 *
 * C = A B (+ bias in every row), C overwritten. A is m × k and B k × n, each with its own distance
 * between rows and between columns, so that either may be read transposed; C's columns are
 * adjacent. n is a multiple of NORMLAB_ROW_ALIGN. Every element of C is summed over k in ascending
 * order; @fused: each product and the sum that it is added to are rounded once, together (fma),
 * and not each by itself.
 */
typedef struct
{
  gsize m, n, k;
  const float *a;
  gsize a_row, a_column;
  const float *b;
  gsize b_row, b_column;
  float *c;
  gsize c_row;
  const float *bias; /* (nullable): n */
  float *pack;       /* NORMLAB_PACK_SIZE, scratch */
  NormlabStop stop;  /* looked at every few milliseconds; C is meaningless then */
  gboolean fused;
} NormlabProduct;

/**
 * NormlabUpdateRule:
 *
 * What one step of an optimizer needs beside the vectors; @state_1 and @state_2 of update() are the
 * velocity v (Momentum, Nesterov), h (AdaGrad, RMSProp), or m and v (Adam, AdamW).
 */
typedef struct
{
  NormlabOptimizer optimizer;
  float learning_rate;
  float correction_1, correction_2; /* Adam: 1 / (1 − β₁ᵗ), 1 / (1 − β₂ᵗ) */
} NormlabUpdateRule;

/**
 * NormlabScreeningKernels:
 *
 * The first layer in 16-bit integers, for normlab-screening.c; only some instruction sets gain by
 * it.
 */
typedef struct
{
  /* For each column of w (rows × stride): largest = max (largest, |w|), where NaN counts as
   * nothing, and sums += |w|, where it counts. */
  void (*column_extents) (const float *w, gsize rows, gsize stride, float *largest, float *sums);
  /* q (pairs × stride): the rows 2i and 2i + 1 of w, each times its column's factor and rounded, in
   * the lower and upper half of q's row i. Products are at most 32767. */
  void (*quantize) (const float *w, gsize pairs, gsize stride, const float *factors, gint32 *q);
  /* The same of what quantize() rounds off, in units of the rounded numbers: times @factor, and
   * rounded. Products are at most 32767. */
  void (*quantize_rest) (const float *w,
                         gsize pairs,
                         gsize stride,
                         const float *factors,
                         float factor,
                         gint32 *q);
  /* out (columns × columns) = D QᵀQ D, overwritten, with Q the first @columns of q (pairs ×
   * stride), a multiple of NORMLAB_ROW_ALIGN, and D the diagonal matrix of @weights. The sums QᵀQ
   * are exact, provided that those of the products' sizes are below 2³¹. */
  void (*gram) (const gint32 *q,
                gsize pairs,
                gsize stride,
                gsize columns,
                const float *weights,
                float *out);
  /* out (n × stride) = (X q) scale + shift, overwritten, with X the images first … first + n − 1
   * of @x in bytes. The sums X q are exact, provided that those of 255 |q| down the columns are
   * below 2³¹. */
  void (*forward) (const NormlabPairs *x,
                   gsize first,
                   gsize n,
                   const gint32 *q,
                   gsize stride,
                   const float *scale,
                   const float *shift,
                   float *out);
} NormlabScreeningKernels;

/**
 * NormlabKernels:
 *
 * The inner loops, compiled once for each instruction set from the same sources. All versions give
 * the same bits: products and sums are fused in all of them or in none (NormlabProduct), sums run
 * in one fixed order, and vectors lie along outputs only.
 *
 * A matrix "rows × stride" has rows of NORMLAB_STRIDE floats.
 */
typedef struct
{
  const char *name;
  guint vector_bytes;

  /* out (n × stride) = X W + bias, overwritten. X holds the images images[0 … n − 1] of @x, or
   * first … first + n − 1 when @images is NULL; pixels as bytes / 255. w: n_pixels × stride. */
  void (*sparse_forward) (const NormlabSparse *x,
                          const guint32 *images,
                          gsize first,
                          gsize n,
                          const float *w,
                          gsize stride,
                          const float *bias,
                          float *out);
  /* dw (n_pixels × stride) += Xᵀ d. d: n × stride. upcoming: (nullable), n images that will be
   * wanted next and are fetched from memory meanwhile. */
  void (*sparse_gradient) (const NormlabSparse *x,
                           const guint32 *images,
                           const guint32 *upcoming,
                           gsize n,
                           const float *d,
                           gsize stride,
                           float *dw);
  void (*product) (const NormlabProduct *product);

  /* y = f (x), n floats, may be the same. */
  void (*activate) (NormlabActivation activation, const float *x, float *y, gsize n);
  /* d = d ⊙ f′, in place; f′ is computed from @from, which is y = f (x), or x where the table of
   * activations says so. */
  void (*activate_backward) (NormlabActivation activation, const float *from, float *d, gsize n);

  /* In training, on the first @columns of each row (a multiple of NORMLAB_ROW_ALIGN). x (rows ×
   * stride) becomes x̂ in place; y = γ x̂ + β is overwritten; the running statistics move;
   * inverse_std is overwritten. */
  void (*batch_norm_forward) (gsize rows,
                              gsize columns,
                              gsize stride,
                              float *x,
                              float *y,
                              const float *gamma,
                              const float *beta,
                              float *running_mean,
                              float *running_variance,
                              float *inverse_std);
  /* d = ∂L/∂y becomes ∂L/∂x in place; dgamma and dbeta are overwritten. (Ioffe and Szegedy, 2015,
   * with the sums drawn together.) */
  void (*batch_norm_backward) (gsize rows,
                               gsize columns,
                               gsize stride,
                               const float *x_hat,
                               const float *gamma,
                               const float *inverse_std,
                               float *d,
                               float *dgamma,
                               float *dbeta);
  /* x (rows × stride) becomes x̂ over the units of each row, in place; y = γ x̂ + β is overwritten,
   * and may be x; inverse_std (nullable): rows, overwritten. Padding becomes 0. */
  void (*layer_norm_forward) (gsize rows,
                              gsize units,
                              gsize stride,
                              float *x,
                              float *y,
                              const float *gamma,
                              const float *beta,
                              float *inverse_std);
  /* d = ∂L/∂y becomes ∂L/∂x in place; what the rows give is added to dgamma and dbeta, row by row.
   * (Ba, Kiros and Hinton, 2016.) */
  void (*layer_norm_backward) (gsize rows,
                               gsize units,
                               gsize stride,
                               const float *x_hat,
                               const float *gamma,
                               const float *inverse_std,
                               float *d,
                               float *dgamma,
                               float *dbeta);
  /* In evaluation: x = f ((x − mean) scale + beta) in place, or f (x) when mean is NULL; scale:
   * γ / √(σ² + ε). */
  void (*evaluate) (NormlabActivation activation,
                    gsize rows,
                    gsize stride,
                    float *x,
                    const float *mean,
                    const float *scale,
                    const float *beta);

  /* Rows of y become eˣ⁻ᵐ with the greatest m of the row's n_classes; columns past these are
   * anything. */
  void (*exponentiate) (gsize rows, gsize stride, gsize n_classes, const float *x, float *y);
  /* Rows of x become probabilities in place; columns past n_classes become 0. FALSE when any is not
   * finite. */
  gboolean (*softmax) (gsize rows, gsize stride, gsize n_classes, float *x);

  /* sums (stride) += each row of x in turn. */
  void (*add_rows) (gsize rows, gsize stride, const float *x, float *sums);
  /* Σ x², in sixteen interleaved sums. */
  double (*sum_squares) (const float *x, gsize n);
  /* x = x factor, and y = y + factor x. n is a multiple of NORMLAB_ROW_ALIGN. */
  void (*scale) (float factor, float *x, gsize n);
  void (*add_scaled) (float factor, const float *x, float *y, gsize n);

  /* One step on n parameters (a multiple of NORMLAB_ROW_ALIGN). FALSE when any parameter is no
   * longer finite. The formulas stand above the code. */
  gboolean (*update) (const NormlabUpdateRule *rule,
                      float *parameters,
                      const float *gradients,
                      float *state_1,
                      float *state_2,
                      gsize n);

  const NormlabScreeningKernels *screening; /* (nullable) */
} NormlabKernels;

/* The fastest version that this processor runs; the environment variable NORMLAB_KERNELS may name
 * another ("baseline", "avx2", "avx512"). */
const NormlabKernels *normlab_kernels_get_default (void);

/* All versions that this processor runs, the baseline first. */
const NormlabKernels *const *normlab_kernels_get_all (guint *n_kernels);

G_END_DECLS
