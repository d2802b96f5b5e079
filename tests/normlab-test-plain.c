/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-plain.h"

#include <math.h>
#include <string.h>

#include "normlab-network.h"
#include "normlab-vitals.h"

void
normlab_test_plain_init (NormlabTestPlain *self,
                         const NormlabRecipe *recipe,
                         NormlabDataset *dataset)
{
  NormlabNetwork network;
  gsize rows = recipe->batch_size;

  *self = (NormlabTestPlain){ .recipe = *recipe, .dataset = dataset };
  normlab_random_seed (&self->random, recipe->seed);
  g_assert_true (normlab_network_init (&network, recipe, normlab_dataset_get_n_pixels (dataset),
                                       normlab_dataset_get_n_classes (dataset),
                                       normlab_kernels_get_default (), &self->random, NULL, NULL));
  self->n_layers = network.n_layers;
  self->x = g_new (float, rows *network.layers[0].inputs);
  self->labels = g_new (guint8, rows);
  for (guint i = 0; i < network.n_layers; i++)
    {
      const NormlabLayer *l = &network.layers[i];
      gsize n = ((gsize) l->inputs + 1) * l->units;

      self->layers[i] = (NormlabTestPlainLayer){
        l->inputs,
        l->units,
        n,
        g_new0 (float, n),
        g_new (float, n),
        g_new0 (float, n),
        g_new0 (float, n),
        g_new0 (float, n),
        g_new (float, rows * l->units),
        g_new (float, rows * l->units),
        g_new (float, rows * l->units),
      };
      for (guint p = 0; p < l->inputs; p++)
        memcpy (self->layers[i].theta + p * l->units,
                network.parameters + l->weights + p * l->stride, l->units * sizeof (float));
    }
  normlab_network_clear (&network);
}

void
normlab_test_plain_clear (NormlabTestPlain *self)
{
  for (guint i = 0; i < self->n_layers; i++)
    {
      NormlabTestPlainLayer *l = &self->layers[i];
      float *const vectors[]
          = { l->theta, l->before, l->gradient, l->state_1, l->state_2, l->z, l->y, l->d };

      for (guint v = 0; v < G_N_ELEMENTS (vectors); v++)
        g_free (vectors[v]);
    }
  g_free (self->x);
  g_free (self->labels);
}

static void
draw_batch (NormlabTestPlain *self)
{
  g_autofree guint32 *batch = g_new (guint32, self->recipe.batch_size);
  const guint8 *pixels = normlab_dataset_get_images (self->dataset, NORMLAB_SPLIT_TRAINING);
  const guint8 *labels = normlab_dataset_get_labels (self->dataset, NORMLAB_SPLIT_TRAINING);
  guint n = self->layers[0].inputs;

  normlab_random_choice (&self->random,
                         normlab_dataset_get_n_images (self->dataset, NORMLAB_SPLIT_TRAINING),
                         batch, self->recipe.batch_size);
  for (guint i = 0; i < self->recipe.batch_size; i++)
    {
      self->labels[i] = labels[batch[i]];
      for (guint p = 0; p < n; p++)
        self->x[i * n + p] = (float) pixels[batch[i] * n + p] / 255.0f;
    }
}

static float
greatest (const float *x, gsize n)
{
  float most = 0;

  for (gsize i = 0; i < n; i++)
    if (isnan (x[i]))
      return NAN;
    else
      most = MAX (most, fabsf (x[i]));
  return most;
}

/* Whether all are finite; the first that is not is noted, if it is the first of all. */
static gboolean
are_finite (NormlabTestPlain *self,
            const float *x,
            gsize n,
            NormlabPlace place,
            guint layer,
            gsize *index)
{
  for (gsize i = 0; i < n; i++)
    if (!isfinite (x[i]))
      {
        *index = i;
        if (self->first.place == NORMLAB_PLACE_NONE)
          self->first = (NormlabBreakdown){
            .place = place, .step = self->step, .layer = layer + 1, .value = x[i]
          };
        return FALSE;
      }
  return TRUE;
}

static float
activate (const NormlabTestPlain *self, float z)
{
  switch ((int) self->recipe.activation)
    {
    case NORMLAB_ACTIVATION_RELU:
      return z < 0.0f ? 0.0f : z;
    case NORMLAB_ACTIVATION_SOFTSIGN:
      return z / (1.0f + fabsf (z));
    case NORMLAB_ACTIVATION_IDENTITY:
      return z;
    default:
      g_assert_not_reached ();
    }
}

static float
get_slope (const NormlabTestPlain *self, float z)
{
  switch ((int) self->recipe.activation)
    {
    case NORMLAB_ACTIVATION_RELU:
      return z > 0.0f ? 1.0f : 0.0f;
    case NORMLAB_ACTIVATION_SOFTSIGN:
      return 1.0f / (1.0f + fabsf (z)) / (1.0f + fabsf (z));
    case NORMLAB_ACTIVATION_IDENTITY:
      return 1.0f;
    default:
      g_assert_not_reached ();
    }
}

/* What layer @i reads. */
static const float *
get_inputs (const NormlabTestPlain *self, guint i)
{
  return i > 0 ? self->layers[i - 1].y : self->x;
}

/* z = x W + b, y = f (z) of all layers. With @place NONE nothing is noted. */
static gboolean
forward (NormlabTestPlain *self, NormlabPlace pre, NormlabPlace out)
{
  gboolean finite = TRUE;
  gsize index;

  for (guint i = 0; i < self->n_layers; i++)
    {
      NormlabTestPlainLayer *l = &self->layers[i];
      const float *x = get_inputs (self, i);
      gsize n = self->recipe.batch_size * (gsize) l->units;
      gboolean last = i + 1 == self->n_layers;

      for (guint row = 0; row < self->recipe.batch_size; row++)
        for (guint j = 0; j < l->units; j++)
          {
            float sum = l->theta[l->inputs * l->units + j];

            for (guint p = 0; p < l->inputs; p++)
              if (x[row * l->inputs + p] != 0.0f)
                sum += x[row * l->inputs + p] * l->theta[p * l->units + j];
            l->z[row * l->units + j] = sum;
            l->y[row * l->units + j] = last ? sum : activate (self, sum);
          }
      if ((pre != NORMLAB_PLACE_NONE && !are_finite (self, l->z, n, pre, i, &index))
          || !are_finite (self, l->y, n, last && pre != NORMLAB_PLACE_NONE ? pre : out, i, &index))
        {
          if (self->first.step == self->step && self->first.layer == i + 1)
            {
              self->first.input = greatest (x, (gsize) self->recipe.batch_size * l->inputs);
              self->first.weight = greatest (l->theta, l->inputs * l->units);
            }
          finite = FALSE;
        }
    }
  for (gsize i = 0; i < self->recipe.batch_size * (gsize) self->layers[self->n_layers - 1].units;
       i++)
    finite = finite && isfinite (self->layers[self->n_layers - 1].z[i]);
  return finite;
}

static void
note_sizes (NormlabTestPlain *self)
{
  for (guint i = 0; i < self->n_layers; i++)
    {
      const NormlabTestPlainLayer *l = &self->layers[i];
      gsize n = self->recipe.batch_size * (gsize) l->units;

      self->sizes[self->step][i] = (NormlabTestPlainSize){
        greatest (l->z, n), i + 1 < self->n_layers ? greatest (l->y, n) : NORMLAB_VITALS_NONE,
        NORMLAB_VITALS_NONE, greatest (l->theta, l->inputs * l->units)
      };
    }
}

/* The loss, which nothing else depends on. */
static void
look_at_decay (NormlabTestPlain *self)
{
  for (guint i = 0; i < self->n_layers && self->recipe.weight_decay > 0; i++)
    {
      const NormlabTestPlainLayer *l = &self->layers[i];
      float most = greatest (l->theta, l->inputs * (gsize) l->units);

      if (self->decay.place == NORMLAB_PLACE_NONE && !isfinite (most * most))
        self->decay = (NormlabBreakdown){ .place = NORMLAB_PLACE_DECAY,
                                          .step = self->step,
                                          .layer = i + 1,
                                          .value = most * most,
                                          .weight = most };
    }
}

/* d = (softmax (z) − one-hot) / rows, and the loss with it. */
static void
begin_backward (NormlabTestPlain *self)
{
  const NormlabTestPlainLayer *l = &self->layers[self->n_layers - 1];
  guint rows = self->recipe.batch_size;
  double loss = 0;

  for (guint row = 0; row < rows; row++)
    {
      const float *z = l->z + row * l->units;
      float most = z[0], sum = 0;

      for (guint j = 0; j < l->units; j++)
        most = MAX (most, z[j]);
      for (guint j = 0; j < l->units; j++)
        sum += l->d[row * l->units + j] = expf (z[j] - most);
      for (guint j = 0; j < l->units; j++)
        l->d[row * l->units + j]
            = (l->d[row * l->units + j] / sum - (j == self->labels[row] ? 1.0f : 0.0f))
              / (float) rows;
      loss -= log (exp ((double) (z[self->labels[row]] - most)) / (double) sum + 1e-7) / rows;
    }
  self->losses[self->step] = loss;
}

/* d of layer @i from that of the layer behind. */
static void
come_back (NormlabTestPlain *self, guint i)
{
  const NormlabTestPlainLayer *l = &self->layers[i], *behind = &self->layers[i + 1];

  for (guint row = 0; row < self->recipe.batch_size; row++)
    for (guint j = 0; j < l->units; j++)
      {
        float sum = 0;

        for (guint k = 0; k < behind->units; k++)
          sum += behind->d[row * behind->units + k] * behind->theta[j * behind->units + k];
        l->d[row * l->units + j] = sum * get_slope (self, l->z[row * l->units + j]);
      }
}

static void
make_gradient (NormlabTestPlain *self, guint i)
{
  const NormlabTestPlainLayer *l = &self->layers[i];
  const float *x = get_inputs (self, i);
  float decay = self->recipe.optimizer == NORMLAB_OPTIMIZER_ADAMW
                    ? 0.0f
                    : (float) self->recipe.weight_decay;

  memset (l->gradient, 0, l->n * sizeof (float));
  for (guint row = 0; row < self->recipe.batch_size; row++)
    for (guint j = 0; j < l->units; j++)
      {
        for (guint p = 0; p < l->inputs; p++)
          l->gradient[p * l->units + j] += x[row * l->inputs + p] * l->d[row * l->units + j];
        l->gradient[l->inputs * l->units + j] += l->d[row * l->units + j];
      }
  for (gsize k = 0; k < l->inputs * (gsize) l->units && decay > 0; k++)
    l->gradient[k] += decay * l->theta[k];
}

static void
backward (NormlabTestPlain *self)
{
  gsize index;

  begin_backward (self);
  for (guint i = self->n_layers; i-- > 0;)
    {
      NormlabTestPlainLayer *l = &self->layers[i];
      gsize n_weights = l->inputs * (gsize) l->units;
      double sum = 0;

      if (i + 1 < self->n_layers)
        come_back (self, i);
      if (!are_finite (self, l->d, self->recipe.batch_size * (gsize) l->units, NORMLAB_PLACE_BACK,
                       i, &index))
        return;
      make_gradient (self, i);
      for (gsize k = 0; k < n_weights; k++)
        sum += (double) l->gradient[k] * (double) l->gradient[k];
      self->sizes[self->step][i].gradient = (float) sqrt (sum);
      if (!are_finite (self, l->gradient, n_weights, NORMLAB_PLACE_GRADIENT, i, &index)
          && self->first.step == self->step)
        {
          self->first.input
              = greatest (get_inputs (self, i), (gsize) self->recipe.batch_size * l->inputs);
          self->first.back = greatest (l->d, self->recipe.batch_size * (gsize) l->units);
          self->first.weight = greatest (l->theta, n_weights);
        }
      if (!are_finite (self, l->gradient + n_weights, l->units, NORMLAB_PLACE_GRADIENT, i, &index)
          && self->first.place == NORMLAB_PLACE_GRADIENT && self->first.weight == 0)
        self->first.parameter = NORMLAB_PARAMETER_BIASES;
    }
}

static float
update (const NormlabTestPlain *self, NormlabTestPlainLayer *l, gsize k)
{
  float rate = (float) self->recipe.learning_rate, g = l->gradient[k], theta = l->theta[k];

  switch ((int) self->recipe.optimizer)
    {
    case NORMLAB_OPTIMIZER_SGD:
      return theta - rate * g;
    case NORMLAB_OPTIMIZER_MOMENTUM:
      l->state_1[k] = 0.9f * l->state_1[k] - rate * g;
      return theta + l->state_1[k];
    case NORMLAB_OPTIMIZER_ADAM:
      l->state_1[k] = 0.9f * l->state_1[k] + 0.1f * g;
      l->state_2[k] = 0.999f * l->state_2[k] + 0.001f * (g * g);
      return theta
             - rate * (l->state_1[k] * (float) (1 / (1 - pow (0.9, self->step))))
                   / (sqrtf (l->state_2[k] * (float) (1 / (1 - pow (0.999, self->step)))) + 1e-8f);
    default:
      g_assert_not_reached ();
    }
}

/* Whether all parameters are finite then. */
static gboolean
take_update (NormlabTestPlain *self)
{
  gboolean finite = TRUE;

  for (guint i = 0; i < self->n_layers; i++)
    {
      NormlabTestPlainLayer *l = &self->layers[i];
      gsize index;

      memcpy (l->before, l->theta, l->n * sizeof (float));
      for (gsize k = 0; k < l->n; k++)
        l->theta[k] = update (self, l, k);
      self->sizes[self->step][i].weight = greatest (l->theta, l->inputs * (gsize) l->units);
      if (are_finite (self, l->theta, l->n, NORMLAB_PLACE_PARAMETER, i, &index))
        continue;
      if (finite && self->first.place == NORMLAB_PLACE_PARAMETER)
        {
          self->first.parameter = index < l->inputs * (gsize) l->units ? NORMLAB_PARAMETER_WEIGHTS
                                                                       : NORMLAB_PARAMETER_BIASES;
          self->first.before = l->before[index];
          self->first.gradient = l->gradient[index];
          self->first.states[0] = l->state_1[index];
          self->first.states[1] = l->state_2[index];
        }
      finite = FALSE;
    }
  return finite;
}

gboolean
normlab_test_plain_run (NormlabTestPlain *self, NormlabEnd *end)
{
  for (self->step = 1; self->step <= self->recipe.iterations; self->step++)
    {
      gboolean finite;

      draw_batch (self);
      finite = forward (self, NORMLAB_PLACE_PRE, NORMLAB_PLACE_OUT);
      note_sizes (self);
      *end = NORMLAB_END_LOGITS;
      if (!finite)
        return TRUE;
      look_at_decay (self);
      backward (self);
      *end = NORMLAB_END_PARAMETERS;
      if (!take_update (self))
        return TRUE;
      *end = NORMLAB_END_LOSS;
      if (self->step % self->recipe.interval == 0
          && !forward (self, NORMLAB_PLACE_NONE, NORMLAB_PLACE_EVALUATION))
        return TRUE;
    }
  return FALSE;
}
