/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-key-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "normlab-error.h"
#include "normlab-text.h"

#define READ_SIZE 65536
/* Of a text that is checked, between two looks at whether anybody still wants it. */
#define CHECK_SIZE (1 << 20)
/* Of taking a text apart it is to have validated it, and to have checked its lines. */
#define VALIDATED 0.3
#define CHECKED 0.7

static gboolean
refuse_file (GError **error, NormlabError code, const char *path, const char *reason)
{
  g_autofree char *name = normlab_text_for_path (path);

  /* Translators: a file, and why it cannot be read */
  g_set_error (error, NORMLAB_ERROR, code, _("“%s” cannot be read: %s"), name, reason);
  return FALSE;
}

static gboolean
refuse_size (GError **error, const char *path, gsize max_size)
{
  g_autofree char *limit = g_format_size_full (max_size, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *reason = NULL;

  /* Translators: why a file cannot be read */
  reason = g_strdup_printf (_("it is larger than %s, which no such file is"), limit);
  return refuse_file (error, NORMLAB_ERROR_FORMAT, path, reason);
}

/* Reads on after the limit by at most one piece, so that a file that grows ends too. */
static gboolean
read_up_to (int fd,
            const char *path,
            gsize max_size,
            GByteArray *bytes,
            NormlabProgress *progress,
            GError **error)
{
  g_autofree guint8 *piece = g_malloc (READ_SIZE);
  struct stat status;
  gssize n = 1;

  if (fstat (fd, &status) < 0)
    return refuse_file (error, NORMLAB_ERROR_FAILED, path, g_strerror (errno));
  while (n != 0 && bytes->len <= max_size)
    {
      n = read (fd, piece, READ_SIZE);
      if (n < 0 && errno != EINTR)
        return refuse_file (error, NORMLAB_ERROR_FAILED, path, g_strerror (errno));
      if (n > 0)
        g_byte_array_append (bytes, piece, (guint) n);
      if (!normlab_progress_report (progress,
                                    (double) bytes->len / (double) MAX (status.st_size, 1), error))
        return FALSE;
    }
  return TRUE;
}

/* Opens a regular file and nothing else, or returns −1. With O_NONBLOCK nobody waits for a pipe's
 * other end. */
static int
open_file (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  struct stat status;

  if (fd < 0 || fstat (fd, &status) < 0)
    refuse_file (error, NORMLAB_ERROR_FAILED, path, g_strerror (errno));
  else if (S_ISDIR (status.st_mode))
    /* Translators: why a file cannot be read */
    refuse_file (error, NORMLAB_ERROR_FAILED, path, _("it is a folder"));
  else if (!S_ISREG (status.st_mode))
    /* Translators: why a file cannot be read */
    refuse_file (error, NORMLAB_ERROR_FAILED, path, _("it is a pipe or a device"));
  else
    return fd;

  if (fd >= 0)
    close (fd);
  return -1;
}

char *
normlab_key_file_read (const char *path, gsize max_size, gsize *length, GError **error)
{
  return normlab_key_file_read_watched (path, max_size, length, NULL, error);
}

/* NULL, or at most one piece more than @max_size. */
static GByteArray *
read_bytes (const char *path, gsize max_size, NormlabProgress *progress, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  int fd = open_file (path, error);
  gboolean ok;

  if (fd < 0)
    return NULL;
  ok = read_up_to (fd, path, max_size, bytes, progress, error);
  close (fd);
  return ok ? g_steal_pointer (&bytes) : NULL;
}

/* With a NUL behind them. */
static char *
take_bytes (GByteArray *bytes, gsize *length)
{
  *length = bytes->len;
  g_byte_array_append (bytes, (const guint8 *) "", 1);
  return (char *) g_byte_array_free (bytes, FALSE);
}

char *
normlab_key_file_read_watched (const char *path,
                               gsize max_size,
                               gsize *length,
                               NormlabProgress *progress,
                               GError **error)
{
  g_autoptr (GByteArray) bytes = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (max_size < G_MAXUINT - 2 * READ_SIZE, NULL);
  g_return_val_if_fail (length != NULL, NULL);

  bytes = read_bytes (path, max_size, progress, error);
  if (bytes == NULL || (bytes->len > max_size && !refuse_size (error, path, max_size)))
    return NULL;
  return take_bytes (g_steal_pointer (&bytes), length);
}

static gboolean
is_pipe (const char *path)
{
  struct stat status;

  return stat (path, &status) == 0 && (S_ISFIFO (status.st_mode) || S_ISSOCK (status.st_mode));
}

char *
normlab_key_file_read_any (const char *path, gsize max_size, gsize *length, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gboolean is_input;
  gboolean ok;
  int fd;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (max_size < G_MAXUINT - 2 * READ_SIZE, NULL);
  g_return_val_if_fail (length != NULL, NULL);

  is_input = strcmp (path, "-") == 0;
  if (!is_input && !is_pipe (path))
    return normlab_key_file_read (path, max_size, length, error);
  fd = is_input ? STDIN_FILENO : open (path, O_RDONLY | O_NOCTTY | O_CLOEXEC);
  if (fd < 0)
    {
      refuse_file (error, NORMLAB_ERROR_FAILED, path, g_strerror (errno));
      return NULL;
    }
  ok = read_up_to (fd, path, max_size, bytes, NULL, error);
  if (!is_input)
    close (fd);
  if (!ok || (bytes->len > max_size && !refuse_size (error, path, max_size)))
    return NULL;
  return take_bytes (g_steal_pointer (&bytes), length);
}

char *
normlab_key_file_read_head (const char *path, gsize max_size, gsize *length, GError **error)
{
  g_autoptr (GByteArray) bytes = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (max_size > 0 && max_size < G_MAXUINT - 2 * READ_SIZE, NULL);
  g_return_val_if_fail (length != NULL, NULL);

  bytes = read_bytes (path, max_size - 1, NULL, error);
  if (bytes == NULL)
    return NULL;
  g_byte_array_set_size (bytes, (guint) MIN (bytes->len, max_size));
  return take_bytes (g_steal_pointer (&bytes), length);
}

static gboolean
refuse_line (GError **error, guint line, const char *text, const char *reason)
{
  g_autofree char *quoted = normlab_text_for_message (text, -1);

  /* Translators: a line's number, what it says, and what is wrong with it */
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT, _("line %u: “%s” %s"), line, quoted,
               reason);
  return FALSE;
}

/* The groups so far, and the keys of the last one: no other can come to it again. */
typedef struct
{
  GHashTable *groups;
  GHashTable *keys;
} Seen;

/* One stripped line. */
static gboolean
check_line (const char *text, guint line, const Seen *seen, GError **error)
{
  const char *equals = strchr (text, '=');
  g_autofree char *key = NULL;

  if (*text == '\0' || *text == '#')
    return TRUE;
  if (*text == '[' && g_str_has_suffix (text, "]"))
    {
      g_hash_table_remove_all (seen->keys);
      return g_hash_table_add (seen->groups, g_strndup (text + 1, strlen (text) - 2))
             /* Translators: follows a value in quotes */
             || refuse_line (error, line, text, _("is there twice"));
    }
  if (equals == NULL)
    /* Translators: follows a value in quotes */
    return refuse_line (error, line, text, _("is neither a group, nor a setting, nor a comment"));
  if (g_hash_table_size (seen->groups) == 0)
    /* Translators: follows a value in quotes */
    return refuse_line (error, line, text, _("comes before the first group"));

  key = g_strchomp (g_strndup (text, (gsize) (equals - text)));
  return g_hash_table_add (seen->keys, g_strdup (key))
         /* Translators: follows a value in quotes */
         || refuse_line (error, line, key, _("is there twice"));
}

/* In portions, whose last character may be cut off. */
static gboolean
check_characters (const char *text, gsize length, NormlabProgress *progress, GError **error)
{
  gsize done = 0;

  while (done < length)
    {
      gsize portion = MIN (length - done, CHECK_SIZE);
      const char *end;
      gboolean ok = g_utf8_validate (text + done, (gssize) portion, &end);
      gsize valid = (gsize) (end - (text + done));

      if (!ok && (portion == length - done || portion - valid >= 4))
        {
          g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT,
                       _("byte %u is not part of UTF-8 text"), (guint) (done + valid));
          return FALSE;
        }
      done += valid;
      if (!normlab_progress_report (progress, VALIDATED * (double) done / (double) length, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
report_line (NormlabProgress *progress, gsize done, gsize length, GError **error)
{
  double share = (double) done / (double) length;

  return normlab_progress_report (progress, VALIDATED + (CHECKED - VALIDATED) * share, error);
}

static gboolean
check_lines (const char *text, gsize length, NormlabProgress *progress, GError **error)
{
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const Seen seen = { groups, keys };
  const char *end = text + length;
  guint line = 0;

  for (const char *p = text; p < end;)
    {
      const char *newline = memchr (p, '\n', (gsize) (end - p));
      const char *stop = newline != NULL ? newline : end;
      g_autofree char *content = g_strndup (p, (gsize) (stop - p));

      line++;
      if (!check_line (g_strstrip (content), line, &seen, error)
          || !report_line (progress, (gsize) (stop - text), length, error))
        return FALSE;
      p = stop + 1;
    }
  return TRUE;
}

GKeyFile *
normlab_key_file_parse (const char *text, gsize length, GError **error)
{
  return normlab_key_file_parse_watched (text, length, NULL, error);
}

GKeyFile *
normlab_key_file_parse_watched (const char *text,
                                gsize length,
                                NormlabProgress *progress,
                                GError **error)
{
  g_autoptr (GKeyFile) self = g_key_file_new ();
  g_autoptr (GError) reason = NULL;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (length == 0)
    {
      g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT, _("the file is empty"));
      return NULL;
    }
  if (!check_characters (text, length, progress, error))
    return NULL;
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  if (!check_lines (text, length, progress, error))
    return NULL;

  if (!g_key_file_load_from_data (self, text, length, G_KEY_FILE_KEEP_TRANSLATIONS, &reason))
    {
      g_autofree char *message = normlab_text_for_message (reason->message, -1);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT, _("this is not a key file: %s"),
                   message);
      return NULL;
    }
  return g_steal_pointer (&self);
}

gboolean
normlab_key_file_refuse (GError **error,
                         const char *group,
                         const char *key,
                         const char *value,
                         const char *reason)
{
  g_autofree char *group_text = normlab_text_for_message (group, -1);
  g_autofree char *key_text = normlab_text_for_message (key, -1);
  g_autofree char *value_text = normlab_text_for_message (value, -1);

  /* Translators: a group, a setting, its value, and what is wrong with it */
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT, _("[%s] %s: “%s” %s"), group_text,
               key_text, value_text, reason);
  return FALSE;
}

void
normlab_key_file_propagate (GError **error, GError *reason, const char *group)
{
  g_return_if_fail (reason != NULL && reason->domain == NORMLAB_ERROR);

  reason->code = NORMLAB_ERROR_FORMAT;
  g_propagate_prefixed_error (error, reason, "[%s] ", group);
}

gboolean
normlab_key_file_check_group (GKeyFile *self,
                              const char *group,
                              const char *const *known,
                              GError **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (self, group, NULL, NULL);

  if (keys == NULL)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT, _("there is no group [%s]"), group);
      return FALSE;
    }
  for (guint i = 0; keys[i] != NULL; i++)
    {
      const char *key = g_str_has_prefix (keys[i], "Title[") ? "Title" : keys[i];
      g_autofree char *group_text = NULL;
      g_autofree char *key_text = NULL;

      if (g_strv_contains (known, key))
        continue;
      group_text = normlab_text_for_message (group, -1);
      key_text = normlab_text_for_message (keys[i], -1);
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT,
                   _("[%s] %s: there is no such setting"), group_text, key_text);
      return FALSE;
    }
  return TRUE;
}

static char *
refuse_missing (GError **error, const char *group, const char *key)
{
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT, _("[%s] %s is missing"), group, key);
  return NULL;
}

char *
normlab_key_file_get (GKeyFile *self, const char *group, const char *key, GError **error)
{
  char *value = g_key_file_get_value (self, group, key, NULL);

  return value != NULL ? value : refuse_missing (error, group, key);
}

/* GLib 2.74 leaks its error when a text ends in a bad escape, and sets it twice when there is
 * another one before. */
static gboolean
has_good_escapes (const char *raw)
{
  for (const char *c = strchr (raw, '\\'); c != NULL; c = strchr (c + 2, '\\'))
    if (c[1] == '\0' || strchr ("sntr\\", c[1]) == NULL)
      return FALSE;
  return TRUE;
}

char *
normlab_key_file_get_text (GKeyFile *self, const char *group, const char *key, GError **error)
{
  g_autofree char *raw = normlab_key_file_get (self, group, key, error);
  char *value;

  if (raw == NULL)
    return NULL;
  if (!has_good_escapes (raw))
    return g_steal_pointer (&raw);
  value = g_key_file_get_locale_string (self, group, key, NULL, NULL);
  return value != NULL ? value : g_steal_pointer (&raw);
}
