/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-output-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* Bytes that are written between two looks at whether anybody still wants them. */
#define PIECE_SIZE (1024 * 1024)

int
normlab_output_write_all (int fd, const char *data, gsize length)
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

/* As normlab_output_write_all(), but a pipe that nobody reads any more is an error, no signal. */
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

  result = normlab_output_write_all (fd, data, length);

  if (result == EPIPE && !was_pending)
    while (sigtimedwait (&pipe_signal, NULL, &now) < 0 && errno == EINTR)
      ;
  pthread_sigmask (SIG_SETMASK, &old, NULL);
  return result;
}

/* Waits for somebody who reads from a pipe. */
static int
target_open_in_place (const NormlabOutputTarget *self)
{
  int fd;

  if (self->descriptor >= 0)
    return fcntl (self->descriptor, F_DUPFD_CLOEXEC, 0);

  do
    fd = open (self->path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
  while (fd < 0 && errno == EINTR);
  return fd;
}

int
normlab_output_write_in_place (const NormlabOutputTarget *target, const char *data, gsize length)
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
      int result = normlab_output_write_all (fd, data + done, size);

      if (result != 0)
        return result;
      done += size;
      if (!normlab_progress_report (progress, (double) done / (double) length, NULL))
        return ECANCELED;
    }
  return 0;
}

int
normlab_output_put_in_place (const NormlabOutputTarget *target,
                             int fd,
                             const char *temporary,
                             int result)
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
replace (const NormlabOutputTarget *target,
         const char *data,
         gsize length,
         NormlabProgress *progress)
{
  g_autofree char *temporary = NULL;
  int fd = normlab_output_open_temporary (target, &temporary);

  if (fd < 0)
    return errno;
  return normlab_output_put_in_place (target, fd, temporary,
                                      write_watched (fd, data, length, progress));
}

gboolean
normlab_output_succeed (int result, const char *path, GError **error)
{
  if (result == 0)
    return TRUE;
  if (result == EPIPE)
    /* Translators: why a file cannot be written */
    return normlab_output_refuse (error, path, _("nobody reads from this pipe"));
  return normlab_output_refuse (error, path, "%s", g_strerror (result));
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
  g_auto (NormlabOutputTarget) target = { 0 };
  gsize size;
  int result;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (data != NULL || length == 0, FALSE);

  if (!normlab_output_find_target (&target, path, error))
    return FALSE;

  size = length < 0 ? strlen (data) : (gsize) length;
  result = target.in_place ? normlab_output_write_in_place (&target, data, size)
                           : replace (&target, data, size, progress);
  if (result == ECANCELED && !normlab_progress_report (progress, 0, error))
    return FALSE;
  return normlab_output_succeed (result, path, error);
}
