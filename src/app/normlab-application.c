/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-application.h"

#include "normlab-window.h"

struct _NormlabApplication
{
  GtkApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (NormlabApplication, normlab_application, GTK_TYPE_APPLICATION)

static void
normlab_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (normlab_window_new (NORMLAB_APPLICATION (application)));
  gtk_window_present (window);
}

static void
normlab_application_class_init (NormlabApplicationClass *klass)
{
  G_APPLICATION_CLASS (klass)->activate = normlab_application_activate;
}

static void
normlab_application_init (NormlabApplication *self)
{
}

NormlabApplication *
normlab_application_new (void)
{
  return g_object_new (NORMLAB_TYPE_APPLICATION,
                       "application-id", APPLICATION_ID,
                       "resource-base-path", "/io/github/normlab/Normlab",
                       NULL);
}
