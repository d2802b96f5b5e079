/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weights of runs as they are drawn, from checkpoints. */
#include "normlab-parameters.h"

#include <math.h>

#include "normlab-test-lab.h"
#include "normlab-test-loop.h"
#include "normlab-test.h"
#include "normlab-weights.h"

#define ITERATIONS 60

typedef struct
{
  NormlabTestLab lab;
  NormlabParameters *parameters;
  GPtrArray *items;
  guint n_changed;
} Fixture;

static void
count_changed (NormlabParameters *parameters, gpointer data)
{
  ((Fixture *) data)->n_changed++;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  normlab_test_lab_set_up (&self->lab, data);
  self->parameters = normlab_parameters_new (self->lab.lab);
  g_signal_connect (self->parameters, "changed", G_CALLBACK (count_changed), self);
  normlab_test_lab_train (&self->lab, 2, ITERATIONS);
  normlab_test_lab_wait_idle (&self->lab, 20);
  self->items = normlab_test_lab_pick (&self->lab, 0, 2);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_ptr_array_unref (self->items);
  g_assert_finalize_object (self->parameters);
  normlab_test_lab_tear_down (&self->lab, data);
}

static void
unref_checkpoint (gpointer checkpoint)
{
  if (checkpoint != NULL)
    normlab_checkpoint_unref (checkpoint);
}

/* At the networks at a step, which the replay has. */
static void
look (Fixture *self, guint step)
{
  g_autoptr (GPtrArray) checkpoints = g_ptr_array_new_with_free_func (unref_checkpoint);

  for (guint i = 0; i < 2; i++)
    {
      NormlabCheckpoint *checkpoint
          = step == 0 ? NULL
                      : normlab_replay_find (normlab_lab_get_replay (self->lab.lab),
                                             normlab_test_lab_get_run (&self->lab, i), step);

      g_assert_true (step == 0 || normlab_checkpoint_get_step (checkpoint) == step);
      g_ptr_array_add (checkpoints, checkpoint);
    }
  normlab_parameters_look (self->parameters, self->items, checkpoints);
}

static const NormlabLayersParameters *
get (Fixture *self, guint i)
{
  return normlab_parameters_find (self->parameters, g_ptr_array_index (self->items, i));
}

static gboolean
is_at_end (gpointer data)
{
  return get (data, 0) != NULL && get (data, 1) != NULL && get (data, 0)->step == ITERATIONS
         && get (data, 1)->step == ITERATIONS;
}

static gboolean
is_at_beginning (gpointer data)
{
  return get (data, 0) != NULL && get (data, 1) != NULL && get (data, 0)->step == 0
         && get (data, 1)->step == 0;
}

/* To the bit those of a trainer at that step. */
static void
assert_weights (Fixture *self, guint i, guint step)
{
  const NormlabRecipe *recipe = normlab_run_get_recipe (normlab_test_lab_get_run (&self->lab, i));
  NormlabScratch scratch = { 0 };
  g_autoptr (NormlabTrainer) trainer
      = normlab_trainer_new (recipe, self->lab.dataset, normlab_kernels_get_default (), NULL, NULL);
  const NormlabLayersParameters *parameters = get (self, i);

  normlab_trainer_advance (trainer, step, &scratch, NULL, NULL);
  normlab_scratch_clear (&scratch);
  g_assert_cmpuint (parameters->n_layers, ==, 2);
  g_assert_cmpuint (parameters->layers[0].image_rows, ==, 8);
  g_assert_cmpuint (parameters->layers[1].image_rows, ==, 0);
  for (guint l = 0; l < 2; l++)
    {
      const NormlabLayerWeights expected = normlab_weights_get_layer (trainer, NULL, l);
      const NormlabLayersWeights *weights = &parameters->layers[l];

      for (guint j = 0; j < weights->units; j++)
        for (guint k = 0; k < weights->inputs; k++)
          g_assert_cmpfloat (weights->values[j * weights->columns + k], ==,
                             expected.weights[k * expected.stride + j]);
      g_assert_true ((weights->vectors[NORMLAB_LAYERS_GAMMA] != NULL) == (l == 0));
      g_assert_true ((weights->vectors[NORMLAB_LAYERS_BATCH_STD] != NULL) == (l == 0 && step > 0));
      for (guint j = 0; j < weights->units && l == 0; j++)
        {
          g_assert_cmpfloat (weights->vectors[NORMLAB_LAYERS_BETA][j], ==, expected.beta[j]);
          g_assert_cmpfloat (weights->vectors[NORMLAB_LAYERS_RUNNING_STD][j], ==,
                             sqrtf (expected.running_variance[j]));
        }
    }
}

/* Those of the step that is looked at, and the first ones. */
static void
test_weights (Fixture *self, gconstpointer data)
{
  look (self, ITERATIONS);
  g_assert_null (get (self, 0));
  normlab_test_wait (is_at_end, self, 20);
  look (self, 0);
  /* What is known stays until there is something newer. */
  g_assert_nonnull (get (self, 0));
  for (guint i = 0; i < 2; i++)
    assert_weights (self, i, ITERATIONS);
  normlab_test_wait (is_at_beginning, self, 20);
  for (guint i = 0; i < 2; i++)
    assert_weights (self, i, 0);
}

/* What is known is not made again, and what nobody looks at is let go of. */
static void
test_once (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  guint n;

  look (self, ITERATIONS);
  normlab_test_wait (is_at_end, self, 20);
  n = self->n_changed;
  for (guint i = 0; i < 5; i++)
    {
      look (self, ITERATIONS);
      normlab_test_lab_let_run (0.05);
    }
  g_assert_cmpuint (self->n_changed, ==, n);
  normlab_parameters_look (self->parameters, none, none);
  g_assert_null (get (self, 0));
}

/* Whoever lets go of it while it works waits for nothing; nor does who comes back. */
static void
test_let_go (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  look (self, ITERATIONS);
  normlab_parameters_look (self->parameters, none, none);
  look (self, ITERATIONS);
  normlab_test_wait (is_at_end, self, 20);
  normlab_parameters_look (self->parameters, none, none);
  look (self, ITERATIONS);
}

/* Without data nothing is known. */
static void
test_no_data (Fixture *self, gconstpointer data)
{
  const NormlabRecipe recipe = normlab_test_lab_make_recipe (10, 0);
  g_autoptr (NormlabDataset) other = normlab_test_dataset (4, 4, 3, 50, 5);
  g_autoptr (NormlabRun) run = normlab_run_new_from_history (
      &recipe, normlab_dataset_get_id (other), NORMLAB_RUN_STOPPED, 0, 0, 0, NULL, 0);
  g_autoptr (NormlabRunItem) item = normlab_run_item_new (run, 7);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autoptr (GPtrArray) checkpoints = g_ptr_array_new ();

  g_ptr_array_add (items, item);
  g_ptr_array_add (checkpoints, NULL);
  normlab_parameters_look (self->parameters, items, checkpoints);
  normlab_test_lab_let_run (0.05);
  g_assert_null (normlab_parameters_find (self->parameters, item));
  g_assert_cmpuint (self->n_changed, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/parameters/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("weights", test_weights);
  ADD ("once", test_once);
  ADD ("let-go", test_let_go);
  ADD ("no-data", test_no_data);
#undef ADD
  return g_test_run ();
}
