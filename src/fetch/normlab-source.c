/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-source.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-fetch-resources.h"
#include "normlab-key-file.h"
#include "normlab-text.h"

#define RESOURCE "/io/github/normlab/Normlab/fetch/data-sets.ini"
#define FILE_NAME "data-sets.ini"
#define MAX_SIZE (1 << 20)
#define MD5_DIGITS 32

static const char *const keys[]
    = { "Name", "About", "Home", "Addresses", "Files", "MD5", "Bytes", NULL };

static void
file_free (gpointer data)
{
  NormlabSourceFile *self = data;

  g_free (self->name);
  g_free (self->md5);
  g_free (self);
}

static void
source_free (gpointer data)
{
  NormlabSource *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self->about);
  g_free (self->home);
  g_strfreev (self->addresses);
  g_ptr_array_unref (self->files);
  g_free (self);
}

/* Reading the list */

/* "a;b;" as { "a", "b" }. */
static char **
get_list (GKeyFile *file, const char *group, const char *key, GError **error)
{
  g_autofree char *text = normlab_key_file_get (file, group, key, error);
  g_autofree char **parts = NULL;
  guint n = 0;

  if (text == NULL)
    return NULL;
  parts = g_strsplit (text, ";", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_strstrip (parts[i]);
      if (*parts[i] != '\0')
        parts[n++] = parts[i];
      else
        g_free (parts[i]);
    }
  parts[n] = NULL;
  if (n > 0)
    return g_steal_pointer (&parts);
  normlab_key_file_refuse (error, group, key, text, _("names none"));
  return NULL;
}

static gboolean
is_address (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return (g_str_equal (scheme, "https") || g_str_equal (scheme, "http")) && host != NULL
         && *host != '\0' && g_str_has_suffix (text, "/") && g_uri_get_query (uri) == NULL
         && g_uri_get_fragment (uri) == NULL;
}

/* A name, and no way out of the folder. */
static gboolean
is_file_name (const char *text)
{
  return strchr (text, '/') == NULL && *text != '.';
}

static gboolean
is_md5 (const char *text)
{
  return strlen (text) == MD5_DIGITS && strspn (text, "0123456789abcdef") == MD5_DIGITS;
}

static gboolean
read_addresses (NormlabSource *self, GKeyFile *file, GError **error)
{
  self->addresses = get_list (file, self->id, "Addresses", error);
  for (guint i = 0; self->addresses != NULL && self->addresses[i] != NULL; i++)
    if (!is_address (self->addresses[i]))
      return normlab_key_file_refuse (error, self->id, "Addresses", self->addresses[i],
                                      _("is no address of the web that ends in /"));
  return self->addresses != NULL;
}

static gboolean
add_file (NormlabSource *self, const char *name, const char *md5, const char *bytes, GError **error)
{
  guint n_bytes = 1;
  NormlabSourceFile *made;

  if (!is_file_name (name))
    return normlab_key_file_refuse (error, self->id, "Files", name, _("is no name of a file"));
  if (!is_md5 (md5))
    return normlab_key_file_refuse (error, self->id, "MD5", md5,
                                    _("is no checksum of 32 digits from 0 to f"));
  if (bytes != NULL && !normlab_text_to_uint (bytes, 1, G_MAXINT, &n_bytes))
    return normlab_key_file_refuse (error, self->id, "Bytes", bytes, _("is no number of bytes"));
  made = g_new0 (NormlabSourceFile, 1);
  made->name = g_strdup (name);
  made->md5 = g_strdup (md5);
  made->bytes = n_bytes;
  g_ptr_array_add (self->files, made);
  return TRUE;
}

static gboolean
read_files (NormlabSource *self, GKeyFile *file, GError **error)
{
  g_auto (GStrv) names = get_list (file, self->id, "Files", error);
  g_auto (GStrv) sums = names != NULL ? get_list (file, self->id, "MD5", error) : NULL;
  g_auto (GStrv) bytes = NULL;
  guint n = names != NULL ? g_strv_length (names) : 0;

  if (sums == NULL)
    return FALSE;
  if (g_key_file_has_key (file, self->id, "Bytes", NULL))
    {
      bytes = get_list (file, self->id, "Bytes", error);
      if (bytes == NULL)
        return FALSE;
    }
  if (g_strv_length (sums) != n || (bytes != NULL && g_strv_length (bytes) != n))
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT,
                   _("[%s] Files, MD5 and Bytes must have as many parts as one another"),
                   self->id);
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    if (!add_file (self, names[i], sums[i], bytes != NULL ? bytes[i] : NULL, error))
      return FALSE;
  return TRUE;
}

/* About may have a language, as Title has elsewhere. */
static gboolean
check_keys (GKeyFile *file, const char *group, GError **error)
{
  g_auto (GStrv) found = g_key_file_get_keys (file, group, NULL, NULL);

  for (guint i = 0; found != NULL && found[i] != NULL; i++)
    if (!g_strv_contains (keys, found[i]) && !g_str_has_prefix (found[i], "About["))
      {
        g_autofree char *key = normlab_text_for_message (found[i], -1);

        g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT, _("[%s] %s is not known"), group,
                     key);
        return FALSE;
      }
  return TRUE;
}

static NormlabSource *
read_source (GKeyFile *file, const char *id, GError **error)
{
  NormlabSource *self = g_new0 (NormlabSource, 1);

  self->id = g_strdup (id);
  self->files = g_ptr_array_new_with_free_func (file_free);
  if (!is_file_name (id))
    normlab_key_file_refuse (error, "…", "…", id, _("is no name of a file"));
  else if (check_keys (file, id, error)
           && (self->name = normlab_key_file_get_text (file, id, "Name", error)) != NULL
           && (self->about = normlab_key_file_get_text (file, id, "About", error)) != NULL
           && (self->home = normlab_key_file_get_text (file, id, "Home", error)) != NULL
           && read_addresses (self, file, error) && read_files (self, file, error))
    return self;
  source_free (self);
  return NULL;
}

GPtrArray *
normlab_sources_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (GKeyFile) file = normlab_key_file_parse (text, length, error);
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (source_free);
  g_auto (GStrv) groups = NULL;

  if (file == NULL)
    return NULL;
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      NormlabSource *source = read_source (file, groups[i], error);

      if (source == NULL)
        return NULL;
      g_ptr_array_add (sources, source);
    }
  return g_steal_pointer (&sources);
}

/* Where the list is: NULL for the program's own. */
static char *
find_file (void)
{
  const char *named = g_getenv ("NORMLAB_DATA_SETS");
  g_autofree char *own = NULL;

  if (named != NULL && *named != '\0')
    return g_strdup (named);
  own = g_build_filename (g_get_user_config_dir (), "normlab", FILE_NAME, NULL);
  return g_file_test (own, G_FILE_TEST_EXISTS) ? g_steal_pointer (&own) : NULL;
}

GPtrArray *
normlab_sources_load (GError **error)
{
  g_autofree char *path = find_file ();
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GPtrArray *sources;
  gsize length;

  if (path == NULL)
    {
      bytes = g_resource_lookup_data (normlab_fetch_get_resource (), RESOURCE,
                                      G_RESOURCE_LOOKUP_FLAGS_NONE, error);
      if (bytes == NULL)
        return NULL;
      return normlab_sources_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                    error);
    }
  text = normlab_key_file_read (path, MAX_SIZE, &length, error);
  if (text == NULL)
    return NULL;
  sources = normlab_sources_parse (text, length, error);
  if (sources == NULL)
    {
      g_autofree char *name = normlab_text_for_path (path);

      g_prefix_error (error, "%s: ", name);
    }
  return sources;
}

const NormlabSource *
normlab_sources_find (GPtrArray *sources, const char *id, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *quoted = NULL;

  for (guint i = 0; i < sources->len; i++)
    {
      const NormlabSource *source = g_ptr_array_index (sources, i);

      if (g_ascii_strcasecmp (source->id, id) == 0)
        return source;
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", source->id);
    }
  quoted = normlab_text_for_message (id, -1);
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
               /* Translators: the second is a list: "mnist, kmnist" */
               _("There is no data set “%s” to get; there are: %s"), quoted, names->str);
  return NULL;
}

/* Where it goes */

char *
normlab_source_get_folder (const NormlabSource *self)
{
  return g_build_filename (g_get_user_cache_dir (), "normlab", "data", self->id, NULL);
}

gboolean
normlab_source_is_here (const NormlabSource *self, const char *folder)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const NormlabSourceFile *file = g_ptr_array_index (self->files, i);
      g_autofree char *path = g_build_filename (folder, file->name, NULL);

      if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return FALSE;
    }
  return TRUE;
}

guint64
normlab_source_get_bytes (const NormlabSource *self)
{
  guint64 sum = 0;

  for (guint i = 0; i < self->files->len; i++)
    sum += ((const NormlabSourceFile *) g_ptr_array_index (self->files, i))->bytes;
  return sum;
}
