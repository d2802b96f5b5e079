/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-session-list.h"

G_BEGIN_DECLS

/* A row of the last sessions: its title, when it was, how many networks it has and the best of
 * them, and what can be done with it: the button "button" has win.go-on-session where it was
 * interrupted, otherwise win.open-session; where another window has it there is none. */
GtkWidget *normlab_session_row_new (const NormlabSessionEntry *entry);

G_END_DECLS
