/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a matrix and its images say, against plain counting. */
#include "normlab-evaluation-source.h"

#include <math.h>
#include <string.h>

#include "normlab-chart-style.h"
#include "normlab-test-lab.h"
#include "normlab-test-loop.h"
#include "normlab-test.h"

#define ITERATIONS 10
#define N_CLASSES 3

typedef struct
{
  NormlabTestLab lab;
  NormlabEvaluation *evaluation;
} Fixture;

static gboolean
is_comparison (gpointer evaluation)
{
  return normlab_evaluation_is_comparison (evaluation);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  normlab_test_lab_set_up (&self->lab, data);
  self->evaluation = normlab_evaluation_new (self->lab.lab);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->evaluation);
  normlab_test_lab_tear_down (&self->lab, data);
}

/* Two runs, both known. */
static void
train (Fixture *self)
{
  normlab_test_lab_train (&self->lab, 2, ITERATIONS);
  normlab_test_lab_wait_idle (&self->lab, 20);
  normlab_evaluation_set_runs (self->evaluation, normlab_test_lab_get_item (&self->lab, 0),
                               normlab_test_lab_get_item (&self->lab, 1));
  normlab_evaluation_set_looking (self->evaluation, TRUE);
  normlab_test_wait (is_comparison, self->evaluation, 20);
}

static void
look_at_one (Fixture *self)
{
  normlab_evaluation_set_runs (self->evaluation, normlab_test_lab_get_item (&self->lab, 0), NULL);
}

/* How often a run does it, counted image by image. */
static guint
count (Fixture *self, guint run, guint truth, guint answer)
{
  const NormlabPredictions *predictions
      = normlab_evaluation_get_predictions (self->evaluation, run);
  const guint8 *labels = normlab_dataset_get_labels (self->lab.dataset, NORMLAB_SPLIT_TEST);
  guint n = 0;

  for (guint i = 0; i < predictions->n_images; i++)
    n += labels[i] == truth && predictions->answers[i] == answer ? 1 : 0;
  return n;
}

/* Rows sum to the classes' numbers. */
static void
test_matrix (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabConfusionModel) model = NULL;
  guint right = 0, n_images = normlab_dataset_get_n_images (self->lab.dataset, NORMLAB_SPLIT_TEST);

  train (self);
  look_at_one (self);
  model = normlab_evaluation_source_create_matrix (self->evaluation);
  g_assert_null (model->message);
  g_assert_false (model->is_difference);
  g_assert_cmpuint (model->n_classes, ==, N_CLASSES);
  for (guint truth = 0; truth < N_CLASSES; truth++)
    {
      guint sum = 0, column = 0;

      for (guint answer = 0; answer < N_CLASSES; answer++)
        {
          guint n = count (self, 0, truth, answer);

          g_assert_cmpint (normlab_confusion_model_get_count (model, truth, answer), ==, (int) n);
          sum += n;
          column += count (self, 0, answer, truth);
        }
      g_assert_cmpuint (model->totals[truth], ==, sum);
      g_assert_cmpfloat_with_epsilon (model->recalls[truth],
                                      (double) count (self, 0, truth, truth) / sum, 1e-9);
      if (column > 0)
        g_assert_cmpfloat_with_epsilon (model->precisions[truth],
                                        (double) count (self, 0, truth, truth) / column, 1e-9);
      else
        g_assert_true (isnan (model->precisions[truth]));
      right += count (self, 0, truth, truth);
    }
  g_assert_cmpfloat_with_epsilon (model->accuracy, (double) right / n_images, 1e-9);
}

static void
test_difference (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabConfusionModel) model = NULL;
  int greatest = 0;

  train (self);
  model = normlab_evaluation_source_create_matrix (self->evaluation);
  g_assert_true (model->is_difference);
  for (guint truth = 0; truth < N_CLASSES; truth++)
    {
      int sum = 0;

      for (guint answer = 0; answer < N_CLASSES; answer++)
        {
          int expected
              = (int) count (self, 0, truth, answer) - (int) count (self, 1, truth, answer);

          g_assert_cmpint (normlab_confusion_model_get_count (model, truth, answer), ==, expected);
          sum += expected;
          greatest = MAX (greatest, ABS (expected));
        }
      g_assert_cmpint (sum, ==, 0);
    }
  g_assert_cmpint (greatest, >, 0);
  g_assert_cmpuint (model->greatest, ==, (guint) greatest);
}

static void
check_colors (Fixture *self, guint first, guint second, guint more, guint less)
{
  g_autoptr (NormlabConfusionModel) model = NULL;

  normlab_run_item_set_look (normlab_test_lab_get_item (&self->lab, 0), first, FALSE);
  normlab_run_item_set_look (normlab_test_lab_get_item (&self->lab, 1), second, TRUE);
  model = normlab_evaluation_source_create_matrix (self->evaluation);
  g_assert_cmpuint (model->colors[0], ==, more);
  g_assert_cmpuint (model->colors[1], ==, less);
}

/* A difference has the colours of the lines, unless these cannot be told apart. */
static void
test_colors (Fixture *self, gconstpointer data)
{
  train (self);
  check_colors (self, 3, 4, 3, 4);
  check_colors (self, 4, 0, 4, 0);
  check_colors (self, 3, 3, 0, 1);
  check_colors (self, 2, 9, 0, 1);
  check_colors (self, normlab_chart_color_of_step (1, 9), normlab_chart_color_of_step (2, 9), 0, 1);
}

static NormlabGalleryModel *
create_gallery (Fixture *self, NormlabImageListKind kind, guint truth, guint answer)
{
  const NormlabImageList list = { kind, truth, answer };

  return normlab_evaluation_source_create_gallery (self->evaluation, &list);
}

/* Each image is the very one, with what is answered to it. */
static void
check_images (Fixture *self, const NormlabGalleryModel *gallery)
{
  for (guint i = 0; i < gallery->images->len; i++)
    {
      const NormlabGalleryImage *image = g_ptr_array_index (gallery->images, i);

      g_assert_cmpmem (image->pixels, 64,
                       normlab_dataset_get_images (self->lab.dataset, NORMLAB_SPLIT_TEST)
                           + (gsize) image->number * 64,
                       64);
      g_assert_cmpuint (
          image->truth, ==,
          normlab_dataset_get_labels (self->lab.dataset, NORMLAB_SPLIT_TEST)[image->number]);
      for (guint run = 0; run < gallery->n_networks; run++)
        {
          const NormlabPredictions *predictions
              = normlab_evaluation_get_predictions (self->evaluation, run);

          g_assert_cmpuint (image->answers[run], ==, predictions->answers[image->number]);
          g_assert_cmpfloat (image->certainties[run], ==,
                             (double) predictions->certainties[image->number]);
        }
      g_assert_true (g_str_has_prefix (image->description, "Test image "));
    }
}

static void
test_gallery (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabGalleryModel) hardest = NULL, different = NULL, cell = NULL, none = NULL;
  guint n;

  train (self);
  different = create_gallery (self, NORMLAB_IMAGE_LIST_DIFFERENT, 0, 0);
  g_assert_cmpuint (different->n_networks, ==, 2);
  g_assert_cmpuint (different->images->len, >, 0);
  check_images (self, different);
  g_assert_nonnull (strstr (different->name, "answered differently"));
  g_assert_cmpstr (different->title, ==, different->name);
  look_at_one (self);
  hardest = create_gallery (self, NORMLAB_IMAGE_LIST_HARDEST, 0, 0);
  g_assert_cmpuint (hardest->n_networks, ==, 1);
  g_assert_cmpuint (hardest->images->len, ==,
                    MIN (NORMLAB_EVALUATION_MAX_IMAGES,
                         normlab_dataset_get_n_images (self->lab.dataset, NORMLAB_SPLIT_TEST)));
  check_images (self, hardest);
  n = count (self, 0, 1, 1);
  cell = create_gallery (self, NORMLAB_IMAGE_LIST_CELL, 1, 1);
  g_assert_cmpuint (cell->images->len, ==, n);
  check_images (self, cell);
  none = create_gallery (self, NORMLAB_IMAGE_LIST_DIFFERENT, 0, 0);
  g_assert_cmpuint (none->images->len, ==, 0);
}

static void
assert_has (const char *text, const char *part)
{
  g_assert_nonnull (text);
  if (strstr (text, part) == NULL)
    g_error ("\"%s\" is not in \"%s\"", part, text);
}

static gboolean
is_training_set (gpointer data)
{
  Fixture *self = data;

  for (guint run = 0; run < 2; run++)
    {
      const NormlabPredictions *predictions
          = normlab_evaluation_get_predictions (self->evaluation, run);

      if (predictions == NULL || predictions->split != NORMLAB_SPLIT_TRAINING)
        return FALSE;
    }
  return TRUE;
}

/* Of each network what an image is to it, behind what it answers. */
static void
check_training (const NormlabGalleryImage *image, guint n_images, const guint8 *labels)
{
  g_auto (GStrv) lines = g_strsplit (image->description, "\n", 0);
  g_autofree char *as = g_strdup_printf (", trained as %u.", labels[image->number]);
  gboolean noisy = labels[image->number] != image->truth;

  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_true (g_str_has_prefix (lines[0], "Training image "));
  g_assert_cmpint (g_str_has_suffix (lines[1], ", not trained on."), ==, image->number >= n_images);
  g_assert_null (strstr (lines[1], "trained as"));
  g_assert_cmpint (g_str_has_suffix (lines[2], as), ==, noisy);
  g_assert_cmpint (strstr (lines[2], "trained") != NULL, ==, noisy);
}

/* Two runs, of which one is trained on some of the images and the other on all, but not as what
   they are. */
static void
test_training (Fixture *self, gconstpointer data)
{
  const guint n_images = 100;
  const double noise = 0.7;
  g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  NormlabRecipe few = normlab_test_lab_make_recipe (ITERATIONS, 0), noisy = few;
  g_autoptr (GBytes) labels = NULL;
  g_autoptr (NormlabGalleryModel) gallery = NULL;
  guint n_trained = 0;

  few.training_images = n_images;
  noisy.label_noise = noise;
  g_array_append_val (recipes, few);
  g_array_append_val (recipes, noisy);
  normlab_lab_train (self->lab.lab, recipes, self->lab.dataset);
  normlab_test_lab_wait_idle (&self->lab, 20);
  normlab_evaluation_set_runs (self->evaluation, normlab_test_lab_get_item (&self->lab, 0),
                               normlab_test_lab_get_item (&self->lab, 1));
  normlab_evaluation_set_split (self->evaluation, NORMLAB_SPLIT_TRAINING);
  normlab_evaluation_set_looking (self->evaluation, TRUE);
  normlab_test_wait (is_training_set, self, 20);

  labels = normlab_dataset_get_labels_with_noise (self->lab.dataset, noise);
  gallery = create_gallery (self, NORMLAB_IMAGE_LIST_HARDEST, 0, 0);
  g_assert_cmpuint (gallery->n_networks, ==, 2);
  g_assert_cmpuint (gallery->images->len, ==, NORMLAB_EVALUATION_MAX_IMAGES);
  for (guint i = 0; i < gallery->images->len; i++)
    {
      const NormlabGalleryImage *image = g_ptr_array_index (gallery->images, i);

      check_training (image, n_images, g_bytes_get_data (labels, NULL));
      n_trained += image->number < n_images;
    }
  g_assert_cmpuint (n_trained, >, 0);
  g_assert_cmpuint (n_trained, <, gallery->images->len);
}

static void
test_words (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabConfusionModel) difference = NULL, matrix = NULL;
  g_autofree char *compared = NULL, *summary = NULL, *cell = NULL, *both = NULL, *expected = NULL;

  train (self);
  difference = normlab_evaluation_source_create_matrix (self->evaluation);
  compared = normlab_evaluation_source_summarize (self->evaluation, difference);
  assert_has (compared, "+ ");
  assert_has (compared, "− ");
  assert_has (compared, " taken for ");
  both = normlab_evaluation_source_describe (self->evaluation, 0, 1);
  assert_has (both, "\n− 0 taken for 1: ");
  normlab_evaluation_source_add_words (difference, self->evaluation);
  g_assert_cmpstr (difference->title, ==, "Difference of the confusion matrices, test set");

  look_at_one (self);
  matrix = normlab_evaluation_source_create_matrix (self->evaluation);
  summary = normlab_evaluation_source_summarize (self->evaluation, matrix);
  assert_has (summary, ", step 10.");
  assert_has (summary, "Test set: ");
  assert_has (summary, "Lowest recall: ");
  cell = normlab_evaluation_source_describe (self->evaluation, 0, 1);
  expected = g_strdup_printf ("0 taken for 1: %u of %u images of the class", count (self, 0, 0, 1),
                              matrix->totals[0]);
  assert_has (cell, expected);
}

/* The figures in the margin. */
static void
test_margins (Fixture *self, gconstpointer data)
{
  static const struct
  {
    guint row, column;
    const char *begin;
  } cases[] = {
    { 1, N_CLASSES, "Recall of 1: " },
    { N_CLASSES, 2, "Precision of 2: " },
    { N_CLASSES, N_CLASSES, "Accuracy: " },
  };

  train (self);
  look_at_one (self);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text
          = normlab_evaluation_source_describe (self->evaluation, cases[i].row, cases[i].column);

      g_assert_true (g_str_has_prefix (text, cases[i].begin));
    }
}

/* Classes are called by their names wherever one of them is told. */
static void
test_names (Fixture *self, gconstpointer data)
{
  static const char *const names[] = { "Sandal", "Ankle boot", "Bag", NULL };
  const NormlabPredictions *predictions;
  g_autoptr (NormlabConfusionModel) model = NULL;
  g_autoptr (NormlabGalleryModel) hardest = NULL, cell = NULL;
  g_autofree char *text = NULL, *recall = NULL, *described = NULL, *summary = NULL;
  const NormlabGalleryImage *image;

  self->lab.dataset = normlab_test_dataset_name (self->lab.dataset, names);
  train (self);
  look_at_one (self);
  predictions = normlab_evaluation_get_predictions (self->evaluation, 0);
  model = normlab_evaluation_source_create_matrix (self->evaluation);
  g_assert_true (g_strv_equal ((const char *const *) model->class_names, names));
  described = normlab_evaluation_source_describe (self->evaluation, 1, 2);
  assert_has (described, "Ankle boot taken for Bag: ");
  recall = normlab_evaluation_source_describe (self->evaluation, 1, N_CLASSES);
  assert_has (recall, "Recall of Ankle boot: ");
  summary = normlab_evaluation_source_summarize (self->evaluation, model);
  g_assert_true (strstr (summary, "Lowest recall: Sandal, ") != NULL
                 || strstr (summary, "Lowest recall: Ankle boot, ") != NULL
                 || strstr (summary, "Lowest recall: Bag, ") != NULL);
  cell = create_gallery (self, NORMLAB_IMAGE_LIST_CELL, 1, 1);
  assert_has (cell->name, "Ankle boot taken for Ankle boot: ");
  hardest = create_gallery (self, NORMLAB_IMAGE_LIST_HARDEST, 0, 0);
  g_assert_true (g_strv_equal ((const char *const *) hardest->class_names, names));
  image = g_ptr_array_index (hardest->images, 0);
  text = g_strdup_printf ("Test image %u: %s.\n", image->number, names[image->truth]);
  assert_has (image->description, text);
  g_clear_pointer (&text, g_free);
  text = g_strdup_printf (": %s, ", names[predictions->answers[image->number]]);
  assert_has (image->description, text);
}

/* What is not known is said. */
static void
test_unknown (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabConfusionModel) nobody
      = normlab_evaluation_source_create_matrix (self->evaluation);
  g_autoptr (NormlabConfusionModel) waiting = NULL;
  g_autoptr (NormlabGalleryModel) gallery = NULL;

  g_assert_cmpstr (nobody->message, ==, "No network is chosen");
  g_assert_null (normlab_evaluation_source_describe (self->evaluation, 0, 0));
  normlab_test_lab_train (&self->lab, 1, ITERATIONS);
  normlab_test_lab_wait_idle (&self->lab, 20);
  look_at_one (self);
  waiting = normlab_evaluation_source_create_matrix (self->evaluation);
  g_assert_cmpstr (waiting->message, ==, "All images are being looked at…");
  gallery = create_gallery (self, NORMLAB_IMAGE_LIST_HARDEST, 0, 0);
  g_assert_cmpuint (gallery->images->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/evaluation-source/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("matrix", test_matrix);
  ADD ("difference", test_difference);
  ADD ("colors", test_colors);
  ADD ("gallery", test_gallery);
  ADD ("training", test_training);
  ADD ("words", test_words);
  ADD ("margins", test_margins);
  ADD ("names", test_names);
  ADD ("unknown", test_unknown);
  return g_test_run ();
}
