/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bounds of screening, on networks made to come near them: in the networks of
 * test-screening.c errors are of either sign and mostly cancel, which would hide a bound that is
 * too low. */
#include <math.h>
#include <string.h>

#include "normlab-screening-private.h"
#include "normlab-test-activation.h"
#include "normlab-test-kernels.h"
#include "normlab-test-screening.h"

/* Small networks, N_WHITE pixels and some black ones – UNITS … UNITS – CLASSES. */
enum
{
  N_IMAGES = 200,
  N_WHITE = 8,
  UNITS = 8,
  CLASSES = 3
};

/* The weights of black pixels, which do nothing but say how coarsely the others are rounded: either
 * products of 16 bits would overflow otherwise, or sums of 32. */
#define LARGEST_WEIGHT 8
#define LARGEST_PRODUCT 32766.0f
#define LARGEST_SUM (8.4e6 / 1.01)
/* The most that rounding to whole numbers takes off, but for a hair. */
#define ROUNDED_OFF 0.499

typedef struct
{
  const char *name;
  guint n_black; /* the first ones */
  guint n_hidden;
  NormlabActivation activation;
  NormlabNormalization normalization;
  double dropout;
  guint n_white; /* N_WHITE if it is 0 */
} Case;

static const Case cases[] = {
  { "linear-product", 1, 0 },
  { "linear-sum", 3000, 0 },
  { "sigmoid", 3000, 1, NORMLAB_ACTIVATION_SIGMOID },
  { "tanh", 3000, 1, NORMLAB_ACTIVATION_TANH },
  { "relu", 3000, 1, NORMLAB_ACTIVATION_RELU },
  { "sigmoid-bn", 3000, 1, NORMLAB_ACTIVATION_SIGMOID, NORMLAB_NORMALIZATION_BATCH },
  { "tanh-dropout", 3000, 1, NORMLAB_ACTIVATION_TANH, NORMLAB_NORMALIZATION_NONE, 0.3 },
  { "relu-bn-dropout", 3000, 1, NORMLAB_ACTIVATION_RELU, NORMLAB_NORMALIZATION_BATCH, 0.3 },
  { "sigmoid-deep", 3000, 3, NORMLAB_ACTIVATION_SIGMOID },
  { "relu-deep", 3000, 3, NORMLAB_ACTIVATION_RELU },
  { "tanh-bn-deep", 3000, 2, NORMLAB_ACTIVATION_TANH, NORMLAB_NORMALIZATION_BATCH },
  /* Where black pixels are not rounded, margins come near to the errors too. */
  { "sigmoid-product", 1, 1, NORMLAB_ACTIVATION_SIGMOID },
  { "relu-product", 1, 1, NORMLAB_ACTIVATION_RELU },
  { "relu-bn-dropout-product", 1, 1, NORMLAB_ACTIVATION_RELU, NORMLAB_NORMALIZATION_BATCH, 0.3 },
  { "relu-deep-product", 1, 3, NORMLAB_ACTIVATION_RELU },
  { "tanh-bn-deep-product", 1, 2, NORMLAB_ACTIVATION_TANH, NORMLAB_NORMALIZATION_BATCH },
  { "relu-after-product", 1, 2, NORMLAB_ACTIVATION_RELU, NORMLAB_NORMALIZATION_BATCH_AFTER, 0.3 },
};

typedef struct
{
  NormlabTestScreening base;
  guint n_black;
  double factor; /* what the first layer's weights are multiplied by before they are rounded */
} Fixture;

static void
set_up (Fixture *self, const Case *c, guint units, const NormlabKernels *kernels)
{
  const guint n_white = c->n_white > 0 ? c->n_white : N_WHITE, n_pixels = c->n_black + n_white;
  g_autofree guint8 *images = g_malloc0 (N_IMAGES * n_pixels);
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.n_hidden = c->n_hidden;
  for (guint i = 0; i < c->n_hidden; i++)
    recipe.hidden[i] = units;
  recipe.activation = c->activation;
  recipe.normalization = c->normalization;
  recipe.dropout = c->dropout;
  for (guint i = 0; i < N_IMAGES; i++)
    memset (images + i * n_pixels + c->n_black, 255, n_white);
  normlab_test_screening_init (&self->base, &recipe, CLASSES, images, N_IMAGES, n_pixels, kernels);
  self->n_black = c->n_black;
  self->factor = MIN ((double) LARGEST_PRODUCT, LARGEST_SUM / c->n_black) / LARGEST_WEIGHT;
}

/* A pre-activation where the slope is steepest, and what the layer makes of it. */
static double
get_steepest (const NormlabNetwork *network, double *activation)
{
  double z = normlab_test_activation_steepest (network->activation);

  *activation = normlab_test_activation (network->activation, z) * (1 - network->dropout);
  return z;
}

/* Which way the logits of each class err. */
static const int directions[CLASSES] = { 1, -1, 0 };

/* Weights of @layer with which the errors of its inputs, whose signs are @signs, add up in each
 * unit, with the sign that stands in @signs afterwards. All inputs are @input. */
static void
make_worst_layer (Fixture *self, guint layer, double input, int *signs)
{
  const NormlabLayer *l = &self->base.network.layers[layer];
  gboolean hidden = layer + 1 < self->base.network.n_layers;
  double activation = 0, target = hidden ? get_steepest (&self->base.network, &activation) : 0;
  guint n_black = layer == 0 ? self->n_black : 0;
  int out[UNITS];

  for (guint k = 0; k < l->units; k++)
    {
      double sum = 0;

      out[k] = hidden ? (k % 3 == 0 ? -1 : 1) : directions[k];
      for (guint j = n_black; j < l->inputs; j++)
        {
          double size = layer == 0 ? (3 + ROUNDED_OFF) / self->factor : 0.25;

          *normlab_test_screening_weight (&self->base, layer, j, k)
              = (float) (size * signs[j - n_black] * out[k]);
          sum += (double) *normlab_test_screening_weight (&self->base, layer, j, k) * input;
        }
      for (guint j = 0; j < n_black; j++)
        *normlab_test_screening_weight (&self->base, 0, j, k) = LARGEST_WEIGHT;
      *normlab_test_screening_bias (&self->base, layer, k)
          = (float) (l->norm->learns && !l->norm->after ? 1 : target - sum);
      if (l->norm->after)
        {
          float scale = k % 2 == 0 ? 1.5f : -1.5f;
          double given = activation / (1 - self->base.network.dropout);

          /* What the next layer takes stays what it is without. */
          normlab_test_screening_set_batch_norm (&self->base, layer, k, (float) (given - 1), scale,
                                                 (float) (given - (double) scale));
          out[k] *= k % 2 == 0 ? 1 : -1;
        }
      else if (l->norm->learns)
        {
          normlab_test_screening_set_batch_norm (&self->base, layer, k, (float) (sum + 1),
                                                 k % 2 == 0 ? 1.5f : -1.5f, (float) target);
          out[k] *= k % 2 == 0 ? 1 : -1;
        }
    }
  memcpy (signs, out, l->units * sizeof *out);
}

/* White pixels all have an error of the same sign. */
static void
make_worst (Fixture *self)
{
  int signs[MAX (UNITS, N_WHITE)] = { 1, 1, 1, 1, 1, 1, 1, 1 };
  double activation = 1;

  for (guint layer = 0; layer < self->base.network.n_layers; layer++)
    {
      make_worst_layer (self, layer, activation, signs);
      get_steepest (&self->base.network, &activation);
    }
  /* The last class is out of the question. */
  *normlab_test_screening_bias (&self->base, self->base.network.n_layers - 1, CLASSES - 1) = -3;
}

/* Of the difference between the first image's logits of the first class and another one; none
 * without hidden layers. */
static double
get_margin (Fixture *self, NormlabScreening *screening)
{
  const NormlabPairsMeasures *measures = &self->base.pairs.measures[0];
  const NormlabMargin *margin = screening->margins;

  if (self->base.network.n_layers == 1)
    return G_MAXDOUBLE;
  normlab_screening_guess_margins (screening, &self->base.network, &self->base.scratch, NULL);
  normlab_screening_find_margins (screening, &self->base.network, &self->base.scratch, NULL);
  return (double) margin->per_size * (double) measures->norm
         + (double) margin->per_sum * (double) measures->norm_sums + (double) margin->fixed;
}

/* The logits of the first image both ways, the bound that each keeps, and the margin that their
 * difference keeps. FALSE where nothing is screened. */
static gboolean
evaluate (Fixture *self, float *fast, float *full, double *bound, double *margin)
{
  const NormlabNetwork *network = &self->base.network;
  gsize needed = normlab_screening_scratch (network, &self->base.pairs)
                 + normlab_network_evaluate_scratch (network, NORMLAB_SCREENING_ROWS);
  NormlabScreening screening;

  g_assert_true (normlab_scratch_begin (&self->base.scratch, needed, NULL));
  if (network->kernels->screening == NULL)
    return FALSE;
  g_assert_true (normlab_screening_init (&screening, network, &self->base.scratch, NULL));
  *bound = screening.bound.per_size * (double) self->base.pairs.measures[0].ink
           + screening.bound.per_sum * (double) self->base.pairs.measures[0].ink_sums
           + screening.bound.fixed;
  *margin = get_margin (self, &screening);
  memcpy (fast,
          normlab_screening_evaluate (&screening, network, &self->base.pairs, 0, 1,
                                      &self->base.scratch, NULL),
          CLASSES * sizeof *fast);
  memcpy (full,
          normlab_network_evaluate (network, &self->base.x, NULL, 0, 1, &self->base.scratch, NULL,
                                    NULL, NULL),
          CLASSES * sizeof *full);
  return TRUE;
}

/* The network in full just prefers one class, and screening the other by twice the error: what
 * counts is the former, as it would not with a lesser margin. */
static void
check_counts (Fixture *self, guint8 preferred)
{
  float *bias
      = normlab_test_screening_bias (&self->base, self->base.network.n_layers - 1, preferred);
  float fast[CLASSES], full[CLASSES];
  double bound, margin;

  evaluate (self, fast, full, &bound, &margin);
  *bias += full[1 - preferred] - full[preferred];
  for (float nudge = 1e-7f;
       evaluate (self, fast, full, &bound, &margin) && full[preferred] <= full[1 - preferred];
       nudge *= 2)
    *bias += nudge;
  g_assert_cmpuint (normlab_test_screening_count (&self->base, FALSE, preferred, NULL), ==,
                    N_IMAGES);
  for (guint8 class = 0; class < CLASSES; class ++)
    g_assert_cmpuint (normlab_test_screening_count (&self->base, TRUE, class, NULL), ==,
                      normlab_test_screening_count (&self->base, FALSE, class, NULL));
}

/* Errors are to be within bound and margin, and at least those shares of them. */
static void
check_errors (Fixture *self, double share, double margin_share)
{
  float fast[CLASSES], full[CLASSES];
  double bound, margin, difference;

  if (!evaluate (self, fast, full, &bound, &margin))
    return;
  difference = ((double) full[0] - (double) full[1]) - ((double) fast[0] - (double) fast[1]);
  g_test_message ("%s: an error of %.3f of the margin", self->base.network.kernels->name,
                  difference / margin);
  g_assert_cmpfloat (difference, <=, margin);
  g_assert_cmpfloat (difference, >=, margin_share * margin);
  for (guint k = 0; k < 2; k++)
    {
      double error = ((double) full[k] - (double) fast[k]) * directions[k];

      g_test_message ("%s, class %u: an error of %.3f of the bound",
                      self->base.network.kernels->name, k, error / bound);
      g_assert_cmpfloat (error, <=, bound);
      g_assert_cmpfloat (error, >=, share * bound);
    }
  check_counts (self, 0);
  check_counts (self, 1);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  guint n;
  const NormlabKernels *const *all = normlab_kernels_get_all (&n);

  for (guint i = 0; i < n; i++)
    {
      Fixture fixture;

      set_up (&fixture, c, UNITS, all[i]);
      make_worst (&fixture);
      if (c->n_black == 1 && c->n_hidden > 0)
        check_errors (&fixture, 0.5, 0.8);
      else
        check_errors (&fixture, 0.9, 0);
      normlab_test_screening_clear (&fixture.base);
    }
}

/* Every activation, also with batch norm and in a deep network. */
static void
test_kinds (void)
{
  for (guint a = 0; a < NORMLAB_N_ACTIVATIONS; a++)
    {
      const Case kinds[] = {
        { "plain", 3000, 1, a },
        { "deep", 3000, 3, a },
        { "batch-norm", 3000, 2, a, NORMLAB_NORMALIZATION_BATCH },
        { "after", 3000, 2, a, NORMLAB_NORMALIZATION_BATCH_AFTER, 0.3 },
        { "dropout", 3000, 1, a, NORMLAB_NORMALIZATION_NONE, 0.3 },
        { "plain-product", 1, 1, a },
        { "after-product", 1, 2, a, NORMLAB_NORMALIZATION_BATCH_AFTER, 0.3 },
      };

      for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
        {
          g_test_message ("%s, %s", normlab_activation_words[a]->word, kinds[i].name);
          test_case (&kinds[i]);
        }
    }
}

/* Of weights somewhat below 1, the one that makes @sum err upwards the most, and itself downwards
 * when it is rounded for screening. */
static float
find_worst_weight (float sum, float factor)
{
  double most = -1;
  float worst = 1;

  for (guint i = 0; i < 1000; i++)
    {
      float weight = 1 - (float) (1049 * i) * 0x1p-23f, next = sum + weight;
      double rounded_up = (double) next - ((double) sum + (double) weight);
      double rounded_off = (double) weight - (double) rintf (weight * factor) / (double) factor;

      if (rounded_up + rounded_off > most)
        {
          most = rounded_up + rounded_off;
          worst = weight;
        }
    }
  return worst;
}

/* Long sums in which each addition is rounded upwards. */
static void
test_sums (const NormlabKernels *kernels)
{
  static const Case linear = { "sums", 0, 0, .n_white = 250 };
  Fixture fixture;
  float sum = 1;

  set_up (&fixture, &linear, 0, kernels);
  for (guint k = 0; k < 2; k++)
    *normlab_test_screening_weight (&fixture.base, 0, 0, k) = (float) directions[k];
  for (guint pixel = 1; pixel < linear.n_white; pixel++)
    {
      float weight = find_worst_weight (sum, LARGEST_PRODUCT);

      sum += weight;
      for (guint k = 0; k < 2; k++)
        *normlab_test_screening_weight (&fixture.base, 0, pixel, k)
            = weight * (float) directions[k];
    }
  for (guint k = 0; k < 2; k++)
    *normlab_test_screening_bias (&fixture.base, 0, k) = -sum * (float) directions[k];
  *normlab_test_screening_bias (&fixture.base, 0, CLASSES - 1) = -3;
  check_errors (&fixture, 0.75, 0);
  normlab_test_screening_clear (&fixture.base);
}

/* An activation that is off as much as the bounds allow for: upwards for what is positive,
 * downwards for the rest. */
#define ACTIVATION_ERROR 0.99e-6f

static void (*honest_evaluate) (NormlabActivation activation,
                                gsize rows,
                                gsize stride,
                                float *x,
                                const float *mean,
                                const float *scale,
                                const float *beta);

static void
evaluate_badly (NormlabActivation activation,
                gsize rows,
                gsize stride,
                float *x,
                const float *mean,
                const float *scale,
                const float *beta)
{
  for (gsize i = 0; i < rows; i++, x += stride)
    {
      float before = x[0];

      honest_evaluate (activation, 1, stride, x, mean, scale, beta);
      x[0] += before > 0 ? ACTIVATION_ERROR : -ACTIVATION_ERROR;
    }
}

/* Pre-activations that differ by next to nothing, but lie on both sides of zero. */
static void
test_activation (const NormlabKernels *honest)
{
  static const Case sigmoid = { "sigmoid", 0, 1, NORMLAB_ACTIVATION_SIGMOID };
  NormlabKernels bad = *honest;
  const float size = 0x1p-20f, rounding = size / 32766;
  float fast[CLASSES], full[CLASSES], *bias;
  Fixture fixture;
  double bound, margin;

  bad.evaluate = evaluate_badly;
  honest_evaluate = honest->evaluate;
  set_up (&fixture, &sigmoid, 1, &bad);
  *normlab_test_screening_weight (&fixture.base, 0, 0, 0) = size;
  *normlab_test_screening_weight (&fixture.base, 0, 1, 0) = 100.25f * rounding;
  bias = normlab_test_screening_bias (&fixture.base, 0, 0);
  *bias = -(size + 100.125f * rounding);
  *normlab_test_screening_weight (&fixture.base, 1, 0, 0) = 1;
  if (evaluate (&fixture, fast, full, &bound, &margin))
    {
      g_assert_cmpfloat (full[0] - fast[0], <=, margin);
      g_assert_cmpfloat (full[0] - fast[0], >=, 0.5 * margin);
      g_assert_cmpfloat (full[0] - fast[0], >, 1.9e-6f);
      g_assert_cmpfloat (full[0] - fast[0], <=, bound);
    }
  normlab_test_screening_clear (&fixture.base);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/screening-bounds/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/screening-bounds/kinds", test_kinds);
  normlab_test_add_kernels ("/screening-bounds/sums", test_sums);
  normlab_test_add_kernels ("/screening-bounds/activation", test_activation);
  return g_test_run ();
}
