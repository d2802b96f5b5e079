/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-sparse.h"

#include "normlab-test.h"

/* What a machine has to give; the linker puts the functions __wrap_… here before the real ones (see
 * meson.build), which are then __real_…. */
static guint threads_left = G_MAXUINT;
static gsize largest_block = G_MAXSIZE;

GThread *
__real_g_thread_try_new (const char *name, GThreadFunc func, gpointer data, GError **error);
GThread *
__wrap_g_thread_try_new (const char *name, GThreadFunc func, gpointer data, GError **error);

GThread *
__wrap_g_thread_try_new (const char *name, GThreadFunc func, gpointer data, GError **error)
{
  if (threads_left == 0)
    return NULL;
  threads_left--;
  return __real_g_thread_try_new (name, func, data, error);
}

gpointer __real_g_try_malloc0_n (gsize n_blocks, gsize block_size);
gpointer __wrap_g_try_malloc0_n (gsize n_blocks, gsize block_size);

gpointer
__wrap_g_try_malloc0_n (gsize n_blocks, gsize block_size)
{
  return n_blocks * block_size > largest_block ? NULL
                                               : __real_g_try_malloc0_n (n_blocks, block_size);
}

static guint
find_boundary (const guint8 *images, guint n_images, guint n_pixels)
{
  g_autofree gsize *before = g_new0 (gsize, n_pixels + 1);

  for (guint pixel = 0; pixel < n_pixels; pixel++)
    {
      before[pixel + 1] = before[pixel];
      for (guint i = 0; i < n_images; i++)
        before[pixel + 1] += images[(gsize) i * n_pixels + pixel] != 0;
    }
  for (guint pixel = 0; pixel <= n_pixels; pixel++)
    if (2 * before[pixel] >= before[n_pixels])
      return pixel;
  g_assert_not_reached ();
}

/* Against the plain definition. The images stand at the very end of their memory, so that reading
 * past them is noticed by a sanitizer. */
static void
check (guint n_images, guint n_pixels, double zero_share, guint n_threads)
{
  g_autofree guint8 *images = normlab_test_images (n_images, n_pixels, zero_share);
  guint boundary = find_boundary (images, n_images, n_pixels);
  NormlabSparse sparse;
  gsize n = 0;

  g_assert_true (normlab_sparse_init (&sparse, images, n_images, n_pixels, n_threads, NULL));
  g_assert_cmpuint (sparse.n_images, ==, n_images);
  g_assert_cmpuint (sparse.n_pixels, ==, n_pixels);
  g_assert_cmpuint (sparse.boundary, ==, boundary);

  for (gsize half = 0; half < 2; half++)
    for (gsize i = 0; i < n_images; i++)
      {
        g_assert_cmpuint (sparse.offsets[half * n_images + i], ==, n);
        for (guint pixel = half == 0 ? 0 : boundary; pixel < (half == 0 ? boundary : n_pixels);
             pixel++)
          {
            guint8 value = images[i * n_pixels + pixel];

            if (value != 0)
              {
                g_assert_cmpuint (sparse.entries[n].scaled_pixel, ==, pixel * NORMLAB_PIXEL_SCALE);
                g_assert_cmpfloat (sparse.entries[n++].value, ==, (float) value / 255.0f);
              }
          }
      }
  g_assert_cmpuint (sparse.offsets[2 * (gsize) n_images], ==, n);
  g_assert_cmpfloat_with_epsilon (normlab_sparse_get_zero_share (&sparse),
                                  1 - (double) n / n_images / n_pixels, 1e-12);
  normlab_sparse_clear (&sparse);
  g_assert_null (sparse.entries);
}

static void
test_reference (void)
{
  const guint sizes[][2] = {
    { 1, 1 },   { 1, 7 },    { 2, 8 },    { 3, 9 },   { 5, 16 },   { 7, 35 },
    { 70, 64 }, { 300, 23 }, { 40, 784 }, { 600, 5 }, { 2, 5000 },
  };
  const double shares[] = { 0, 0.2, 0.81, 0.999, 1 };
  const guint threads[] = { 0, 1, 2, 3, 64, 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint j = 0; j < G_N_ELEMENTS (shares); j++)
      for (guint k = 0; k < G_N_ELEMENTS (threads); k++)
        check (sizes[i][0], sizes[i][1], shares[j], threads[k]);
}

/* Shares for which there is no thread are done all the same. */
static void
test_few_threads (void)
{
  for (guint n = 0; n < 3; n++)
    {
      threads_left = n;
      check (300, 23, 0.8, 5);
    }
  threads_left = G_MAXUINT;
}

/* Where there is not enough memory to count in, there is no list either. */
static void
test_no_memory (void)
{
  g_autofree guint8 *images = normlab_test_images (300, 64, 0.8);
  NormlabSparse sparse;

  /* What counts 64 columns, and not even 64 bytes of marks. */
  for (largest_block = 64; largest_block < 256; largest_block += 64)
    {
      g_assert_false (normlab_sparse_init (&sparse, images, 300, 64, 3, NULL));
      g_assert_null (sparse.entries);
      g_assert_null (sparse.offsets);
    }
  largest_block = G_MAXSIZE;
}

/* The count per column must not overflow after 255 images that all have ink in it. */
static void
test_halves (void)
{
  const guint n_images = 1000;
  guint8 images[1000 * 4];
  NormlabSparse sparse;

  for (guint i = 0; i < n_images; i++)
    for (guint pixel = 0; pixel < 4; pixel++)
      images[4 * i + pixel] = (pixel == 0 && i >= 1) ? 0 : 255;

  g_assert_true (normlab_sparse_init (&sparse, images, n_images, 4, 1, NULL));
  g_assert_cmpuint (sparse.boundary, ==, 3);
  g_assert_cmpuint (sparse.offsets[0], ==, 0);
  g_assert_cmpuint (sparse.offsets[1], ==, 3);
  g_assert_cmpuint (sparse.offsets[2], ==, 5);
  g_assert_cmpuint (sparse.offsets[n_images], ==, 2001);
  g_assert_cmpuint (sparse.offsets[n_images + 1], ==, 2002);
  g_assert_cmpuint (sparse.entries[0].scaled_pixel, ==, 0);
  g_assert_cmpuint (sparse.entries[2001].scaled_pixel, ==, 3 * NORMLAB_PIXEL_SCALE);
  g_assert_cmpfloat (sparse.entries[2001].value, ==, 1.0f);
  normlab_sparse_clear (&sparse);
}

static void
test_empty (void)
{
  NormlabSparse sparse;

  g_assert_true (normlab_sparse_init (&sparse, NULL, 0, 10, 2, NULL));
  g_assert_cmpuint (sparse.offsets[0], ==, 0);
  g_assert_cmpuint (sparse.boundary, ==, 0);
  g_assert_cmpfloat (normlab_sparse_get_zero_share (&sparse), ==, 0);
  normlab_sparse_clear (&sparse);
  normlab_sparse_clear (&sparse);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sparse/reference", test_reference);
  g_test_add_func ("/sparse/halves", test_halves);
  g_test_add_func ("/sparse/empty", test_empty);
  g_test_add_func ("/sparse/few-threads", test_few_threads);
  g_test_add_func ("/sparse/no-memory", test_no_memory);
  return g_test_run ();
}
