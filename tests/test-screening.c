/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Screening against evaluation in full: the bounds, and what is counted. */
#include "normlab-screening-private.h"

#include <math.h>
#include <string.h>

#include "normlab-network-private.h"
#include "normlab-test.h"

enum
{
  ROWS = 10,
  COLUMNS = 11,
  CLASSES = 5,
  N_TRAINING = 400,
  N_TEST = 2300
};

#define RECIPE(...)                                                                                \
  ((NormlabRecipe){                                                                                \
      .learning_rate = 0.1, .batch_size = 50, .iterations = 60, .interval = 1, __VA_ARGS__ })
#define XAVIER .init = NORMLAB_INIT_XAVIER
#define HE .init = NORMLAB_INIT_HE
#define EIGHT 20, 20, 20, 20, 20, 20, 20, 20
#define TWO_LAYERS .n_hidden = 2, .hidden = { 40, 20 }

typedef struct
{
  const char *name;
  NormlabRecipe recipe;
  double max_share; /* of images that may need to be evaluated in full, at the end */
} Case;

static const Case cases[] = {
  { "linear", RECIPE (XAVIER), 0.05 },
  { "sigmoid", RECIPE (XAVIER, TWO_LAYERS), 0.05 },
  { "sigmoid-bn", RECIPE (XAVIER, TWO_LAYERS, .normalization = NORMLAB_NORMALIZATION_BATCH), 0.05 },
  { "sigmoid-bn-dropout",
    RECIPE (XAVIER, TWO_LAYERS, .normalization = NORMLAB_NORMALIZATION_BATCH, .dropout = 0.3),
    0.05 },
  { "tanh", RECIPE (XAVIER, TWO_LAYERS, .activation = NORMLAB_ACTIVATION_TANH), 0.05 },
  { "tanh-bn",
    RECIPE (XAVIER,
            TWO_LAYERS,
            .normalization = NORMLAB_NORMALIZATION_BATCH,
            .activation = NORMLAB_ACTIVATION_TANH),
    0.05 },
  { "relu", RECIPE (HE, TWO_LAYERS, .activation = NORMLAB_ACTIVATION_RELU), 0.05 },
  { "relu-bn-deep",
    RECIPE (HE,
            .n_hidden = 4,
            .hidden = { 30, 20, 20, 15 },
            .normalization = NORMLAB_NORMALIZATION_BATCH,
            .activation = NORMLAB_ACTIVATION_RELU),
    0.1 },
  { "wide",
    RECIPE (XAVIER,
            .n_hidden = 2,
            .hidden = { 200, 17 },
            .normalization = NORMLAB_NORMALIZATION_BATCH),
    0.05 },
  /* As deep as can be. */
  { "deepest-bn",
    RECIPE (XAVIER,
            .n_hidden = NORMLAB_MAX_HIDDEN,
            .hidden = { EIGHT, EIGHT, EIGHT, EIGHT },
            .normalization = NORMLAB_NORMALIZATION_BATCH,
            .activation = NORMLAB_ACTIVATION_TANH),
    1 },
  { "deepest-relu",
    RECIPE (HE,
            .n_hidden = NORMLAB_MAX_HIDDEN,
            .hidden = { EIGHT, EIGHT, EIGHT, EIGHT },
            .activation = NORMLAB_ACTIVATION_RELU),
    1 },
  { "small-weights", RECIPE (TWO_LAYERS, .init = NORMLAB_INIT_STD, .init_std = 1e-30), 1 },
  { "large-weights",
    RECIPE (TWO_LAYERS,
            .init = NORMLAB_INIT_STD,
            .init_std = 1e6,
            .activation = NORMLAB_ACTIVATION_TANH),
    1 },
};

/* A network in evaluation, whose weights come from a trainer or are made up. */
typedef struct
{
  NormlabDataset *dataset;
  NormlabNetwork network;
  NormlabScratch scratch;
  const NormlabSparse *x;
  const NormlabPairs *pairs;
} Fixture;

static void
set_up (Fixture *self, const NormlabRecipe *recipe, const NormlabKernels *kernels)
{
  NormlabRandom random;

  self->dataset = normlab_test_dataset (ROWS, COLUMNS, CLASSES, N_TRAINING, N_TEST);
  self->x = normlab_dataset_get_sparse (self->dataset, NORMLAB_SPLIT_TEST);
  self->pairs = normlab_dataset_get_pairs (self->dataset);
  g_assert_nonnull (self->pairs);
  self->scratch = (NormlabScratch){ 0 };
  normlab_random_seed (&random, 3);
  g_assert_true (normlab_network_init (&self->network, recipe, ROWS * COLUMNS, CLASSES, kernels,
                                       &random, NULL, NULL));
}

static void
tear_down (Fixture *self)
{
  normlab_network_clear (&self->network);
  normlab_scratch_clear (&self->scratch);
  normlab_dataset_unref (self->dataset);
}

/* One step, as the trainer would: for its test accuracy is what is tested here. */
static void
train (Fixture *self, const NormlabRecipe *recipe, NormlabRandom *random)
{
  const guint8 *all = normlab_dataset_get_labels (self->dataset, NORMLAB_SPLIT_TRAINING);
  NormlabUpdateRule rule = { NORMLAB_OPTIMIZER_SGD, (float) recipe->learning_rate, 0, 0 };
  guint32 batch[50];
  guint8 labels[50];
  guint diverged_layer = 0;

  normlab_random_choice (random, N_TRAINING, batch, 50);
  for (guint i = 0; i < 50; i++)
    labels[i] = all[batch[i]];
  normlab_scratch_begin (&self->scratch, normlab_network_gradient_scratch (&self->network, 50),
                         NULL);
  normlab_network_gradient (
      &self->network, normlab_dataset_get_sparse (self->dataset, NORMLAB_SPLIT_TRAINING), batch,
      NULL, labels, 50, random, &self->scratch, NULL, NULL, NULL, &diverged_layer);
  self->network.kernels->update (&rule, self->network.parameters, self->network.gradients, NULL,
                                 NULL, self->network.n_parameters);
}

static gsize
count (Fixture *self, const guint8 *labels, gboolean by_screening, gsize *n_full)
{
  const NormlabPairs *pairs = by_screening ? self->pairs : NULL;

  g_assert_true (normlab_scratch_begin (&self->scratch,
                                        normlab_screening_scratch (&self->network, pairs), NULL));
  return normlab_screening_count_right (&self->network, self->x, pairs, labels, &self->scratch,
                                        NULL, n_full);
}

/* With its own labels and with every other one: so each image is decided for each class. */
static gsize
check_counts (Fixture *self)
{
  guint8 labels[N_TEST];
  gsize n_full, total = 0;

  for (guint class = 0; class < CLASSES; class ++)
    {
      gsize expected;

      memset (labels, (int) class, N_TEST);
      expected = count (self, labels, FALSE, &n_full);
      g_assert_cmpuint (n_full, ==, N_TEST);
      g_assert_cmpuint (count (self, labels, TRUE, &n_full), ==, expected);
      g_assert_cmpuint (n_full, <=, N_TEST);
      total += expected;
    }
  g_assert_cmpuint (total, <=, N_TEST);
  memcpy (labels, normlab_dataset_get_labels (self->dataset, NORMLAB_SPLIT_TEST), N_TEST);
  g_assert_cmpuint (count (self, labels, TRUE, &n_full), ==, count (self, labels, FALSE, NULL));
  return n_full;
}

/* Returns the largest error as a share of its bound, or 0 when there is nothing to compare. */
static double
check_bound (Fixture *self)
{
  const NormlabNetwork *network = &self->network;
  const NormlabLayer *last = &network->layers[network->n_layers - 1];
  gsize needed = normlab_screening_scratch (network, self->pairs)
                 + normlab_network_evaluate_scratch (network, NORMLAB_SCREENING_ROWS);
  NormlabScreening screening;
  double share = 0;

  g_assert_true (normlab_scratch_begin (&self->scratch, needed, NULL));
  if (!normlab_screening_init (&screening, network, &self->scratch, NULL))
    return 0;
  for (gsize i = 0; i < NORMLAB_SCREENING_ROWS; i++)
    {
      gsize used = self->scratch.used;
      double bound = screening.bound.per_size * (double) self->pairs->measures[i].ink
                     + screening.bound.per_sum * (double) self->pairs->measures[i].ink_sums
                     + screening.bound.fixed;
      const float *fast = normlab_screening_evaluate (&screening, network, self->pairs, i, 1,
                                                      &self->scratch, NULL);
      const float *full = normlab_network_evaluate (network, self->x, NULL, i, 1, &self->scratch,
                                                    NULL, NULL, NULL);

      for (guint j = 0; j < last->units; j++)
        {
          double error = fabs ((double) fast[j] - (double) full[j]);

          g_assert_cmpfloat (error, <=, bound);
          share = MAX (share, error / bound);
        }
      normlab_scratch_rewind (&self->scratch, used);
    }
  return share;
}

static void
check_case (const Case *c, const NormlabKernels *kernels)
{
  NormlabRandom random;
  Fixture fixture;
  double share = 0;
  gsize n_full = 0;

  set_up (&fixture, &c->recipe, kernels);
  normlab_random_seed (&random, 17);
  for (guint step = 0; step < c->recipe.iterations; step++)
    {
      train (&fixture, &c->recipe, &random);
      if (step % 20 != 0 && step + 1 != c->recipe.iterations)
        continue;
      share = MAX (share, check_bound (&fixture));
      n_full = check_counts (&fixture);
    }
  g_test_message ("%s: %" G_GSIZE_FORMAT " of %d in full, errors up to %.3f of the bound",
                  kernels->name, n_full, N_TEST, share);
  if (kernels->screening != NULL)
    g_assert_cmpfloat ((double) n_full, <=, c->max_share * N_TEST);
  /* A bound that is never come near would be of no use. */
  if (kernels->screening != NULL && c->max_share < 1)
    g_assert_cmpfloat (share, >, 1e-4);
  tear_down (&fixture);
}

static void
test_case (gconstpointer data)
{
  guint n;
  const NormlabKernels *const *all = normlab_kernels_get_all (&n);

  for (guint i = 0; i < n; i++)
    check_case (data, all[i]);
}

/* Every activation with every normalization: what is counted is what evaluation in full counts. */
static void
test_kinds (void)
{
  for (guint a = 0; a < NORMLAB_N_ACTIVATIONS; a++)
    for (guint n = 0; n < NORMLAB_N_NORMALIZATIONS; n++)
      {
        const Case c = { "kinds",
                         RECIPE (XAVIER, TWO_LAYERS, .activation = a, .normalization = n,
                                 .dropout = n % 2 ? 0.3 : 0),
                         normlab_normalization_get_info (n)->by_image ? 1 : 0.1 };

        g_test_message ("%s, %s", normlab_activation_words[a]->word,
                        normlab_normalization_words[n]->word);
        test_case (&c);
      }
}

/* Two classes with the same weights: every logit has its equal, and the first one counts. */
static void
test_ties (void)
{
  const NormlabRecipe recipe
      = RECIPE (XAVIER, TWO_LAYERS, .normalization = NORMLAB_NORMALIZATION_BATCH);
  const NormlabLayer *last;
  NormlabRandom random;
  Fixture fixture;

  set_up (&fixture, &recipe, normlab_kernels_get_default ());
  last = &fixture.network.layers[2];
  normlab_random_seed (&random, 17);
  for (guint step = 0; step < 30; step++)
    train (&fixture, &recipe, &random);
  for (guint i = 0; i < last->inputs; i++)
    {
      float *row = fixture.network.parameters + last->weights + i * last->stride;

      row[2] = row[1];
      row[3] = row[1];
    }
  memset (fixture.network.parameters + last->bias, 0, last->units * sizeof (float));
  g_assert_cmpuint (check_counts (&fixture), >, 0);
  tear_down (&fixture);
}

/* Weights that are not numbers, or that overflow on the way, are left to evaluation in full. */
static void
test_not_finite (void)
{
  const float values[] = { NAN, INFINITY, 3e38f };
  const NormlabRecipe recipe = RECIPE (XAVIER, TWO_LAYERS, .activation = NORMLAB_ACTIVATION_RELU);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    for (guint layer = 0; layer < 3; layer++)
      {
        gsize n_full;
        Fixture fixture;

        set_up (&fixture, &recipe, normlab_kernels_get_default ());
        fixture.network.parameters[fixture.network.layers[layer].weights + 1] = values[i];
        n_full = check_counts (&fixture);
        g_assert_cmpuint (n_full, ==, N_TEST);
        tear_down (&fixture);
      }
}

/* Where later layers are nearly all of the work, nothing is screened. */
static void
test_not_worthwhile (void)
{
  const NormlabRecipe recipe = RECIPE (HE, .n_hidden = 3, .hidden = { 300, 300, 300 });
  gsize n_full;
  Fixture fixture;

  set_up (&fixture, &recipe, normlab_kernels_get_default ());
  n_full = check_counts (&fixture);
  g_assert_cmpuint (n_full, ==, N_TEST);
  tear_down (&fixture);
}

/* A request to stop is heard, whatever the count then is. */
static void
test_stop (void)
{
  const NormlabRecipe recipe
      = RECIPE (XAVIER, TWO_LAYERS, .normalization = NORMLAB_NORMALIZATION_BATCH);
  const gint stop = 1;
  Fixture fixture;

  set_up (&fixture, &recipe, normlab_kernels_get_default ());
  normlab_scratch_begin (&fixture.scratch,
                         normlab_screening_scratch (&fixture.network, fixture.pairs), NULL);
  g_assert_cmpuint (normlab_screening_count_right (
                        &fixture.network, fixture.x, fixture.pairs,
                        normlab_dataset_get_labels (fixture.dataset, NORMLAB_SPLIT_TEST),
                        &fixture.scratch, &stop, NULL),
                    ==, 0);
  tear_down (&fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/screening/counts/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/screening/kinds", test_kinds);
  g_test_add_func ("/screening/ties", test_ties);
  g_test_add_func ("/screening/not-finite", test_not_finite);
  g_test_add_func ("/screening/not-worthwhile", test_not_worthwhile);
  g_test_add_func ("/screening/stop", test_stop);
  return g_test_run ();
}
