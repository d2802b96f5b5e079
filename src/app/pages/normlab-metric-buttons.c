/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-metric-buttons.h"

#include <glib/gi18n-lib.h>

void
normlab_metric_buttons_add (GtkBox *box, const char *action)
{
  for (guint i = 0; i < normlab_n_metrics; i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (_(normlab_metrics[i].title));

      gtk_widget_set_tooltip_text (button, _(normlab_metrics[i].description));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", normlab_metrics[i].word);
      gtk_box_append (box, button);
    }
}

void
normlab_metric_buttons_offer (GtkBox *box, NormlabLab *lab, NormlabMetric chosen)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (box));

  for (guint i = 0; i < normlab_n_metrics; i++, button = gtk_widget_get_next_sibling (button))
    gtk_widget_set_visible (button,
                            i == (guint) chosen || normlab_lab_has_metric (lab, (NormlabMetric) i));
}
