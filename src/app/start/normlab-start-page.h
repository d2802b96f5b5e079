/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-session-list.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_START_PAGE (normlab_start_page_get_type ())
G_DECLARE_FINAL_TYPE (NormlabStartPage, normlab_start_page, NORMLAB, START_PAGE, GtkWidget)

/**
 * NormlabStartPage:
 *
 * What there is to begin with: the ready-made experiments as cards, each a button of win.try, and
 * beneath them the last sessions. Whoever gives it the focus gives it to the first card.
 *
 * Signals: ::shown – it has come into sight, where the list of sessions should be of now.
 */

/* The sessions; a reference is taken. */
void normlab_start_page_set_sessions (NormlabStartPage *self, NormlabSessionList *sessions);

G_END_DECLS
