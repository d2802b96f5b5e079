/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The least of them that an image in a table may have: with fewer it is another table. */
#define NORMLAB_CSV_MIN_PIXELS 4

typedef enum
{
  NORMLAB_CSV_LABEL_ANYWHERE,
  NORMLAB_CSV_LABEL_FIRST,
  NORMLAB_CSV_LABEL_LAST,
} NormlabCsvPlace;

/* What the first line of a table tells: how many columns, which number lines as Pandas does, stand
 * before all; where the label is; and of what size images are, 0 where it does not say. */
typedef struct
{
  guint n_skipped;
  NormlabCsvPlace place;
  guint rows;
  guint columns;
} NormlabCsvHeading;

/* fields: n_columns of them, more than NORMLAB_CSV_MIN_PIXELS. FALSE where they are no heading. */
gboolean normlab_csv_heading_read (NormlabCsvHeading *self, char **fields, guint n_columns);

/* Whether a line stands before the table: a comment (# or %), what ARFF tells of columns (@), or
 * Excel of its separator ("sep=;"). line: ends with \n */
gboolean normlab_csv_is_preamble (const char *line);

/* Whether a text that begins like that may be a table of images: its first line has separators, or
 * goes on past the @n bytes, and the second has numbers. */
gboolean normlab_csv_recognizes (const guint8 *bytes, gsize n);

G_END_DECLS
