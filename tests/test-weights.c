/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A network's arrays in a file for NumPy: read back by hand, and by NumPy where there is any. */
#include "normlab-weights.h"

#include <math.h>
#include <string.h>
#include <zlib.h>

#include "normlab-test-numpy.h"
#include "normlab-test.h"
#include "normlab-trainer-private.h"

typedef struct
{
  char *name;
  char *header; /* of the array */
  const guint8 *values;
  gsize n_bytes;
} File;

static void
free_file (gpointer data)
{
  File *file = data;

  g_free (file->name);
  g_free (file->header);
  g_free (file);
}

static guint32
get (const guint8 *bytes, guint n)
{
  guint32 value = 0;

  while (n-- > 0)
    value = value << 8 | bytes[n];
  return value;
}

/* What stands at the entry of the central directory, and at its local header. */
static File *
read_file (const guint8 *bytes, const guint8 *entry)
{
  const guint8 *local = bytes + get (entry + 42, 4), *contents;
  guint length = get (entry + 28, 2), size = get (entry + 24, 4), header;
  File *file = g_new0 (File, 1);

  g_assert_cmphex (get (entry, 4), ==, 0x02014b50);
  g_assert_cmphex (get (local, 4), ==, 0x04034b50);
  g_assert_cmpmem (local + 4, 26, entry + 6, 26);
  g_assert_cmpmem (local + 30, length, entry + 46, length);
  g_assert_cmpuint (get (entry + 10, 2), ==, 0); /* not compressed */
  g_assert_cmpuint (get (entry + 20, 4), ==, size);
  contents = local + 30 + length;
  g_assert_cmphex (get (entry + 16, 4), ==, crc32 (0, contents, size));

  file->name = g_strndup ((const char *) entry + 46, length);
  g_assert_cmpmem (contents, 8, "\x93NUMPY\x01\x00", 8);
  header = get (contents + 8, 2);
  g_assert_cmpuint ((10 + header) % 64, ==, 0);
  file->header = g_strndup ((const char *) contents + 10, header);
  g_assert_true (g_str_has_suffix (file->header, "\n"));
  g_strchomp (file->header);
  file->values = contents + 10 + header;
  file->n_bytes = size - 10 - header;
  return file;
}

/* All files of the archive, whose memory they use. */
static GPtrArray *
read_archive (GBytes *archive)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (free_file);
  gsize size;
  const guint8 *bytes = g_bytes_get_data (archive, &size), *end = bytes + size - 22, *entry;

  g_assert_cmphex (get (end, 4), ==, 0x06054b50);
  g_assert_cmpuint (get (end + 8, 2), ==, get (end + 10, 2));
  entry = bytes + get (end + 16, 4);
  g_assert_true (entry + get (end + 12, 4) == end);
  for (; entry < end; entry += 46 + get (entry + 28, 2))
    g_ptr_array_add (files, read_file (bytes, entry));
  g_assert_cmpuint (files->len, ==, get (end + 8, 2));
  return files;
}

static void
assert_array (GPtrArray *files,
              guint *next,
              const char *name,
              guint layer,
              const float *values,
              guint rows,
              guint columns,
              gsize stride)
{
  const File *file = g_ptr_array_index (files, (*next)++);
  g_autofree char *file_name = g_strdup_printf ("%s%u.npy", name, layer);
  g_autofree char *header = g_strdup_printf (
      columns > 0 ? "{'descr': '<f4', 'fortran_order': False, 'shape': (%u, %u), }"
                  : "{'descr': '<f4', 'fortran_order': False, 'shape': (%u,), }",
      rows, columns);
  guint width = columns > 0 ? columns : 1;

  g_assert_cmpstr (file->name, ==, file_name);
  g_assert_cmpstr (file->header, ==, header);
  g_assert_cmpuint (file->n_bytes, ==, (gsize) rows * width * sizeof (float));
  for (guint i = 0; i < rows * width; i++)
    {
      guint32 bits;

      memcpy (&bits, &values[columns > 0 ? i / width * stride + i % width : i], sizeof bits);
      g_assert_cmphex (get (file->values + i * sizeof bits, sizeof bits), ==, bits);
    }
}

static void
check_archive (const NormlabTrainer *trainer, GBytes *archive)
{
  g_autoptr (GPtrArray) files = read_archive (archive);
  const NormlabNetwork *network = &trainer->network;
  const float *p = network->parameters;
  guint next = 0;

  for (guint i = 0; i < network->n_layers; i++)
    {
      const NormlabLayer *l = &network->layers[i];

      assert_array (files, &next, "W", i + 1, p + l->weights, l->inputs, l->units, l->stride);
      assert_array (files, &next, "b", i + 1, p + l->bias, l->units, 0, 0);
      if (!l->norm->learns)
        continue;
      assert_array (files, &next, "gamma", i + 1, p + l->gamma, l->units, 0, 0);
      assert_array (files, &next, "beta", i + 1, p + l->beta, l->units, 0, 0);
      if (!l->norm->running)
        continue;
      p = network->running;
      assert_array (files, &next, "running_mean", i + 1, p + l->running, l->units, 0, 0);
      assert_array (files, &next, "running_variance", i + 1, p + l->running + l->stride, l->units,
                    0, 0);
      p = network->parameters;
    }
  g_assert_cmpuint (next, ==, files->len);
}

/* A network that has moved a little, of widths that are no multiples of anything. */
static NormlabTrainer *
make_trainer (NormlabDataset *dataset, NormlabNormalization normalization)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  NormlabScratch scratch = { 0 };
  NormlabTrainer *trainer;

  g_assert_true (normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_HIDDEN, "5,11", NULL));
  recipe.normalization = normalization;
  trainer = normlab_trainer_new (&recipe, dataset, normlab_kernels_get_default (), NULL, NULL);
  normlab_trainer_advance (trainer, 3, &scratch, NULL, NULL);
  normlab_scratch_clear (&scratch);
  return trainer;
}

static void
test_archive (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (3, 4, 3, 60, 5);

  for (guint i = 0; i < NORMLAB_N_NORMALIZATIONS; i++)
    {
      g_autoptr (NormlabTrainer) trainer = make_trainer (dataset, i);
      g_autoptr (GBytes) archive = normlab_weights_to_npz (trainer);
      g_autoptr (GBytes) again = normlab_weights_to_npz (trainer);

      check_archive (trainer, archive);
      g_assert_true (g_bytes_equal (archive, again));
    }
}

/* NumPy finds the same names, shapes and numbers. */
static void
test_numpy (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (3, 4, 3, 60, 5);
  g_autoptr (NormlabTrainer) trainer = make_trainer (dataset, NORMLAB_NORMALIZATION_BATCH);
  g_autoptr (GBytes) archive = normlab_weights_to_npz (trainer);
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "a.npz", NULL);
  g_autoptr (GPtrArray) files = read_archive (archive);
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autofree char *out = NULL;
  gsize size;
  const char *data = g_bytes_get_data (archive, &size);

  if (normlab_test_numpy_find () == NULL)
    {
      g_test_skip ("There is no Python with NumPy");
      return;
    }
  g_assert_true (g_file_set_contents (path, data, (gssize) size, NULL));
  for (guint i = 0; i < files->len; i++)
    {
      const File *file = g_ptr_array_index (files, i);
      g_autofree char *name = g_strndup (file->name, strlen (file->name) - strlen (".npy"));

      g_string_append_printf (expected, "%s float32 %08lx\n", name,
                              crc32 (0, file->values, (uInt) file->n_bytes));
    }
  out = normlab_test_numpy_run (
      "import zlib\n"
      "with np.load(sys.argv[1]) as file:\n"
      "  assert file['W2'].shape == (5, 11)\n"
      "  assert file['gamma1'].shape == (5,)\n"
      "  for name in file:\n"
      "    array = file[name]\n"
      "    print(name, array.dtype, '%08x' % zlib.crc32(array.tobytes()))\n",
      path);
  g_assert_cmpstr (out, ==, expected->str);
}

/* z of the first layer's unit @j for all images of the batch: mean and biased variance. */
static void
find_statistics (const NormlabTrainer *trainer, guint j, double *mean, double *variance)
{
  const NormlabLayerWeights layer = normlab_weights_get_layer (trainer, NULL, 0);
  const guint8 *images = normlab_dataset_get_images (trainer->dataset, NORMLAB_SPLIT_TRAINING);
  guint rows = trainer->recipe.batch_size;
  double sum = 0, squares = 0;

  for (guint i = 0; i < rows; i++)
    {
      const guint8 *image = images + trainer->batch[i] * layer.inputs;
      double z = (double) layer.bias[j];

      for (guint k = 0; k < layer.inputs; k++)
        z += image[k] / 255.0 * (double) layer.weights[k * layer.stride + j];
      sum += z;
      squares += z * z;
    }
  *mean = sum / rows;
  *variance = squares / rows - *mean * *mean;
}

/* The statistics of the batch are those of a plain pass, and being asked changes nothing. */
static void
test_batch (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (3, 4, 3, 60, 5);
  g_autoptr (NormlabTrainer) trainer = make_trainer (dataset, NORMLAB_NORMALIZATION_BATCH);
  guint64 hash = normlab_trainer_get_hash (trainer);
  NormlabScratch scratch = { 0 };
  g_autofree float *batch = normlab_weights_find_batch_statistics (trainer, &scratch, NULL);
  const NormlabLayerWeights layer = normlab_weights_get_layer (trainer, batch, 0);
  const NormlabLayerWeights output = normlab_weights_get_layer (trainer, batch, 2);

  g_assert_cmphex (normlab_trainer_get_hash (trainer), ==, hash);
  g_assert_cmpuint (layer.inputs, ==, 12);
  g_assert_cmpuint (layer.units, ==, 5);
  g_assert_true (layer.gamma != NULL && layer.beta != NULL);
  g_assert_true (layer.running_mean == trainer->network.running);
  for (guint j = 0; j < layer.units; j++)
    {
      double mean, variance;

      find_statistics (trainer, j, &mean, &variance);
      g_assert_cmpfloat_with_epsilon ((double) layer.batch_mean[j], mean, 1e-4);
      g_assert_cmpfloat_with_epsilon ((double) layer.batch_variance[j], variance, 1e-4);
    }
  g_assert_null (output.gamma);
  g_assert_null (output.running_mean);
  g_assert_null (output.batch_mean);
  normlab_scratch_clear (&scratch);
}

/* There are none before the first step, and none where nothing is normalized over batches. */
static void
test_no_batch (void)
{
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (3, 4, 3, 60, 5);
  g_autoptr (NormlabTrainer) first
      = normlab_trainer_new (&recipe, dataset, normlab_kernels_get_default (), NULL, NULL);
  g_autoptr (NormlabTrainer) layer = make_trainer (dataset, NORMLAB_NORMALIZATION_LAYER);
  NormlabScratch scratch = { 0 };
  gint stop = 1;
  g_autoptr (NormlabTrainer) stopped = make_trainer (dataset, NORMLAB_NORMALIZATION_BATCH);

  g_assert_null (normlab_weights_find_batch_statistics (first, &scratch, NULL));
  g_assert_null (normlab_weights_find_batch_statistics (layer, &scratch, NULL));
  g_assert_null (normlab_weights_find_batch_statistics (stopped, &scratch, &stop));
  g_assert_nonnull (normlab_weights_get_layer (layer, NULL, 0).gamma);
  g_assert_null (normlab_weights_get_layer (layer, NULL, 0).running_mean);
  normlab_scratch_clear (&scratch);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/weights/archive", test_archive);
  g_test_add_func ("/weights/numpy", test_numpy);
  g_test_add_func ("/weights/batch", test_batch);
  g_test_add_func ("/weights/no-batch", test_no_batch);
  return g_test_run ();
}
