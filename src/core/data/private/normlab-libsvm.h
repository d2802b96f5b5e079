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
 * is assumed. Of @self the name is set. As normlab_csv_read(). */
gboolean normlab_libsvm_read (NormlabCsv *self,
                              const char *path,
                              const NormlabCsv *like,
                              GCancellable *cancellable,
                              GError **error);

/* Numbers the training set's pixels as those of its test set are, where it was assumed and is
 * certain there. NORMLAB_ERROR_DATA where that cannot be. */
gboolean normlab_libsvm_align (NormlabCsv *training, const NormlabCsv *test, GError **error);

G_END_DECLS
