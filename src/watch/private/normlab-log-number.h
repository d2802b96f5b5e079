/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers as other programs write them, in any locale. The text is not ended by a NUL. */

typedef enum
{
  NORMLAB_CELL_NONE, /* nothing was measured: "", NA, None, null */
  NORMLAB_CELL_NAN,  /* nan: nothing was measured, or it is not a number */
  NORMLAB_CELL_NUMBER,
  NORMLAB_CELL_INFINITE, /* the number is too large, or infinite */
  NORMLAB_CELL_TEXT,
} NormlabCell;

/* Reads a decimal number from the front of what lies from @text to @end: a sign, digits with at
 * most one dot, an exponent. Returns where it ends, or NULL where there is none. What is too large
 * is infinite. */
const char *normlab_log_number_take (const char *text, const char *end, double *value);

/* What a cell of a table says: blanks around it mean nothing, "01:02:03" are seconds, "45 %" is
 * 0.45. @comma: whether decimals may stand behind a comma. @value: of a number alone. */
NormlabCell normlab_log_cell_read (const char *text, gsize length, gboolean comma, double *value);

G_END_DECLS
