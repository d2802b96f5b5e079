/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-dataset.h"

G_BEGIN_DECLS

/* Writes the four IDX files, not compressed, into @folder, which is made if need be. A file that is
 * there already stays if it holds just that; if there is anything else of a data set, nothing is
 * written. NORMLAB_ERROR_FAILED names what is in the way. */
gboolean normlab_dataset_export (const NormlabDataset *self, const char *folder, GError **error);

/* Whether such files are at @path already, which is NULL for the built-in digits: a folder with the
 * four of them, plain or compressed, of bytes, under names that a short program looks for
 * (normlab_script_new()). */
gboolean normlab_dataset_is_exported (const char *path);

G_END_DECLS
