/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-run-item.h"
#include "normlab-session-change.h"

G_BEGIN_DECLS

/* What a session file has of a lab's runs: a table from the number of a run to what is kept of it.
 * A table never changes what another says, so that one may be thrown away when the file could not
 * be written. */

GHashTable *normlab_kept_new (void);

/* Enters all of @items (NormlabRunItem) as they are now. */
void normlab_kept_enter (GHashTable *self, GListModel *items);

/* Whether the file has all measurements of a run. */
gboolean normlab_kept_has_samples (GHashTable *self, NormlabRunItem *item);

/* Appends to @changes (NormlabSessionChange) what makes a file that has @before one that has @self,
 * in which @items have been entered; and enters the runs that are in @before only as removed. */
void
normlab_kept_compare (GHashTable *self, GHashTable *before, GListModel *items, GPtrArray *changes);

G_END_DECLS
