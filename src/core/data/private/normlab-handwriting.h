/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NORMLAB_HANDWRITING_SIZE 28
#define NORMLAB_HANDWRITING_N_TRAINING 60000
#define NORMLAB_HANDWRITING_N_TEST 10000

/* Draws the handwritten digits first … first + n − 1 of an endless, fixed sequence.
 *
 * images: n × 28 × 28 bytes, overwritten; 0 is paper, 255 is ink
 * labels: n bytes, overwritten; 0 to 9
 *
 * Digit i depends on i alone, to the bit, on every machine: threads may draw any part of the
 * sequence in any order. The training set is 0 … 59,999, the test set the 10,000 after it. */
void normlab_handwriting_draw (guint first, guint n, guint8 *images, guint8 *labels);

G_END_DECLS
