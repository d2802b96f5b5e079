/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* CRC-32C (Castagnoli; RFC 3720): 0 to begin with, then what came of the bytes before. */
guint32 normlab_crc32c (guint32 crc, const guint8 *bytes, gsize n);
/* As TensorFlow's record files have it. */
guint32 normlab_crc32c_mask (guint32 crc);

G_END_DECLS
