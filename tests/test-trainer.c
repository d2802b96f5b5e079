/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-trainer.h"

#include <math.h>
#include <stdlib.h>

#include "normlab-error.h"
#include "normlab-experiment.h"
#include "normlab-test.h"

/* Trains to the end, giving each sample to @check. */
static NormlabTrainerStatus
train (NormlabTrainer *trainer,
       void (*check) (const NormlabSample *sample, gpointer data),
       gpointer data)
{
  NormlabScratch scratch = { 0 };
  NormlabTrainerStatus status = NORMLAB_TRAINER_OK;
  guint todo;

  while (status == NORMLAB_TRAINER_OK && (todo = normlab_trainer_get_steps_to_sample (trainer)) > 0)
    {
      NormlabSample sample = { 0 };

      status = normlab_trainer_advance (trainer, todo, &scratch, NULL, NULL);
      if (status == NORMLAB_TRAINER_OK)
        status = normlab_trainer_measure (trainer, &sample, &scratch, NULL, NULL);
      if (status == NORMLAB_TRAINER_OK && check != NULL)
        check (&sample, data);
    }
  normlab_scratch_clear (&scratch);
  return status;
}

static guint64
train_to_hash (const NormlabRecipe *recipe, NormlabDataset *dataset, const NormlabKernels *kernels)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabTrainer) trainer = normlab_trainer_new (recipe, dataset, kernels, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (train (trainer, NULL, NULL), ==, NORMLAB_TRAINER_OK);
  return normlab_trainer_get_hash (trainer);
}

typedef struct
{
  char **lines;
  guint next;
  double accuracy, loss; /* tolerances */
} Golden;

static void
check_golden (const NormlabSample *sample, gpointer data)
{
  Golden *golden = data;
  g_auto (GStrv) fields = g_strsplit (golden->lines[golden->next++], ",", 0);

  g_assert_cmpuint (g_strv_length (fields), ==, 4);
  g_assert_cmpuint (sample->step, ==, g_ascii_strtoull (fields[0], NULL, 10));
  g_assert_cmpfloat_with_epsilon ((double) sample->train_accuracy, g_ascii_strtod (fields[1], NULL),
                                  0.0101);
  g_assert_cmpfloat_with_epsilon ((double) sample->test_accuracy, g_ascii_strtod (fields[2], NULL),
                                  golden->accuracy + 1e-9);
  g_assert_cmpfloat_with_epsilon (sample->loss, g_ascii_strtod (fields[3], NULL), golden->loss);
}

/* 40-20_sigmoid_xavier_bn1_notebook_seed0.csv */
static void
parse_name (const char *name, NormlabRecipe *recipe)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *stem = g_strndup (name, strlen (name) - strlen (".csv"));
  g_auto (GStrv) parts = g_strsplit (stem, "_", 0);

  *recipe = NORMLAB_RECIPE_DEFAULT;
  g_assert_cmpuint (g_strv_length (parts), ==, 6);
  normlab_recipe_set (recipe, NORMLAB_HYPERPARAMETER_HIDDEN, parts[0], &error);
  g_assert_no_error (error);
  normlab_recipe_set (recipe, NORMLAB_HYPERPARAMETER_ACTIVATION, parts[1], &error);
  g_assert_no_error (error);
  normlab_recipe_set (recipe, NORMLAB_HYPERPARAMETER_INIT, parts[2], &error);
  g_assert_no_error (error);
  recipe->normalization = g_str_equal (parts[3], "bn1");
  normlab_recipe_set (recipe, NORMLAB_HYPERPARAMETER_UPDATE, parts[4], &error);
  g_assert_no_error (error);
  normlab_recipe_set (recipe, NORMLAB_HYPERPARAMETER_SEED, parts[5] + strlen ("seed"), &error);
  g_assert_no_error (error);
}

/* All points of curves that an independent float64 program computed. */
static void
test_golden (void)
{
  g_autofree char *folder = normlab_test_shared ("golden");
  g_autofree char *mnist = folder != NULL ? normlab_test_shared ("mnist") : NULL;
  g_autoptr (NormlabDataset) dataset = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint n = 0;

  if (mnist == NULL)
    return;

  dataset = normlab_dataset_load (mnist, NULL, &error);
  g_assert_no_error (error);
  dir = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *contents = NULL;
      g_autoptr (NormlabTrainer) trainer = NULL;
      Golden golden = { 0 };
      NormlabRecipe recipe;

      g_test_message ("%s", name);
      g_file_get_contents (path, &contents, NULL, &error);
      g_assert_no_error (error);
      parse_name (name, &recipe);
      golden.lines = g_strsplit (g_strchomp (contents), "\n", 0);
      golden.next = 1;
      golden.accuracy = recipe.activation == NORMLAB_ACTIVATION_RELU ? 0.003 : 0.0005;
      golden.loss = recipe.activation == NORMLAB_ACTIVATION_RELU ? 0.01 : 1e-5;
      trainer
          = normlab_trainer_new (&recipe, dataset, normlab_kernels_get_default (), NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (train (trainer, check_golden, &golden), ==, NORMLAB_TRAINER_OK);
      g_assert_cmpuint (golden.next, ==, 101);
      g_assert_cmpuint (g_strv_length (golden.lines), ==, 101);
      g_strfreev (golden.lines);
      n++;
    }
  g_assert_cmpuint (n, >=, 18);
}

/* The final weights of the notebook's five experiments, from every instruction set, to the bit. */
static void
check_notebook (NormlabDataset *dataset, const guint64 hashes[5])
{
  g_autoptr (NormlabExperiment) notebook = normlab_experiment_new_notebook (0);
  g_autoptr (GArray) recipes = normlab_experiment_get_recipes (notebook, NULL);
  guint n_sets;
  const NormlabKernels *const *sets = normlab_kernels_get_all (&n_sets);

  g_assert_cmpuint (recipes->len, ==, 5);
  for (guint i = 0; i < recipes->len; i++)
    for (guint s = 0; s < n_sets; s++)
      {
        NormlabRecipe recipe = g_array_index (recipes, NormlabRecipe, i);

        /* When it is measured does not change it. */
        recipe.interval = recipe.iterations;
        g_assert_cmphex (train_to_hash (&recipe, dataset, sets[s]), ==, hashes[i]);
      }
}

static void
test_notebook_builtin (void)
{
  static const guint64 hashes[] = {
    G_GUINT64_CONSTANT (0x3808b8e1d3280bec), G_GUINT64_CONSTANT (0xd34921a991fb7f72),
    G_GUINT64_CONSTANT (0x48830f8836907f64), G_GUINT64_CONSTANT (0x71765bc62c945477),
    G_GUINT64_CONSTANT (0x9dfafff2d435cca3),
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabDataset) dataset = normlab_dataset_new_builtin (NULL, &error);

  g_assert_no_error (error);
  check_notebook (dataset, hashes);
}

static void
test_notebook_mnist (void)
{
  static const guint64 hashes[] = {
    G_GUINT64_CONSTANT (0xadb444f100488e29), G_GUINT64_CONSTANT (0x158b2c8163a4dc36),
    G_GUINT64_CONSTANT (0x8de9a21c741cb400), G_GUINT64_CONSTANT (0x085f2f78ede8d9f9),
    G_GUINT64_CONSTANT (0x214cd4f36f895a1a),
  };
  g_autofree char *mnist = normlab_test_shared ("mnist");
  g_autoptr (NormlabDataset) dataset = NULL;
  g_autoptr (GError) error = NULL;

  if (mnist == NULL)
    return;
  dataset = normlab_dataset_load (mnist, NULL, &error);
  g_assert_no_error (error);
  check_notebook (dataset, hashes);
}

/* Recipes that together touch every kernel, on data that the test makes: the same bits from every
 * instruction set, and those that were recorded. */
static void
test_same_bits (void)
{
  static const struct
  {
    const char *hidden, *activation, *optimizer, *init;
    gboolean batch_norm;
    double dropout, weight_decay;
    guint64 hash;
  } cases[] = {
    { "none", "sigmoid", "sgd", "0.01", FALSE, 0, 0, G_GUINT64_CONSTANT (0xa8a670141ea3f245) },
    { "40,20", "sigmoid", "sgd", "xavier", TRUE, 0, 0, G_GUINT64_CONSTANT (0x389931579ae87ebe) },
    { "33,7", "relu", "momentum", "he", TRUE, 0, 0.001, G_GUINT64_CONSTANT (0x5f4b668a5f8889fc) },
    { "12,12,12,12", "tanh", "nesterov", "xavier", FALSE, 0.2, 0,
      G_GUINT64_CONSTANT (0xa6281fa2cb1d7192) },
    { "300,17", "relu", "adagrad", "he", FALSE, 0.5, 0, G_GUINT64_CONSTANT (0x3202b66bccb480c2) },
    { "20", "tanh", "rmsprop", "0.05", TRUE, 0, 0, G_GUINT64_CONSTANT (0x487db005dc5d985d) },
    { "9,8,7,6,5,4,3,2", "sigmoid", "adam", "xavier", TRUE, 0.1, 0.01,
      G_GUINT64_CONSTANT (0xc53ed06266b1ce7b) },
    /* Wide on one side of each layer, and on both, where products and sums are fused. */
    { "260,255", "tanh", "sgd", "xavier", TRUE, 0, 0, G_GUINT64_CONSTANT (0x629e16609e025def) },
    { "260,256", "tanh", "sgd", "xavier", TRUE, 0, 0, G_GUINT64_CONSTANT (0x953ffcbecb685cfc) },
    { "256,264,300", "relu", "adam", "he", FALSE, 0.1, 0.001,
      G_GUINT64_CONSTANT (0xa7a94a972a314c27) },
  };
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (9, 11, 10, 500, 100);
  guint n_sets;
  const NormlabKernels *const *sets = normlab_kernels_get_all (&n_sets);

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

      normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_HIDDEN, cases[c].hidden, NULL);
      normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_ACTIVATION, cases[c].activation, NULL);
      normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_OPTIMIZER, cases[c].optimizer, NULL);
      normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_INIT, cases[c].init, NULL);
      recipe.normalization = cases[c].batch_norm;
      recipe.dropout = cases[c].dropout;
      recipe.weight_decay = cases[c].weight_decay;
      recipe.batch_size = 23;
      recipe.iterations = 60;
      recipe.seed = c;
      for (guint s = 0; s < n_sets; s++)
        g_assert_cmphex (train_to_hash (&recipe, dataset, sets[s]), ==, cases[c].hash);
    }
}

/* How a run is cut into spells, and whether it is watched, changes nothing. */
static void
test_spells (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (8, 8, 10, 300, 600);
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (NormlabTrainer) whole = NULL, pieces = NULL;
  NormlabScratch scratch = { 0 };
  NormlabSample a, b;

  recipe.dropout = 0.1;
  recipe.iterations = 53;
  whole = normlab_trainer_new (&recipe, dataset, normlab_kernels_get_default (), NULL, NULL);
  pieces = normlab_trainer_new (&recipe, dataset, normlab_kernels_get_default (), NULL, NULL);
  normlab_trainer_advance (whole, 1000, &scratch, NULL, NULL);
  g_assert_cmpuint (normlab_trainer_get_step (whole), ==, 53);
  g_assert_cmpuint (normlab_trainer_get_steps_to_sample (whole), ==, 0);
  for (guint i = 0; i < 53; i++)
    {
      g_assert_cmpuint (normlab_trainer_get_steps_to_sample (pieces), ==,
                        i < 50 ? 10 - i % 10 : 53 - i);
      if (i % 3 == 0)
        {
          g_autoptr (NormlabProbe) probe = NULL;

          normlab_trainer_advance_with_probe (pieces, &probe, &scratch, NULL, NULL);
          g_assert_cmpuint (probe->step, ==, i + 1);
        }
      else
        normlab_trainer_advance (pieces, 1, &scratch, NULL, NULL);
      if (i % 7 == 0)
        normlab_trainer_measure (pieces, &a, &scratch, NULL, NULL);
    }
  g_assert_cmphex (normlab_trainer_get_hash (whole), ==, normlab_trainer_get_hash (pieces));

  /* Nor what is measured afterwards. */
  normlab_trainer_measure (whole, &a, &scratch, NULL, NULL);
  normlab_trainer_measure (pieces, &b, &scratch, NULL, NULL);
  g_assert_cmpfloat (a.loss, ==, b.loss);
  g_assert_cmpfloat (a.test_accuracy, ==, b.test_accuracy);
  normlab_scratch_clear (&scratch);
}

static void
test_learns (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (8, 8, 10, 1000, 500);
  NormlabScratch scratch = { 0 };

  for (guint o = 0; o < NORMLAB_N_OPTIMIZERS; o++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
      g_autoptr (NormlabTrainer) trainer = NULL;
      NormlabSample sample;

      recipe.optimizer = o;
      recipe.activation = NORMLAB_ACTIVATION_RELU;
      recipe.init = NORMLAB_INIT_HE;
      recipe.learning_rate = o == NORMLAB_OPTIMIZER_SGD ? 0.1 : 0.01;
      recipe.iterations = 300;
      trainer = normlab_trainer_new (&recipe, dataset, normlab_kernels_get_default (), NULL, NULL);
      normlab_trainer_advance (trainer, 300, &scratch, NULL, NULL);
      normlab_trainer_measure (trainer, &sample, &scratch, NULL, NULL);
      g_test_message ("optimizer %u: %.3f", o, (double) sample.test_accuracy);
      g_assert_cmpfloat ((double) sample.test_accuracy, >, 0.9);
    }
  normlab_scratch_clear (&scratch);
}

/* The notebook moves W1 … W3 and b1 … b3 only. */
static void
test_update (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (8, 8, 10, 100, 50);
  static const char *const hidden[] = { "none", "6", "6,5", "6,5,4", "6,5,4,3,2" };

  for (guint c = 0; c < G_N_ELEMENTS (hidden); c++)
    {
      NormlabRecipe all = NORMLAB_RECIPE_DEFAULT, notebook;

      normlab_recipe_set (&all, NORMLAB_HYPERPARAMETER_HIDDEN, hidden[c], NULL);
      all.normalization = NORMLAB_NORMALIZATION_NONE;
      all.iterations = 20;
      notebook = all;
      notebook.update = NORMLAB_UPDATE_NOTEBOOK;
      /* Without batch norm, up to two hidden layers have nothing past W3 and b3. */
      if (all.n_hidden + 1 <= 3)
        g_assert_cmphex (train_to_hash (&all, dataset, normlab_kernels_get_default ()), ==,
                         train_to_hash (&notebook, dataset, normlab_kernels_get_default ()));
      else
        g_assert_cmphex (train_to_hash (&all, dataset, normlab_kernels_get_default ()), !=,
                         train_to_hash (&notebook, dataset, normlab_kernels_get_default ()));
    }
}

/* A measurement that is stopped leaves nothing behind. */
static void
test_stopped (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (8, 8, 10, 300, 600);
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (NormlabTrainer) trainer
      = normlab_trainer_new (&recipe, dataset, normlab_kernels_get_default (), NULL, NULL);
  NormlabScratch scratch = { 0 };
  const gint stop = 1;
  NormlabSample sample;

  g_assert_cmpint (normlab_trainer_advance (trainer, 1, &scratch, NULL, NULL), ==,
                   NORMLAB_TRAINER_OK);
  g_assert_cmpint (normlab_trainer_advance (trainer, 1, &scratch, &stop, NULL), ==,
                   NORMLAB_TRAINER_STOPPED);
  g_assert_cmpuint (normlab_trainer_get_step (trainer), ==, 1);
  g_assert_cmpint (normlab_trainer_measure (trainer, &sample, &scratch, &stop, NULL), ==,
                   NORMLAB_TRAINER_STOPPED);
  normlab_scratch_clear (&scratch);
}

static void
test_refusals (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (4, 4, 3, 20, 10);
  g_autoptr (GError) error = NULL;
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  NormlabScratch scratch = { 0 };
  g_autoptr (NormlabTrainer) trainer = NULL;
  const gint stop = 1;

  recipe.learning_rate = (double) NAN;
  g_assert_null (
      normlab_trainer_new (&recipe, dataset, normlab_kernels_get_default (), NULL, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
  g_clear_error (&error);

  recipe = NORMLAB_RECIPE_DEFAULT;
  g_assert_null (
      normlab_trainer_new (&recipe, dataset, normlab_kernels_get_default (), &stop, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED);
  g_clear_error (&error);

  /* A step that would need gigabytes is refused, not tried. */
  normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_HIDDEN, "2048,2048,2048", NULL);
  recipe.batch_size = 60000;
  trainer = normlab_trainer_new (&recipe, dataset, normlab_kernels_get_default (), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (normlab_trainer_advance (trainer, 1, &scratch, NULL, &error), ==,
                   NORMLAB_TRAINER_FAILED);
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trainer/same-bits", test_same_bits);
  g_test_add_func ("/trainer/spells", test_spells);
  g_test_add_func ("/trainer/learns", test_learns);
  g_test_add_func ("/trainer/update", test_update);
  g_test_add_func ("/trainer/stopped", test_stopped);
  g_test_add_func ("/trainer/refusals", test_refusals);
  g_test_add_func ("/trainer/golden", test_golden);
  g_test_add_func ("/trainer/notebook-builtin", test_notebook_builtin);
  g_test_add_func ("/trainer/notebook-mnist", test_notebook_mnist);
  return g_test_run ();
}
