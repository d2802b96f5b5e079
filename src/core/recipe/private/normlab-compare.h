/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <math.h>

G_BEGIN_DECLS

/* Negative, 0 or positive. Not a number comes last, and equals itself. */

static inline int
normlab_compare_uint (guint a, guint b)
{
  return a < b ? -1 : a > b;
}

static inline int
normlab_compare_double (double a, double b)
{
  if (isnan (a) || isnan (b))
    return (isnan (a) ? 1 : 0) - (isnan (b) ? 1 : 0);
  return a < b ? -1 : a > b;
}

G_END_DECLS
