/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-isolated.h"

/* Unicode's first strong isolate, from left to right where no letter says otherwise; its end. */
#define BEGIN "\xe2\x81\xa8"
#define END "\xe2\x81\xa9"

char *
normlab_isolated (GtkWidget *widget, const char *text)
{
  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  if (text == NULL || *text == '\0' || gtk_widget_get_direction (widget) != GTK_TEXT_DIR_RTL)
    return g_strdup (text);
  return g_strconcat (BEGIN, text, END, NULL);
}
