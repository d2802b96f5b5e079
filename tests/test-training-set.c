/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a data set is trained on: how many images, and under which labels. */
#include "normlab-error.h"
#include "normlab-random.h"
#include "normlab-test.h"
#include "normlab-trainer-private.h"

enum
{
  N_TRAINING = 5000,
  N_TEST = 50,
  N_CLASSES = 10,
  N_THREADS = 6,
};

static NormlabDataset *
create_dataset (void)
{
  return normlab_test_dataset (3, 4, N_CLASSES, N_TRAINING, N_TEST);
}

static const guint8 *
peek (GBytes *labels)
{
  gsize n;
  const guint8 *bytes = g_bytes_get_data (labels, &n);

  g_assert_cmpuint (n, ==, N_TRAINING);
  return bytes;
}

/* What numpy.random.RandomState (0).rand () gives first. */
static void
test_stream (void)
{
  static const double numbers[] = { 0.5488135,  0.71518937, 0.60276338, 0.54488318, 0.4236548,
                                    0.64589411, 0.43758721, 0.891773,   0.96366276, 0.38344152 };
  static const double shares[] = { 0, 0.4, 0.43, 0.5, 0.6, 0.9, 1 };
  g_autoptr (NormlabDataset) dataset = create_dataset ();
  const guint8 *labels = normlab_dataset_get_labels (dataset, NORMLAB_SPLIT_TRAINING);
  g_autoptr (GBytes) all = normlab_dataset_get_labels_with_noise (dataset, 1);

  for (guint s = 0; s < G_N_ELEMENTS (shares); s++)
    {
      g_autoptr (GBytes) noisy = normlab_dataset_get_labels_with_noise (dataset, shares[s]);

      for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
        g_assert_cmpuint (peek (noisy)[i], ==, numbers[i] < shares[s] ? peek (all)[i] : labels[i]);
    }
}

/* As many are drawn as are asked for, evenly, and of these one in ten is right by chance. */
static void
test_share (void)
{
  const double share = 0.3;
  g_autoptr (NormlabDataset) dataset = create_dataset ();
  const guint8 *labels = normlab_dataset_get_labels (dataset, NORMLAB_SPLIT_TRAINING);
  g_autoptr (GBytes) noisy = normlab_dataset_get_labels_with_noise (dataset, share);
  g_autoptr (GBytes) all = normlab_dataset_get_labels_with_noise (dataset, 1);
  NormlabRandom random;
  guint n_wrong = 0, n_flipped = 0, counts[N_CLASSES] = { 0 };

  normlab_random_seed (&random, 0);
  for (guint i = 0; i < N_TRAINING; i++)
    {
      gboolean flipped = normlab_random_double (&random) < share;

      n_flipped += flipped;
      g_assert_cmpuint (peek (noisy)[i], ==, flipped ? peek (all)[i] : labels[i]);
      n_wrong += peek (noisy)[i] != labels[i];
      counts[peek (all)[i]]++;
    }
  g_assert_cmpfloat_with_epsilon (n_flipped, share * N_TRAINING, 100);
  g_assert_cmpfloat_with_epsilon (n_wrong, share * (1 - 1.0 / N_CLASSES) * N_TRAINING, 100);
  /* What is drawn comes behind all that says which, from the same stream. */
  for (guint i = 0; i < N_TRAINING; i++)
    {
      guint32 drawn;

      normlab_random_choice (&random, N_CLASSES, &drawn, 1);
      g_assert_cmpuint (peek (all)[i], ==, drawn);
    }
  for (guint c = 0; c < N_CLASSES; c++)
    g_assert_cmpfloat_with_epsilon (counts[c], N_TRAINING / N_CLASSES, 80);
}

static gpointer
ask (gpointer dataset)
{
  return normlab_dataset_get_labels_with_noise (dataset, 0.25);
}

/* Who asks for the same has the same, from any thread; without noise it is the data set's own. What
 * somebody has stays whatever others ask for. */
static void
test_shared (void)
{
  g_autoptr (NormlabDataset) dataset = create_dataset ();
  g_autoptr (GBytes) none = normlab_dataset_get_labels_with_noise (dataset, 0);
  g_autoptr (GBytes) first = normlab_dataset_get_labels_with_noise (dataset, 0.5);
  g_autofree guint8 *copy = g_memdup2 (peek (first), N_TRAINING);
  GThread *threads[N_THREADS];
  GBytes *same = NULL;

  g_assert_true (peek (none) == normlab_dataset_get_labels (dataset, NORMLAB_SPLIT_TRAINING));
  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("ask", ask, dataset);
  for (guint i = 0; i < N_THREADS; i++)
    {
      GBytes *labels = g_thread_join (threads[i]);

      g_assert_true (same == NULL || labels == same);
      same = labels;
    }
  for (guint i = 1; i < N_THREADS; i++)
    g_bytes_unref (same);
  for (guint i = 1; i <= 40; i++)
    {
      g_autoptr (GBytes) other = normlab_dataset_get_labels_with_noise (dataset, i / 100.0);
      g_autoptr (GBytes) again = normlab_dataset_get_labels_with_noise (dataset, i / 100.0);

      g_assert_true (other == again);
    }
  g_clear_pointer (&dataset, normlab_dataset_unref);
  g_assert_cmpmem (peek (first), N_TRAINING, copy, N_TRAINING);
  g_bytes_unref (same);
}

static NormlabTrainer *
create_trainer (NormlabDataset *dataset, guint n_images, double noise)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (GError) error = NULL;
  NormlabTrainer *trainer;

  recipe.training_images = n_images;
  recipe.label_noise = noise;
  recipe.hidden[0] = 8;
  trainer = normlab_trainer_new (&recipe, dataset, normlab_kernels_get_default (), NULL, &error);
  g_assert_no_error (error);
  return trainer;
}

/* Batches are of the first images alone, each as it is trained on, after a checkpoint too. */
static void
test_batches (void)
{
  const guint n_images = 300;
  g_autoptr (NormlabDataset) dataset = create_dataset ();
  g_autoptr (NormlabTrainer) trainer = create_trainer (dataset, n_images, 0.5);
  g_autoptr (NormlabTrainer) again = NULL;
  g_autoptr (NormlabCheckpoint) checkpoint = NULL;
  g_autoptr (GBytes) labels = normlab_dataset_get_labels_with_noise (dataset, 0.5);
  g_autofree guint8 *seen = g_new0 (guint8, N_TRAINING);
  NormlabScratch scratch = { 0 };
  guint n = 0;

  for (guint step = 0; step < 40; step++)
    {
      g_assert_cmpint (normlab_trainer_advance (trainer, 1, &scratch, NULL, NULL), ==,
                       NORMLAB_TRAINER_OK);
      for (guint i = 0; i < trainer->recipe.batch_size; i++)
        {
          g_assert_cmpuint (trainer->batch[i], <, n_images);
          g_assert_cmpuint (trainer->batch_labels[i], ==, peek (labels)[trainer->batch[i]]);
          n += !seen[trainer->batch[i]];
          seen[trainer->batch[i]] = 1;
        }
    }
  /* Of 4,000 draws among 300 all have been drawn. */
  g_assert_cmpuint (n, ==, n_images);

  checkpoint = normlab_trainer_save (trainer);
  again = normlab_trainer_new_at (&trainer->recipe, dataset, normlab_kernels_get_default (),
                                  checkpoint, NULL);
  g_assert_cmpmem (again->batch_labels, 100, trainer->batch_labels, 100);
  normlab_trainer_advance (again, 5, &scratch, NULL, NULL);
  normlab_trainer_advance (trainer, 5, &scratch, NULL, NULL);
  g_assert_cmphex (normlab_trainer_get_hash (again), ==, normlab_trainer_get_hash (trainer));
  normlab_scratch_clear (&scratch);
}

static guint64
train_to_hash (NormlabDataset *dataset, guint n_images, double noise)
{
  g_autoptr (NormlabTrainer) trainer = create_trainer (dataset, n_images, noise);
  NormlabScratch scratch = { 0 };

  normlab_trainer_advance (trainer, 20, &scratch, NULL, NULL);
  normlab_scratch_clear (&scratch);
  return normlab_trainer_get_hash (trainer);
}

/* All are as many as there are; noise and fewer images make other networks. */
static void
test_others (void)
{
  g_autoptr (NormlabDataset) dataset = create_dataset ();
  guint64 usual = train_to_hash (dataset, NORMLAB_ALL, 0);

  g_assert_cmphex (train_to_hash (dataset, N_TRAINING, 0), ==, usual);
  g_assert_cmphex (train_to_hash (dataset, N_TRAINING / 2, 0), !=, usual);
  g_assert_cmphex (train_to_hash (dataset, NORMLAB_ALL, 0.1), !=, usual);
}

/* What is measured on the batch is so under the labels that are trained on: nobody can learn noise
 * from the test set, whose labels stay. */
static void
test_measured (void)
{
  g_autoptr (NormlabDataset) dataset = create_dataset ();
  g_autoptr (NormlabTrainer) trainer = create_trainer (dataset, 100, 1);
  NormlabScratch scratch = { 0 };
  NormlabSample sample;

  trainer->recipe.iterations = 3000;
  trainer->updater.rule.learning_rate = 0.5f;
  normlab_trainer_advance (trainer, 3000, &scratch, NULL, NULL);
  normlab_trainer_measure (trainer, &sample, &scratch, NULL, NULL);
  g_assert_cmpfloat (sample.train_accuracy, >, 0.7f);
  g_assert_cmpfloat (sample.test_accuracy, <, 0.4f);
  normlab_scratch_clear (&scratch);
}

static void
test_too_many (void)
{
  g_autoptr (NormlabDataset) dataset = create_dataset ();
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (GError) error = NULL;
  NormlabHyperparameter about;

  recipe.training_images = N_TRAINING;
  g_assert_true (normlab_trainer_check_images (&recipe, dataset, &error));
  recipe.training_images++;
  g_assert_null (
      normlab_trainer_new (&recipe, dataset, normlab_kernels_get_default (), NULL, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
  g_assert_true (normlab_hyperparameter_of_error (error, &about));
  g_assert_cmpint (about, ==, NORMLAB_HYPERPARAMETER_TRAINING_IMAGES);
  g_assert_cmpstr (normlab_error_get_reason (error), ==,
                   "the data set “test” has 5000 training images, not 5001");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/training-set/stream", test_stream);
  g_test_add_func ("/training-set/share", test_share);
  g_test_add_func ("/training-set/shared", test_shared);
  g_test_add_func ("/training-set/batches", test_batches);
  g_test_add_func ("/training-set/others", test_others);
  g_test_add_func ("/training-set/measured", test_measured);
  g_test_add_func ("/training-set/too-many", test_too_many);
  return g_test_run ();
}
