/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the margins of screening are made of, each part by hand where it is the only one, or nearly.
 * That they hold, and are not far off, is in test-screening-bounds.c and test-screening-random.c.
 * */
#include <math.h>

#include "normlab-screening-private.h"
#include "normlab-test-screening.h"

/* N_PIXELS – UNITS in up to two hidden layers – CLASSES. */
enum
{
  N_PIXELS = 2,
  UNITS = 4,
  CLASSES = 3
};

/* Half the distance from 1 to the next float, which an operation can be off by. */
#define U 0x1p-24
/* What a margin is more than the sum of its parts, and what that may be more than by hand: norms
 * are only bounded. */
#define MARGIN (1.01 * 1.001)
#define MOST 1.01

static void
assert_just_above (float value, double expected)
{
  g_assert_cmpfloat ((double) value, >=, MARGIN * expected * (1 - 1e-6));
  g_assert_cmpfloat ((double) value, <=, MARGIN * MOST * expected + 2e-30);
}

static void
set_up (NormlabTestScreening *self,
        guint n_hidden,
        NormlabActivation activation,
        NormlabNormalization normalization,
        double dropout)
{
  const guint8 images[N_PIXELS] = { 0 };
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.n_hidden = n_hidden;
  for (guint i = 0; i < n_hidden; i++)
    recipe.hidden[i] = UNITS;
  recipe.activation = activation;
  recipe.normalization = normalization;
  recipe.dropout = dropout;
  normlab_test_screening_init (self, &recipe, CLASSES, images, 1, N_PIXELS,
                               normlab_kernels_get_default ());
}

/* Of class 1, the others' being no larger. FALSE where nothing is screened. */
static gboolean
get_margin (NormlabTestScreening *self, NormlabMargin *margin)
{
  gsize needed = normlab_screening_scratch (&self->network, &self->pairs);
  NormlabScreening screening;
  gsize used;

  if (self->network.kernels->screening == NULL)
    return FALSE;
  g_assert_true (normlab_scratch_begin (&self->scratch, needed, NULL));
  g_assert_true (normlab_screening_init (&screening, &self->network, &self->scratch, NULL));
  used = self->scratch.used;
  normlab_screening_guess_margins (&screening, &self->network, &self->scratch, NULL);
  normlab_screening_find_margins (&screening, &self->network, &self->scratch, NULL);
  g_assert_cmpuint (self->scratch.used, ==, used);
  *margin = screening.margins[1];
  for (guint k = 0; k < CLASSES; k++)
    {
      g_assert_cmpfloat (screening.margins[k].per_size, <=, margin->per_size);
      g_assert_cmpfloat (screening.margins[k].per_sum, <=, margin->per_sum);
      g_assert_cmpfloat (screening.margins[k].fixed, <=, margin->fixed);
    }
  return TRUE;
}

static void
set_batch_norm (NormlabTestScreening *self, guint layer)
{
  if (self->network.layers[layer].norm->learns)
    for (guint j = 0; j < UNITS; j++)
      normlab_test_screening_set_batch_norm (self, layer, j, -2, -3, -7);
}

typedef struct
{
  const char *name;
  NormlabActivation activation;
  NormlabNormalization normalization; /* (x + 2) · −3 − 7 */
  double dropout;
  double size;  /* of each of the two units that … */
  double error; /* … the next layer takes, and by how much it is off, in U */
} Hidden;

/* Batch norm before the activation: (1 + 2) · 3 + 7. After it: likewise. */
#define NORMED 16

/* One hidden layer of biases 1, and what it adds: 8 U of what enters the activation, times its
 * slope; 2 · 10⁻⁶ for the activation, but for ReLU; 4 U of what leaves it, or 12 U where it is
 * normalized then. */
static const Hidden hidden[] = {
  { "relu", NORMLAB_ACTIVATION_RELU, .size = 1, .error = 8 + 4 },
  { "dropout", NORMLAB_ACTIVATION_RELU, .dropout = 0.25, .size = 0.75, .error = 0.75 * 12 },
  { "sigmoid", NORMLAB_ACTIVATION_SIGMOID, .size = 1, .error = 0.25 * 8 + 2e-6 / U + 4 },
  { "tanh", NORMLAB_ACTIVATION_TANH, .size = 1, .error = 8 + 2e-6 / U + 4 },
  { "leaky-relu", NORMLAB_ACTIVATION_LEAKY_RELU, .size = 1, .error = 8 + 4e-7 / U + 4 },
  { "batch-norm", NORMLAB_ACTIVATION_RELU, NORMLAB_NORMALIZATION_BATCH, .size = NORMED,
    .error = (8 + 4) * NORMED },
  { "batch-norm-after", NORMLAB_ACTIVATION_RELU, NORMLAB_NORMALIZATION_BATCH_AFTER, .size = NORMED,
    .error = 3 * 8 + 12 * NORMED },
  { "after-with-dropout", NORMLAB_ACTIVATION_RELU, NORMLAB_NORMALIZATION_BATCH_AFTER,
    .dropout = 0.25, .size = 0.75 * NORMED, .error = 0.75 * (3 * 8 + 12 * NORMED) },
};

/* To the next class the last layer's weights are 2, to another −1: the units' errors count 3 √UNITS
 * times √UNITS. It rounds 2 (inputs + 4) U of both logits. */
static void
test_hidden (gconstpointer data)
{
  const Hidden *h = data;
  NormlabTestScreening fixture;
  NormlabMargin margin;
  double rounding;

  set_up (&fixture, 1, h->activation, h->normalization, h->dropout);
  set_batch_norm (&fixture, 0);
  for (guint j = 0; j < UNITS; j++)
    {
      *normlab_test_screening_bias (&fixture, 0, j) = 1;
      *normlab_test_screening_weight (&fixture, 1, j, 0) = -1;
      *normlab_test_screening_weight (&fixture, 1, j, 1) = 2;
    }
  *normlab_test_screening_bias (&fixture, 1, 1) = -5;
  rounding = 2 * (UNITS + 4) * (2 * 2 * UNITS * h->size + 2 * 5);
  if (get_margin (&fixture, &margin))
    {
      g_assert_cmpfloat (margin.per_size, <=, 1e-12);
      g_assert_cmpfloat (margin.per_sum, <=, 1e-12);
      assert_just_above (margin.fixed, U * (3 * UNITS * h->error + rounding));
    }
  normlab_test_screening_clear (&fixture);
}

/* Weights that are rounded to themselves, which is known to U of each: pixels are off by U of all,
 * their products by U of each, what is made of a sum by 8 U, the activation by 4 U; partial sums
 * have their own. With weights of the same size in all UNITS, their norm is that of one times 2. */
static void
test_first_layer (void)
{
  const double norm = 2 * 2, rounding = 2 * (UNITS + 4) * 2 * 2;
  NormlabTestScreening fixture;
  NormlabMargin margin;

  set_up (&fixture, 1, NORMLAB_ACTIVATION_IDENTITY, NORMLAB_NORMALIZATION_NONE, 0);
  for (guint j = 0; j < UNITS; j++)
    {
      *normlab_test_screening_weight (&fixture, 0, 0, j) = 2;
      *normlab_test_screening_weight (&fixture, 1, j, 1) = 1;
    }
  if (get_margin (&fixture, &margin))
    {
      assert_just_above (margin.per_size, U * norm * (2 * (1 + 1 + 2 + 8 + 4) + rounding));
      assert_just_above (margin.per_sum, U * norm * 2);
    }

  /* And half of what they are rounded to is lost in the other pixel, in each unit. */
  for (guint j = 0; j < UNITS; j++)
    *normlab_test_screening_weight (&fixture, 0, 1, j) = (float) (10.4999 / 16383);
  if (get_margin (&fixture, &margin))
    assert_just_above (margin.per_size,
                       2 * 2 * 0.4999 / 16383 + U * norm * (2 * (1 + 1 + 2 + 8 + 4) + rounding));
  normlab_test_screening_clear (&fixture);
}

/* Biases 1, then weights 3 and biases −7, then weights 1 to one class. */
static void
set_up_two_layers (NormlabTestScreening *self, NormlabNormalization normalization)
{
  set_up (self, 2, NORMLAB_ACTIVATION_RELU, normalization, 0);
  for (guint layer = 0; layer < 2; layer++)
    set_batch_norm (self, layer);
  for (guint j = 0; j < UNITS; j++)
    {
      *normlab_test_screening_bias (self, 0, j) = 1;
      *normlab_test_screening_bias (self, 1, j) = -7;
      for (guint k = 0; k < UNITS; k++)
        *normlab_test_screening_weight (self, 1, j, k) = 3;
      *normlab_test_screening_weight (self, 2, j, 1) = 1;
    }
}

/* A second hidden layer: its norm times the error, 2 (inputs + √units) U of its sums, and 10 U of
 * what enters the activation. */
static void
test_second_layer (void)
{
  const double length = 2, norm = 3 * UNITS, sums = norm * length, size = sums + 7 * length;
  const double error = norm * length * (8 + 4) + 2 * (UNITS + 2) * sums + (10 + 4) * size;
  NormlabTestScreening fixture;
  NormlabMargin margin;

  set_up_two_layers (&fixture, NORMLAB_NORMALIZATION_NONE);
  if (get_margin (&fixture, &margin))
    assert_just_above (margin.fixed, U * (2 * error + 2 * (UNITS + 4) * 2 * 2 * size));
  normlab_test_screening_clear (&fixture);
}

/* The same where both are normalized after the activation: the error goes through norms that are
 * three times as large, and 12 U of the size afterwards through those of the weights alone. */
static void
test_second_layer_after (void)
{
  const double length = 2, norm = 3 * UNITS;
  const double before = NORMED * length, sums = norm * before, size = sums + 7 * length;
  const double error
      = 3 * norm * length * 8 + norm * 12 * before + 2 * (UNITS + 2) * sums + 10 * size;
  const double after = 3 * size + (3 * 2 + 7) * length;
  NormlabTestScreening fixture;
  NormlabMargin margin;

  set_up_two_layers (&fixture, NORMLAB_NORMALIZATION_BATCH_AFTER);
  if (get_margin (&fixture, &margin))
    assert_just_above (margin.fixed,
                       U * (3 * 2 * error + 2 * 12 * after + 2 * (UNITS + 4) * 2 * 2 * after));
  normlab_test_screening_clear (&fixture);
}

/* Many classes are not compared, and nothing is known of a network without hidden layers. */
static void
test_cost (void)
{
  NormlabTestScreening fixture;

  set_up (&fixture, 1, NORMLAB_ACTIVATION_RELU, NORMLAB_NORMALIZATION_NONE, 0);
  g_assert_true (isfinite (normlab_screening_norms_cost (&fixture.network)));
  fixture.network.layers[1].units = 64;
  g_assert_true (isfinite (normlab_screening_norms_cost (&fixture.network)));
  fixture.network.layers[1].units = 65;
  g_assert_true (isinf (normlab_screening_norms_cost (&fixture.network)));
  normlab_test_screening_clear (&fixture);

  set_up (&fixture, 0, NORMLAB_ACTIVATION_RELU, NORMLAB_NORMALIZATION_NONE, 0);
  g_assert_true (isinf (normlab_screening_norms_cost (&fixture.network)));
  normlab_test_screening_clear (&fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (hidden); i++)
    {
      g_autofree char *path = g_strdup_printf ("/screening-margins/hidden/%s", hidden[i].name);

      g_test_add_data_func (path, &hidden[i], test_hidden);
    }
  g_test_add_func ("/screening-margins/first-layer", test_first_layer);
  g_test_add_func ("/screening-margins/second-layer", test_second_layer);
  g_test_add_func ("/screening-margins/second-layer-after", test_second_layer_after);
  g_test_add_func ("/screening-margins/cost", test_cost);
  return g_test_run ();
}
