/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What runs answer to all images, found aside. */
#include "normlab-evaluation.h"

#include "normlab-test-lab.h"
#include "normlab-test-loop.h"
#include "normlab-test.h"

#define ITERATIONS 200
#define N_CLASSES 3

typedef struct
{
  NormlabTestLab lab;
  NormlabEvaluation *evaluation;
  guint n_changed;
} Fixture;

static void
count_changed (NormlabEvaluation *evaluation, gpointer data)
{
  ((Fixture *) data)->n_changed++;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  normlab_test_lab_set_up (&self->lab, data);
  self->evaluation = normlab_evaluation_new (self->lab.lab);
  g_signal_connect (self->evaluation, "changed", G_CALLBACK (count_changed), self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  if (self->evaluation != NULL)
    g_assert_finalize_object (self->evaluation);
  normlab_test_lab_tear_down (&self->lab, data);
}

static void
look (Fixture *self, guint n)
{
  normlab_evaluation_set_runs (self->evaluation, normlab_test_lab_get_item (&self->lab, 0),
                               n > 1 ? normlab_test_lab_get_item (&self->lab, 1) : NULL);
  normlab_evaluation_set_looking (self->evaluation, TRUE);
}

static void
train (Fixture *self, guint n)
{
  normlab_test_lab_train (&self->lab, n, ITERATIONS);
  normlab_test_lab_wait_idle (&self->lab, 20);
  look (self, n);
}

typedef struct
{
  Fixture *fixture;
  guint run, step;
  NormlabSplit split;
} Goal;

static gboolean
is_reached (gpointer data)
{
  const Goal *goal = data;
  const NormlabPredictions *predictions
      = normlab_evaluation_get_predictions (goal->fixture->evaluation, goal->run);

  return predictions != NULL && predictions->step == goal->step
         && predictions->split == goal->split;
}

static const NormlabPredictions *
wait_for (Fixture *self, guint run, guint step, NormlabSplit split)
{
  Goal goal = { self, run, step, split };

  normlab_test_wait (is_reached, &goal, 20);
  g_assert_cmpint (normlab_evaluation_get_state (self->evaluation, run), ==,
                   NORMLAB_EVALUATION_KNOWN);
  return normlab_evaluation_get_predictions (self->evaluation, run);
}

/* Rows sum to the classes' numbers, and what is right is what was measured. */
static void
test_counts (Fixture *self, gconstpointer data)
{
  const guint8 *labels = normlab_dataset_get_labels (self->lab.dataset, NORMLAB_SPLIT_TEST);

  train (self, 2);
  for (guint run = 0; run < 2; run++)
    {
      const NormlabPredictions *predictions = wait_for (self, run, ITERATIONS, NORMLAB_SPLIT_TEST);
      guint of_class[N_CLASSES] = { 0 };

      for (guint i = 0; i < predictions->n_images; i++)
        of_class[labels[i]]++;
      for (guint truth = 0; truth < N_CLASSES; truth++)
        g_assert_cmpuint (normlab_predictions_count_truth (predictions, truth), ==,
                          of_class[truth]);
      g_assert_cmpfloat_with_epsilon (
          normlab_run_get_final_accuracy (normlab_test_lab_get_run (&self->lab, run)),
          (double) normlab_predictions_count_right (predictions) / predictions->n_images, 1e-6);
    }
  g_assert_true (normlab_evaluation_is_comparison (self->evaluation));
  normlab_evaluation_set_runs (self->evaluation, normlab_test_lab_get_item (&self->lab, 0), NULL);
  g_assert_false (normlab_evaluation_is_comparison (self->evaluation));
  g_assert_cmpint (normlab_evaluation_get_state (self->evaluation, 1), ==, NORMLAB_EVALUATION_NONE);
  /* What is known stays. */
  g_assert_cmpint (normlab_evaluation_get_state (self->evaluation, 0), ==,
                   NORMLAB_EVALUATION_KNOWN);
}

/* The training set has its own images, and what is known of the test set stays until then. */
static void
test_split (Fixture *self, gconstpointer data)
{
  train (self, 1);
  wait_for (self, 0, ITERATIONS, NORMLAB_SPLIT_TEST);
  normlab_evaluation_set_split (self->evaluation, NORMLAB_SPLIT_TRAINING);
  g_assert_nonnull (normlab_evaluation_get_predictions (self->evaluation, 0));
  g_assert_cmpuint (wait_for (self, 0, ITERATIONS, NORMLAB_SPLIT_TRAINING)->n_images, ==,
                    normlab_dataset_get_n_images (self->lab.dataset, NORMLAB_SPLIT_TRAINING));
}

/* The network of that step, trained by hand. */
static void
check_step (Fixture *self, guint step)
{
  NormlabRecipe recipe = normlab_test_lab_make_recipe (ITERATIONS, 0);
  g_autoptr (NormlabTrainer) trainer = normlab_trainer_new (
      &recipe, self->lab.dataset, normlab_kernels_get_default (), NULL, NULL);
  g_autoptr (NormlabCheckpoint) checkpoint = NULL;
  g_autoptr (NormlabPredictions) expected = NULL;
  const NormlabPredictions *predictions;
  NormlabScratch scratch = { 0 };

  normlab_evaluation_set_step (self->evaluation, step);
  predictions = wait_for (self, 0, step, NORMLAB_SPLIT_TEST);
  normlab_trainer_advance (trainer, step, &scratch, NULL, NULL);
  normlab_scratch_clear (&scratch);
  checkpoint = normlab_trainer_save (trainer);
  expected = normlab_predictions_new (&recipe, self->lab.dataset, NORMLAB_SPLIT_TEST, checkpoint,
                                      NULL, NULL);
  g_assert_cmpmem (predictions->answers, predictions->n_images, expected->answers,
                   expected->n_images);
  g_assert_cmpmem (predictions->losses, predictions->n_images * sizeof (float), expected->losses,
                   expected->n_images * sizeof (float));
}

static void
test_steps (Fixture *self, gconstpointer data)
{
  train (self, 1);
  check_step (self, 37);
  check_step (self, 0);
  check_step (self, 150);
  normlab_evaluation_set_step (self->evaluation, NORMLAB_EVALUATION_LIVE);
  wait_for (self, 0, ITERATIONS, NORMLAB_SPLIT_TEST);
}

typedef struct
{
  Fixture *fixture;
  guint n;
} Count;

static gboolean
has_evaluated (gpointer data)
{
  const Count *count = data;

  return normlab_evaluation_get_n_evaluated (count->fixture->evaluation) >= count->n;
}

/* While a run trains it is followed, twice a second at most, and without a probe; while nobody
 * looks, nothing is evaluated. */
static void
test_live (Fixture *self, gconstpointer data)
{
  Count count = { self, 3 };
  gint64 begin;
  guint step, n;

  normlab_lab_set_speed (self->lab.lab, 500);
  normlab_test_lab_train (&self->lab, 1, NORMLAB_TEST_LAB_ENDLESS);
  normlab_test_lab_wait_for_step (&self->lab, 0, 30);
  g_assert_cmpuint (self->n_changed, ==, 0);
  begin = g_get_monotonic_time ();
  look (self, 1);
  normlab_test_wait (has_evaluated, &count, 30);
  step = normlab_evaluation_get_predictions (self->evaluation, 0)->step;
  g_assert_cmpuint (step, >, 30);
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, 950 * G_TIME_SPAN_MILLISECOND);
  g_assert_cmpuint (normlab_run_get_n_probes (normlab_test_lab_get_run (&self->lab, 0)), ==, 0);

  normlab_evaluation_set_looking (self->evaluation, FALSE);
  n = normlab_evaluation_get_n_evaluated (self->evaluation);
  step = normlab_run_get_step (normlab_test_lab_get_run (&self->lab, 0));
  normlab_test_lab_wait_for_step (&self->lab, 0, step + 400);
  g_assert_cmpuint (normlab_evaluation_get_n_evaluated (self->evaluation), ==, n);

  normlab_evaluation_set_looking (self->evaluation, TRUE);
  normlab_lab_stop (self->lab.lab, NULL);
  normlab_test_lab_wait_idle (&self->lab, 20);
  wait_for (self, 0, normlab_run_get_step (normlab_test_lab_get_run (&self->lab, 0)),
            NORMLAB_SPLIT_TEST);
}

/* Runs on different data are not compared. */
static void
test_other_data (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabDataset) other = normlab_test_dataset (8, 8, 3, 100, 20);
  g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  NormlabRecipe recipe = normlab_test_lab_make_recipe (ITERATIONS, 9);

  train (self, 1);
  g_array_append_val (recipes, recipe);
  normlab_lab_train (self->lab.lab, recipes, other);
  normlab_test_lab_wait_idle (&self->lab, 20);
  look (self, 2);
  wait_for (self, 0, ITERATIONS, NORMLAB_SPLIT_TEST);
  wait_for (self, 1, ITERATIONS, NORMLAB_SPLIT_TEST);
  g_assert_false (normlab_evaluation_is_comparison (self->evaluation));
}

/* A run from a file is evaluated once its data are there. */
static void
test_from_file (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabRun *run;

  normlab_test_lab_train (&self->lab, 1, ITERATIONS);
  normlab_test_lab_wait_idle (&self->lab, 20);
  run = normlab_test_lab_get_run (&self->lab, 0);
  g_ptr_array_add (runs, normlab_run_new_from_history (
                             normlab_run_get_recipe (run), normlab_run_get_data (run),
                             NORMLAB_RUN_FINISHED, ITERATIONS, 1, 0, normlab_run_get_samples (run),
                             normlab_run_get_n_samples (run)));
  normlab_lab_clear (self->lab.lab);
  normlab_lab_add_ended (self->lab.lab, runs);
  look (self, 1);
  g_assert_cmpint (normlab_evaluation_get_state (self->evaluation, 0), ==,
                   NORMLAB_EVALUATION_NO_DATA);
  normlab_lab_set_dataset (self->lab.lab, self->lab.dataset);
  wait_for (self, 0, ITERATIONS, NORMLAB_SPLIT_TEST);
  normlab_lab_set_dataset (self->lab.lab, NULL);
  g_assert_cmpint (normlab_evaluation_get_state (self->evaluation, 0), ==,
                   NORMLAB_EVALUATION_NO_DATA);
}

/* It may go in the middle of everything. */
static void
test_goes (Fixture *self, gconstpointer data)
{
  normlab_test_lab_train (&self->lab, 2, NORMLAB_TEST_LAB_ENDLESS);
  normlab_test_lab_wait_for_step (&self->lab, 1, 500);
  look (self, 2);
  normlab_test_settle ();
  normlab_evaluation_set_step (self->evaluation, 333);
  g_assert_finalize_object (self->evaluation);
  self->evaluation = NULL;
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/evaluation/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("counts", test_counts);
  ADD ("split", test_split);
  ADD ("steps", test_steps);
  ADD ("live", test_live);
  ADD ("other-data", test_other_data);
  ADD ("from-file", test_from_file);
  ADD ("goes", test_goes);
  return g_test_run ();
}
