/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-window.h"

struct _NormlabWindow
{
  GtkApplicationWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (NormlabWindow, normlab_window, GTK_TYPE_APPLICATION_WINDOW)

static void
normlab_window_class_init (NormlabWindowClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/io/github/normlab/Normlab/normlab-window.ui");
}

static void
normlab_window_init (NormlabWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

NormlabWindow *
normlab_window_new (NormlabApplication *application)
{
  return g_object_new (NORMLAB_TYPE_WINDOW, "application", application, NULL);
}
