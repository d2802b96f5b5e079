/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test.h"
#include "normlab-trainer.h"

/* Networks that cannot learn are told from those that do, and from those that do so slowly. */

/* Trains for 400 steps; at which step it was first found stuck, 0: never. */
static guint
train (const NormlabRecipe *recipe)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (8, 8, 10, 300, 100);
  g_autoptr (NormlabTrainer) trainer = NULL;
  g_autoptr (GError) error = NULL;
  NormlabScratch scratch = { 0 };
  guint found = 0;

  trainer = normlab_trainer_new (recipe, dataset, normlab_kernels_get_default (), NULL, &error);
  g_assert_no_error (error);
  while (normlab_trainer_get_step (trainer) < 400)
    {
      NormlabSample sample;

      g_assert_cmpint (normlab_trainer_advance (trainer, 10, &scratch, NULL, &error), ==,
                       NORMLAB_TRAINER_OK);
      g_assert_cmpint (normlab_trainer_measure (trainer, &sample, &scratch, NULL, &error), ==,
                       NORMLAB_TRAINER_OK);
      if (normlab_trainer_is_stuck (trainer) && found == 0)
        found = sample.step;
      else
        g_assert_cmpint (normlab_trainer_is_stuck (trainer), ==, found > 0);
    }
  normlab_scratch_clear (&scratch);
  return found;
}

static NormlabRecipe
make_recipe (void)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.iterations = 400;
  recipe.batch_size = 20;
  return recipe;
}

static void
test_dead (void)
{
  NormlabRecipe recipe = make_recipe ();

  /* Every unit is dead: the output's bias alone goes on. */
  recipe.normalization = NORMLAB_NORMALIZATION_NONE;
  recipe.activation = NORMLAB_ACTIVATION_RELU;
  normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_INIT, "0", NULL);
  g_assert_cmpuint (train (&recipe), ==, 210);
}

static void
test_alive (void)
{
  NormlabRecipe recipe = make_recipe ();

  g_assert_cmpuint (train (&recipe), ==, 0);
  /* Slow, but it moves. */
  recipe.normalization = NORMLAB_NORMALIZATION_NONE;
  recipe.learning_rate = 1e-4;
  g_assert_cmpuint (train (&recipe), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/standstill/dead", test_dead);
  g_test_add_func ("/standstill/alive", test_alive);
  return g_test_run ();
}
