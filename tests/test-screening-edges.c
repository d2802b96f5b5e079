/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Screening at the edges of what floats hold: networks of one unit a layer, on white images of two
 * pixels. */
#include <math.h>
#include <string.h>

#include "normlab-test-screening.h"

enum
{
  N_IMAGES = 200,
  N_PIXELS = 2,
  CLASSES = 2
};

static void
set_up (NormlabTestScreening *self, guint n_hidden, gboolean batch_norm)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  guint8 images[N_IMAGES * N_PIXELS];

  memset (images, 255, sizeof images);
  recipe.n_hidden = n_hidden;
  for (guint i = 0; i < n_hidden; i++)
    recipe.hidden[i] = 1;
  recipe.activation = NORMLAB_ACTIVATION_RELU;
  recipe.normalization = batch_norm;
  normlab_test_screening_init (self, &recipe, CLASSES, images, N_IMAGES, N_PIXELS,
                               normlab_kernels_get_default ());
}

/* What screening counts, and lets go of the network. */
static void
check (NormlabTestScreening *self)
{
  for (guint8 class = 0; class < CLASSES; class ++)
    g_assert_cmpuint (normlab_test_screening_count (self, TRUE, class, NULL), ==,
                      normlab_test_screening_count (self, FALSE, class, NULL));
  normlab_test_screening_clear (self);
}

/* The first layer's running statistics and γ. */
static void
set_statistics (NormlabTestScreening *self, float mean, float variance, float gamma)
{
  const NormlabLayer *l = &self->network.layers[0];

  self->network.running[l->running] = mean;
  self->network.running[l->running + l->stride] = variance;
  self->network.parameters[l->gamma] = gamma;
}

/* Sums that overflow in floats before batch norm makes them small again. */
static void
test_overflow (void)
{
  const float weights[] = { 2e38f, 1.69e38f };
  NormlabTestScreening network;

  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    {
      set_up (&network, 1, TRUE);
      for (guint pixel = 0; pixel < N_PIXELS; pixel++)
        *normlab_test_screening_weight (&network, 0, pixel, 0) = weights[i];
      set_statistics (&network, 0, 1e38f, 1);
      *normlab_test_screening_weight (&network, 1, 0, 0) = i == 0 ? 0.5f : -1;
      *normlab_test_screening_weight (&network, 1, 0, 1) = 1;
      *normlab_test_screening_bias (&network, 1, 0) = i == 0 ? 0 : 1e15f;
      check (&network);
    }

  /* Only with the running mean: in full both logits are infinite, and the first counts. */
  set_up (&network, 1, TRUE);
  *normlab_test_screening_weight (&network, 0, 0, 0) = -1e38f;
  set_statistics (&network, 3e38f, 1e38f, -1);
  *normlab_test_screening_weight (&network, 1, 0, 0) = 0.5f;
  *normlab_test_screening_weight (&network, 1, 0, 1) = 1;
  g_assert_cmpuint (normlab_test_screening_count (&network, FALSE, 0, NULL), ==, N_IMAGES);
  check (&network);
}

/* What vanishes in one layer may be made large by a later one. */
static void
test_underflow (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      double nudge = i % 2 == 0 ? 1 - 3e-4 : 1 + 3e-4;
      const float scale = 1 + (float) i * 1e-3f;
      NormlabTestScreening network;

      /* In the scale of batch norm. */
      set_up (&network, 1, TRUE);
      *normlab_test_screening_weight (&network, 0, 0, 0) = 3e-16f;
      set_statistics (&network, 0, 0, 1e-23f * scale);
      *normlab_test_screening_weight (&network, 1, 0, 0) = 1e28f;
      *normlab_test_screening_bias (&network, 1, 1)
          = (float) ((double) 3e-16f * (double) (1e-23f * scale / sqrtf (1e-6f)) * 1e28 * nudge);
      check (&network);

      /* In a product of the second layer. */
      set_up (&network, 2, FALSE);
      *normlab_test_screening_weight (&network, 0, 0, 0) = scale;
      *normlab_test_screening_weight (&network, 1, 0, 0) = 5e-44f;
      *normlab_test_screening_weight (&network, 2, 0, 0) = 1e29f;
      *normlab_test_screening_bias (&network, 2, 1)
          = (float) (1e29 * (double) 5e-44f * (double) scale * nudge);
      check (&network);
    }
}

/* Weights so small that what would make them whole numbers is not a float any more. */
static void
test_small_weights (void)
{
  NormlabTestScreening network;

  set_up (&network, 1, FALSE);
  *normlab_test_screening_weight (&network, 0, 0, 0) = 5e-35f;
  *normlab_test_screening_weight (&network, 1, 0, 0) = 1e29f;
  *normlab_test_screening_bias (&network, 1, 1) = 4e-6f;
  g_assert_cmpuint (normlab_test_screening_count (&network, FALSE, 0, NULL), ==, N_IMAGES);
  check (&network);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/screening-edges/overflow", test_overflow);
  g_test_add_func ("/screening-edges/underflow", test_underflow);
  g_test_add_func ("/screening-edges/small-weights", test_small_weights);
  return g_test_run ();
}
