/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-recent-data.h"

#define PATHS "recent-folders"
#define READINGS "recent-readings"
#define MAX_PATHS 6

struct _NormlabRecentData
{
  GObject parent_instance;

  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (NormlabRecentData, normlab_recent_data, G_TYPE_OBJECT)

static void
normlab_recent_data_finalize (GObject *object)
{
  g_object_unref (NORMLAB_RECENT_DATA (object)->settings);

  G_OBJECT_CLASS (normlab_recent_data_parent_class)->finalize (object);
}

static void
normlab_recent_data_class_init (NormlabRecentDataClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = normlab_recent_data_finalize;
}

static void
normlab_recent_data_init (NormlabRecentData *self)
{
}

NormlabRecentData *
normlab_recent_data_new (GSettings *settings)
{
  NormlabRecentData *self;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (NORMLAB_TYPE_RECENT_DATA, NULL);
  self->settings = g_object_ref (settings);
  return self;
}

char **
normlab_recent_data_list (NormlabRecentData *self)
{
  g_return_val_if_fail (NORMLAB_IS_RECENT_DATA (self), NULL);

  return g_settings_get_strv (self->settings, PATHS);
}

/* Of the very path; what a file of settings has that is none is as good as nothing. */
static NormlabReading
look_up (NormlabRecentData *self, const char *path)
{
  g_autoptr (GVariant) readings = g_settings_get_value (self->settings, READINGS);
  NormlabReading reading = NORMLAB_READING_PLAIN;
  const char *word;

  if (g_variant_lookup (readings, path, "&s", &word) && !normlab_reading_parse (word, &reading))
    reading = NORMLAB_READING_PLAIN;
  return reading;
}

NormlabReading
normlab_recent_data_get_reading (NormlabRecentData *self, const char *path)
{
  g_auto (GStrv) known = NULL;
  g_autofree char *absolute = NULL;
  g_autofree char *folder = NULL;

  g_return_val_if_fail (NORMLAB_IS_RECENT_DATA (self), NORMLAB_READING_PLAIN);

  if (path == NULL || *path == '\0')
    return NORMLAB_READING_PLAIN;
  known = normlab_recent_data_list (self);
  absolute = g_canonicalize_filename (path, NULL);
  if (g_strv_contains ((const char *const *) known, absolute)
      || !g_file_test (absolute, G_FILE_TEST_IS_REGULAR))
    return look_up (self, absolute);
  folder = g_path_get_dirname (absolute);
  return look_up (self, folder);
}

/* Of @known paths, @path among them, which is read so. */
static void
remember_reading (NormlabRecentData *self,
                  const char *const *known,
                  const char *path,
                  NormlabReading reading)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  for (guint i = 0; known[i] != NULL; i++)
    {
      NormlabReading own = g_str_equal (known[i], path) ? reading : look_up (self, known[i]);

      if (own != NORMLAB_READING_PLAIN)
        g_variant_builder_add (&builder, "{ss}", known[i], normlab_reading_format (own));
    }
  g_settings_set_value (self->settings, READINGS, g_variant_builder_end (&builder));
}

void
normlab_recent_data_remember (NormlabRecentData *self, const char *path, NormlabReading reading)
{
  g_auto (GStrv) before = NULL;
  g_auto (GStrv) now = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_if_fail (NORMLAB_IS_RECENT_DATA (self) && path != NULL);

  /* Settings are text. */
  if (!g_utf8_validate (path, -1, NULL))
    return;
  before = normlab_recent_data_list (self);
  g_strv_builder_add (builder, path);
  for (guint i = 0, n = 1; before[i] != NULL && n < MAX_PATHS; i++)
    if (!g_str_equal (before[i], path))
      {
        g_strv_builder_add (builder, before[i]);
        n++;
      }
  now = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, PATHS, (const char *const *) now);
  remember_reading (self, (const char *const *) now, path, reading);
}
