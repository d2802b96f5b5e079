/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Whatever lies in @content, now or later, leaves the wheel to what @content lies in: somebody who
 * scrolls past a number does not mean the number. What pops up from it keeps its own. */
void normlab_wheel_pass_on (GtkWidget *content);

G_END_DECLS
