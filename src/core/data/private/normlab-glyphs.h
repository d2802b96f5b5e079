/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* No form of a digit has more points. */
#define NORMLAB_GLYPH_MAX_POINTS 20

typedef enum
{
  NORMLAB_GLYPH_DOWN = 1, /* the pen is set down: the first point of a stroke */
  NORMLAB_GLYPH_PASS,     /* the pen passes smoothly */
  NORMLAB_GLYPH_CORNER,   /* the pen turns sharply */
} NormlabGlyphMove;

/* A point that the pen passes. x grows to the right and y downwards; a digit is about 100 high. */
typedef struct
{
  gint8 x;
  gint8 y;
  guint8 move; /* NormlabGlyphMove, 0 after the last point */
} NormlabGlyphPoint;

/* One of the forms in which people write a digit. */
typedef struct
{
  guint weight; /* how common the form is beside the others of its digit; 0 ends the list */
  NormlabGlyphPoint points[NORMLAB_GLYPH_MAX_POINTS + 1];
} NormlabGlyph;

/* The forms of a digit, 0 to 9: a constant list that ends at weight 0. */
const NormlabGlyph *normlab_glyphs_get (guint digit);

G_END_DECLS
