/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Elementary functions that give the same bits on every machine, which those of a C library do not.
 * Division and sqrt() are exact everywhere and need no replacement. */

/* Natural logarithm, within 1 ulp. −∞ at 0, NaN below. */
double normlab_log (double x);

/* eˣ, within 1 ulp of float; NaN stays NaN, beyond ±87 it saturates at a finite number. The very
 * bits that the vector kernels compute. */
float normlab_exp (float x);

G_END_DECLS
