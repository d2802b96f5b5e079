/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-session-load.h"

#include <glib/gi18n-lib.h>
#include <limits.h>
#include <string.h>

#include "normlab-key-file.h"
#include "normlab-text.h"

/* A text for which a file has no business to be longer. */
#define MAX_CHECKSUM 64
#define MAX_ESCAPED_PATH (3 * PATH_MAX)

/* A text that need not be there. */
static gboolean
load_optional_text (GKeyFile *file, const char *group, const char *key, char **text, GError **error)
{
  if (!g_key_file_has_key (file, group, key, NULL))
    return TRUE;
  *text = normlab_key_file_get_text (file, group, key, error);
  return *text != NULL;
}

static gboolean
load_path (GKeyFile *file, const char *group, const char *key, char **path, GError **error)
{
  g_autofree char *escaped = NULL;

  if (!load_optional_text (file, group, key, &escaped, error))
    return FALSE;
  if (escaped != NULL && strlen (escaped) > MAX_ESCAPED_PATH)
    return normlab_key_file_refuse (error, group, key, escaped,
                                    /* Translators: follows a value in quotes */
                                    _("is longer than any path"));
  *path = escaped != NULL ? g_uri_unescape_string (escaped, NULL) : NULL;
  return escaped == NULL || *path != NULL
         || normlab_key_file_refuse (error, group, key, escaped,
                                     /* Translators: follows a value in quotes */
                                     _("is not an escaped path"));
}

static gboolean
check_checksum (const char *checksum, const char *group, const char *key, GError **error)
{
  return (strlen (checksum) <= MAX_CHECKSUM
          && strspn (checksum, "0123456789abcdef-") == strlen (checksum))
         || normlab_key_file_refuse (error, group, key, checksum,
                                     /* Translators: follows a value in quotes */
                                     _("is not a checksum"));
}

/* As many as usual where nothing is said. */
static gboolean
load_count (GKeyFile *file, const char *group, const char *key, guint *count, GError **error)
{
  g_autofree char *text = NULL;

  *count = 0;
  if (!load_optional_text (file, group, key, &text, error))
    return FALSE;
  return text == NULL || normlab_text_to_uint (text, 1, G_MAXINT, count)
         || normlab_key_file_refuse (error, group, key, text,
                                     /* Translators: follows a value in quotes */
                                     _("is not a number of images"));
}

static gboolean
load_reading (GKeyFile *file,
              const char *group,
              const char *key,
              NormlabReading *reading,
              GError **error)
{
  g_autofree char *text = NULL;

  *reading = NORMLAB_READING_PLAIN;
  if (!load_optional_text (file, group, key, &text, error))
    return FALSE;
  return text == NULL || normlab_reading_parse (text, reading)
         || normlab_key_file_refuse (error, group, key, text,
                                     /* Translators: follows a value in quotes */
                                     _("is no way to read images"));
}

NormlabDataId *
normlab_session_load_data (GKeyFile *file,
                           const char *group,
                           const NormlabSessionDataKeys *keys,
                           GError **error)
{
  g_autofree char *name = normlab_key_file_get_text (file, group, keys->name, error);
  g_autofree char *path = NULL;
  g_autofree char *checksum = NULL;
  g_autoptr (NormlabDataId) plain = NULL;
  NormlabReading reading;
  guint n_training;

  if (name == NULL)
    return NULL;
  checksum = normlab_key_file_get_text (file, group, keys->checksum, error);
  if (checksum == NULL || !check_checksum (checksum, group, keys->checksum, error)
      || !load_path (file, group, keys->path, &path, error)
      || !load_count (file, group, keys->n_training, &n_training, error)
      || !load_reading (file, group, keys->reading, &reading, error))
    return NULL;
  plain = normlab_data_id_new_counted (name, path, checksum, n_training);
  return normlab_data_id_read (plain, reading, checksum);
}

NormlabDataId *
normlab_session_load_run_data (GKeyFile *file,
                               const char *group,
                               NormlabDataId *session_data,
                               GError **error)
{
  const NormlabSessionDataKeys *keys = &normlab_session_run_data_keys;
  gboolean has_name = g_key_file_has_key (file, group, keys->name, NULL);
  gboolean has_place = g_key_file_has_key (file, group, keys->path, NULL)
                       || g_key_file_has_key (file, group, keys->checksum, NULL)
                       || g_key_file_has_key (file, group, keys->n_training, NULL)
                       || g_key_file_has_key (file, group, keys->reading, NULL);
  g_autofree char *name = NULL;

  if (!has_name && !has_place)
    return normlab_data_id_ref (session_data);
  if (has_place)
    return normlab_session_load_data (file, group, keys, error);
  name = normlab_key_file_get_text (file, group, keys->name, error);
  return name != NULL ? normlab_data_id_new (name, NULL, NULL) : NULL;
}
