/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-run-item.h"

G_BEGIN_DECLS

/* Lists of NormlabRunItem. */

/* Whether @item is one of @runs. */
gboolean normlab_run_items_contain (GListModel *runs, NormlabRunItem *item);

/* For who is told that @n_added have come to @runs at @position: has @callback called, with @object
 * first, for each @signal ("notify::name") of theirs, as long as @object lives. Who was there
 * before, and has been brought back, still has that connection; it gets no second one. */
void normlab_run_items_follow (GListModel *runs,
                               guint position,
                               guint n_added,
                               const char *signal,
                               GCallback callback,
                               gpointer object);

G_END_DECLS
