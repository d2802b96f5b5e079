/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-csv-heading.h"
#include "normlab-csv-labels.h"
#include "normlab-csv-lines.h"
#include "normlab-csv.h"
#include "normlab-pixel-values.h"

G_BEGIN_DECLS

/* NormlabCsv is split by concern: -begin.c looks at the first line, -rows.c reads the others,
 * normlab-csv.c finds out which columns are labels and makes images of the rest, for which
 * -one-hot.c knows labels that have a column for each class. */

/* While it is read, pixels are those of all columns but the first and the last one, which may each
 * be the labels, and have room for one more. */
typedef struct
{
  NormlabCsv *csv;
  NormlabCsvLines lines;
  NormlabCsvColumn first;
  NormlabCsvColumn last;
  NormlabPixelValues values;
  char separator;
  guint n_columns;
  guint n_skipped; /* at the beginning of each line: numbers of the lines */
  guint n_pixels;  /* of an image */
  NormlabCsvPlace place;
  gboolean has_heading;
  gboolean has_line; /* one has been looked at and not read */
  guint64 n_room;    /* images for which there is memory */
  double *row;
} NormlabCsvReader;

/* How the table is written, from its first line. */
gboolean
normlab_csv_reader_begin (NormlabCsvReader *self, GCancellable *cancellable, GError **error);

/* All rows. NORMLAB_ERROR_DATA without any. */
gboolean
normlab_csv_reader_read_rows (NormlabCsvReader *self, GCancellable *cancellable, GError **error);

/* How many of the last columns, 2 to 64, hold in every row a single 1 and otherwise 0, where those
 * before them make squares; 0 where none do, where one column may be the label of squares, or where
 * there are two such columns and the first one may be the label. like: as of normlab_csv_read() */
guint normlab_csv_reader_find_one_hot (const NormlabCsvReader *self, const NormlabCsv *like);
/* Makes labels and images of them. FALSE with NORMLAB_ERROR_FAILED without memory. */
gboolean normlab_csv_reader_take_one_hot (NormlabCsvReader *self, guint n_classes, GError **error);

/* Makes labels of @column, one for each image. like: as of normlab_csv_read(). NORMLAB_ERROR_DATA
 * where one is none, NORMLAB_ERROR_FAILED without memory. */
gboolean normlab_csv_set_labels (NormlabCsv *self,
                                 const NormlabCsvColumn *column,
                                 const NormlabCsv *like,
                                 GError **error);

G_END_DECLS
