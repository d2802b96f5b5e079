/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-event.h"

#include <math.h>
#include <string.h>

#include "normlab-proto.h"
#include "normlab-text.h"

/* Where numbers lie in the messages. */
enum
{
  EVENT_WALL_TIME = 1,
  EVENT_STEP = 2,
  EVENT_SUMMARY = 5,
  EVENT_SESSION_LOG = 7,

  SESSION_LOG_STATUS = 1,
  SESSION_LOG_START = 1,

  SUMMARY_VALUE = 1,

  VALUE_TAG = 1,
  VALUE_SIMPLE = 2,
  VALUE_TENSOR = 8,
  VALUE_METADATA = 9,

  METADATA_PLUGIN = 1,
  PLUGIN_NAME = 1,
  PLUGIN_CONTENT = 2,

  TENSOR_TYPE = 1,
  TENSOR_SHAPE = 2,
  TENSOR_CONTENT = 4,
  TENSOR_FLOATS = 5,
  TENSOR_DOUBLES = 6,
  TENSOR_INTS = 7,
  TENSOR_INT64S = 10,

  SHAPE_DIMENSION = 2,
  DIMENSION_SIZE = 1,

  HPARAMS_SESSION_START = 3,
  SESSION_START_HPARAMS = 1,
  ENTRY_KEY = 1,
  ENTRY_VALUE = 2,
  VALUE_NUMBER = 2,
  VALUE_STRING = 3,
  VALUE_BOOLEAN = 4,
};

/* tensorflow/core/framework/types.proto */
enum
{
  TYPE_FLOAT = 1,
  TYPE_DOUBLE = 2,
  TYPE_INT32 = 3,
  TYPE_INT64 = 9,
};

static gboolean
is_text (const NormlabProtoField *field, const char *text)
{
  return field->n == strlen (text) && memcmp (field->bytes, text, field->n) == 0;
}

/* How many numbers a tensor of that shape has; 0 for too many. */
static guint64
count (const NormlabProtoField *shape, gboolean *failed)
{
  NormlabProto proto, inner;
  NormlabProtoField field, size;
  guint64 n = 1;

  normlab_proto_init (&proto, shape->bytes, shape->n);
  while (normlab_proto_next (&proto, &field))
    {
      guint64 its = 0;

      if (field.number != SHAPE_DIMENSION || field.type != 2)
        continue;
      normlab_proto_init (&inner, field.bytes, field.n);
      while (normlab_proto_next (&inner, &size))
        if (size.number == DIMENSION_SIZE && size.type == 0)
          its = size.word;
      *failed |= inner.failed;
      n = its == 1 ? n : 0;
    }
  *failed |= proto.failed;
  return n;
}

/* The only number of a content, as its type has it. */
static gboolean
read_content (const NormlabProtoField *content, guint64 type, double *value)
{
  if ((type == TYPE_FLOAT || type == TYPE_INT32) && content->n == 4)
    *value = type == TYPE_FLOAT ? (double) normlab_proto_get_float (content->bytes)
                                : (double) (gint32) normlab_proto_get_word (content->bytes, 4);
  else if ((type == TYPE_DOUBLE || type == TYPE_INT64) && content->n == 8)
    *value = type == TYPE_DOUBLE ? normlab_proto_get_double (content->bytes)
                                 : (double) (gint64) normlab_proto_get_word (content->bytes, 8);
  else
    return FALSE;
  return TRUE;
}

/* The numbers of a field, packed or not: how many, and the last. */
static guint
read_numbers (const NormlabProtoField *field, double *value, gboolean *failed)
{
  NormlabProto packed;
  guint64 word;
  guint n = 0;
  guint size = field->number == TENSOR_FLOATS ? 4 : 8;

  if (field->number == TENSOR_FLOATS || field->number == TENSOR_DOUBLES)
    {
      gboolean is_float = field->number == TENSOR_FLOATS;

      if (field->type != (is_float ? 5 : 1)
          && (field->type != 2 || field->n == 0 || field->n % size != 0))
        return 0;
      *value = is_float ? (double) normlab_proto_get_float (field->bytes + field->n - size)
                        : normlab_proto_get_double (field->bytes + field->n - size);
      return (guint) MIN (field->n / size, 2);
    }
  if (field->type == 0)
    {
      *value = (double) (gint64) field->word;
      return 1;
    }
  if (field->type != 2)
    return 0;
  normlab_proto_init (&packed, field->bytes, field->n);
  while (packed.p < packed.end && normlab_proto_take_varint (&packed, &word))
    {
      *value = (double) (gint64) word;
      n = MIN (n + 1, 2);
    }
  *failed |= packed.failed;
  return n;
}

/* The only number in a tensor. */
static gboolean
read_tensor (const NormlabProtoField *tensor, double *value, gboolean *failed)
{
  NormlabProto proto;
  NormlabProtoField field;
  NormlabProtoField content = { 0 };
  guint64 type = 0;
  guint64 n = 1;
  guint n_numbers = 0;

  normlab_proto_init (&proto, tensor->bytes, tensor->n);
  while (normlab_proto_next (&proto, &field))
    if (field.number == TENSOR_TYPE && field.type == 0)
      type = field.word;
    else if (field.number == TENSOR_SHAPE && field.type == 2)
      n = count (&field, failed);
    else if (field.number == TENSOR_CONTENT && field.type == 2)
      content = field;
    else if (field.number == TENSOR_FLOATS || field.number == TENSOR_DOUBLES
             || field.number == TENSOR_INTS || field.number == TENSOR_INT64S)
      n_numbers = MIN (n_numbers + read_numbers (&field, value, failed), 2);
  *failed |= proto.failed;
  if (n != 1)
    return FALSE;
  return n_numbers == 1 || (n_numbers == 0 && read_content (&content, type, value));
}

/* The name of a tag's plugin, and what it has to say; empty where there is none. */
static void
read_metadata (const NormlabProtoField *metadata,
               NormlabProtoField *plugin,
               NormlabProtoField *content,
               gboolean *failed)
{
  NormlabProto proto, inner;
  NormlabProtoField field, its;

  normlab_proto_init (&proto, metadata->bytes, metadata->n);
  while (normlab_proto_next (&proto, &field))
    {
      if (field.number != METADATA_PLUGIN || field.type != 2)
        continue;
      normlab_proto_init (&inner, field.bytes, field.n);
      while (normlab_proto_next (&inner, &its))
        if (its.number == PLUGIN_NAME && its.type == 2)
          *plugin = its;
        else if (its.number == PLUGIN_CONTENT && its.type == 2)
          *content = its;
      *failed |= inner.failed;
    }
  *failed |= proto.failed;
}

/* google.protobuf.Value */
static char *
read_text (const NormlabProtoField *value, gboolean *failed)
{
  NormlabProto proto;
  NormlabProtoField field;
  char *text = NULL;

  normlab_proto_init (&proto, value->bytes, value->n);
  while (text == NULL && normlab_proto_next (&proto, &field))
    if (field.number == VALUE_NUMBER && field.type == 1)
      text = normlab_text_from_double (normlab_proto_double_of (field.word));
    else if (field.number == VALUE_STRING && field.type == 2)
      text = g_strndup ((const char *) field.bytes, field.n);
    else if (field.number == VALUE_BOOLEAN && field.type == 0)
      text = g_strdup (field.word != 0 ? "true" : "false");
  *failed |= proto.failed;
  return text;
}

static void
read_parameter (const NormlabProtoField *entry,
                const NormlabEventFuncs *funcs,
                gpointer user_data,
                gboolean *failed)
{
  NormlabProto proto;
  NormlabProtoField field;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  normlab_proto_init (&proto, entry->bytes, entry->n);
  while (normlab_proto_next (&proto, &field))
    if (field.number == ENTRY_KEY && field.type == 2)
      {
        g_free (name);
        name = g_strndup ((const char *) field.bytes, field.n);
      }
    else if (field.number == ENTRY_VALUE && field.type == 2)
      {
        g_free (text);
        text = read_text (&field, failed);
      }
  *failed |= proto.failed;
  if (name != NULL && *name != '\0' && text != NULL)
    funcs->parameter (name, text, user_data);
}

/* tensorboard/plugins/hparams/plugin_data.proto */
static void
read_hparams (const NormlabProtoField *content,
              const NormlabEventFuncs *funcs,
              gpointer user_data,
              gboolean *failed)
{
  NormlabProto proto, inner;
  NormlabProtoField field, entry;

  normlab_proto_init (&proto, content->bytes, content->n);
  while (normlab_proto_next (&proto, &field))
    {
      if (field.number != HPARAMS_SESSION_START || field.type != 2)
        continue;
      normlab_proto_init (&inner, field.bytes, field.n);
      while (normlab_proto_next (&inner, &entry))
        if (entry.number == SESSION_START_HPARAMS && entry.type == 2)
          read_parameter (&entry, funcs, user_data, failed);
      *failed |= inner.failed;
    }
  *failed |= proto.failed;
}

static void
read_value (const NormlabProtoField *message,
            gint64 step,
            double time,
            const NormlabEventFuncs *funcs,
            gpointer user_data,
            gboolean *failed)
{
  NormlabProto proto;
  NormlabProtoField field;
  NormlabProtoField tag = { 0 }, plugin = { 0 }, content = { 0 };
  double value = NAN;
  gboolean found = FALSE;

  normlab_proto_init (&proto, message->bytes, message->n);
  while (normlab_proto_next (&proto, &field))
    if (field.number == VALUE_TAG && field.type == 2)
      tag = field;
    else if (field.number == VALUE_SIMPLE && field.type == 5)
      {
        value = (double) normlab_proto_float_of (field.word);
        found = TRUE;
      }
    else if (field.number == VALUE_TENSOR && field.type == 2)
      found |= read_tensor (&field, &value, failed);
    else if (field.number == VALUE_METADATA && field.type == 2)
      read_metadata (&field, &plugin, &content, failed);
  *failed |= proto.failed;
  if (plugin.n > 0 && is_text (&plugin, "hparams"))
    read_hparams (&content, funcs, user_data, failed);
  else if (found && tag.n > 0 && (plugin.n == 0 || is_text (&plugin, "scalars")))
    funcs->scalar ((const char *) tag.bytes, tag.n, step, time, value, user_data);
}

static void
read_summary (const NormlabProtoField *summary,
              gint64 step,
              double time,
              const NormlabEventFuncs *funcs,
              gpointer user_data,
              gboolean *failed)
{
  NormlabProto proto;
  NormlabProtoField field;

  normlab_proto_init (&proto, summary->bytes, summary->n);
  while (normlab_proto_next (&proto, &field))
    if (field.number == SUMMARY_VALUE && field.type == 2)
      read_value (&field, step, time, funcs, user_data, failed);
  *failed |= proto.failed;
}

static gboolean
is_start (const NormlabProtoField *session, gboolean *failed)
{
  NormlabProto proto;
  NormlabProtoField field;
  gboolean start = FALSE;

  normlab_proto_init (&proto, session->bytes, session->n);
  while (normlab_proto_next (&proto, &field))
    if (field.number == SESSION_LOG_STATUS && field.type == 0)
      start = field.word == SESSION_LOG_START;
  *failed |= proto.failed;
  return start;
}

gboolean
normlab_event_read (const guint8 *bytes,
                    gsize n,
                    const NormlabEventFuncs *funcs,
                    gpointer user_data)
{
  NormlabProto proto;
  NormlabProtoField field;
  double time = NAN;
  gint64 step = 0;
  gboolean failed = FALSE;

  /* The step and the time may stand behind what is of them. */
  normlab_proto_init (&proto, bytes, n);
  while (normlab_proto_next (&proto, &field))
    if (field.number == EVENT_WALL_TIME && field.type == 1)
      time = normlab_proto_double_of (field.word);
    else if (field.number == EVENT_STEP && field.type == 0)
      step = (gint64) field.word;
  if (proto.failed)
    return FALSE;
  if (!isfinite (time) || time <= 0)
    time = NAN;
  normlab_proto_init (&proto, bytes, n);
  while (normlab_proto_next (&proto, &field))
    if (field.number == EVENT_SUMMARY && field.type == 2)
      read_summary (&field, step, time, funcs, user_data, &failed);
    else if (field.number == EVENT_SESSION_LOG && field.type == 2 && is_start (&field, &failed))
      funcs->start (step, user_data);
  return !failed;
}
