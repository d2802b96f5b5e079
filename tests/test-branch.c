/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Branches as they are written, and as networks train them. */
#include <math.h>
#include <string.h>

#include "normlab-change.h"
#include "normlab-error.h"
#include "normlab-experiment.h"
#include "normlab-recipe-names.h"
#include "normlab-recognizer.h"
#include "normlab-test.h"
#include "normlab-trainer-private.h"

/* Text */

static void
test_text (void)
{
  static const struct
  {
    const char *text, *canonical, *label;
  } cases[] = {
    { "none", "none", "unchanged" },
    { "500:learning-rate=0.001,dropout=0.2", NULL, "after 500: learning rate 0.001, dropout 0.2" },
    { " 7 : update = notebook , optimizer=Adam ", "7:optimizer=adam,update=notebook",
      "after 7: Adam, updates as the notebook does" },
    { "0:,3:weight-decay=1e-4,10:dropout=0", "0:,3:weight-decay=0.0001,10:dropout=0",
      "after 0: the same, after 3: weight decay 0.0001, after 10: dropout 0" },
    { "5:learning-rate=1,learning-rate=2", "5:learning-rate=2", "after 5: learning rate 2" },
    { "9999999:", NULL, "after 9999999: the same" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT, again = NORMLAB_RECIPE_DEFAULT;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      g_autofree char *label = NULL;

      normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_BRANCH, cases[i].text, &error);
      g_assert_no_error (error);
      text = normlab_recipe_get (&recipe, NORMLAB_HYPERPARAMETER_BRANCH);
      g_assert_cmpstr (text, ==, cases[i].canonical != NULL ? cases[i].canonical : cases[i].text);
      g_assert_true (normlab_recipe_set (&again, NORMLAB_HYPERPARAMETER_BRANCH, text, NULL));
      g_assert_true (normlab_recipe_equal (&recipe, &again));
      label = normlab_recipe_get_label (&recipe, NORMLAB_HYPERPARAMETER_BRANCH);
      g_test_message ("%s", label);
      g_assert_cmpstr (label, ==, cases[i].label);
    }
}

/* Each is refused with what is wrong, and changes nothing. */
static void
test_refused (void)
{
  static const struct
  {
    const char *text, *reason;
  } cases[] = {
    { "", "is not a step" },
    { "500", "is not a step" },
    { ":learning-rate=1", "is not a step" },
    { "-1:", "is not a step" },
    { "10000000:", "is not a step" },
    { "learning-rate=1", "is not a step" },
    { "5:hidden=3", "is nothing that can change" },
    { "5:batch-norm=off", "is nothing that can change" },
    { "5:branch=none", "is nothing that can change" },
    { "5:learning-rate", "is nothing that can change" },
    { "5:learning-rate=0", "learning-rate: " },
    { "5:dropout=1", "dropout: " },
    { "5:optimizer=best", "optimizer: " },
    { "5:dropout=0.1,", "is nothing that can change" },
    { "5:,5:", "do not follow" },
    { "5:,4:dropout=0", "do not follow" },
    { "1:,2:,3:,4:,5:,6:,7:,8:,9:", "more than 8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
      g_autoptr (GError) error = NULL;
      NormlabHyperparameter hyperparameter;

      g_assert_true (normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_BRANCH, "3:", NULL));
      g_assert_false (
          normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_BRANCH, cases[i].text, &error));
      g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].reason));
      g_assert_true (normlab_hyperparameter_of_error (error, &hyperparameter));
      g_assert_cmpuint (hyperparameter, ==, NORMLAB_HYPERPARAMETER_BRANCH);
      g_assert_cmpuint (normlab_recipe_get_origin (&recipe), ==, 3);
    }
}

static NormlabRecipe
make_recipe (const char *branch)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (GError) error = NULL;

  recipe.hidden[0] = 11;
  recipe.hidden[1] = 7;
  recipe.batch_size = 20;
  recipe.iterations = 60;
  recipe.interval = 5;
  normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_BRANCH, branch, &error);
  g_assert_no_error (error);
  return recipe;
}

static void
test_recipes (void)
{
  NormlabRecipe recipe = make_recipe ("10:learning-rate=1,20:dropout=0.5,optimizer=adam");
  NormlabRecipe parent, grandparent, at;
  NormlabChange change = { .step = 20 };
  const NormlabValue momentum = { NORMLAB_VALUE_WORD, .word = NORMLAB_OPTIMIZER_MOMENTUM };

  g_assert_cmpuint (normlab_recipe_get_origin (&recipe), ==, 20);
  g_assert_true (normlab_recipe_get_parent (&recipe, &parent));
  g_assert_cmpuint (normlab_recipe_get_origin (&parent), ==, 10);
  g_assert_true (normlab_recipe_get_parent (&parent, &grandparent));
  at = make_recipe ("none");
  g_assert_true (normlab_recipe_equal (&grandparent, &at));
  g_assert_false (normlab_recipe_get_parent (&grandparent, &at));

  for (guint step = 1; step <= 30; step++)
    {
      at = normlab_recipe_get_at (&recipe, step);
      g_assert_cmpuint (at.branch.n, ==, 0);
      g_assert_cmpfloat (at.learning_rate, ==, step > 10 ? 1 : 0.01);
      g_assert_cmpfloat (at.dropout, ==, step > 20 ? 0.5 : 0);
      g_assert_cmpuint (at.optimizer, ==,
                        step > 20 ? NORMLAB_OPTIMIZER_ADAM : NORMLAB_OPTIMIZER_SGD);
    }
  /* As much later is as well at once. */
  normlab_change_set_value (&change, NORMLAB_HYPERPARAMETER_OPTIMIZER, &momentum);
  g_assert_true (normlab_branch_add (&recipe.branch, &change));
  g_assert_cmpuint (recipe.branch.n, ==, 2);
  at = normlab_recipe_get_last (&recipe);
  g_assert_cmpuint (at.optimizer, ==, NORMLAB_OPTIMIZER_MOMENTUM);
  g_assert_cmpfloat (at.dropout, ==, 0.5);
  change.step = 19;
  g_assert_false (normlab_branch_add (&recipe.branch, &change));

  /* Something must be left to do. */
  recipe = make_recipe ("60:");
  g_assert_false (normlab_recipe_validate (&recipe, NULL));
  recipe.iterations = 61;
  g_assert_true (normlab_recipe_validate (&recipe, NULL));
}

/* Files without branches are those that earlier versions read; with some they come back. */
static void
test_experiments (void)
{
  for (guint with = 0; with < 2; with++)
    {
      g_autoptr (NormlabExperiment) experiment = normlab_experiment_new ("");
      const NormlabRecipe recipe
          = make_recipe (with ? "20:learning-rate=0.5,30:optimizer=adam" : "none");
      g_autoptr (NormlabExperiment) again = NULL;
      g_autoptr (GArray) recipes = NULL;
      g_autofree char *text = NULL;

      normlab_experiment_add (experiment, normlab_grid_new (&recipe));
      text = normlab_experiment_to_data (experiment);
      g_assert_cmpint (strstr (text, "branch") != NULL, ==, with);
      again = normlab_experiment_new_from_data (text, -1, NULL);
      recipes = normlab_experiment_get_recipes (again, NULL);
      g_assert_cmpuint (recipes->len, ==, 1);
      g_assert_true (normlab_recipe_equal (&g_array_index (recipes, NormlabRecipe, 0), &recipe));
    }
}

/* Training */

typedef struct
{
  NormlabDataset *dataset;
  NormlabScratch scratch;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->dataset = normlab_test_dataset (8, 8, 10, 300, 60);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  normlab_dataset_unref (self->dataset);
  normlab_scratch_clear (&self->scratch);
}

static void
advance (Fixture *self, NormlabTrainer *trainer, guint n)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (normlab_trainer_advance (trainer, n, &self->scratch, NULL, &error), ==,
                   NORMLAB_TRAINER_OK);
  g_assert_no_error (error);
}

static NormlabTrainer *
train_to (Fixture *self, const NormlabRecipe *recipe, guint step)
{
  g_autoptr (GError) error = NULL;
  NormlabTrainer *trainer
      = normlab_trainer_new (recipe, self->dataset, normlab_kernels_get_default (), NULL, &error);

  g_assert_no_error (error);
  advance (self, trainer, step);
  return trainer;
}

static NormlabTrainer *
restore (Fixture *self, const NormlabRecipe *recipe, const NormlabTrainer *from)
{
  g_autoptr (NormlabCheckpoint) checkpoint = normlab_trainer_save (from);
  g_autoptr (GError) error = NULL;
  NormlabTrainer *trainer = normlab_trainer_new_at (
      recipe, self->dataset, normlab_kernels_get_default (), checkpoint, &error);

  g_assert_no_error (error);
  return trainer;
}

static void
assert_same (const NormlabTrainer *a, const NormlabTrainer *b)
{
  g_assert_cmpuint (normlab_trainer_get_step (a), ==, normlab_trainer_get_step (b));
  g_assert_cmphex (normlab_trainer_get_hash (a), ==, normlab_trainer_get_hash (b));
}

/* One that changes nothing is its parent, to the bit, and so is one that changes something to what
 * it is. */
static void
test_nothing (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < NORMLAB_N_OPTIMIZERS; i++)
    for (guint same = 0; same < 2; same++)
      {
        NormlabRecipe recipe
            = make_recipe (same ? "12:learning-rate=0.01,dropout=0.25,update=all" : "12:");
        NormlabRecipe parent;
        g_autoptr (NormlabTrainer) trainer = NULL;
        g_autoptr (NormlabTrainer) other = NULL;

        recipe.optimizer = i;
        recipe.dropout = same ? 0.25 : 0;
        recipe.weight_decay = i % 2 ? 0.01 : 0;
        g_assert_true (normlab_recipe_get_parent (&recipe, &parent));
        trainer = train_to (self, &recipe, 40);
        other = train_to (self, &parent, 40);
        assert_same (trainer, other);
      }
}

/* What changes is what a network trains with that has been taken over there and does so. */
static void
test_same_optimizer (Fixture *self, gconstpointer data)
{
  static const char *const changes[] = {
    "learning-rate=0.1", "weight-decay=0.05", "dropout=0.25",
    "dropout=0",         "update=notebook",   "learning-rate=0.2,weight-decay=0,dropout=0.5"
  };

  for (guint i = 0; i < NORMLAB_N_OPTIMIZERS; i++)
    for (guint j = 0; j < G_N_ELEMENTS (changes); j++)
      {
        g_autofree char *text = g_strdup_printf ("12:%s", changes[j]);
        NormlabRecipe recipe = make_recipe (text), parent, otherwise;
        g_autoptr (NormlabTrainer) trainer = NULL;
        g_autoptr (NormlabTrainer) before = NULL;
        g_autoptr (NormlabTrainer) other = NULL;

        recipe.optimizer = i;
        recipe.dropout = j % 2 ? 0.125 : 0;
        recipe.weight_decay = 0.01;
        normlab_recipe_get_parent (&recipe, &parent);
        otherwise = normlab_recipe_get_last (&recipe);
        before = train_to (self, &parent, 12);
        other = restore (self, &otherwise, before);
        advance (self, other, 20);
        trainer = train_to (self, &recipe, 12);
        assert_same (trainer, before);
        advance (self, trainer, 1);
        /* Its batch is the parent's. */
        advance (self, before, 1);
        g_assert_cmpmem (trainer->batch, 20 * sizeof (guint32), before->batch,
                         20 * sizeof (guint32));
        advance (self, trainer, 19);
        assert_same (trainer, other);
      }
}

/* Adam's first step moves each parameter by the learning rate, for its averages begin at nothing;
 * with t as large as the step it would be three times that. */
static void
test_adam_begins (Fixture *self, gconstpointer data)
{
  const NormlabRecipe recipe = make_recipe ("40:optimizer=adam,learning-rate=0.001");
  g_autoptr (NormlabTrainer) trainer = train_to (self, &recipe, 40);
  gsize n = trainer->network.n_parameters, n_moved = 0;
  g_autofree float *before = g_memdup2 (trainer->network.parameters, n * sizeof (float));
  double most = 0;

  advance (self, trainer, 1);
  for (gsize i = 0; i < n; i++)
    {
      double moved = fabs ((double) trainer->network.parameters[i] - (double) before[i]);

      most = MAX (most, moved);
      n_moved += moved > 0.0009;
    }
  g_assert_cmpfloat (most, <, 0.00101);
  g_assert_cmpuint (n_moved, >, 400);
}

/* Momentum begins at rest: its first step is that of plain descent. */
static void
test_momentum_begins (Fixture *self, gconstpointer data)
{
  const NormlabRecipe recipe = make_recipe ("40:optimizer=momentum"), plain = make_recipe ("none");
  g_autoptr (NormlabTrainer) trainer = train_to (self, &recipe, 41);
  g_autoptr (NormlabTrainer) other = train_to (self, &plain, 41);

  assert_same (trainer, other);
  advance (self, trainer, 1);
  advance (self, other, 1);
  g_assert_cmphex (normlab_trainer_get_hash (trainer), !=, normlab_trainer_get_hash (other));
}

/* From a checkpoint anywhere it comes to the same, also from one of its parent's. */
static void
test_checkpoints (Fixture *self, gconstpointer data)
{
  static const char *const branches[]
      = { "0:optimizer=adam", "12:optimizer=adam,dropout=0.5,24:learning-rate=0.1,update=notebook",
          "12:dropout=0.25,13:dropout=0,14:optimizer=momentum" };

  for (guint i = 0; i < G_N_ELEMENTS (branches); i++)
    for (guint step = 0; step < 30; step++)
      {
        NormlabRecipe recipe = make_recipe (branches[i]), parent;
        g_autoptr (NormlabTrainer) trainer = train_to (self, &recipe, step);
        g_autoptr (NormlabTrainer) other = restore (self, &recipe, trainer);

        assert_same (trainer, other);
        advance (self, trainer, 30);
        advance (self, other, 30);
        assert_same (trainer, other);
        if (!normlab_recipe_get_parent (&recipe, &parent)
            || step > normlab_recipe_get_origin (&recipe))
          continue;
        g_clear_pointer (&other, normlab_trainer_free);
        {
          g_autoptr (NormlabTrainer) of_parent = train_to (self, &parent, step);

          other = restore (self, &recipe, of_parent);
        }
        advance (self, other, 30);
        assert_same (trainer, other);
      }
}

/* What is measured where a branch begins is what is measured of its parent, also with weight decay
 * in the loss; and looking at the next step comes to what the next step is. */
static void
test_origin (Fixture *self, gconstpointer data)
{
  const NormlabRecipe recipe = make_recipe ("12:weight-decay=0.5,dropout=0.5");
  const NormlabRecipe plain = make_recipe ("none");
  g_autoptr (NormlabTrainer) trainer = train_to (self, &recipe, 12);
  g_autoptr (NormlabTrainer) other = train_to (self, &plain, 12);
  NormlabSample a, b;

  normlab_trainer_measure (trainer, &a, &self->scratch, NULL, NULL);
  normlab_trainer_measure (other, &b, &self->scratch, NULL, NULL);
  g_assert_cmpfloat (a.loss, ==, b.loss);
  g_assert_cmpfloat (trainer->network.dropout, ==, 0);
  g_assert_true (normlab_trainer_prepare (trainer, NULL));
  g_assert_true (normlab_trainer_prepare (trainer, NULL));
  g_assert_cmpfloat (trainer->network.dropout, ==, 0.5);
  advance (self, trainer, 10);
  g_clear_pointer (&other, normlab_trainer_free);
  other = train_to (self, &recipe, 22);
  assert_same (trainer, other);
}

/* A recognizer takes dropout's factor from what the network was trained with there. */
static void
test_recognizer (Fixture *self, gconstpointer data)
{
  const NormlabRecipe recipe = make_recipe ("12:dropout=0.75");
  NormlabRecipe otherwise = recipe;
  g_autoptr (NormlabTrainer) trainer = train_to (self, &recipe, 30);
  g_autoptr (NormlabCheckpoint) checkpoint = normlab_trainer_save (trainer);
  const guint8 *images = normlab_dataset_get_images (self->dataset, NORMLAB_SPLIT_TEST);
  g_autoptr (NormlabRecognizer) recognizer = NULL, expected = NULL;

  otherwise.branch = (NormlabBranch){ 0 };
  otherwise.dropout = 0.75;
  recognizer = normlab_recognizer_new (&recipe, 64, 10, normlab_kernels_get_default (), NULL);
  expected = normlab_recognizer_new (&otherwise, 64, 10, normlab_kernels_get_default (), NULL);
  g_assert_true (normlab_recognizer_take (recognizer, checkpoint));
  g_assert_true (normlab_recognizer_take (expected, checkpoint));
  g_assert_true (normlab_recognizer_recognize (recognizer, images, NULL));
  g_assert_true (normlab_recognizer_recognize (expected, images, NULL));
  g_assert_cmpmem (normlab_recognizer_get_probabilities (recognizer), 10 * sizeof (double),
                   normlab_recognizer_get_probabilities (expected), 10 * sizeof (double));
}

int
main (int argc, char *argv[])
{
#define ADD(path, test) g_test_add ("/branch/" path, Fixture, NULL, set_up, test, tear_down)
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/branch/text", test_text);
  g_test_add_func ("/branch/refused", test_refused);
  g_test_add_func ("/branch/recipes", test_recipes);
  g_test_add_func ("/branch/experiments", test_experiments);
  ADD ("nothing", test_nothing);
  ADD ("same-optimizer", test_same_optimizer);
  ADD ("adam-begins", test_adam_begins);
  ADD ("momentum-begins", test_momentum_begins);
  ADD ("checkpoints", test_checkpoints);
  ADD ("origin", test_origin);
  ADD ("recognizer", test_recognizer);
  return g_test_run ();
}
