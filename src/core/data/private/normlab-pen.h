/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-glyphs.h"
#include "normlab-ink.h"

G_BEGIN_DECLS

typedef struct
{
  float radius;
  float contrast;  /* the part of its width that a line across lacks beside a line down */
  float roundness; /* how much a corner is rounded: 0 sharp, 1 not a corner at all */
} NormlabPen;

/* A point that the pen passes, with more or less pressure than 1. */
typedef struct
{
  float x;
  float y;
  float pressure;
  NormlabGlyphMove move;
} NormlabPenKnot;

/* Draws smooth curves through the knots.
 *
 * knots: n, at most NORMLAB_GLYPH_MAX_POINTS; the first has the move NORMLAB_GLYPH_DOWN
 * ink: its points are overwritten, in the unit of the knots and the radius */
void
normlab_pen_trace (const NormlabPen *pen, const NormlabPenKnot *knots, guint n, NormlabInk *ink);

G_END_DECLS
