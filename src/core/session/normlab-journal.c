/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-journal.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "normlab-error.h"
#include "normlab-session-private.h"
#include "normlab-text.h"

#define MAX_TRIES 100u
/* Shorter records are never too many. */
#define LONG_SIZE (1 << 20)

struct _NormlabJournal
{
  char *path;
  int fd;
  goffset length;
  goffset whole; /* of it, what was written at once */
};

static gboolean
fail (GError **error, const char *path, int code)
{
  g_autofree char *name = normlab_text_for_path (path);

  /* Translators: a file, and why */
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED, _("“%s” cannot be written: %s"), name,
               g_strerror (code));
  return FALSE;
}

/* Locks of open files, not of processes: closing another descriptor of the same file does not end
 * them. Where a file system has none, nobody is kept out. */
static gboolean
lock (int fd)
{
  struct flock request = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

  return fcntl (fd, F_OFD_SETLK, &request) == 0 || (errno != EAGAIN && errno != EACCES);
}

gboolean
normlab_journal_is_open (const char *path)
{
  struct flock request = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  gboolean locked;
  int fd;

  g_return_val_if_fail (path != NULL, FALSE);

  fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  if (fd < 0)
    return FALSE;
  locked = fcntl (fd, F_OFD_GETLK, &request) == 0 && request.l_type != F_UNLCK;
  close (fd);
  return locked;
}

/* All of it, or an error number. */
static int
write_all (int fd, const char *text, gsize length)
{
  while (length > 0)
    {
      gssize n = write (fd, text, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return errno;
      text += n;
      length -= (gsize) n;
    }
  return 0;
}

/* A new file beside @path, open and locked. */
static int
create_temporary (const char *path, char **temporary)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = -1;

  errno = EEXIST;
  for (guint i = 0; i < MAX_TRIES && fd < 0 && errno == EEXIST; i++)
    {
      g_autofree char *base = g_strdup_printf (".normlab-%08x", g_random_int ());

      g_free (*temporary);
      *temporary = g_build_filename (folder, base, NULL);
      fd = g_open (*temporary, O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    }
  return fd;
}

/* The file that stands at @path from now on, with @text, open and locked; −1 with an error number
 * if it is the one before. */
static int
replace (const char *path, const char *text, gsize length, int *code)
{
  g_autofree char *temporary = NULL;
  int fd = create_temporary (path, &temporary);

  *code = fd < 0 ? errno : 0;
  if (fd < 0)
    return -1;
  lock (fd);
  *code = write_all (fd, text, length);
  if (*code == 0 && (fdatasync (fd) != 0 || rename (temporary, path) != 0))
    *code = errno;
  if (*code == 0)
    return fd;
  unlink (temporary);
  close (fd);
  return -1;
}

gboolean
normlab_journal_rewrite (NormlabJournal *self, const NormlabSession *session, GError **error)
{
  g_autofree char *text = NULL;
  gsize length;
  int fd, code;

  g_return_val_if_fail (self != NULL && session != NULL, FALSE);

  text = normlab_session_format (session);
  length = strlen (text);
  if (!normlab_session_check_size (length, self->path, error))
    return FALSE;
  fd = replace (self->path, text, length, &code);
  if (fd < 0)
    return fail (error, self->path, code);
  if (self->fd >= 0)
    close (self->fd);
  self->fd = fd;
  self->length = self->whole = (goffset) length;
  return TRUE;
}

static void
refuse_open (const char *path, GError **error)
{
  g_autofree char *name = normlab_text_for_path (path);

  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED, _("“%s” is open elsewhere"), name);
}

NormlabJournal *
normlab_journal_claim (const char *path, GError **error)
{
  NormlabJournal *self;
  struct stat status;
  int fd;

  g_return_val_if_fail (path != NULL, NULL);

  fd = g_open (path, O_RDWR | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0);
  if (fd < 0 || fstat (fd, &status) != 0)
    {
      fail (error, path, errno);
      if (fd >= 0)
        close (fd);
      return NULL;
    }
  if (!lock (fd))
    {
      refuse_open (path, error);
      close (fd);
      return NULL;
    }
  self = g_new0 (NormlabJournal, 1);
  self->path = g_strdup (path);
  self->fd = fd;
  self->length = self->whole = status.st_size;
  return self;
}

NormlabJournal *
normlab_journal_new (const char *path, const NormlabSession *session, GError **error)
{
  NormlabJournal *self;

  g_return_val_if_fail (path != NULL && session != NULL, NULL);

  if (normlab_journal_is_open (path))
    {
      refuse_open (path, error);
      return NULL;
    }
  self = g_new0 (NormlabJournal, 1);
  self->path = g_strdup (path);
  self->fd = -1;
  if (normlab_journal_rewrite (self, session, error))
    return self;
  normlab_journal_free (self);
  return NULL;
}

void
normlab_journal_free (NormlabJournal *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->path);
  g_free (self);
}

const char *
normlab_journal_get_path (const NormlabJournal *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->path;
}

gboolean
normlab_journal_is_there (const NormlabJournal *self)
{
  struct stat ours, there;

  g_return_val_if_fail (self != NULL, FALSE);

  return fstat (self->fd, &ours) == 0 && lstat (self->path, &there) == 0
         && ours.st_dev == there.st_dev && ours.st_ino == there.st_ino;
}

gboolean
normlab_journal_is_long (const NormlabJournal *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->length - self->whole > MAX (self->whole, LONG_SIZE);
}

gboolean
normlab_journal_append (NormlabJournal *self, GPtrArray *changes, GError **error)
{
  g_autofree char *records = NULL;
  gsize length;
  int code;

  g_return_val_if_fail (self != NULL && changes != NULL, FALSE);

  if (!normlab_journal_is_there (self))
    return fail (error, self->path, ENOENT);
  records = normlab_session_changes_format (changes);
  length = strlen (records);
  if (!normlab_session_check_size ((gsize) self->length + length, self->path, error))
    return FALSE;
  code = write_all (self->fd, records, length);
  if (code == 0)
    {
      self->length += (goffset) length;
      return TRUE;
    }
  /* What came before the disk was full would stand in the way of what comes later. */
  if (ftruncate (self->fd, self->length) != 0)
    code = errno;
  return fail (error, self->path, code);
}

gboolean
normlab_journal_sync (NormlabJournal *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return fdatasync (self->fd) == 0 || fail (error, self->path, errno);
}
