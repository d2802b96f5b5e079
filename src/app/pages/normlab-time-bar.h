/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-timeline.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_TIME_BAR (normlab_time_bar_get_type ())
G_DECLARE_FINAL_TYPE (NormlabTimeBar, normlab_time_bar, NORMLAB, TIME_BAR, GtkWidget)

/**
 * NormlabTimeBar:
 *
 * A timeline as people have it in hand: a slider over all steps, the newest at its end; plays them,
 * at a speed that can be chosen.
 */

/* Once. */
void normlab_time_bar_set_timeline (NormlabTimeBar *self, NormlabTimeline *timeline);

G_END_DECLS
