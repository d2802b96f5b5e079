/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-random.h"
#include "normlab-test.h"
#include "normlab-trainer.h"

/* Which random numbers a trainer draws, and in what order. Every call comes by here. */

#define N_STEPS 4

double __real_normlab_random_normal (NormlabRandom *self);
double __wrap_normlab_random_normal (NormlabRandom *self);
double __real_normlab_random_double (NormlabRandom *self);
double __wrap_normlab_random_double (NormlabRandom *self);
void __real_normlab_random_exceed (NormlabRandom *self, double limit, float *flags, guint n);
void __wrap_normlab_random_exceed (NormlabRandom *self, double limit, float *flags, guint n);
void
__real_normlab_random_choice (NormlabRandom *self, guint64 n, guint32 *indices, guint n_indices);
void
__wrap_normlab_random_choice (NormlabRandom *self, guint64 n, guint32 *indices, guint n_indices);

static GString *drawn;

double
__wrap_normlab_random_normal (NormlabRandom *self)
{
  double number = __real_normlab_random_normal (self);

  g_string_append_printf (drawn, "w %a\n", number);
  return number;
}

double
__wrap_normlab_random_double (NormlabRandom *self)
{
  double number = __real_normlab_random_double (self);

  g_string_append_printf (drawn, "m %a\n", number);
  return number;
}

void
__wrap_normlab_random_exceed (NormlabRandom *self, double limit, float *flags, guint n)
{
  __real_normlab_random_exceed (self, limit, flags, n);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (drawn, "m %g\n", (double) flags[i]);
}

void
__wrap_normlab_random_choice (NormlabRandom *self, guint64 n, guint32 *indices, guint n_indices)
{
  __real_normlab_random_choice (self, n, indices, n_indices);
  for (guint i = 0; i < n_indices; i++)
    g_string_append_printf (drawn, "i %u\n", indices[i]);
}

static char *
train (const NormlabRecipe *recipe, NormlabDataset *dataset)
{
  g_autoptr (NormlabTrainer) trainer = NULL;
  g_autoptr (GError) error = NULL;
  NormlabScratch scratch = { 0 };

  /* What others have had of the data set before is no draw of a run. */
  drawn = g_string_new (NULL);
  g_bytes_unref (normlab_dataset_get_labels_with_noise (dataset, recipe->label_noise));
  g_string_truncate (drawn, 0);
  trainer = normlab_trainer_new (recipe, dataset, normlab_kernels_get_default (), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (normlab_trainer_advance (trainer, N_STEPS, &scratch, NULL, NULL), ==,
                   NORMLAB_TRAINER_OK);
  normlab_scratch_clear (&scratch);
  return g_string_free (drawn, FALSE);
}

/* What the table of hyperparameters says of each. */
static void
test_kept (void)
{
  static const char *const other[NORMLAB_N_HYPERPARAMETERS] = {
    "8-7", "off",      "relu", "0.5", "adam", "0.001", "19", "0.01",
    "0.3", "notebook", "199",  "0.5", "2000", "7",     "5",  "2:optimizer=adam,learning-rate=0.5"
  };
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (5, 5, 10, 200, 50);
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autofree char *usual = NULL;

  recipe.hidden[0] = 8;
  recipe.hidden[1] = 6;
  recipe.batch_size = 20;
  usual = train (&recipe, dataset);
  /* Weights of all layers, then batches, of which the next one is drawn ahead. */
  g_assert_true (g_str_has_prefix (usual, "w "));
  g_assert_nonnull (strstr (usual, "\ni "));
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      NormlabHyperparameter hyperparameter = (NormlabHyperparameter) d;
      const NormlabHyperparameterInfo *info = normlab_hyperparameter_get_info (hyperparameter);
      NormlabRecipe changed = recipe;
      g_autofree char *draws = NULL;
      NormlabValue a, b;

      g_assert_true (normlab_recipe_set (&changed, hyperparameter, other[d], NULL));
      g_assert_false (normlab_recipe_equal_in (&recipe, &changed, hyperparameter));
      draws = train (&changed, dataset);
      g_test_message ("%s", info->key);
      g_assert_cmpint (g_str_equal (usual, draws), ==, info->keeps_draws);
      a = normlab_recipe_get_value (&recipe, hyperparameter);
      b = normlab_recipe_get_value (&changed, hyperparameter);
      g_assert_cmpint (normlab_hyperparameter_keeps_draws (hyperparameter, &a, &b), ==,
                       info->keeps_draws);
      g_assert_true (normlab_hyperparameter_keeps_draws (hyperparameter, &a, &a));
    }
}

/* Where only one of two branches draws masks they part. */
static void
test_branches (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (5, 5, 10, 200, 50);
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autofree char *usual = NULL;
  g_autofree char *draws = NULL;
  NormlabValue a = normlab_recipe_get_value (&recipe, NORMLAB_HYPERPARAMETER_BRANCH), b;

  usual = train (&recipe, dataset);
  g_assert_true (
      normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_BRANCH, "2:dropout=0.5", NULL));
  draws = train (&recipe, dataset);
  g_assert_cmpstr (draws, !=, usual);
  b = normlab_recipe_get_value (&recipe, NORMLAB_HYPERPARAMETER_BRANCH);
  g_assert_false (normlab_hyperparameter_keeps_draws (NORMLAB_HYPERPARAMETER_BRANCH, &a, &b));
  g_assert_false (normlab_hyperparameter_keeps_draws (NORMLAB_HYPERPARAMETER_BRANCH, &b, &a));
  g_assert_true (normlab_hyperparameter_keeps_draws (NORMLAB_HYPERPARAMETER_BRANCH, &b, &b));
}

/* Two initializations share their draws when the table says so, whatever they make of them. */
static void
test_inits (void)
{
  static const char *const more[] = { "0", "0.5" };
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (5, 5, 10, 200, 50);
  const guint n = NORMLAB_N_INIT_WORDS + G_N_ELEMENTS (more);
  g_autoptr (GPtrArray) draws = g_ptr_array_new_with_free_func (g_free);
  NormlabValue values[NORMLAB_N_INIT_WORDS + G_N_ELEMENTS (more)];
  guint n_kept = 0;

  for (guint i = 0; i < n; i++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

      recipe.batch_size = 20;
      g_assert_true (normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_INIT,
                                         i < NORMLAB_N_INIT_WORDS ? normlab_init_words[i]->word
                                                                  : more[i - NORMLAB_N_INIT_WORDS],
                                         NULL));
      values[i] = normlab_recipe_get_value (&recipe, NORMLAB_HYPERPARAMETER_INIT);
      g_ptr_array_add (draws, train (&recipe, dataset));
    }
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      {
        gboolean kept = normlab_hyperparameter_keeps_draws (NORMLAB_HYPERPARAMETER_INIT, &values[i],
                                                            &values[j]);

        g_assert_cmpint (g_str_equal (draws->pdata[i], draws->pdata[j]), ==, kept);
        n_kept += kept;
      }
  g_assert_cmpuint (n_kept, >, n);
  g_assert_cmpuint (n_kept, <, n * n);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draws/kept", test_kept);
  g_test_add_func ("/draws/branches", test_branches);
  g_test_add_func ("/draws/inits", test_inits);
  return g_test_run ();
}
