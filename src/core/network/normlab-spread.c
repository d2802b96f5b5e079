/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-spread.h"

#include <math.h>

#include "normlab-kernels.h"

/* Places per deviation at which f is integrated, and deviations on either side: what lies beyond
 * has less than 10⁻¹⁴ of the weight. With a place at 0, where some functions have a bend. */
#define PER_STD 32
#define N_STDS 8
#define N_PLACES (2 * N_STDS * PER_STD + 1)

/* Images from which the moment of pixels is taken. */
#define N_IMAGES 1000

/* E[f(z)] and E[f(z)²] for a normal z with mean 0. The trapezoidal rule, which for what falls off
 * like this is as good as exact. */
static void
integrate (NormlabActivation activation, double std, double *mean, double *moment)
{
  const NormlabKernels *kernels = normlab_kernels_get_default ();
  float z[NORMLAB_STRIDE (N_PLACES)] = { 0 };
  double weights = 0;

  for (guint i = 0; i < N_PLACES; i++)
    z[i] = (float) (std * ((double) i / PER_STD - N_STDS));
  kernels->activate (activation, z, z, G_N_ELEMENTS (z));
  *mean = *moment = 0;
  for (guint i = 0; i < N_PLACES; i++)
    {
      double x = (double) i / PER_STD - N_STDS, weight = exp (-x * x / 2);

      weights += weight;
      *mean += weight * (double) z[i];
      *moment += weight * (double) z[i] * (double) z[i];
    }
  *mean /= weights;
  *moment /= weights;
}

static double
get_weight_variance (const NormlabRecipe *recipe, guint inputs, guint units)
{
  double scale = normlab_init_get_scale (recipe->init, recipe->init_std, inputs, units);

  /* Numbers that are drawn evenly from −1 to 1 have a variance of ⅓. */
  return scale * scale / (normlab_init_get_info (recipe->init)->uniform ? 3 : 1);
}

/* σ / √(σ² + ε): 1, unless there is next to nothing to be normalized. */
static double
normalize (double variance)
{
  return sqrt (variance / (variance + (double) NORMLAB_NORM_EPSILON));
}

/* What leaves a hidden layer. */
static void
predict_out (const NormlabRecipe *recipe, NormlabSpread *layer)
{
  double moment;

  integrate (recipe->activation, layer->pre_std, &layer->out_mean, &moment);
  layer->out_std = sqrt (MAX (moment - layer->out_mean * layer->out_mean, 0));
  if (normlab_normalization_get_info (recipe->normalization)->after)
    {
      layer->out_mean = 0;
      layer->out_std = normalize (layer->out_std * layer->out_std);
    }
}

void
normlab_spread_predict (const NormlabRecipe *recipe,
                        guint n_inputs,
                        guint n_classes,
                        double input_moment,
                        NormlabSpread *layers)
{
  const NormlabNormalizationInfo *norm = normlab_normalization_get_info (recipe->normalization);
  guint inputs = n_inputs;
  /* Of which the images of a batch differ, without what all of them have in common. */
  double input_variance = input_moment;

  for (guint i = 0; i <= recipe->n_hidden; i++)
    {
      NormlabSpread *layer = &layers[i];
      gboolean hidden = i < recipe->n_hidden;
      guint units = hidden ? recipe->hidden[i] : n_classes;
      double gain = get_weight_variance (recipe, inputs, units) * inputs;

      *layer = (NormlabSpread){
        .inputs = inputs,
        .weight_variance = get_weight_variance (recipe, inputs, units),
        .input_moment = input_moment,
        .normalized = hidden && norm->learns && !norm->after,
        .pre_std = sqrt (gain * input_moment),
        .out_mean = NAN,
        .out_std = NAN,
      };
      if (layer->normalized)
        layer->pre_std = normalize (gain * (norm->by_image ? input_moment : input_variance));
      if (!hidden)
        return;
      predict_out (recipe, layer);
      inputs = units;
      input_variance = layer->out_std * layer->out_std * (1 - recipe->dropout);
      input_moment = input_variance + layer->out_mean * layer->out_mean * (1 - recipe->dropout);
    }
}

double
normlab_spread_get_input_moment (const NormlabDataset *dataset, guint n_images)
{
  guint n = normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TRAINING);
  guint n_pixels = normlab_dataset_get_n_pixels (dataset), step;
  const NormlabSparse *images = normlab_dataset_get_sparse (dataset, NORMLAB_SPLIT_TRAINING);
  guint64 sum = 0, n_seen = 0;

  n_images = MIN (n_images, n);
  step = MAX (n_images / N_IMAGES, 1);
  for (gsize i = 0; i < n_images; i += step, n_seen++)
    for (gsize row = i; row < 2 * (gsize) n; row += n)
      for (gsize j = images->offsets[row]; j < images->offsets[row + 1]; j++)
        {
          guint64 byte = (guint64) lrintf (images->entries[j].value * 255);

          sum += byte * byte;
        }
  return (double) sum / ((double) n_seen * n_pixels * 255 * 255);
}
