/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-network-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-error.h"

/* Lays out one layer's parameters after those of the layers before it. */
static void
add_layer (NormlabNetwork *self, guint inputs, guint units, NormlabNormalization normalization)
{
  const NormlabNormalizationInfo *info = normlab_normalization_get_info (normalization);
  NormlabLayer *layer = &self->layers[self->n_layers++];

  layer->inputs = inputs;
  layer->units = units;
  layer->stride = NORMLAB_STRIDE (units);
  layer->norm = info;
  layer->weights = self->n_parameters;
  layer->bias = layer->weights + NORMLAB_STRIDE (inputs) * layer->stride;
  layer->gamma = layer->bias + layer->stride;
  layer->beta = layer->gamma + layer->stride;
  self->n_parameters = info->learns ? layer->beta + layer->stride : layer->gamma;
  layer->running = self->n_running;
  self->n_running += info->running ? 2 * layer->stride : 0;
}

/* W ~ scale N (0, 1) or scale U (−1, 1), drawn and scaled in double as NumPy does; b = 0, γ = 1,
 * β = 0. With a scale of 0 the numbers are drawn all the same, and no weight is −0. */
static void
draw_layer (NormlabNetwork *self,
            const NormlabLayer *layer,
            const NormlabRecipe *recipe,
            NormlabRandom *random,
            NormlabStop stop)
{
  gboolean uniform = normlab_init_get_info (recipe->init)->uniform;
  double scale
      = normlab_init_get_scale (recipe->init, recipe->init_std, layer->inputs, layer->units);

  for (guint i = 0; i < layer->inputs && !normlab_stop_requested (stop); i++)
    {
      float *row = self->parameters + layer->weights + i * layer->stride;

      for (guint j = 0; j < layer->units; j++)
        {
          double number
              = uniform ? 2 * normlab_random_double (random) - 1 : normlab_random_normal (random);

          row[j] = scale > 0 ? (float) (scale * number) : 0.0f;
        }
    }
  if (layer->norm->learns)
    for (guint j = 0; j < layer->units; j++)
      self->parameters[layer->gamma + j] = 1.0f;
}

void
normlab_network_change (NormlabNetwork *self, const NormlabRecipe *recipe)
{
  gboolean apart = normlab_optimizer_get_info (recipe->optimizer)->decays;

  self->dropout = recipe->dropout;
  self->weight_decay = apart ? 0 : (float) recipe->weight_decay;
}

gboolean
normlab_network_init (NormlabNetwork *self,
                      const NormlabRecipe *recipe,
                      guint n_inputs,
                      guint n_classes,
                      const NormlabKernels *kernels,
                      NormlabRandom *random,
                      NormlabStop stop,
                      GError **error)
{
  guint inputs = n_inputs;

  *self = (NormlabNetwork){
    .kernels = kernels,
    .activation = recipe->activation,
    .activation_info = normlab_activation_get_info (recipe->activation),
  };
  normlab_network_change (self, recipe);
  for (guint i = 0; i < recipe->n_hidden; i++)
    {
      add_layer (self, inputs, recipe->hidden[i], recipe->normalization);
      inputs = recipe->hidden[i];
    }
  add_layer (self, inputs, n_classes, NORMLAB_NORMALIZATION_NONE);

  if (self->n_parameters <= NORMLAB_SCRATCH_MAX_BYTES / sizeof (float))
    {
      self->parameters = normlab_floats_new (self->n_parameters);
      self->gradients = normlab_floats_new (self->n_parameters);
      self->running = normlab_floats_new (self->n_running);
    }
  if (self->parameters == NULL || self->gradients == NULL || self->running == NULL
      || !normlab_ink_rows_init (&self->ink, n_inputs))
    {
      g_autofree char *size = g_format_size ((guint64) self->n_parameters * sizeof (float));

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("There is not enough memory for the network’s parameters, which take %s"),
                   size);
      return FALSE;
    }

  for (guint i = 0; i < self->n_layers && random != NULL; i++)
    draw_layer (self, &self->layers[i], recipe, random, stop);
  if (normlab_stop_requested (stop))
    {
      g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED,
                           _("Making the network was cancelled"));
      return FALSE;
    }
  return TRUE;
}

void
normlab_network_clear (NormlabNetwork *self)
{
  g_clear_pointer (&self->parameters, normlab_floats_free);
  g_clear_pointer (&self->gradients, normlab_floats_free);
  g_clear_pointer (&self->running, normlab_floats_free);
  normlab_ink_rows_clear (&self->ink);
}

/* ‖W‖² */
static double
layer_squares (const NormlabNetwork *self, const NormlabLayer *layer)
{
  return self->kernels->sum_squares (self->parameters + layer->weights,
                                     layer->inputs * layer->stride);
}

double
normlab_network_decay_loss (const NormlabNetwork *self)
{
  double sum = 0;

  if (!(self->weight_decay > 0))
    return 0;
  for (guint i = 0; i < self->n_layers; i++)
    sum += layer_squares (self, &self->layers[i]);
  return 0.5 * (double) self->weight_decay * sum;
}

gboolean
normlab_any_not_finite (const float *x, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!isfinite (x[i]))
      return TRUE;
  return FALSE;
}

static gboolean
layer_diverged (const NormlabNetwork *self, const NormlabLayer *layer, gsize end)
{
  gsize n = end - layer->weights;

  return normlab_any_not_finite (self->parameters + layer->weights, n)
         || normlab_any_not_finite (self->gradients + layer->weights, n)
         || (layer->norm->running
             && normlab_any_not_finite (self->running + layer->running, 2 * layer->stride))
         || (self->weight_decay > 0 && !isfinite (layer_squares (self, layer)));
}

guint
normlab_network_find_divergence (const NormlabNetwork *self)
{
  for (guint i = 0; i < self->n_layers; i++)
    {
      const NormlabLayer *layer = &self->layers[i];
      gsize end = i + 1 < self->n_layers ? self->layers[i + 1].weights : self->n_parameters;

      if (layer_diverged (self, layer, end))
        return i + 1;
    }
  return 0;
}

static guint64
hash_rows (guint64 hash, const float *x, gsize rows, gsize columns, gsize stride)
{
  for (gsize i = 0; i < rows; i++)
    for (gsize j = 0; j < columns; j++)
      {
        guint32 bits;

        memcpy (&bits, &x[i * stride + j], sizeof bits);
        for (guint shift = 0; shift < 32; shift += 8)
          hash = (hash ^ (bits >> shift & 255)) * G_GUINT64_CONSTANT (0x100000001b3);
      }
  return hash;
}

guint64
normlab_network_hash (const NormlabNetwork *self)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (guint i = 0; i < self->n_layers; i++)
    {
      const NormlabLayer *layer = &self->layers[i];
      const float *p = self->parameters;

      hash = hash_rows (hash, p + layer->weights, layer->inputs, layer->units, layer->stride);
      hash = hash_rows (hash, p + layer->bias, layer->norm->learns ? 3 : 1, layer->units,
                        layer->stride);
      if (layer->norm->running)
        hash = hash_rows (hash, self->running + layer->running, 2, layer->units, layer->stride);
    }
  return hash;
}
