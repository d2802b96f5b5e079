/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* TensorBoard's event files, written without any part of the reader's. */

/* How a number stands in an event. */
typedef enum
{
  NORMLAB_TEST_EVENT_SIMPLE,        /* TensorFlow 1, PyTorch */
  NORMLAB_TEST_EVENT_CONTENT,       /* TensorFlow 2: bytes of a tensor, with metadata */
  NORMLAB_TEST_EVENT_CONTENT_BARE,  /* the same without metadata, as behind a tag's first */
  NORMLAB_TEST_EVENT_FLOATS,        /* packed */
  NORMLAB_TEST_EVENT_FLOAT,         /* the same, not packed */
  NORMLAB_TEST_EVENT_DOUBLES,       /* packed */
  NORMLAB_TEST_EVENT_CONTENT_INT64, /* as a whole number of eight bytes */
  NORMLAB_TEST_EVENT_INTS,          /* packed */
  NORMLAB_TEST_EVENT_PAIR,          /* two numbers: no scalar */
  NORMLAB_TEST_EVENT_OTHER,         /* of a plugin that has no scalars */
} NormlabTestEventForm;

/* A message of protocol buffers, piece by piece. */
void normlab_test_proto_varint (GByteArray *message, guint64 value);
void normlab_test_proto_number (GByteArray *message, guint field, guint64 value);
void normlab_test_proto_double (GByteArray *message, guint field, double value);
void normlab_test_proto_float (GByteArray *message, guint field, float value);
void normlab_test_proto_bytes (GByteArray *message, guint field, const void *bytes, gsize n);
void normlab_test_proto_text (GByteArray *message, guint field, const char *text);
/* Lets go of @part. */
void normlab_test_proto_message (GByteArray *message, guint field, GByteArray *part);

/* Appends a record. */
void normlab_test_events_record (GByteArray *file, const void *bytes, gsize n);
/* The first record of every file. */
void normlab_test_events_version (GByteArray *file);
void normlab_test_events_scalar (GByteArray *file,
                                 NormlabTestEventForm form,
                                 gint64 step,
                                 const char *tag,
                                 double value);
/* status: 1 a session starts, 2 it stops, 3 a checkpoint. */
void normlab_test_events_session (GByteArray *file, gint64 step, guint status);

#define NORMLAB_TEST_EVENTS_TIME 1.7e9

G_END_DECLS
