/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What numbers stand for. */
typedef enum
{
  NORMLAB_SCALE_PLAIN,  /* 0 … 255, as they are */
  NORMLAB_SCALE_UNIT,   /* floating point of 0 … 1: times 255 */
  NORMLAB_SCALE_SIGNED, /* −1 … 1, some of them −0.5 or less: plus 1, times 127.5 */
} NormlabPixelScale;

/**
 * NormlabPixelValues:
 *
 * Bytes from numbers, in one pass. The least and the greatest number so far decide on their scale,
 * and where one more changes it, all that came before are changed. They are rounded, halves
 * upwards. Numbers for which there is no scale are only counted.
 */
typedef struct
{
  NormlabPixelScale scale;
  gboolean floating; /* whether 0 … 1 is the whole range, as long as nothing is greater */
  gboolean bad;      /* there is no scale for all of them, or some are no numbers */
  gboolean has_nan;
  double least;
  double greatest; /* less than the least one where there are none */
} NormlabPixelValues;

void normlab_pixel_values_init (NormlabPixelValues *self, gboolean floating);

/* bytes: of all numbers, of which n_before have been converted; the next n are written. Where 0 … 1
 * turns out to be −1 … 1, what came before may be one more than otherwise. */
void normlab_pixel_values_add (NormlabPixelValues *self,
                               guint8 *bytes,
                               gsize n_before,
                               const double *values,
                               gsize n);

/* The numbers, of which @n have been converted, are floating point from now on. */
void normlab_pixel_values_set_floating (NormlabPixelValues *self, guint8 *bytes, gsize n);

/* Decides on the scale where least and greatest have been found otherwise. */
void normlab_pixel_values_settle (NormlabPixelValues *self);

/* Whether there is a scale for all of them, none of which comes any more. name: of the file, for
 * NORMLAB_ERROR_DATA with the range that was found. */
gboolean
normlab_pixel_values_check (const NormlabPixelValues *self, const char *name, GError **error);

/* What several files have that are one data set: @part comes to @self, which has been initialized
 * without floating point. Whole numbers greater than 1 are on a scale of their own, and do not. */
void normlab_pixel_values_join (NormlabPixelValues *self, const NormlabPixelValues *part);
/* Brings @n bytes of one of these to the scale of all. FALSE where they are on it, or on their
 * own. */
gboolean normlab_pixel_values_fit (NormlabPixelValues *self,
                                   const NormlabPixelValues *all,
                                   guint8 *bytes,
                                   gsize n);

/* The byte of a number that is within the range of a scale. */
guint8 normlab_pixel_scale_convert (NormlabPixelScale scale, double value);

/* What is to be told of a scale; NULL where it goes without saying. */
const char *normlab_pixel_scale_describe (NormlabPixelScale scale);

/* Changes bytes to another scale: whole numbers of 0 and 1 to any, 0 … 1 to any. */
void
normlab_pixel_scale_change (NormlabPixelScale from, NormlabPixelScale to, guint8 *bytes, gsize n);

G_END_DECLS
