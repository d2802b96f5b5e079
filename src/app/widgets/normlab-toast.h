/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NORMLAB_TYPE_TOAST (normlab_toast_get_type ())
G_DECLARE_FINAL_TYPE (NormlabToast, normlab_toast, NORMLAB, TOAST, GtkWidget)

/**
 * NormlabToast:
 *
 * A sentence that appears over the window's lower edge, perhaps with a button, and goes by itself
 * after some seconds; not while the pointer is on it or the button has the focus.
 */
GtkWidget *normlab_toast_new (void);

/* Takes the place of what is shown. label and action (nullable): a button and the detailed name of
 * the action that it activates. */
void
normlab_toast_show (NormlabToast *self, const char *text, const char *label, const char *action);
void normlab_toast_hide (NormlabToast *self);
/* NULL while none is shown. */
const char *normlab_toast_get_text (NormlabToast *self);

G_END_DECLS
