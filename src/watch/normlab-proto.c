/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-proto.h"

#include <string.h>

void
normlab_proto_init (NormlabProto *self, const guint8 *bytes, gsize n)
{
  /* What is empty may lie nowhere. */
  *self = (NormlabProto){ bytes, n > 0 ? bytes + n : bytes, FALSE };
}

gboolean
normlab_proto_take_varint (NormlabProto *self, guint64 *value)
{
  *value = 0;
  for (guint shift = 0; shift < 70 && self->p < self->end; shift += 7)
    {
      guint8 byte = *self->p++;

      if (shift < 64)
        *value |= (guint64) (byte & 127) << shift;
      if (byte < 128)
        return TRUE;
    }
  self->failed = TRUE;
  return FALSE;
}

static gboolean
take_bytes (NormlabProto *self, NormlabProtoField *field, guint64 n)
{
  if (n > (guint64) (self->end - self->p))
    {
      self->failed = TRUE;
      return FALSE;
    }
  field->bytes = self->p;
  field->n = (gsize) n;
  self->p += n;
  return TRUE;
}

gboolean
normlab_proto_next (NormlabProto *self, NormlabProtoField *field)
{
  guint64 key, n;

  if (self->failed || self->p == self->end || !normlab_proto_take_varint (self, &key))
    return FALSE;
  *field = (NormlabProtoField){ .number = (guint) (key >> 3), .type = (guint) (key & 7) };
  switch (field->type)
    {
    case 0:
      return normlab_proto_take_varint (self, &field->word);
    case 1:
    case 5:
      if (!take_bytes (self, field, field->type == 1 ? 8 : 4))
        return FALSE;
      field->word = normlab_proto_get_word (field->bytes, (guint) field->n);
      return TRUE;
    case 2:
      return normlab_proto_take_varint (self, &n) && take_bytes (self, field, n);
    default:
      self->failed = TRUE;
      return FALSE;
    }
}

guint64
normlab_proto_get_word (const guint8 *bytes, guint n_bytes)
{
  guint64 word = 0;

  for (guint i = n_bytes; i > 0; i--)
    word = word << 8 | bytes[i - 1];
  return word;
}

double
normlab_proto_double_of (guint64 word)
{
  double value;

  memcpy (&value, &word, sizeof value);
  return value;
}

float
normlab_proto_float_of (guint64 word)
{
  guint32 half = (guint32) word;
  float value;

  memcpy (&value, &half, sizeof value);
  return value;
}

float
normlab_proto_get_float (const guint8 *bytes)
{
  return normlab_proto_float_of (normlab_proto_get_word (bytes, 4));
}

double
normlab_proto_get_double (const guint8 *bytes)
{
  return normlab_proto_double_of (normlab_proto_get_word (bytes, 8));
}
