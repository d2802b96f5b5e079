/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Figures for people: alike in every locale, with a dot, a true minus and as many digits as say
 * something. Free with g_free(). */

/* "0.12", "3.4·10⁻⁵", "∞", "NaN": two digits. */
char *normlab_figure (double value);
/* Finite, as g_ascii_formatd() writes its size: "%.3g". What is shown as 0 has no sign. */
char *normlab_figure_format (const char *format, double value);
/* With @digits behind the dot, finite. */
char *normlab_figure_fixed (double value, int digits);
/* "∞", "−∞", "NaN", of what is not finite. */
char *normlab_figure_infinite (double value);
/* "10⁻³". */
char *normlab_figure_power (int exponent);

/* The power of ten of a number that is rounded to two digits: of 0.00996 that of 0.010. */
int normlab_figure_get_exponent (double value);
/* Whether a number of such a size is written out, and needs no power: 0, and what is less than this
 * and not too small. */
#define NORMLAB_FIGURE_MOST 1e4
gboolean normlab_figure_is_plain (double value);

G_END_DECLS
