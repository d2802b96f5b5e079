/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The probe of a trainer's step against a plain training pass in double precision of the same step,
 * and against central differences of its loss. */
#include <math.h>
#include <string.h>

#include "normlab-probe.h"
#include "normlab-test-kernels.h"
#include "normlab-test-twin.h"
#include "normlab-test.h"
#include "normlab-trainer.h"

enum
{
  ROWS = NORMLAB_TEST_TWIN_ROWS,
  CLASSES = NORMLAB_TEST_TWIN_CLASSES,
  WIDTH = NORMLAB_TEST_TWIN_WIDTH,
  LAYERS = NORMLAB_TEST_TWIN_LAYERS,
  PROBED = 3, /* the step that is looked into */
  STEPS = NORMLAB_TEST_TWIN_STEPS,
};

/* In single precision a value near a bin's edge may lie on either side of it. */
static void
check_values (const NormlabLayer *l,
              double x[ROWS][WIDTH],
              double min,
              double max,
              const guint *bins,
              float mean,
              float std)
{
  const double n = ROWS * l->units, width = (max - min) / NORMLAB_PROBE_N_BINS, margin = 1e-4;
  guint total = 0;
  double sum = 0, squares = 0;

  for (guint b = 0; b < NORMLAB_PROBE_N_BINS; b++)
    {
      double from = b == 0 ? -INFINITY : min + b * width;
      double to = b + 1 == NORMLAB_PROBE_N_BINS ? INFINITY : min + (b + 1) * width;
      guint surely = 0, perhaps = 0;

      for (guint i = 0; i < ROWS; i++)
        for (guint j = 0; j < l->units; j++)
          {
            surely += x[i][j] >= from + margin && x[i][j] < to - margin;
            perhaps += x[i][j] >= from - margin && x[i][j] < to + margin;
          }
      g_assert_cmpuint (bins[b], >=, surely);
      g_assert_cmpuint (bins[b], <=, perhaps);
      total += bins[b];
    }
  g_assert_cmpuint (total, ==, ROWS * l->units);
  for (guint i = 0; i < ROWS; i++)
    for (guint j = 0; j < l->units; j++)
      sum += x[i][j];
  for (guint i = 0; i < ROWS; i++)
    for (guint j = 0; j < l->units; j++)
      squares += pow (x[i][j] - sum / n, 2);
  g_assert_cmpfloat_with_epsilon ((double) mean, sum / n, 2e-5 * (1 + fabs (sum / n)));
  g_assert_cmpfloat_with_epsilon ((double) std, sqrt (squares / n),
                                  2e-5 * (1 + sqrt (squares / n)));
}

/* How many units are dead, and what share of values is saturated. */
static void
check_shares (const NormlabTestTwin *twin,
              const NormlabLayer *l,
              double y[ROWS][WIDTH],
              const NormlabProbeLayer *p,
              guint *n_dead,
              double *saturated)
{
  const NormlabActivationInfo *info = twin->network.activation_info;
  const double low = info->min, high = info->max, edge = 0.01 * (high - low), margin = 1e-5;
  guint dead = 0, surely = 0, perhaps = 0;

  for (guint j = 0; j < l->units; j++)
    {
      guint zero = 0;

      for (guint i = 0; i < ROWS; i++)
        {
          surely += y[i][j] < low + edge - margin || y[i][j] > high - edge + margin;
          perhaps += y[i][j] < low + edge + margin || y[i][j] > high - edge - margin;
          zero += y[i][j] == 0;
        }
      dead += zero == ROWS;
    }
  if (!normlab_activation_is_bounded (info))
    surely = perhaps = 0;
  g_assert_cmpfloat (p->dead, ==, info->can_die ? (float) dead / (float) l->units : 0);
  g_assert_cmpfloat (p->saturated, >=, (float) surely / (float) (ROWS * l->units) - 1e-6f);
  g_assert_cmpfloat (p->saturated, <=, (float) perhaps / (float) (ROWS * l->units) + 1e-6f);
  *n_dead += (guint) lrint ((double) p->dead * l->units);
  *saturated += (double) p->saturated;
}

/* ‖∂L/∂W‖ by central differences. */
static double
difference_norm (const NormlabTestTwin *twin, const NormlabLayer *l)
{
  const double h = 1e-6;
  double squares = 0;
  NormlabTestInside inside;

  for (guint i = 0; i < l->inputs; i++)
    for (guint j = 0; j < l->units; j++)
      {
        double *w = &twin->before[l->weights + i * l->stride + j], old = *w, up, down;

        *w = old + h;
        up = normlab_test_twin_pass (twin, twin->before, &inside);
        *w = old - h;
        down = normlab_test_twin_pass (twin, twin->before, &inside);
        *w = old;
        squares += pow ((up - down) / (2 * h), 2);
      }
  return sqrt (squares);
}

static double
update_ratio (const NormlabTestTwin *twin, const NormlabLayer *l)
{
  double moved = 0, old = 0;

  for (guint i = 0; i < l->inputs; i++)
    for (guint j = 0; j < l->units; j++)
      {
        gsize at = l->weights + i * l->stride + j;

        moved += pow ((double) twin->network.parameters[at] - twin->before[at], 2);
        old += pow (twin->before[at], 2);
      }
  return sqrt (moved / old);
}

static void
check_mean (NormlabProbeRange range, const float *x, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += (double) x[i];
  g_assert_cmpfloat_with_epsilon ((double) range.mean, sum / n, 1e-6 * (1 + fabs (sum / n)));
}

/* What the probe says of the step that the twin has just done. */
static void
check_probe (const NormlabTestTwin *twin,
             const NormlabProbe *probe,
             guint *n_dead,
             double *saturated)
{
  const NormlabNetwork *network = &twin->network;
  NormlabTestInside inside;

  normlab_test_twin_pass (twin, twin->before, &inside);
  g_assert_cmpuint (probe->step, ==, PROBED);
  g_assert_cmpuint (probe->n_layers, ==, LAYERS);
  for (guint i = 0; i < LAYERS; i++)
    {
      const NormlabLayer *l = &network->layers[i];
      const NormlabProbeLayer *p = &probe->layers[i];
      double gradient = difference_norm (twin, l), ratio = update_ratio (twin, l);

      check_values (l, inside.pre[i], -8, 8, p->pre_bins, p->pre_mean, p->pre_std);
      g_assert_cmpfloat_with_epsilon ((double) p->gradient_norm, gradient, 1e-4 * gradient + 1e-7);
      g_assert_cmpfloat_with_epsilon ((double) p->update_ratio, ratio, 1e-5 * ratio + 1e-12);
      if (i + 1 == LAYERS)
        break;
      check_values (l, inside.out[i], (double) p->out_min, (double) p->out_max, p->out_bins,
                    p->out_mean, p->out_std);
      check_shares (twin, l, inside.out[i], p, n_dead, saturated);
      if (!l->norm->learns)
        continue;
      /* After the step. */
      check_mean (p->gamma, network->parameters + l->gamma, l->units);
      check_mean (p->beta, network->parameters + l->beta, l->units);
      check_mean (p->running_mean, network->running + l->running, l->units);
      check_mean (p->running_variance, network->running + l->running + l->stride, l->units);
    }
  g_assert_true ((probe->layers[LAYERS - 1].update_ratio == 0)
                 == (twin->recipe.update == NORMLAB_UPDATE_NOTEBOOK));
}

/* A trainer that is looked at comes to the same bits as the twin, and as it does alone. */
static void
check_case (const NormlabRecipe *recipe,
            NormlabDataset *dataset,
            const NormlabKernels *kernels,
            guint *n_dead,
            double *saturated)
{
  g_autoptr (NormlabTrainer) trainer = normlab_trainer_new (recipe, dataset, kernels, NULL, NULL);
  g_autoptr (NormlabTrainer) alone = normlab_trainer_new (recipe, dataset, kernels, NULL, NULL);
  g_autoptr (NormlabProbe) probe = NULL;
  NormlabScratch scratch = { 0 };
  NormlabTestTwin twin;

  normlab_test_twin_init (&twin, recipe, dataset, kernels);
  for (guint i = 0; i < PROBED; i++)
    normlab_test_twin_step (&twin);
  normlab_trainer_advance (trainer, PROBED - 1, &scratch, NULL, NULL);
  g_assert_cmpint (normlab_trainer_advance_with_probe (trainer, &probe, &scratch, NULL, NULL), ==,
                   NORMLAB_TRAINER_OK);
  g_assert_cmphex (normlab_trainer_get_hash (trainer), ==, normlab_network_hash (&twin.network));
  check_probe (&twin, probe, n_dead, saturated);
  normlab_trainer_advance (trainer, STEPS, &scratch, NULL, NULL);
  normlab_trainer_advance (alone, STEPS, &scratch, NULL, NULL);
  g_assert_cmphex (normlab_trainer_get_hash (trainer), ==, normlab_trainer_get_hash (alone));
  normlab_test_twin_clear (&twin);
  normlab_scratch_clear (&scratch);
}

static void
test_step (const NormlabKernels *kernels)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (3, 4, CLASSES, 60, 5);
  double saturated = 0;
  guint n_dead = 0;

  for (guint c = 0; c < NORMLAB_N_ACTIVATIONS * 8; c++)
    {
      NormlabRecipe recipe = normlab_test_twin_recipe (c);

      g_test_message ("activation %u, case %u", c / 8, c % 8);
      check_case (&recipe, dataset, kernels, &n_dead, &saturated);
    }
  g_assert_cmpuint (n_dead, >, 0);
  g_assert_cmpfloat (saturated, >, 0);
}

/* What a layer gives is looked at before dropout takes from it: of the first layer in the first
 * step it is the same as without. */
static void
test_before_dropout (const NormlabKernels *kernels)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (3, 4, CLASSES, 60, 5);

  for (guint c = 0; c < NORMLAB_N_ACTIVATIONS * 8; c++)
    {
      NormlabRecipe recipe = normlab_test_twin_recipe (c);
      NormlabScratch scratch = { 0 };
      NormlabProbe *probes[2];

      for (guint i = 0; i < 2; i++)
        {
          g_autoptr (NormlabTrainer) trainer = NULL;

          recipe.dropout = i == 0 ? 0 : 0.5;
          trainer = normlab_trainer_new (&recipe, dataset, kernels, NULL, NULL);
          normlab_trainer_advance_with_probe (trainer, &probes[i], &scratch, NULL, NULL);
        }
      g_assert_cmpmem (probes[0], G_STRUCT_OFFSET (NormlabProbe, layers[0].gradient_norm),
                       probes[1], G_STRUCT_OFFSET (NormlabProbe, layers[0].gradient_norm));
      g_assert_cmpfloat (probes[0]->layers[1].out_mean, !=, probes[1]->layers[1].out_mean);
      for (guint i = 0; i < 2; i++)
        normlab_probe_free (probes[i]);
      normlab_scratch_clear (&scratch);
    }
}

/* Of a step that did not go well there is no probe. */
static void
test_no_probe (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (3, 4, CLASSES, 60, 5);
  NormlabRecipe recipe = normlab_test_twin_recipe (0);
  g_autoptr (NormlabTrainer) trainer = NULL, diverging = NULL;
  NormlabScratch scratch = { 0 };
  NormlabProbe *probe = (gpointer) &recipe;
  const gint stop = 1;

  trainer = normlab_trainer_new (&recipe, dataset, normlab_kernels_get_default (), NULL, NULL);
  g_assert_cmpint (normlab_trainer_advance_with_probe (trainer, &probe, &scratch, &stop, NULL), ==,
                   NORMLAB_TRAINER_STOPPED);
  g_assert_null (probe);

  g_assert_true (normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_HIDDEN,
                                     "100,100,100,100,100,100,100,100", NULL));
  recipe.normalization = NORMLAB_NORMALIZATION_NONE;
  recipe.activation = NORMLAB_ACTIVATION_RELU;
  recipe.init_std = 1e6;
  diverging = normlab_trainer_new (&recipe, dataset, normlab_kernels_get_default (), NULL, NULL);
  probe = (gpointer) &recipe;
  g_assert_cmpint (normlab_trainer_advance_with_probe (diverging, &probe, &scratch, NULL, NULL), ==,
                   NORMLAB_TRAINER_DIVERGED);
  g_assert_null (probe);
  g_assert_cmpuint (normlab_trainer_get_step (diverging), ==, 1);
  normlab_scratch_clear (&scratch);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  normlab_test_add_kernels ("/probe-step/plain", test_step);
  normlab_test_add_kernels ("/probe-step/before-dropout", test_before_dropout);
  g_test_add_func ("/probe-step/no-probe", test_no_probe);
  return g_test_run ();
}
