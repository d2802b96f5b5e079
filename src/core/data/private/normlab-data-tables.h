/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-dataset.h"

G_BEGIN_DECLS

/**
 * NormlabDataTables:
 * @paths: of the table of each split; NULL for none of the test set
 * @spare: the validation set, for a test set that turns out to have no labels; nullable
 * @prefix: that their names begin with, perhaps ""
 * @validation: what stands for the test set is a validation set
 *
 * Where the tables of one data set lie.
 */
typedef struct
{
  char *paths[NORMLAB_N_SPLITS];
  char *spare;
  char *prefix;
  gboolean validation;
} NormlabDataTables;

/* At @path, which is absolute. Of a folder those whose names tell training from test, or the only
 * one; NORMLAB_ERROR_DATA where that says nothing. Of a file itself, and the other one beside it.
 * */
gboolean normlab_data_tables_find (NormlabDataTables *self,
                                   const char *path,
                                   GCancellable *cancellable,
                                   GError **error);
void normlab_data_tables_clear (NormlabDataTables *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NormlabDataTables, normlab_data_tables_clear)

G_END_DECLS
