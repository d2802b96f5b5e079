/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-follower-place.h"

#include <string.h>
#include <sys/stat.h>

#include "normlab-log-mlflow.h"

/* @path below what was opened, or its last part. */
static char *
make_title (const char *path, const NormlabFollowerRoot *root)
{
  gsize length = strlen (root->path);
  g_autofree char *title = NULL;

  if (g_str_has_prefix (path, root->path) && path[length] == '/')
    title = g_strdup (path + length + 1);
  else
    title = g_path_get_basename (path);
  return g_filename_display_name (title);
}

/* N of a folder "checkpoint-N" that @path is in; −1 where it is in none. */
static gint64
get_checkpoint (const char *path, char **folder)
{
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (parent);
  gint64 number = -1;

  if (g_str_has_prefix (name, "checkpoint-") && g_ascii_isdigit (name[11]))
    number = g_ascii_strtoll (name + 11, NULL, 10);
  *folder = number >= 0 ? g_path_get_dirname (parent) : g_steal_pointer (&parent);
  return number;
}

/* When it was written last, µs of real time; 0 where it is not there. */
static gint64
get_time (const char *path)
{
  struct stat status;

  if (stat (path, &status) != 0)
    return 0;
  return (gint64) status.st_mtim.tv_sec * G_USEC_PER_SEC + status.st_mtim.tv_nsec / 1000;
}

gboolean
normlab_follower_is_newer (const char *path, const NormlabLogSource *source)
{
  g_autofree char *folder = NULL;
  g_autofree char *its_folder = NULL;
  gint64 number = get_checkpoint (path, &folder);
  gint64 its_number = get_checkpoint (source->path, &its_folder);

  if (number >= 0 && its_number >= 0 && !source->is_gone)
    return number > its_number;
  return source->is_gone || get_time (path) > get_time (source->path)
         || (number < 0 && get_time (path) == get_time (source->path));
}

void
normlab_follower_fill_place (NormlabLogPlace *place,
                             const char *path,
                             const NormlabLogFormat *format,
                             const NormlabFollowerRoot *root)
{
  g_autofree char *folder = NULL;
  const char *metric = NULL;

  place->name = g_filename_display_basename (path);
  if (format == &normlab_log_mlflow)
    place->key = normlab_mlflow_find_run (path, &metric);
  else if (format->is_part)
    place->key = g_path_get_dirname (path);
  if (place->key != NULL)
    place->title = make_title (place->key, root);
  if (metric != NULL)
    place->metric = g_filename_display_name (metric);
  if (place->key != NULL)
    return;
  place->key = g_strdup (path);
  place->title = make_title (path, root);
  if (!format->is_document || get_checkpoint (path, &folder) < 0)
    return;
  g_free (place->key);
  g_free (place->title);
  place->key = g_build_filename (folder, place->name, NULL);
  place->title = make_title (folder, root);
}
