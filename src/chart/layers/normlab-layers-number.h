/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Figures for people: alike in every locale, with a dot, a true minus and as many digits as say
 * something. Free with g_free(). */

/* "0.12", "3.4·10⁻⁵", "∞": two digits. */
char *normlab_layers_number (double value);
/* "−0.02 ± 0.98", "(0.1 ± 9.8)·10⁻⁵": two digits of the deviation, and the mean as exactly. */
char *normlab_layers_mean (double mean, double std);
/* "98 %"; less than half a percent that is not nothing is "< 1 %". */
char *normlab_layers_share (double share);
/* "10⁻³". */
char *normlab_layers_power (int exponent);

G_END_DECLS
