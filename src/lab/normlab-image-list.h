/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-predictions.h"

G_BEGIN_DECLS

/* Which images of a set are looked at. */
typedef enum
{
  NORMLAB_IMAGE_LIST_HARDEST,   /* all */
  NORMLAB_IMAGE_LIST_DIFFERENT, /* those that two networks answer differently */
  NORMLAB_IMAGE_LIST_CELL,      /* those of a class that are taken for a class; of two networks,
                                 * those that only one of them takes for it */
} NormlabImageListKind;

typedef struct
{
  NormlabImageListKind kind;
  guint truth, answer; /* of a cell */
} NormlabImageList;

/* Appends the numbers (guint) of the @max first images to @numbers; returns how many there are.
 * Those that are hardest for @first come first: whose loss is largest; of two networks, but for
 * HARDEST, those on which they differ most. Of those that are alike the first comes first. @second:
 * nullable, but for DIFFERENT; of the same images. */
guint normlab_image_list_find (const NormlabImageList *self,
                               const NormlabPredictions *first,
                               const NormlabPredictions *second,
                               guint max,
                               GArray *numbers);

G_END_DECLS
