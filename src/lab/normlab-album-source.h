/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-album.h"
#include "normlab-dataset.h"

G_BEGIN_DECLS

/* The images of a set by class, as a network sees them, with what there is to say of them; and of
 * each class how many there are in both sets. */
NormlabAlbum *normlab_album_source_create (NormlabDataset *dataset, NormlabSplit split);
/* Which image it is: "Training image 12: 3". Free with g_free(). */
char *normlab_album_source_describe (NormlabDataset *dataset, NormlabSplit split, guint number);

G_END_DECLS
