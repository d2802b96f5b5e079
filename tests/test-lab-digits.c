/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all shown runs answer to one image. */
#include "normlab-digits.h"

#include <string.h>

#include "normlab-data-format.h"
#include "normlab-digits-source.h"
#include "normlab-test-lab.h"
#include "normlab-test-loop.h"
#include "normlab-test.h"

#define ITERATIONS 200
#define N_TEST 60
#define N_PAPER (NORMLAB_DRAWING_SIZE * NORMLAB_DRAWING_SIZE)

typedef struct
{
  NormlabTestLab lab;
  NormlabDigits *digits;
  guint n_changed;
} Fixture;

static void
count_changed (NormlabDigits *digits, gpointer data)
{
  ((Fixture *) data)->n_changed++;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  normlab_test_lab_set_up (&self->lab, data);
  self->digits = normlab_digits_new (self->lab.lab);
  g_signal_connect (self->digits, "changed", G_CALLBACK (count_changed), self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  if (self->digits != NULL)
    g_assert_finalize_object (self->digits);
  normlab_test_lab_tear_down (&self->lab, data);
}

static void
train (Fixture *self, guint n)
{
  normlab_test_lab_train (&self->lab, n, ITERATIONS);
  normlab_test_lab_wait_idle (&self->lab, 20);
  normlab_digits_set_looking (self->digits, TRUE);
}

static gboolean
is_at (gpointer data)
{
  Fixture *self = data;

  for (guint i = 0; i < normlab_digits_get_n_answers (self->digits); i++)
    {
      const NormlabDigitsAnswer *answer = normlab_digits_get_answer (self->digits, i);

      if (answer->state != NORMLAB_DIGITS_ANSWERS || answer->step != ITERATIONS)
        return FALSE;
    }
  return TRUE;
}

static void
wait_end (Fixture *self)
{
  normlab_test_wait (is_at, self, 20);
}

static guint
get_class (Fixture *self, guint i)
{
  const NormlabDigitsAnswer *answer = normlab_digits_get_answer (self->digits, i);

  g_assert_cmpint (answer->state, ==, NORMLAB_DIGITS_ANSWERS);
  g_assert_nonnull (answer->network);
  return normlab_recognizer_get_answer (answer->network);
}

/* Going through the test set, each run is right as often as was measured. */
static void
test_answers (Fixture *self, gconstpointer data)
{
  guint right[2] = { 0 };

  train (self, 2);
  wait_end (self);
  g_assert_cmpuint (normlab_digits_get_n_answers (self->digits), ==, 2);
  g_assert_cmpuint (normlab_digits_get_n_images (self->digits), ==, N_TEST);
  for (guint number = 0; number < N_TEST; number++)
    {
      g_assert_cmpint (normlab_digits_get_number (self->digits), ==, (int) number);
      for (guint i = 0; i < 2; i++)
        right[i] += (int) get_class (self, i) == normlab_digits_get_truth (self->digits) ? 1 : 0;
      normlab_digits_move (self->digits, 1);
    }
  g_assert_cmpint (normlab_digits_get_number (self->digits), ==, 0);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpfloat_with_epsilon (
        normlab_run_get_final_accuracy (normlab_test_lab_get_run (&self->lab, i)),
        (double) right[i] / N_TEST, 1e-6);
}

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("\"%s\" is not in \"%s\"", part, text);
}

/* Classes are called by their names: of the image, in the cards, in the path and in words. */
static void
test_names (Fixture *self, gconstpointer data)
{
  static const char *const names[] = { "Sandal", "Ankle boot", "Bag", NULL };
  g_autoptr (NormlabDigitsModel) model = NULL;
  g_autofree char *summary = NULL, *described = NULL, *title = NULL, *note = NULL;
  const NormlabDigitsCard *card;
  const NormlabDigitsLayer *output;

  self->lab.dataset = normlab_test_dataset_name (self->lab.dataset, names);
  train (self, 1);
  wait_end (self);
  model = normlab_digits_source_create (self->digits, NULL);
  card = g_ptr_array_index (model->cards, 0);
  output = g_ptr_array_index (model->layers, model->layers->len - 1);
  title = g_strdup_printf ("Test image 0: %s", names[normlab_digits_get_truth (self->digits)]);
  g_assert_cmpstr (model->image_title, ==, title);
  g_assert_true (g_strv_equal ((const char *const *) card->class_names, names));
  g_assert_true (g_strv_equal ((const char *const *) output->names, names));
  note = g_strdup_printf ("%s · ", names[card->answer]);
  g_assert_true (g_str_has_prefix (output->note, note));
  summary = normlab_digits_source_summarize (model);
  assert_has (summary, title);
  assert_has (summary, names[card->answer]);
  described = normlab_digits_source_describe (model, model->layers->len - 1, 1);
  g_assert_true (g_str_has_prefix (described, "Class Ankle boot: "));
}

static void
test_images (Fixture *self, gconstpointer data)
{
  const guint8 *images;

  g_assert_null (normlab_digits_get_image (self->digits));
  g_assert_cmpint (normlab_digits_get_number (self->digits), ==, -1);
  normlab_digits_move (self->digits, 1);
  train (self, 1);
  images = normlab_dataset_get_images (self->lab.dataset, NORMLAB_SPLIT_TEST);
  g_assert_true (normlab_digits_get_image (self->digits) == images);
  normlab_digits_move (self->digits, -1);
  g_assert_cmpint (normlab_digits_get_number (self->digits), ==, N_TEST - 1);
  normlab_digits_move (self->digits, 3);
  g_assert_cmpint (normlab_digits_get_number (self->digits), ==, 2);
  g_assert_true (normlab_digits_get_image (self->digits) == images + 2 * 64);
  normlab_digits_show (self->digits, 1000);
  g_assert_cmpint (normlab_digits_get_number (self->digits), ==, N_TEST - 1);
  normlab_digits_set_seed (self->digits, 1);
  normlab_digits_show_random (self->digits);
  g_assert_cmpint (normlab_digits_get_number (self->digits), <, N_TEST);
}

/* Those of the training set come in the same way, whoever looks at answers or not, and those of
 * another data set only while a shown run has it. */
static void
test_sets (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabDataset) other = normlab_test_dataset (8, 8, 3, 100, 20);
  g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  NormlabRecipe recipe = normlab_test_lab_make_recipe (20, 9);
  guint n_training = normlab_dataset_get_n_images (self->lab.dataset, NORMLAB_SPLIT_TRAINING);

  train (self, 1);
  wait_end (self);
  normlab_digits_set_looking (self->digits, FALSE);
  self->n_changed = 0;
  normlab_digits_show_of (self->digits, self->lab.dataset, NORMLAB_SPLIT_TRAINING, 7);
  g_assert_cmpuint (self->n_changed, >, 0);
  normlab_digits_set_looking (self->digits, TRUE);
  g_assert_cmpuint (normlab_digits_get_n_images (self->digits), ==, n_training);
  g_assert_true (normlab_digits_get_image (self->digits)
                 == normlab_dataset_get_images (self->lab.dataset, NORMLAB_SPLIT_TRAINING)
                        + 7 * 64);
  g_assert_cmpint (normlab_digits_get_truth (self->digits), ==,
                   normlab_dataset_get_labels (self->lab.dataset, NORMLAB_SPLIT_TRAINING)[7]);
  get_class (self, 0);
  normlab_digits_set_split (self->digits, NORMLAB_SPLIT_TEST);
  g_assert_cmpuint (normlab_digits_get_n_images (self->digits), ==, N_TEST);
  g_assert_cmpint (normlab_digits_get_number (self->digits), ==, 7);

  g_array_append_val (recipes, recipe);
  normlab_lab_train (self->lab.lab, recipes, other);
  normlab_test_lab_wait_idle (&self->lab, 20);
  normlab_digits_show_of (self->digits, other, NORMLAB_SPLIT_TEST, 3);
  g_assert_true (normlab_digits_get_dataset (self->digits) == other);
  normlab_run_item_set_shown (normlab_test_lab_get_item (&self->lab, 1), FALSE);
  g_assert_true (normlab_digits_get_dataset (self->digits) == self->lab.dataset);
}

/* What is drawn comes to the networks framed, and a test image comes back. */
static void
test_drawing (Fixture *self, gconstpointer data)
{
  train (self, 1);
  wait_end (self);
  normlab_digits_show (self->digits, 5);
  normlab_digits_extend_stroke (self->digits, 0.2, 0.2, 0.1);
  g_assert_cmpint (normlab_digits_get_number (self->digits), ==, 5);

  normlab_digits_begin_stroke (self->digits, 0.1, 0.1, 0.1);
  normlab_digits_extend_stroke (self->digits, 0.1, 0.4, 0.1);
  g_assert_cmpint (normlab_digits_get_number (self->digits), ==, -1);
  g_assert_cmpint (normlab_digits_get_truth (self->digits), ==, -1);
  g_assert_nonnull (normlab_digits_get_image (self->digits));
  /* The stroke is 6 of 8 pixels long, and in the middle. */
  for (guint y = 0; y < 8; y++)
    g_assert_cmpint (normlab_digits_get_image (self->digits)[y * 8 + 4] > 0, ==, y >= 1 && y < 7);
  get_class (self, 0);

  g_assert_true (normlab_digits_get_can_undo (self->digits));
  normlab_digits_clear (self->digits);
  g_assert_null (normlab_digits_get_image (self->digits));
  g_assert_null (normlab_digits_get_answer (self->digits, 0)->network);
  normlab_digits_undo (self->digits);
  g_assert_nonnull (normlab_digits_get_image (self->digits));
  normlab_digits_move (self->digits, 1);
  g_assert_cmpint (normlab_digits_get_number (self->digits), ==, 5);
  g_assert_false (normlab_digits_get_can_undo (self->digits));

  normlab_digits_begin_stroke (self->digits, 0.5, 0.5, 0.1);
  g_assert_cmpuint (normlab_drawing_get_n_strokes (normlab_digits_get_drawing (self->digits)), ==,
                    1);
}

/* What is drawn comes to each network as the images that it learnt from are: to one whose images
 * are white the inverse, to the bit. On paper it is what was drawn. */
static void
test_drawing_of_bright (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabDataset) bright = NULL;
  g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  NormlabRecipe recipe = normlab_test_lab_make_recipe (ITERATIONS, 0);
  g_autofree guint8 *plain = NULL;
  g_autofree guint8 *paper = NULL;
  double first[2][3];

  bright = normlab_dataset_read (normlab_dataset_ref (self->lab.dataset), NORMLAB_READING_INVERTED,
                                 NULL, NULL);
  g_assert_true (normlab_dataset_is_bright (bright));
  g_assert_false (normlab_dataset_is_bright (self->lab.dataset));
  train (self, 1);
  g_array_append_val (recipes, recipe);
  normlab_lab_train (self->lab.lab, recipes, bright);
  normlab_test_lab_wait_idle (&self->lab, 20);
  wait_end (self);

  for (guint i = 0; i < 2; i++)
    {
      guint8 expected[64];

      normlab_digits_show_of (self->digits, i == 0 ? self->lab.dataset : bright, NORMLAB_SPLIT_TEST,
                              0);
      normlab_digits_begin_stroke (self->digits, 0.1, 0.1, 0.1);
      normlab_digits_extend_stroke (self->digits, 0.2, 0.4, 0.1);
      if (i == 0)
        {
          plain = g_memdup2 (normlab_digits_get_image (self->digits), 64);
          paper = g_memdup2 (normlab_drawing_get_pixels (normlab_digits_get_drawing (self->digits)),
                             N_PAPER);
        }
      for (guint k = 0; k < 64; k++)
        expected[k] = i == 0 ? plain[k] : 255 - plain[k];
      g_assert_cmpmem (normlab_digits_get_image (self->digits), 64, expected, 64);
      g_assert_cmpmem (normlab_drawing_get_pixels (normlab_digits_get_drawing (self->digits)),
                       N_PAPER, paper, N_PAPER);
      /* Whichever is shown, each gets its own. */
      for (guint k = 0; k < 2; k++)
        {
          const NormlabDigitsAnswer *answer = normlab_digits_get_answer (self->digits, k);
          const double *probabilities;

          g_assert_cmpint (answer->state, ==, NORMLAB_DIGITS_ANSWERS);
          probabilities = normlab_recognizer_get_probabilities (answer->network);
          if (i == 0)
            memcpy (first[k], probabilities, sizeof first[k]);
          g_assert_cmpmem (probabilities, sizeof first[k], first[k], sizeof first[k]);
        }
    }
}

/* Built-in digits that are turned lie on their side, and so does what is drawn. Of others it is not
 * known which way is up. */
static void
test_drawing_of_turned (void)
{
  g_autoptr (NormlabDataset) builtin
      = normlab_dataset_open_as (NULL, NORMLAB_READING_ALL, NULL, NULL);
  g_autoptr (NormlabDataset) mine = normlab_dataset_read (normlab_test_dataset (8, 8, 3, 30, 9),
                                                          NORMLAB_READING_TURNED, NULL, NULL);
  static const guint8 image[] = { 0, 100, 255, 7 };
  static const guint8 expected[] = { 255, 0, 155, 248 };
  guint8 adapted[4];

  g_assert_cmpint (normlab_dataset_get_drawing_way (mine), ==, NORMLAB_READING_PLAIN);
  g_assert_cmpint (normlab_dataset_get_drawing_way (builtin), ==, NORMLAB_READING_ALL);
  normlab_reading_apply (NORMLAB_READING_ALL, image, adapted, 2, 2);
  g_assert_cmpmem (adapted, 4, expected, 4);
}

static gboolean
has_searched (gpointer digits)
{
  return !normlab_digits_is_searching (digits);
}

/* Only what the first shown run gets wrong. */
static void
test_wrong (Fixture *self, gconstpointer data)
{
  normlab_test_lab_train (&self->lab, 1, 10);
  normlab_test_lab_wait_idle (&self->lab, 20);
  normlab_digits_show_wrong (self->digits);
  g_assert_false (normlab_digits_is_searching (self->digits));
  normlab_digits_set_looking (self->digits, TRUE);
  normlab_digits_set_seed (self->digits, 3);
  for (guint i = 0; i < 5; i++)
    {
      normlab_digits_show_wrong (self->digits);
      normlab_test_wait (has_searched, self->digits, 20);
      g_assert_false (normlab_digits_get_missed (self->digits));
      g_assert_cmpint ((int) get_class (self, 0), !=, normlab_digits_get_truth (self->digits));
    }
}

/* A network that makes no mistake has none. */
static void
test_no_wrong (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  NormlabRecipe recipe = normlab_test_lab_make_recipe (2000, 0);

  recipe.hidden[0] = 32;
  recipe.learning_rate = 0.1;
  g_array_append_val (recipes, recipe);
  normlab_lab_train (self->lab.lab, recipes, self->lab.dataset);
  normlab_test_lab_wait_idle (&self->lab, 20);
  g_assert_cmpfloat (normlab_run_get_final_accuracy (normlab_test_lab_get_run (&self->lab, 0)), ==,
                     1);
  normlab_digits_set_looking (self->digits, TRUE);
  normlab_digits_show_wrong (self->digits);
  normlab_test_wait (has_searched, self->digits, 20);
  g_assert_true (normlab_digits_get_missed (self->digits));
  normlab_digits_move (self->digits, 1);
  g_assert_false (normlab_digits_get_missed (self->digits));
}

typedef struct
{
  Fixture *fixture;
  guint step;
} Goal;

static gboolean
is_reached (gpointer data)
{
  const Goal *goal = data;
  const NormlabDigitsAnswer *answer = normlab_digits_get_answer (goal->fixture->digits, 0);

  return answer->state == NORMLAB_DIGITS_ANSWERS && answer->step == goal->step;
}

/* The network of the step, trained by hand. */
static void
check_step (Fixture *self, guint step)
{
  Goal goal = { self, step };
  NormlabRecipe recipe = normlab_test_lab_make_recipe (ITERATIONS, 0);
  g_autoptr (NormlabTrainer) trainer = normlab_trainer_new (
      &recipe, self->lab.dataset, normlab_kernels_get_default (), NULL, NULL);
  g_autoptr (NormlabRecognizer) expected
      = normlab_recognizer_new (&recipe, 64, 3, normlab_kernels_get_default (), NULL);
  g_autoptr (NormlabCheckpoint) checkpoint = NULL;
  NormlabScratch scratch = { 0 };

  normlab_digits_set_step (self->digits, step);
  normlab_test_wait (is_reached, &goal, 20);
  normlab_trainer_advance (trainer, step, &scratch, NULL, NULL);
  checkpoint = normlab_trainer_save (trainer);
  g_assert_true (normlab_recognizer_take (expected, checkpoint));
  g_assert_true (
      normlab_recognizer_recognize (expected, normlab_digits_get_image (self->digits), NULL));
  g_assert_cmpmem (
      normlab_recognizer_get_probabilities (expected), 3 * sizeof (double),
      normlab_recognizer_get_probabilities (normlab_digits_get_answer (self->digits, 0)->network),
      3 * sizeof (double));
  normlab_scratch_clear (&scratch);
}

static void
test_steps (Fixture *self, gconstpointer data)
{
  train (self, 1);
  check_step (self, 37);
  check_step (self, 0);
  check_step (self, 150);
  normlab_digits_set_step (self->digits, NORMLAB_DIGITS_LIVE);
  wait_end (self);
}

static gboolean
has_changed_often (gpointer data)
{
  return ((Fixture *) data)->n_changed > 4;
}

/* While runs train, answers follow, and not more than ten times a second, without a probe; while
 * nobody looks, nothing happens. */
static void
test_live (Fixture *self, gconstpointer data)
{
  gint64 begin = g_get_monotonic_time ();
  guint step, n;

  normlab_lab_set_speed (self->lab.lab, 500);
  normlab_test_lab_train (&self->lab, 1, NORMLAB_TEST_LAB_ENDLESS);
  normlab_test_lab_wait_for_step (&self->lab, 0, 10);
  g_assert_cmpuint (self->n_changed, ==, 0);
  g_assert_cmpuint (normlab_digits_get_n_recognized (self->digits), ==, 0);

  normlab_digits_set_looking (self->digits, TRUE);
  normlab_digits_get_answer (self->digits, 0);
  self->n_changed = 0;
  step = normlab_digits_get_answer (self->digits, 0)->step;
  while (self->n_changed <= 4)
    {
      guint before = self->n_changed;

      normlab_test_settle ();
      if (self->n_changed > before)
        normlab_digits_get_answer (self->digits, 0);
      g_assert_cmpint (g_get_monotonic_time () - begin, <, 60 * G_TIME_SPAN_SECOND);
    }
  g_assert_true (has_changed_often (self));
  g_assert_cmpuint (normlab_digits_get_answer (self->digits, 0)->step, >, step);
  g_assert_cmpuint (normlab_digits_get_n_recognized (self->digits), >, 1);
  g_assert_cmpuint (normlab_digits_get_n_recognized (self->digits), <=,
                    2 + (g_get_monotonic_time () - begin) / (90 * G_TIME_SPAN_MILLISECOND));

  g_assert_cmpuint (normlab_run_get_n_probes (normlab_test_lab_get_run (&self->lab, 0)), ==, 0);

  normlab_digits_set_looking (self->digits, FALSE);
  n = self->n_changed;
  step = normlab_run_get_step (normlab_test_lab_get_run (&self->lab, 0));
  normlab_test_lab_wait_for_step (&self->lab, 0, step + 50);
  g_assert_cmpuint (self->n_changed, ==, n);
  normlab_lab_stop (self->lab.lab, NULL);
  normlab_test_lab_wait_idle (&self->lab, 20);
}

/* Hidden ones do not answer, and what is gone is let go of. */
static void
test_shown (Fixture *self, gconstpointer data)
{
  train (self, 3);
  wait_end (self);
  self->n_changed = 0;
  normlab_run_item_set_shown (normlab_test_lab_get_item (&self->lab, 1), FALSE);
  g_assert_cmpuint (self->n_changed, >, 0);
  g_assert_cmpuint (normlab_digits_get_n_answers (self->digits), ==, 2);
  g_assert_true (normlab_digits_get_answer (self->digits, 1)->item
                 == normlab_test_lab_get_item (&self->lab, 2));
  normlab_lab_clear (self->lab.lab);
  normlab_lab_forget_removed (self->lab.lab);
  g_assert_cmpuint (normlab_digits_get_n_answers (self->digits), ==, 0);
  g_assert_null (normlab_digits_get_image (self->digits));
}

/* Images of another size are no question to a run. */
static void
test_other_size (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabDataset) other = normlab_test_dataset (4, 5, 3, 100, 20);
  g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  NormlabRecipe recipe = normlab_test_lab_make_recipe (20, 9);

  train (self, 1);
  g_array_append_val (recipes, recipe);
  normlab_lab_train (self->lab.lab, recipes, other);
  normlab_test_lab_wait_idle (&self->lab, 20);
  g_assert_cmpuint (normlab_digits_get_n_answers (self->digits), ==, 2);
  g_assert_cmpint (normlab_digits_get_answer (self->digits, 1)->state, ==,
                   NORMLAB_DIGITS_OTHER_SIZE);
  normlab_run_item_set_shown (normlab_test_lab_get_item (&self->lab, 0), FALSE);
  g_assert_cmpuint (normlab_digits_get_n_images (self->digits), ==, 20);
}

/* A run from a file answers once its data are there. */
static void
test_from_file (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabRun *run;

  train (self, 1);
  run = normlab_test_lab_get_run (&self->lab, 0);
  g_ptr_array_add (runs, normlab_run_new_from_history (
                             normlab_run_get_recipe (run), normlab_run_get_data (run),
                             NORMLAB_RUN_FINISHED, ITERATIONS, 1, 0, normlab_run_get_samples (run),
                             normlab_run_get_n_samples (run)));
  normlab_lab_clear (self->lab.lab);
  normlab_lab_add_ended (self->lab.lab, runs);
  g_assert_cmpint (normlab_digits_get_answer (self->digits, 0)->state, ==, NORMLAB_DIGITS_NO_DATA);
  g_assert_null (normlab_digits_get_image (self->digits));
  normlab_lab_set_dataset (self->lab.lab, self->lab.dataset);
  wait_end (self);
  get_class (self, 0);
  normlab_lab_set_dataset (self->lab.lab, NULL);
  g_assert_cmpint (normlab_digits_get_answer (self->digits, 0)->state, ==, NORMLAB_DIGITS_NO_DATA);
}

/* It may go in the middle of everything. */
static void
test_goes (Fixture *self, gconstpointer data)
{
  normlab_test_lab_train (&self->lab, 2, NORMLAB_TEST_LAB_ENDLESS);
  normlab_test_lab_wait_for_step (&self->lab, 1, 500);
  normlab_digits_set_looking (self->digits, TRUE);
  normlab_digits_get_answer (self->digits, 0);
  normlab_digits_show_wrong (self->digits);
  normlab_digits_set_step (self->digits, 333);
  g_assert_finalize_object (self->digits);
  self->digits = NULL;
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/lab-digits/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("answers", test_answers);
  ADD ("names", test_names);
  ADD ("images", test_images);
  ADD ("sets", test_sets);
  ADD ("drawing", test_drawing);
  ADD ("drawing-of-bright", test_drawing_of_bright);
  g_test_add_func ("/lab-digits/drawing-of-turned", test_drawing_of_turned);
  ADD ("wrong", test_wrong);
  ADD ("no-wrong", test_no_wrong);
  ADD ("steps", test_steps);
  ADD ("live", test_live);
  ADD ("shown", test_shown);
  ADD ("other-size", test_other_size);
  ADD ("from-file", test_from_file);
  ADD ("goes", test_goes);
  return g_test_run ();
}
