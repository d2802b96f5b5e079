/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A question in front of @parent, with Cancel for its first answer: others are to be added with
 * normlab_question_add_answer(). Nothing else can be done in the window before it is answered.
 * text: one short sentence; more: what it means. */
GtkDialog *normlab_question_new (GtkWindow *parent, const char *text, const char *more);

/* Another answer, its label with a mnemonic, as a button that is named once to those who cannot see
 * it. */
GtkWidget *normlab_question_add_answer (GtkDialog *question, const char *label, int response);

G_END_DECLS
