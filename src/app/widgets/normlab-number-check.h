/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes a spin button of whole numbers refuse what is none in its range: its value stays, and so
 * does the text, in red, until it is mended, another value comes, or Escape brings the value back.
 * What is wrong stands in @message, for all spin buttons of the same parent. */
void normlab_number_check_attach (GtkSpinButton *spin, const char *title, GtkLabel *message);

/* Brings the value back where a text was refused. */
void normlab_number_check_forget (GtkSpinButton *spin);

G_END_DECLS
