/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-events.h"

#include <string.h>

/* CRC-32C bit by bit, masked. */
static guint32
find_checksum (const guint8 *bytes, gsize n)
{
  guint32 crc = G_MAXUINT32;

  for (gsize i = 0; i < n; i++)
    {
      crc ^= bytes[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = (crc & 1) != 0 ? crc >> 1 ^ 0x82f63b78u : crc >> 1;
    }
  crc = ~crc;
  return (crc >> 15 | crc << 17) + 0xa282ead8u;
}

static void
append_word (GByteArray *message, guint64 word, guint n_bytes)
{
  for (guint i = 0; i < n_bytes; i++)
    {
      guint8 byte = (guint8) (word >> (8 * i));

      g_byte_array_append (message, &byte, 1);
    }
}

void
normlab_test_proto_varint (GByteArray *message, guint64 value)
{
  for (; value > 127; value >>= 7)
    append_word (message, (value & 127) | 128, 1);
  append_word (message, value, 1);
}

void
normlab_test_proto_number (GByteArray *message, guint field, guint64 value)
{
  normlab_test_proto_varint (message, field << 3);
  normlab_test_proto_varint (message, value);
}

static guint64
get_bits (double value)
{
  guint64 bits;

  memcpy (&bits, &value, sizeof bits);
  return bits;
}

static guint64
get_float_bits (float value)
{
  guint32 bits;

  memcpy (&bits, &value, sizeof bits);
  return bits;
}

void
normlab_test_proto_double (GByteArray *message, guint field, double value)
{
  normlab_test_proto_varint (message, field << 3 | 1);
  append_word (message, get_bits (value), 8);
}

void
normlab_test_proto_float (GByteArray *message, guint field, float value)
{
  normlab_test_proto_varint (message, field << 3 | 5);
  append_word (message, get_float_bits (value), 4);
}

void
normlab_test_proto_bytes (GByteArray *message, guint field, const void *bytes, gsize n)
{
  normlab_test_proto_varint (message, field << 3 | 2);
  normlab_test_proto_varint (message, n);
  g_byte_array_append (message, bytes, (guint) n);
}

void
normlab_test_proto_text (GByteArray *message, guint field, const char *text)
{
  normlab_test_proto_bytes (message, field, text, strlen (text));
}

void
normlab_test_proto_message (GByteArray *message, guint field, GByteArray *part)
{
  normlab_test_proto_bytes (message, field, part->data, part->len);
  g_byte_array_unref (part);
}

void
normlab_test_events_record (GByteArray *file, const void *bytes, gsize n)
{
  guint8 length[8];

  for (guint i = 0; i < 8; i++)
    length[i] = (guint8) ((guint64) n >> (8 * i));
  g_byte_array_append (file, length, 8);
  append_word (file, find_checksum (length, 8), 4);
  g_byte_array_append (file, bytes, (guint) n);
  append_word (file, find_checksum (bytes, n), 4);
}

/* Lets go of it. */
static void
put (GByteArray *file, GByteArray *event)
{
  normlab_test_events_record (file, event->data, event->len);
  g_byte_array_unref (event);
}

static GByteArray *
begin_event (gint64 step)
{
  GByteArray *event = g_byte_array_new ();

  normlab_test_proto_double (event, 1, NORMLAB_TEST_EVENTS_TIME + (double) step);
  if (step != 0)
    normlab_test_proto_number (event, 2, (guint64) step);
  return event;
}

void
normlab_test_events_version (GByteArray *file)
{
  GByteArray *event = begin_event (0);

  normlab_test_proto_text (event, 3, "brain.Event:2");
  put (file, event);
}

static void
add_metadata (GByteArray *value, const char *plugin)
{
  GByteArray *data = g_byte_array_new ();
  GByteArray *metadata = g_byte_array_new ();

  normlab_test_proto_text (data, 1, plugin);
  normlab_test_proto_message (metadata, 1, data);
  normlab_test_proto_number (metadata, 4, 1);
  normlab_test_proto_message (value, 9, metadata);
}

/* The shape of one number alone is empty. */
static GByteArray *
begin_tensor (guint type, guint n)
{
  GByteArray *tensor = g_byte_array_new ();
  GByteArray *shape = g_byte_array_new ();

  normlab_test_proto_number (tensor, 1, type);
  if (n > 1)
    {
      GByteArray *dimension = g_byte_array_new ();

      normlab_test_proto_number (dimension, 1, n);
      normlab_test_proto_message (shape, 2, dimension);
    }
  normlab_test_proto_message (tensor, 2, shape);
  return tensor;
}

static GByteArray *
make_tensor (NormlabTestEventForm form, double value)
{
  g_autoptr (GByteArray) numbers = g_byte_array_new ();
  gboolean eight = form == NORMLAB_TEST_EVENT_DOUBLES || form == NORMLAB_TEST_EVENT_CONTENT_INT64;
  GByteArray *tensor = begin_tensor (form == NORMLAB_TEST_EVENT_DOUBLES         ? 2
                                     : form == NORMLAB_TEST_EVENT_CONTENT_INT64 ? 9
                                     : form == NORMLAB_TEST_EVENT_INTS          ? 3
                                                                                : 1,
                                     form == NORMLAB_TEST_EVENT_PAIR ? 2 : 1);

  if (form == NORMLAB_TEST_EVENT_FLOAT)
    {
      normlab_test_proto_float (tensor, 5, (float) value);
      return tensor;
    }
  if (form == NORMLAB_TEST_EVENT_INTS)
    normlab_test_proto_varint (numbers, (guint64) (gint64) value);
  else
    append_word (numbers,
                 form == NORMLAB_TEST_EVENT_DOUBLES         ? get_bits (value)
                 : form == NORMLAB_TEST_EVENT_CONTENT_INT64 ? (guint64) (gint64) value
                                                            : get_float_bits ((float) value),
                 eight ? 8 : 4);
  if (form == NORMLAB_TEST_EVENT_PAIR)
    append_word (numbers, get_float_bits (1), 4);
  normlab_test_proto_bytes (tensor,
                            form == NORMLAB_TEST_EVENT_FLOATS || form == NORMLAB_TEST_EVENT_PAIR ? 5
                            : form == NORMLAB_TEST_EVENT_DOUBLES                                 ? 6
                            : form == NORMLAB_TEST_EVENT_INTS                                    ? 7
                                                              : 4,
                            numbers->data, numbers->len);
  return tensor;
}

void
normlab_test_events_scalar (GByteArray *file,
                            NormlabTestEventForm form,
                            gint64 step,
                            const char *tag,
                            double value)
{
  GByteArray *event = begin_event (step);
  GByteArray *summary = g_byte_array_new ();
  GByteArray *message = g_byte_array_new ();

  normlab_test_proto_text (message, 1, tag);
  if (form == NORMLAB_TEST_EVENT_SIMPLE)
    normlab_test_proto_float (message, 2, (float) value);
  else
    normlab_test_proto_message (message, 8, make_tensor (form, value));
  if (form == NORMLAB_TEST_EVENT_OTHER)
    add_metadata (message, "pr_curves");
  else if (form != NORMLAB_TEST_EVENT_SIMPLE && form != NORMLAB_TEST_EVENT_CONTENT_BARE)
    add_metadata (message, "scalars");
  normlab_test_proto_message (summary, 1, message);
  normlab_test_proto_message (event, 5, summary);
  put (file, event);
}

void
normlab_test_events_session (GByteArray *file, gint64 step, guint status)
{
  GByteArray *event = begin_event (step);
  GByteArray *session = g_byte_array_new ();

  normlab_test_proto_number (session, 1, status);
  normlab_test_proto_message (event, 7, session);
  put (file, event);
}
