/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which images are hard, or answered differently, against plain counting and sorting. */
#include "normlab-image-list.h"

#include <math.h>

#include "normlab-test.h"
#include "normlab-trainer.h"

enum
{
  CLASSES = 5,
  TEST = 300,
  SOME = 7,
};

typedef struct
{
  NormlabDataset *dataset;
  NormlabPredictions *predictions[2];
} Fixture;

static NormlabPredictions *
predict (NormlabDataset *dataset, guint32 seed)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  NormlabScratch scratch = { 0 };
  g_autoptr (NormlabTrainer) trainer = NULL;
  g_autoptr (NormlabCheckpoint) checkpoint = NULL;
  NormlabPredictions *predictions;

  recipe.seed = seed;
  recipe.learning_rate = 0.05;
  recipe.iterations = 20;
  trainer = normlab_trainer_new (&recipe, dataset, normlab_kernels_get_default (), NULL, NULL);
  normlab_trainer_advance (trainer, recipe.iterations, &scratch, NULL, NULL);
  normlab_scratch_clear (&scratch);
  checkpoint = normlab_trainer_save (trainer);
  predictions
      = normlab_predictions_new (&recipe, dataset, NORMLAB_SPLIT_TEST, checkpoint, NULL, NULL);
  g_assert_nonnull (predictions);
  return predictions;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->dataset = normlab_test_dataset (4, 5, CLASSES, 200, TEST);
  for (guint i = 0; i < 2; i++)
    self->predictions[i] = predict (self->dataset, i);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    normlab_predictions_unref (self->predictions[i]);
  normlab_dataset_unref (self->dataset);
}

static guint
get_number (const GArray *numbers, guint i)
{
  return g_array_index (numbers, guint, i);
}

static float
get_difference (Fixture *self, guint i)
{
  return fabsf (self->predictions[0]->losses[i] - self->predictions[1]->losses[i]);
}

/* Each is in the list once, the hardest first, and of what is not there nothing is harder. */
static void
test_hardest (Fixture *self, gconstpointer data)
{
  const NormlabImageList list = { .kind = NORMLAB_IMAGE_LIST_HARDEST };
  const float *losses = self->predictions[0]->losses;
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) some = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean seen[TEST] = { FALSE };

  g_assert_cmpuint (normlab_image_list_find (&list, self->predictions[0], NULL, TEST, all), ==,
                    TEST);
  g_assert_cmpuint (all->len, ==, TEST);
  for (guint i = 0; i < TEST; i++)
    {
      g_assert_false (seen[get_number (all, i)]);
      seen[get_number (all, i)] = TRUE;
      if (i > 0)
        g_assert_cmpfloat (losses[get_number (all, i - 1)], >=, losses[get_number (all, i)]);
    }
  g_assert_cmpuint (
      normlab_image_list_find (&list, self->predictions[0], self->predictions[1], SOME, some), ==,
      TEST);
  g_assert_cmpmem (some->data, some->len * sizeof (guint), all->data, SOME * sizeof (guint));
  g_assert_cmpuint (normlab_image_list_find (&list, self->predictions[0], NULL, 0, some), ==, TEST);
  g_assert_cmpuint (some->len, ==, SOME);
}

/* As many as there are by counting, and only such. */
static void
test_different (Fixture *self, gconstpointer data)
{
  const NormlabImageList list = { .kind = NORMLAB_IMAGE_LIST_DIFFERENT };
  const NormlabPredictions *a = self->predictions[0], *b = self->predictions[1];
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  guint expected = 0, n = normlab_image_list_find (&list, a, b, TEST, numbers);

  for (guint i = 0; i < TEST; i++)
    expected += a->answers[i] != b->answers[i] ? 1 : 0;
  g_assert_cmpuint (expected, >, 10);
  g_assert_cmpuint (n, ==, expected);
  g_assert_cmpuint (numbers->len, ==, expected);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (a->answers[get_number (numbers, i)], !=,
                        b->answers[get_number (numbers, i)]);
      if (i > 0)
        g_assert_cmpfloat (get_difference (self, get_number (numbers, i - 1)), >=,
                           get_difference (self, get_number (numbers, i)));
    }
}

/* Each cell has as many images as its figure says; where two networks are compared, those that only
 * the first has less those that only the second has make the difference of the figures. */
static void
check_cell (Fixture *self, guint truth, guint answer)
{
  const NormlabImageList list = { NORMLAB_IMAGE_LIST_CELL, truth, answer };
  const NormlabPredictions *a = self->predictions[0], *b = self->predictions[1];
  const guint8 *labels = normlab_predictions_get_labels (a);
  guint cell = truth * CLASSES + answer;
  g_autoptr (GArray) own = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) either = g_array_new (FALSE, FALSE, sizeof (guint));
  int difference = 0;

  g_assert_cmpuint (normlab_image_list_find (&list, a, NULL, TEST, own), ==, a->counts[cell]);
  for (guint i = 0; i < own->len; i++)
    {
      g_assert_cmpuint (labels[get_number (own, i)], ==, truth);
      g_assert_cmpuint (a->answers[get_number (own, i)], ==, answer);
    }
  normlab_image_list_find (&list, a, b, TEST, either);
  for (guint i = 0; i < either->len; i++)
    {
      guint number = get_number (either, i);

      g_assert_cmpuint (labels[number], ==, truth);
      g_assert_cmpuint (a->answers[number], !=, b->answers[number]);
      difference += a->answers[number] == answer ? 1 : 0;
      difference -= b->answers[number] == answer ? 1 : 0;
    }
  g_assert_cmpint (difference, ==, (int) a->counts[cell] - (int) b->counts[cell]);
}

static void
test_cells (Fixture *self, gconstpointer data)
{
  for (guint truth = 0; truth < CLASSES; truth++)
    for (guint answer = 0; answer < CLASSES; answer++)
      check_cell (self, truth, answer);
}

/* What has no finite loss comes first, and of equals the first. */
static void
test_not_finite (Fixture *self, gconstpointer data)
{
  const NormlabImageList list = { .kind = NORMLAB_IMAGE_LIST_HARDEST };
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));

  self->predictions[0]->losses[17] = NAN;
  self->predictions[0]->losses[99] = NAN;
  normlab_image_list_find (&list, self->predictions[0], NULL, 3, numbers);
  g_assert_cmpuint (get_number (numbers, 0), ==, 17);
  g_assert_cmpuint (get_number (numbers, 1), ==, 99);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/image-list/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("hardest", test_hardest);
  ADD ("different", test_different);
  ADD ("cells", test_cells);
  ADD ("not-finite", test_not_finite);
  return g_test_run ();
}
