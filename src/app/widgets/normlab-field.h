/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is wrong with what stands in a field that takes text: of an entry, of a spin button. */

/* Shows the field in red, and activates the action "fields.check" of whatever it is in, where
 * anything has changed. @title: what the field is; @reason: nullable, nothing is wrong. */
void normlab_field_set_problem (GtkWidget *field, const char *title, const char *reason);

/* "Number of seeds: “x” is not a whole number from 1 to 2000", of the first field in the widget
 * with which something is wrong; NULL for none. */
const char *normlab_field_find_problem (GtkWidget *widget);

/* What stands in the field was not typed, or has been taken: from now on, until somebody types, the
 * keys that undo are left to whatever it is in. For entries and spin buttons. */
void normlab_field_forget_typing (GtkEditable *field);

G_END_DECLS
