/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One training pass: each layer's forward with its backward right beneath. */

#include "normlab-network-pass.h"

#include <string.h>

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

/* Columns that one piece of batch norm covers. */
static gsize
batch_norm_piece (const NormlabPass *pass)
{
  return MAX (NORMLAB_PIECE / 4 / pass->rows / NORMLAB_ROW_ALIGN, 1) * NORMLAB_ROW_ALIGN;
}

/* y: overwritten */
static void
batch_norm_forward (const NormlabPass *pass, guint layer, float *y)
{
  const NormlabLayer *l = &pass->network->layers[layer];
  const NormlabLayerState *state = &pass->states[layer];
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
batch_norm_backward (const NormlabPass *pass, guint layer, float *d)
{
  const NormlabLayer *l = &pass->network->layers[layer];
  const NormlabLayerState *state = &pass->states[layer];
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
layer_norm_forward (const NormlabPass *pass, guint layer, float *y)
{
  const NormlabLayer *l = &pass->network->layers[layer];
  const NormlabLayerState *state = &pass->states[layer];
  const float *parameters = pass->network->parameters;
  gsize piece = normlab_rows_per_piece (l->stride);

  for (gsize i = 0; i < pass->rows && !normlab_stop_requested (pass->stop); i += piece)
    pass->kernels->layer_norm_forward (
        MIN (piece, pass->rows - i), l->units, l->stride, state->x_hat + i * l->stride,
        y + i * l->stride, parameters + l->gamma, parameters + l->beta, state->inverse + i);
}

static void
layer_norm_backward (const NormlabPass *pass, guint layer, float *d)
{
  const NormlabLayer *l = &pass->network->layers[layer];
  const NormlabLayerState *state = &pass->states[layer];
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
norm_forward (const NormlabPass *pass, guint layer, float *y)
{
  if (pass->network->layers[layer].norm->by_image)
    layer_norm_forward (pass, layer, y);
  else
    batch_norm_forward (pass, layer, y);
}

static void
norm_backward (const NormlabPass *pass, guint layer, float *d)
{
  if (pass->network->layers[layer].norm->by_image)
    layer_norm_backward (pass, layer, d);
  else
    batch_norm_backward (pass, layer, d);
}

/* y = f (z), which may be the same. */
static void
activation_forward (const NormlabPass *pass, gsize n, const float *z, float *y)
{
  FOR_PIECES (i, n, pass->stop)
    pass->kernels->activate (pass->network->activation, z + i, y + i, MIN (NORMLAB_PIECE, n - i));
}

static void
activation_backward (const NormlabPass *pass, gsize n, const float *from, float *d)
{
  FOR_PIECES (i, n, pass->stop)
    pass->kernels->activate_backward (pass->network->activation, from + i, d + i,
                                      MIN (NORMLAB_PIECE, n - i));
}

/* The notebook's dropout, not inverted: a unit is kept when rand () > ratio. Drawn row by row. */
static void
dropout_forward (const NormlabPass *pass, guint layer)
{
  const NormlabLayer *l = &pass->network->layers[layer];
  const NormlabLayerState *state = &pass->states[layer];

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
dropout_backward (const NormlabPass *pass, guint layer, float *d)
{
  const float *mask = pass->states[layer].mask;
  gsize n = pass->rows * pass->network->layers[layer].stride;

  FOR_PIECES (i, n, pass->stop)
    for (gsize j = i; j < MIN (i + NORMLAB_PIECE, n); j++)
      d[j] *= mask[j];
}

/* dW = dW + λ W */
static void
weight_decay_backward (const NormlabPass *pass, const NormlabLayer *l)
{
  const float *w = pass->network->parameters + l->weights;
  float *dw = pass->network->gradients + l->weights;
  gsize n = l->inputs * l->stride;

  FOR_PIECES (i, n, pass->stop)
    pass->kernels->add_scaled (pass->network->weight_decay, w + i, dw + i,
                               MIN (NORMLAB_PIECE, n - i));
}

static void
show (const NormlabPass *pass, guint layer, NormlabStage stage, const float *values)
{
  if (pass->observer != NULL && !normlab_stop_requested (pass->stop))
    pass->observer (pass->network, layer, stage, values, pass->rows, pass->observer_data);
}

/* What the activation gives is normalized, and kept where its slope follows from it. */
static void
activate_and_normalize (const NormlabPass *pass, guint layer)
{
  const NormlabLayerState *state = &pass->states[layer];
  gsize n = pass->rows * pass->network->layers[layer].stride;

  activation_forward (pass, n, state->from, state->x_hat);
  show (pass, layer, NORMLAB_STAGE_ACTIVATED, state->x_hat);
  if (!pass->network->activation_info->needs_input)
    FOR_PIECES (i, n, pass->stop)
      memcpy (state->from + i, state->x_hat + i, MIN (NORMLAB_PIECE, n - i) * sizeof *state->from);
  norm_forward (pass, layer, state->y);
}

static void
hidden_forward (const NormlabPass *pass, guint layer)
{
  const NormlabLayer *l = &pass->network->layers[layer];
  const NormlabLayerState *state = &pass->states[layer];
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
hidden_backward (const NormlabPass *pass, guint layer, float *d, float *dx)
{
  const NormlabLayer *l = &pass->network->layers[layer];
  const NormlabLayerState *state = &pass->states[layer];

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
    normlab_affine_backward_sparse (pass, d);
  else
    normlab_affine_backward (pass, layer, pass->states[layer - 1].y,
                             pass->network->layers[layer - 1].stride, d, dx);
  if (pass->network->weight_decay > 0)
    weight_decay_backward (pass, l);
}

/* d = (softmax (z) − one-hot) / rows in place of the logits z. */
static gboolean
loss_backward (const NormlabPass *pass, const guint8 *labels)
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
find_divergence (const NormlabPass *pass)
{
  for (guint i = 0; is_hidden (pass->network, i); i++)
    if (normlab_any_not_finite (pass->states[i].y, pass->rows * pass->network->layers[i].stride))
      return i + 1;
  return pass->network->n_layers;
}

static void
take_states (NormlabPass *pass, NormlabScratch *scratch)
{
  const NormlabNetwork *self = pass->network;

  pass->pack = normlab_scratch_take (scratch, NORMLAB_PACK_SIZE);
  for (guint i = 0; i < self->n_layers; i++)
    {
      const NormlabLayer *l = &self->layers[i];
      NormlabLayerState *state = &pass->states[i];

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
  NormlabPass pass = {
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
