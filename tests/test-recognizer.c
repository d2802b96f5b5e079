/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a network answers to one image, against the trainer's own evaluation. */
#include "normlab-recognizer.h"

#include <math.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-network.h"
#include "normlab-test-kernels.h"
#include "normlab-test.h"
#include "normlab-trainer-private.h"

enum
{
  ROWS = 4,
  COLUMNS = 5,
  CLASSES = 7,
  TRAINING = 600,
  TEST = 321, /* more than are evaluated at once */
};

static NormlabRecipe
make_recipe (guint number)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.normalization = number % NORMLAB_N_NORMALIZATIONS;
  recipe.activation = number % NORMLAB_N_ACTIVATIONS;
  recipe.optimizer = number % NORMLAB_N_OPTIMIZERS;
  recipe.dropout = number % 2 == 0 ? 0 : 0.2;
  recipe.learning_rate = 0.05;
  recipe.iterations = 30;
  return recipe;
}

/* A trainer that has done @n_steps steps. */
static NormlabTrainer *
train (const NormlabRecipe *recipe,
       NormlabDataset *dataset,
       const NormlabKernels *kernels,
       guint n_steps)
{
  NormlabScratch scratch = { 0 };
  NormlabTrainer *trainer = normlab_trainer_new (recipe, dataset, kernels, NULL, NULL);

  g_assert_cmpint (normlab_trainer_advance (trainer, n_steps, &scratch, NULL, NULL), ==,
                   NORMLAB_TRAINER_OK);
  normlab_scratch_clear (&scratch);
  return trainer;
}

static void
take (NormlabRecognizer *recognizer, const NormlabTrainer *trainer)
{
  g_autoptr (NormlabCheckpoint) checkpoint = normlab_trainer_save (trainer);

  g_assert_true (normlab_recognizer_take (recognizer, checkpoint));
}

static NormlabRecognizer *
create (const NormlabRecipe *recipe, const NormlabKernels *kernels, const NormlabTrainer *trainer)
{
  NormlabRecognizer *recognizer
      = normlab_recognizer_new (recipe, ROWS * COLUMNS, CLASSES, kernels, NULL);

  g_assert_nonnull (recognizer);
  take (recognizer, trainer);
  return recognizer;
}

static float
measure (NormlabTrainer *trainer)
{
  NormlabSample sample = { 0 };
  NormlabScratch scratch = { 0 };

  normlab_trainer_measure (trainer, &sample, &scratch, NULL, NULL);
  normlab_scratch_clear (&scratch);
  return sample.test_accuracy;
}

static const guint8 *
get_image (const NormlabDataset *dataset, guint i)
{
  return normlab_dataset_get_images (dataset, NORMLAB_SPLIT_TEST) + i * ROWS * COLUMNS;
}

/* One image after the other, and all at once, give as many right answers as are measured. */
static void
test_answers (const NormlabKernels *kernels)
{
  g_autoptr (NormlabDataset) dataset
      = normlab_test_dataset (ROWS, COLUMNS, CLASSES, TRAINING, TEST);
  const guint8 *labels = normlab_dataset_get_labels (dataset, NORMLAB_SPLIT_TEST);
  float best = 0;

  for (guint number = 0; number < 8; number++)
    {
      NormlabRecipe recipe = make_recipe (number);
      g_autoptr (NormlabTrainer) trainer = train (&recipe, dataset, kernels, 30);
      g_autoptr (NormlabRecognizer) recognizer = create (&recipe, kernels, trainer);
      float accuracy = measure (trainer);
      guint8 answers[TEST];
      float certainties[TEST], losses[TEST];
      guint right = 0;

      g_assert_true (normlab_recognizer_recognize_all (recognizer, dataset, NORMLAB_SPLIT_TEST,
                                                       answers, certainties, losses, NULL, NULL));
      for (guint i = 0; i < TEST; i++)
        {
          guint answer;

          g_assert_true (normlab_recognizer_recognize (recognizer, get_image (dataset, i), NULL));
          answer = normlab_recognizer_get_answer (recognizer);
          right += answer == labels[i] ? 1 : 0;
          g_assert_cmpuint (answers[i], ==, answer);
          g_assert_cmpfloat (certainties[i], ==,
                             (float) normlab_recognizer_get_probabilities (recognizer)[answer]);
          g_assert_cmpfloat_with_epsilon (
              (double) losses[i],
              -log (normlab_recognizer_get_probabilities (recognizer)[labels[i]]), 1e-5);
        }
      g_assert_cmpfloat (accuracy, ==, (float) ((double) right / TEST));
      best = MAX (best, accuracy);
    }
  g_assert_cmpfloat (best, >, 0.5f);
}

typedef struct
{
  NormlabRecognizer *recognizer;
  guint n_layers;
} Comparison;

/* An observer of a whole block: its last row is the image that the recognizer has seen. */
static void
compare (const NormlabNetwork *network,
         guint layer,
         NormlabStage stage,
         const float *values,
         gsize rows,
         gpointer user_data)
{
  Comparison *comparison = user_data;
  const NormlabLayer *l = &network->layers[layer];

  g_assert_cmpuint (normlab_recognizer_get_n_units (comparison->recognizer, layer), ==, l->units);
  g_assert_cmpmem (normlab_recognizer_get_activations (comparison->recognizer, layer),
                   l->units * sizeof (float), values + (rows - 1) * l->stride,
                   l->units * sizeof (float));
  comparison->n_layers++;
}

/* To the bit those of the trainer's evaluation, also after more training. */
static void
test_activations (const NormlabKernels *kernels)
{
  g_autoptr (NormlabDataset) dataset
      = normlab_test_dataset (ROWS, COLUMNS, CLASSES, TRAINING, TEST);

  for (guint number = 0; number < 8; number++)
    {
      NormlabRecipe recipe = make_recipe (number);
      g_autoptr (NormlabTrainer) trainer = train (&recipe, dataset, kernels, 10);
      g_autoptr (NormlabRecognizer) recognizer = create (&recipe, kernels, trainer);
      Comparison comparison = { recognizer, 0 };
      NormlabScratch scratch = { 0 };

      normlab_trainer_advance (trainer, 20, &scratch, NULL, NULL);
      take (recognizer, trainer);
      g_assert_true (normlab_recognizer_recognize (recognizer, get_image (dataset, 41), NULL));
      normlab_scratch_begin (&scratch, normlab_network_evaluate_scratch (&trainer->network, 42),
                             NULL);
      normlab_network_evaluate (&trainer->network,
                                normlab_dataset_get_sparse (dataset, NORMLAB_SPLIT_TEST), NULL, 0,
                                42, &scratch, NULL, compare, &comparison);
      g_assert_cmpuint (comparison.n_layers, ==, normlab_recognizer_get_n_layers (recognizer));
      normlab_scratch_clear (&scratch);
    }
}

/* The softmax of the logits, computed plainly. */
static void
test_probabilities (void)
{
  g_autoptr (NormlabDataset) dataset
      = normlab_test_dataset (ROWS, COLUMNS, CLASSES, TRAINING, TEST);
  const NormlabKernels *kernels = normlab_kernels_get_default ();
  NormlabRecipe recipe = make_recipe (0);
  g_autoptr (NormlabTrainer) trainer = train (&recipe, dataset, kernels, 30);
  g_autoptr (NormlabRecognizer) recognizer = create (&recipe, kernels, trainer);
  guint last = normlab_recognizer_get_n_layers (recognizer) - 1;

  for (guint i = 0; i < TEST; i++)
    {
      const float *logits = normlab_recognizer_get_activations (recognizer, last);
      const double *probabilities = normlab_recognizer_get_probabilities (recognizer);
      double sum = 0, all = 0;

      g_assert_true (normlab_recognizer_recognize (recognizer, get_image (dataset, i), NULL));
      for (guint j = 0; j < CLASSES; j++)
        sum += exp ((double) logits[j]);
      for (guint j = 0; j < CLASSES; j++)
        {
          g_assert_cmpfloat_with_epsilon (probabilities[j], exp ((double) logits[j]) / sum, 1e-6);
          all += probabilities[j];
        }
      g_assert_cmpfloat_with_epsilon (all, 1, 1e-12);
    }
}

/* Where a logit is infinite nothing is probable. */
static void
test_not_finite (void)
{
  g_autoptr (NormlabDataset) dataset
      = normlab_test_dataset (ROWS, COLUMNS, CLASSES, TRAINING, TEST);
  const NormlabKernels *kernels = normlab_kernels_get_default ();
  NormlabRecipe recipe = make_recipe (0);
  g_autoptr (NormlabTrainer) trainer = train (&recipe, dataset, kernels, 1);
  g_autoptr (NormlabRecognizer) recognizer = NULL;
  const NormlabLayer *last = &trainer->network.layers[trainer->network.n_layers - 1];

  trainer->network.parameters[last->bias + 2] = -INFINITY;
  recognizer = create (&recipe, kernels, trainer);
  g_assert_true (normlab_recognizer_recognize (recognizer, get_image (dataset, 0), NULL));
  for (guint j = 0; j < CLASSES; j++)
    g_assert_true (isnan (normlab_recognizer_get_probabilities (recognizer)[j]));
}

/* A network of other sizes is not taken, a recipe that cannot be makes none, and looking at all
 * images can be stopped. */
static void
test_refused (void)
{
  g_autoptr (NormlabDataset) dataset
      = normlab_test_dataset (ROWS, COLUMNS, CLASSES, TRAINING, TEST);
  const NormlabKernels *kernels = normlab_kernels_get_default ();
  NormlabRecipe recipe = make_recipe (0), larger = recipe, wrong = recipe;
  g_autoptr (NormlabTrainer) trainer = train (&recipe, dataset, kernels, 1);
  g_autoptr (NormlabCheckpoint) checkpoint = normlab_trainer_save (trainer);
  g_autoptr (NormlabRecognizer) recognizer = NULL;
  g_autoptr (GError) error = NULL;
  guint8 answers[TEST];
  float certainties[TEST];
  const gint stop = 1;

  larger.hidden[0] = 500;
  recognizer = normlab_recognizer_new (&larger, ROWS * COLUMNS, CLASSES, kernels, &error);
  g_assert_no_error (error);
  g_assert_false (normlab_recognizer_take (recognizer, checkpoint));
  g_assert_false (normlab_recognizer_recognize_all (recognizer, dataset, NORMLAB_SPLIT_TEST,
                                                    answers, certainties, NULL, &stop, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED);
  g_clear_error (&error);
  wrong.batch_size = 0;
  g_assert_null (normlab_recognizer_new (&wrong, ROWS * COLUMNS, CLASSES, kernels, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  normlab_test_add_kernels ("/recognizer/answers", test_answers);
  normlab_test_add_kernels ("/recognizer/activations", test_activations);
  g_test_add_func ("/recognizer/probabilities", test_probabilities);
  g_test_add_func ("/recognizer/not-finite", test_not_finite);
  g_test_add_func ("/recognizer/refused", test_refused);
  return g_test_run ();
}
