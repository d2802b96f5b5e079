/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Small IDX files, the same every time. */

/* n × rows × columns pixels, about half of them zero. */
GByteArray *normlab_test_idx_images (guint n, guint rows, guint columns);
/* n labels: 0, 1 … n_classes − 1, 0, 1 … */
GByteArray *normlab_test_idx_labels (guint n, guint n_classes);

/* One gzip member; level 0 (stored) to 9. */
GByteArray *normlab_test_gzip (const guint8 *bytes, gsize n, int level);

/* Overwrites a big-endian word. */
void normlab_test_set_word (GByteArray *bytes, guint position, guint32 word);

/* Writes folder/name, whatever was there; returns its path. */
char *normlab_test_write (const char *folder, const char *name, const GByteArray *bytes);

/* Writes a small data set into @folder, which is made if need be: 600 + 100 images of 10×10 pixels,
 * ten classes; another for each @variant, 0 to 255. */
void normlab_test_idx_fill (const char *folder, guint8 variant);

G_END_DECLS
