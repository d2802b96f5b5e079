/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-known-columns.h"

#include <string.h>

NormlabColumnChoice *
normlab_known_columns_get (GSettings *settings, const char *key)
{
  g_autoptr (GVariant) known = g_settings_get_value (settings, NORMLAB_KNOWN_COLUMNS);
  const char *text;

  return g_variant_lookup (known, key, "&s", &text) ? normlab_column_choice_from_string (text)
                                                    : NULL;
}

gboolean
normlab_known_columns_remember (GSettings *settings,
                                const char *key,
                                const NormlabColumnChoice *choice)
{
  g_autoptr (GVariant) before = g_settings_get_value (settings, NORMLAB_KNOWN_COLUMNS);
  g_autofree char *text = normlab_column_choice_to_string (choice);
  GVariantBuilder builder;
  GVariantIter iter;
  const char *its_key, *its_text;
  gboolean fits = strlen (text) <= NORMLAB_COLUMN_CHOICE_MAX;
  guint n = fits ? 1 : 0;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  if (fits)
    g_variant_builder_add (&builder, "{ss}", key, text);
  g_variant_iter_init (&iter, before);
  while (n < NORMLAB_KNOWN_COLUMNS_MAX
         && g_variant_iter_next (&iter, "{&s&s}", &its_key, &its_text))
    if (strcmp (its_key, key) != 0)
      {
        g_variant_builder_add (&builder, "{ss}", its_key, its_text);
        n++;
      }
  g_settings_set_value (settings, NORMLAB_KNOWN_COLUMNS, g_variant_builder_end (&builder));
  return fits;
}

char **
normlab_known_columns_list (GSettings *settings)
{
  g_autoptr (GVariant) known = g_settings_get_value (settings, NORMLAB_KNOWN_COLUMNS);
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  GVariantIter iter;
  const char *key;

  g_variant_iter_init (&iter, known);
  while (g_variant_iter_next (&iter, "{&s&s}", &key, NULL))
    g_strv_builder_add (keys, key);
  return g_strv_builder_end (keys);
}
