/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-dataset.h"

G_BEGIN_DECLS

/**
 * NormlabDataFormat:
 * @word: its name for machines
 * @title: the same for people, to be translated
 * @recognizes: whether @source is data of this format, as far as one can tell without reading them
 * @load: as normlab_dataset_load()
 *
 * A form in which data sets are had. @source, in both functions, is a path, a word, or NULL for the
 * digits that need none.
 */
typedef struct
{
  const char *word;
  const char *title;
  gboolean (*recognizes) (const char *source);
  NormlabDataset *(*load) (const char *source, GCancellable *cancellable, GError **error);
} NormlabDataFormat;

/* All of them, in the order in which they are asked; the last takes whatever is left, and says what
 * is wrong with it. To add one: its entry in normlab-data-format.c, and what loads it. */
const NormlabDataFormat *normlab_data_formats_get_all (guint *n_formats);

/* The one that recognizes @source (nullable). */
const NormlabDataFormat *normlab_data_format_find (const char *source);

/* The data set of @source (nullable), in whatever format it is. Errors as of
 * normlab_dataset_load(). */
NormlabDataset *
normlab_dataset_open (const char *source, GCancellable *cancellable, GError **error);

G_END_DECLS
