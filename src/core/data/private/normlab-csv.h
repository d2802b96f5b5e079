/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "normlab-pixel-values.h"

G_BEGIN_DECLS

/**
 * NormlabCsv:
 * @n_items: lines, but for a heading
 * @rows, @columns: of an image; from the heading ("7x5"), or from the number of pixels
 * @guessed: that is no square
 * @n_named: pixels of an image that are named, where squares have more; otherwise 0
 * @zero_based: they are numbered from 0
 * @is_numbered: it is a table that numbers them
 * @is_sure: whether from 0 or from 1 is certain, and not assumed
 * @is_seen: where it is not, the images of both sets suggest it
 * @label_last: whether the label is the last column, and not the first
 * @n_columns: of the table
 * @n_one_hot: columns at the end that are the labels, one for each class; 0 where one column is
 * @values: what the pixels were, and are scaled by
 * @pixels: n_items × (rows × columns) bytes; free()
 * @labels: n_items bytes; g_free()
 * @class_names: where labels are words, these, bytewise sorted; nullable
 *
 * Images as a table of text, a line for each: its label and its pixels, between commas, semicolons,
 * tabs or blanks; or of these only those that are not 0 (normlab-libsvm.h).
 */
typedef struct
{
  char *name; /* the path in UTF-8 */
  guint n_items;
  guint rows;
  guint columns;
  gboolean guessed;
  guint n_named;
  gboolean zero_based;
  gboolean is_numbered;
  gboolean is_sure;
  gboolean is_seen;
  guint n_columns;
  gboolean label_last;
  guint n_one_hot;
  NormlabPixelValues values;
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
