/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-dataset.h"

G_BEGIN_DECLS

/**
 * NormlabDataFormat:
 * @word: its name for machines
 * @title: the same for people, to be translated
 * @recognizes: whether @source is data of this format, as far as one can tell without reading them;
 *   anything, soon, where it is cancelled
 * @load: as normlab_dataset_load()
 *
 * A form in which data sets are had. @source, in both functions, is a path, a word, or NULL for the
 * digits that need none.
 */
typedef struct
{
  const char *word;
  const char *title;
  gboolean (*recognizes) (const char *source, GCancellable *cancellable);
  NormlabDataset *(*load) (const char *source, GCancellable *cancellable, GError **error);
} NormlabDataFormat;

/* All of them, in the order in which they are asked; NULL past the last. To add one: its entry in
 * normlab-data-format.c, and what loads it. */
const NormlabDataFormat *normlab_data_formats_get (guint i);

/* Adds one that the core does not have, for good; when a program begins. It is asked after all
 * others. A word that is there already stays what it is. */
#define NORMLAB_MAX_MORE_FORMATS 4
void normlab_data_format_register (const NormlabDataFormat *format);

/* The first that recognizes @source (nullable); where none does, one that says what is wrong. */
const NormlabDataFormat *normlab_data_format_find (const char *source);

/* The data set of @source (nullable), in whatever format it is: the first that recognizes it and
 * can load it; if none can, the error is the first one's. Errors as of
 * normlab_dataset_load(). */
NormlabDataset *
normlab_dataset_open (const char *source, GCancellable *cancellable, GError **error);

/* The same with pixels that are read in a way. */
NormlabDataset *normlab_dataset_open_as (const char *source,
                                         NormlabReading reading,
                                         GCancellable *cancellable,
                                         GError **error);

/* Whether the file at @path has rows of labels and colours, as CIFAR's binary files do: by its name
 * and what lies beside it, or by its size and how it begins. */
gboolean normlab_data_is_cifar (const char *path);

/* Whether the text at @path is a table of images, by how it begins. */
gboolean normlab_data_is_table (const char *path);

G_END_DECLS
