/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "normlab-picture.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_PAGE_SNAPSHOT (normlab_page_snapshot_get_type ())
G_DECLARE_FINAL_TYPE (NormlabPageSnapshot, normlab_page_snapshot, NORMLAB, PAGE_SNAPSHOT, GObject)

/**
 * NormlabPageSnapshot:
 *
 * What a page shows at some moment, as it leaves the program: a picture of any kind. It never
 * changes, whatever becomes of the page, and is drawn as often as one likes.
 */

/* @stem: what a file of it is called by default, without an ending. @picture: is copied; only its
 * data are taken, with @destroy (nullable: they need none). Nobody may change them any more. */
NormlabPageSnapshot *
normlab_page_snapshot_new (const char *stem, const NormlabPicture *picture, GDestroyNotify destroy);

const char *normlab_page_snapshot_get_stem (NormlabPageSnapshot *self);
/* Belongs to the snapshot. */
const NormlabPicture *normlab_page_snapshot_get_picture (NormlabPageSnapshot *self);

G_END_DECLS
