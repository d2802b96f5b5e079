/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-output-private.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* Files that are written little by little. */

struct _NormlabOutput
{
  char *path; /* as it was asked for */
  NormlabOutputTarget target;
  GString *waiting; /* what goes in place; NULL for others, which have: */
  int fd;           /* −1 once it has been closed */
  char *temporary;  /* NULL while it has no name */
};

/* Links a file that has no name under one that nobody has. 0 or an errno. */
static int
give_name (const NormlabOutputTarget *target, int fd, char **temporary)
{
  g_autofree char *link = g_strdup_printf ("/proc/self/fd/%d", fd);
  int result = EEXIST;

  /* Whoever is quick may take the name in between. */
  for (guint i = 0; i < 100 && result == EEXIST; i++)
    {
      int named = normlab_output_open_temporary (target, temporary);

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
open_nameless (const NormlabOutputTarget *target)
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
target_open_nameless (const NormlabOutputTarget *self)
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
  if (!normlab_output_find_target (&self->target, path, error))
    return NULL;
  if (self->target.in_place)
    self->waiting = g_string_new (NULL);
  else
    {
      self->fd = target_open_nameless (&self->target);
      if (self->fd < 0)
        self->fd = normlab_output_open_temporary (&self->target, &self->temporary);
      if (self->fd < 0)
        {
          normlab_output_refuse (error, path, "%s", g_strerror (errno));
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
    return normlab_output_succeed (normlab_output_write_all (self->fd, data, length), self->path,
                                   error);
  g_string_append_len (self->waiting, data, (gssize) length);
  return TRUE;
}

gboolean
normlab_output_finish (NormlabOutput *self, GError **error)
{
  int fd = self->fd, result = 0;

  g_return_val_if_fail (self != NULL && (self->waiting != NULL || self->fd >= 0), FALSE);

  if (self->waiting != NULL)
    return normlab_output_succeed (
        normlab_output_write_in_place (&self->target, self->waiting->str, self->waiting->len),
        self->path, error);
  if (self->temporary == NULL)
    result = give_name (&self->target, fd, &self->temporary);
  self->fd = -1;
  return normlab_output_succeed (
      normlab_output_put_in_place (&self->target, fd, self->temporary, result), self->path, error);
}

gboolean
normlab_output_finish_as (NormlabOutput *self, const char *ending, GError **error)
{
  g_return_val_if_fail (self != NULL && ending != NULL, FALSE);

  if (self->waiting == NULL && *ending != '\0')
    {
      g_autofree char *path = g_strconcat (self->target.path, ending, NULL);

      normlab_output_target_clear (&self->target);
      self->target = (NormlabOutputTarget){ 0 };
      if (!normlab_output_find_target (&self->target, path, error))
        return FALSE;
      g_free (self->path);
      self->path = g_steal_pointer (&path);
    }
  return normlab_output_finish (self, error);
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
  normlab_output_target_clear (&self->target);
  g_free (self);
}
