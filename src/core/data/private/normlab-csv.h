/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * NormlabCsv:
 * @n_items: lines, but for a heading
 * @rows, @columns: of an image; from the heading ("7x5"), or from the number of pixels
 * @guessed: that is no square
 * @label_last: whether the label is the last column, and not the first
 * @n_columns: of the table
 * @scaled, @floating: as of NormlabPixelValues
 * @pixels: n_items × (rows × columns) bytes; free()
 * @labels: n_items bytes; g_free()
 * @class_names: where labels are words, these, bytewise sorted; nullable
 *
 * Images as a table of text, a line for each: its label and its pixels, between commas, semicolons,
 * tabs or blanks.
 */
typedef struct
{
  char *name; /* the path in UTF-8 */
  guint n_items;
  guint rows;
  guint columns;
  gboolean guessed;
  guint n_columns;
  gboolean label_last;
  gboolean scaled;
  gboolean floating;
  gboolean has_garbage;
  guint8 *pixels;
  guint8 *labels;
  char **class_names;
} NormlabCsv;

/* Reads @path, plain or .gz. like (nullable): the training set of which this is the test set; sizes
 * and words must be the same. NORMLAB_ERROR_DATA, _FAILED or _CANCELLED. */
gboolean normlab_csv_read (NormlabCsv *self,
                           const char *path,
                           const NormlabCsv *like,
                           GCancellable *cancellable,
                           GError **error);
void normlab_csv_clear (NormlabCsv *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NormlabCsv, normlab_csv_clear)

G_END_DECLS
