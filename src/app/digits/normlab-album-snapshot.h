/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-album-draw.h"
#include "normlab-page-snapshot.h"

G_BEGIN_DECLS

/* Images by class at a width, from the @first of each class on; takes the album over. */
NormlabPageSnapshot *normlab_album_snapshot_new (const char *stem,
                                                 NormlabAlbum *album,
                                                 const NormlabChartStyle *style,
                                                 guint first,
                                                 double width,
                                                 gboolean mirrored);

G_END_DECLS
