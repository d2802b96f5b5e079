/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-measurement-private.h"

G_BEGIN_DECLS

/* What the tests share that stand between the scheduler's workers and measurements that were put
 * off: the linker puts the test's own __wrap_normlab_measurement_evaluate() before the real one. */
gboolean __real_normlab_measurement_evaluate (NormlabMeasurement *self,
                                              NormlabScratch *scratch,
                                              NormlabStop stop,
                                              GError **error);
gboolean __wrap_normlab_measurement_evaluate (NormlabMeasurement *self,
                                              NormlabScratch *scratch,
                                              NormlabStop stop,
                                              GError **error);

/* Adds to what several threads count, and notes how much it has been at most. Both are atomic. */
static inline void
normlab_test_count (gint *now, gint *most, gint more)
{
  gint n = g_atomic_int_add (now, more) + more, known;

  do
    known = g_atomic_int_get (most);
  while (n > known && !g_atomic_int_compare_and_exchange (most, known, n));
}

G_END_DECLS
