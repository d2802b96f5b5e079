/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-screening.h"

#include <string.h>

void
normlab_test_screening_init (NormlabTestScreening *self,
                             const NormlabRecipe *recipe,
                             guint n_classes,
                             const guint8 *images,
                             guint n_images,
                             guint n_pixels,
                             const NormlabKernels *kernels)
{
  NormlabRandom random;

  *self = (NormlabTestScreening){ .scratch = { 0 } };
  normlab_random_seed (&random, 1);
  g_assert_true (normlab_network_init (&self->network, recipe, n_pixels, n_classes, kernels,
                                       &random, NULL, NULL));
  memset (self->network.parameters, 0, self->network.n_parameters * sizeof (float));
  g_assert_true (normlab_sparse_init (&self->x, images, n_images, n_pixels, 1, NULL));
  g_assert_true (normlab_pairs_init (&self->pairs, images, n_images, n_pixels, NULL));
}

void
normlab_test_screening_clear (NormlabTestScreening *self)
{
  normlab_network_clear (&self->network);
  normlab_sparse_clear (&self->x);
  normlab_pairs_clear (&self->pairs);
  normlab_scratch_clear (&self->scratch);
}

float *
normlab_test_screening_weight (NormlabTestScreening *self, guint layer, guint input, guint unit)
{
  const NormlabLayer *l = &self->network.layers[layer];

  return self->network.parameters + l->weights + input * l->stride + unit;
}

float *
normlab_test_screening_bias (NormlabTestScreening *self, guint layer, guint unit)
{
  return self->network.parameters + self->network.layers[layer].bias + unit;
}

void
normlab_test_screening_set_batch_norm (NormlabTestScreening *self,
                                       guint layer,
                                       guint unit,
                                       float mean,
                                       float scale,
                                       float beta)
{
  const NormlabLayer *l = &self->network.layers[layer];

  self->network.running[l->running + unit] = mean;
  self->network.running[l->running + l->stride + unit] = 4 - NORMLAB_NORM_EPSILON;
  self->network.parameters[l->gamma + unit] = 2 * scale;
  self->network.parameters[l->beta + unit] = beta;
}

gsize
normlab_test_screening_count (NormlabTestScreening *self,
                              gboolean by_screening,
                              guint8 class,
                              gsize *n_full)
{
  const NormlabPairs *pairs = by_screening ? &self->pairs : NULL;
  g_autofree guint8 *labels = g_malloc (self->x.n_images);

  memset (labels, class, self->x.n_images);
  g_assert_true (normlab_scratch_begin (&self->scratch,
                                        normlab_screening_scratch (&self->network, pairs), NULL));
  return normlab_screening_count_right (&self->network, &self->x, pairs, labels, &self->scratch,
                                        NULL, n_full);
}
