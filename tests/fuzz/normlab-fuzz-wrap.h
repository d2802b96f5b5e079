/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What chance never gets right is done for it: the first byte of an input says how the others are
 * wrapped up before a reader gets them, so that what lies within a checksum is reached.
 *
 *   .   not at all
 *   g   gzip             s   gzip, stored             h, j   gzip, two and four times
 *   m   gzip in two members, and an empty one behind them
 *   z   gzip, and zeros  t   gzip, and the letters themselves once more
 *   R   gzip of all behind the next two bytes, as often as these say, up to 2 MB
 *   x   gzip with a wrong checksum                    c   gzip, cut off
 *   a   a zip archive, stored: members "NAME\nbytes" with "\n~" between them
 *   A   the same, deflated
 *   p   a PNG: width, height, kind (1 grey, 2 colours, 3 grey of 16 bits), then pixels
 *   P   a PNG as it stands, but for the checksums of its chunks
 *   r   a text in which "#@........ " begins a record of a session: with its checksum
 *
 * Any other byte is a part of what is wrapped up as ".". */
GByteArray *normlab_fuzz_wrap (const guint8 *bytes, gsize n);

G_END_DECLS
