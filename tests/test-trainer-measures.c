/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a trainer measures before its first step, and on whole sets, against plain recomputation. */
#include <math.h>
#include <string.h>

#include "normlab-math.h"
#include "normlab-recognizer.h"
#include "normlab-test.h"
#include "normlab-trainer.h"

enum
{
  ROWS = 6,
  COLUMNS = 5,
  CLASSES = 7,
  TRAINING = 613, /* two whole blocks and a part of one */
  TEST = 321,
  BLOCK = 250,
};

typedef struct
{
  double accuracy, loss;
} Expected;

static NormlabDataset *
make_dataset (void)
{
  return normlab_test_dataset (ROWS, COLUMNS, CLASSES, TRAINING, TEST);
}

static NormlabRecipe
make_recipe (guint number)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.seed = number;
  recipe.normalization = number % NORMLAB_N_NORMALIZATIONS;
  recipe.activation = number % NORMLAB_N_ACTIVATIONS;
  recipe.dropout = number % 2 == 0 ? 0 : 0.2;
  recipe.weight_decay = number % 3 * 0.01;
  recipe.learning_rate = 0.05;
  recipe.batch_size = 20;
  recipe.iterations = 30;
  return recipe;
}

static NormlabTrainer *
create (const NormlabRecipe *recipe,
        NormlabDataset *dataset,
        const NormlabKernels *kernels,
        const NormlabMeasures *measures)
{
  g_autoptr (GError) error = NULL;
  NormlabTrainer *trainer = normlab_trainer_new (recipe, dataset, kernels, NULL, &error);

  g_assert_no_error (error);
  normlab_trainer_set_measures (trainer, measures);
  return trainer;
}

static NormlabSample
measure (NormlabTrainer *trainer)
{
  NormlabScratch scratch = { 0 };
  NormlabSample sample;

  g_assert_cmpint (normlab_trainer_measure (trainer, &sample, &scratch, NULL, NULL), ==,
                   NORMLAB_TRAINER_OK);
  normlab_scratch_clear (&scratch);
  return sample;
}

static void
advance (NormlabTrainer *trainer, guint n_steps)
{
  NormlabScratch scratch = { 0 };

  g_assert_cmpint (normlab_trainer_advance (trainer, n_steps, &scratch, NULL, NULL), ==,
                   NORMLAB_TRAINER_OK);
  normlab_scratch_clear (&scratch);
}

/* Image by image: −log (p + 10⁻⁷), added up within blocks, and then the blocks. */
static Expected
compute (const NormlabTrainer *trainer,
         const NormlabRecipe *recipe,
         NormlabDataset *dataset,
         const NormlabKernels *kernels,
         NormlabSplit split,
         guint n)
{
  NormlabRecognizer *network
      = normlab_recognizer_new (recipe, ROWS * COLUMNS, CLASSES, kernels, NULL);
  g_autoptr (NormlabCheckpoint) checkpoint = normlab_trainer_save (trainer);
  const guint8 *images = normlab_dataset_get_images (dataset, split);
  const guint8 *labels = normlab_dataset_get_labels (dataset, split);
  double sum = 0, block = 0;
  guint n_right = 0;

  g_assert_true (normlab_recognizer_take (network, checkpoint));
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (
          normlab_recognizer_recognize (network, images + (gsize) i * ROWS * COLUMNS, NULL));
      n_right += normlab_recognizer_get_answer (network) == labels[i];
      block -= normlab_log (normlab_recognizer_get_probabilities (network)[labels[i]] + 1e-7);
      if ((i + 1) % BLOCK != 0 && i + 1 < n)
        continue;
      sum += block;
      block = 0;
    }
  normlab_recognizer_free (network);
  return (Expected){ (double) n_right / n, sum / n };
}

static void
assert_bits (double value, double expected)
{
  g_test_message ("%.17g, %.17g", value, expected);
  g_assert_true (memcmp (&value, &expected, sizeof value) == 0);
}

/* Of all kinds of networks, before the first step and later, to the bit, with every instruction
 * set. */
static void
test_recomputed (void)
{
  static const guint counts[] = { 0, 1, 250, 600, TRAINING + 9 };
  g_autoptr (NormlabDataset) dataset = make_dataset ();
  guint n_kernels;
  const NormlabKernels *const *kernels = normlab_kernels_get_all (&n_kernels);

  for (guint number = 0; number < 16; number++)
    for (guint k = 0; k < n_kernels; k++)
      {
        const NormlabRecipe recipe = make_recipe (number);
        const guint count = counts[number % G_N_ELEMENTS (counts)];
        const NormlabMeasures measures = { TRUE, TRUE, count };
        g_autoptr (NormlabTrainer) trainer = create (&recipe, dataset, kernels[k], &measures);

        for (guint step = 0; step <= 20; step += 20)
          {
            NormlabSample sample;
            Expected training, test;

            if (step > 0)
              advance (trainer, step);
            sample = measure (trainer);
            training = compute (trainer, &recipe, dataset, kernels[k], NORMLAB_SPLIT_TRAINING,
                                count == 0 ? TRAINING : MIN (count, TRAINING));
            test = compute (trainer, &recipe, dataset, kernels[k], NORMLAB_SPLIT_TEST, TEST);
            g_assert_cmpuint (sample.step, ==, step);
            g_assert_cmpfloat (sample.training_set_accuracy, ==, (float) training.accuracy);
            g_assert_cmpfloat (sample.test_accuracy, ==, (float) test.accuracy);
            assert_bits (sample.training_set_loss, training.loss);
            assert_bits (sample.test_loss, test.loss);
            g_assert_cmpint (isnan (sample.train_accuracy), ==, step == 0);
            g_assert_cmpint (isnan (sample.loss), ==, step == 0);
          }
      }
}

/* Nothing but what is asked for is measured, and none of it changes what else is. */
static void
test_asked_for (void)
{
  static const char *const words[]
      = { "none", "test-loss", "training", "training=9", "test-loss,training" };
  g_autoptr (NormlabDataset) dataset = make_dataset ();
  const NormlabRecipe recipe = make_recipe (3);
  guint64 hash = 0;
  NormlabSample first = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (NormlabTrainer) trainer = NULL;
      NormlabMeasures measures;
      NormlabSample sample;

      g_assert_true (normlab_measures_parse (words[i], &measures, NULL));
      trainer = create (&recipe, dataset, normlab_kernels_get_default (), &measures);
      if (i > 0)
        measure (trainer);
      advance (trainer, 10);
      sample = measure (trainer);
      g_assert_cmpint (isnan (sample.test_loss), ==, !measures.test_loss);
      g_assert_cmpint (isnan (sample.training_set_loss), ==, !measures.training);
      g_assert_cmpint (isnan (sample.training_set_accuracy), ==, !measures.training);
      advance (trainer, 20);
      if (i == 0)
        {
          first = sample;
          hash = normlab_trainer_get_hash (trainer);
        }
      g_assert_cmpfloat (sample.test_accuracy, ==, first.test_accuracy);
      g_assert_cmpfloat (sample.train_accuracy, ==, first.train_accuracy);
      assert_bits (sample.loss, first.loss);
      g_assert_cmphex (normlab_trainer_get_hash (trainer), ==, hash);
    }
}

/* Before the first step running variances are 0, so that normalizing makes numbers a thousand times
 * as large, layer by layer. What is not finite then is no divergence. */
static void
test_not_finite (void)
{
  g_autoptr (NormlabDataset) dataset = make_dataset ();
  const NormlabMeasures measures = { TRUE, TRUE, 0 };
  NormlabRecipe recipe = make_recipe (0);
  g_autoptr (NormlabTrainer) trainer = NULL;
  const guint8 *labels = normlab_dataset_get_labels (dataset, NORMLAB_SPLIT_TEST);
  guint n_first = 0;
  NormlabSample sample;

  recipe.normalization = NORMLAB_NORMALIZATION_BATCH;
  recipe.activation = NORMLAB_ACTIVATION_IDENTITY;
  recipe.init = NORMLAB_INIT_STD;
  recipe.init_std = 1e4;
  g_assert_true (
      normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_HIDDEN, "9,9,9,9,9,9,9,9", NULL));
  for (guint asked = 0; asked < 2; asked++)
    {
      g_clear_pointer (&trainer, normlab_trainer_free);
      trainer = create (&recipe, dataset, normlab_kernels_get_default (),
                        asked ? &measures : &(NormlabMeasures){ 0 });
      sample = measure (trainer);
      g_assert_true (isnan (sample.test_loss));
      g_assert_true (isnan (sample.training_set_loss));
      g_assert_cmpuint (normlab_trainer_get_diverged_layer (trainer), ==, 0);
      /* No number is greater than one that is none: all are taken for the first class. */
      n_first = 0;
      for (guint i = 0; i < TEST; i++)
        n_first += labels[i] == 0;
      g_assert_cmpfloat (sample.test_accuracy, ==, (float) ((double) n_first / TEST));
      /* Normalized over the batch, it trains. */
      advance (trainer, 1);
      g_assert_cmpuint (normlab_trainer_get_step (trainer), ==, 1);
    }
}

/* What is measured once more is compared in all of its numbers where that is wanted. */
static void
test_compared (void)
{
  g_autoptr (NormlabDataset) dataset = make_dataset ();
  const NormlabMeasures measures = { TRUE, TRUE, 40 };
  const NormlabRecipe recipe = make_recipe (1);
  g_autoptr (NormlabTrainer) trainer
      = create (&recipe, dataset, normlab_kernels_get_default (), &measures);
  NormlabScratch scratch = { 0 };

  for (guint step = 0; step <= 10; step += 10)
    {
      NormlabSample sample, others[4];

      if (step > 0)
        advance (trainer, step);
      sample = measure (trainer);
      for (guint i = 0; i < G_N_ELEMENTS (others); i++)
        others[i] = sample;
      others[1].test_loss += 1e-9;
      others[2].training_set_loss += 1e-9;
      others[3].training_set_accuracy = 0.125f;
      for (guint i = 0; i < G_N_ELEMENTS (others); i++)
        for (guint whole = 0; whole < 2; whole++)
          {
            gboolean same;

            g_assert_cmpint (normlab_trainer_compare (trainer, &others[i], whole == 1, &same,
                                                      &scratch, NULL, NULL),
                             ==, NORMLAB_TRAINER_OK);
            g_assert_cmpint (same, ==, i == 0 || whole == 0);
          }
    }
  normlab_scratch_clear (&scratch);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trainer-measures/recomputed", test_recomputed);
  g_test_add_func ("/trainer-measures/asked-for", test_asked_for);
  g_test_add_func ("/trainer-measures/not-finite", test_not_finite);
  g_test_add_func ("/trainer-measures/compared", test_compared);
  return g_test_run ();
}
