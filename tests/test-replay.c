/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "normlab-error.h"
#include "normlab-replay.h"
#include "normlab-test.h"

/* Recipes that together have everything a trainer may have to remember. */
static const struct
{
  const char *optimizer, *normalization, *update;
  double dropout, weight_decay;
} kinds[] = {
  { "sgd", "on", "notebook", 0, 0 },       { "momentum", "after", "all", 0, 1e-4 },
  { "adagrad", "off", "all", 0.25, 0 },    { "adam", "on", "all", 0.5, 0 },
  { "adamw", "layer", "all", 0.25, 1e-2 },
};

typedef struct
{
  NormlabDataset *dataset;
  NormlabScratch scratch;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dataset = normlab_test_dataset (8, 8, 10, 300, 60);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  normlab_dataset_unref (fixture->dataset);
  normlab_scratch_clear (&fixture->scratch);
}

static void
set (NormlabRecipe *recipe, NormlabHyperparameter hyperparameter, const char *text)
{
  g_autoptr (GError) error = NULL;

  normlab_recipe_set (recipe, hyperparameter, text, &error);
  g_assert_no_error (error);
}

static NormlabRecipe
get_kind (guint i)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  set (&recipe, NORMLAB_HYPERPARAMETER_HIDDEN, "11,7");
  set (&recipe, NORMLAB_HYPERPARAMETER_OPTIMIZER, kinds[i].optimizer);
  set (&recipe, NORMLAB_HYPERPARAMETER_BATCH_NORM, kinds[i].normalization);
  set (&recipe, NORMLAB_HYPERPARAMETER_UPDATE, kinds[i].update);
  recipe.dropout = kinds[i].dropout;
  recipe.weight_decay = kinds[i].weight_decay;
  recipe.batch_size = 20;
  recipe.iterations = 100;
  recipe.interval = 5;
  return recipe;
}

static NormlabTrainer *
train_to (Fixture *fixture, const NormlabRecipe *recipe, guint step)
{
  g_autoptr (GError) error = NULL;
  NormlabTrainer *trainer = normlab_trainer_new (recipe, fixture->dataset,
                                                 normlab_kernels_get_default (), NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (normlab_trainer_advance (trainer, step, &fixture->scratch, NULL, &error), ==,
                   NORMLAB_TRAINER_OK);
  g_assert_cmpuint (normlab_trainer_get_step (trainer), ==, step);
  return trainer;
}

static guint64
hash_at (Fixture *fixture, const NormlabRecipe *recipe, guint step)
{
  g_autoptr (NormlabTrainer) trainer = train_to (fixture, recipe, step);

  return normlab_trainer_get_hash (trainer);
}

/* One that is made of a checkpoint is where the other was, and comes to where the other comes. */
static void
test_checkpoint (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint step = 1; step < 20; step += 6)
      {
        const NormlabRecipe recipe = get_kind (i);
        g_autoptr (NormlabTrainer) trainer = train_to (fixture, &recipe, step);
        g_autoptr (NormlabCheckpoint) checkpoint = normlab_trainer_save (trainer);
        g_autoptr (NormlabTrainer) other = NULL;
        g_autoptr (GError) error = NULL;
        NormlabSample sample, other_sample;
        gboolean same;

        g_assert_cmpuint (normlab_checkpoint_get_step (checkpoint), ==, step);
        g_assert_cmpuint (normlab_checkpoint_get_size (checkpoint), ==,
                          normlab_trainer_get_checkpoint_size (trainer));
        /* What is taken stays as it is. */
        normlab_trainer_advance (trainer, 3, &fixture->scratch, NULL, &error);
        other = normlab_trainer_new_at (&recipe, fixture->dataset, normlab_kernels_get_default (),
                                        checkpoint, &error);
        g_assert_no_error (error);
        g_assert_cmpuint (normlab_trainer_get_step (other), ==, step);
        g_assert_cmphex (normlab_trainer_get_hash (other), ==, hash_at (fixture, &recipe, step));
        normlab_trainer_measure (other, &other_sample, &fixture->scratch, NULL, &error);
        g_clear_pointer (&trainer, normlab_trainer_free);
        trainer = train_to (fixture, &recipe, step);
        normlab_trainer_measure (trainer, &sample, &fixture->scratch, NULL, &error);
        normlab_trainer_compare (other, &sample, TRUE, &same, &fixture->scratch, NULL, &error);
        g_assert_true (same);
        g_assert_cmpfloat (sample.loss, ==, other_sample.loss);

        normlab_trainer_advance (other, 30, &fixture->scratch, NULL, &error);
        g_assert_no_error (error);
        g_assert_cmphex (normlab_trainer_get_hash (other), ==,
                         hash_at (fixture, &recipe, step + 30));
      }
}

/* Each number counts; the test set's only where all is measured. */
static void
test_compare (Fixture *fixture, gconstpointer data)
{
  const NormlabRecipe recipe = get_kind (0);
  g_autoptr (NormlabTrainer) trainer = train_to (fixture, &recipe, 10);
  g_autoptr (GError) error = NULL;
  NormlabSample sample;

  normlab_trainer_measure (trainer, &sample, &fixture->scratch, NULL, &error);
  sample.seconds = 12; /* they do not */
  for (guint i = 0; i < 4; i++)
    for (guint whole = 0; whole < 2; whole++)
      {
        NormlabSample known = sample;
        gboolean same;

        if (i == 1)
          known.train_accuracy += 0.05f;
        else if (i == 2)
          known.loss *= 1 + 1e-15;
        else if (i == 3)
          known.test_accuracy += 0.0625f;
        g_assert_cmpint (normlab_trainer_compare (trainer, &known, whole, &same, &fixture->scratch,
                                                  NULL, &error),
                         ==, NORMLAB_TRAINER_OK);
        g_assert_cmpint (same, ==, i == 0 || (i == 3 && !whole));
      }
}

/* Any step, in any order, with room for all and for few: the same bits as training up to there. */
static void
test_seek (Fixture *fixture, gconstpointer data)
{
  static const guint steps[] = { 100, 37, 0, 1, 99, 5, 50, 51, 3, 100 };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (gsize budget = 0; budget <= 1 << 20; budget = budget * 8 + 10000)
      {
        const NormlabRecipe recipe = get_kind (i);
        g_autoptr (NormlabReplay) replay = normlab_replay_new (budget);

        for (guint s = 0; s < G_N_ELEMENTS (steps); s++)
          {
            g_autoptr (GError) error = NULL;
            g_autoptr (NormlabTrainer) trainer
                = normlab_replay_seek (replay, &recipe, &recipe, fixture->dataset, steps[s],
                                       &fixture->scratch, NULL, &error);

            g_assert_no_error (error);
            g_assert_cmpuint (normlab_trainer_get_step (trainer), ==, steps[s]);
            g_assert_cmphex (normlab_trainer_get_hash (trainer), ==,
                             hash_at (fixture, &recipe, steps[s]));
            g_assert_cmpuint (normlab_replay_get_size (replay), <=, budget);
          }
      }
}

/* Three runs share the budget, and each keeps its newest. */
static void
test_budget (Fixture *fixture, gconstpointer data)
{
  NormlabRecipe recipes[3] = { get_kind (0), get_kind (0), get_kind (0) };
  g_autoptr (NormlabTrainer) probe = train_to (fixture, &recipes[0], 1);
  gsize size = normlab_trainer_get_checkpoint_size (probe);
  g_autoptr (NormlabReplay) replay = normlab_replay_new (10 * size);
  guint n = 0;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (NormlabTrainer) trainer = train_to (fixture, &recipes[i], 5);

      for (guint step = 5; step <= 95; step += 5)
        {
          g_autoptr (NormlabCheckpoint) newest = NULL;

          normlab_replay_keep (replay, &recipes[i], trainer, TRUE);
          g_assert_cmpuint (normlab_replay_get_size (replay), <=, 10 * size);
          newest = normlab_replay_find (replay, &recipes[i], 1000);
          g_assert_cmpuint (normlab_checkpoint_get_step (newest), ==, step);
          normlab_trainer_advance (trainer, 5, &fixture->scratch, NULL, NULL);
        }
      if (i == 0)
        g_assert_cmpuint (normlab_replay_get_n_checkpoints (replay, &recipes[0]), >=, 5);
    }
  for (guint i = 0; i < 3; i++)
    {
      guint kept = normlab_replay_get_n_checkpoints (replay, &recipes[i]);

      g_assert_cmpuint (kept, >=, 2);
      g_assert_cmpuint (kept, <=, 4);
      n += kept;
    }
  g_assert_cmpuint (normlab_replay_get_size (replay), ==, n * size);
  g_assert_null (normlab_replay_find (replay, &recipes[0], 4));
  normlab_replay_forget (replay, &recipes[0]);
  g_assert_null (normlab_replay_find (replay, &recipes[0], 1000));
  g_assert_cmpuint (normlab_replay_get_n_checkpoints (replay, &recipes[0]), ==, 0);
  for (guint i = 1; i < 3; i++)
    normlab_replay_forget (replay, &recipes[i]);
  g_assert_cmpuint (normlab_replay_get_size (replay), ==, 0);
}

/* What lies evenly: with room for eight, no gap is more than twice as wide as another. */
static void
test_even (Fixture *fixture, gconstpointer data)
{
  NormlabRecipe recipe = get_kind (0);
  g_autoptr (NormlabTrainer) trainer = NULL;
  g_autoptr (NormlabReplay) replay = NULL;
  guint at = 0, widest = 0;

  recipe.iterations = 1000;
  trainer = train_to (fixture, &recipe, 5);
  replay = normlab_replay_new (8 * normlab_trainer_get_checkpoint_size (trainer));
  for (guint step = 5; step <= 800; step += 5)
    {
      normlab_replay_keep (replay, &recipe, trainer, step == 800);
      normlab_trainer_advance (trainer, 5, &fixture->scratch, NULL, NULL);
    }
  for (guint step = 1; step <= 800; step++)
    {
      g_autoptr (NormlabCheckpoint) checkpoint = normlab_replay_find (replay, &recipe, step);

      if (checkpoint == NULL || normlab_checkpoint_get_step (checkpoint) == at)
        continue;
      widest = MAX (widest, normlab_checkpoint_get_step (checkpoint) - at);
      at = normlab_checkpoint_get_step (checkpoint);
    }
  g_assert_cmpuint (at, ==, 800);
  g_assert_cmpuint (widest, ==, 160);
}

/* All of the budget is used, whatever it is; and where somebody looks there come to be more. */
static void
test_whole (Fixture *fixture, gconstpointer data)
{
  NormlabRecipe recipe = get_kind (0);

  recipe.iterations = 1000;
  for (guint room = 1; room <= 12; room++)
    {
      g_autoptr (NormlabTrainer) trainer = train_to (fixture, &recipe, 5);
      g_autoptr (NormlabReplay) replay
          = normlab_replay_new (room * normlab_trainer_get_checkpoint_size (trainer));
      g_autoptr (NormlabCheckpoint) before = NULL;
      guint missing;

      for (guint step = 5; step <= 160; step += 5)
        {
          normlab_replay_keep (replay, &recipe, trainer, TRUE);
          g_assert_cmpuint (normlab_replay_get_n_checkpoints (replay, &recipe), ==,
                            MIN (step / 5, room));
          normlab_trainer_advance (trainer, 5, &fixture->scratch, NULL, NULL);
        }
      for (guint look = 0; look < 4; look++)
        {
          G_GNUC_UNUSED g_autoptr (NormlabTrainer) there = normlab_replay_seek (
              replay, &recipe, &recipe, fixture->dataset, 60, &fixture->scratch, NULL, NULL);

          g_assert_cmpuint (normlab_replay_get_n_checkpoints (replay, &recipe), ==, room);
        }
      before = normlab_replay_find (replay, &recipe, 60);
      missing = before != NULL ? 60 - normlab_checkpoint_get_step (before) : 60;
      g_assert_cmpuint (missing, <=, room < 3 ? 60 : room < 5 ? 20 : 0);
    }
}

static void
test_errors (Fixture *fixture, gconstpointer data)
{
  NormlabRecipe recipe = get_kind (0);
  g_autoptr (NormlabReplay) replay = normlab_replay_new (1 << 20);
  g_autoptr (GError) error = NULL;
  gint stop = 1;

  g_assert_null (normlab_replay_seek (replay, &recipe, &recipe, fixture->dataset, 50,
                                      &fixture->scratch, &stop, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED);
  g_clear_error (&error);
  recipe = get_kind (1);
  recipe.activation = NORMLAB_ACTIVATION_RELU;
  recipe.normalization = NORMLAB_NORMALIZATION_NONE;
  recipe.learning_rate = 1e6;
  g_assert_null (normlab_replay_seek (replay, &recipe, &recipe, fixture->dataset, 50,
                                      &fixture->scratch, NULL, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "diverges at step"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/replay/checkpoint", Fixture, NULL, set_up, test_checkpoint, tear_down);
  g_test_add ("/replay/compare", Fixture, NULL, set_up, test_compare, tear_down);
  g_test_add ("/replay/seek", Fixture, NULL, set_up, test_seek, tear_down);
  g_test_add ("/replay/whole", Fixture, NULL, set_up, test_whole, tear_down);
  g_test_add ("/replay/budget", Fixture, NULL, set_up, test_budget, tear_down);
  g_test_add ("/replay/even", Fixture, NULL, set_up, test_even, tear_down);
  g_test_add ("/replay/errors", Fixture, NULL, set_up, test_errors, tear_down);
  return g_test_run ();
}
