/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Screening against evaluation in full on networks drawn at random, of all kinds and sizes, with
 * classes that nearly tie: image by image, what each is decided to be, and what its logits are. */
#include <math.h>
#include <string.h>

#include "normlab-network-private.h"
#include "normlab-screening-private.h"
#include "normlab-test-screening.h"
#include "normlab-test.h"

enum
{
  N_IMAGES = 250,
  N_PIXELS = 144,
  CLASSES = 5,
  N_NETWORKS = 120
};

typedef struct
{
  NormlabTestScreening base;
  NormlabRandom random;
  guint8 best[N_IMAGES]; /* evaluated in full */
  guint8 next[N_IMAGES];
} Fixture;

static double
draw_between (Fixture *self, double from, double to)
{
  return from + (to - from) * normlab_random_double (&self->random);
}

/* Evenly in the logarithm. */
static double
draw_size (Fixture *self, double from, double to)
{
  return exp (draw_between (self, log (from), log (to)));
}

static NormlabRecipe
draw_recipe (Fixture *self, guint i)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.n_hidden = 1 + i % 8;
  for (guint layer = 0; layer < recipe.n_hidden; layer++)
    recipe.hidden[layer] = (guint) draw_size (self, 1, recipe.n_hidden > 3 ? 60 : 301);
  recipe.activation = i % NORMLAB_N_ACTIVATIONS;
  recipe.normalization = i / 3 % NORMLAB_N_NORMALIZATIONS;
  /* Which is not screened. */
  if (normlab_normalization_get_info (recipe.normalization)->by_image && i % 4 != 0)
    recipe.normalization = NORMLAB_NORMALIZATION_NONE;
  recipe.dropout = i % 5 == 0 ? 0.3 : 0;
  return recipe;
}

/* Weights as an initialization draws them, or much larger or smaller; in some networks a few are
 * far larger than the others, and what batch norm divides by is as good as nothing. */
static void
draw_parameters (Fixture *self, guint i)
{
  NormlabNetwork *network = &self->base.network;
  double sigma = i % 3 == 0 ? 0 : draw_size (self, 1e-6, 100);

  for (guint layer = 0; layer < network->n_layers; layer++)
    {
      const NormlabLayer *l = &network->layers[layer];

      for (guint j = 0; j < l->inputs; j++)
        for (guint k = 0; k < l->units; k++)
          {
            double size = sigma > 0 ? sigma : sqrt (2.0 / l->inputs);

            size *= i % 7 == 0 && (j + k) % 29 == 0 ? 1000 : 1;
            *normlab_test_screening_weight (&self->base, layer, j, k)
                = (float) (size * normlab_random_normal (&self->random));
          }
      for (guint k = 0; k < l->units; k++)
        {
          *normlab_test_screening_bias (&self->base, layer, k)
              = (float) (0.1 * normlab_random_normal (&self->random));
          if (!l->norm->learns)
            continue;
          network->parameters[l->gamma + k] = (float) draw_between (self, -1.5, 1.5);
          network->parameters[l->beta + k] = (float) draw_between (self, -1, 1);
          if (!l->norm->running)
            continue;
          network->running[l->running + k] = (float) normlab_random_normal (&self->random);
          network->running[l->running + l->stride + k]
              = i % 11 == 0 ? 0 : (float) draw_size (self, 1e-3, 10);
        }
    }
}

/* Two classes are the same but for next to nothing, and often the largest. */
static void
make_tie (Fixture *self, guint i)
{
  const NormlabLayer *l = &self->base.network.layers[self->base.network.n_layers - 1];
  guint last = self->base.network.n_layers - 1;
  double nudge = draw_size (self, 1e-7, 1);

  for (guint j = 0; j < l->inputs; j++)
    {
      float *row = normlab_test_screening_weight (&self->base, last, j, 0);

      row[1] = row[0] * (float) (1 + nudge * draw_between (self, -1, 1));
      row[2] = i % 2 == 0 ? row[0] : -row[0];
    }
  for (guint k = 0; k < 3; k++)
    *normlab_test_screening_bias (&self->base, last, k) = (float) (i % 4 == 0 ? 1 : 0.01);
}

/* The largest logit and the next one, the first of equals. */
static void
find_best (Fixture *self)
{
  const NormlabNetwork *network = &self->base.network;
  const NormlabLayer *l = &network->layers[network->n_layers - 1];
  const float *logits;

  g_assert_true (normlab_scratch_begin (
      &self->base.scratch, normlab_network_evaluate_scratch (network, N_IMAGES), NULL));
  logits = normlab_network_evaluate (network, &self->base.x, NULL, 0, N_IMAGES, &self->base.scratch,
                                     NULL, NULL, NULL);
  for (guint i = 0; i < N_IMAGES; i++, logits += l->stride)
    {
      guint8 best = 0, next;

      for (guint8 k = 1; k < CLASSES; k++)
        best = logits[k] > logits[best] ? k : best;
      next = best == 0;
      for (guint8 k = 0; k < CLASSES; k++)
        next = k != best && logits[k] > logits[next] ? k : next;
      self->best[i] = best;
      self->next[i] = next;
    }
}

static gsize
count (Fixture *self, const guint8 *labels, gsize *n_full)
{
  const NormlabNetwork *network = &self->base.network;
  const NormlabPairs *pairs = &self->base.pairs;

  g_assert_true (normlab_scratch_begin (&self->base.scratch,
                                        normlab_screening_scratch (network, pairs), NULL));
  return normlab_screening_count_right (network, &self->base.x, pairs, labels, &self->base.scratch,
                                        NULL, n_full);
}

/* Each difference of two logits is off by no more than its margin. Returns the largest share of
 * it, or -1 where there are none. */
static double
check_margins (Fixture *self)
{
  const NormlabNetwork *network = &self->base.network;
  const NormlabLayer *l = &network->layers[network->n_layers - 1];
  NormlabScratch *scratch = &self->base.scratch;
  NormlabScreening screening;
  const float *fast, *full;
  double share = 0;

  g_assert_true (normlab_scratch_begin (scratch,
                                        normlab_screening_scratch (network, &self->base.pairs)
                                            + normlab_network_evaluate_scratch (network, N_IMAGES),
                                        NULL));
  if (!normlab_screening_init (&screening, network, scratch, NULL))
    return -1;
  normlab_screening_guess_margins (&screening, network, scratch, NULL);
  normlab_screening_find_margins (&screening, network, scratch, NULL);
  fast = normlab_screening_evaluate (&screening, network, &self->base.pairs, 0, N_IMAGES, scratch,
                                     NULL);
  full = normlab_network_evaluate (network, &self->base.x, NULL, 0, N_IMAGES, scratch, NULL, NULL,
                                   NULL);
  for (guint i = 0; i < N_IMAGES; i++, fast += l->stride, full += l->stride)
    {
      const NormlabPairsMeasures *measures = &self->base.pairs.measures[i];

      for (guint y = 0; y < CLASSES; y++)
        for (guint k = 0; k < CLASSES; k++)
          {
            const NormlabMargin *margin = &screening.margins[y];
            double error = fabs (((double) full[y] - (double) full[k])
                                 - ((double) fast[y] - (double) fast[k]));
            double most = (double) margin->per_size * (double) measures->norm
                          + (double) margin->per_sum * (double) measures->norm_sums
                          + (double) margin->fixed;

            g_assert_cmpfloat (error, <=, most);
            share = MAX (share, error / most);
          }
    }
  return share;
}

/* Labels that all are right, and labels that all are wrong but nearly right: no two mistakes can
 * make up for one another. */
static void
check_network (Fixture *self, guint i, const NormlabKernels *kernels, const guint8 *images)
{
  NormlabRecipe recipe = draw_recipe (self, i);
  gsize n_full = N_IMAGES, n_full_next = N_IMAGES;
  double share = -1;

  normlab_test_screening_init (&self->base, &recipe, CLASSES, images, N_IMAGES, N_PIXELS, kernels);
  draw_parameters (self, i);
  make_tie (self, i);
  find_best (self);
  g_assert_cmpuint (count (self, self->best, &n_full), ==, N_IMAGES);
  g_assert_cmpuint (count (self, self->next, &n_full_next), ==, 0);
  if (kernels->screening != NULL)
    share = check_margins (self);
  g_test_message (
      "%s, network %u: %u layers from %u units on, %s, normalization %d: %" G_GSIZE_FORMAT
      " and %" G_GSIZE_FORMAT " of %d in full, errors up to %.3f of the margin",
      kernels->name, i, recipe.n_hidden, recipe.hidden[0],
      normlab_activation_words[recipe.activation]->word, recipe.normalization, n_full, n_full_next,
      N_IMAGES, share);
  normlab_test_screening_clear (&self->base);
}

static void
test_networks (gconstpointer data)
{
  const NormlabKernels *kernels = data;
  g_autofree guint8 *images = normlab_test_images (N_IMAGES, N_PIXELS, 0.7);
  Fixture fixture;

  normlab_random_seed (&fixture.random, 29);
  for (guint i = 0; i < N_NETWORKS; i++)
    check_network (&fixture, i, kernels, images);
}

int
main (int argc, char *argv[])
{
  guint n;
  const NormlabKernels *const *all;

  g_test_init (&argc, &argv, NULL);
  all = normlab_kernels_get_all (&n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/screening-random/%s", all[i]->name);

      g_test_add_data_func (path, all[i], test_networks);
    }
  return g_test_run ();
}
