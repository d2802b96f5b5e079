/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NORMLAB_TYPE_GET_DIALOG (normlab_get_dialog_get_type ())
G_DECLARE_FINAL_TYPE (NormlabGetDialog, normlab_get_dialog, NORMLAB, GET_DIALOG, GtkWindow)

/**
 * NormlabGetDialog:
 *
 * The data sets that can be fetched from the web, with what is in each, and a button that fetches
 * it or opens what is there. One is fetched at a time; what is left half fetched goes on from
 * there.
 *
 * Signals: ::use (char *folder): a data set lies there and is to be used; it closes itself then.
 */

/* In front of @parent. sources: of NormlabSource. silence: as NORMLAB_FETCH_SILENCE. */
GtkWidget *normlab_get_dialog_new (GtkWindow *parent, GPtrArray *sources, guint silence);

G_END_DECLS
