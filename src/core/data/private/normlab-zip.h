/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-byte-reader.h"

G_BEGIN_DECLS

/* What a zip archive's central directory says of a member. */
typedef struct
{
  char *name;
  guint64 offset; /* of its local header */
  guint64 n_stored;
  guint64 n_bytes;
  guint32 crc;
  guint16 flags;
  guint16 method;
} NormlabZipMember;

/**
 * NormlabZip:
 *
 * The members of a zip archive, stored or deflated (PKWARE's APPNOTE 6.3; no zip64, which takes
 * more than 4 GiB, and nothing encrypted). What the archive claims is held against its size.
 * Belongs to one thread at a time.
 */
typedef struct _NormlabZip NormlabZip;

/* NORMLAB_ERROR_FAILED, or NORMLAB_ERROR_DATA when it is no such archive. */
NormlabZip *normlab_zip_open (const char *path, GError **error);
void normlab_zip_free (NormlabZip *self);

guint normlab_zip_get_n_members (const NormlabZip *self);
const NormlabZipMember *normlab_zip_get_member (const NormlabZip *self, guint i);

/* The bytes of a member. Errors as above. */
NormlabByteReader *normlab_zip_read (const NormlabZip *self, guint i, GError **error);
NormlabByteReader *
normlab_zip_read_named (const NormlabZip *self, const char *name, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabZip, normlab_zip_free)

G_END_DECLS
