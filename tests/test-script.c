/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program in Python comes to the curve that we come to, where there is a Python with NumPy; and
 * it holds nothing that it does not need. */
#include "normlab-script.h"

#include <math.h>
#include <string.h>

#include "normlab-change.h"
#include "normlab-dataset-export.h"
#include "normlab-test-numpy.h"
#include "normlab-test.h"
#include "normlab-trainer.h"

enum
{
  STEPS = 25,
  INTERVAL = 10,
};

/* Branches, one of them of a branch. */
static const char *const branches[]
    = { "20:", "7:optimizer=momentum,update=notebook,15:update=all,weight-decay=0.1",
        "11:dropout=0,optimizer=nesterov", "5:learning-rate=0.005,dropout=0.25,12:optimizer=adam",
        "0:optimizer=adamw,weight-decay=0.2,9:optimizer=sgd" };

/* Every activation, initialization, normalization, optimizer and update at least once, and depths
 * from none to more than the notebook updates. */
static NormlabRecipe
make_recipe (guint i)
{
  static const char *const hidden[] = { "9,7", "9,8,7,6", "12", "none", "7,9,8" };
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  g_assert_true (normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_HIDDEN,
                                     hidden[i % G_N_ELEMENTS (hidden)], NULL));
  recipe.activation = i % NORMLAB_N_ACTIVATIONS;
  recipe.normalization = (i + i / NORMLAB_N_NORMALIZATIONS) % NORMLAB_N_NORMALIZATIONS;
  recipe.optimizer = i % NORMLAB_N_OPTIMIZERS;
  recipe.init = i % (NORMLAB_N_INIT_WORDS + 1);
  recipe.init_std = recipe.init == NORMLAB_INIT_STD ? 0.3 : 0;
  recipe.update = i / 2 % NORMLAB_N_UPDATES;
  recipe.dropout = i % 3 == 1 ? 0.25 : 0;
  recipe.weight_decay = i % 4 == 2 || i % NORMLAB_N_OPTIMIZERS > 4 ? 0.05 : 0;
  recipe.batch_size = 16 + i;
  recipe.training_images = i % 7 == 2 ? 150 : NORMLAB_ALL;
  recipe.label_noise = i % 6 == 2 ? 0.4 : 0;
  recipe.iterations = STEPS;
  recipe.interval = INTERVAL;
  recipe.seed = i == 0 ? G_MAXUINT32 : i;
  if (i >= 20)
    g_assert_true (
        normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_BRANCH, branches[i - 20], NULL));
  return recipe;
}

enum
{
  N_RECIPES = 20 + G_N_ELEMENTS (branches),
};

static void
assert_near (const char *text, double expected, double tolerance)
{
  g_assert_cmpfloat_with_epsilon (g_ascii_strtod (text, NULL), expected, tolerance);
}

/* Whether a rounding may decide on which side of a corner a unit stands, or which way a parameter
 * goes whose gradient is all but 0. */
static gboolean
is_touchy (const NormlabRecipe *recipe)
{
  for (guint i = 0; i < recipe->branch.n; i++)
    if (recipe->branch.changes[i].optimizer >= NORMLAB_OPTIMIZER_ADAGRAD)
      return TRUE;
  return recipe->optimizer >= NORMLAB_OPTIMIZER_ADAGRAD
         || recipe->activation == NORMLAB_ACTIVATION_RELU
         || recipe->activation == NORMLAB_ACTIVATION_LEAKY_RELU;
}

/* step,train_accuracy,test_accuracy,loss */
static void
check_row (const char *row, const NormlabSample *sample, gboolean touchy)
{
  double tolerance = touchy ? 0.01 : 1e-4, of_accuracy = touchy ? 0.02 : 1e-6;
  g_auto (GStrv) cells = g_strsplit (row, ",", -1);

  g_assert_cmpuint (g_strv_length (cells), ==, 4);
  g_assert_cmpuint (g_ascii_strtoull (cells[0], NULL, 10), ==, sample->step);
  assert_near (cells[1], (double) sample->train_accuracy, of_accuracy);
  assert_near (cells[2], (double) sample->test_accuracy, of_accuracy);
  assert_near (cells[3], sample->loss, tolerance * MAX (1, sample->loss));
}

static void
check_curve (const char *csv, const NormlabRecipe *recipe, NormlabDataset *dataset)
{
  g_auto (GStrv) lines = g_strsplit (csv, "\n", -1);
  g_autoptr (NormlabTrainer) trainer
      = normlab_trainer_new (recipe, dataset, normlab_kernels_get_default (), NULL, NULL);
  NormlabScratch scratch = { 0 };
  guint n = 0;

  g_assert_cmpstr (lines[n++], ==, "step,train_accuracy,test_accuracy,loss");
  normlab_trainer_advance (trainer, normlab_recipe_get_origin (recipe), &scratch, NULL, NULL);
  while (normlab_trainer_get_steps_to_sample (trainer) > 0)
    {
      NormlabSample sample = { 0 };

      g_assert_cmpint (normlab_trainer_advance (trainer,
                                                normlab_trainer_get_steps_to_sample (trainer),
                                                &scratch, NULL, NULL),
                       ==, NORMLAB_TRAINER_OK);
      g_assert_cmpint (normlab_trainer_measure (trainer, &sample, &scratch, NULL, NULL), ==,
                       NORMLAB_TRAINER_OK);
      g_assert_nonnull (lines[n]);
      g_test_message ("%s; %u: %g %g %g", lines[n], sample.step, (double) sample.train_accuracy,
                      (double) sample.test_accuracy, sample.loss);
      check_row (lines[n++], &sample, is_touchy (recipe));
    }
  g_assert_cmpuint (n, >=, 2);
  g_assert_cmpstr (lines[n], ==, "");
  normlab_scratch_clear (&scratch);
}

static void
test_curves (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (6, 5, 4, 300, 120);
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GError) error = NULL;

  if (normlab_test_numpy_find () == NULL)
    {
      g_test_skip ("There is no Python with NumPy");
      return;
    }
  g_assert_true (normlab_dataset_export (dataset, folder, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < N_RECIPES; i++)
    {
      NormlabRecipe recipe = make_recipe (i);
      g_autofree char *script
          = normlab_script_new (&recipe, i % 2 == 0 ? folder : NULL, NORMLAB_READING_PLAIN);
      g_autofree char *csv = NULL;

      g_test_message ("%s", script);
      csv = normlab_test_numpy_run (script, folder);
      check_curve (csv, &recipe, dataset);
    }
}

/* Images are read in the way in which the run has read them. */
static void
test_readings (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (6, 5, 4, 300, 120);
  g_autofree char *folder = normlab_test_folder ();

  if (normlab_test_numpy_find () == NULL)
    {
      g_test_skip ("There is no Python with NumPy");
      return;
    }
  g_assert_true (normlab_dataset_export (dataset, folder, NULL));
  for (NormlabReading reading = NORMLAB_READING_INVERTED; reading <= NORMLAB_READING_ALL; reading++)
    {
      NormlabRecipe recipe = make_recipe (0);
      g_autofree char *script = normlab_script_new (&recipe, folder, reading);
      g_autoptr (NormlabDataset) read
          = normlab_dataset_read (normlab_dataset_ref (dataset), reading, NULL, NULL);
      g_autofree char *csv = normlab_test_numpy_run (script, folder);

      check_curve (csv, &recipe, read);
    }
}

/* Files whose labels begin with 1 are the same data set to both. */
static void
test_labels (void)
{
  static const char *const names[] = { "train-labels-idx1-ubyte", "t10k-labels-idx1-ubyte" };
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (6, 5, 4, 300, 120);
  g_autofree char *folder = normlab_test_folder ();
  NormlabRecipe recipe = make_recipe (0);
  g_autofree char *script = normlab_script_new (&recipe, folder, NORMLAB_READING_PLAIN);
  g_autoptr (NormlabDataset) opened = NULL;
  g_autofree char *csv = NULL;

  if (normlab_test_numpy_find () == NULL)
    {
      g_test_skip ("There is no Python with NumPy");
      return;
    }
  g_assert_true (normlab_dataset_export (dataset, folder, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_autofree char *bytes = NULL;
      gsize n;

      g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
      for (gsize k = 8; k < n; k++)
        bytes[k]++;
      g_assert_true (g_file_set_contents (path, bytes, (gssize) n, NULL));
    }
  opened = normlab_dataset_load (folder, NULL, NULL);
  g_assert_cmpstr (normlab_dataset_get_checksum (opened), ==,
                   normlab_dataset_get_checksum (dataset));
  csv = normlab_test_numpy_run (script, NULL);
  check_curve (csv, &recipe, opened);
}

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == '\n';
  return n;
}

/* A program for a small network is short. */
static void
test_short (void)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autofree char *usual = NULL;
  g_autofree char *linear = NULL;

  recipe.normalization = NORMLAB_NORMALIZATION_NONE;
  usual = normlab_script_new (&recipe, NULL, NORMLAB_READING_PLAIN);
  g_assert_cmpuint (count_lines (usual), <, 112);
  g_assert_null (strstr (usual, "normalize"));
  g_assert_null (strstr (usual, "mask"));
  g_assert_null (strstr (usual, "DECAY"));
  g_assert_null (strstr (usual, "TRAINING_IMAGES"));
  g_assert_null (strstr (usual, "NOISE"));
  recipe.n_hidden = 0;
  recipe.hidden[0] = recipe.hidden[1] = 0;
  recipe.dropout = 0.5;
  recipe.normalization = NORMLAB_NORMALIZATION_BATCH;
  linear = normlab_script_new (&recipe, NULL, NORMLAB_READING_PLAIN);
  g_assert_cmpuint (count_lines (linear), <, 96);
  g_assert_null (strstr (linear, "activate"));
  g_assert_null (strstr (linear, "running"));
  g_assert_null (strstr (linear, "DROPOUT"));
}

/* No line is longer than a screen is wide, and every step of indentation is four blanks. */
static void
test_plain (void)
{
  for (guint i = 0; i < N_RECIPES; i++)
    {
      NormlabRecipe recipe = make_recipe (i);
      g_autofree char *script = normlab_script_new (&recipe, NULL, NORMLAB_READING_PLAIN);
      g_auto (GStrv) lines = g_strsplit (script, "\n", -1);

      for (guint j = 0; lines[j] != NULL; j++)
        {
          g_assert_false (g_str_has_suffix (lines[j], " "));
          if (!g_str_has_prefix (lines[j], "normlab-cli train "))
            g_assert_cmpint (g_utf8_strlen (lines[j], -1), <=, 100);
          g_assert_cmpuint (strspn (lines[j], " ") % 4, ==, 0);
        }
    }
}

/* Any name of a folder is a string of Python's that means it. */
static void
test_folders (void)
{
  static const char *const folders[]
      = { "/tmp/a", "/tmp/\"quoted\\\"", "/tmp/\xe6\x95\xb0\xe5\xad\x97", "/tmp/\xff\xe6\x95",
          "/tmp/line\nbreak\ttab\x7f" };
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  if (normlab_test_numpy_find () == NULL)
    {
      g_test_skip ("There is no Python with NumPy");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *script = normlab_script_new (&recipe, folders[i], NORMLAB_READING_PLAIN);
      g_auto (GStrv) lines = g_strsplit (script, "\n", -1);
      g_autofree char *program = NULL;
      g_autofree char *out = NULL;
      guint j = 0;

      while (!g_str_has_prefix (lines[j], "FOLDER = "))
        j++;
      program = g_strdup_printf ("import os\n%s\nprint(os.fsencode(FOLDER) == "
                                 "os.fsencode(sys.argv[1]))\n",
                                 lines[j]);
      out = normlab_test_numpy_run (program, folders[i]);
      g_assert_cmpstr (out, ==, "True\n");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/script/curves", test_curves);
  g_test_add_func ("/script/readings", test_readings);
  g_test_add_func ("/script/labels", test_labels);
  g_test_add_func ("/script/short", test_short);
  g_test_add_func ("/script/plain", test_plain);
  g_test_add_func ("/script/folders", test_folders);
  return g_test_run ();
}
