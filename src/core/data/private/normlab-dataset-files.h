/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-dataset.h"

G_BEGIN_DECLS

/* What the entries of the table of data formats are made of. Each pair: whether there is something
 * of that kind at @path, a file or a folder, as far as one can tell without reading it; and the
 * data set there. Whoever is cancelled says anything, soon. */

gboolean normlab_arrays_recognize (const char *path, GCancellable *cancellable);

gboolean normlab_archive_recognizes (const char *path, GCancellable *cancellable);
NormlabDataset *normlab_archive_load (const char *path, GCancellable *cancellable, GError **error);

gboolean normlab_classes_recognize (const char *path, GCancellable *cancellable);
NormlabDataset *normlab_classes_load (const char *path, GCancellable *cancellable, GError **error);

gboolean normlab_cifar_recognizes (const char *path, GCancellable *cancellable);
NormlabDataset *normlab_cifar_load (const char *path, GCancellable *cancellable, GError **error);

gboolean normlab_tables_recognize (const char *path, GCancellable *cancellable);
/* The same of a file, whatever it is called. */
gboolean normlab_table_is_likely (const char *path);
NormlabDataset *normlab_tables_load (const char *path, GCancellable *cancellable, GError **error);

G_END_DECLS
