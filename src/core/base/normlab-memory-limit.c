/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-memory-limit.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "normlab-error.h"

/* What is left to all else: threads' stacks, tables, the libraries' own. */
#define SPARE ((guint64) 8 << 20)

static char *
read_file (const char *root, const char *path)
{
  g_autofree char *name = g_build_filename (root, path, NULL);
  char *text = NULL;

  return g_file_get_contents (name, &text, NULL, NULL) ? text : NULL;
}

/* The number behind @key at the beginning of a line; FALSE where there is none. */
static gboolean
find_number (const char *text, const char *key, guint64 *value)
{
  gsize length = strlen (key);

  for (const char *line = text; line != NULL && *line != '\0';)
    {
      if (strncmp (line, key, length) == 0)
        {
          const char *digits = line + length + strspn (line + length, " \t:");
          char *end;

          *value = g_ascii_strtoull (digits, &end, 10);
          return end > digits;
        }
      line = strchr (line, '\n');
      line = line != NULL ? line + 1 : NULL;
    }
  return FALSE;
}

static gboolean
read_number (const char *root, const char *folder, const char *file, guint64 *value)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autofree char *text = read_file (root, path);

  /* "max" is no number. */
  return text != NULL && find_number (text, "", value);
}

static guint64
get_machine (const char *root)
{
  g_autofree char *text = read_file (root, "proc/meminfo");
  guint64 available, swap = 0;

  if (text == NULL || !find_number (text, "MemAvailable", &available))
    return G_MAXUINT64;
  find_number (text, "SwapFree", &swap);
  return (available + swap) * 1024;
}

/* What is left in one group. Pages of files can be let go of. */
static guint64
get_group (const char *root,
           const char *folder,
           const char *limit_file,
           const char *usage_file,
           const char *file_key)
{
  g_autofree char *stat_path = g_build_filename (folder, "memory.stat", NULL);
  g_autofree char *stat = read_file (root, stat_path);
  guint64 limit, usage = 0, files = 0;

  if (!read_number (root, folder, limit_file, &limit) || limit >= (guint64) 1 << 62)
    return G_MAXUINT64;
  read_number (root, folder, usage_file, &usage);
  if (stat != NULL)
    find_number (stat, file_key, &files);
  usage -= MIN (usage, files);
  return limit > usage ? limit - usage : 0;
}

/* The least of a group and those that it lies in. path: of the group below @mount */
static guint64
get_groups (const char *root,
            const char *mount,
            const char *path,
            const char *limit_file,
            const char *usage_file,
            const char *file_key)
{
  g_autofree char *rest = g_strdup (path);
  guint64 least = G_MAXUINT64;

  while (TRUE)
    {
      g_autofree char *folder = g_build_filename (mount, rest, NULL);
      char *slash = strrchr (rest, '/');

      least = MIN (least, get_group (root, folder, limit_file, usage_file, file_key));
      if (slash == NULL || *rest == '\0')
        return least;
      *slash = '\0';
    }
}

static guint64
get_control_groups (const char *root)
{
  g_autofree char *text = read_file (root, "proc/self/cgroup");
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  guint64 least = G_MAXUINT64;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ":", 3);

      if (g_strv_length (fields) != 3 || strstr (fields[2], "..") != NULL)
        continue;
      if (*fields[1] == '\0')
        least = MIN (least, get_groups (root, "sys/fs/cgroup", fields[2], "memory.max",
                                        "memory.current", "inactive_file"));
      else if (strstr (fields[1], "memory") != NULL)
        least = MIN (least,
                     get_groups (root, "sys/fs/cgroup/memory", fields[2], "memory.limit_in_bytes",
                                 "memory.usage_in_bytes", "total_inactive_file"));
    }
  return least;
}

guint64
normlab_memory_get_available_below (const char *root)
{
  g_return_val_if_fail (root != NULL, G_MAXUINT64);

  return MIN (get_machine (root), get_control_groups (root));
}

/* Addresses that are left. */
static guint64
get_addresses (void)
{
  g_autofree char *text = NULL;
  struct rlimit limit;
  guint64 used;

  if (getrlimit (RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
    return G_MAXUINT64;
  text = read_file ("/", "proc/self/statm");
  if (text == NULL || !find_number (text, "", &used))
    return limit.rlim_cur;
  used *= (guint64) sysconf (_SC_PAGESIZE);
  return limit.rlim_cur > used ? limit.rlim_cur - used : 0;
}

guint64
normlab_memory_get_available (void)
{
  return MIN (normlab_memory_get_available_below ("/"), get_addresses ());
}

gboolean
normlab_memory_check (guint64 n_bytes, const char *name, GError **error)
{
  guint64 available;
  g_autofree char *wanted = NULL;
  g_autofree char *left = NULL;

  g_return_val_if_fail (name != NULL, FALSE);

  /* Little is there, or its taking says that it is not. */
  if (n_bytes < SPARE)
    return TRUE;
  available = normlab_memory_get_available ();
  if (available >= SPARE && n_bytes <= available - SPARE)
    return TRUE;
  wanted = g_format_size (n_bytes);
  left = g_format_size (available);
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
               /* Translators: a file or a data set, then two sizes ("2.1 GB") */
               _("There is not enough memory for “%s”: it takes %s, and %s are left"), name,
               wanted, left);
  return FALSE;
}
