/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NORMLAB_TYPE_VALUE_ENTRY (normlab_value_entry_get_type ())
G_DECLARE_FINAL_TYPE (NormlabValueEntry, normlab_value_entry, NORMLAB, VALUE_ENTRY, GtkWidget)

/**
 * NormlabValueEntry:
 *
 * An entry that offers its text when Enter is pressed and when the focus leaves it. If the text is
 * refused it stays, and a sentence beneath says why.
 *
 * Properties: placeholder (string), width-chars (int).
 * Signals: gboolean ::commit (const char *text, GError **error): takes the text, or refuses it.
 */

/* What is there for now; a text that was typed and refused goes with the value that it was for. */
void normlab_value_entry_set_text (NormlabValueEntry *self, const char *text);
/* What it is named where a text is refused, and what a screen reader says that it does. */
void
normlab_value_entry_set_title (NormlabValueEntry *self, const char *title, const char *description);
/* Offers the text now. TRUE when there is nothing new, or it was taken. */
gboolean normlab_value_entry_commit (NormlabValueEntry *self);

G_END_DECLS
