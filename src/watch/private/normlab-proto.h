/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A field of a message of protocol buffers, as it lies there. */
typedef struct
{
  guint number;
  guint type; /* 0: @word; 1 and 5: 8 and 4 bytes, in @word; 2: @bytes */
  guint64 word;
  const guint8 *bytes; /* borrowed */
  gsize n;
} NormlabProtoField;

/* What is left of a message. */
typedef struct
{
  const guint8 *p, *end;
  gboolean failed; /* it is none */
} NormlabProto;

void normlab_proto_init (NormlabProto *self, const guint8 *bytes, gsize n);
/* The next field; FALSE at the end, or where it @failed. */
gboolean normlab_proto_next (NormlabProto *self, NormlabProtoField *field);
/* A number within packed ones. */
gboolean normlab_proto_take_varint (NormlabProto *self, guint64 *value);

/* Numbers of fixed size, in the order of bytes that files have. */
float normlab_proto_get_float (const guint8 *bytes);
double normlab_proto_get_double (const guint8 *bytes);
guint64 normlab_proto_get_word (const guint8 *bytes, guint n_bytes);
double normlab_proto_double_of (guint64 word);
float normlab_proto_float_of (guint64 word);

G_END_DECLS
