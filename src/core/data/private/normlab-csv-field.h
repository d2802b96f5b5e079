/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Fields of a line that ends with \n. */

/* What stands between fields: of tab ; , | and blank the first that occurs; 0 where none does. */
char normlab_csv_find_separator (const char *line);

/* How many fields there are. */
guint normlab_csv_count_fields (const char *line, char separator);

/* The text of the field at @p, without blanks and quotes around it; @p moves to the next one, or to
 * the line's end. */
char *normlab_csv_take_text (const char **p, char separator);

/* The number in the field at @p, likewise; in quotes, and where no commas separate, it may have a
 * decimal comma. FALSE, with @p where it was, where there is none. fraction: set where it is not
 * written as a whole number */
gboolean
normlab_csv_take_number (const char **p, char separator, double *value, gboolean *fraction);

/* The same for many whole numbers of up to three digits, as nearly all are: as many of @n bytes as
 * there are in a row. Returns their number; greatest: raised to the greatest of them. */
guint
normlab_csv_take_bytes (const char **p, char separator, guint8 *bytes, guint n, guint *greatest);

G_END_DECLS
