/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing where the system does not do all of it at once, or not at all. */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "normlab-error.h"
#include "normlab-output.h"
#include "normlab-test.h"

/* A disk of a test's making; the linker puts the functions __wrap_… here before the real ones (see
 * meson.build), which are then __real_…. */
static gsize most_at_once = G_MAXSIZE; /* bytes that one call writes */
static guint n_interruptions;          /* before the next call writes */
static int sync_errno;
static guint n_syncs;

gssize __real_write (int fd, const void *data, gsize n);
gssize __wrap_write (int fd, const void *data, gsize n);

gssize
__wrap_write (int fd, const void *data, gsize n)
{
  if (n_interruptions == 0)
    return __real_write (fd, data, MIN (n, most_at_once));
  n_interruptions--;
  errno = EINTR;
  return -1;
}

int __real_fsync (int fd);
int __wrap_fsync (int fd);

int
__wrap_fsync (int fd)
{
  n_syncs++;
  errno = sync_errno;
  return sync_errno == 0 ? __real_fsync (fd) : -1;
}

/* The folder holds @path and nothing else. */
static void
assert_alone (const char *folder, const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *name = g_path_get_basename (path);

  g_assert_nonnull (dir);
  g_assert_cmpstr (g_dir_read_name (dir), ==, name);
  g_assert_null (g_dir_read_name (dir));
}

static void
write_well (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (normlab_output_write (path, text, -1, &error));
  g_assert_no_error (error);
}

/* A write that is interrupted, or takes only a part, goes on where it stopped. */
static void
test_pieces (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "a", NULL);

  most_at_once = 3;
  for (n_interruptions = 0; n_interruptions < 3; n_interruptions++)
    {
      guint before = n_interruptions;

      write_well (path, "abcdefghij");
      normlab_test_assert_contents (path, "abcdefghij");
      n_interruptions = before;
    }
  n_interruptions = 0;
  most_at_once = G_MAXSIZE;
}

/* Where there is no more room the old file stays, and nothing beside it. */
static void
test_no_room (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "a", NULL);
  struct rlimit before, limit;
  g_autoptr (GError) error = NULL;
  void (*handler) (int) = signal (SIGXFSZ, SIG_IGN);

  write_well (path, "old");
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = 5;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_false (normlab_output_write (path, "new and long", -1, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  signal (SIGXFSZ, handler);

  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, g_strerror (EFBIG)));
  normlab_test_assert_contents (path, "old");
  assert_alone (folder, path);
}

/* What is written is on the disk before it takes the old file's name, unless the file system cannot
 * say. */
static void
test_sync (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "a", NULL);
  g_autoptr (GError) error = NULL;

  n_syncs = 0;
  write_well (path, "old");
  /* The file and the folder. */
  g_assert_cmpuint (n_syncs, ==, 2);
  sync_errno = EIO;
  g_assert_false (normlab_output_write (path, "new", -1, &error));
  g_assert_nonnull (strstr (error->message, g_strerror (EIO)));
  normlab_test_assert_contents (path, "old");
  assert_alone (folder, path);
  sync_errno = EINVAL;
  write_well (path, "new");
  normlab_test_assert_contents (path, "new");
  sync_errno = ENOSYS;
  write_well (path, "newer");
  normlab_test_assert_contents (path, "newer");
  sync_errno = 0;
}

/* A signal that was waiting already is not ours to take. */
static void
test_pending_signal (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  sigset_t pipe_signal, before, pending;
  const struct timespec now = { 0, 0 };
  int fds[2];

  sigemptyset (&pipe_signal);
  sigaddset (&pipe_signal, SIGPIPE);
  g_assert_cmpint (pthread_sigmask (SIG_BLOCK, &pipe_signal, &before), ==, 0);
  g_assert_cmpint (pipe (fds), ==, 0);
  path = g_strdup_printf ("/dev/fd/%d", fds[1]);
  close (fds[0]);
  for (guint waiting = 0; waiting < 2; waiting++)
    {
      if (waiting)
        raise (SIGPIPE);
      g_assert_false (normlab_output_write (path, "x", -1, &error));
      g_clear_error (&error);
      g_assert_cmpint (sigpending (&pending), ==, 0);
      g_assert_cmpint (sigismember (&pending, SIGPIPE), ==, (int) waiting);
    }
  g_assert_cmpint (sigtimedwait (&pipe_signal, NULL, &now), ==, SIGPIPE);
  g_assert_cmpint (pthread_sigmask (SIG_SETMASK, &before, NULL), ==, 0);
  close (fds[1]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/output-disk/pieces", test_pieces);
  g_test_add_func ("/output-disk/no-room", test_no_room);
  g_test_add_func ("/output-disk/sync", test_sync);
  g_test_add_func ("/output-disk/pending-signal", test_pending_signal);
  return g_test_run ();
}
