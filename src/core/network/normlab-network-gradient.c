/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One training pass: each layer's forward with its backward right beneath. */

#include "normlab-network-private.h"

#include <string.h>

/* Batches of no more images leave so many pixels blank that telling them apart is worth it: a step
 * of 784-40-20-10 takes 0.55 of its time with one image, 0.85 with four, and more with ten. */
#define FEW_IMAGES 6

/* What a forward pass leaves behind for the backward pass. */
typedef struct
{
  float *x_hat; /* rows × stride: what is normalized, without γ and β; with normalization only */
  float *inverse; /* 1 / √(σ² + ε), likewise; of each unit: stride, or of each image: rows */
  float *mask;    /* rows × stride: 1 for units that are kept; with dropout only */
  float *from;    /* rows × stride: what the activation's slope is computed from; y if it can be */
  float *y;       /* rows × stride: what the layer gives, after dropout */
} LayerState;

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
  LayerState states[NORMLAB_MAX_HIDDEN + 1];
} Pass;

static gboolean
is_hidden (const NormlabNetwork *network, guint layer)
{
  return layer + 1 < network->n_layers;
}

/* Whether the slope of a layer's activation is computed from something else than its y: what goes
 * in, or what comes out before it is normalized. */
static gboolean
keeps_input (const NormlabNetwork *network, guint layer)
{
  return is_hidden (network, layer)
         && (network->activation_info->needs_input || network->layers[layer].norm->after);
}

static gsize
inverse_size (const NormlabLayer *l, gsize rows)
{
  return l->norm->by_image ? rows : l->stride;
}

gsize
normlab_network_gradient_scratch (const NormlabNetwork *self, gsize rows)
{
  gsize size = normlab_scratch_padded (NORMLAB_PACK_SIZE), widest = 0;

  for (guint i = 0; i < self->n_layers; i++)
    {
      gsize matrix = normlab_scratch_padded (rows * self->layers[i].stride);
      gsize matrices = 1 + (self->layers[i].norm->learns ? 1 : 0)
                       + (is_hidden (self, i) && self->dropout > 0 ? 1 : 0)
                       + (keeps_input (self, i) ? 1 : 0);

      size += matrices * matrix + normlab_scratch_padded (inverse_size (&self->layers[i], rows));
      widest = MAX (widest, matrix);
    }
  return size + 2 * widest;
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
  };
  /* clang-format on */

  self->kernels->product (&product);
}

static void
bias_backward (const Pass *pass, const NormlabLayer *l, const float *d)
{
  float *db = pass->network->gradients + l->bias;
  gsize piece = normlab_rows_per_piece (l->stride);

  memset (db, 0, l->stride * sizeof *db);
  for (gsize i = 0; i < pass->rows && !normlab_stop_requested (pass->stop); i += piece)
    pass->kernels->add_rows (MIN (piece, pass->rows - i), l->stride, d + i * l->stride, db);
}

/* dW = xᵀ d, db = Σ d, and unless dx is NULL dx (rows × x_stride) = d Wᵀ; all overwritten. */
static void
affine_backward (const Pass *pass,
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
clear_pieces (const Pass *pass, float *x, gsize n)
{
  FOR_PIECES (i, n, pass->stop)
    memset (x + i, 0, MIN (NORMLAB_PIECE, n - i) * sizeof *x);
}

/* The first layer's dW is 0 then, and it is known which rows this batch will make something else
 * of. */
static void
clear_ink_rows (const Pass *pass)
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

static void
affine_backward_sparse (const Pass *pass, const float *d)
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

/* Columns that one piece of batch norm covers. */
static gsize
batch_norm_piece (const Pass *pass)
{
  return MAX (NORMLAB_PIECE / 4 / pass->rows / NORMLAB_ROW_ALIGN, 1) * NORMLAB_ROW_ALIGN;
}

/* y: overwritten */
static void
batch_norm_forward (const Pass *pass, guint layer, float *y)
{
  const NormlabLayer *l = &pass->network->layers[layer];
  const LayerState *state = &pass->states[layer];
  const float *parameters = pass->network->parameters;
  float *running = pass->network->running + l->running;
  gsize piece = batch_norm_piece (pass);

  for (gsize j = 0; j < l->stride && !normlab_stop_requested (pass->stop); j += piece)
    pass->kernels->batch_norm_forward (pass->rows, MIN (piece, l->stride - j), l->stride,
                                       state->x_hat + j, y + j, parameters + l->gamma + j,
                                       parameters + l->beta + j, running + j,
                                       running + l->stride + j, state->inverse + j);
}

static void
batch_norm_backward (const Pass *pass, guint layer, float *d)
{
  const NormlabLayer *l = &pass->network->layers[layer];
  const LayerState *state = &pass->states[layer];
  const float *parameters = pass->network->parameters;
  float *gradients = pass->network->gradients;
  gsize piece = batch_norm_piece (pass);

  for (gsize j = 0; j < l->stride && !normlab_stop_requested (pass->stop); j += piece)
    pass->kernels->batch_norm_backward (pass->rows, MIN (piece, l->stride - j), l->stride,
                                        state->x_hat + j, parameters + l->gamma + j,
                                        state->inverse + j, d + j, gradients + l->gamma + j,
                                        gradients + l->beta + j);
}

static void
layer_norm_forward (const Pass *pass, guint layer, float *y)
{
  const NormlabLayer *l = &pass->network->layers[layer];
  const LayerState *state = &pass->states[layer];
  const float *parameters = pass->network->parameters;
  gsize piece = normlab_rows_per_piece (l->stride);

  for (gsize i = 0; i < pass->rows && !normlab_stop_requested (pass->stop); i += piece)
    pass->kernels->layer_norm_forward (
        MIN (piece, pass->rows - i), l->units, l->stride, state->x_hat + i * l->stride,
        y + i * l->stride, parameters + l->gamma, parameters + l->beta, state->inverse + i);
}

static void
layer_norm_backward (const Pass *pass, guint layer, float *d)
{
  const NormlabLayer *l = &pass->network->layers[layer];
  const LayerState *state = &pass->states[layer];
  const float *gamma = pass->network->parameters + l->gamma;
  float *dgamma = pass->network->gradients + l->gamma;
  float *dbeta = pass->network->gradients + l->beta;
  gsize piece = normlab_rows_per_piece (l->stride);

  memset (dgamma, 0, l->stride * sizeof *dgamma);
  memset (dbeta, 0, l->stride * sizeof *dbeta);
  for (gsize i = 0; i < pass->rows && !normlab_stop_requested (pass->stop); i += piece)
    pass->kernels->layer_norm_backward (MIN (piece, pass->rows - i), l->units, l->stride,
                                        state->x_hat + i * l->stride, gamma, state->inverse + i,
                                        d + i * l->stride, dgamma, dbeta);
}

/* What stands in x̂ is normalized there, and y (rows × stride) = γ x̂ + β is overwritten. */
static void
norm_forward (const Pass *pass, guint layer, float *y)
{
  if (pass->network->layers[layer].norm->by_image)
    layer_norm_forward (pass, layer, y);
  else
    batch_norm_forward (pass, layer, y);
}

static void
norm_backward (const Pass *pass, guint layer, float *d)
{
  if (pass->network->layers[layer].norm->by_image)
    layer_norm_backward (pass, layer, d);
  else
    batch_norm_backward (pass, layer, d);
}

/* y = f (z), which may be the same. */
static void
activation_forward (const Pass *pass, gsize n, const float *z, float *y)
{
  FOR_PIECES (i, n, pass->stop)
    pass->kernels->activate (pass->network->activation, z + i, y + i, MIN (NORMLAB_PIECE, n - i));
}

static void
activation_backward (const Pass *pass, gsize n, const float *from, float *d)
{
  FOR_PIECES (i, n, pass->stop)
    pass->kernels->activate_backward (pass->network->activation, from + i, d + i,
                                      MIN (NORMLAB_PIECE, n - i));
}

/* The notebook's dropout, not inverted: a unit is kept when rand () > ratio. Drawn row by row. */
static void
dropout_forward (const Pass *pass, guint layer)
{
  const NormlabLayer *l = &pass->network->layers[layer];
  const LayerState *state = &pass->states[layer];

  for (gsize i = 0; i < pass->rows && !normlab_stop_requested (pass->stop); i++)
    {
      float *mask = state->mask + i * l->stride;
      float *y = state->y + i * l->stride;

      normlab_random_exceed (pass->random, pass->network->dropout, mask, l->units);
      for (gsize j = 0; j < l->units; j++)
        y[j] *= mask[j];
      for (gsize j = l->units; j < l->stride; j++)
        mask[j] = 0.0f;
    }
}

static void
dropout_backward (const Pass *pass, guint layer, float *d)
{
  const float *mask = pass->states[layer].mask;
  gsize n = pass->rows * pass->network->layers[layer].stride;

  FOR_PIECES (i, n, pass->stop)
    for (gsize j = i; j < MIN (i + NORMLAB_PIECE, n); j++)
      d[j] *= mask[j];
}

/* dW = dW + λ W */
static void
weight_decay_backward (const Pass *pass, const NormlabLayer *l)
{
  const float *w = pass->network->parameters + l->weights;
  float *dw = pass->network->gradients + l->weights;
  gsize n = l->inputs * l->stride;

  FOR_PIECES (i, n, pass->stop)
    pass->kernels->add_scaled (pass->network->weight_decay, w + i, dw + i,
                               MIN (NORMLAB_PIECE, n - i));
}

static void
show (const Pass *pass, guint layer, NormlabStage stage, const float *values)
{
  if (pass->observer != NULL && !normlab_stop_requested (pass->stop))
    pass->observer (pass->network, layer, stage, values, pass->rows, pass->observer_data);
}

/* What the activation gives is normalized, and kept where its slope follows from it. */
static void
activate_and_normalize (const Pass *pass, guint layer)
{
  const LayerState *state = &pass->states[layer];
  gsize n = pass->rows * pass->network->layers[layer].stride;

  activation_forward (pass, n, state->from, state->x_hat);
  show (pass, layer, NORMLAB_STAGE_ACTIVATED, state->x_hat);
  if (!pass->network->activation_info->needs_input)
    FOR_PIECES (i, n, pass->stop)
      memcpy (state->from + i, state->x_hat + i, MIN (NORMLAB_PIECE, n - i) * sizeof *state->from);
  norm_forward (pass, layer, state->y);
}

static void
hidden_forward (const Pass *pass, guint layer)
{
  const NormlabLayer *l = &pass->network->layers[layer];
  const LayerState *state = &pass->states[layer];
  gboolean normalizes_first = l->norm->learns && !l->norm->after;
  float *affine = normalizes_first ? state->x_hat : state->from;

  if (layer == 0)
    normlab_affine_forward_sparse (pass->network, pass->x, pass->images, 0, affine, pass->rows,
                                   pass->stop);
  else
    normlab_affine_forward (pass->network, layer, pass->states[layer - 1].y,
                            pass->network->layers[layer - 1].stride, affine, pass->rows, pass->pack,
                            pass->stop);
  if (normalizes_first)
    {
      show (pass, layer, NORMLAB_STAGE_SUM, affine);
      norm_forward (pass, layer, state->from);
    }
  show (pass, layer, NORMLAB_STAGE_PRE, state->from);
  if (!is_hidden (pass->network, layer))
    return;
  if (l->norm->after)
    activate_and_normalize (pass, layer);
  else
    activation_forward (pass, pass->rows * l->stride, state->from, state->y);
  show (pass, layer, NORMLAB_STAGE_OUT, state->y);
  if (state->mask != NULL)
    dropout_forward (pass, layer);
}

/* d = ∂L/∂y of this layer, destroyed; dx: ∂L/∂y of the layer before, overwritten. */
static void
hidden_backward (const Pass *pass, guint layer, float *d, float *dx)
{
  const NormlabLayer *l = &pass->network->layers[layer];
  const LayerState *state = &pass->states[layer];

  if (is_hidden (pass->network, layer))
    {
      if (state->mask != NULL)
        dropout_backward (pass, layer, d);
      if (l->norm->after)
        norm_backward (pass, layer, d);
      activation_backward (pass, pass->rows * l->stride, state->from, d);
      if (l->norm->learns && !l->norm->after)
        norm_backward (pass, layer, d);
    }
  show (pass, layer, NORMLAB_STAGE_BACK, d);
  if (layer == 0)
    affine_backward_sparse (pass, d);
  else
    affine_backward (pass, layer, pass->states[layer - 1].y,
                     pass->network->layers[layer - 1].stride, d, dx);
  if (pass->network->weight_decay > 0)
    weight_decay_backward (pass, l);
}

/* d = (softmax (z) − one-hot) / rows in place of the logits z. */
static gboolean
loss_backward (const Pass *pass, const guint8 *labels)
{
  const NormlabLayer *last = &pass->network->layers[pass->network->n_layers - 1];
  float *d = pass->states[pass->network->n_layers - 1].y;
  gsize piece = normlab_rows_per_piece (last->stride);

  for (gsize row = 0; row < pass->rows && !normlab_stop_requested (pass->stop); row += piece)
    {
      gsize rows = MIN (piece, pass->rows - row);

      if (!pass->kernels->softmax (rows, last->stride, last->units, d))
        return FALSE;
      for (gsize i = 0; i < rows; i++)
        d[i * last->stride + labels[row + i]] -= 1.0f;
      pass->kernels->scale (1.0f / (float) pass->rows, d, rows * last->stride);
      d += rows * last->stride;
    }
  return TRUE;
}

/* The first layer, counted from 1, that gave numbers which are not finite. Called when the logits,
 * which are no longer there, were not. */
static guint
find_divergence (const Pass *pass)
{
  for (guint i = 0; is_hidden (pass->network, i); i++)
    if (normlab_any_not_finite (pass->states[i].y, pass->rows * pass->network->layers[i].stride))
      return i + 1;
  return pass->network->n_layers;
}

static void
take_states (Pass *pass, NormlabScratch *scratch)
{
  const NormlabNetwork *self = pass->network;

  pass->pack = normlab_scratch_take (scratch, NORMLAB_PACK_SIZE);
  for (guint i = 0; i < self->n_layers; i++)
    {
      const NormlabLayer *l = &self->layers[i];
      LayerState *state = &pass->states[i];

      state->y = normlab_scratch_take (scratch, pass->rows * l->stride);
      state->inverse = normlab_scratch_take (scratch, inverse_size (l, pass->rows));
      if (l->norm->learns)
        state->x_hat = normlab_scratch_take (scratch, pass->rows * l->stride);
      if (is_hidden (self, i) && self->dropout > 0)
        state->mask = normlab_scratch_take (scratch, pass->rows * l->stride);
      state->from = keeps_input (self, i) ? normlab_scratch_take (scratch, pass->rows * l->stride)
                                          : state->y;
    }
}

gboolean
normlab_network_gradient (NormlabNetwork *self,
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
                          guint *diverged_layer)
{
  Pass pass = {
    .network = self,
    .kernels = self->kernels,
    .x = x,
    .images = images,
    .upcoming = upcoming,
    .rows = rows,
    .random = random,
    .stop = stop,
    .observer = observer,
    .observer_data = user_data,
  };
  gsize widest = 0;
  float *d, *d_before, *next;

  take_states (&pass, scratch);
  for (guint i = 0; i + 1 < self->n_layers; i++)
    widest = MAX (widest, self->layers[i].stride);
  d_before = normlab_scratch_take (scratch, rows * widest);
  next = normlab_scratch_take (scratch, rows * widest);

  for (guint i = 0; i < self->n_layers; i++)
    hidden_forward (&pass, i);
  if (normlab_stop_requested (stop))
    return FALSE;
  if (!loss_backward (&pass, labels))
    {
      *diverged_layer = find_divergence (&pass);
      return FALSE;
    }
  d = pass.states[self->n_layers - 1].y;
  for (guint i = self->n_layers; i-- > 0;)
    {
      hidden_backward (&pass, i, d, d_before);
      d = d_before;
      d_before = next;
      next = d;
    }
  return !normlab_stop_requested (stop);
}
