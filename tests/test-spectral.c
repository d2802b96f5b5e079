/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bounds of spectral norms: never below the norm, and how far above it. */
#include "normlab-spectral.h"

#include <math.h>
#include <string.h>

#include "normlab-test-kernels.h"

enum
{
  MAX_ROWS = 784,
  MAX_COLUMNS = 300
};

/* A matrix of floats, in rows and columns that are padded with zeros. */
typedef struct
{
  gsize rows, columns, stride;
  float *w;
  float *weights;
} Matrix;

static Matrix
new_matrix (gsize rows, gsize columns)
{
  Matrix self = { .rows = rows, .columns = columns, .stride = NORMLAB_STRIDE (columns) };

  self.w = normlab_floats_new ((rows + 1) / 2 * 2 * self.stride);
  self.weights = normlab_floats_new (self.stride);
  for (gsize j = 0; j < self.stride; j++)
    self.weights[j] = 1;
  return self;
}

static void
clear_matrix (Matrix *self)
{
  normlab_floats_free (self->w);
  normlab_floats_free (self->weights);
}

/* A lower bound of the norm, and soon the norm itself: ‖Aᵀ A v‖ / ‖A v‖, A being W diag (weights),
 * in units of @unit. */
static double
get_norm (const Matrix *self, double unit)
{
  double v[MAX_COLUMNS + 8], u[MAX_ROWS + 1], norm = 0;

  for (gsize j = 0; j < self->stride; j++)
    v[j] = 1 + 0.1 * sin ((double) j);
  for (guint step = 0; step < 40; step++)
    {
      double before = 0, after = 0;

      for (gsize i = 0; i < self->rows; i++)
        {
          u[i] = 0;
          for (gsize j = 0; j < self->stride; j++)
            u[i]
                += (double) self->w[i * self->stride + j] / unit * (double) self->weights[j] * v[j];
          before += u[i] * u[i];
        }
      if (!(before > 0))
        return 0;
      for (gsize j = 0; j < self->stride; j++)
        {
          v[j] = 0;
          for (gsize i = 0; i < self->rows; i++)
            v[j]
                += (double) self->w[i * self->stride + j] / unit * (double) self->weights[j] * u[i];
          after += v[j] * v[j];
        }
      norm = MAX (norm, sqrt (after / before));
      for (gsize j = 0; j < self->stride; j++)
        v[j] /= sqrt (after);
    }
  return norm;
}

static double
get_bound (const Matrix *self, const NormlabKernels *kernels)
{
  NormlabScratch scratch = { 0 };
  gsize rows = (self->rows + 1) / 2 * 2;
  NormlabSpectral spectral = { kernels, &scratch, NULL };
  g_autofree gint32 *q = g_new (gint32, rows / 2 * self->stride);
  float *largest = normlab_floats_new (self->stride), *sums = normlab_floats_new (self->stride);
  double bound;

  g_assert_true (normlab_scratch_begin (&scratch, normlab_spectral_scratch (self->stride), NULL));
  kernels->screening->column_extents (self->w, rows, self->stride, largest, sums);
  bound = normlab_spectral_bound_of_floats (&spectral, self->w, rows, self->stride, largest,
                                            self->weights, q);
  g_assert_cmpuint (scratch.used, ==, 0);
  normlab_floats_free (largest);
  normlab_floats_free (sums);
  normlab_scratch_clear (&scratch);
  return bound;
}

/* The bound is at least the norm, but for what computing that in double loses, and at most @most of
 * it. */
static void
check (const Matrix *self, const NormlabKernels *kernels, double unit, double most)
{
  double norm = get_norm (self, unit), bound = get_bound (self, kernels) / unit;

  g_test_message ("%s: %" G_GSIZE_FORMAT " × %" G_GSIZE_FORMAT ", %g of %g", kernels->name,
                  self->rows, self->columns, bound, norm);
  g_assert_cmpfloat (bound, >=, norm * (1 - 1e-12));
  g_assert_cmpfloat (bound, <=, norm * most);
}

static void
fill_normal (Matrix *self, float size, guint32 seed)
{
  float *values = normlab_test_floats (self->rows * self->columns, seed);

  for (gsize i = 0; i < self->rows; i++)
    for (gsize j = 0; j < self->columns; j++)
      self->w[i * self->stride + j] = size * values[i * self->columns + j];
  normlab_floats_free (values);
}

static void
test_random (const NormlabKernels *kernels)
{
  const gsize sizes[][2]
      = { { 1, 1 },   { 2, 1 },   { 1, 8 },     { 9, 20 },    { 784, 40 },  { 785, 39 },
          { 40, 30 }, { 30, 40 }, { 128, 128 }, { 100, 129 }, { 784, 300 }, { 40, 300 } };
  const float magnitudes[] = { 1, 1e-15f, 1e15f };

  if (kernels->screening == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint k = 0; k < G_N_ELEMENTS (magnitudes); k++)
      {
        Matrix m = new_matrix (sizes[i][0], sizes[i][1]);
        double blocks = ceil ((double) m.columns / 128);

        if (m.columns > 128 && k > 0)
          {
            clear_matrix (&m);
            continue;
          }
        fill_normal (&m, magnitudes[k], i + 1);
        check (&m, kernels, (double) magnitudes[k], 1.25 * sqrt (blocks));
        for (gsize j = 0; j < m.columns; j++)
          m.weights[j] = (float) pow (10, -(double) (j % 7)) * (j % 2 == 0 ? 1 : -1);
        check (&m, kernels, (double) magnitudes[k], 1.25 * sqrt (blocks));
        clear_matrix (&m);
      }
}

/* What has one direction only is met nearly exactly, with columns of any size. */
static void
test_one_direction (const NormlabKernels *kernels)
{
  if (kernels->screening == NULL)
    return;
  for (guint k = 0; k < 3; k++)
    {
      Matrix m = new_matrix (50, 20);

      for (gsize i = 0; i < m.rows; i++)
        for (gsize j = 0; j < m.columns; j++)
          m.w[i * m.stride + j]
              = (float) (cos ((double) i) * sin ((double) j + 1) * pow (10, (double) (j * k)));
      check (&m, kernels, 1, 1.01);
      clear_matrix (&m);
    }
}

/* Of elements that are rounded to nothing beside one that is not, and then weighs nothing, there is
 * only what rounding may take off. */
static void
test_rounding (const NormlabKernels *kernels)
{
  Matrix m = new_matrix (784, 40);
  double unit = 1 / (double) normlab_spectral_limit (784);

  if (kernels->screening == NULL)
    return;
  for (gsize i = 0; i < m.rows; i++)
    for (gsize j = 0; j < m.columns; j++)
      m.w[i * m.stride + j] = i == 0 ? 1 : (float) (0.499 * unit);
  check (&m, kernels, 1, 1.2);
  for (gsize j = 0; j < m.columns; j++)
    m.w[j] = j == 0;
  m.weights[0] = 0;
  for (gsize j = 1; j < m.columns; j++)
    m.w[j] = j % 2 == 0 ? 1 : -1;
  check (&m, kernels, 1, 1.2);
  clear_matrix (&m);

  /* And in the Gram matrix itself: a long column and many short ones that are alike. */
  m = new_matrix (64, 64);
  m.w[0] = 1;
  for (gsize j = 1; j < m.columns; j++)
    m.w[m.stride + j] = 0.0123f;
  check (&m, kernels, 1, 1.01);
  clear_matrix (&m);
}

/* Nothing, as good as nothing, and nothing that has any weight. */
static void
test_nothing (const NormlabKernels *kernels)
{
  Matrix m = new_matrix (10, 10);

  if (kernels->screening == NULL)
    return;
  g_assert_cmpfloat (get_bound (&m, kernels), <=, 1e-18);
  fill_normal (&m, 1e-30f, 1);
  g_assert_cmpfloat (get_bound (&m, kernels), >=, get_norm (&m, 1));
  g_assert_cmpfloat (get_bound (&m, kernels), <=, 1e-18);
  fill_normal (&m, 1, 1);
  memset (m.weights, 0, m.stride * sizeof *m.weights);
  g_assert_cmpfloat (get_bound (&m, kernels), ==, 0);
  m.weights[3] = 1e-30f;
  check (&m, kernels, 1, 1.25);
  clear_matrix (&m);
}

/* Sums of the largest integers that are allowed do not overflow, and the diagonal alone gives
 * random columns a sharp bound. */
static void
test_integers (const NormlabKernels *kernels)
{
  enum
  {
    COLUMNS = 40
  };
  const gsize rows[] = { 2, 3, 784, 4096 };

  if (kernels->screening == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint is_random = 0; is_random < 2; is_random++)
      {
        NormlabScratch scratch = { 0 };
        NormlabSpectral spectral = { kernels, &scratch, NULL };
        gsize pairs = (rows[i] + 1) / 2;
        float limit = normlab_spectral_limit (2 * pairs);
        g_autofree gint32 *q = g_new (gint32, pairs * COLUMNS);
        double weights[COLUMNS], norm, bound;
        guint32 random = 1;

        for (gsize k = 0; k < pairs * COLUMNS; k++)
          {
            gint32 size = (gint32) limit, low = size, high = -size;

            random = random * 1664525 + 1013904223;
            if (is_random && random >> 30 & 1)
              low = -size;
            if (is_random && random >> 31)
              high = size;
            q[k] = (low & 0xffff) | (gint32) ((guint32) high << 16);
          }
        for (guint j = 0; j < COLUMNS; j++)
          weights[j] = 1e-3;
        g_assert_true (normlab_scratch_begin (&scratch, normlab_spectral_scratch (COLUMNS), NULL));
        bound = normlab_spectral_bound (&spectral, q, pairs, COLUMNS, weights,
                                        is_random ? NORMLAB_SPECTRAL_DIAGONAL
                                                  : NORMLAB_SPECTRAL_POWERS);
        norm = 1e-3 * (double) limit * sqrt (2.0 * (double) pairs);
        norm *= is_random ? 1 : sqrt (COLUMNS);
        g_assert_cmpfloat (bound, >=, norm * (1 - 1e-9));
        g_assert_cmpfloat (bound, <=, norm * (is_random ? 1 + 9 / sqrt ((double) rows[i]) : 1.01));
        normlab_scratch_clear (&scratch);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  normlab_test_add_kernels ("/spectral/random", test_random);
  normlab_test_add_kernels ("/spectral/one-direction", test_one_direction);
  normlab_test_add_kernels ("/spectral/rounding", test_rounding);
  normlab_test_add_kernels ("/spectral/nothing", test_nothing);
  normlab_test_add_kernels ("/spectral/integers", test_integers);
  return g_test_run ();
}
