/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The most that one file may hold, decoded: 2 GiB. */
#define NORMLAB_IDX_MAX_BYTES ((guint64) 2 << 30)

typedef enum
{
  NORMLAB_IDX_LABELS = 1, /* one dimension: a byte per label */
  NORMLAB_IDX_IMAGES = 3, /* three: images × rows × columns */
} NormlabIdxKind;

/**
 * NormlabIdx:
 *
 * An IDX file of unsigned bytes, gzip or plain, as MNIST and its kin are published. A header of
 * big-endian words (a magic number that tells the type and the number of dimensions; then the size
 * of each) is followed by the bytes in row-major order. Opening one reads the header and holds it
 * against the file's size, so that nobody allocates what a wrong header claims. Belongs to one
 * thread at a time.
 */
typedef struct _NormlabIdx NormlabIdx;

/* NORMLAB_ERROR_FAILED or, when the file is not what its name says, NORMLAB_ERROR_DATA. */
NormlabIdx *normlab_idx_open (const char *path, NormlabIdxKind kind, GError **error);
void normlab_idx_free (NormlabIdx *self);

/* The path in UTF-8, for messages. */
const char *normlab_idx_get_name (const NormlabIdx *self);
/* Labels or images; at least 1. */
guint normlab_idx_get_n_items (const NormlabIdx *self);
/* Of an image, at least 1; of a label, 1. */
guint normlab_idx_get_rows (const NormlabIdx *self);
guint normlab_idx_get_columns (const NormlabIdx *self);
/* Items × rows × columns. */
gsize normlab_idx_get_n_bytes (const NormlabIdx *self);

/* Reads all pixels or labels into @bytes (normlab_idx_get_n_bytes() of them) and makes sure that
 * the file ends there. Call it once. NORMLAB_ERROR_DATA, _FAILED or _CANCELLED. */
gboolean
normlab_idx_read (NormlabIdx *self, guint8 *bytes, GCancellable *cancellable, GError **error);
/* CRC-32 of what normlab_idx_read() has read. */
guint32 normlab_idx_get_crc (const NormlabIdx *self);

/* Where item @i lies, for messages: "byte 8" or "byte 8 of the decoded data". */
char *normlab_idx_locate (const NormlabIdx *self, guint i);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabIdx, normlab_idx_free)

G_END_DECLS
