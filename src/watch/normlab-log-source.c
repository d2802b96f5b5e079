/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-log-source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define PIECE (256 << 10)
/* By so many bytes at its front, and before what has not been read, it is known to be the same. */
#define HEAD_SIZE 4096
#define TAIL_SIZE 256
/* How long what cannot be read is taken for what is just being written. */
#define DOUBT G_USEC_PER_SEC
/* A file that has not changed for so long is closed. */
#define KEPT_OPEN (30 * G_USEC_PER_SEC)

/* How often a file is asked for that has not changed for how long. */
static const struct
{
  gint64 quiet, interval;
} paces[] = {
  { 2 * G_TIME_SPAN_MINUTE, 240 * G_TIME_SPAN_MILLISECOND },
  { 10 * G_TIME_SPAN_MINUTE, G_TIME_SPAN_SECOND },
  { G_TIME_SPAN_HOUR, 2 * G_TIME_SPAN_SECOND },
  { G_MAXINT64, 5 * G_TIME_SPAN_SECOND },
};

NormlabLogSource *
normlab_log_source_new (const char *path,
                        const NormlabLogFormat *format,
                        const NormlabLogPlace *place,
                        GCancellable *cancellable)
{
  NormlabLogSource *self = g_new0 (NormlabLogSource, 1);

  self->path = g_strdup (path);
  self->format = format;
  self->place = *place;
  self->place.tracks = g_ptr_array_new ();
  self->cancellable = cancellable;
  self->fd = -1;
  self->head = g_byte_array_new ();
  self->tail = g_byte_array_new ();
  return self;
}

void
normlab_log_source_close (NormlabLogSource *self)
{
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
}

static void
free_reader (NormlabLogSource *self)
{
  if (self->reader != NULL)
    self->format->free (self->reader);
  self->reader = NULL;
}

void
normlab_log_source_free (NormlabLogSource *self)
{
  free_reader (self);
  normlab_log_source_close (self);
  g_free (self->path);
  g_free (self->place.name);
  g_free (self->place.key);
  g_free (self->place.title);
  g_free (self->place.metric);
  g_ptr_array_unref (self->place.tracks);
  g_byte_array_unref (self->head);
  g_byte_array_unref (self->tail);
  g_free (self->doubt);
  g_free (self);
}

/* Takes the sentence; NULL: it can be read after all. */
static void
say_damage (NormlabLogSource *self, char *sentence)
{
  g_autofree char *owned = sentence;

  for (guint i = 0; i < self->place.tracks->len; i++)
    normlab_recorder_damage (g_ptr_array_index (self->place.tracks, i), g_strdup (owned));
  if (self->place.tracks->len == 0 && owned != NULL)
    normlab_recorder_note (self->place.recorder, g_steal_pointer (&owned));
  self->is_damaged = sentence != NULL;
}

void
normlab_log_source_begin_anew (NormlabLogSource *self, gboolean again)
{
  free_reader (self);
  normlab_log_source_close (self);
  if (self->is_damaged)
    say_damage (self, NULL);
  self->place.again = again;
  self->offset = 0;
  self->is_stuck = FALSE;
  self->is_blocked = FALSE;
  self->is_fatal = FALSE;
  g_byte_array_set_size (self->head, 0);
  g_byte_array_set_size (self->tail, 0);
}

void
normlab_log_source_move (NormlabLogSource *self, const char *path)
{
  g_free (self->path);
  self->path = g_strdup (path);
  self->next = 0;
}

static void
set_gone (NormlabLogSource *self, gboolean gone)
{
  if (self->is_gone == gone)
    return;
  self->is_gone = gone;
  for (guint i = 0; i < self->place.tracks->len; i++)
    normlab_recorder_set_gone (g_ptr_array_index (self->place.tracks, i), gone);
}

static gint64
get_time (const struct stat *status)
{
  return (gint64) status->st_mtim.tv_sec * G_USEC_PER_SEC + status->st_mtim.tv_nsec / 1000;
}

/* Keeps what its front was, and what is before the offset. */
static void
remember (NormlabLogSource *self, const guint8 *bytes, gsize n)
{
  gsize of_head = MIN (n, HEAD_SIZE - MIN (self->head->len, HEAD_SIZE));
  gsize of_tail = MIN (n, TAIL_SIZE);

  if (self->offset == self->head->len)
    g_byte_array_append (self->head, bytes, (guint) of_head);
  if (self->tail->len + of_tail > TAIL_SIZE)
    g_byte_array_remove_range (self->tail, 0, self->tail->len + (guint) of_tail - TAIL_SIZE);
  g_byte_array_append (self->tail, bytes + n - of_tail, (guint) of_tail);
}

static gboolean
has_bytes (NormlabLogSource *self, const GByteArray *bytes, guint64 offset)
{
  guint8 found[MAX (HEAD_SIZE, TAIL_SIZE)];
  gsize n = 0;

  while (n < bytes->len)
    {
      gssize got = pread (self->fd, found + n, bytes->len - n, (off_t) (offset + n));

      if (got < 0 && errno == EINTR)
        continue;
      if (got <= 0)
        return FALSE;
      n += (gsize) got;
    }
  return memcmp (found, bytes->data, n) == 0;
}

static gboolean
open_file (NormlabLogSource *self)
{
  if (self->fd < 0)
    self->fd = open (self->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  return self->fd >= 0;
}

/* Whether what has been read of it is still what it begins with. */
static gboolean
is_same (NormlabLogSource *self)
{
  return open_file (self) && has_bytes (self, self->head, 0)
         && has_bytes (self, self->tail, self->offset - self->tail->len);
}

/* It is said only if it is so for a while. */
static void
take_doubt (NormlabLogSource *self, char *damage, gboolean once, gint64 now)
{
  gboolean again = self->doubted != 0 && self->doubt_at == self->offset;

  self->is_stuck = TRUE;
  g_clear_pointer (&self->doubt, g_free);
  if (self->is_damaged && self->is_fatal)
    g_free (damage);
  /* What is not read again would never be said. */
  else if (once || (again && now - self->doubted >= DOUBT)
           || (self->format->get_offset == NULL && !self->format->is_document))
    {
      say_damage (self, damage);
      self->is_fatal = TRUE;
    }
  else
    {
      self->doubt = damage;
      self->doubt_at = self->offset;
      self->doubted = again ? self->doubted : now;
    }
}

/* What has been read can be read. */
static void
trust (NormlabLogSource *self)
{
  if (self->offset <= self->doubt_at)
    return;
  self->doubted = 0;
  g_clear_pointer (&self->doubt, g_free);
  if (self->is_fatal)
    say_damage (self, NULL);
  self->is_fatal = FALSE;
}

/* Feeds them; what cannot be read is said or doubted. FALSE if nothing behind can be. */
static gboolean
feed (NormlabLogSource *self, const guint8 *bytes, gsize n, gboolean once, gint64 now)
{
  char *damage = NULL;
  gboolean fine;

  if (self->reader == NULL)
    self->reader = self->format->begin (&self->place);
  fine = self->format->feed (self->reader, bytes, n, &damage);
  remember (self, bytes, n);
  self->offset += n;
  if (self->format->get_offset != NULL && !fine)
    {
      self->offset = self->format->get_offset (self->reader);
      g_byte_array_set_size (self->tail, 0);
    }
  if (!fine)
    take_doubt (self, g_steal_pointer (&damage), once, now);
  else
    trust (self);
  if (damage != NULL && !self->is_damaged)
    say_damage (self, g_steal_pointer (&damage));
  g_free (damage);
  return fine;
}

static void
tell_time (NormlabLogSource *self)
{
  gint64 time = MIN (self->modified, g_get_real_time ());

  for (guint i = 0; i < self->place.tracks->len; i++)
    normlab_recorder_time (g_ptr_array_index (self->place.tracks, i), time);
}

void
normlab_log_source_feed (NormlabLogSource *self, const guint8 *bytes, gsize n)
{
  if (self->is_stuck)
    return;
  feed (self, bytes, n, TRUE, 0);
  self->modified = g_get_real_time ();
  tell_time (self);
}

gboolean
normlab_log_source_read (NormlabLogSource *self, guint64 max, gboolean once, gint64 now)
{
  guint8 *piece;
  guint64 n_read = 0;
  gboolean fine = TRUE;

  if (self->is_stuck || self->path == NULL)
    return FALSE;
  self->is_blocked = !open_file (self);
  if (self->is_blocked)
    return FALSE;
  piece = g_malloc (PIECE);
  while (fine && n_read < max && !g_cancellable_is_cancelled (self->cancellable))
    {
      gssize got = pread (self->fd, piece, PIECE, (off_t) self->offset);

      if (got < 0 && errno == EINTR)
        continue;
      if (got <= 0)
        break;
      n_read += (guint64) got;
      fine = feed (self, piece, (gsize) got, once, now);
    }
  g_free (piece);
  self->is_blocked = n_read == 0;
  self->size = MAX (self->size, self->offset);
  if (n_read > 0)
    tell_time (self);
  return fine && n_read >= max;
}

gboolean
normlab_log_source_is_through (const NormlabLogSource *self)
{
  return self->is_stuck || self->is_blocked || self->is_gone || self->offset >= self->size;
}

void
normlab_log_source_finish (NormlabLogSource *self)
{
  char *damage = NULL;

  if (self->reader == NULL || self->is_stuck || self->format->finish == NULL)
    return;
  self->format->finish (self->reader, &damage);
  if (damage != NULL)
    say_damage (self, damage);
}

/* The file is not where it was: what it still had is read from what is open. */
static void
take_leave (NormlabLogSource *self, gint64 now)
{
  if (self->fd >= 0 && self->reader != NULL && !self->format->is_document)
    normlab_log_source_read (self, G_MAXUINT64, FALSE, now);
  normlab_log_source_close (self);
}

/* What has been asked for is another than before. Whether all is to be read again. */
static gboolean
take_change (NormlabLogSource *self, const struct stat *status, gint64 now)
{
  gboolean other = status->st_dev != self->device || status->st_ino != self->inode;
  gboolean began = self->reader != NULL;

  self->device = status->st_dev;
  self->inode = status->st_ino;
  self->size = (guint64) status->st_size;
  self->modified = get_time (status);
  self->changed = now;
  if (self->format->get_offset != NULL)
    self->is_stuck = FALSE;
  return began
         && (other || self->format->is_document || self->size < self->offset || !is_same (self));
}

static void
set_next (NormlabLogSource *self, gint64 now)
{
  gint64 quiet = now - self->changed;
  guint i = 0;

  while (quiet > paces[i].quiet)
    i++;
  self->next = now + paces[i].interval;
  if (quiet > KEPT_OPEN)
    normlab_log_source_close (self);
}

gboolean
normlab_log_source_look (NormlabLogSource *self, gint64 now, gboolean *began_anew)
{
  struct stat status;

  *began_anew = FALSE;
  if (self->path == NULL || now < self->next)
    return FALSE;
  if (self->changed == 0)
    self->changed = now;
  set_next (self, now);
  self->is_blocked = FALSE;
  if (stat (self->path, &status) != 0)
    {
      if (errno == ENOENT || errno == ENOTDIR)
        {
          take_leave (self, now);
          set_gone (self, TRUE);
        }
      return FALSE;
    }
  set_gone (self, FALSE);
  if (!S_ISREG (status.st_mode))
    return FALSE;
  if (self->doubt != NULL && now - self->doubted >= DOUBT)
    {
      self->is_stuck = FALSE;
      *began_anew = self->format->is_document;
      return TRUE;
    }
  if (status.st_dev == self->device && status.st_ino == self->inode
      && (guint64) status.st_size == self->size && get_time (&status) == self->modified)
    return FALSE;
  if (status.st_dev != self->device || status.st_ino != self->inode)
    take_leave (self, now);
  /* Whoever writes it anew begins with nothing: what was there stays until there is something. */
  if (self->reader != NULL && status.st_size == 0)
    return FALSE;
  *began_anew = take_change (self, &status, now);
  return TRUE;
}
