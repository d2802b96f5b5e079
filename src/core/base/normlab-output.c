/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* O_TMPFILE */
#include "config.h"

#include "normlab-output.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "normlab-error.h"
#include "normlab-text.h"

#define MAX_LINKS 40
/* Bytes that are written between two looks at whether anybody still wants them. */
#define PIECE_SIZE (1024 * 1024)

/* Where the bytes of a path go. */
typedef struct
{
  char *path;        /* with the links of the last component followed */
  gboolean in_place; /* a device, a pipe or a descriptor of this process */
  int descriptor;    /* of this process, or −1 */
  gboolean exists;
  struct stat status; /* when it exists */
} Target;

static void
target_clear (Target *self)
{
  g_clear_pointer (&self->path, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Target, target_clear)

G_GNUC_PRINTF (3, 4)
static gboolean
refuse (GError **error, const char *path, const char *reason, ...)
{
  g_autofree char *name = normlab_text_for_path (path);
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, reason);
  text = g_strdup_vprintf (reason, arguments);
  va_end (arguments);

  /* Translators: a file, and why */
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED, _("“%s” cannot be written: %s"), name,
               text);
  return FALSE;
}

/* /proc/self/fd/1 and /dev/fd/1 mean an open descriptor, whatever it leads to: 1. Otherwise −1. */
static int
get_descriptor (const char *path)
{
  static const char *const folders[] = { "/proc/self/fd/", "/dev/fd/" };
  guint descriptor;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    if (g_str_has_prefix (path, folders[i])
        && normlab_text_to_uint (path + strlen (folders[i]), 0, G_MAXINT, &descriptor))
      return (int) descriptor;
  return -1;
}

/* Follows the last component's links, also to a file that is not there yet, so that a link stays
 * and what it names is replaced. */
static gboolean
target_follow (Target *self, const char *path, GError **error)
{
  struct stat status;

  self->path = g_strdup (path);
  for (guint i = 0; i < MAX_LINKS; i++)
    {
      g_autofree char *link = NULL;
      g_autofree char *folder = NULL;

      self->descriptor = get_descriptor (self->path);
      if (self->descriptor >= 0 || lstat (self->path, &status) != 0 || !S_ISLNK (status.st_mode))
        return TRUE;

      link = g_file_read_link (self->path, NULL);
      if (link == NULL)
        return TRUE;
      folder = g_path_get_dirname (self->path);
      g_free (self->path);
      self->path = g_path_is_absolute (link) ? g_steal_pointer (&link)
                                             : g_build_filename (folder, link, NULL);
    }
  return refuse (error, path, "%s", g_strerror (ELOOP));
}

/* Why there cannot be a file at @path in a folder that is not as it must be. */
static gboolean
check_folder (const char *path, const char *asked, int stat_errno, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = normlab_text_for_path (folder);
  struct stat status;

  if (stat (folder, &status) != 0)
    /* Translators: why a file cannot be written */
    return errno == ENOENT ? refuse (error, asked, _("there is no folder “%s”"), name)
                           : refuse (error, asked, "%s", g_strerror (errno));
  if (!S_ISDIR (status.st_mode))
    /* Translators: why a file cannot be written */
    return refuse (error, asked, _("“%s” is not a folder"), name);
  if (stat_errno != ENOENT)
    return refuse (error, asked, "%s", g_strerror (stat_errno));
  return TRUE;
}

static gboolean
target_init (Target *self, const char *path, GError **error)
{
  if (*path == '\0')
    {
      g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                           _("The file to write has no name"));
      return FALSE;
    }
  if (!target_follow (self, path, error))
    return FALSE;
  if (self->descriptor >= 0)
    {
      self->in_place = TRUE;
      return TRUE;
    }

  if (stat (self->path, &self->status) != 0)
    return check_folder (self->path, path, errno, error);

  self->exists = TRUE;
  self->in_place = S_ISCHR (self->status.st_mode) || S_ISFIFO (self->status.st_mode);
  if (S_ISDIR (self->status.st_mode))
    /* Translators: why a file cannot be written */
    return refuse (error, path, _("it is a folder"));
  if (!self->in_place && !S_ISREG (self->status.st_mode))
    /* Translators: why a file cannot be written */
    return refuse (error, path, _("it is neither a file nor a pipe"));
  if (access (self->path, W_OK) != 0)
    return refuse (error, path, "%s", g_strerror (errno));
  return TRUE;
}

/* A new file beside the target, so that renaming it is one step of the same file system; its name
 * is short, so that any name the target can have will do. −1 with errno. */
static int
target_open_temporary (const Target *self, char **temporary)
{
  g_autofree char *folder = g_path_get_dirname (self->path);

  *temporary = g_build_filename (folder, ".normlab-XXXXXX", NULL);
  return g_mkstemp_full (*temporary, O_WRONLY | O_CLOEXEC, 0666);
}

static gboolean
is_writable (int descriptor)
{
  int flags = fcntl (descriptor, F_GETFL);

  return flags >= 0 && (flags & O_ACCMODE) != O_RDONLY;
}

gboolean
normlab_output_check (const char *path, GError **error)
{
  g_auto (Target) target = { 0 };
  g_autofree char *temporary = NULL;
  int fd;

  g_return_val_if_fail (path != NULL, FALSE);

  if (!target_init (&target, path, error))
    return FALSE;

  /* A pipe must not be opened: whoever reads it would take the closing for the end. */
  if (target.in_place)
    return target.descriptor < 0 || is_writable (target.descriptor)
           || refuse (error, path, "%s", g_strerror (EBADF));

  fd = target_open_temporary (&target, &temporary);
  /* The folder is there, as has been seen; what is not is a way to make a file in it, as in
   * /proc. */
  if (fd < 0 && errno == ENOENT)
    /* Translators: why a file cannot be written */
    return refuse (error, path, _("no file can be made in its folder"));
  if (fd < 0)
    /* Translators: why a file cannot be written */
    return refuse (error, path, _("no file can be made in its folder: %s"), g_strerror (errno));
  close (fd);
  unlink (temporary);
  return TRUE;
}

/* 0 or an errno. */
static int
write_all (int fd, const char *data, gsize length)
{
  while (length > 0)
    {
      gssize n = write (fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return errno;
      data += n;
      length -= (gsize) n;
    }
  return 0;
}

/* As write_all(), but a pipe that nobody reads any more is an error and no signal. */
static int
write_all_without_signal (int fd, const char *data, gsize length)
{
  const struct timespec now = { 0, 0 };
  sigset_t pipe_signal, old, pending;
  gboolean was_pending;
  int result;

  sigemptyset (&pipe_signal);
  sigaddset (&pipe_signal, SIGPIPE);
  sigpending (&pending);
  was_pending = sigismember (&pending, SIGPIPE) == 1;
  pthread_sigmask (SIG_BLOCK, &pipe_signal, &old);

  result = write_all (fd, data, length);

  if (result == EPIPE && !was_pending)
    while (sigtimedwait (&pipe_signal, NULL, &now) < 0 && errno == EINTR)
      ;
  pthread_sigmask (SIG_SETMASK, &old, NULL);
  return result;
}

/* Waits for somebody who reads from a pipe. */
static int
target_open_in_place (const Target *self)
{
  int fd;

  if (self->descriptor >= 0)
    return fcntl (self->descriptor, F_DUPFD_CLOEXEC, 0);

  do
    fd = open (self->path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
  while (fd < 0 && errno == EINTR);
  return fd;
}

static int
write_in_place (const Target *target, const char *data, gsize length)
{
  int fd = target_open_in_place (target);
  int result;

  if (fd < 0)
    return errno;
  result = write_all_without_signal (fd, data, length);
  if (close (fd) != 0 && result == 0)
    result = errno;
  return result;
}

/* The new file's owner, as far as we may, and mode are those of the one that it replaces. */
static int
keep_status (int fd, const struct stat *status)
{
  if (fchown (fd, status->st_uid, status->st_gid) != 0 && errno != EPERM)
    return errno;
  return fchmod (fd, status->st_mode & 0777) == 0 ? 0 : errno;
}

/* So that the new name too survives a loss of power; not every file system can. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

/* ECANCELED if nobody wants it any more. */
static int
write_watched (int fd, const char *data, gsize length, NormlabProgress *progress)
{
  for (gsize done = 0; done < length;)
    {
      gsize size = MIN (length - done, PIECE_SIZE);
      int result = write_all (fd, data + done, size);

      if (result != 0)
        return result;
      done += size;
      if (!normlab_progress_report (progress, (double) done / (double) length, NULL))
        return ECANCELED;
    }
  return 0;
}

/* Once all has been written, which came to @result: puts the temporary file into the place of the
 * target, or takes it away. 0 or an errno. */
static int
put_in_place (const Target *target, int fd, const char *temporary, int result)
{
  if (result == 0 && target->exists)
    result = keep_status (fd, &target->status);
  if (result == 0 && fsync (fd) != 0 && errno != EINVAL && errno != ENOSYS)
    result = errno;
  if (close (fd) != 0 && result == 0)
    result = errno;
  if (result == 0 && rename (temporary, target->path) != 0)
    result = errno;

  if (result == 0)
    sync_folder (target->path);
  else if (temporary != NULL)
    unlink (temporary);
  return result;
}

static int
replace (const Target *target, const char *data, gsize length, NormlabProgress *progress)
{
  g_autofree char *temporary = NULL;
  int fd = target_open_temporary (target, &temporary);

  if (fd < 0)
    return errno;
  return put_in_place (target, fd, temporary, write_watched (fd, data, length, progress));
}

/* TRUE for 0. */
static gboolean
succeed (int result, const char *path, GError **error)
{
  if (result == 0)
    return TRUE;
  if (result == EPIPE)
    /* Translators: why a file cannot be written */
    return refuse (error, path, _("nobody reads from this pipe"));
  return refuse (error, path, "%s", g_strerror (result));
}

gboolean
normlab_output_write (const char *path, const char *data, gssize length, GError **error)
{
  return normlab_output_write_watched (path, data, length, NULL, error);
}

gboolean
normlab_output_write_watched (const char *path,
                              const char *data,
                              gssize length,
                              NormlabProgress *progress,
                              GError **error)
{
  g_auto (Target) target = { 0 };
  gsize size;
  int result;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (data != NULL || length == 0, FALSE);

  if (!target_init (&target, path, error))
    return FALSE;

  size = length < 0 ? strlen (data) : (gsize) length;
  result = target.in_place ? write_in_place (&target, data, size)
                           : replace (&target, data, size, progress);
  if (result == ECANCELED && !normlab_progress_report (progress, 0, error))
    return FALSE;
  return succeed (result, path, error);
}

struct _NormlabOutput
{
  char *path; /* as it was asked for */
  Target target;
  GString *waiting; /* what goes in place; NULL for others, which have: */
  int fd;           /* −1 once it has been closed */
  char *temporary;  /* NULL while it has no name */
};

/* Links a file that has no name under one that nobody has. 0 or an errno. */
static int
give_name (const Target *target, int fd, char **temporary)
{
  g_autofree char *link = g_strdup_printf ("/proc/self/fd/%d", fd);
  int result = EEXIST;

  /* Whoever is quick may take the name in between. */
  for (guint i = 0; i < 100 && result == EEXIST; i++)
    {
      int named = target_open_temporary (target, temporary);

      if (named < 0)
        {
          result = errno;
          g_clear_pointer (temporary, g_free);
          return result;
        }
      close (named);
      unlink (*temporary);
      result = linkat (AT_FDCWD, link, AT_FDCWD, *temporary, AT_SYMLINK_FOLLOW) == 0 ? 0 : errno;
      if (result != 0)
        g_clear_pointer (temporary, g_free);
    }
  return result;
}

/* A file in the folder of what is written that has no name; −1 where there is none. */
static int
open_nameless (const Target *target)
{
#ifdef O_TMPFILE
  g_autofree char *folder = g_path_get_dirname (target->path);

  return open (folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
#else
  return -1;
#endif
}

/* Where the system can, the file has no name as long as it is written, so that nothing is left of
 * it if the process is killed. Whether such a file can be given one is tried at once, with another,
 * and not after hours. −1 otherwise. */
static int
target_open_nameless (const Target *self)
{
  g_autofree char *temporary = NULL;
  int fd = open_nameless (self);
  gboolean works = fd >= 0 && give_name (self, fd, &temporary) == 0;

  if (fd >= 0)
    close (fd);
  if (works)
    unlink (temporary);
  return works ? open_nameless (self) : -1;
}

NormlabOutput *
normlab_output_begin (const char *path, GError **error)
{
  g_autoptr (NormlabOutput) self = g_new0 (NormlabOutput, 1);

  g_return_val_if_fail (path != NULL, NULL);

  self->path = g_strdup (path);
  self->fd = -1;
  if (!target_init (&self->target, path, error))
    return NULL;
  if (self->target.in_place)
    self->waiting = g_string_new (NULL);
  else
    {
      self->fd = target_open_nameless (&self->target);
      if (self->fd < 0)
        self->fd = target_open_temporary (&self->target, &self->temporary);
      if (self->fd < 0)
        {
          refuse (error, path, "%s", g_strerror (errno));
          return NULL;
        }
    }
  return g_steal_pointer (&self);
}

gboolean
normlab_output_append (NormlabOutput *self, const char *data, gsize length, GError **error)
{
  g_return_val_if_fail (self != NULL && (self->waiting != NULL || self->fd >= 0), FALSE);

  if (self->waiting == NULL)
    return succeed (write_all (self->fd, data, length), self->path, error);
  g_string_append_len (self->waiting, data, (gssize) length);
  return TRUE;
}

gboolean
normlab_output_finish (NormlabOutput *self, GError **error)
{
  int fd = self->fd, result = 0;

  g_return_val_if_fail (self != NULL && (self->waiting != NULL || self->fd >= 0), FALSE);

  if (self->waiting != NULL)
    return succeed (write_in_place (&self->target, self->waiting->str, self->waiting->len),
                    self->path, error);
  if (self->temporary == NULL)
    result = give_name (&self->target, fd, &self->temporary);
  self->fd = -1;
  return succeed (put_in_place (&self->target, fd, self->temporary, result), self->path, error);
}

void
normlab_output_free (NormlabOutput *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    {
      close (self->fd);
      if (self->temporary != NULL)
        unlink (self->temporary);
    }
  if (self->waiting != NULL)
    g_string_free (self->waiting, TRUE);
  g_free (self->temporary);
  g_free (self->path);
  target_clear (&self->target);
  g_free (self);
}
