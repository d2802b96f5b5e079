/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "normlab-application.h"

/* GSettings ends the program without a word that a person would understand. */
static gboolean
has_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, APPLICATION_ID, TRUE);
  return schema != NULL;
}

int
main (int argc, char *argv[])
{
  const char *locale_dir = g_getenv ("NORMLAB_LOCALE_DIR");
  g_autoptr (NormlabApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (!has_settings ())
    {
      g_printerr ("normlab: %s\n", _("The description of its settings is not installed. In a "
                                     "checkout, ./dev run starts the program; elsewhere, install it "
                                     "first."));
      return 1;
    }

  application = normlab_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
