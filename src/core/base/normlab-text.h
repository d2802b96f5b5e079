/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers and foreign text, the same in every locale. */

/* Reads a whole number from @min to @max: ASCII digits from the first byte to the last, no sign, no
 * blanks. On FALSE @value is untouched. */
gboolean normlab_text_to_uint (const char *text, guint min, guint max, guint *value);

/* Reads a finite number that is not negative: digits with at most one dot and perhaps an exponent,
 * from the first byte to the last. A number too large for a double, or too small for one and not
 * zero, is refused. On FALSE @value is untouched. */
gboolean normlab_text_to_double (const char *text, double *value);

/* The shortest text that reads back to the same bits: "0.01". Not a number is "nan", the infinities
 * are "inf" and "-inf". */
char *normlab_text_from_double (double value);

/* The same rounded to @digits significant digits, 1 to 17, and then without zeros at its end. */
char *normlab_text_from_double_rounded (double value, guint digits);

/* As normlab_text_from_double() for a float, which needs fewer digits: "0.8169". Reads back through
 * normlab_text_to_double() and a conversion to float. */
char *normlab_text_from_float (float value);

/* Characters of what a person or a file gives as a name: a title, a data set's name. */
#define NORMLAB_TEXT_MAX_TITLE 1000

/* Such a name: valid UTF-8, and cut with "…" where it has more characters than that. */
char *normlab_text_for_title (const char *text);

/* @text made fit for a message: one line of valid UTF-8 without control or formatting characters,
 * which become \n, \x1b or \u{202e}; cut after 60 characters with "…". @length −1: to the NUL. */
char *normlab_text_for_message (const char *text, gssize length);

/* The same for the name of a file, whose end tells most: where it is longer than 120 characters,
 * what is left out of its middle becomes "…". */
char *normlab_text_for_path (const char *path);

/* Whether no shell takes @word for anything but itself: letters, digits and a few signs. */
gboolean normlab_text_is_plain_word (const char *word);

/* The whole of @path as a word of a command that people copy from a message: as it is where it is
 * plain, otherwise in quotes. What no message can have, control characters and bytes that are no
 * UTF-8, stands in it as bash reads it: $'a\x0ab'. */
char *normlab_text_for_shell (const char *path);

/* Appends a field of a line of CSV (RFC 4180), in quotes where it needs them. */
void normlab_text_append_csv_field (GString *csv, const char *field);

G_END_DECLS
