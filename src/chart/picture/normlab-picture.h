/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* Draws what @data describes, and changes nothing of it, on any Cairo context: @width × @height
 * pixels from the origin, each of which it paints. */
typedef void (*NormlabPictureDraw) (gconstpointer data, cairo_t *cr, double width, double height);

/**
 * NormlabPicture:
 * @title: (nullable): what files are told that it is called
 * @caption: (nullable): what it shows, for those who read a file's description
 * @details: (nullable): more of it
 * @width: pixels that suit it, at least 1
 * @height: pixels that suit it, at least 1
 * @draw: how it is drawn
 * @data: what of
 *
 * Anything that can be drawn at any size, as it leaves the program. The words are not drawn; where
 * they are to be seen, @draw writes them.
 */
typedef struct
{
  const char *title;
  const char *caption;
  const char *details;
  double width, height;
  NormlabPictureDraw draw;
  gpointer data;
} NormlabPicture;

/* Draws it at some size, at least 1 × 1 pixels. */
void normlab_picture_draw (const NormlabPicture *self, cairo_t *cr, double width, double height);

/* Whether the ending of @path names a kind of picture that can be written: .svg, .pdf or .png.
 * NORMLAB_ERROR_VALUE names the three. Touches no file. */
gboolean normlab_picture_export_check (const char *path, GError **error);

/* Writes SVG, PDF or PNG by the ending of @path, whole or not at all, at its own size (a PNG has
 * twice as many pixels; in PDF a pixel is 0.75 points). Its words are written where the format
 * keeps such things. NORMLAB_ERROR_VALUE for another ending, NORMLAB_ERROR_FAILED for what Cairo
 * cannot draw or the disk not hold. */
gboolean normlab_picture_export (const NormlabPicture *self, const char *path, GError **error);

G_END_DECLS
