/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-ending.h"
#include "normlab-memory.h"
#include "normlab-pictures.h"
#include "normlab-place.h"

int
main (int argc, char *argv[])
{
  g_autoptr (NormlabApplication) application = NULL;

  normlab_memory_set_compact ();
  normlab_place_set_locale ();
  normlab_pictures_register ();

  application = normlab_application_new ();
  return normlab_ending_run (application, argc, argv);
}
