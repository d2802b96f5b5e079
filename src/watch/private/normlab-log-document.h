/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-json.h"
#include "normlab-log-format.h"

G_BEGIN_DECLS

/* Of what waits until all of a document is there, in bytes. */
#define NORMLAB_LOG_DOCUMENT_MAX_SIZE (256 << 20)

/**
 * NormlabLogDocument:
 * @hand_over: called once, with the reader, when the document is complete
 * @too_large: the reader has no room for what has come
 * @refusal: nullable: why nothing comes of what was handed over, with %s for the file
 * @alone: what stands behind the document is damage, and not nobody's
 * @n_mark: how many of the bytes are those of a mark before all
 *
 * What the readers of one JSON document begin with: nothing of it counts before all of it is
 * there, for it may just be written. The next three are those of their NormlabLogFormat.
 */
typedef struct
{
  const NormlabLogPlace *place;
  NormlabJson json;
  void (*hand_over) (gpointer reader);
  gboolean too_large;
  const char *refusal;
  gboolean alone;
  gboolean done;
  guint64 n_bytes;
  guint n_mark;
} NormlabLogDocument;

/* @function gets the reader, whose first member this is. */
void normlab_log_document_init (NormlabLogDocument *self,
                                const NormlabLogPlace *place,
                                NormlabJsonFunc function,
                                void (*hand_over) (gpointer reader));
void normlab_log_document_clear (NormlabLogDocument *self);
gboolean normlab_log_document_feed (gpointer reader, const guint8 *bytes, gsize n, char **damage);
void normlab_log_document_finish (gpointer reader, char **damage);

G_END_DECLS
