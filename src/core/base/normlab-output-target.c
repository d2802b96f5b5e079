/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-output-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "normlab-error.h"
#include "normlab-text.h"

/* Where what is written goes. */

#define MAX_LINKS 40

void
normlab_output_target_clear (NormlabOutputTarget *self)
{
  g_clear_pointer (&self->path, g_free);
}

gboolean
normlab_output_refuse (GError **error, const char *path, const char *reason, ...)
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
target_follow (NormlabOutputTarget *self, const char *path, GError **error)
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
  return normlab_output_refuse (error, path, "%s", g_strerror (ELOOP));
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
    return errno == ENOENT
               ? normlab_output_refuse (error, asked, _("there is no folder “%s”"), name)
               : normlab_output_refuse (error, asked, "%s", g_strerror (errno));
  if (!S_ISDIR (status.st_mode))
    /* Translators: why a file cannot be written */
    return normlab_output_refuse (error, asked, _("“%s” is not a folder"), name);
  if (stat_errno != ENOENT)
    return normlab_output_refuse (error, asked, "%s", g_strerror (stat_errno));
  return TRUE;
}

gboolean
normlab_output_find_target (NormlabOutputTarget *self, const char *path, GError **error)
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
    return normlab_output_refuse (error, path, _("it is a folder"));
  if (!self->in_place && !S_ISREG (self->status.st_mode))
    /* Translators: why a file cannot be written */
    return normlab_output_refuse (error, path, _("it is neither a file nor a pipe"));
  if (access (self->path, W_OK) != 0)
    return normlab_output_refuse (error, path, "%s", g_strerror (errno));
  return TRUE;
}

int
normlab_output_open_temporary (const NormlabOutputTarget *self, char **temporary)
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
  g_auto (NormlabOutputTarget) target = { 0 };
  g_autofree char *temporary = NULL;
  int fd;

  g_return_val_if_fail (path != NULL, FALSE);

  if (!normlab_output_find_target (&target, path, error))
    return FALSE;

  /* A pipe must not be opened: whoever reads it would take the closing for the end. */
  if (target.in_place)
    return target.descriptor < 0 || is_writable (target.descriptor)
           || normlab_output_refuse (error, path, "%s", g_strerror (EBADF));

  fd = normlab_output_open_temporary (&target, &temporary);
  /* The folder is there, as has been seen; what is not is a way to make a file in it, as in
   * /proc. */
  if (fd < 0 && errno == ENOENT)
    /* Translators: why a file cannot be written */
    return normlab_output_refuse (error, path, _("no file can be made in its folder"));
  if (fd < 0)
    /* Translators: why a file cannot be written */
    return normlab_output_refuse (error, path, _("no file can be made in its folder: %s"),
                                  g_strerror (errno));
  close (fd);
  unlink (temporary);
  return TRUE;
}
