/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "normlab-error.h"
#include "normlab-output.h"
#include "normlab-test.h"

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
write_well (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (normlab_output_check (path, &error));
  g_assert_no_error (error);
  g_assert_true (normlab_output_write (path, text, -1, &error));
  g_assert_no_error (error);
}

/* @path can neither be checked nor written, and the message says @reason. */
static void
assert_refused (const char *path, const char *reason)
{
  g_autoptr (GError) checked = NULL;
  g_autoptr (GError) written = NULL;

  g_assert_false (normlab_output_check (path, &checked));
  g_assert_error (checked, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  g_test_message ("%s", checked->message);
  g_assert_nonnull (strstr (checked->message, path));
  g_assert_nonnull (strstr (checked->message, reason));

  g_assert_false (normlab_output_write (path, "x", -1, &written));
  g_assert_error (written, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  g_assert_nonnull (strstr (written->message, path));
}

static void
test_write (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "a", NULL);
  g_autofree char *back = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_true (normlab_output_check (path, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (folder), ==, 0);

  g_assert_true (normlab_output_write (path, "one\0two", 7, &error));
  g_assert_true (g_file_get_contents (path, &back, &length, NULL));
  g_assert_cmpmem (back, length, "one\0two", 7);

  write_well (path, "three");
  normlab_test_assert_contents (path, "three");
  g_assert_true (normlab_output_write (path, NULL, 0, &error));
  normlab_test_assert_contents (path, "");
  g_assert_cmpuint (count_files (folder), ==, 1);
}

static void
test_relative (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *before = g_get_current_dir ();

  g_assert_cmpint (chdir (folder), ==, 0);
  write_well ("here.csv", "here");
  normlab_test_assert_contents ("here.csv", "here");
  g_assert_cmpint (chdir (before), ==, 0);
}

/* A new file has the mode that the umask leaves; a replaced one keeps its own. */
static void
test_mode (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "a", NULL);
  struct stat status;
  mode_t before = umask (027);

  write_well (path, "one");
  umask (before);
  g_assert_cmpint (stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0640);

  /* But not that others run it as its owner. */
  g_assert_cmpint (chmod (path, 06604), ==, 0);
  write_well (path, "two");
  g_assert_cmpint (stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0604);
}

/* Any name that the file system takes will do: the temporary file's is not made from it. */
static void
test_long_name (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *name = g_strnfill (255, 'n');
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *longer = g_strconcat (path, "n", NULL);
  g_autoptr (GError) error = NULL;

  write_well (path, "long");
  normlab_test_assert_contents (path, "long");

  /* The message holds both ends of it. */
  g_assert_false (normlab_output_check (longer, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  g_assert_cmpint (g_utf8_strlen (error->message, -1), <, 200);
  g_assert_true (g_str_has_prefix (error->message, "“/"));
  g_assert_nonnull (strstr (error->message, "…nnn"));
  g_assert_nonnull (strstr (error->message, "nnn” cannot be written: "));
  g_assert_nonnull (strstr (error->message, g_strerror (ENAMETOOLONG)));
}

static void
test_links (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *file = g_build_filename (folder, "file", NULL);
  g_autofree char *relative = g_build_filename (folder, "relative", NULL);
  g_autofree char *second = g_build_filename (folder, "second", NULL);
  g_autofree char *loop = g_build_filename (folder, "loop", NULL);
  g_autofree char *lost = g_build_filename (folder, "lost", NULL);
  g_autofree char *chain = NULL;

  g_assert_cmpint (symlink ("file", relative), ==, 0);
  g_assert_cmpint (symlink (relative, second), ==, 0);
  g_assert_cmpint (symlink ("loop", loop), ==, 0);
  g_assert_cmpint (symlink ("missing/file", lost), ==, 0);

  /* First to a file that is not there, then to one that is. */
  for (guint i = 0; i < 2; i++)
    {
      write_well (second, i == 0 ? "one" : "two");
      normlab_test_assert_contents (file, i == 0 ? "one" : "two");
      g_assert_true (g_file_test (second, G_FILE_TEST_IS_SYMLINK));
      g_assert_true (g_file_test (relative, G_FILE_TEST_IS_SYMLINK));
      g_assert_false (g_file_test (file, G_FILE_TEST_IS_SYMLINK));
    }
  /* A long chain, though not longer than the system follows. */
  for (guint i = 0; i < 38; i++)
    {
      g_autofree char *name = g_strdup_printf ("chain-%u", i);
      g_autofree char *to = i == 0 ? g_strdup ("file") : g_strdup_printf ("chain-%u", i - 1);

      g_free (chain);
      chain = g_build_filename (folder, name, NULL);
      g_assert_cmpint (symlink (to, chain), ==, 0);
    }
  write_well (chain, "far");
  normlab_test_assert_contents (file, "far");
  assert_refused (loop, g_strerror (ELOOP));
  assert_refused (lost, "there is no folder");
}

static void
test_refused (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *missing = g_build_filename (folder, "missing", "a.csv", NULL);
  g_autofree char *slash = g_build_filename (folder, "new.csv", "/", NULL);
  g_autofree char *file = g_build_filename (folder, "file", NULL);
  g_autofree char *below = g_build_filename (file, "a.csv", NULL);
  g_autofree char *socket_path = g_build_filename (folder, "socket", NULL);
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_STREAM, 0);
  g_autoptr (GError) error = NULL;

  write_well (file, "file");
  g_strlcpy (address.sun_path, socket_path, sizeof address.sun_path);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof address), ==, 0);

  assert_refused ("", "The file to write has no name");
  assert_refused (folder, "it is a folder");
  assert_refused (missing, "there is no folder");
  assert_refused (slash, "there is no folder");
  assert_refused (below, "file” is not a folder");
  assert_refused (socket_path, "it is neither a file nor a pipe");
  /* Nobody, not even root, can make a file here. */
  assert_refused ("/proc/normlab.csv", "“/proc/normlab.csv” cannot be written: no file can be made "
                                       "in its folder");
  g_assert_false (normlab_output_check ("/proc/normlab.csv", &error));
  g_assert_null (strstr (error->message, g_strerror (ENOENT)));
  normlab_test_assert_contents (file, "file");
  g_assert_cmpuint (count_files (folder), ==, 2);
  close (fd);
}

/* In a child without privileges, since root may write everywhere. Another's file can be replaced
 * where its folder and its mode allow it, though not for its owner. */
static void
check_permissions (const char *file, const char *fresh, const char *closed, const char *shared)
{
  if (getuid () == 0)
    g_assert_cmpint (setuid (65534), ==, 0);
  assert_refused (file, g_strerror (EACCES));
  normlab_test_assert_contents (file, "file");
  write_well (fresh, "fresh");
  write_well (shared, "mine");
  normlab_test_assert_contents (shared, "mine");
  assert_refused (closed, g_strerror (EACCES));
  _exit (0);
}

static void
test_permissions (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *closed = normlab_test_folder ();
  g_autofree char *file = g_build_filename (folder, "file", NULL);
  g_autofree char *fresh = g_build_filename (folder, "fresh", NULL);
  g_autofree char *shared = g_build_filename (folder, "shared", NULL);
  g_autofree char *below = g_build_filename (closed, "below", NULL);
  int status = -1;
  pid_t child;

  write_well (file, "file");
  write_well (shared, "shared");
  g_assert_cmpint (chmod (file, 0444), ==, 0);
  g_assert_cmpint (chmod (shared, 0666), ==, 0);
  g_assert_cmpint (chmod (folder, 0777), ==, 0);
  g_assert_cmpint (chmod (closed, 0555), ==, 0);

  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    check_permissions (file, fresh, below, shared);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
  normlab_test_assert_contents (fresh, "fresh");
}

static void
test_devices (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *large = g_strnfill (1 << 20, 'x');

  write_well ("/dev/null", "text");
  g_assert_true (normlab_output_check ("/dev/full", &error));
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) full = NULL;

      g_assert_false (normlab_output_write ("/dev/full", large, i == 0 ? 1 : 1 << 20, &full));
      g_assert_error (full, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
      g_assert_nonnull (strstr (full->message, "/dev/full"));
      g_assert_nonnull (strstr (full->message, g_strerror (ENOSPC)));
    }
}

/* What is written through a descriptor goes on where the descriptor stands. */
static void
test_descriptor (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "a", NULL);
  g_autofree char *link = g_build_filename (folder, "link", NULL);
  g_autofree char *fd_path = NULL;
  int fd = open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  int read_only = open (path, O_RDONLY | O_CLOEXEC);
  g_autofree char *read_only_path = g_strdup_printf ("/dev/fd/%d", read_only);

  fd_path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_assert_cmpint (symlink (fd_path, link), ==, 0);
  g_assert_cmpint (write (fd, "1", 1), ==, 1);
  write_well (link, "2");
  g_assert_cmpint (write (fd, "3", 1), ==, 1);
  normlab_test_assert_contents (path, "123");
  assert_refused (read_only_path, g_strerror (EBADF));
  assert_refused ("/dev/fd/987654", g_strerror (EBADF));
  close (fd);
  close (read_only);
}

static gpointer
read_pipe (gpointer path)
{
  char *text = NULL;
  gboolean read = g_file_get_contents (path, &text, NULL, NULL);

  g_assert_true (read);
  return text;
}

static gpointer
read_pipe_late (gpointer path)
{
  g_usleep (100000);
  return read_pipe (path);
}

static void
test_pipe (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "pipe", NULL);
  g_autofree char *large = g_strnfill (1 << 20, 'x');
  g_autofree char *late = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  GThread *thread;
  int fd;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);

  /* Without a reader: checking does not wait, writing does until there is one. */
  g_assert_true (normlab_output_check (path, &error));
  g_assert_no_error (error);
  thread = g_thread_new ("late-reader", read_pipe_late, path);
  g_assert_true (normlab_output_write (path, "x", -1, &error));
  g_assert_no_error (error);
  late = g_thread_join (thread);
  g_assert_cmpstr (late, ==, "x");

  /* With one; a check in between is not the end of it. More than a pipe holds. */
  thread = g_thread_new ("reader", read_pipe, path);
  do
    g_usleep (1000);
  while ((fd = open (path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)) < 0 && errno == ENXIO);
  g_assert_true (normlab_output_check (path, &error));
  g_assert_true (normlab_output_write (path, large, -1, &error));
  g_assert_no_error (error);
  close (fd);
  text = g_thread_join (thread);
  g_assert_cmpstr (text, ==, large);
}

/* A reader that goes away is an error, not the end of the program. */
static void
test_broken_pipe (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int fds[2];

  g_assert_cmpint (pipe (fds), ==, 0);
  path = g_strdup_printf ("/dev/fd/%d", fds[1]);
  close (fds[0]);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_false (normlab_output_write (path, "x", -1, &error));
      g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
      g_assert_nonnull (strstr (error->message, "nobody reads from this pipe"));
      g_clear_error (&error);
    }
  close (fds[1]);
}

/* Written little by little, a file is there when all of it is, and not before; of one that is given
 * up nothing is left. */
static void
test_gradually (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "a.csv", NULL), *text = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  write_well (path, "old");
  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  for (guint given_up = 2; given_up-- > 0;)
    {
      g_autoptr (NormlabOutput) output = normlab_output_begin (path, &error);

      g_assert_no_error (error);
      g_assert_true (normlab_output_append (output, "one\n", 4, &error));
      g_assert_true (normlab_output_append (output, "two\n", 4, &error));
      g_clear_pointer (&text, g_free);
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_cmpstr (text, ==, "old");
      if (!given_up)
        g_assert_true (normlab_output_finish (output, &error));
      g_assert_no_error (error);
    }
  g_clear_pointer (&text, g_free);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "one\ntwo\n");
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpuint (count_files (folder), ==, 1);
}

/* A device gets it all at the end; what cannot be written says so as ever. */
static void
test_gradually_refused (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabOutput) full = normlab_output_begin ("/dev/full", &error);

  g_assert_no_error (error);
  g_assert_true (normlab_output_append (full, "x", 1, &error));
  g_assert_false (normlab_output_finish (full, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_null (normlab_output_begin ("/nowhere/a.csv", &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/output/write", test_write);
  g_test_add_func ("/output/relative", test_relative);
  g_test_add_func ("/output/mode", test_mode);
  g_test_add_func ("/output/long-name", test_long_name);
  g_test_add_func ("/output/links", test_links);
  g_test_add_func ("/output/refused", test_refused);
  g_test_add_func ("/output/permissions", test_permissions);
  g_test_add_func ("/output/devices", test_devices);
  g_test_add_func ("/output/descriptor", test_descriptor);
  g_test_add_func ("/output/pipe", test_pipe);
  g_test_add_func ("/output/broken-pipe", test_broken_pipe);
  g_test_add_func ("/output/gradually", test_gradually);
  g_test_add_func ("/output/gradually-refused", test_gradually_refused);
  return g_test_run ();
}
