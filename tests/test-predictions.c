/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a network answers to all images, against counting with the trainer itself. */
#include "normlab-predictions.h"

#include <math.h>

#include "normlab-confusion.h"
#include "normlab-error.h"
#include "normlab-recognizer.h"
#include "normlab-test.h"

enum
{
  CLASSES = 7,
  TRAINING = 600, /* more than are evaluated at once */
  TEST = 321,
  STEPS = 40,
};

typedef struct
{
  NormlabRecipe recipe;
  NormlabDataset *dataset;
  NormlabTrainer *trainer;
  NormlabCheckpoint *checkpoint;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  NormlabScratch scratch = { 0 };

  self->recipe = (NormlabRecipe) NORMLAB_RECIPE_DEFAULT;
  self->recipe.learning_rate = 0.1;
  self->recipe.iterations = STEPS;
  self->dataset = normlab_test_dataset (4, 5, CLASSES, TRAINING, TEST);
  self->trainer = normlab_trainer_new (&self->recipe, self->dataset, normlab_kernels_get_default (),
                                       NULL, NULL);
  g_assert_cmpint (normlab_trainer_advance (self->trainer, STEPS, &scratch, NULL, NULL), ==,
                   NORMLAB_TRAINER_OK);
  self->checkpoint = normlab_trainer_save (self->trainer);
  normlab_scratch_clear (&scratch);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  normlab_checkpoint_unref (self->checkpoint);
  normlab_trainer_free (self->trainer);
  normlab_dataset_unref (self->dataset);
}

static NormlabPredictions *
predict (Fixture *self, NormlabSplit split)
{
  g_autoptr (GError) error = NULL;
  NormlabPredictions *predictions = normlab_predictions_new (&self->recipe, self->dataset, split,
                                                             self->checkpoint, NULL, &error);

  g_assert_no_error (error);
  return predictions;
}

/* Rows sum to the classes' numbers, columns to those of the answers, the diagonal to what is right;
 * all as the trainer counts. */
static void
check_counts (Fixture *self, NormlabSplit split)
{
  g_autoptr (NormlabPredictions) predictions = predict (self, split);
  const guint8 *labels = normlab_dataset_get_labels (self->dataset, split);
  guint expected[CLASSES * CLASSES], truths[CLASSES] = { 0 }, answers[CLASSES] = { 0 }, right = 0;
  NormlabScratch scratch = { 0 };

  normlab_confusion_count (self->trainer, split, expected, &scratch, NULL, NULL);
  normlab_scratch_clear (&scratch);
  g_assert_cmpuint (predictions->step, ==, STEPS);
  g_assert_cmpuint (predictions->n_images, ==, normlab_dataset_get_n_images (self->dataset, split));
  g_assert_cmpuint (predictions->n_classes, ==, CLASSES);
  g_assert_cmpmem (predictions->counts, sizeof expected, expected, sizeof expected);
  for (guint i = 0; i < predictions->n_images; i++)
    {
      truths[labels[i]]++;
      answers[predictions->answers[i]]++;
      right += labels[i] == predictions->answers[i] ? 1 : 0;
      g_assert_cmpfloat (predictions->certainties[i], >, 0);
      g_assert_cmpfloat (predictions->losses[i], >=, 0);
    }
  for (guint k = 0; k < CLASSES; k++)
    {
      g_assert_cmpuint (normlab_predictions_count_truth (predictions, k), ==, truths[k]);
      g_assert_cmpuint (normlab_predictions_count_answer (predictions, k), ==, answers[k]);
    }
  g_assert_cmpuint (normlab_predictions_count_right (predictions), ==, right);
  g_assert_cmpuint (right, >, predictions->n_images / CLASSES);
}

static void
test_counts (Fixture *self, gconstpointer data)
{
  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    check_counts (self, split);
}

static void
test_match (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabPredictions) a = predict (self, NORMLAB_SPLIT_TEST);
  g_autoptr (NormlabPredictions) b = predict (self, NORMLAB_SPLIT_TEST);
  g_autoptr (NormlabPredictions) c = predict (self, NORMLAB_SPLIT_TRAINING);
  g_autoptr (NormlabPredictions) d = normlab_predictions_ref (a);

  g_assert_true (normlab_predictions_match (a, b));
  g_assert_true (normlab_predictions_match (a, d));
  g_assert_false (normlab_predictions_match (a, c));
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  NormlabRecipe larger = self->recipe;
  const gint stop = 1;

  larger.hidden[0] = 500;
  g_assert_null (normlab_predictions_new (&larger, self->dataset, NORMLAB_SPLIT_TEST,
                                          self->checkpoint, NULL, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
  g_clear_error (&error);
  g_assert_null (normlab_predictions_new (&self->recipe, self->dataset, NORMLAB_SPLIT_TEST,
                                          self->checkpoint, &stop, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/predictions/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("counts", test_counts);
  ADD ("match", test_match);
  ADD ("refused", test_refused);
  return g_test_run ();
}
