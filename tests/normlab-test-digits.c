/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test.h"

#include "normlab-random.h"

/* Every class has a pattern of its own; an image is the pattern with a third of its pixels
 * redrawn. */
static void
draw (NormlabRandom *random,
      const guint8 *patterns,
      guint n_pixels,
      guint n_classes,
      guint n,
      guint8 *images,
      guint8 *labels)
{
  for (guint i = 0; i < n; i++)
    {
      labels[i] = i < n_classes ? i : normlab_random_next (random) % n_classes;
      for (guint p = 0; p < n_pixels; p++)
        {
          guint32 word = normlab_random_next (random);
          guint8 pixel = word % 4 == 0 ? word >> 24 : 0;

          images[i * n_pixels + p] = word % 3 == 0 ? pixel : patterns[labels[i] * n_pixels + p];
        }
    }
}

NormlabDataset *
normlab_test_dataset (guint rows, guint columns, guint n_classes, guint n_training, guint n_test)
{
  const guint n_pixels = rows * columns, n[NORMLAB_N_SPLITS] = { n_training, n_test };
  g_autofree guint8 *patterns = g_malloc (n_classes * n_pixels);
  GBytes *images[NORMLAB_N_SPLITS], *labels[NORMLAB_N_SPLITS];
  g_autoptr (GError) error = NULL;
  NormlabDataset *dataset;
  NormlabRandom random;

  normlab_random_seed (&random, 7);
  for (guint i = 0; i < n_classes * n_pixels; i++)
    {
      guint32 word = normlab_random_next (&random);

      patterns[i] = word % 4 == 0 ? word >> 24 : 0;
    }
  for (guint s = 0; s < NORMLAB_N_SPLITS; s++)
    {
      guint8 *pixels = g_malloc (n[s] * n_pixels), *classes = g_malloc (n[s]);

      draw (&random, patterns, n_pixels, n_classes, n[s], pixels, classes);
      images[s] = g_bytes_new_take (pixels, n[s] * n_pixels);
      labels[s] = g_bytes_new_take (classes, n[s]);
    }
  dataset = normlab_dataset_new ("test", NULL, rows, columns, images, labels, &error);
  g_assert_no_error (error);
  return dataset;
}

NormlabDataset *
normlab_test_dataset_name (NormlabDataset *plain, const char *const *names)
{
  NormlabDataDraft draft = {
    .name = normlab_dataset_get_name (plain),
    .rows = normlab_dataset_get_rows (plain),
    .columns = normlab_dataset_get_columns (plain),
    .class_names = names,
  };
  g_autoptr (GError) error = NULL;
  NormlabDataset *named;

  for (guint s = 0; s < NORMLAB_N_SPLITS; s++)
    {
      gsize n = normlab_dataset_get_n_images (plain, s);

      draft.images[s] = g_bytes_new (normlab_dataset_get_images (plain, s),
                                     n * normlab_dataset_get_n_pixels (plain));
      draft.labels[s] = g_bytes_new (normlab_dataset_get_labels (plain, s), n);
    }
  named = normlab_dataset_new_from_draft (&draft, NULL, &error);
  g_assert_no_error (error);
  for (guint s = 0; s < NORMLAB_N_SPLITS; s++)
    {
      g_bytes_unref (draft.images[s]);
      g_bytes_unref (draft.labels[s]);
    }
  normlab_dataset_unref (plain);
  return named;
}

guint8 *
normlab_test_images (guint n_images, guint n_pixels, double zero_share)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (n_images + n_pixels);
  guint8 *images = g_malloc0 ((gsize) n_images * n_pixels);

  for (gsize i = 0; i < (gsize) n_images * n_pixels; i++)
    if (g_rand_double (random) >= zero_share)
      images[i] = (guint8) g_rand_int_range (random, 1, 256);
  return images;
}
