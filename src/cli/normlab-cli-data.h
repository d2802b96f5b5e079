/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-dataset.h"

G_BEGIN_DECLS

/* Loads the data set of the folder, or the built-in one for "builtin" and NULL. */
NormlabDataset *normlab_cli_data_load (const char *data, GCancellable *cancellable, GError **error);

/* "normlab-cli data": @arguments begins with the command's name and is changed. Returns the exit
 * status. */
int normlab_cli_data (char ***arguments);

G_END_DECLS
