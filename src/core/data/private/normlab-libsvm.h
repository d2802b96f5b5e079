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

/* Reads @path, plain or .gz. Images whose last pixels are 0 everywhere are taken for squares. Of
 * @self the name is set. As normlab_csv_read(). */
gboolean normlab_libsvm_read (NormlabCsv *self,
                              const char *path,
                              const NormlabCsv *like,
                              GCancellable *cancellable,
                              GError **error);

G_END_DECLS
