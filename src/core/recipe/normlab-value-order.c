/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-value-order.h"

/* Whether one of two networks has at least as many layers as the other, none of them narrower. */
static gboolean
are_nested (const NormlabValue *a, const NormlabValue *b)
{
  const NormlabValue *less = a->layers.n <= b->layers.n ? a : b;
  const NormlabValue *more = less == a ? b : a;
  gboolean grows = TRUE, shrinks = less->layers.n == more->layers.n;

  for (guint i = 0; i < MIN (less->layers.n, NORMLAB_MAX_HIDDEN); i++)
    {
      grows = grows && less->layers.units[i] <= more->layers.units[i];
      shrinks = shrinks && less->layers.units[i] >= more->layers.units[i];
    }
  return grows || shrinks;
}

gboolean
normlab_values_are_ordered (const NormlabValue *values, guint n_values)
{
  g_return_val_if_fail (values != NULL || n_values == 0, FALSE);

  for (guint i = 0; i < n_values; i++)
    {
      if (values[i].type != NORMLAB_VALUE_LAYERS)
        {
          if (!normlab_value_is_number (&values[i]) && values[i].type != NORMLAB_VALUE_COUNT)
            return FALSE;
          continue;
        }
      for (guint j = 0; j < i; j++)
        if (!are_nested (&values[i], &values[j]))
          return FALSE;
    }
  return TRUE;
}
