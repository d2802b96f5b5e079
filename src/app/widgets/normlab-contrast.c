/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-contrast.h"

gboolean
normlab_contrast_is_high (GtkSettings *settings)
{
  const char *forced = g_getenv ("GTK_THEME");
  g_autofree char *theme = NULL;

  if (forced != NULL && *forced != '\0')
    return g_str_has_suffix (forced, ":hc") || g_str_has_suffix (forced, ":hc-dark");
  g_object_get (settings, "gtk-theme-name", &theme, NULL);
  return theme != NULL
         && (g_str_has_prefix (theme, "HighContrast") || g_str_has_prefix (theme, "Default-hc")
             || g_str_has_suffix (theme, "-hc"));
}
