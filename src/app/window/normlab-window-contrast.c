/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-contrast.h"
#include "normlab-window-private.h"

/* The style sheet has what GTK's themes of high contrast lack; it knows them by a class of the
 * window. */
static void
on_theme (NormlabWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (normlab_contrast_is_high (gtk_widget_get_settings (widget)))
    gtk_widget_add_css_class (widget, "high-contrast");
  else
    gtk_widget_remove_css_class (widget, "high-contrast");
}

void
normlab_window_contrast_init (NormlabWindow *self)
{
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (self)), "notify::gtk-theme-name",
                           G_CALLBACK (on_theme), self, G_CONNECT_SWAPPED);
  on_theme (self);
}
