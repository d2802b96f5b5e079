/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-network.h"

G_BEGIN_DECLS

/* What a network does in pieces, so that a request to stop is heard within milliseconds however wide
 * its layers: rows of products, spans of vectors. The pieces change no bit. */

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

/* Calls @product on pieces of its rows. */
void normlab_product_in_pieces (const NormlabKernels *kernels,
                                const NormlabProduct *product,
                                NormlabStop stop);

/* Whether any of @n floats is infinite or not a number. */
gboolean normlab_any_not_finite (const float *x, gsize n);

/* Floats that one piece of element-wise work covers. */
#define NORMLAB_PIECE (1u << 20)

G_END_DECLS
