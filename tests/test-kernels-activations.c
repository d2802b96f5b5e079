/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Activations of every instruction set: against plain loops that do the same operations in the same
 * order, to the bit; against exact values; and what the table says of each. */
#include "normlab-test-kernels.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "normlab-scratch.h"
#include "normlab-test-activation.h"

enum
{
  ROWS = 37,
  STRIDE = 40,
  N = ROWS * STRIDE
};

/* Normal numbers, each eighth ten times and each sixteenth a hundred times as large, after some
 * that stand at the edges of formulas. */
static float *
activation_inputs (void)
{
  static const float edges[] = {
    0.0f,   -0.0f,   INFINITY, -INFINITY, FLT_MAX,     -FLT_MAX, FLT_MIN, -FLT_MIN,
    1e-42f, -1e-42f, 0.625f,   -0.625f,   0.62499994f, 43.5f,    44.0f,   87.0f,
    -87.0f, 88.0f,   -88.0f,   88.1f,     -88.1f,      200.0f,
  };
  float *x = normlab_test_floats (N, 1);

  for (gsize i = 0; i < N; i += 8)
    x[i] *= i % 16 == 0 ? 100.0f : 10.0f;
  memcpy (x, edges, sizeof edges);
  return x;
}

static void
test_activate (const NormlabKernels *k)
{
  float *x = activation_inputs (), *y = normlab_floats_new (N), *expected = normlab_floats_new (N);

  for (guint a = 0; a < NORMLAB_N_ACTIVATIONS; a++)
    {
      for (gsize i = 0; i < N; i++)
        expected[i] = normlab_test_activation_plain (a, x[i]);
      k->activate (a, x, y, N);
      normlab_test_same_floats (y, expected, N);
      memcpy (y, x, N * sizeof *y);
      k->activate (a, y, y, N);
      normlab_test_same_floats (y, expected, N);
    }
  normlab_floats_free (x);
  normlab_floats_free (y);
  normlab_floats_free (expected);
}

static void
test_activate_backward (const NormlabKernels *k)
{
  for (guint a = 0; a < NORMLAB_N_ACTIVATIONS; a++)
    {
      float *from = activation_inputs (), *d = normlab_test_floats (N, 2);
      float *expected = normlab_floats_new (N);

      if (!normlab_activation_get_info (a)->needs_input)
        k->activate (a, from, from, N);
      for (gsize i = 0; i < N; i++)
        expected[i] = normlab_test_activation_plain_slope (a, from[i], d[i]);
      k->activate_backward (a, from, d, N);
      normlab_test_same_floats (d, expected, N);
      normlab_floats_free (from);
      normlab_floats_free (d);
      normlab_floats_free (expected);
    }
}

/* A fine grid, and what kernels make of it. */
typedef struct
{
  float *z, *y, *slopes; /* POINTS */
} Grid;

enum
{
  POINTS = 40000
};

static void
grid_init (Grid *self, const NormlabKernels *k, NormlabActivation activation)
{
  const float *from;

  self->z = normlab_floats_new (POINTS);
  self->y = normlab_floats_new (POINTS);
  self->slopes = normlab_floats_new (POINTS);
  for (guint i = 0; i < POINTS; i++)
    {
      self->z[i] = ((float) i - POINTS / 2) * 1e-3f;
      self->slopes[i] = 1.0f;
    }
  from = normlab_activation_get_info (activation)->needs_input ? self->z : self->y;
  k->activate (activation, self->z, self->y, POINTS);
  k->activate_backward (activation, from, self->slopes, POINTS);
}

static void
grid_clear (Grid *self)
{
  normlab_floats_free (self->z);
  normlab_floats_free (self->y);
  normlab_floats_free (self->slopes);
}

/* Within 2 ulp of what is added up on the way. */
static void
test_exact (const NormlabKernels *k)
{
  for (guint a = 0; a < NORMLAB_N_ACTIVATIONS; a++)
    {
      const NormlabActivationInfo *info = normlab_activation_get_info (a);
      Grid grid;

      grid_init (&grid, k, a);
      for (guint i = 0; i < POINTS; i++)
        {
          double z = (double) grid.z[i], exact = normlab_test_activation (a, z);
          double slope = normlab_test_activation_slope (a, z);
          double error = fabs ((double) grid.y[i] - exact);

          g_assert_cmpfloat (error, <=, 1e-37 + info->error + info->relative_error * fabs (exact));
          g_assert_cmpfloat_with_epsilon ((double) grid.slopes[i], slope, 2e-6);
        }
      grid_clear (&grid);
    }
}

/* Sigmoid's values near 1, and those of tanh near 0, matter. */
static void
test_close (const NormlabKernels *k)
{
  static const NormlabActivation close[]
      = { NORMLAB_ACTIVATION_SIGMOID, NORMLAB_ACTIVATION_RELU, NORMLAB_ACTIVATION_TANH };

  for (guint c = 0; c < G_N_ELEMENTS (close); c++)
    {
      Grid grid;

      grid_init (&grid, k, close[c]);
      for (guint i = 0; i < POINTS; i++)
        {
          double exact = normlab_test_activation (close[c], (double) grid.z[i]);

          g_assert_cmpfloat_with_epsilon ((double) grid.y[i], exact, 1e-37 + 2.4e-7 * fabs (exact));
        }
      grid_clear (&grid);
    }
}

/* Range and slope are those of the table, and reached; what is not bounded is no larger than what
 * it is made of. */
static void
test_table (const NormlabKernels *k)
{
  for (guint a = 0; a < NORMLAB_N_ACTIVATIONS; a++)
    {
      const NormlabActivationInfo *info = normlab_activation_get_info (a);
      double least = INFINITY, most = -INFINITY, steepest = 0;
      guint n_flat = 0;
      Grid grid;

      grid_init (&grid, k, a);
      for (guint i = 0; i < POINTS; i++)
        {
          double y = (double) grid.y[i];

          least = MIN (least, y);
          most = MAX (most, y);
          steepest = MAX (steepest, fabs ((double) grid.slopes[i]));
          n_flat += y == 0 && grid.slopes[i] == 0.0f && fabsf (grid.z[i]) < 3;
          if (!normlab_activation_is_bounded (info))
            g_assert_cmpfloat (fabs (y), <=, fabs ((double) grid.z[i]) * (1 + 1e-6) + info->error);
        }
      g_test_message ("%s: %g … %g, slope %g", info->word.word, least, most, steepest);
      g_assert_cmpfloat (least, >=, info->min);
      g_assert_cmpfloat (most, <=, info->max);
      if (isfinite (info->min))
        g_assert_cmpfloat_with_epsilon (least, info->min, 0.05);
      if (isfinite (info->max))
        g_assert_cmpfloat_with_epsilon (most, info->max, 0.05);
      g_assert_cmpfloat (steepest, <=, info->slope);
      g_assert_cmpfloat (steepest, >=, 0.99 * info->slope);
      g_assert_cmpint (info->can_die, ==, n_flat > 1000);
      /* Nearly all of a usual layer is in the histogram's range. */
      for (guint i = POINTS / 2 - 3000; i < POINTS / 2 + 3000; i++)
        g_assert_true (grid.y[i] >= info->bins_min && grid.y[i] <= info->bins_max);
      grid_clear (&grid);
    }
}

/* A NaN must come out of whatever it goes into, or a divergence would be hidden. */
static void
test_nan (const NormlabKernels *k)
{
  float x[8], y[8];

  for (guint a = 0; a < NORMLAB_N_ACTIVATIONS; a++)
    {
      for (guint i = 0; i < 8; i++)
        x[i] = i == 5 ? NAN : 1.0f;
      k->activate (a, x, y, 8);
      for (guint i = 0; i < 8; i++)
        g_assert_true (isnan (y[i]) == (i == 5));
    }
}

/* Normalization and activation in one pass or, without statistics, only the latter. */
static void
test_evaluate (const NormlabKernels *k)
{
  float *mean = normlab_test_floats (STRIDE, 1), *scale = normlab_test_floats (STRIDE, 2);
  float *beta = normlab_test_floats (STRIDE, 3), *x = activation_inputs ();
  float *normalized = normlab_floats_new (N), *expected = normlab_floats_new (N);
  float *out = normlab_floats_new (N);

  for (gsize i = 0; i < N; i++)
    normalized[i] = (x[i] - mean[i % STRIDE]) * scale[i % STRIDE] + beta[i % STRIDE];
  for (guint a = 0; a < NORMLAB_N_ACTIVATIONS; a++)
    for (guint normalizes = 0; normalizes < 2; normalizes++)
      {
        for (gsize i = 0; i < N; i++)
          expected[i] = normlab_test_activation_plain (a, normalizes ? normalized[i] : x[i]);
        memcpy (out, x, N * sizeof *out);
        k->evaluate (a, ROWS, STRIDE, out, normalizes ? mean : NULL, normalizes ? scale : NULL,
                     normalizes ? beta : NULL);
        normlab_test_same_floats (out, expected, N);
      }
  normlab_floats_free (mean);
  normlab_floats_free (scale);
  normlab_floats_free (beta);
  normlab_floats_free (x);
  normlab_floats_free (normalized);
  normlab_floats_free (expected);
  normlab_floats_free (out);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  normlab_test_add_kernels ("/kernels-activations/activate", test_activate);
  normlab_test_add_kernels ("/kernels-activations/activate-backward", test_activate_backward);
  normlab_test_add_kernels ("/kernels-activations/exact", test_exact);
  normlab_test_add_kernels ("/kernels-activations/close", test_close);
  normlab_test_add_kernels ("/kernels-activations/table", test_table);
  normlab_test_add_kernels ("/kernels-activations/nan", test_nan);
  normlab_test_add_kernels ("/kernels-activations/evaluate", test_evaluate);
  return g_test_run ();
}
