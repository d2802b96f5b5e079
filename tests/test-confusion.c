/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a network classifies a whole set, against what is measured of it and counted by hand. */
#include "normlab-confusion.h"

#include <math.h>

#include "normlab-test-kernels.h"
#include "normlab-test.h"

enum
{
  CLASSES = 7,
  TRAINING = 600, /* more than are evaluated at once */
  TEST = 321,
};

static NormlabRecipe
make_recipe (guint number)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.normalization = number % NORMLAB_N_NORMALIZATIONS;
  recipe.activation = number % NORMLAB_N_ACTIVATIONS;
  recipe.dropout = number % 2 == 0 ? 0 : 0.2;
  recipe.learning_rate = 0.1;
  recipe.iterations = 30;
  return recipe;
}

static void
check_rows (const NormlabDataset *dataset, NormlabSplit split, const guint *counts)
{
  const guint8 *labels = normlab_dataset_get_labels (dataset, split);
  guint of_class[CLASSES] = { 0 };

  for (guint i = 0; i < normlab_dataset_get_n_images (dataset, split); i++)
    of_class[labels[i]]++;
  for (guint truth = 0; truth < CLASSES; truth++)
    {
      guint sum = 0;

      for (guint answer = 0; answer < CLASSES; answer++)
        sum += counts[truth * CLASSES + answer];
      g_assert_cmpuint (sum, ==, of_class[truth]);
    }
}

/* Rows sum to the classes' numbers, and the diagonal to what is right. */
static void
test_counts (const NormlabKernels *kernels)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (4, 5, CLASSES, TRAINING, TEST);
  float best = 0;

  for (guint i = 0; i < 8; i++)
    {
      NormlabRecipe recipe = make_recipe (i);
      g_autoptr (NormlabTrainer) trainer
          = normlab_trainer_new (&recipe, dataset, kernels, NULL, NULL);
      guint counts[CLASSES * CLASSES], right = 0;
      NormlabSample sample = { 0 };
      NormlabScratch scratch = { 0 };

      normlab_trainer_advance (trainer, 30, &scratch, NULL, NULL);
      for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
        {
          g_assert_cmpint (normlab_confusion_count (trainer, split, counts, &scratch, NULL, NULL),
                           ==, NORMLAB_TRAINER_OK);
          check_rows (dataset, split, counts);
        }
      g_assert_cmpint (normlab_trainer_measure (trainer, &sample, &scratch, NULL, NULL), ==,
                       NORMLAB_TRAINER_OK);
      for (guint k = 0; k < CLASSES; k++)
        right += counts[k * CLASSES + k];
      g_assert_cmpfloat (sample.test_accuracy, ==, (float) ((double) right / TEST));
      best = MAX (best, sample.test_accuracy);
      normlab_scratch_clear (&scratch);
    }
  g_assert_cmpfloat (best, >, 0.5f);
}

/* A network that knows nothing gives all classes the same, and the first is its answer; asking
 * changes nothing, and can be stopped. */
static void
test_first_of_equals (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (4, 5, CLASSES, TRAINING, TEST);
  NormlabRecipe recipe = make_recipe (0);
  g_autoptr (NormlabTrainer) trainer = NULL;
  guint counts[CLASSES * CLASSES];
  NormlabScratch scratch = { 0 };
  const gint stop = 1;
  guint64 hash;

  recipe.init = NORMLAB_INIT_STD;
  recipe.init_std = 0;
  trainer = normlab_trainer_new (&recipe, dataset, normlab_kernels_get_default (), NULL, NULL);
  hash = normlab_trainer_get_hash (trainer);
  g_assert_cmpint (
      normlab_confusion_count (trainer, NORMLAB_SPLIT_TEST, counts, &scratch, NULL, NULL), ==,
      NORMLAB_TRAINER_OK);
  check_rows (dataset, NORMLAB_SPLIT_TEST, counts);
  for (guint i = 0; i < CLASSES * CLASSES; i++)
    g_assert_cmpint (counts[i] > 0, ==, i % CLASSES == 0);
  g_assert_cmphex (normlab_trainer_get_hash (trainer), ==, hash);
  g_assert_cmpint (
      normlab_confusion_count (trainer, NORMLAB_SPLIT_TEST, counts, &scratch, &stop, NULL), ==,
      NORMLAB_TRAINER_STOPPED);
  normlab_scratch_clear (&scratch);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  normlab_test_add_kernels ("/confusion/counts", test_counts);
  g_test_add_func ("/confusion/first-of-equals", test_first_of_equals);
  return g_test_run ();
}
