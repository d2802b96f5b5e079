/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes words into finished pictures, which Cairo cannot: what is shown, for search and for those
 * who cannot see it. Both texts may be NULL; bytes that are no such picture are left alone. */

/* As <title> and <desc> of the document. */
void normlab_picture_metadata_write_svg (GByteArray *bytes, const char *title, const char *caption);

/* As iTXt chunks; a pHYs chunk says that @scale pixels are one of 96 to the inch. */
void normlab_picture_metadata_write_png (GByteArray *bytes,
                                         const char *title,
                                         const char *caption,
                                         guint scale);

G_END_DECLS
