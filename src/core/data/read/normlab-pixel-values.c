/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-pixel-values.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-error.h"
#include "normlab-text.h"

/* Where none is less, 0 … 1 has been sharpened or resized: it is not known where black is. */
#define LEAST_SIGNED (-0.5)

/* A byte is (number + shift) × factor, rounded. */
static const struct
{
  double shift;
  double factor;
} scales[] = {
  [NORMLAB_SCALE_PLAIN] = { 0, 1 },
  [NORMLAB_SCALE_UNIT] = { 0, 255 },
  [NORMLAB_SCALE_SIGNED] = { 1, 127.5 },
};

void
normlab_pixel_values_init (NormlabPixelValues *self, gboolean floating)
{
  *self = (NormlabPixelValues){
    .scale = floating ? NORMLAB_SCALE_UNIT : NORMLAB_SCALE_PLAIN,
    .floating = floating,
    .least = INFINITY,
    .greatest = -INFINITY,
  };
}

void
normlab_pixel_values_settle (NormlabPixelValues *self)
{
  gboolean is_signed = self->least < 0;

  self->bad = self->has_nan || self->least < -1 || self->greatest > (is_signed ? 1 : 255);
  self->scale = is_signed                               ? NORMLAB_SCALE_SIGNED
                : self->floating && self->greatest <= 1 ? NORMLAB_SCALE_UNIT
                                                        : NORMLAB_SCALE_PLAIN;
}

guint8
normlab_pixel_scale_convert (NormlabPixelScale scale, double value)
{
  return (guint8) ((value + scales[scale].shift) * scales[scale].factor + 0.5);
}

const char *
normlab_pixel_scale_describe (NormlabPixelScale scale)
{
  return scale == NORMLAB_SCALE_SIGNED ? _("Values from −1 to 1 were taken as grey from 0 to 255")
                                       : NULL;
}

void
normlab_pixel_scale_change (NormlabPixelScale from, NormlabPixelScale to, guint8 *bytes, gsize n)
{
  guint8 table[256];

  if (from == to)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (from == NORMLAB_SCALE_PLAIN)
      table[i] = normlab_pixel_scale_convert (to, MIN (i, 1));
    else
      /* Half of i / 255 is 127.5 × i / 255, and v × 255 rounds to 128 or more where v is 0.5 or
       * more. */
      table[i] = (guint8) (to == NORMLAB_SCALE_SIGNED ? (i + 256) / 2 : i >= 128);
  for (gsize i = 0; i < n; i++)
    bytes[i] = table[bytes[i]];
}

void
normlab_pixel_values_add (NormlabPixelValues *self,
                          guint8 *bytes,
                          gsize n_before,
                          const double *values,
                          gsize n)
{
  double least = self->least, greatest = self->greatest;
  NormlabPixelScale before = self->scale;
  double shift, factor;
  gboolean has_nan = FALSE;

  for (gsize i = 0; i < n; i++)
    {
      least = values[i] < least ? values[i] : least;
      greatest = values[i] > greatest ? values[i] : greatest;
      has_nan |= isnan (values[i]);
    }
  self->least = least;
  self->greatest = greatest;
  self->has_nan |= has_nan;
  normlab_pixel_values_settle (self);
  if (self->bad)
    return;

  normlab_pixel_scale_change (before, self->scale, bytes, n_before);
  shift = scales[self->scale].shift;
  factor = scales[self->scale].factor;
  for (gsize i = 0; i < n; i++)
    bytes[n_before + i] = (guint8) ((values[i] + shift) * factor + 0.5);
}

void
normlab_pixel_values_set_floating (NormlabPixelValues *self, guint8 *bytes, gsize n)
{
  NormlabPixelScale before = self->scale;

  self->floating = TRUE;
  normlab_pixel_values_settle (self);
  normlab_pixel_scale_change (before, self->scale, bytes, n);
}

gboolean
normlab_pixel_values_check (const NormlabPixelValues *self, const char *name, GError **error)
{
  g_autofree char *least = NULL;
  g_autofree char *greatest = NULL;

  if (!self->bad && !(self->least < 0 && self->least > LEAST_SIGNED))
    return TRUE;
  if (self->has_nan)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” has pixels that are not a number (NaN)"), name);
      return FALSE;
    }
  least = normlab_text_from_double_rounded (self->least, 4);
  greatest = normlab_text_from_double_rounded (self->greatest, 4);
  g_set_error (
      error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
      _("“%s” has pixels from %s to %s; they must range from 0 to 255, from −1 to 1, or in "
         "floating point from 0 to 1"),
      name, least, greatest);
  return FALSE;
}

void
normlab_pixel_values_join (NormlabPixelValues *self, const NormlabPixelValues *part)
{
  if (!part->floating && part->scale == NORMLAB_SCALE_PLAIN && part->greatest > 1)
    return;
  self->floating |= part->floating;
  self->least = MIN (self->least, part->least);
  self->greatest = MAX (self->greatest, part->greatest);
  normlab_pixel_values_settle (self);
}

gboolean
normlab_pixel_values_fit (NormlabPixelValues *self,
                          const NormlabPixelValues *all,
                          guint8 *bytes,
                          gsize n)
{
  NormlabPixelScale before = self->scale;

  if ((!self->floating && before == NORMLAB_SCALE_PLAIN && self->greatest > 1)
      || before == all->scale)
    return FALSE;
  self->scale = all->scale;
  normlab_pixel_scale_change (before, self->scale, bytes, n);
  return TRUE;
}
