/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-sides.h"

#include <math.h>

gboolean
normlab_sides_find (guint64 n_pixels, guint *rows, guint *columns)
{
  guint64 side = (guint64) sqrt ((double) n_pixels);

  while (n_pixels % side != 0)
    side--;
  *rows = (guint) side;
  *columns = (guint) (n_pixels / side);
  return *rows == *columns;
}
