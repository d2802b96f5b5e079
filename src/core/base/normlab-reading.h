/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NormlabReading:
 * @NORMLAB_READING_INVERTED: 255 less each pixel, for dark writing on white paper
 * @NORMLAB_READING_TURNED: rows and columns of each image change places, for images that lie on
 *   their side as those of EMNIST do in its files
 *
 * What is done to the pixels of a data set once they have been read: bits, and 0 for nothing.
 */
typedef enum
{
  NORMLAB_READING_PLAIN = 0,
  NORMLAB_READING_INVERTED = 1 << 0,
  NORMLAB_READING_TURNED = 1 << 1,
} NormlabReading;

#define NORMLAB_READING_ALL (NORMLAB_READING_INVERTED | NORMLAB_READING_TURNED)

/* As files have it: "inverted", "turned", "inverted+turned"; "" for nothing. */
const char *normlab_reading_format (NormlabReading self);
gboolean normlab_reading_parse (const char *text, NormlabReading *reading);
/* In words, translated; NULL for nothing. */
const char *normlab_reading_describe (NormlabReading self);
/* As the command line has it: " --inverted --turned"; "" for nothing. */
const char *normlab_reading_to_options (NormlabReading self);

G_END_DECLS
