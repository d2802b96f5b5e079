/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-error.h"

typedef struct
{
  int setting;
  char *reason; /* nullable */
} NormlabErrorPrivate;

static void
normlab_error_private_init (NormlabErrorPrivate *self)
{
  self->setting = -1;
}

static void
normlab_error_private_copy (const NormlabErrorPrivate *from, NormlabErrorPrivate *to)
{
  to->setting = from->setting;
  to->reason = g_strdup (from->reason);
}

static void
normlab_error_private_clear (NormlabErrorPrivate *self)
{
  g_free (self->reason);
}

/* GLib's macro takes the data's place, which it has aligned, for one of bytes. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-align"
G_DEFINE_EXTENDED_ERROR (NormlabError, normlab_error)
#pragma GCC diagnostic pop

void
normlab_error_set_about (GError **error, guint setting, const char *name, const char *reason)
{
  GError *made;
  NormlabErrorPrivate *about;

  g_return_if_fail (name != NULL);
  g_return_if_fail (reason != NULL);

  made = g_error_new (NORMLAB_ERROR, NORMLAB_ERROR_VALUE, "%s: %s", name, reason);
  about = normlab_error_get_private (made);
  about->setting = (int) setting;
  about->reason = g_strdup (reason);
  g_propagate_error (error, made);
}

int
normlab_error_get_setting (const GError *error)
{
  g_return_val_if_fail (error != NULL, -1);

  return error->domain == NORMLAB_ERROR ? normlab_error_get_private (error)->setting : -1;
}

const char *
normlab_error_get_reason (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (normlab_error_get_setting (error) < 0)
    return error->message;
  return normlab_error_get_private (error)->reason;
}
