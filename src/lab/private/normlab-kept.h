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

/* The longest that something of another program's run waits until it is written, µs. */
#define NORMLAB_KEPT_PERIOD (10 * G_TIME_SPAN_SECOND)

/* Appends to @changes (NormlabSessionChange) what makes a file that has @before one that has @self,
 * in which @items have been entered; and enters the runs that are in @before only as removed. FALSE
 * if something waits, up to NORMLAB_KEPT_PERIOD, since it would have to be written as a whole too
 * often; @self then says what the file has without it. all: nothing waits. */
gboolean normlab_kept_compare (GHashTable *self,
                               GHashTable *before,
                               GListModel *items,
                               gboolean all,
                               GPtrArray *changes);

G_END_DECLS
