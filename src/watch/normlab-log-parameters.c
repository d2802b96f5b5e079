/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-log-parameters.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is read of a file, and how many files and folders of a run. */
#define MAX_SIZE 65536
#define MAX_FILES 1000
#define MAX_DEPTH 4

/* The front of a regular file; NULL if it cannot be read. */
static char *
read_text (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  struct stat status;
  char *text = NULL;
  gssize n;

  if (fd < 0)
    return NULL;
  if (fstat (fd, &status) == 0 && S_ISREG (status.st_mode))
    {
      text = g_malloc (MAX_SIZE + 1);
      n = read (fd, text, MAX_SIZE);
      text[MAX (n, 0)] = '\0';
    }
  close (fd);
  return text;
}

static gboolean
is_key (const char *text, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!g_ascii_isalnum (text[i]) && strchr ("_-.", text[i]) == NULL)
      return FALSE;
  return n > 0 && g_ascii_isalpha (*text);
}

void
normlab_log_parameters_from_path (NormlabRecorderTrack *track, const char *path)
{
  g_auto (GStrv) parts = g_strsplit_set (path, "/,", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *equals = strchr (parts[i], '=');

      if (equals == NULL || equals[1] == '\0' || !is_key (parts[i], (gsize) (equals - parts[i])))
        continue;
      *equals = '\0';
      normlab_recorder_set_parameter (track, parts[i], equals + 1);
    }
}

/* Without quotes around it and a remark behind it. */
static char *
clean_value (char *value)
{
  gsize length;

  g_strstrip (value);
  if (*value == '"' || *value == '\'')
    {
      char *closing = strchr (value + 1, *value);

      if (closing != NULL)
        {
          *closing = '\0';
          return value + 1;
        }
    }
  for (char *remark = strchr (value, '#'); remark != NULL; remark = strchr (remark + 1, '#'))
    if (remark > value && g_ascii_isspace (remark[-1]))
      {
        *remark = '\0';
        break;
      }
  length = strlen (g_strchomp (value));
  return value + (length == 4 && strcmp (value, "null") == 0 ? length : 0);
}

void
normlab_log_parameters_from_yaml (NormlabRecorderTrack *track, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "hparams.yaml", NULL);
  g_autofree char *text = read_text (path);
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      char *colon = strchr (lines[i], ':');
      const char *value;

      /* What is further in belongs to something else. */
      if (colon == NULL || !is_key (lines[i], (gsize) (colon - lines[i]))
          || (colon[1] != '\0' && !g_ascii_isspace (colon[1])))
        continue;
      *colon = '\0';
      value = clean_value (colon + 1);
      if (*value != '\0' && *value != '!' && *value != '&')
        normlab_recorder_set_parameter (track, lines[i], value);
    }
}

/* The files below a folder, by their names there. */
static void
add_files (NormlabRecorderTrack *track,
           const char *folder,
           const char *prefix,
           guint depth,
           guint *n_files)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && *n_files < MAX_FILES && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *key = g_strconcat (prefix, name, NULL);
      g_autofree char *text = NULL;

      (*n_files)++;
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          g_autofree char *below = g_strconcat (key, "/", NULL);

          if (depth > 0)
            add_files (track, path, below, depth - 1, n_files);
          continue;
        }
      text = read_text (path);
      if (text != NULL)
        normlab_recorder_set_parameter (track, key, g_strchomp (text));
    }
  g_clear_pointer (&dir, g_dir_close);
}

void
normlab_log_parameters_from_mlflow (NormlabRecorderTrack *track, const char *folder)
{
  g_autofree char *params = g_build_filename (folder, "params", NULL);
  g_autofree char *tag = g_build_filename (folder, "tags", "mlflow.runName", NULL);
  g_autofree char *name = read_text (tag);
  guint n_files = 0;

  if (name != NULL && *g_strstrip (name) != '\0')
    normlab_recorder_set_title (track, name);
  add_files (track, params, "", MAX_DEPTH, &n_files);
}
