/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-lab.h"

G_BEGIN_DECLS

/* Buttons in a box that choose among the metrics of the table. */

/* Adds one for each, whose word is the target of an action, "win.metric". */
void normlab_metric_buttons_add (GtkBox *box, const char *action);
/* Those of what no run has been measured for are not offered, but for the one that is chosen. */
void normlab_metric_buttons_offer (GtkBox *box, NormlabLab *lab, NormlabMetric chosen);

G_END_DECLS
