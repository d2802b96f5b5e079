/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-kernels.h"

extern const NormlabKernels normlab_baseline_kernels;
#ifdef HAVE_AVX2_KERNELS
extern const NormlabKernels normlab_avx2_kernels;
#endif
#ifdef HAVE_AVX512_KERNELS
extern const NormlabKernels normlab_avx512_kernels;
#endif

const NormlabKernels *const *
normlab_kernels_get_all (guint *n_kernels)
{
  static const NormlabKernels *const all[] = {
    &normlab_baseline_kernels,
#ifdef HAVE_AVX2_KERNELS
    &normlab_avx2_kernels,
#endif
#ifdef HAVE_AVX512_KERNELS
    &normlab_avx512_kernels,
#endif
  };

  *n_kernels = 1;
#ifdef HAVE_AVX2_KERNELS
  if (__builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma"))
    *n_kernels = 2;
#endif
#ifdef HAVE_AVX512_KERNELS
  if (*n_kernels == 2 && __builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512vl")
      && __builtin_cpu_supports ("avx512bw") && __builtin_cpu_supports ("avx512dq")
      && __builtin_cpu_supports ("avx512vnni"))
    *n_kernels = 3;
#endif
  return all;
}

/* Whether vectors of 64 bytes are faster than those of 32: measured on Intel's processors alone. */
static gboolean
gains_by_wide_vectors (void)
{
#ifdef HAVE_AVX512_KERNELS
  return __builtin_cpu_is ("intel");
#else
  return FALSE;
#endif
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
  while (n > 1 && all[n - 1]->vector_bytes > 32 && !gains_by_wide_vectors ())
    n--;
  return all[n - 1];
}
