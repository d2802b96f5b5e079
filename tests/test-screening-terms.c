/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the bounds of screening are made of, each part by hand where it is the only one, or nearly.
 * That they hold, and are not far off, is in test-screening-bounds.c. */
#include <math.h>

#include "normlab-screening-private.h"
#include "normlab-test-screening.h"

/* N_PIXELS – up to UNITS in a hidden layer – CLASSES. */
enum
{
  N_PIXELS = 2,
  UNITS = 8,
  CLASSES = 3
};

/* Half the distance from 1 to the next float, which an operation can be off by. */
#define U 0x1p-24
/* What a bound is more than the sum of its parts. */
#define BOUND_MARGIN 1.01

static void
assert_close (double value, double expected)
{
  g_assert_cmpfloat_with_epsilon (value, expected, 1e-6 * expected + 2e-30);
}

/* n_units: of each of @n_hidden layers */
static void
set_up (NormlabTestScreening *self,
        guint n_hidden,
        guint n_units,
        NormlabActivation activation,
        NormlabNormalization normalization,
        double dropout)
{
  const guint8 images[N_PIXELS] = { 0 };
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.n_hidden = n_hidden;
  for (guint i = 0; i < n_hidden; i++)
    recipe.hidden[i] = n_units;
  recipe.activation = activation;
  recipe.normalization = normalization;
  recipe.dropout = dropout;
  normlab_test_screening_init (self, &recipe, CLASSES, images, 1, N_PIXELS,
                               normlab_kernels_get_default ());
}

/* With weights up to @largest, which are rounded hardly at all. */
static void
assert_bound (NormlabTestScreening *self,
              float largest,
              double per_size,
              double per_sum,
              double fixed)
{
  float all_largest[UNITS], factors[UNITS];
  NormlabBound bound;

  for (guint i = 0; i < UNITS; i++)
    {
      all_largest[i] = largest;
      factors[i] = largest > 0 ? 1e20f : 0;
    }
  bound = normlab_screening_bound (&self->network, all_largest, factors, NULL);
  assert_close (bound.per_size, BOUND_MARGIN * per_size);
  assert_close (bound.per_sum, BOUND_MARGIN * per_sum);
  assert_close (bound.fixed, BOUND_MARGIN * fixed);
}

/* The first layer. Pixels and their products with weights are off by U, for which 4 U are allowed;
 * each partial sum by U; and what is made of a sum, in both ways together, by 8 U of its size. The
 * worst class counts, for each part. */
static void
test_first_layer (void)
{
  const float largest[UNITS] = { 2, 5 }, factors[UNITS] = { 1e20f, 100 };
  NormlabTestScreening fixture;
  NormlabBound bound;

  set_up (&fixture, 0, 0, NORMLAB_ACTIVATION_RELU, FALSE, 0);
  assert_bound (&fixture, 2, (4 + 8) * U * 2, U * 2, 0);
  *normlab_test_screening_bias (&fixture, 0, 2) = -3;
  assert_bound (&fixture, 2, (4 + 8) * U * 2, U * 2, (1 + 8) * U * 3);
  assert_bound (&fixture, 0, 0, 0, (1 + 8) * U * 3);
  bound = normlab_screening_bound (&fixture.network, largest, factors, NULL);
  assert_close (bound.per_size, BOUND_MARGIN * (0.502 / 100 + (4 + 8) * U * 5));
  assert_close (bound.per_sum, BOUND_MARGIN * U * 5);
  normlab_test_screening_clear (&fixture);
}

typedef struct
{
  const char *name;
  NormlabActivation activation;
  guint units;
  NormlabNormalization normalization; /* (x + 2) · −3 − 7 */
  double dropout;
  float largest, bias;          /* of the hidden layer */
  float next_weight, next_bias; /* of one class */
  double per_size, per_sum, fixed;
} Hidden;

/* One hidden layer, and what it adds, from left to right: the error of the pre-activation times
 * the slope, and 4 U of the size of the activation, which is 2 · 10⁻⁶ off but for ReLU; all that
 * times the next weight, 2 (inputs + 4) U for the product and 8 U for what is made of it, of its
 * size. */
static const Hidden hidden[] = {
  { "relu", NORMLAB_ACTIVATION_RELU, 1, .bias = 1, .next_weight = -2, .next_bias = 5,
    .fixed = (2 * (9 + 4) + (10 + 8) * (5 + 2)) * U },
  { "dropout", NORMLAB_ACTIVATION_RELU, 1, .dropout = 0.25, .bias = 1, .next_weight = -2,
    .next_bias = 5, .fixed = (2 * 0.75 * (9 + 4) + (10 + 8) * (5 + 2 * 0.75)) * U },
  { "sigmoid", NORMLAB_ACTIVATION_SIGMOID, 1, .bias = 1, .next_weight = -2, .next_bias = 5,
    .fixed = 2 * 2e-6 + (2 * (0.25 * 9 + 4) + (10 + 8) * (5 + 2)) * U },
  { "tanh", NORMLAB_ACTIVATION_TANH, 1, .bias = 1, .next_weight = 2, .next_bias = -5,
    .fixed = 2 * 2e-6 + (2 * (9 + 4) + (10 + 8) * (5 + 2)) * U },
  /* The size after it is (1 + 2) · 3 + 7 = 16. */
  { "batch-norm", NORMLAB_ACTIVATION_RELU, 1, .normalization = NORMLAB_NORMALIZATION_BATCH,
    .bias = 1, .next_weight = 1, .fixed = (3 + (8 + 4) * 16 + (10 + 8) * 16) * U },
  { "ink", NORMLAB_ACTIVATION_RELU, 1, .largest = 2, .next_weight = -4,
    .per_size = (4 * (4 + 8 + 4) * 2 + (10 + 8) * 8) * U, .per_sum = 4 * 2 * U },
  { "units", NORMLAB_ACTIVATION_RELU, 8, .bias = 1, .next_weight = 1,
    .fixed = (8 * (9 + 4) + (24 + 8) * 8) * U },
};

static void
test_hidden (gconstpointer data)
{
  const Hidden *h = data;
  NormlabTestScreening fixture;

  set_up (&fixture, 1, h->units, h->activation, h->normalization, h->dropout);
  for (guint j = 0; j < h->units; j++)
    {
      *normlab_test_screening_bias (&fixture, 0, j) = h->bias;
      if (h->normalization)
        normlab_test_screening_set_batch_norm (&fixture, 0, j, -2, -3, -7);
      *normlab_test_screening_weight (&fixture, 1, j, 1) = h->next_weight;
    }
  *normlab_test_screening_bias (&fixture, 1, 1) = h->next_bias;
  assert_bound (&fixture, h->largest, h->per_size, h->per_sum, h->fixed);
  normlab_test_screening_clear (&fixture);
}

/* Where floats might overflow on the way nothing is known, and up to there it is. */
static void
test_unknown (void)
{
  const float zeros[UNITS] = { 0 }, ones[UNITS] = { 1, 1, 1, 1, 1, 1, 1, 1 };
  NormlabTestScreening fixture;
  double fixed;

  set_up (&fixture, 0, 0, NORMLAB_ACTIVATION_RELU, FALSE, 0);
  g_assert_true (isfinite (normlab_screening_bound (&fixture.network, ones, ones, NULL).fixed));
  g_assert_true (isinf (normlab_screening_bound (&fixture.network, ones, zeros, NULL).fixed));
  *normlab_test_screening_bias (&fixture, 0, 0) = 0.99e30f;
  g_assert_true (isfinite (normlab_screening_bound (&fixture.network, zeros, zeros, NULL).fixed));
  *normlab_test_screening_bias (&fixture, 0, 0) = 1.01e30f;
  g_assert_true (isinf (normlab_screening_bound (&fixture.network, zeros, zeros, NULL).fixed));
  *normlab_test_screening_bias (&fixture, 0, 0) = NAN;
  g_assert_true (isinf (normlab_screening_bound (&fixture.network, zeros, zeros, NULL).fixed));
  normlab_test_screening_clear (&fixture);

  /* Of a hidden layer, whatever its weights make of it. */
  for (guint i = 0; i < 3; i++)
    {
      set_up (&fixture, 1, 1, NORMLAB_ACTIVATION_RELU, TRUE, 0);
      *normlab_test_screening_bias (&fixture, 0, 0) = i == 2 ? NAN : 1e20f;
      normlab_test_screening_set_batch_norm (&fixture, 0, 0, 0, i == 0 ? 1e5f : 1e15f, 0);
      *normlab_test_screening_weight (&fixture, 1, 0, 0) = i == 2 ? 0 : 1e-20f;
      fixed = normlab_screening_bound (&fixture.network, zeros, zeros, NULL).fixed;
      g_assert_true (i == 0 ? isfinite (fixed) : isinf (fixed));
      normlab_test_screening_clear (&fixture);
    }
}

/* What each of three operations may lose where results vanish, made large by the last layer's
 * weight: the affine part of a layer, what is made of its sums, and the activation. */
static void
test_underflow (void)
{
  const double least = 0x1p-118, weight = 1e20;
  const float zeros[UNITS] = { 0 };
  NormlabTestScreening fixture;

  /* A bound is never so small that floats lose it. */
  set_up (&fixture, 0, 0, NORMLAB_ACTIVATION_RELU, FALSE, 0);
  g_assert_cmpfloat (normlab_screening_bound (&fixture.network, zeros, zeros, NULL).fixed, >=,
                     1e-30);
  normlab_test_screening_clear (&fixture);

  for (guint n_hidden = 1; n_hidden <= 2; n_hidden++)
    {
      set_up (&fixture, n_hidden, 1, NORMLAB_ACTIVATION_RELU, FALSE, 0);
      *normlab_test_screening_weight (&fixture, n_hidden, 0, 0) = (float) weight;
      assert_bound (&fixture, 0, 0, 0, 3 * least * weight);
      normlab_test_screening_clear (&fixture);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (hidden); i++)
    {
      g_autofree char *path = g_strdup_printf ("/screening-terms/hidden/%s", hidden[i].name);

      g_test_add_data_func (path, &hidden[i], test_hidden);
    }
  g_test_add_func ("/screening-terms/first-layer", test_first_layer);
  g_test_add_func ("/screening-terms/unknown", test_unknown);
  g_test_add_func ("/screening-terms/underflow", test_underflow);
  return g_test_run ();
}
