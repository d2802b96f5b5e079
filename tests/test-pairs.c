/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-pairs.h"

#include <math.h>

#include "normlab-test.h"

/* A little more than what is meant is right: these are upper bounds. */
static void
assert_just_above (float value, double exact)
{
  g_assert_cmpfloat ((double) value, >=, exact);
  g_assert_cmpfloat ((double) value, <=, exact * 1.0001);
}

/* Against the plain definition. The images stand at the very end of their memory, so that reading
 * past them is noticed by a sanitizer. */
static void
check (guint n_images, guint n_pixels, double zero_share)
{
  g_autofree guint8 *images = normlab_test_images (n_images, n_pixels, zero_share);
  NormlabPairs pairs;
  gsize n = 0;

  g_assert_true (normlab_pairs_init (&pairs, images, n_images, n_pixels, NULL));
  g_assert_cmpuint (pairs.n_images, ==, n_images);
  g_assert_cmpuint (pairs.n_pixels, ==, n_pixels);
  for (gsize i = 0; i < n_images; i++)
    {
      const guint8 *image = images + i * n_pixels;
      const NormlabPairsMeasures *measures = &pairs.measures[i];
      double ink = 0, ink_sums = 0, squares = 0, norm_sums = 0, squares_sums = 0;
      guint n_inked = 0;

      g_assert_cmpuint (pairs.offsets[i], ==, n);
      for (guint pixel = 0; pixel < n_pixels; pixel += 2)
        {
          guint even = image[pixel], odd = pixel + 1 < n_pixels ? image[pixel + 1] : 0;

          if (even == 0 && odd == 0)
            continue;
          g_assert_cmpuint (pairs.entries[n].scaled_pair, ==, pixel / 2 * NORMLAB_PAIR_SCALE);
          g_assert_cmpuint (pairs.entries[n++].values, ==, even | odd << 16);
        }
      for (guint pixel = 0; pixel < n_pixels; pixel++)
        if (image[pixel] != 0)
          {
            ink += image[pixel] / 255.0;
            ink_sums += ink;
            squares += pow (image[pixel] / 255.0, 2);
            norm_sums += sqrt (squares);
            squares_sums += squares;
            n_inked++;
          }
      assert_just_above (measures->ink, ink);
      assert_just_above (measures->ink_sums, ink_sums);
      assert_just_above (measures->norm, sqrt (squares));
      assert_just_above (measures->norm_sums, sqrt (n_inked * squares_sums));
      g_assert_cmpfloat ((double) measures->norm_sums, >=, norm_sums);
    }
  g_assert_cmpuint (pairs.offsets[n_images], ==, n);
  normlab_pairs_clear (&pairs);
  g_assert_null (pairs.entries);
}

static void
test_reference (void)
{
  const guint sizes[][2] = { { 1, 1 }, { 1, 2 }, { 3, 9 }, { 40, 784 }, { 7, 35 }, { 1, 4096 } };
  const double shares[] = { 0, 0.2, 0.81, 0.999, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint j = 0; j < G_N_ELEMENTS (shares); j++)
      check (sizes[i][0], sizes[i][1], shares[j]);
}

static void
test_limits (void)
{
  g_autofree guint8 *images = g_malloc0 (NORMLAB_PAIRS_MAX_PIXELS + 1);
  NormlabPairs pairs;

  g_assert_false (normlab_pairs_init (&pairs, images, 1, NORMLAB_PAIRS_MAX_PIXELS + 1, NULL));
  g_assert_null (pairs.offsets);
  g_assert_null (pairs.entries);
  g_assert_true (normlab_pairs_init (&pairs, NULL, 0, 10, NULL));
  g_assert_cmpuint (pairs.offsets[0], ==, 0);
  normlab_pairs_clear (&pairs);
  normlab_pairs_clear (&pairs);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pairs/reference", test_reference);
  g_test_add_func ("/pairs/limits", test_limits);
  return g_test_run ();
}
