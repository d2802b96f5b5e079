/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NormlabDataTraits:
 * @turned: images lie on their side: row and column are exchanged
 * @names: of the classes, translated, ended by NULL; NULL where numbers are all there is to say
 *
 * What is known of data sets that everybody knows, by what their files are called.
 */
typedef struct
{
  gboolean turned;
  char **names;
} NormlabDataTraits;

/* prefix: of the files ("emnist-letters"), in lower case; path: where they lie. */
NormlabDataTraits normlab_data_traits_find (const char *prefix, const char *path);

void normlab_data_traits_clear (NormlabDataTraits *self);

/* Exchanges rows and columns of n images of rows × columns. FALSE without memory. */
gboolean normlab_data_turn (guint8 *images, gsize n, guint rows, guint columns);

/* The least of n labels. */
guint8 normlab_labels_get_least (const guint8 *labels, gsize n);
void normlab_labels_subtract (guint8 *labels, gsize n, guint8 least);

/* Whether a training set's labels are all of 1 … K, two at least, and its test set's (nullable) are
 * among them: then there are K classes, and not one more that is empty. */
gboolean normlab_labels_begin_with_one (const guint8 *labels,
                                        gsize n,
                                        const guint8 *test_labels,
                                        gsize n_test);
/* What these are called then, "1" and so on; K: the greatest label. Ended by NULL. */
char **normlab_labels_name (guint k);
/* And what is to be told of that. */
char *normlab_labels_describe (guint k);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NormlabDataTraits, normlab_data_traits_clear)

G_END_DECLS
