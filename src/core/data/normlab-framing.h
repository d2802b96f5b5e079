/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Frames a picture as MNIST frames its digits: what is drawn on it is scaled, in grey, until its
 * longest side is 20 pixels in an image of 28 × 28, and in proportion in one of another size, then
 * moved by whole pixels until its centre of mass is nearest to the pixel in the middle, (14, 14).
 *
 * picture: rows × columns bytes, of which 0 is paper and 255 is ink
 * image: image_rows × image_columns bytes, overwritten, likewise
 *
 * FALSE, with an empty image, where nothing is drawn. */
gboolean normlab_framing_frame (const guint8 *picture,
                                guint rows,
                                guint columns,
                                guint8 *image,
                                guint image_rows,
                                guint image_columns);

G_END_DECLS
