/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NormlabCsvColumn:
 * @values: of double; where @words is there, indices into these
 * @words: of char, in the order of their first occurrence; NULL while all are numbers
 *
 * The first or the last column of a table, which may have the labels.
 */
typedef struct
{
  GArray *values;
  GPtrArray *words;
  GHashTable *indices; /* of words, plus 1 */
} NormlabCsvColumn;

void normlab_csv_column_init (NormlabCsvColumn *self);
void normlab_csv_column_clear (NormlabCsvColumn *self);
/* FALSE where there are too many different words, or words beside numbers. Takes nothing over. */
gboolean normlab_csv_column_add_word (NormlabCsvColumn *self, const char *word);
static inline void
normlab_csv_column_add (NormlabCsvColumn *self, double value)
{
  g_array_append_val (self->values, value);
}

/* Whether it may be labels: words, whole numbers from 0 to 255, or −1 and 1, which are not all the
 * same. gapless: whether they are all those from 0 or 1 to the greatest */
gboolean normlab_csv_column_is_labels (const NormlabCsvColumn *self, gboolean *gapless);

/* Writes n labels. names: in: words that they must be among, ended by NULL (nullable); out, where
 * there were none: the words, bytewise sorted, "-1" and "1", or NULL for other numbers. FALSE with
 * the number of the item that is none of them. */
gboolean normlab_csv_column_get_labels (const NormlabCsvColumn *self,
                                        guint8 *labels,
                                        char ***names,
                                        guint *wrong);

G_END_DECLS
