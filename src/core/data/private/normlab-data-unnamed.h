/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-data-place.h"

G_BEGIN_DECLS

/* The data set of @files (of NormlabDataFile), at most a few, whose names do not tell what each of
 * them is: their shapes do, where one of them holds images and one as many labels, or two of them
 * images and two labels. Of two sets that one is for training whose name says so, or which is the
 * larger, or which comes first. NULL where that is not so; numbers of a single pair may differ, to
 * be refused. folder: where they lie, or the archive. */
NormlabDataPlace *normlab_data_unnamed_find (const char *folder, const GPtrArray *files);

G_END_DECLS
