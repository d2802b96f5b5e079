/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NormlabPixelValues:
 *
 * Bytes from numbers, in one pass: while all of floating point are within 0 … 1 they are multiplied
 * by 255; as soon as one is greater, all are taken as they are, also those that came before. Both
 * are rounded, halves upwards. Numbers outside 0 … 255 are only counted.
 */
typedef struct
{
  gboolean floating; /* whether 0 … 1 is the whole range, as long as nothing is greater */
  gboolean unit;     /* all so far are within it */
  gboolean bad;      /* some are outside 0 … 255, or no numbers */
  gboolean has_nan;
  double least;
  double greatest;
} NormlabPixelValues;

void normlab_pixel_values_init (NormlabPixelValues *self, gboolean floating);

/* bytes: of all numbers, of which n_before have been converted; the next n are written. */
void normlab_pixel_values_add (NormlabPixelValues *self,
                               guint8 *bytes,
                               gsize n_before,
                               const double *values,
                               gsize n);

/* Bytes that were multiplied by 255, as they would be had they not been. */
void normlab_pixel_values_unscale (guint8 *bytes, gsize n);

/* Whether all of them were within range. name: of the file, for NORMLAB_ERROR_DATA with the range
 * that was found. */
gboolean
normlab_pixel_values_check (const NormlabPixelValues *self, const char *name, GError **error);

G_END_DECLS
