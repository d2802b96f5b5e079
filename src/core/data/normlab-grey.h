/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The grey of a colour, each part 0 to 255, as ITU-R 601 has it, in the integers that others use as
 * well (Pillow). */
static inline guint8
normlab_grey (guint red, guint green, guint blue)
{
  return (guint8) ((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16);
}

G_END_DECLS
