/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-columns-question.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_COLUMNS_DIALOG (normlab_columns_dialog_get_type ())
G_DECLARE_FINAL_TYPE (NormlabColumnsDialog,
                      normlab_columns_dialog,
                      NORMLAB,
                      COLUMNS_DIALOG,
                      GtkWindow)

/**
 * NormlabColumnsDialog:
 *
 * The columns that were found in a table of another program's, and what is drawn of them. It keeps
 * nobody from the window behind it, which draws what has been guessed meanwhile. Enter draws,
 * wherever in it the keys are, and Escape cancels.
 *
 * Signals: ::answer (NormlabColumnsQuestion *): it is to be drawn so; ::decline
 * (NormlabColumnsQuestion *): somebody has cancelled. It closes itself then.
 */

/* In front of @parent. */
GtkWidget *normlab_columns_dialog_new (GtkWindow *parent, NormlabColumnsQuestion *question);

G_END_DECLS
