/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-screening-private.h"

G_BEGIN_DECLS

/* Arithmetic with bounds, for the files that find them. */

static inline NormlabBound
add (NormlabBound a, NormlabBound b)
{
  return (NormlabBound){ a.per_size + b.per_size, a.per_sum + b.per_sum, a.fixed + b.fixed };
}

static inline NormlabBound
times (double factor, NormlabBound a)
{
  return (NormlabBound){ factor * a.per_size, factor * a.per_sum, factor * a.fixed };
}

static inline NormlabBound
constant (double value)
{
  return (NormlabBound){ .fixed = value };
}

G_END_DECLS
