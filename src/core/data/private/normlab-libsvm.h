/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-csv-lines.h"
#include "normlab-csv.h"

G_BEGIN_DECLS

/* Tables in which only what is not 0 is written, as LIBSVM reads them (Chang and Lin, 2011): in
 * each line the label, then pairs of a pixel's number, from 1 or from 0, and its value: "5 153:3
 * 154:18". */

/* Whether a text that begins like that is one. */
gboolean normlab_libsvm_recognizes (const guint8 *bytes, gsize n);

/* Reads @path, plain or .gz. Images whose last pixels are 0 everywhere are taken for squares.
 * Pixels are numbered as a comment says that scikit-learn writes, from 0 where one is, from 1 where
 * the highest number is that of the pixels of a square, or as the training set's; otherwise from 1
 * is assumed, until both sets are there. Of @self the name is set. As normlab_csv_read(). */
gboolean normlab_libsvm_read (NormlabCsv *self,
                              const char *path,
                              const NormlabCsv *like,
                              GCancellable *cancellable,
                              GError **error);

/* The byte of a pixel that is not written, which is 0. */
guint8 normlab_libsvm_get_blank (const NormlabCsv *self);

/* Numbers the pixels of a training set and of its test set (nullable) alike. Where it is certain of
 * the test set alone, as there. Where it is of neither, as the images show (is_seen), or else from
 * 1. NORMLAB_ERROR_DATA where that cannot be. */
gboolean normlab_libsvm_settle (NormlabCsv *training, NormlabCsv *test, GError **error);

/* That @self and @like number them otherwise. */
void
normlab_libsvm_set_numbering_error (const NormlabCsv *self, const NormlabCsv *like, GError **error);

G_END_DECLS
