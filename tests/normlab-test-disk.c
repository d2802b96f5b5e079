/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-disk.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#define BALLAST "ballast"

gboolean
normlab_test_disk_mount (const char *folder, gsize n_bytes)
{
  g_autofree char *size = g_strdup_printf ("size=%" G_GSIZE_FORMAT, n_bytes);
  g_autofree char *reason = NULL;

  if (unshare (CLONE_NEWNS) == 0 && mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0
      && mount ("tmpfs", folder, "tmpfs", 0, size) == 0)
    return TRUE;
  reason = g_strdup_printf ("no small disk can be made here: %s", g_strerror (errno));
  g_test_skip (reason);
  return FALSE;
}

void
normlab_test_disk_unmount (const char *folder)
{
  g_assert_cmpint (umount2 (folder, MNT_DETACH), ==, 0);
}

void
normlab_test_disk_fill (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, BALLAST, NULL);
  g_autofree char *piece = g_malloc0 (4096);
  int fd = g_open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

  g_assert_cmpint (fd, >=, 0);
  while (write (fd, piece, 4096) > 0)
    ;
  g_assert_cmpint (errno, ==, ENOSPC);
  g_assert_cmpint (close (fd), ==, 0);
}

void
normlab_test_disk_make_room (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, BALLAST, NULL);

  g_assert_cmpint (g_unlink (path), ==, 0);
}
