/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-choice.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_CHOICE_BOX (normlab_choice_box_get_type ())
G_DECLARE_FINAL_TYPE (NormlabChoiceBox, normlab_choice_box, NORMLAB, CHOICE_BOX, GtkWidget)

/**
 * NormlabChoiceBox:
 *
 * A check box for a choice, with a button that removes it where that is possible.
 *
 * Signals: ::remove: somebody wants it to go.
 */
GtkWidget *normlab_choice_box_new (NormlabChoice *choice);
NormlabChoice *normlab_choice_box_get_choice (NormlabChoiceBox *self);

/* Between the check box and the button. */
void normlab_choice_box_insert (NormlabChoiceBox *self, GtkWidget *widget);

G_END_DECLS
