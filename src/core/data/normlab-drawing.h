/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Pixels of a side. */
#define NORMLAB_DRAWING_SIZE 280

/**
 * NormlabDrawing:
 *
 * A square sheet of paper, on which strokes are drawn. Places and thicknesses are shares of its
 * side, 0 to 1 from the upper left corner.
 */
typedef struct _NormlabDrawing NormlabDrawing;

NormlabDrawing *normlab_drawing_new (void);
void normlab_drawing_free (NormlabDrawing *self);

/* A new stroke: a dot, until it is extended. What lies beyond the paper is not seen. */
void normlab_drawing_begin (NormlabDrawing *self, double x, double y, double thickness);
/* Goes on with the last stroke, of which there must be one. */
void normlab_drawing_extend (NormlabDrawing *self, double x, double y, double thickness);

/* Another sheet, where anything is drawn. */
void normlab_drawing_clear (NormlabDrawing *self);
/* Takes the last stroke back, or the new sheet. FALSE where there is nothing to be taken back. */
gboolean normlab_drawing_undo (NormlabDrawing *self);
gboolean normlab_drawing_get_can_undo (const NormlabDrawing *self);

/* On this sheet. */
guint normlab_drawing_get_n_strokes (const NormlabDrawing *self);
/* SIZE × SIZE bytes, of which 0 is paper and 255 is ink; the drawing's own. */
const guint8 *normlab_drawing_get_pixels (const NormlabDrawing *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabDrawing, normlab_drawing_free)

G_END_DECLS
