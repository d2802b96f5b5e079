/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-crc32c.h"
#include "normlab-event.h"
#include "normlab-log-format.h"
#include "normlab-proto.h"

/* A record: how many bytes (8), their checksum (4), the bytes, their checksum (4). */
#define HEAD_SIZE 12
#define TAIL_SIZE 4
/* Larger ones have graphs and images, and no number that is looked for: they are checked, not kept.
 */
#define MAX_KEPT (4 << 20)

typedef struct
{
  const NormlabLogPlace *place;
  NormlabRecorderTrack *track;
  guint64 offset; /* of the record at hand */
  guint64 size;   /* of its data, once its head is there */
  gboolean has_head;
  GByteArray *rest; /* what there is of it, unless it is skipped */
  guint64 n_taken;  /* of its bytes, head and tail among them */
  guint32 crc;      /* of its data so far, where it is skipped */
  char **damage;
} Events;

static void
on_scalar (const char *tag,
           gsize length,
           gint64 step,
           double time,
           double value,
           gpointer user_data)
{
  Events *self = user_data;

  normlab_recorder_add (self->track, normlab_recorder_get_metric (self->track, tag, length),
                        (double) step, value, time);
}

static void
on_start (gint64 step, gpointer user_data)
{
  Events *self = user_data;

  normlab_recorder_restart (self->track, (double) step);
}

static void
on_parameter (const char *name, const char *text, gpointer user_data)
{
  Events *self = user_data;

  normlab_recorder_set_parameter (self->track, name, text);
}

static const NormlabEventFuncs funcs = { on_scalar, on_start, on_parameter };

static gpointer
events_begin (const NormlabLogPlace *place)
{
  Events *self = g_new0 (Events, 1);

  self->place = place;
  self->rest = g_byte_array_new ();
  self->track = normlab_log_place_get_track (place);
  if (self->track != NULL)
    normlab_recorder_set_separate (self->track);
  return self;
}

static void
events_free (gpointer reader)
{
  Events *self = reader;

  g_byte_array_unref (self->rest);
  g_free (self);
}

/* The record at hand cannot be read, and there is nothing that tells where another one begins. */
static gboolean
refuse (Events *self, const char *sentence)
{
  g_free (*self->damage);
  *self->damage = normlab_log_place_say (self->place, sentence, self->offset);
  g_byte_array_set_size (self->rest, 0);
  self->n_taken = 0;
  self->has_head = FALSE;
  return FALSE;
}

static gboolean
is_right (const guint8 *checksum, guint32 crc)
{
  return normlab_proto_get_word (checksum, 4) == normlab_crc32c_mask (crc);
}

/* The length is believed only if its checksum is right. */
static gboolean
take_head (Events *self, const guint8 *head)
{
  if (!is_right (head + 8, normlab_crc32c (0, head, 8)))
    return refuse (self,
                   _("“%s” is damaged at byte %s: the checksum of a record’s length is wrong; "
                      "nothing behind it can be read"));
  self->size = normlab_proto_get_word (head, 8);
  self->has_head = TRUE;
  self->crc = 0;
  if (self->size > G_MAXINT64 / 2)
    return refuse (self, _("“%s” is damaged at byte %s: a record is longer than any file; nothing "
                            "behind it can be read"));
  return TRUE;
}

static gboolean
end_record (Events *self, gboolean right, const guint8 *data)
{
  if (!right)
    return refuse (self,
                   _("“%s” is damaged at byte %s: the checksum of a record is wrong; nothing "
                      "behind it can be read"));
  if (data != NULL && self->track != NULL
      && !normlab_event_read (data, (gsize) self->size, &funcs, self) && *self->damage == NULL)
    *self->damage = normlab_log_place_say (
        self->place, _("“%s” has a record at byte %s that is no event; it is left out"),
        self->offset);
  self->offset += HEAD_SIZE + self->size + TAIL_SIZE;
  self->has_head = FALSE;
  self->n_taken = 0;
  g_byte_array_set_size (self->rest, 0);
  return TRUE;
}

/* A record that lies there as a whole. Returns how many bytes it has; 0 if it does not. */
static gsize
take_whole (Events *self, const guint8 *bytes, gsize n, gboolean *fine)
{
  if (self->n_taken > 0 || n < HEAD_SIZE + TAIL_SIZE)
    return 0;
  *fine = take_head (self, bytes);
  if (!*fine)
    return 0;
  self->has_head = FALSE;
  if (self->size > MAX_KEPT || self->size + HEAD_SIZE + TAIL_SIZE > n)
    return 0;
  *fine = end_record (self,
                      is_right (bytes + HEAD_SIZE + self->size,
                                normlab_crc32c (0, bytes + HEAD_SIZE, (gsize) self->size)),
                      bytes + HEAD_SIZE);
  return *fine ? HEAD_SIZE + (gsize) self->size + TAIL_SIZE : 0;
}

/* As much of a record as one step can take; returns how many bytes. */
static gsize
take_part (Events *self, const guint8 *bytes, gsize n, gboolean *fine)
{
  guint64 end = !self->has_head                          ? HEAD_SIZE
                : self->n_taken < HEAD_SIZE + self->size ? HEAD_SIZE + self->size
                                                         : HEAD_SIZE + self->size + TAIL_SIZE;
  gsize taken = (gsize) MIN (end - self->n_taken, (guint64) n);
  gboolean skips = self->has_head && self->size > MAX_KEPT;

  if (skips && self->n_taken < HEAD_SIZE + self->size)
    self->crc = normlab_crc32c (self->crc, bytes, taken);
  else
    g_byte_array_append (self->rest, bytes, (guint) taken);
  self->n_taken += taken;
  if (self->n_taken < end)
    return taken;
  if (!self->has_head)
    *fine = take_head (self, self->rest->data);
  else if (end == HEAD_SIZE + self->size + TAIL_SIZE)
    {
      const guint8 *data = self->rest->data + HEAD_SIZE;

      if (skips)
        *fine = end_record (self, is_right (data, self->crc), NULL);
      else
        *fine = end_record (
            self, is_right (data + self->size, normlab_crc32c (0, data, (gsize) self->size)), data);
    }
  return taken;
}

static gboolean
events_feed (gpointer reader, const guint8 *bytes, gsize n, char **damage)
{
  Events *self = reader;
  gboolean fine = TRUE;

  self->damage = damage;
  while (n > 0 && fine)
    {
      gsize taken = take_whole (self, bytes, n, &fine);

      if (taken == 0 && fine)
        taken = take_part (self, bytes, n, &fine);
      bytes += taken;
      n -= taken;
    }
  return fine;
}

/* Behind what has been taken; at the front of a record that cannot be read. */
static guint64
events_get_offset (gpointer reader)
{
  const Events *self = reader;

  return self->offset + self->n_taken;
}

static NormlabLogCertainty
events_recognizes (const NormlabLogHead *head)
{
  const guint8 *bytes = (const guint8 *) head->bytes;

  if (head->n >= HEAD_SIZE && is_right (bytes + 8, normlab_crc32c (0, bytes, 8)))
    return NORMLAB_LOG_YES;
  return strstr (head->name, "tfevents") != NULL ? NORMLAB_LOG_YES : NORMLAB_LOG_NO;
}

const NormlabLogFormat normlab_log_events = {
  .word = "events",
  .recognizes = events_recognizes,
  .is_part = TRUE,
  .begin = events_begin,
  .feed = events_feed,
  .get_offset = events_get_offset,
  .free = events_free,
};
