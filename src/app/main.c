/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "normlab-ending.h"
#include "normlab-memory.h"

int
main (int argc, char *argv[])
{
  const char *locale_dir = g_getenv ("NORMLAB_LOCALE_DIR");
  g_autoptr (NormlabApplication) application = NULL;

  normlab_memory_set_compact ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = normlab_application_new ();
  return normlab_ending_run (application, argc, argv);
}
