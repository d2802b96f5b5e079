/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-settings.h"

#include "normlab-place.h"

static gboolean
is_whole (GSettingsSchema *schema)
{
  g_auto (GStrv) keys = g_strsplit (SETTINGS_KEYS, " ", -1);

  for (guint i = 0; keys[i] != NULL; i++)
    if (!g_settings_schema_has_key (schema, keys[i]))
      return FALSE;
  return TRUE;
}

/* The default source does not exist where no folder has any schema. */
static GSettingsSchema *
look_up (GSettingsSchemaSource *source)
{
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, APPLICATION_ID, TRUE);
  return schema != NULL && is_whole (schema) ? g_steal_pointer (&schema) : NULL;
}

GSettingsSchema *
normlab_settings_find_schema_in (const char *folder)
{
  g_autoptr (GSettingsSchemaSource) source = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  source = g_settings_schema_source_new_from_directory (folder, NULL, FALSE, NULL);
  return look_up (source);
}

GSettingsSchema *
normlab_settings_find_schema (void)
{
  g_autofree char *shared = normlab_place_find (SCHEMA_DIR);
  g_autofree char *own = normlab_place_find (OWN_DATA_DIR);
  GSettingsSchema *schema = NULL;

  if (g_getenv ("GSETTINGS_SCHEMA_DIR") != NULL)
    schema = look_up (g_settings_schema_source_get_default ());
  if (schema == NULL)
    schema = normlab_settings_find_schema_in (shared);
  if (schema == NULL)
    schema = normlab_settings_find_schema_in (own);
  if (schema == NULL)
    schema = look_up (g_settings_schema_source_get_default ());
  return schema;
}

GSettings *
normlab_settings_new (void)
{
  g_autoptr (GSettingsSchema) schema = normlab_settings_find_schema ();

  g_return_val_if_fail (schema != NULL, NULL);

  return g_settings_new_full (schema, NULL, NULL);
}
