/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How smooth the loss is along the gradient, against plain passes in double precision and their
 * central differences; and that a trainer does not notice being asked. */
#include "normlab-smoothness.h"

#include <math.h>
#include <string.h>

#include "normlab-test-kernels.h"
#include "normlab-test-twin.h"
#include "normlab-test.h"

enum
{
  LOOKED_AT = 3, /* the step that is looked into */
};

/* What the plain passes come to. */
typedef struct
{
  double gradient_norm, loss_low, loss_high, gradient_change, gradient_change_least, beta;
} Expected;

static double
plain_loss (const NormlabTestTwin *twin, const double *parameters)
{
  NormlabTestInside inside;

  return normlab_test_twin_pass (twin, parameters, &inside);
}

/* ∂L/∂θ of what is updated by central differences; n_parameters, otherwise 0. */
static double *
plain_gradient (const NormlabTestTwin *twin, const double *parameters)
{
  const double h = 1e-6;
  gsize n = twin->network.n_parameters;
  double *moved = g_memdup2 (parameters, n * sizeof *moved), *gradient = g_new0 (double, n);

  for (guint s = 0; s < twin->updater.n_spans; s++)
    for (gsize i = twin->updater.spans[s].first; i < twin->updater.spans[s].end; i++)
      {
        double up, down;

        /* Padding has no part in the loss. */
        moved[i] = parameters[i] + h;
        up = plain_loss (twin, moved);
        moved[i] = parameters[i] - h;
        down = plain_loss (twin, moved);
        moved[i] = parameters[i];
        gradient[i] = (up - down) / (2 * h);
      }
  g_free (moved);
  return gradient;
}

static double
distance (const double *a, const double *b, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += pow (a[i] - (b != NULL ? b[i] : 0), 2);
  return sqrt (sum);
}

static Expected
expect (NormlabTestTwin *twin)
{
  static const double steps[] = { 0.5, 1, 2, 4 };
  gsize n = twin->network.n_parameters;
  g_autofree double *g = plain_gradient (twin, twin->before);
  g_autofree double *moved = g_new (double, n);
  Expected expected = { distance (g, NULL, n), INFINITY, -INFINITY, 0, INFINITY, 0 };

  for (guint c = 0; c < G_N_ELEMENTS (steps); c++)
    {
      double length = steps[c] * twin->recipe.learning_rate, loss, change;
      g_autofree double *gradient = NULL;

      for (gsize i = 0; i < n; i++)
        moved[i] = twin->before[i] - length * g[i];
      gradient = plain_gradient (twin, moved);
      twin->offset = 1e-7;
      loss = plain_loss (twin, moved);
      twin->offset = 0;
      change = distance (gradient, g, n);
      expected.loss_low = MIN (expected.loss_low, loss);
      expected.loss_high = MAX (expected.loss_high, loss);
      expected.gradient_change = MAX (expected.gradient_change, change);
      expected.gradient_change_least = MIN (expected.gradient_change_least, change);
      expected.beta = MAX (expected.beta, change / (length * expected.gradient_norm));
    }
  return expected;
}

static void
assert_near (double value, double expected, double noise)
{
  g_assert_cmpfloat_with_epsilon (value, expected, 1e-3 * fabs (expected) + noise);
}

static void
check_case (const NormlabRecipe *recipe, NormlabDataset *dataset, const NormlabKernels *kernels)
{
  g_autoptr (NormlabTrainer) trainer = normlab_trainer_new (recipe, dataset, kernels, NULL, NULL);
  NormlabSmoothness smoothness = { 0 };
  NormlabScratch scratch = { 0 };
  NormlabTestTwin twin;
  Expected expected;

  normlab_test_twin_init (&twin, recipe, dataset, kernels);
  for (guint i = 0; i < LOOKED_AT; i++)
    normlab_test_twin_step (&twin);
  expected = expect (&twin);
  normlab_trainer_advance (trainer, LOOKED_AT - 1, &scratch, NULL, NULL);
  g_assert_cmpint (normlab_smoothness_measure (trainer, &smoothness, &scratch, NULL, NULL), ==,
                   NORMLAB_TRAINER_OK);

  g_assert_cmpuint (smoothness.step, ==, LOOKED_AT);
  assert_near (smoothness.gradient_norm, expected.gradient_norm, 1e-6);
  g_assert_cmpfloat_with_epsilon (smoothness.loss_low, expected.loss_low, 1e-5);
  g_assert_cmpfloat_with_epsilon (smoothness.loss_high, expected.loss_high, 1e-5);
  assert_near (smoothness.gradient_change, expected.gradient_change,
               1e-5 * (1 + expected.gradient_norm));
  assert_near (smoothness.gradient_change_least, expected.gradient_change_least,
               1e-5 * (1 + expected.gradient_norm));
  assert_near (smoothness.beta, expected.beta, 1e-4);
  normlab_test_twin_clear (&twin);
  normlab_scratch_clear (&scratch);
}

/* Every activation function and optimizer, with and without batch norm, masks, decay, and with
 * layers that are not updated. */
static void
test_plain (const NormlabKernels *kernels)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (3, 4, 3, 60, 5);

  for (guint i = 0; i < 2 * NORMLAB_N_ACTIVATIONS; i++)
    {
      NormlabRecipe recipe = normlab_test_twin_recipe (i / 2 * 8 + (i * 5 + i / 8) % 8);

      recipe.optimizer = i % NORMLAB_N_OPTIMIZERS;
      recipe.weight_decay = i % 3 != 0 ? 0.01 : 0;
      recipe.learning_rate = 0.05;
      recipe.training_images = i % 5 == 1 ? 25 : NORMLAB_ALL;
      recipe.label_noise = i % 4 == 3 ? 0.7 : 0;
      /* A unit none of whose inputs is kept stands on the corner of these, where there is no
       * difference to take. */
      if (recipe.activation == NORMLAB_ACTIVATION_RELU
          || recipe.activation == NORMLAB_ACTIVATION_LEAKY_RELU)
        recipe.dropout = 0;
      g_test_message ("%s, %s, dropout %g, norm %d, update %d",
                      normlab_activation_words[recipe.activation]->word,
                      normlab_optimizer_words[recipe.optimizer]->word, recipe.dropout,
                      recipe.normalization, recipe.update);
      check_case (&recipe, dataset, kernels);
    }
}

/* A trainer that is asked before every step comes to the same bits, and draws the same batches,
 * masks and tests. */
static void
test_untouched (const NormlabKernels *kernels)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (3, 4, 3, 60, 5);

  for (guint i = 0; i < 8 * NORMLAB_N_NORMALIZATIONS; i++)
    {
      NormlabRecipe recipe = normlab_test_twin_recipe (i * 3 % 64);
      g_autoptr (NormlabTrainer) asked = NULL, alone = NULL;
      NormlabScratch scratch = { 0 };

      recipe.normalization = i % NORMLAB_N_NORMALIZATIONS;
      recipe.optimizer = i % NORMLAB_N_OPTIMIZERS;
      asked = normlab_trainer_new (&recipe, dataset, kernels, NULL, NULL);
      alone = normlab_trainer_new (&recipe, dataset, kernels, NULL, NULL);
      for (guint step = 1; step <= NORMLAB_TEST_TWIN_STEPS; step++)
        {
          NormlabSmoothness smoothness;
          NormlabSample a = { 0 }, b = { 0 };

          g_assert_cmpint (normlab_smoothness_measure (asked, &smoothness, &scratch, NULL, NULL),
                           ==, NORMLAB_TRAINER_OK);
          g_assert_cmpuint (smoothness.step, ==, step);
          normlab_trainer_advance (asked, 1, &scratch, NULL, NULL);
          normlab_trainer_advance (alone, 1, &scratch, NULL, NULL);
          normlab_trainer_glance (asked, &a, &scratch, NULL, NULL);
          normlab_trainer_glance (alone, &b, &scratch, NULL, NULL);
          g_assert_cmpfloat (a.loss, ==, b.loss);
          g_assert_cmphex (normlab_trainer_get_hash (asked), ==, normlab_trainer_get_hash (alone));
        }
      normlab_scratch_clear (&scratch);
    }
}

/* A loss that overflows on the way is infinitely rough; without a gradient there is no way. */
static void
test_divergence (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (3, 4, 3, 60, 5);
  NormlabRecipe recipe = normlab_test_twin_recipe (8);
  g_autoptr (NormlabTrainer) rough = NULL, lost = NULL;
  NormlabSmoothness smoothness;
  NormlabScratch scratch = { 0 };

  g_assert_cmpint (recipe.activation, ==, NORMLAB_ACTIVATION_RELU);
  g_assert_true (
      normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_HIDDEN, "9,9,9,9,9,9,9", NULL));
  recipe.learning_rate = 1e6;
  rough = normlab_trainer_new (&recipe, dataset, normlab_kernels_get_default (), NULL, NULL);
  g_assert_cmpint (normlab_smoothness_measure (rough, &smoothness, &scratch, NULL, NULL), ==,
                   NORMLAB_TRAINER_OK);
  g_assert_true (isfinite (smoothness.gradient_norm));
  g_assert_cmpfloat (smoothness.loss_high, ==, INFINITY);
  g_assert_cmpfloat (smoothness.gradient_change, ==, INFINITY);
  g_assert_cmpfloat (smoothness.beta, ==, INFINITY);

  recipe.init_std = 1e6;
  lost = normlab_trainer_new (&recipe, dataset, normlab_kernels_get_default (), NULL, NULL);
  g_assert_cmpint (normlab_smoothness_measure (lost, &smoothness, &scratch, NULL, NULL), ==,
                   NORMLAB_TRAINER_DIVERGED);
  normlab_scratch_clear (&scratch);
}

/* Where nothing that is updated has a gradient, nothing changes, and β is not known. */
static void
test_no_gradient (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (3, 4, 3, 60, 5);
  NormlabRecipe recipe = normlab_test_twin_recipe (4);
  g_autoptr (NormlabTrainer) trainer = NULL;
  NormlabSmoothness smoothness;
  NormlabScratch scratch = { 0 };
  const gint stop = 1;

  recipe.init_std = 0;
  trainer = normlab_trainer_new (&recipe, dataset, normlab_kernels_get_default (), NULL, NULL);
  g_assert_cmpint (normlab_smoothness_measure (trainer, &smoothness, &scratch, NULL, NULL), ==,
                   NORMLAB_TRAINER_OK);
  g_assert_cmpfloat (smoothness.gradient_norm, ==, 0);
  g_assert_cmpfloat (smoothness.gradient_change, ==, 0);
  g_assert_cmpfloat (smoothness.loss_low, ==, smoothness.loss_high);
  g_assert_cmpfloat_with_epsilon (smoothness.loss_low, log (3), 1e-5);
  g_assert_true (isnan (smoothness.beta));
  g_assert_cmpint (normlab_smoothness_measure (trainer, &smoothness, &scratch, &stop, NULL), ==,
                   NORMLAB_TRAINER_STOPPED);
  normlab_scratch_clear (&scratch);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  normlab_test_add_kernels ("/smoothness/plain", test_plain);
  normlab_test_add_kernels ("/smoothness/untouched", test_untouched);
  g_test_add_func ("/smoothness/divergence", test_divergence);
  g_test_add_func ("/smoothness/no-gradient", test_no_gradient);
  return g_test_run ();
}
