/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-choice.h"

G_BEGIN_DECLS

/* For NormlabCompare, whose choices they are. */

/* Whether the choice may be ticked no longer. */
typedef gboolean (*NormlabChoiceGuard) (NormlabChoice *choice, gpointer data);

NormlabChoice *normlab_choice_new (const char *text, const char *label, gboolean ticked);
/* NULL: free to do as it is told, as one is that has left its list. */
void normlab_choice_set_guard (NormlabChoice *self, NormlabChoiceGuard guard, gpointer data);
void normlab_choice_set_value (NormlabChoice *self, const char *text, const char *label);
void normlab_choice_set_removable (NormlabChoice *self, gboolean removable);
/* Ticks or unticks it without asking. */
void normlab_choice_force_ticked (NormlabChoice *self, gboolean ticked);

/* Whether it is there for an experiment only, and goes with it. */
void normlab_choice_set_passing (NormlabChoice *self, gboolean passing);
gboolean normlab_choice_get_passing (NormlabChoice *self);

G_END_DECLS
