/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "normlab-byte-reader.h"
#include "normlab-pixel-values.h"

G_BEGIN_DECLS

/* The most that the pixels of one array may take as bytes: 2 GiB. */
#define NORMLAB_ARRAY_MAX_BYTES ((guint64) 2 << 30)
#define NORMLAB_ARRAY_MAX_DIMENSIONS 4

typedef enum
{
  NORMLAB_ARRAY_IMAGES,
  NORMLAB_ARRAY_LABELS,
} NormlabArrayKind;

#define NORMLAB_N_ARRAY_KINDS 2

typedef enum
{
  NORMLAB_ELEMENT_BOOL, /* a byte, 0 or not */
  NORMLAB_ELEMENT_U8,
  NORMLAB_ELEMENT_I8,
  NORMLAB_ELEMENT_U16,
  NORMLAB_ELEMENT_I16,
  NORMLAB_ELEMENT_U32,
  NORMLAB_ELEMENT_I32,
  NORMLAB_ELEMENT_U64,
  NORMLAB_ELEMENT_I64,
  NORMLAB_ELEMENT_F16,
  NORMLAB_ELEMENT_F32,
  NORMLAB_ELEMENT_F64,
} NormlabElement;

/* Bytes of one. */
guint normlab_element_get_size (NormlabElement element);
gboolean normlab_element_is_float (NormlabElement element);
/* bytes: n of them → values: as double; whole numbers past 2⁵³ are rounded. */
void normlab_element_to_double (NormlabElement element,
                                gboolean little_endian,
                                const guint8 *bytes,
                                double *values,
                                gsize n);

/* What a header says, and where it says it. */
typedef struct
{
  NormlabElement element;
  gboolean little_endian;
  gboolean fortran; /* the first index is the quickest */
  guint n_dimensions;
  guint64 sizes[NORMLAB_ARRAY_MAX_DIMENSIONS];
  guint size_positions[NORMLAB_ARRAY_MAX_DIMENSIONS]; /* byte of the decoded data */
  guint32 magic;                                      /* of IDX; 0 for NumPy's */
  guint64 n_bytes;                                    /* of the header itself */
  guint32 crc;                                        /* of the header itself */
} NormlabArrayHeader;

/* Reads the next @n bytes of a header and counts them. NORMLAB_ERROR_DATA where it is cut off. */
gboolean normlab_array_header_take (NormlabArrayHeader *self,
                                    NormlabByteReader *source,
                                    guint8 *bytes,
                                    gsize n,
                                    GError **error);
/* IDX: a big-endian word that tells type and number of dimensions, then the size of each. */
gboolean
normlab_idx_read_header (NormlabArrayHeader *self, NormlabByteReader *source, GError **error);
/* NumPy's .npy, versions 1.0 to 3.0: a dictionary in Python's syntax. */
gboolean
normlab_npy_read_header (NormlabArrayHeader *self, NormlabByteReader *source, GError **error);

/**
 * NormlabArray:
 *
 * A file of numbers, be it IDX or NumPy's .npy, that holds the images or the labels of a data set.
 * Opening one reads the header and holds it against the file's size and against what is wanted, so
 * that nobody allocates what a wrong header claims. Belongs to one thread at a time.
 */
typedef struct _NormlabArray NormlabArray;

/* By what the file holds, whatever it is called; in an archive (.npz) the one array that it has.
 * NORMLAB_ERROR_FAILED or, when it is not what is wanted, NORMLAB_ERROR_DATA. */
NormlabArray *normlab_array_open (const char *path, NormlabArrayKind kind, GError **error);
/* The member @member of the archive at @path; NULL: as above. */
NormlabArray *normlab_array_open_member (const char *path,
                                         const char *member,
                                         NormlabArrayKind kind,
                                         GError **error);
void normlab_array_free (NormlabArray *self);

/* The path in UTF-8, for messages. */
const char *normlab_array_get_name (const NormlabArray *self);
/* Labels or images; at least 1. */
guint normlab_array_get_n_items (const NormlabArray *self);
/* Of an image, at least 1; of a label, 1. */
guint normlab_array_get_rows (const NormlabArray *self);
guint normlab_array_get_columns (const NormlabArray *self);
/* Whether images came as rows of pixels whose number is no square, so that their sides are a
 * guess. */
gboolean normlab_array_is_guessed (const NormlabArray *self);
/* Whether images came as rows of bytes, whatever their number. */
gboolean normlab_array_is_plain_rows (const NormlabArray *self);
/* What reading makes: items × rows × columns, a byte each. */
gsize normlab_array_get_n_bytes (const NormlabArray *self);
/* "byte 4" or the like: where the number of items stands. */
char *normlab_array_locate_size (const NormlabArray *self, guint dimension);
/* Where item @i lies, for messages: "byte 8" or "byte 8 of the decoded data". */
char *normlab_array_locate (const NormlabArray *self, guint i);

/* Before it is read: no more than the first @n items of it are, and the others are not even looked
 * at. FALSE where they lie among one another (in Fortran's order), so that all have to be. */
gboolean normlab_array_cut (NormlabArray *self, guint n);
/* Reads all pixels or labels into @bytes (normlab_array_get_n_bytes() of them) and makes sure that
 * the file ends there, unless it has been cut. Call it once. NORMLAB_ERROR_DATA, _FAILED or
 * _CANCELLED. */
gboolean
normlab_array_read (NormlabArray *self, guint8 *bytes, GCancellable *cancellable, GError **error);
/* CRC-32 of what normlab_array_read() has made. */
guint32 normlab_array_get_crc (const NormlabArray *self);
/* What pixels were and what they have been scaled by, once they have been read. */
NormlabPixelValues *normlab_array_get_values (NormlabArray *self);
/* Whether something behind compressed data has been left out. */
gboolean normlab_array_has_garbage (const NormlabArray *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabArray, normlab_array_free)

G_END_DECLS
