/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-kernels.h"

extern const NormlabKernels normlab_baseline_kernels;
#ifdef HAVE_AVX2_KERNELS
extern const NormlabKernels normlab_avx2_kernels;
#endif

const NormlabKernels *const *
normlab_kernels_get_all (guint *n_kernels)
{
  static const NormlabKernels *const all[] = {
    &normlab_baseline_kernels,
#ifdef HAVE_AVX2_KERNELS
    &normlab_avx2_kernels,
#endif
  };

  *n_kernels = 1;
#ifdef HAVE_AVX2_KERNELS
  if (__builtin_cpu_supports ("avx2"))
    *n_kernels = 2;
#endif
  return all;
}

const NormlabKernels *
normlab_kernels_get_default (void)
{
  const char *name = g_getenv ("NORMLAB_KERNELS");
  guint n;
  const NormlabKernels *const *all = normlab_kernels_get_all (&n);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (all[i]->name, name) == 0)
      return all[i];
  return all[n - 1];
}
