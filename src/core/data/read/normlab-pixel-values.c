/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-pixel-values.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-error.h"
#include "normlab-text.h"

void
normlab_pixel_values_init (NormlabPixelValues *self, gboolean floating)
{
  *self = (NormlabPixelValues){
    .floating = floating,
    .unit = floating,
    .least = INFINITY,
    .greatest = -INFINITY,
  };
}

void
normlab_pixel_values_unscale (guint8 *bytes, gsize n)
{
  /* v × 255 rounds to 128 or more where v is 0.5 or more. */
  for (gsize i = 0; i < n; i++)
    bytes[i] = bytes[i] >= 128;
}

void
normlab_pixel_values_add (NormlabPixelValues *self,
                          guint8 *bytes,
                          gsize n_before,
                          const double *values,
                          gsize n)
{
  double least = self->least, greatest = self->greatest;
  gboolean has_nan = FALSE;
  double factor;

  for (gsize i = 0; i < n; i++)
    {
      least = values[i] < least ? values[i] : least;
      greatest = values[i] > greatest ? values[i] : greatest;
      has_nan |= isnan (values[i]);
    }
  self->least = least;
  self->greatest = greatest;
  self->has_nan |= has_nan;
  self->bad |= has_nan || (n > 0 && (least < 0 || greatest > 255));
  if (self->bad)
    return;

  if (self->unit && greatest > 1)
    {
      self->unit = FALSE;
      normlab_pixel_values_unscale (bytes, n_before);
    }
  factor = self->unit ? 255 : 1;
  for (gsize i = 0; i < n; i++)
    bytes[n_before + i] = (guint8) (values[i] * factor + 0.5);
}

gboolean
normlab_pixel_values_check (const NormlabPixelValues *self, const char *name, GError **error)
{
  g_autofree char *least = NULL;
  g_autofree char *greatest = NULL;

  if (!self->bad)
    return TRUE;
  if (self->has_nan)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” has pixels that are not a number (NaN)"), name);
      return FALSE;
    }
  least = normlab_text_from_double_rounded (self->least, 4);
  greatest = normlab_text_from_double_rounded (self->greatest, 4);
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               _("“%s” has pixels from %s to %s; they must range from 0 to 255, or in floating "
                  "point from 0 to 1"),
               name, least, greatest);
  return FALSE;
}
