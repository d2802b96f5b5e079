/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-data-place.h"

G_BEGIN_DECLS

/* The data set whose arrays lie at @place. name, path: of what was asked for. Reads on two threads;
 * ready to train when it returns. NULL with NORMLAB_ERROR_DATA, _FAILED or _CANCELLED. */
NormlabDataset *normlab_data_place_load (const NormlabDataPlace *place,
                                         const char *name,
                                         const char *path,
                                         GCancellable *cancellable,
                                         GError **error);

G_END_DECLS
