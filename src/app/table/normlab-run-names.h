/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-run-item.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_RUN_NAMES (normlab_run_names_get_type ())
G_DECLARE_FINAL_TYPE (NormlabRunNames, normlab_run_names, NORMLAB, RUN_NAMES, GObject)

/**
 * NormlabRunNames:
 *
 * What the names of runs look like in a column that has not room for all of them: cut where they
 * are alike, never where they differ. A name that a person gave is left as it is.
 *
 * Signals: ::outdated, when runs or names are no longer those that were cut.
 */
NormlabRunNames *normlab_run_names_new (void);

/* @runs: of NormlabRunItem; NULL for none. */
void normlab_run_names_set_runs (NormlabRunNames *self, GListModel *runs);

/* Cuts them anew for the width that @cell has, in its type, if that or a name has changed since the
 * last time. TRUE if any is now cut otherwise. */
gboolean normlab_run_names_update (NormlabRunNames *self, GtkWidget *cell);

/* Borrowed, until the next update or until the item is named otherwise. */
const char *normlab_run_names_get (NormlabRunNames *self, NormlabRunItem *item);

G_END_DECLS
