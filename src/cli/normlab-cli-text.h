/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text in a terminal's cells: Japanese characters take two of them, combining marks none. */

/* @text as valid UTF-8 without control characters, which become "?". */
char *normlab_cli_text_clean (const char *text);

guint normlab_cli_text_width (const char *text);

/* Appends @text in exactly @width cells: cut with "…" or filled with blanks; @right: blanks
 * first. */
void normlab_cli_text_append_cell (GString *line, const char *text, guint width, gboolean right);

/* Appends @text broken into lines of at most @width cells, each after @indent blanks and ended by a
 * line feed. Breaks at blanks and between wide characters. A line feed in @text stays one;
 * NORMLAB_CLI_NO_BREAK becomes a blank at which no line ends. */
#define NORMLAB_CLI_NO_BREAK "\302\240"
void normlab_cli_text_append_wrapped (GString *out, const char *text, guint indent, guint width);

G_END_DECLS
