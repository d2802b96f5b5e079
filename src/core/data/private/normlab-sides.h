/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The sides of an image of which only the number of its pixels is known, at least 1: a square, or
 * else, and then it is FALSE, the rectangle that is nearest to one and no higher than wide. */
gboolean normlab_sides_find (guint64 n_pixels, guint *rows, guint *columns);

G_END_DECLS
