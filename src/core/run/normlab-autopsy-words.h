/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-autopsy.h"

G_BEGIN_DECLS

/* An autopsy for people, translated. */

/* A sentence or two: the first number that was not finite, what it was made from, and with which
 * step the run ended if that was a later one. */
char *normlab_autopsy_get_sentence (const NormlabAutopsy *self);

/* What the last steps were like, as a table: texts, row by row, the first one the heads of the
 * columns; then a row for each layer in each step. */
#define NORMLAB_AUTOPSY_N_COLUMNS 7
GPtrArray *normlab_autopsy_list_cells (const NormlabAutopsy *self);

/* A number of it; what a step has not come to is "–". */
char *normlab_autopsy_get_figure (double value);

/* Sentence and table for the clipboard: its cells stand behind tabs. */
char *normlab_autopsy_to_text (const NormlabAutopsy *self);

G_END_DECLS
