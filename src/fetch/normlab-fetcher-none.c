/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-fetcher.h"

#include <glib/gi18n-lib.h>

#include "normlab-error.h"

/* Built without libsoup. */

gboolean
normlab_fetch_is_possible (void)
{
  return FALSE;
}

gboolean
normlab_fetch (const NormlabSource *source,
               const char *folder,
               guint silence,
               guint64 max,
               NormlabProgress *progress,
               GError **error)
{
  g_set_error (
      error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
      _("This Normlab was built without libsoup and cannot get %s; its files lie in %s, and "
         "the folder that you put them into can be opened"),
      source->name, source->addresses[0]);
  return FALSE;
}
