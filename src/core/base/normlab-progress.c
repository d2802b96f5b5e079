/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-progress.h"

#include <glib/gi18n-lib.h>

#include "normlab-error.h"

void
normlab_progress_begin_phase (NormlabProgress *self, double from, double to)
{
  if (self == NULL)
    return;
  self->from = from;
  self->to = to;
}

gboolean
normlab_progress_report (NormlabProgress *self, double share, GError **error)
{
  double whole;

  if (self == NULL)
    return TRUE;
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED, _("It was cancelled"));
      return FALSE;
    }
  whole = self->from + CLAMP (share, 0, 1) * (self->to - self->from);
  g_atomic_int_set (&self->thousandths, (int) (whole * 1000));
  return TRUE;
}

double
normlab_progress_get (const NormlabProgress *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return g_atomic_int_get (&self->thousandths) / 1000.0;
}
