/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-follower-search.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "normlab-follower.h"
#include "normlab-magic.h"
#include "normlab-text.h"

/* How far down, and how many folders and files are looked at. */
#define MAX_DEPTH 8
#define MAX_FOLDERS 5000
#define MAX_FILES 5000
#define MAX_OTHERS 20000
/* How long what somebody says is a log may take to come until that is said. */
#define PATIENCE (2 * G_USEC_PER_SEC)
/* A folder may have changed once more within the second of its last change. */
#define UNSURE (2 * G_USEC_PER_SEC)

typedef struct
{
  gint64 modified;    /* µs of real time */
  gint64 looked;      /* likewise, when */
  GPtrArray *folders; /* in it, their paths */
} Folder;

/* A file that is no log, as far as is known. */
typedef struct
{
  gint64 modified;
  guint64 size;
  gboolean named; /* even if somebody says that it is one */
} Other;

static void
folder_free (gpointer data)
{
  Folder *folder = data;

  g_ptr_array_unref (folder->folders);
  g_free (folder);
}

GHashTable *
normlab_follower_folders_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, folder_free);
}

static gint64
get_time (const struct stat *status)
{
  return (gint64) status->st_mtim.tv_sec * G_USEC_PER_SEC + status->st_mtim.tv_nsec / 1000;
}

/* Files that are large and surely no logs. */
static gboolean
has_other_ending (const char *name)
{
  static const char *const endings[]
      = { ".pt",  ".pth", ".ckpt", ".bin",  ".safetensors", ".h5", ".npz", ".npy", ".png",
          ".jpg", ".svg", ".pdf",  ".onnx", ".pkl",         ".gz", ".zip", ".tar", ".py" };
  const char *dot = strrchr (name, '.');

  for (guint i = 0; dot != NULL && i < G_N_ELEMENTS (endings); i++)
    if (g_ascii_strcasecmp (dot, endings[i]) == 0)
      return TRUE;
  return FALSE;
}

/* The front of a file; −1 if it cannot be read. */
static gssize
read_head (const char *path, char *bytes)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  gssize n = -1;

  if (fd < 0)
    return -1;
  do
    n = read (fd, bytes, NORMLAB_LOG_HEAD_SIZE);
  while (n < 0 && errno == EINTR);
  close (fd);
  return n;
}

static void
note (NormlabFollower *self,
      const char *format,
      const char *path,
      const char *more,
      const char *advice)
{
  g_autofree char *name = normlab_text_for_path (path);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  normlab_recorder_note (self->recorder, g_strdup_printf (format, name, more, advice));
#pragma GCC diagnostic pop
}

/* Of what somebody says is a log: what it is instead. @path: as it is called. */
static void
complain (NormlabFollower *self, const char *path, const char *bytes, gsize n)
{
  const char *what, *advice;
  NormlabMagic magic = normlab_magic_find ((const guint8 *) bytes, n, &what, &advice);

  /* An empty one, and a text, may become a log. */
  if (magic != NORMLAB_MAGIC_EMPTY && magic != NORMLAB_MAGIC_TEXT)
    {
      /* Translators: a file, what it is, and what to do then */
      if (advice != NULL)
        note (self, _("“%s” is no log of a training: it is %s; %s"), path, what, advice);
      else
        /* Translators: a file, and what it is */
        note (self, _("“%s” is no log of a training: it is %s"), path, what, NULL);
    }
  else if (self->once || n == NORMLAB_LOG_HEAD_SIZE)
    note (self, _("“%s” is no log of a training, as far as can be told"), path, NULL, NULL);
}

static void
look_at_file (NormlabFollower *self,
              const char *path,
              const struct stat *status,
              const NormlabFollowerRoot *root)
{
  Other *other = g_hash_table_lookup (self->others, path);
  gboolean named = strcmp (path, root->path) == 0;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *bytes = NULL;
  const NormlabLogFormat *format;
  NormlabLogHead head = { .path = path, .name = name };
  gssize n;

  normlab_follower_visit (self, path);
  if (g_hash_table_contains (self->by_path, path)
      || (other != NULL && other->modified == get_time (status)
          && other->size == (guint64) status->st_size && other->named >= named)
      || (!named && has_other_ending (name)))
    return;
  bytes = g_malloc (NORMLAB_LOG_HEAD_SIZE);
  n = read_head (path, bytes);
  if (n < 0)
    {
      if (named)
        note (self, _("“%s” cannot be read: %s"), root->title, g_strerror (errno), NULL);
      return;
    }
  head.bytes = bytes;
  head.n = (gsize) n;
  head.whole = n < NORMLAB_LOG_HEAD_SIZE;
  format = normlab_log_format_find (&head, named);
  if (format != NULL && format->refusal == NULL)
    {
      g_hash_table_remove (self->others, path);
      if (g_hash_table_size (self->by_path) < MAX_FILES)
        normlab_follower_take (self, path, format, root);
      else
        note (self, _("There are more logs in “%s” than can be watched"), root->title, NULL, NULL);
      return;
    }
  if (format != NULL)
    note (self, _(format->refusal), named ? root->title : path, NULL, NULL);
  else if (named)
    complain (self, root->title, bytes, head.n);
  if (g_hash_table_size (self->others) >= MAX_OTHERS)
    return;
  other = g_new (Other, 1);
  *other = (Other){ get_time (status), (guint64) status->st_size, named };
  g_hash_table_insert (self->others, g_strdup (path), other);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list (const char *path)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  GDir *dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_clear_pointer (&dir, g_dir_close);
  g_ptr_array_sort (names, compare_names);
  return names;
}

/* What is in a folder: its files are looked at, its folders kept. */
static void
look_at_folder (NormlabFollower *self,
                Folder *folder,
                const char *path,
                const NormlabFollowerRoot *root)
{
  g_autoptr (GPtrArray) names = list (path);

  g_ptr_array_set_size (folder->folders, 0);
  for (guint i = 0; i < names->len && !g_cancellable_is_cancelled (self->cancellable); i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *below = g_build_filename (path, name, NULL);
      struct stat status;

      normlab_follower_visit (self, below);
      if (strcmp (name, ".aim") == 0 && g_file_test (below, G_FILE_TEST_IS_DIR))
        {
          g_autofree char *inside = g_build_filename (below, "x", NULL);
          NormlabLogHead head = { .path = inside, .name = "x", .bytes = "" };
          const NormlabLogFormat *aim = normlab_log_format_find (&head, FALSE);

          if (aim != NULL && aim->refusal != NULL)
            note (self, _(aim->refusal), below, NULL, NULL);
        }
      if (*name == '.' || lstat (below, &status) != 0)
        continue;
      if (S_ISDIR (status.st_mode))
        g_ptr_array_add (folder->folders, g_steal_pointer (&below));
      else if (stat (below, &status) == 0 && S_ISREG (status.st_mode))
        look_at_file (self, below, &status, root);
    }
}

static void
search_folder (NormlabFollower *self,
               const char *path,
               const NormlabFollowerRoot *root,
               guint depth,
               guint *n_folders)
{
  Folder *folder = g_hash_table_lookup (self->folders, path);
  struct stat status;

  normlab_follower_visit (self, path);
  if (g_cancellable_is_cancelled (self->cancellable) || (*n_folders)++ >= MAX_FOLDERS
      || stat (path, &status) != 0)
    return;
  if (folder == NULL)
    {
      folder = g_new0 (Folder, 1);
      folder->folders = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->folders, g_strdup (path), folder);
    }
  if (folder->looked == 0 || folder->modified != get_time (&status)
      || folder->looked < folder->modified + UNSURE)
    {
      folder->modified = get_time (&status);
      folder->looked = g_get_real_time ();
      look_at_folder (self, folder, path, root);
    }
  for (guint i = 0; depth > 0 && i < folder->folders->len; i++)
    search_folder (self, g_ptr_array_index (folder->folders, i), root, depth - 1, n_folders);
}

/* Files that were none may have become logs. */
static void
look_at_others (NormlabFollower *self, const NormlabFollowerRoot *root)
{
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_free);
  gsize length = strlen (root->path);
  GHashTableIter iter;
  gpointer key, value;
  struct stat status;

  g_hash_table_iter_init (&iter, self->others);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Other *other = value;
      const char *path = key;

      normlab_follower_visit (self, path);
      /* What its front is no longer depends on what comes. */
      if (other->size < NORMLAB_LOG_HEAD_SIZE && g_str_has_prefix (path, root->path)
          && (path[length] == '/' || path[length] == '\0') && stat (path, &status) == 0
          && (get_time (&status) != other->modified || (guint64) status.st_size != other->size))
        g_ptr_array_add (changed, g_strdup (path));
    }
  for (guint i = 0; i < changed->len; i++)
    if (stat (g_ptr_array_index (changed, i), &status) == 0 && S_ISREG (status.st_mode))
      look_at_file (self, g_ptr_array_index (changed, i), &status, root);
}

void
normlab_follower_search (NormlabFollower *self)
{
  guint n_folders = 0;

  for (guint i = 0; i < self->roots->len; i++)
    {
      NormlabFollowerRoot *root = g_ptr_array_index (self->roots, i);
      struct stat status;

      if (root->path == NULL)
        continue;
      normlab_follower_visit (self, root->path);
      if (stat (root->path, &status) != 0)
        {
          if (self->once || errno != ENOENT)
            note (self, _("“%s” cannot be read: %s"), root->title, g_strerror (errno), NULL);
          else if (root->missed == 0)
            root->missed = g_get_monotonic_time ();
          else if (!root->is_known && g_get_monotonic_time () - root->missed >= PATIENCE)
            {
              /* Translators: a file that is to be watched */
              note (self, _("“%s” is not there yet; it is shown when it comes"), root->title, NULL,
                    NULL);
              root->is_known = TRUE;
            }
          continue;
        }
      root->is_known = TRUE;
      if (S_ISDIR (status.st_mode))
        search_folder (self, root->path, root, MAX_DEPTH, &n_folders);
      else if (S_ISREG (status.st_mode))
        look_at_file (self, root->path, &status, root);
      else
        {
          normlab_follower_open_stream (self, root);
          continue;
        }
      look_at_others (self, root);
    }
}
