/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-kernels.h"

#include <string.h>

#include "normlab-random.h"
#include "normlab-scratch.h"

static void
run (gconstpointer data)
{
  guint n;
  const NormlabKernels *const *all = normlab_kernels_get_all (&n);

  for (guint i = 0; i < n; i++)
    {
      g_test_message ("%s, %u bytes", all[i]->name, all[i]->vector_bytes);
      ((NormlabKernelTest) data) (all[i]);
    }
}

void
normlab_test_add_kernels (const char *path, NormlabKernelTest test)
{
  g_test_add_data_func (path, (gconstpointer) test, run);
}

float *
normlab_test_floats (gsize n, guint32 seed)
{
  float *x = normlab_floats_new (n);
  NormlabRandom random;

  normlab_random_seed (&random, seed);
  for (gsize i = 0; i < n; i++)
    x[i] = (float) normlab_random_normal (&random);
  return x;
}

float *
normlab_test_floats_copy (const float *x, gsize n)
{
  return memcpy (normlab_floats_new (n), x, n * sizeof *x);
}

void
normlab_test_same_floats (const float *x, const float *expected, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (memcmp (&x[i], &expected[i], sizeof x[i]) != 0)
      g_error ("element %" G_GSIZE_FORMAT " is %.9g instead of %.9g", i, (double) x[i],
               (double) expected[i]);
}
