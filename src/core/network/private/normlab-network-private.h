/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-network.h"

G_BEGIN_DECLS

/* What a network does in pieces, so that a request to stop is heard within milliseconds however
 * wide its layers and its batch: so many rows, so many floats. Products look for such a request
 * themselves. The pieces change no bit. */

/* out (rows × stride) = x W + b, with x rows × input_stride. */
void normlab_affine_forward (const NormlabNetwork *self,
                             guint layer,
                             const float *x,
                             gsize x_stride,
                             float *out,
                             gsize rows,
                             float *pack,
                             NormlabStop stop);
/* The first layer's, from the pixels that are not zero. */
void normlab_affine_forward_sparse (const NormlabNetwork *self,
                                    const NormlabSparse *x,
                                    const guint32 *images,
                                    gsize first,
                                    float *out,
                                    gsize rows,
                                    NormlabStop stop);

/* Images that one piece of work on the first layer covers: some milliseconds. */
gsize normlab_images_per_piece (gsize n_pixels, gsize stride);

/* γ / √(σ² + ε) with the running variance, in scratch. */
float *normlab_batch_norm_scale (const NormlabNetwork *self,
                                 const NormlabLayer *l,
                                 NormlabScratch *scratch);

/* The buffers of an evaluation, in scratch: a layer reads @in, writes @out, and then they change
 * places. */
typedef struct
{
  float *pack;
  float *in, *out;
  NormlabScratch *scratch;
  NormlabStop stop;
} NormlabEvaluation;

NormlabEvaluation normlab_evaluation_begin (const NormlabNetwork *self,
                                            gsize rows,
                                            NormlabScratch *scratch,
                                            NormlabStop stop);
/* For the first layer, when batch norm before the activation is done: all that follows, of rows ×
 * stride in @out. */
void normlab_evaluation_activate (const NormlabNetwork *self, NormlabEvaluation *e, gsize rows);
/* The layers from @layer ≥ 1 on, reading @in. Returns the logits. */
float *normlab_evaluation_finish (const NormlabNetwork *self,
                                  NormlabEvaluation *e,
                                  guint layer,
                                  gsize rows,
                                  NormlabObserver observer,
                                  gpointer user_data);

/* Whether any of @n floats is infinite or not a number. */
gboolean normlab_any_not_finite (const float *x, gsize n);

/* Floats that one piece of element-wise work covers: a millisecond, or a few. */
#define NORMLAB_PIECE (1u << 18)

/* Runs the statement behind it with @i at the first of each piece of @n floats. */
#define FOR_PIECES(i, n, stop)                                                                     \
  for (gsize i = 0; i < (n) && !normlab_stop_requested (stop); i += NORMLAB_PIECE)

/* The same counted in rows. */
static inline gsize
normlab_rows_per_piece (gsize stride)
{
  return MAX (NORMLAB_PIECE / stride, 1);
}

G_END_DECLS
