/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-follower.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "normlab-follower-place.h"
#include "normlab-follower-search.h"
#include "normlab-log-mlflow.h"
#include "normlab-log-parameters.h"
#include "normlab-text.h"

/* Of a file at a time, so that the others need not wait. */
#define MAX_AT_ONCE (4 << 20)
/* A stream that has so many bytes and no format yet is what it may be. */
#define SURE_SIZE 4096
#define MAX_OPEN 128

static void
root_free (gpointer data)
{
  NormlabFollowerRoot *root = data;

  g_free (root->path);
  g_free (root->title);
  if (root->fd >= 0)
    close (root->fd);
  g_byte_array_unref (root->head);
  g_free (root);
}

void
normlab_follower_init (NormlabFollower *self,
                       NormlabRecorder *recorder,
                       GCancellable *cancellable,
                       gboolean once)
{
  *self = (NormlabFollower){
    .recorder = recorder,
    .cancellable = cancellable,
    .once = once,
    .roots = g_ptr_array_new_with_free_func (root_free),
    .sources = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_log_source_free),
    .by_path = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .others = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .folders = normlab_follower_folders_new (),
    .known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify) normlab_column_choice_free),
  };
}

void
normlab_follower_clear (NormlabFollower *self)
{
  g_hash_table_unref (self->by_path);
  g_hash_table_unref (self->by_key);
  g_hash_table_unref (self->others);
  g_hash_table_unref (self->folders);
  g_hash_table_unref (self->known);
  g_ptr_array_unref (self->sources);
  g_ptr_array_unref (self->roots);
  g_hash_table_unref (self->choices);
}

void
normlab_follower_visit (const NormlabFollower *self, const char *path)
{
  if (self->visit != NULL)
    self->visit (path, self->visitor);
}

static NormlabFollowerRoot *
add_root (NormlabFollower *self)
{
  NormlabFollowerRoot *root = g_new0 (NormlabFollowerRoot, 1);

  root->fd = -1;
  root->head = g_byte_array_new ();
  g_ptr_array_add (self->roots, root);
  self->next_search = 0;
  return root;
}

void
normlab_follower_add (NormlabFollower *self, const char *path)
{
  NormlabFollowerRoot *root = add_root (self);

  root->path = g_canonicalize_filename (path, NULL);
  root->title = g_filename_display_name (path);
}

void
normlab_follower_add_stream (NormlabFollower *self, int fd, const char *title)
{
  NormlabFollowerRoot *root = add_root (self);

  root->fd = fd;
  root->title = g_strdup (title);
}

void
normlab_follower_open_stream (NormlabFollower *self, NormlabFollowerRoot *root)
{
  /* Whoever reads once waits for whoever writes. */
  root->fd = open (root->path, O_RDONLY | O_CLOEXEC | O_NOCTTY | (self->once ? 0 : O_NONBLOCK));
  root->has_ended = root->fd < 0;
  g_clear_pointer (&root->path, g_free);
}

/* Puts it among the others, by its path; most come in this order. */
static void
insert (NormlabFollower *self, NormlabLogSource *source)
{
  guint place = self->sources->len;

  while (place > 0)
    {
      const NormlabLogSource *before = g_ptr_array_index (self->sources, place - 1);

      if (g_strcmp0 (before->path, source->path) < 0)
        break;
      place--;
    }
  g_ptr_array_insert (self->sources, (int) place, source);
}

/* All parts of a run are read again, in their order. */
static void
begin_anew (NormlabFollower *self, NormlabLogSource *source)
{
  gboolean first = TRUE;

  if (!source->format->is_part)
    {
      normlab_log_source_begin_anew (source, TRUE);
      return;
    }
  for (guint i = 0; i < self->sources->len; i++)
    {
      NormlabLogSource *other = g_ptr_array_index (self->sources, i);

      if (!other->format->is_part || other->is_gone
          || strcmp (other->place.key, source->place.key) != 0)
        continue;
      normlab_log_source_begin_anew (other, first);
      first = FALSE;
    }
}

/* Whether it has the columns of which one is to count steps. */
static gboolean
can_choose (NormlabFollower *self, const char *path, const NormlabLogFormat *format)
{
  g_autofree char *name = NULL;

  if (self->x == NULL || format == &normlab_log_table)
    return TRUE;
  name = normlab_text_for_path (path);
  normlab_recorder_note (
      self->recorder,
      g_strdup_printf (_("“%s” is no table, of which a column could count steps"), name));
  return FALSE;
}

static void
forget_layout (gpointer track, gpointer data)
{
  normlab_recorder_forget_layout (track);
}

void
normlab_follower_choose (NormlabFollower *self, const char *key, NormlabColumnChoice *choice)
{
  const NormlabColumnChoice *before = g_hash_table_lookup (self->choices, key);
  g_autofree char *text = normlab_column_choice_to_string (choice);
  g_autofree char *text_before = before != NULL ? normlab_column_choice_to_string (before) : NULL;
  gboolean is_guess = normlab_column_choice_is_guess (choice);

  if (is_guess)
    g_hash_table_remove (self->choices, key);
  if (is_guess)
    normlab_column_choice_free (choice);
  else
    g_hash_table_insert (self->choices, g_strdup (key), choice);
  if (is_guess ? text_before == NULL : g_strcmp0 (text, text_before) == 0)
    return;
  for (guint i = 0; i < self->sources->len; i++)
    {
      NormlabLogSource *source = g_ptr_array_index (self->sources, i);

      if (source->path != NULL && source->reader != NULL && source->format->goes_by != NULL
          && source->format->goes_by (source->reader, key))
        {
          g_ptr_array_foreach (source->place.tracks, forget_layout, NULL);
          begin_anew (self, source);
        }
    }
}

/* Puts the parts of its run in order. */
static void
line_up (NormlabFollower *self, NormlabLogSource *source)
{
  NormlabLogSource *previous = NULL;
  gboolean behind = FALSE;

  for (guint i = 0; i < self->sources->len; i++)
    {
      NormlabLogSource *other = g_ptr_array_index (self->sources, i);

      if (!other->format->is_part || strcmp (other->place.key, source->place.key) != 0)
        continue;
      other->previous = previous;
      /* What comes before what has been read already is not what it was read behind. */
      behind |= previous == source && other->offset > 0;
      previous = other;
    }
  if (behind)
    begin_anew (self, source);
}

/* What is known besides of its tracks from @first on; of a run of many files only once a search. */
static void
add_parameters (NormlabFollower *self, NormlabLogSource *source, guint first)
{
  g_autofree char *folder = NULL;
  gboolean mlflow = source->format == &normlab_log_mlflow;

  if (source->path == NULL || source->place.tracks->len == first
      || (mlflow && !g_hash_table_add (self->known, g_strdup (source->place.key))))
    return;
  normlab_follower_visit (self, source->path);
  folder = g_path_get_dirname (source->path);
  for (guint i = first; i < source->place.tracks->len; i++)
    {
      NormlabRecorderTrack *track = g_ptr_array_index (source->place.tracks, i);

      normlab_log_parameters_from_path (track, source->path);
      if (mlflow)
        normlab_log_parameters_from_mlflow (track, source->place.key);
      else
        normlab_log_parameters_from_yaml (track, folder);
    }
}

void
normlab_follower_take (NormlabFollower *self,
                       const char *path,
                       const NormlabLogFormat *format,
                       const NormlabFollowerRoot *root)
{
  NormlabLogPlace place = { .recorder = self->recorder, .choices = self->choices, .x = self->x };
  NormlabLogSource *source;

  if (!can_choose (self, path, format))
    return;
  normlab_follower_fill_place (&place, path, format, root);
  source = format->is_document ? g_hash_table_lookup (self->by_key, place.key) : NULL;
  if (source != NULL)
    {
      if (normlab_follower_is_newer (path, source))
        normlab_log_source_move (source, path);
      g_free (place.name);
      g_free (place.key);
      g_free (place.title);
      g_hash_table_insert (self->by_path, g_strdup (path), source);
      return;
    }
  source = normlab_log_source_new (path, format, &place, self->cancellable);
  insert (self, source);
  g_hash_table_insert (self->by_path, g_strdup (path), source);
  if (format->is_document)
    g_hash_table_insert (self->by_key, g_strdup (source->place.key), source);
  if (format->is_part)
    line_up (self, source);
}

/* Sees to a stream's format, once there is enough of it. */
static void
find_format (NormlabFollower *self, NormlabFollowerRoot *root)
{
  NormlabLogHead head = { .path = "",
                          .name = root->title,
                          .bytes = (const char *) root->head->data,
                          .n = MIN (root->head->len, NORMLAB_LOG_HEAD_SIZE) };
  gboolean enough = root->head->len >= SURE_SIZE || root->has_ended;
  const NormlabLogFormat *format;
  NormlabLogPlace place = { .recorder = self->recorder, .choices = self->choices, .x = self->x };

  head.whole = root->has_ended;
  format = normlab_log_format_find (&head, enough);
  if (format == NULL || format->refusal != NULL || !can_choose (self, root->title, format))
    return;
  place.name = g_strdup (root->title);
  place.key = g_strdup_printf ("-%s", root->title);
  place.title = g_strdup (root->title);
  root->source = normlab_log_source_new (NULL, format, &place, self->cancellable);
  g_ptr_array_insert (self->sources, 0, root->source);
  normlab_log_source_feed (root->source, root->head->data, root->head->len);
  g_byte_array_set_size (root->head, 0);
}

static void
end_stream (NormlabFollower *self, NormlabFollowerRoot *root)
{
  root->has_ended = TRUE;
  if (root->source == NULL)
    find_format (self, root);
  if (root->source == NULL)
    normlab_recorder_note (self->recorder,
                           g_strdup_printf (_("“%s” is no log of a training"), root->title));
  else
    normlab_log_source_finish (root->source);
}

static void
take_bytes (NormlabFollower *self, NormlabFollowerRoot *root, const guint8 *bytes, gsize n)
{
  if (root->source != NULL)
    {
      normlab_log_source_feed (root->source, bytes, n);
      return;
    }
  g_byte_array_append (root->head, bytes, (guint) n);
  find_format (self, root);
  if (root->source == NULL && root->head->len > NORMLAB_LOG_HEAD_SIZE)
    end_stream (self, root);
}

/* Whether there is more at once. */
static gboolean
read_stream (NormlabFollower *self, NormlabFollowerRoot *root)
{
  /* Whoever reads once waits for it, and looks up now and then. */
  struct pollfd wanted = { .fd = root->fd, .events = POLLIN };
  guint8 bytes[65536];
  gssize n;

  if (root->has_ended)
    return FALSE;
  if (poll (&wanted, 1, self->once ? 50 : 0) <= 0)
    return self->once;
  n = read (root->fd, bytes, sizeof bytes);
  if (n > 0)
    take_bytes (self, root, bytes, (gsize) n);
  else if (n == 0 || (errno != EAGAIN && errno != EINTR))
    end_stream (self, root);
  return !root->has_ended;
}

static void
close_some (NormlabFollower *self, NormlabLogSource *source)
{
  guint n_open = 0;

  for (guint i = 0; i < self->sources->len; i++)
    n_open += ((const NormlabLogSource *) g_ptr_array_index (self->sources, i))->fd >= 0;
  if (n_open > MAX_OPEN)
    normlab_log_source_close (source);
}

/* Whether there is more at once. */
static gboolean
read_source (NormlabFollower *self, NormlabLogSource *source, gint64 now)
{
  guint n_tracks = source->place.tracks->len;
  gboolean began_anew;
  gboolean more;
  gboolean changed;

  if (source->path != NULL)
    normlab_follower_visit (self, source->path);
  changed = normlab_log_source_look (source, now, &began_anew);
  if (began_anew)
    begin_anew (self, source);
  if (!changed && normlab_log_source_is_through (source))
    return FALSE;
  if (source->previous != NULL && !normlab_log_source_is_through (source->previous))
    return FALSE;
  more = normlab_log_source_read (source, MAX_AT_ONCE, self->once, now);
  add_parameters (self, source, n_tracks);
  if (!more && source->fd >= 0)
    close_some (self, source);
  return more;
}

/* Parameters that have come later. */
static void
look_around (NormlabFollower *self)
{
  g_hash_table_remove_all (self->known);
  for (guint i = 0; i < self->sources->len; i++)
    {
      NormlabLogSource *source = g_ptr_array_index (self->sources, i);

      if (source->path != NULL && source->reader != NULL && !source->is_gone
          && !source->format->is_document
          && source->changed + 10 * G_USEC_PER_SEC > g_get_monotonic_time ())
        add_parameters (self, source, 0);
    }
}

static void
count_bytes (NormlabFollower *self)
{
  self->n_bytes = self->n_read = 0;
  for (guint i = 0; i < self->sources->len; i++)
    {
      const NormlabLogSource *source = g_ptr_array_index (self->sources, i);

      if (source->path == NULL || source->is_gone)
        continue;
      self->n_bytes += source->size;
      self->n_read += normlab_log_source_is_through (source) ? source->size : source->offset;
    }
}

gboolean
normlab_follower_step (NormlabFollower *self)
{
  gint64 now = g_get_monotonic_time ();
  gboolean more = FALSE;

  if (now >= self->next_search)
    {
      gint64 took;

      normlab_follower_search (self);
      took = g_get_monotonic_time () - now;
      /* At most a fiftieth of the time is for looking. */
      self->next_search = self->once ? G_MAXINT64 : now + MAX (G_USEC_PER_SEC, 50 * took);
      if (!self->once)
        look_around (self);
    }
  for (guint i = 0; i < self->roots->len && !g_cancellable_is_cancelled (self->cancellable); i++)
    {
      NormlabFollowerRoot *root = g_ptr_array_index (self->roots, i);

      if (root->path == NULL)
        more |= read_stream (self, root);
    }
  for (guint i = 0; i < self->sources->len && !g_cancellable_is_cancelled (self->cancellable); i++)
    more |= read_source (self, g_ptr_array_index (self->sources, i), now);
  for (guint i = 0; i < self->sources->len; i++)
    {
      const NormlabLogSource *source = g_ptr_array_index (self->sources, i);

      more |= source->path != NULL && !normlab_log_source_is_through (source)
              && source->previous != NULL;
    }
  count_bytes (self);
  normlab_recorder_flush (self->recorder);
  return more;
}

double
normlab_follower_get_share (const NormlabFollower *self)
{
  return self->n_bytes > 0 ? (double) self->n_read / (double) self->n_bytes : 1;
}

void
normlab_follower_finish (NormlabFollower *self)
{
  for (guint i = 0; i < self->sources->len; i++)
    {
      NormlabLogSource *source = g_ptr_array_index (self->sources, i);

      if (source->path != NULL)
        normlab_log_source_finish (source);
    }
  normlab_recorder_flush (self->recorder);
}
