/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-network-pass.h"

#include <string.h>

/* Products with a layer's weights, forward and backward; the first layer's with images, of which
 * only the pixels that are not 0 enter. */

/* Batches of no more images leave so many pixels blank that telling them apart is worth it: a step
 * of 784-40-20-10 takes 0.55 of its time with one image, 0.85 with four, and more with ten. */
#define FEW_IMAGES 6

static gboolean
is_fused (const NormlabLayer *l)
{
  return l->inputs >= NORMLAB_FUSED_FROM && l->units >= NORMLAB_FUSED_FROM;
}

void
normlab_affine_forward (const NormlabNetwork *self,
                        guint layer,
                        const float *x,
                        gsize x_stride,
                        float *out,
                        gsize rows,
                        float *pack,
                        NormlabStop stop)
{
  const NormlabLayer *l = &self->layers[layer];
  /* clang-format off */
  NormlabProduct product = {
    .m = rows, .n = l->stride, .k = l->inputs,
    .a = x, .a_row = x_stride, .a_column = 1,
    .b = self->parameters + l->weights, .b_row = l->stride, .b_column = 1,
    .c = out, .c_row = l->stride,
    .bias = self->parameters + l->bias,
    .pack = pack,
    .stop = stop,
    .fused = is_fused (l),
  };
  /* clang-format on */

  self->kernels->product (&product);
}

static void
bias_backward (const NormlabPass *pass, const NormlabLayer *l, const float *d)
{
  float *db = pass->network->gradients + l->bias;
  gsize piece = normlab_rows_per_piece (l->stride);

  memset (db, 0, l->stride * sizeof *db);
  for (gsize i = 0; i < pass->rows && !normlab_stop_requested (pass->stop); i += piece)
    pass->kernels->add_rows (MIN (piece, pass->rows - i), l->stride, d + i * l->stride, db);
}

void
normlab_affine_backward (const NormlabPass *pass,
                         guint layer,
                         const float *x,
                         gsize x_stride,
                         const float *d,
                         float *dx)
{
  const NormlabNetwork *self = pass->network;
  const NormlabLayer *l = &self->layers[layer];
  /* clang-format off */
  NormlabProduct dw = {
    .m = l->inputs, .n = l->stride, .k = pass->rows,
    .a = x, .a_row = 1, .a_column = x_stride,
    .b = d, .b_row = l->stride, .b_column = 1,
    .c = self->gradients + l->weights, .c_row = l->stride,
    .pack = pass->pack,
    .stop = pass->stop,
    .fused = is_fused (l),
  };
  /* clang-format on */
  /* clang-format off */
  NormlabProduct dx_product = {
    .m = pass->rows, .n = x_stride, .k = l->units,
    .a = d, .a_row = l->stride, .a_column = 1,
    .b = self->parameters + l->weights, .b_row = 1, .b_column = l->stride,
    .c = dx, .c_row = x_stride,
    .pack = pass->pack,
    .stop = pass->stop,
    .fused = is_fused (l),
  };
  /* clang-format on */

  pass->kernels->product (&dw);
  bias_backward (pass, l, d);
  pass->kernels->product (&dx_product);
}

gsize
normlab_images_per_piece (gsize n_pixels, gsize stride)
{
  return MAX (((gsize) 1 << 25) / MAX (n_pixels * stride, 1), 1);
}

void
normlab_affine_forward_sparse (const NormlabNetwork *self,
                               const NormlabSparse *x,
                               const guint32 *images,
                               gsize first,
                               float *out,
                               gsize rows,
                               NormlabStop stop)
{
  const NormlabLayer *l = &self->layers[0];
  gsize piece = normlab_images_per_piece (x->n_pixels, l->stride);

  for (gsize row = 0; row < rows && !normlab_stop_requested (stop); row += piece)
    self->kernels->sparse_forward (x, images != NULL ? images + row : NULL, first + row,
                                   MIN (piece, rows - row), self->parameters + l->weights,
                                   l->stride, self->parameters + l->bias, out + row * l->stride);
}

static void
clear_pieces (const NormlabPass *pass, float *x, gsize n)
{
  FOR_PIECES (i, n, pass->stop)
    memset (x + i, 0, MIN (NORMLAB_PIECE, n - i) * sizeof *x);
}

/* The first layer's dW is 0 then, and it is known which rows this batch will make something else
 * of. */
static void
clear_ink_rows (const NormlabPass *pass)
{
  const NormlabLayer *l = &pass->network->layers[0];
  float *dw = pass->network->gradients + l->weights;
  NormlabInkRows *ink = &pass->network->ink;

  if (ink->all)
    clear_pieces (pass, dw, l->inputs * l->stride);
  else
    for (guint i = 0; i < ink->n_spans; i++)
      clear_pieces (pass, dw + ink->spans[i].first * l->stride,
                    (ink->spans[i].end - ink->spans[i].first) * l->stride);
  ink->all = TRUE;
  if (pass->rows <= FEW_IMAGES && !(pass->network->weight_decay > 0)
      && !normlab_stop_requested (pass->stop))
    normlab_ink_rows_set_images (ink, pass->x, pass->images, pass->rows);
}

void
normlab_affine_backward_sparse (const NormlabPass *pass, const float *d)
{
  const NormlabNetwork *self = pass->network;
  const NormlabLayer *l = &self->layers[0];
  float *dw = self->gradients + l->weights;
  gsize piece = normlab_images_per_piece (pass->x->n_pixels, l->stride);

  clear_ink_rows (pass);
  for (gsize row = 0; row < pass->rows && !normlab_stop_requested (pass->stop); row += piece)
    pass->kernels->sparse_gradient (
        pass->x, pass->images + row, pass->upcoming != NULL ? pass->upcoming + row : NULL,
        MIN (piece, pass->rows - row), d + row * l->stride, l->stride, dw);
  bias_backward (pass, l, d);
}
