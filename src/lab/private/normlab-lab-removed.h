/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "normlab-run-item.h"

G_BEGIN_DECLS

/**
 * NormlabLabRemoved:
 *
 * Items that were taken out of a list together, and where they were. Counted by reference.
 */
typedef struct _NormlabLabRemoved NormlabLabRemoved;

/* Takes those of @items (NormlabRunItem) that are in @store out of it. NULL when none is. */
NormlabLabRemoved *normlab_lab_removed_take (GListStore *store, GPtrArray *items);
NormlabLabRemoved *normlab_lab_removed_ref (NormlabLabRemoved *self);
void normlab_lab_removed_unref (NormlabLabRemoved *self);

guint normlab_lab_removed_get_n (NormlabLabRemoved *self);
NormlabRunItem *normlab_lab_removed_get (NormlabLabRemoved *self, guint i);
/* Whether it was being trained, neither paused nor at its end. */
gboolean normlab_lab_removed_was_going (NormlabLabRemoved *self, guint i);
/* Whether any of them could go on, if its trainer is there. */
gboolean normlab_lab_removed_can_go_on (NormlabLabRemoved *self);

/* Puts all back where they were; what was appended since stays behind them. */
void normlab_lab_removed_put_back (NormlabLabRemoved *self, GListStore *store);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabLabRemoved, normlab_lab_removed_unref)

G_END_DECLS
