/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-data-cancel.h"

#include <glib/gi18n-lib.h>

#include "normlab-error.h"
#include "normlab-text.h"

gboolean
normlab_data_check_cancelled (const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = NULL;

  if (!g_cancellable_is_cancelled (cancellable))
    return TRUE;
  name = normlab_text_for_path (path);
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED, _("Reading “%s” was cancelled"),
               name);
  return FALSE;
}
