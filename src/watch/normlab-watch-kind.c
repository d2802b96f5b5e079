/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <unistd.h>

#include "normlab-log-format.h"
#include "normlab-watcher.h"

/* What a file is, by its front. */

/* Less than was asked for only at the end of the file; −1 where it cannot be read. */
static gssize
read_front (int fd, char *bytes, gsize size)
{
  gsize n = 0;

  while (n < size)
    {
      gssize n_read = read (fd, bytes + n, size - n);

      if (n_read < 0)
        return -1;
      if (n_read == 0)
        break;
      n += (gsize) n_read;
    }
  return (gssize) n;
}

gboolean
normlab_watch_is_log (const char *path)
{
  g_autofree char *bytes = NULL;
  g_autofree char *name = NULL;
  NormlabLogHead head;
  gssize n;
  int fd;

  g_return_val_if_fail (path != NULL, FALSE);

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return FALSE;
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0)
    return FALSE;
  bytes = g_malloc (NORMLAB_LOG_HEAD_SIZE);
  n = read_front (fd, bytes, NORMLAB_LOG_HEAD_SIZE);
  close (fd);
  if (n <= 0)
    return FALSE;
  name = g_path_get_basename (path);
  head = (NormlabLogHead){
    .path = path, .name = name, .bytes = bytes, .n = (gsize) n, .whole = n < NORMLAB_LOG_HEAD_SIZE
  };
  return normlab_log_format_find (&head, FALSE) != NULL;
}
