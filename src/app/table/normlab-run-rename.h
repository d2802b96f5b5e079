/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-run-item.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_RUN_RENAME (normlab_run_rename_get_type ())
G_DECLARE_FINAL_TYPE (NormlabRunRename, normlab_run_rename, NORMLAB, RUN_RENAME, GtkPopover)

/**
 * NormlabRunRename:
 *
 * Asks for a run's name. Enter takes it, Escape does not; without a name, the run has its automatic
 * one.
 */
GtkWidget *normlab_run_rename_new (void);

void normlab_run_rename_ask (NormlabRunRename *self, NormlabRunItem *item);

G_END_DECLS
