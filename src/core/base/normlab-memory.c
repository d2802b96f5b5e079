/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-memory.h"

#include <stdlib.h>
#include <sys/mman.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/* As x86-64 and AArch64 have them; elsewhere only the alignment differs. */
#define LARGE_PAGE ((gsize) 2 << 20)
/* Pictures and histories, but no row of a table: bytes. */
#define LARGE_BLOCK (1 << 20)

gpointer
normlab_memory_new (gsize n)
{
  gpointer memory = NULL;

  if (n < 2 * LARGE_PAGE)
    return n > 0 ? malloc (n) : NULL;

  if (posix_memalign (&memory, LARGE_PAGE, n) != 0)
    return NULL;
#ifdef MADV_HUGEPAGE
  /* Advice only: where it is not taken, nothing is lost. */
  (void) madvise (memory, n, MADV_HUGEPAGE);
#endif
  return memory;
}

void
normlab_memory_free (gpointer memory)
{
  free (memory);
}

void
normlab_memory_set_compact (void)
{
#ifdef __GLIBC__
  mallopt (M_MMAP_THRESHOLD, LARGE_BLOCK);
  mallopt (M_ARENA_MAX, 1);
#endif
}
