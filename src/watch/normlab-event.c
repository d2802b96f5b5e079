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

/* What is told of an event, and what of it is known. */
typedef struct
{
  const NormlabEventFuncs *funcs;
  gpointer user_data;
  gint64 step;
  double time;
} Event;

typedef void (*Visit) (const NormlabProtoField *message, gpointer data, gboolean *failed);

/* Visits the messages of that number within another one. */
static void
visit (const NormlabProtoField *message, guint number, Visit func, gpointer data, gboolean *failed)
{
  NormlabProto proto;
  NormlabProtoField field;

  normlab_proto_init (&proto, message->bytes, message->n);
  while (normlab_proto_next (&proto, &field))
    if (field.number == number && field.type == 2)
      func (&field, data, failed);
  *failed |= proto.failed;
}

/* The last number that is the field of a message; 0 without. */
static guint64
read_word (const NormlabProtoField *message, guint number, gboolean *failed)
{
  NormlabProto proto;
  NormlabProtoField field;
  guint64 word = 0;

  normlab_proto_init (&proto, message->bytes, message->n);
  while (normlab_proto_next (&proto, &field))
    if (field.number == number && field.type == 0)
      word = field.word;
  *failed |= proto.failed;
  return word;
}

/* How many numbers a tensor has, dimension by dimension; 0 for too many. */
static void
count (const NormlabProtoField *dimension, gpointer data, gboolean *failed)
{
  guint64 *n = data;

  if (read_word (dimension, DIMENSION_SIZE, failed) != 1)
    *n = 0;
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
      {
        n = 1;
        visit (&field, SHAPE_DIMENSION, count, &n, failed);
      }
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

/* A tag's plugin. */
typedef struct
{
  NormlabProtoField name, content; /* empty where there is none */
} Plugin;

static void
read_plugin (const NormlabProtoField *message, gpointer data, gboolean *failed)
{
  Plugin *plugin = data;
  NormlabProto proto;
  NormlabProtoField field;

  normlab_proto_init (&proto, message->bytes, message->n);
  while (normlab_proto_next (&proto, &field))
    if (field.number == PLUGIN_NAME && field.type == 2)
      plugin->name = field;
    else if (field.number == PLUGIN_CONTENT && field.type == 2)
      plugin->content = field;
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
read_parameter (const NormlabProtoField *entry, gpointer data, gboolean *failed)
{
  const Event *event = data;
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
    event->funcs->parameter (name, text, event->user_data);
}

/* tensorboard/plugins/hparams/plugin_data.proto */
static void
read_session (const NormlabProtoField *session, gpointer data, gboolean *failed)
{
  visit (session, SESSION_START_HPARAMS, read_parameter, data, failed);
}

static void
read_value (const NormlabProtoField *message, gpointer data, gboolean *failed)
{
  const Event *event = data;
  NormlabProto proto;
  NormlabProtoField field;
  NormlabProtoField tag = { 0 };
  Plugin plugin = { 0 };
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
      visit (&field, METADATA_PLUGIN, read_plugin, &plugin, failed);
  *failed |= proto.failed;
  if (is_text (&plugin.name, "hparams"))
    visit (&plugin.content, HPARAMS_SESSION_START, read_session, data, failed);
  else if (found && tag.n > 0 && (plugin.name.n == 0 || is_text (&plugin.name, "scalars")))
    event->funcs->scalar ((const char *) tag.bytes, tag.n, event->step, event->time, value,
                          event->user_data);
}

gboolean
normlab_event_read (const guint8 *bytes,
                    gsize n,
                    const NormlabEventFuncs *funcs,
                    gpointer user_data)
{
  Event event = { funcs, user_data, 0, NAN };
  NormlabProto proto;
  NormlabProtoField field;
  gboolean failed = FALSE;

  /* The step and the time may stand behind what is of them. */
  normlab_proto_init (&proto, bytes, n);
  while (normlab_proto_next (&proto, &field))
    if (field.number == EVENT_WALL_TIME && field.type == 1)
      event.time = normlab_proto_double_of (field.word);
    else if (field.number == EVENT_STEP && field.type == 0)
      event.step = (gint64) field.word;
  if (proto.failed)
    return FALSE;
  if (!isfinite (event.time) || event.time <= 0)
    event.time = NAN;
  normlab_proto_init (&proto, bytes, n);
  while (normlab_proto_next (&proto, &field))
    if (field.number == EVENT_SUMMARY && field.type == 2)
      visit (&field, SUMMARY_VALUE, read_value, &event, &failed);
    else if (field.number == EVENT_SESSION_LOG && field.type == 2
             && read_word (&field, SESSION_LOG_STATUS, &failed) == SESSION_LOG_START)
      funcs->start (event.step, user_data);
  return !failed;
}
