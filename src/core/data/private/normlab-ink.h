/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NORMLAB_INK_SIZE 28  /* width and height of a picture */
#define NORMLAB_INK_FRAME 20 /* the longest side of what is drawn on it */
#define NORMLAB_INK_MAX_POINTS 80

/* Where the pen was, and how wide it stood there, in any one unit of length. */
typedef struct
{
  float x;
  float y;
  float radius;
  gboolean down; /* the first point of a stroke: no ink leads to it */
} NormlabInkPoint;

/* The track of a pen, and what paper and scanner make of it. */
typedef struct
{
  NormlabInkPoint points[NORMLAB_INK_MAX_POINTS];
  guint n_points;
  float blur;      /* half the width of an edge, in pixels */
  float roughness; /* how far an edge strays at most, in pixels */
  guint64 grain;   /* from which the straying is drawn */
} NormlabInk;

/* Draws @ink as MNIST frames its digits: scaled until the longest side of its bounding box is 20
 * pixels, in grey, and moved by whole pixels until its centre of mass is nearest to pixel (14, 14).
 *
 * ink: at least one point; changed: its points are in pixels afterwards
 * image: 28 × 28 bytes, overwritten; 0 is paper, 255 is ink */
void normlab_ink_draw (NormlabInk *ink, guint8 *image);

G_END_DECLS
