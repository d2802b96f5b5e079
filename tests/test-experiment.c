/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "normlab-error.h"
#include "normlab-experiment.h"
#include "normlab-recipe-names.h"
#include "normlab-test-mutate.h"
#include "normlab-test.h"
#include "normlab-value-text.h"

#define HEAD "[Experiment]\nTitle=t\n"
#define SET HEAD "[Set 1]\n"
#define N_MUTATIONS 2000

/* Files are read as on a slow disk; the linker puts __wrap_read() before the real one (see
 * meson.build). */
gssize __real_read (int fd, void *data, gsize n);
gssize __wrap_read (int fd, void *data, gsize n);

static guint n_reads;

gssize
__wrap_read (int fd, void *data, gsize n)
{
  if (n_reads++ % 2 == 1)
    return __real_read (fd, data, MIN (n, 10));
  errno = EINTR;
  return -1;
}

static NormlabExperiment *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  NormlabExperiment *self = normlab_experiment_new_from_data (text, -1, &error);

  g_assert_no_error (error);
  g_assert_nonnull (self);
  return self;
}

static GArray *
get_recipes (const NormlabExperiment *self)
{
  g_autoptr (GError) error = NULL;
  GArray *recipes = normlab_experiment_get_recipes (self, &error);

  g_assert_no_error (error);
  g_assert_nonnull (recipes);
  return recipes;
}

static void
assert_same (const NormlabExperiment *a, const NormlabExperiment *b)
{
  g_autoptr (GArray) a_recipes = get_recipes (a);
  g_autoptr (GArray) b_recipes = get_recipes (b);

  g_assert_cmpstr (normlab_experiment_get_title (a), ==, normlab_experiment_get_title (b));
  g_assert_cmpuint (normlab_experiment_get_n_sets (a), ==, normlab_experiment_get_n_sets (b));
  g_assert_cmpuint (a_recipes->len, ==, b_recipes->len);
  for (guint i = 0; i < a_recipes->len; i++)
    g_assert_true (normlab_recipe_equal (&g_array_index (a_recipes, NormlabRecipe, i),
                                         &g_array_index (b_recipes, NormlabRecipe, i)));
}

static void
add (NormlabGrid *grid, NormlabHyperparameter hyperparameter, const char *text)
{
  g_autoptr (GError) error = NULL;
  NormlabValue value;

  g_assert_true (normlab_value_parse (hyperparameter, text, &value, &error));
  g_assert_true (normlab_grid_add (grid, hyperparameter, &value, &error));
  g_assert_no_error (error);
}

static void
refuse (NormlabGrid *grid,
        NormlabHyperparameter about,
        const NormlabValue *value,
        const char *message)
{
  g_autoptr (GError) error = NULL;
  NormlabHyperparameter hyperparameter;

  g_assert_false (normlab_grid_add (grid, about, value, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_true (normlab_hyperparameter_of_error (error, &hyperparameter));
  g_assert_cmpint (hyperparameter, ==, about);
}

static void
test_choices (void)
{
  NormlabRecipe base = NORMLAB_RECIPE_DEFAULT;
  const NormlabValue no_rate = { NORMLAB_VALUE_REAL, .real = 0 };
  const NormlabValue nine = { NORMLAB_VALUE_COUNT, .count = 9 };
  g_autoptr (NormlabGrid) grid = NULL;

  base.seed = 7;
  grid = normlab_grid_new (&base);
  g_assert_cmpuint (normlab_grid_get_values (grid, NORMLAB_HYPERPARAMETER_SEED)->count, ==, 7);
  g_assert_cmpfloat (normlab_grid_get_n_recipes (grid), ==, 1);

  /* Another way of writing what is there is not another choice. */
  add (grid, NORMLAB_HYPERPARAMETER_INIT, "0.01");
  add (grid, NORMLAB_HYPERPARAMETER_INIT, "1e-2");
  add (grid, NORMLAB_HYPERPARAMETER_INIT, "sigmoid");
  g_assert_cmpuint (normlab_grid_get_n (grid, NORMLAB_HYPERPARAMETER_INIT), ==, 2);

  normlab_grid_clear (grid, NORMLAB_HYPERPARAMETER_SEED);
  g_assert_cmpuint (normlab_grid_get_n (grid, NORMLAB_HYPERPARAMETER_SEED), ==, 1);
  g_assert_cmpuint (normlab_grid_get_values (grid, NORMLAB_HYPERPARAMETER_SEED)->count, ==, 7);
  refuse (grid, NORMLAB_HYPERPARAMETER_LEARNING_RATE, &no_rate,
          "learning-rate: “0” is not a number above 0 and up to 1000000");
  add (grid, NORMLAB_HYPERPARAMETER_SEED, "1");
  add (grid, NORMLAB_HYPERPARAMETER_SEED, "2");
  g_assert_cmpuint (normlab_grid_get_n (grid, NORMLAB_HYPERPARAMETER_SEED), ==, 2);
  g_assert_cmpuint (normlab_grid_get_values (grid, NORMLAB_HYPERPARAMETER_SEED)[1].count, ==, 2);
  g_assert_cmpfloat (normlab_grid_get_n_recipes (grid), ==, 4);

  for (guint i = 0; i < NORMLAB_MAX_RECIPES - 2; i++)
    {
      g_autofree char *seed = g_strdup_printf ("%u", 10 + i);

      add (grid, NORMLAB_HYPERPARAMETER_SEED, seed);
    }
  add (grid, NORMLAB_HYPERPARAMETER_SEED, "10");
  refuse (grid, NORMLAB_HYPERPARAMETER_SEED, &nine, "seed: there are more than 10000 choices");
}

/* All combinations, the seed varying fastest; what two sets share is there once. */
static void
test_recipes (void)
{
  static const char *const names[] = {
    "40–20, ReLU, Xavier, seed 1",  "40–20, ReLU, Xavier, seed 2",  "40–20, ReLU, σ = 0.5, seed 1",
    "40–20, ReLU, σ = 0.5, seed 2", "40–20, tanh, Xavier, seed 1",  "40–20, tanh, Xavier, seed 2",
    "40–20, tanh, σ = 0.5, seed 1", "40–20, tanh, σ = 0.5, seed 2", "5, tanh, Xavier, seed 2",
  };
  const guint mask = 1u << NORMLAB_HYPERPARAMETER_HIDDEN | 1u << NORMLAB_HYPERPARAMETER_ACTIVATION
                     | 1u << NORMLAB_HYPERPARAMETER_INIT | 1u << NORMLAB_HYPERPARAMETER_SEED;
  g_autoptr (NormlabExperiment) self
      = parse (HEAD "[Set 1]\nactivation = relu; tanh ;\ninit=xavier;0.5\nseed=1;2;1\n"
                    "[Set 2]\nhidden=40,20;5\nactivation=tanh\nseed=2\n");
  g_autoptr (GArray) recipes = get_recipes (self);

  g_assert_cmpuint (normlab_experiment_get_n_sets (self), ==, 2);
  g_assert_cmpuint (
      normlab_grid_get_n (normlab_experiment_get_set (self, 1), NORMLAB_HYPERPARAMETER_HIDDEN), ==,
      2);
  g_assert_cmpuint (recipes->len, ==, G_N_ELEMENTS (names));
  g_assert_cmpuint (
      normlab_recipes_get_varying ((const NormlabRecipe *) (gpointer) recipes->data, recipes->len),
      ==, mask);
  for (guint i = 0; i < recipes->len; i++)
    {
      g_autofree char *name
          = normlab_recipe_get_name (&g_array_index (recipes, NormlabRecipe, i), mask, NULL);

      g_assert_cmpstr (name, ==, names[i]);
    }
}

static void
test_notebook (void)
{
  static const char *const names[]
      = { "40–20 sigmoid Xavier, batch norm", "40–20 sigmoid σ = 0.01, batch norm",
          "40–30–20 sigmoid σ = 0.01, batch norm", "40–30–20 ReLU He, batch norm",
          "40–30–20 sigmoid Xavier, batch norm" };
  g_autoptr (NormlabExperiment) self = normlab_experiment_new_notebook (42);
  g_autoptr (GArray) recipes = get_recipes (self);

  g_assert_cmpuint (recipes->len, ==, 5);
  for (guint i = 0; i < recipes->len; i++)
    {
      const NormlabRecipe *recipe = &g_array_index (recipes, NormlabRecipe, i);
      g_autofree char *name = normlab_recipe_get_name (recipe, 0, NULL);
      g_autofree char *expected
          = g_strconcat (names[i], ", updates as the notebook does, seed 42",
                         recipe->n_hidden >= 3 ? ", output frozen" : "", NULL);

      g_assert_cmpstr (name, ==, expected);
      g_assert_cmpint (recipe->update, ==, NORMLAB_UPDATE_NOTEBOOK);
      g_assert_cmpint (recipe->optimizer, ==, NORMLAB_OPTIMIZER_SGD);
      g_assert_cmpfloat (recipe->learning_rate, ==, 0.01);
      g_assert_cmpuint (recipe->batch_size, ==, 100);
      g_assert_cmpuint (recipe->iterations, ==, 1000);
      g_assert_cmpuint (recipe->interval, ==, 10);
      g_assert_cmpuint (recipe->seed, ==, 42);
      g_assert_cmpfloat (recipe->dropout, ==, 0);
      g_assert_cmpfloat (recipe->weight_decay, ==, 0);
    }
}

static void
check_round_trip (const NormlabExperiment *self)
{
  g_autofree char *data = normlab_experiment_to_data (self);
  g_autoptr (NormlabExperiment) back = parse (data);
  g_autofree char *again = normlab_experiment_to_data (back);

  assert_same (self, back);
  g_assert_cmpstr (data, ==, again);
}

static void
test_round_trip (void)
{
  g_autoptr (NormlabExperiment) notebook = normlab_experiment_new_notebook (3);
  g_autoptr (NormlabExperiment) odd = normlab_experiment_new ("  a;\\b=\n[c] \xff 学習 ");
  NormlabRecipe base = NORMLAB_RECIPE_DEFAULT;
  g_autofree char *usual = NULL, *unusual = NULL;
  NormlabGrid *grid;

  check_round_trip (notebook);

  base.n_hidden = 0;
  base.learning_rate = 0.1 + 0.2;
  base.weight_decay = 1e-7;
  base.seed = G_MAXUINT32;
  grid = normlab_grid_new (&base);
  add (grid, NORMLAB_HYPERPARAMETER_HIDDEN, "1,2,3");
  add (grid, NORMLAB_HYPERPARAMETER_BATCH_NORM, "off");
  add (grid, NORMLAB_HYPERPARAMETER_DROPOUT, "0.25");
  add (grid, NORMLAB_HYPERPARAMETER_TRAINING_IMAGES, "300");
  add (grid, NORMLAB_HYPERPARAMETER_LABEL_NOISE, "0.25");
  normlab_experiment_add (odd, grid);
  g_assert_cmpstr (normlab_experiment_get_title (odd), ==, "  a;\\b=\n[c] \357\277\275 学習 ");
  check_round_trip (odd);

  /* What is as usual does not keep an earlier version from reading the file. */
  usual = normlab_experiment_to_data (notebook);
  unusual = normlab_experiment_to_data (odd);
  g_assert_null (strstr (usual, "\nbranch="));
  g_assert_null (strstr (usual, "\ntraining-images="));
  g_assert_null (strstr (usual, "\nlabel-noise="));
  g_assert_nonnull (strstr (unusual, "\ntraining-images=all;300\nlabel-noise=0;0.25\n"));
}

/* The files that come with the program. */
static void
test_files (void)
{
  static const struct
  {
    const char *name;
    guint n;
  } files[] = { { "bad-initialization", 8 },
                { "batch-norm-on-and-off", 4 },
                { "depth-without-batch-norm", 5 },
                { "learning-rate-to-the-edge", 12 },
                { "notebook", 5 },
                { "where-networks-learn", 234 } };
  g_autofree char *folder
      = g_build_filename (g_getenv ("NORMLAB_SOURCE_DIR"), "data", "experiments", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *entry;
  guint n_files = 0;

  g_assert_nonnull (dir);
  /* Beside each there are the curves that it gives. */
  while ((entry = g_dir_read_name (dir)) != NULL)
    n_files += g_str_has_suffix (entry, ".experiment");
  g_assert_cmpuint (n_files, ==, G_N_ELEMENTS (files));

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *name = g_strconcat (files[i].name, ".experiment", NULL);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (NormlabExperiment) self = normlab_experiment_load (path, &error);
      g_autoptr (GArray) recipes = NULL;

      g_assert_no_error (error);
      recipes = get_recipes (self);
      g_assert_cmpuint (recipes->len, ==, files[i].n);
      check_round_trip (self);
      if (strcmp (files[i].name, "notebook") == 0)
        {
          g_autoptr (NormlabExperiment) notebook = normlab_experiment_new_notebook (0);

          assert_same (self, notebook);
        }
    }
}

static void
test_accepted (void)
{
  static const char *const texts[] = { SET,
                                       SET "# comment\n\n  seed = 5 \n",
                                       "[Experiment]\nTitle=t\nVersion=1\nTitle[ja]=j\n[Set 1]\n",
                                       "\xef\xbb\xbf" SET,
                                       "[Experiment]\r\nTitle=t\r\n\r\n[Set 1]\r\nseed=5;6\r\n",
                                       SET "seed=5;\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (NormlabExperiment) self = parse (texts[i]);

      g_assert_cmpstr (normlab_experiment_get_title (self), ==, "t");
      check_round_trip (self);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    gssize length;
    const char *message;
    int about; /* a hyperparameter and 1; 0: none */
  } cases[] = {
    { "", -1, "the file is empty" },
    { "\n\n", -1, "there is no group [Experiment]" },
    { "\xef\xbb\xbf", -1, "there is no group [Experiment]" },
    { "hello", -1, "line 1: “hello” is neither a group, nor a setting, nor a comment" },
    { "a=b\n", -1, "line 1: “a=b” comes before the first group" },
    { "[Experiment]\nTitle=\xff\n", -1, "byte 19 is not part of UTF-8 text" },
    { SET "seed=\0001\n", sizeof SET + 7, "is not part of UTF-8 text" },
    { "[Set 1]\nseed=1\n", -1, "there is no group [Experiment]" },
    { "[Experiment]\n", -1, "[Experiment] Title is missing" },
    { HEAD, -1, "there is no group 2, [Set 1]" },
    { HEAD "Author=me\n[Set 1]\n", -1, "[Experiment] Author: there is no such setting" },
    { HEAD "Version=2\n[Set 1]\n", -1, "[Experiment] Version: “2” is not a version" },
    { HEAD "[Set 2]\n", -1, "group 2 should be [Set 1]" },
    { HEAD "[Set 1]\n[Sat 2]\n", -1, "group 3 should be [Set 2]" },
    { "[Set 1]\n" HEAD, -1, "group 1 should be [Experiment]" },
    { SET "[Set 1]\n", -1, "line 4: “[Set 1]” is there twice" },
    { SET "seed=1\n# no\n seed =2\n", -1, "line 6: “seed” is there twice" },
    { SET "sead=1\n", -1, "[Set 1] sead: there is no such setting" },
    { SET "seed[ja]=1\n", -1, "[Set 1] seed[ja]: there is no such setting" },
    { SET "seed=\n", -1, "[Set 1] seed: “” is not a whole number",
      1 + NORMLAB_HYPERPARAMETER_SEED },
    { SET "seed=1;;2\n", -1, "[Set 1] seed: “” is not a whole number",
      1 + NORMLAB_HYPERPARAMETER_SEED },
    { SET "learning-rate=0.1;nan\n", -1, "[Set 1] learning-rate: “nan” is not a number above 0",
      1 + NORMLAB_HYPERPARAMETER_LEARNING_RATE },
    { SET "learning-rate=0,1\n", -1, "[Set 1] learning-rate: “0,1” is not a number above 0",
      1 + NORMLAB_HYPERPARAMETER_LEARNING_RATE },
    { SET "hidden=40, 20 ; 40 - 20;0\n", -1, "write none for no hidden layer",
      1 + NORMLAB_HYPERPARAMETER_HIDDEN },
    { SET "optimizer=\033[31m\n", -1, "optimizer: “\\x1b[31m” is none of",
      1 + NORMLAB_HYPERPARAMETER_OPTIMIZER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (normlab_experiment_new_from_data (cases[i].text, cases[i].length, &error));
      g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].message));
      g_assert_cmpint (normlab_error_get_setting (error), ==, cases[i].about - 1);
      g_assert_true (g_str_has_suffix (error->message, normlab_error_get_reason (error)));
    }
}

static void
assert_no_recipes (const NormlabExperiment *self, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (normlab_experiment_get_recipes (self, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, message));
}

static void
test_too_many (void)
{
  g_autoptr (NormlabExperiment) none = normlab_experiment_new ("none");
  g_autoptr (NormlabExperiment) interval = parse (SET "iterations=100;5\n");
  g_autoptr (GString) most = g_string_new (SET "batch-norm=on;off\nseed=0");
  g_autoptr (GString) vast = g_string_new (SET);
  g_autoptr (NormlabExperiment) exactly = NULL;
  g_autoptr (NormlabExperiment) one_more = NULL;
  g_autoptr (NormlabExperiment) far_more = NULL;
  g_autoptr (GArray) recipes = NULL;

  assert_no_recipes (none, "holds nothing to train");
  assert_no_recipes (interval, "interval: measuring every 10 steps");

  for (guint i = 1; i < NORMLAB_MAX_RECIPES / 2; i++)
    g_string_append_printf (most, ";%u", i);
  exactly = parse (most->str);
  recipes = get_recipes (exactly);
  g_assert_cmpuint (recipes->len, ==, NORMLAB_MAX_RECIPES);
  g_string_append_printf (most, ";%u", NORMLAB_MAX_RECIPES / 2);
  one_more = parse (most->str);
  assert_no_recipes (one_more, "have 10002 combinations, but an experiment has at most 10000");

  /* More than 2⁶⁴. */
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      if (d == NORMLAB_HYPERPARAMETER_BATCH_NORM || d == NORMLAB_HYPERPARAMETER_ACTIVATION
          || d == NORMLAB_HYPERPARAMETER_OPTIMIZER || d == NORMLAB_HYPERPARAMETER_UPDATE
          || d == NORMLAB_HYPERPARAMETER_BRANCH || d == NORMLAB_HYPERPARAMETER_TRAINING_IMAGES
          || d == NORMLAB_HYPERPARAMETER_LABEL_NOISE)
        continue;
      g_string_append_printf (vast, "%s=", normlab_hyperparameter_get_key (d));
      for (guint i = 1; i <= 512; i++)
        g_string_append_printf (vast, d == NORMLAB_HYPERPARAMETER_DROPOUT ? "0.%03u;" : "%u;", i);
      g_string_append_c (vast, '\n');
    }
  far_more = parse (vast->str);
  /* 512⁹ = 2⁸¹ */
  assert_no_recipes (far_more, "have 2417851639229258349412352 combinations");
}

static void
assert_unreadable (const char *path, int code, const char *message)
{
  g_autofree char *quoted = g_strdup_printf ("“%s” ", path);
  g_autoptr (GError) error = NULL;

  g_assert_null (normlab_experiment_load (path, &error));
  g_assert_error (error, NORMLAB_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_true (g_str_has_prefix (error->message, quoted)
                 || g_str_has_prefix (error->message, path));
  g_assert_nonnull (strstr (error->message, message));
}

static void
test_load (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "a.experiment", NULL);
  g_autofree char *pipe = g_build_filename (folder, "pipe.experiment", NULL);
  g_autofree char *large = g_strnfill (1024 * 1024 + 1, '\n');

  assert_unreadable (path, NORMLAB_ERROR_FAILED, "No such file");
  assert_unreadable (folder, NORMLAB_ERROR_FAILED, "it is a folder");
  assert_unreadable ("/dev/zero", NORMLAB_ERROR_FAILED, "it is a pipe or a device");
  /* Nobody will ever write to it. */
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  assert_unreadable (pipe, NORMLAB_ERROR_FAILED, "it is a pipe or a device");
  g_assert_true (g_file_set_contents (path, large, -1, NULL));
  assert_unreadable (path, NORMLAB_ERROR_FORMAT, "it is larger than 1.0");
  g_assert_true (g_file_set_contents (path, large, 1024 * 1024, NULL));
  assert_unreadable (path, NORMLAB_ERROR_FORMAT, "there is no group [Experiment]");
  g_assert_true (g_file_set_contents (path, SET "dropout=2\n", -1, NULL));
  assert_unreadable (path, NORMLAB_ERROR_FORMAT, ": [Set 1] dropout: “2” is not");
}

/* Whatever happens to a file, it is read or refused with a sentence. */
static void
test_mutations (void)
{
  g_autoptr (NormlabExperiment) notebook = normlab_experiment_new_notebook (3);
  g_autofree char *data = normlab_experiment_to_data (notebook);
  g_autoptr (GRand) random = g_rand_new_with_seed (2015);
  guint n_refused = 0;

  for (guint i = 0; i < N_MUTATIONS; i++)
    {
      gsize length;
      g_autofree char *text = normlab_test_mutate (random, data, strlen (data), &length);
      g_autoptr (GError) error = NULL;
      g_autoptr (NormlabExperiment) self
          = normlab_experiment_new_from_data (text, (gssize) length, &error);
      g_autoptr (GArray) recipes = NULL;

      g_assert_true ((self == NULL) == (error != NULL));
      if (self == NULL)
        {
          g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT);
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
          g_assert_null (strchr (error->message, '\n'));
          n_refused++;
          continue;
        }
      recipes = normlab_experiment_get_recipes (self, &error);
      g_assert_true ((recipes == NULL) == (error != NULL));
      if (recipes != NULL)
        check_round_trip (self);
    }
  g_test_message ("%u of %u refused", n_refused, N_MUTATIONS);
  g_assert_cmpuint (n_refused, >, N_MUTATIONS / 2);
  g_assert_cmpuint (n_refused, <, N_MUTATIONS);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/experiment/choices", test_choices);
  g_test_add_func ("/experiment/recipes", test_recipes);
  g_test_add_func ("/experiment/notebook", test_notebook);
  g_test_add_func ("/experiment/round-trip", test_round_trip);
  g_test_add_func ("/experiment/files", test_files);
  g_test_add_func ("/experiment/accepted", test_accepted);
  g_test_add_func ("/experiment/refused", test_refused);
  g_test_add_func ("/experiment/too-many", test_too_many);
  g_test_add_func ("/experiment/load", test_load);
  g_test_add_func ("/experiment/mutations", test_mutations);
  return g_test_run ();
}
