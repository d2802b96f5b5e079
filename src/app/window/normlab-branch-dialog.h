/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-run-item.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_BRANCH_DIALOG (normlab_branch_dialog_get_type ())
G_DECLARE_FINAL_TYPE (NormlabBranchDialog, normlab_branch_dialog, NORMLAB, BRANCH_DIALOG, GtkWindow)

/**
 * NormlabBranchDialog:
 *
 * Asks what else is to be tried from a step of some runs on. Begins with what the first of them
 * does there; what a person changes is changed in all of them.
 *
 * Signals: ::branch (NormlabRunItem *item, gpointer recipe): the item's run is to be trained
 * otherwise, as the NormlabRecipe has it; one for each item, when it is closed with its button.
 */

/* In front of @parent. items: of NormlabRunItem that are runs, at least one. step: that it begins
 * with, or the last that all of them have done. */
GtkWidget *normlab_branch_dialog_new (GtkWindow *parent, GPtrArray *items, guint step);

G_END_DECLS
