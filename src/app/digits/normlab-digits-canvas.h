/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-digits.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_DIGITS_CANVAS (normlab_digits_canvas_get_type ())
G_DECLARE_FINAL_TYPE (NormlabDigitsCanvas, normlab_digits_canvas, NORMLAB, DIGITS_CANVAS, GtkWidget)

/**
 * NormlabDigitsCanvas:
 *
 * A square sheet of paper on which one draws with pointer, finger or pen; who presses a pen harder
 * draws a thicker line. Shows what is drawn, or the test image in its place. Can take the focus;
 * Control+Z takes the last stroke back while there is one.
 */
void normlab_digits_canvas_set_digits (NormlabDigitsCanvas *self, NormlabDigits *digits);
/* Share of the side, 0 to 1. */
void normlab_digits_canvas_set_thickness (NormlabDigitsCanvas *self, double thickness);
/* Whether it takes no more room than what stands beside it leaves. */
void normlab_digits_canvas_set_small (NormlabDigitsCanvas *self, gboolean small);
/* Larger lines and text, as for a projector. */
void normlab_digits_canvas_set_scale (NormlabDigitsCanvas *self, double scale);

G_END_DECLS
