/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a prober makes of the values that it is shown, against plain loops over the same. Whether
 * these are the values that they should be is in test-probe-step.c. */
#include <float.h>
#include <math.h>
#include <string.h>

#include "normlab-prober.h"
#include "normlab-test-activation.h"
#include "normlab-test.h"

enum
{
  ROWS = 130,
  CLASSES = 5
};

typedef struct
{
  NormlabProber prober;
  guint n_shown[3]; /* of each stage */
} Check;

/* Values of rows × units, binned by comparing with each bin's edges. */
static void
check_values (const float *x,
              const NormlabLayer *l,
              double min,
              double max,
              const guint *bins,
              float mean,
              float std)
{
  const double n = ROWS * l->units, width = (max - min) / NORMLAB_PROBE_N_BINS;
  guint expected[NORMLAB_PROBE_N_BINS] = { 0 }, used = 0;
  double sum = 0, squares = 0;

  for (guint i = 0; i < ROWS; i++)
    for (guint j = 0; j < l->units; j++)
      {
        double value = (double) x[i * l->stride + j];
        guint bin = 0;

        while (bin + 1 < NORMLAB_PROBE_N_BINS && value >= min + (bin + 1) * width)
          bin++;
        expected[bin]++;
        sum += value;
      }
  for (guint i = 0; i < ROWS; i++)
    for (guint j = 0; j < l->units; j++)
      squares += pow ((double) x[i * l->stride + j] - sum / n, 2);
  for (guint b = 0; b < NORMLAB_PROBE_N_BINS; b++)
    {
      g_assert_cmpuint (bins[b], ==, expected[b]);
      used += expected[b] > 0;
    }
  g_assert_cmpuint (used, >=, 3);
  g_assert_cmpfloat_with_epsilon ((double) mean, sum / n, 1e-6 * (1 + fabs (sum / n)));
  g_assert_cmpfloat_with_epsilon ((double) std, sqrt (squares / n), 1e-6 * sqrt (squares / n));
}

/* Edges between the least value and the greatest, and every value between two of them. */
static void
check_spread (const float *x, const NormlabLayer *l, const NormlabProbeSpread *spread)
{
  float min = INFINITY, max = -INFINITY;
  guint expected[NORMLAB_PROBE_N_BINS] = { 0 };

  for (guint i = 0; i < ROWS; i++)
    for (guint j = 0; j < l->units; j++)
      {
        min = fminf (min, x[i * l->stride + j]);
        max = fmaxf (max, x[i * l->stride + j]);
      }
  g_assert_cmpfloat (min, <, max);
  for (guint i = 0; i < ROWS; i++)
    for (guint j = 0; j < l->units; j++)
      {
        double share = ((double) x[i * l->stride + j] - (double) min)
                       * (NORMLAB_PROBE_N_BINS / ((double) max - (double) min));

        expected[MIN ((guint) share, NORMLAB_PROBE_N_BINS - 1)]++;
      }
  g_assert_cmpfloat (spread->min, ==, min);
  g_assert_cmpfloat (spread->max, ==, max);
  g_assert_cmpmem (spread->bins, sizeof spread->bins, expected, sizeof expected);
  g_assert_cmpuint (spread->bins[0], >, 0);
  g_assert_cmpuint (spread->bins[NORMLAB_PROBE_N_BINS - 1], >, 0);
}

static void
check_shares (const NormlabNetwork *network,
              const NormlabLayer *l,
              const float *y,
              const NormlabProbeLayer *p)
{
  const NormlabActivationInfo *info = network->activation_info;
  const double low = info->min, high = info->max, edge = 0.01 * (high - low);
  guint saturated = 0, dead = 0;

  for (guint j = 0; j < l->units; j++)
    {
      guint zero = 0;

      for (guint i = 0; i < ROWS; i++)
        {
          double value = (double) y[i * l->stride + j];

          saturated += value < low + edge || value > high - edge;
          zero += value == 0;
        }
      dead += zero == ROWS;
    }
  if (!normlab_activation_is_bounded (info))
    saturated = 0;
  if (!info->can_die)
    dead = 0;
  g_assert_cmpfloat (p->saturated, ==, (float) ((double) saturated / (ROWS * l->units)));
  g_assert_cmpfloat (p->dead, ==, (float) dead / (float) l->units);
  /* Some, not all: see spoil(). */
  if (normlab_activation_is_bounded (info) || info->can_die)
    g_assert_cmpuint (MAX (saturated, dead), >, 0);
  g_assert_cmpuint (saturated, <, ROWS * l->units);
  g_assert_cmpuint (dead, <, l->units);
}

/* Shows a layer to the prober and compares what it wrote. */
static void
check_stage (const NormlabNetwork *network,
             guint layer,
             NormlabStage stage,
             const float *values,
             gsize rows,
             gpointer user_data)
{
  Check *check = user_data;
  const NormlabLayer *l = &network->layers[layer];
  const NormlabProbeLayer *p = &check->prober.probe->layers[layer];

  /* What else a pass shows is not for the prober. */
  if (stage == NORMLAB_STAGE_SUM || stage == NORMLAB_STAGE_BACK)
    {
      normlab_prober_observe (network, layer, stage, values, rows, &check->prober);
      return;
    }
  g_assert_cmpuint (layer, ==, check->n_shown[stage]++);
  g_assert_cmpuint (rows, ==, ROWS);
  normlab_prober_observe (network, layer, stage, values, rows, &check->prober);
  if (stage == NORMLAB_STAGE_PRE)
    {
      check_values (values, l, -8, 8, p->pre_bins, p->pre_mean, p->pre_std);
      check_spread (values, l, &p->pre);
      return;
    }
  if (stage == NORMLAB_STAGE_ACTIVATED)
    {
      check_shares (network, l, values, p);
      return;
    }
  g_assert_cmpfloat (p->out_min, ==, l->norm->after ? -8 : network->activation_info->bins_min);
  g_assert_cmpfloat (p->out_max, ==, l->norm->after ? 8 : network->activation_info->bins_max);
  check_values (values, l, (double) p->out_min, (double) p->out_max, p->out_bins, p->out_mean,
                p->out_std);
  check_spread (values, l, &p->out);
  if (!l->norm->after)
    check_shares (network, l, values, p);
}

static void
check_range (NormlabProbeRange range, const float *x, guint n)
{
  float min = x[0], max = x[0];
  double sum = 0;

  for (guint i = 0; i < n; i++)
    {
      min = x[i] < min ? x[i] : min;
      max = x[i] > max ? x[i] : max;
      sum += (double) x[i];
    }
  g_assert_cmpfloat (range.min, ==, min);
  g_assert_cmpfloat (range.max, ==, max);
  g_assert_cmpfloat_with_epsilon ((double) range.mean, sum / n, 1e-6 * (1 + fabs (sum / n)));
  g_assert_cmpfloat (min, <, max);
}

static gboolean
is_zero (NormlabProbeRange range)
{
  return range.min == 0.0f && range.mean == 0.0f && range.max == 0.0f;
}

static void
check_ranges (const NormlabNetwork *network, const NormlabLayer *l, const NormlabProbeLayer *p)
{
  const float *parameters = network->parameters, *running = network->running + l->running;

  if (l->norm->learns)
    {
      check_range (p->gamma, parameters + l->gamma, l->units);
      check_range (p->beta, parameters + l->beta, l->units);
    }
  else
    g_assert_true (is_zero (p->gamma) && is_zero (p->beta));
  if (l->norm->running)
    {
      check_range (p->running_mean, running, l->units);
      check_range (p->running_variance, running + l->stride, l->units);
    }
  else
    g_assert_true (is_zero (p->running_mean) && is_zero (p->running_variance));
}

/* Of the logits only pre_… is set. */
static void
check_output (const NormlabProbeLayer *p)
{
  for (guint b = 0; b < NORMLAB_PROBE_N_BINS; b++)
    g_assert_cmpuint (p->out_bins[b] + p->out.bins[b], ==, 0);
  g_assert_cmpfloat (p->out_min, ==, 0);
  g_assert_cmpfloat (p->out_max, ==, 0);
  g_assert_cmpfloat (p->out_mean, ==, 0);
  g_assert_cmpfloat (p->out_std, ==, 0);
  g_assert_cmpfloat (p->saturated, ==, 0);
  g_assert_cmpfloat (p->dead, ==, 0);
}

/* After each weight w has become w + @move. */
static void
check_norms (const NormlabNetwork *network,
             const NormlabLayer *l,
             double move,
             const NormlabProbeLayer *p)
{
  double gradients = 0, weights = 0, n = l->inputs * l->units;

  for (guint i = 0; i < l->inputs; i++)
    for (guint j = 0; j < l->units; j++)
      {
        gsize at = l->weights + i * l->stride + j;

        gradients += pow ((double) network->gradients[at], 2);
        weights += pow ((double) network->parameters[at] - move, 2);
      }
  g_assert_cmpfloat (gradients, >, 0);
  g_assert_cmpfloat_with_epsilon ((double) p->gradient_norm, sqrt (gradients),
                                  1e-6 * sqrt (gradients));
  g_assert_cmpfloat_with_epsilon ((double) p->update_ratio, move * sqrt (n / weights),
                                  1e-5 * move * sqrt (n / weights));
}

/* Where an activation function that has bounds is near both of them: as close as can be, lest what
 * it gives there is lost beside other numbers. */
static float
get_far (const NormlabNetwork *network)
{
  const NormlabActivationInfo *info = network->activation_info;
  double edge = info->max - 0.009 * (info->max - info->min), z = 30;

  while (normlab_activation_is_bounded (info)
         && normlab_test_activation (network->activation, z) < edge)
    z *= 2;
  return (float) z;
}

/* Moves every number of a hidden layer, so that a mix-up shows, and drives two units to the
 * bounds of the activation function. */
static void
spoil (NormlabNetwork *network, NormlabRandom *random)
{
  for (guint i = 0; i + 1 < network->n_layers; i++)
    {
      const NormlabLayer *l = &network->layers[i];
      gboolean is_last = l->norm->learns && !l->norm->after;
      float *shift = network->parameters + (is_last ? l->beta : l->bias);

      for (guint j = 0; j < l->units; j++)
        {
          shift[j] += (float) normlab_random_normal (random);
          if (l->norm->learns)
            network->parameters[l->gamma + j] += 0.3f * (float) normlab_random_normal (random);
          if (l->norm->after)
            network->parameters[l->beta + j] += (float) normlab_random_normal (random);
        }
      shift[0] = -get_far (network);
      shift[1] = get_far (network);
    }
}

static void
move_weights (NormlabNetwork *network, float move)
{
  for (guint layer = 0; layer < network->n_layers; layer++)
    {
      const NormlabLayer *l = &network->layers[layer];

      for (guint i = 0; i < l->inputs; i++)
        for (guint j = 0; j < l->units; j++)
          network->parameters[l->weights + i * l->stride + j] += move;
    }
}

static void
init_network (NormlabNetwork *network, const char *hidden, NormlabRecipe *recipe, guint n_inputs)
{
  NormlabRandom random;

  g_assert_true (normlab_recipe_set (recipe, NORMLAB_HYPERPARAMETER_HIDDEN, hidden, NULL));
  normlab_random_seed (&random, 5);
  g_assert_true (normlab_network_init (network, recipe, n_inputs, CLASSES,
                                       normlab_kernels_get_default (), &random, NULL, NULL));
  spoil (network, &random);
}

static void
begin_finish (NormlabProber *prober, const NormlabNetwork *network, NormlabScratch *scratch)
{
  g_assert_true (normlab_scratch_begin (scratch, network->n_parameters, NULL));
  normlab_prober_keep_weights (prober, network, scratch);
}

static void
check_case (NormlabDataset *dataset, NormlabRecipe *recipe)
{
  g_autoptr (NormlabProbe) probe = normlab_probe_new (3);
  Check check = { .prober.probe = probe };
  guint32 order[ROWS];
  guint diverged_layer = 0;
  NormlabScratch scratch = { 0 };
  NormlabNetwork network;
  NormlabRandom random;

  init_network (&network, "9,6", recipe, normlab_dataset_get_n_pixels (dataset));
  normlab_random_seed (&random, 6);
  for (guint i = 0; i < ROWS; i++)
    order[i] = i;
  normlab_scratch_begin (&scratch, normlab_network_gradient_scratch (&network, ROWS), NULL);
  g_assert_true (normlab_network_gradient (
      &network, normlab_dataset_get_sparse (dataset, NORMLAB_SPLIT_TRAINING), order, NULL,
      normlab_dataset_get_labels (dataset, NORMLAB_SPLIT_TRAINING), ROWS, &random, &scratch, NULL,
      check_stage, &check, &diverged_layer));
  g_assert_cmpuint (check.n_shown[NORMLAB_STAGE_PRE], ==, 3);
  g_assert_cmpuint (check.n_shown[NORMLAB_STAGE_OUT], ==, 2);
  g_assert_cmpuint (check.n_shown[NORMLAB_STAGE_ACTIVATED], ==,
                    network.layers[0].norm->after ? 2 : 0);

  begin_finish (&check.prober, &network, &scratch);
  move_weights (&network, 0.125f);
  normlab_prober_finish (&check.prober, &network);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (probe->layers[i].units, ==, network.layers[i].units);
      check_norms (&network, &network.layers[i], 0.125, &probe->layers[i]);
      check_ranges (&network, &network.layers[i], &probe->layers[i]);
    }
  check_output (&probe->layers[2]);
  normlab_network_clear (&network);
  normlab_scratch_clear (&scratch);
}

/* Every field, for every activation, with and without batch norm, dropout and weight decay. */
static void
test_fields (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (7, 6, CLASSES, ROWS, 10);

  for (guint c = 0; c < NORMLAB_N_ACTIVATIONS * NORMLAB_N_NORMALIZATIONS * 2; c++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

      recipe.activation = c / 2 / NORMLAB_N_NORMALIZATIONS;
      recipe.normalization = c / 2 % NORMLAB_N_NORMALIZATIONS;
      recipe.dropout = c & 1 ? 0.4 : 0;
      recipe.weight_decay = c & 1 ? 0.01 : 0;
      g_test_message ("activation %u, normalization %u, dropout %g", recipe.activation,
                      recipe.normalization, recipe.dropout);
      check_case (dataset, &recipe);
    }
}

/* A network that the prober needs only to know what it looks at: one hidden layer of two units. */
static void
init_small (NormlabNetwork *network, NormlabProber *prober, NormlabActivation activation)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.activation = activation;
  init_network (network, "2", &recipe, 4);
  *prober = (NormlabProber){ .probe = normlab_probe_new (2) };
}

static void
clear_small (NormlabNetwork *network, NormlabProber *prober)
{
  normlab_network_clear (network);
  normlab_probe_free (prober->probe);
}

/* Where the bins end, and where goes what lies outside of them or is no number. */
static void
test_bins (void)
{
  static const struct
  {
    float value;
    guint bin;
  } cases[] = {
    { -INFINITY, 0 }, { -9.0f, 0 },  { -8.0f, 0 },     { -7.5f, 1 }, { -6.0f, 5 },
    { -0.01f, 19 },   { 0.0f, 20 },  { 6.0f, 35 },     { 7.5f, 38 }, { 7.7f, 39 },
    { 8.0f, 39 },     { 1e30f, 39 }, { INFINITY, 39 }, { NAN, 0 },   { -1e-8f, 19 },
  };
  NormlabNetwork network;
  NormlabProber prober;

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      const float x[NORMLAB_ROW_ALIGN] = { cases[c].value, cases[c].value };
      const NormlabProbeLayer *p;

      init_small (&network, &prober, NORMLAB_ACTIVATION_SIGMOID);
      p = &prober.probe->layers[0];
      normlab_prober_observe (&network, 0, NORMLAB_STAGE_PRE, x, 1, &prober);
      for (guint b = 0; b < NORMLAB_PROBE_N_BINS; b++)
        g_assert_cmpuint (p->pre_bins[b], ==, b == cases[c].bin ? 2 : 0);
      /* What is not finite is seen to be so. */
      g_assert_true (isfinite (p->pre_mean) == isfinite (x[0]));
      g_assert_true (isfinite (p->pre_std) == isfinite (x[0]));
      clear_small (&network, &prober);
    }
}

/* Two values with the bins of each, and the range that they make. */
static void
test_spread (void)
{
  static const struct
  {
    float values[2];
    guint bins[2];
    float min, max;
  } cases[] = {
    { { 1e-9f, 2e-9f }, { 0, 39 }, 1e-9f, 2e-9f },
    { { -FLT_MAX, FLT_MAX }, { 0, 39 }, -FLT_MAX, FLT_MAX },
    { { 3, 3 }, { 0, 0 }, 3, 3 },
    { { 0, 0 }, { 0, 0 }, 0, 0 },
    { { NAN, 5 }, { 0, 0 }, 5, 5 },
    { { INFINITY, -5 }, { 39, 0 }, -5, -5 },
    { { -INFINITY, 5 }, { 0, 0 }, 5, 5 },
    { { NAN, INFINITY }, { 0, 39 }, 0, 0 },
    { { NAN, -INFINITY }, { 0, 0 }, 0, 0 },
  };
  NormlabNetwork network;
  NormlabProber prober;

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      const float x[NORMLAB_ROW_ALIGN] = { cases[c].values[0], cases[c].values[1] };
      const NormlabProbeLayer *p;
      guint expected[NORMLAB_PROBE_N_BINS] = { 0 };

      init_small (&network, &prober, NORMLAB_ACTIVATION_RELU);
      p = &prober.probe->layers[0];
      expected[cases[c].bins[0]]++;
      expected[cases[c].bins[1]]++;
      normlab_prober_observe (&network, 0, NORMLAB_STAGE_PRE, x, 1, &prober);
      normlab_prober_observe (&network, 0, NORMLAB_STAGE_OUT, x, 1, &prober);
      g_assert_cmpfloat (p->pre.min, ==, cases[c].min);
      g_assert_cmpfloat (p->pre.max, ==, cases[c].max);
      g_assert_cmpmem (p->pre.bins, sizeof p->pre.bins, expected, sizeof expected);
      g_assert_cmpmem (&p->pre, sizeof p->pre, &p->out, sizeof p->out);
      clear_small (&network, &prober);
    }
}

/* Saturated is what lies beyond the outermost hundredth of the range, and not what lies on its
 * edge. */
static void
test_saturation (void)
{
  static const struct
  {
    NormlabActivation activation;
    float edge;
    gboolean is_upper;
  } cases[] = {
    { NORMLAB_ACTIVATION_SIGMOID, 0.01f, FALSE },
    { NORMLAB_ACTIVATION_SIGMOID, 1.0f - 0.01f, TRUE },
    { NORMLAB_ACTIVATION_TANH, -1.0f + 0.02f, FALSE },
    { NORMLAB_ACTIVATION_TANH, 1.0f - 0.02f, TRUE },
  };
  NormlabNetwork network;
  NormlabProber prober;

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      const float beyond = nextafterf (cases[c].edge, cases[c].is_upper ? 2 : -2);
      const float y[NORMLAB_ROW_ALIGN] = { cases[c].edge, beyond };

      init_small (&network, &prober, cases[c].activation);
      normlab_prober_observe (&network, 0, NORMLAB_STAGE_OUT, y, 1, &prober);
      g_assert_cmpfloat (prober.probe->layers[0].saturated, ==, 0.5f);
      clear_small (&network, &prober);
    }
}

/* A batch that is looked at in pieces: a unit that lives in the last row only is not dead. */
static void
test_large_batch (void)
{
  const gsize rows = 100000;
  g_autofree float *y = g_new0 (float, rows *NORMLAB_ROW_ALIGN);
  NormlabNetwork network;
  NormlabProber prober;
  const NormlabProbeLayer *p;
  gint stop = 0;

  init_small (&network, &prober, NORMLAB_ACTIVATION_RELU);
  p = &prober.probe->layers[0];
  prober.stop = &stop;
  y[(rows - 1) * NORMLAB_ROW_ALIGN + 1] = 5.0f;
  normlab_prober_observe (&network, 0, NORMLAB_STAGE_OUT, y, rows, &prober);
  g_assert_cmpfloat (p->dead, ==, 0.5f);
  g_assert_cmpuint (p->out_bins[0], ==, 2 * rows - 1);
  g_assert_cmpuint (p->out_bins[25], ==, 1);
  g_assert_cmpfloat (p->out.min, ==, 0);
  g_assert_cmpfloat (p->out.max, ==, 5);
  g_assert_cmpuint (p->out.bins[0], ==, 2 * rows - 1);
  g_assert_cmpuint (p->out.bins[NORMLAB_PROBE_N_BINS - 1], ==, 1);
  g_assert_cmpfloat_with_epsilon ((double) p->out_mean, 2.5e-5, 1e-10);

  /* Nothing more is looked at when stopped. */
  stop = 1;
  normlab_prober_observe (&network, 0, NORMLAB_STAGE_OUT, y, rows, &prober);
  normlab_prober_observe (&network, 0, NORMLAB_STAGE_PRE, y, rows, &prober);
  g_assert_cmpuint (p->out_bins[0], ==, 2 * rows - 1);
  g_assert_cmpuint (p->pre_bins[20], ==, 0);
  clear_small (&network, &prober);
}

/* Gradients whose squares are no floats any more; weights that begin at 0, or do not move. */
static void
test_extremes (void)
{
  NormlabScratch scratch = { 0 };
  NormlabNetwork network;
  NormlabProber prober;
  const NormlabLayer *l;
  const NormlabProbeLayer *p;

  init_small (&network, &prober, NORMLAB_ACTIVATION_SIGMOID);
  l = &network.layers[0];
  p = &prober.probe->layers[0];
  memset (network.gradients, 0, network.n_parameters * sizeof (float));
  network.gradients[l->weights] = 3e-30f;
  network.gradients[l->weights + l->stride] = 4e-30f;
  begin_finish (&prober, &network, &scratch);
  normlab_prober_finish (&prober, &network);
  g_assert_cmpfloat_with_epsilon ((double) p->gradient_norm, 5e-30, 1e-35);
  g_assert_cmpfloat (p->update_ratio, ==, 0);

  network.gradients[l->weights] = 3e30f;
  network.gradients[l->weights + l->stride] = 4e30f;
  memset (network.parameters + l->weights, 0, l->inputs * l->stride * sizeof (float));
  begin_finish (&prober, &network, &scratch);
  normlab_prober_finish (&prober, &network);
  g_assert_cmpfloat_with_epsilon ((double) p->gradient_norm, 5e30, 1e25);
  g_assert_cmpfloat (p->update_ratio, ==, 0);

  begin_finish (&prober, &network, &scratch);
  network.parameters[l->weights] = 1e-3f;
  normlab_prober_finish (&prober, &network);
  g_assert_cmpfloat (p->update_ratio, ==, INFINITY);
  clear_small (&network, &prober);
  normlab_scratch_clear (&scratch);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probe/fields", test_fields);
  g_test_add_func ("/probe/bins", test_bins);
  g_test_add_func ("/probe/spread", test_spread);
  g_test_add_func ("/probe/saturation", test_saturation);
  g_test_add_func ("/probe/large-batch", test_large_batch);
  g_test_add_func ("/probe/extremes", test_extremes);
  return g_test_run ();
}
