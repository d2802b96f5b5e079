/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-lab.h"
#include "normlab-timeline.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_VERDICT_BAR (normlab_verdict_bar_get_type ())
G_DECLARE_FINAL_TYPE (NormlabVerdictBar, normlab_verdict_bar, NORMLAB, VERDICT_BAR, GtkWidget)

/**
 * NormlabVerdictBar:
 *
 * Whether of two groups of runs that differ in their seeds alone one is better, or whether it was
 * the seed (#NormlabContest), in one line: of those that are chosen, or else of those that are
 * shown. It is in sight only while there are two groups. A button has more: what either group comes
 * to, and how many steps it needs to a level.
 */

/* Once. */
void normlab_verdict_bar_set_up (NormlabVerdictBar *self,
                                 NormlabLab *lab,
                                 NormlabTimeline *timeline,
                                 GSettings *settings);

/* Those that a person has chosen (GPtrArray of NormlabRunItem that are runs), in whatever order;
 * what is no two groups is as if nothing were chosen. */
void normlab_verdict_bar_set_chosen (NormlabVerdictBar *self, GPtrArray *items);
/* The runs of the two groups that it compares, or else all that are shown (of NormlabRunItem). */
GPtrArray *normlab_verdict_bar_list_compared (NormlabVerdictBar *self);

G_END_DECLS
