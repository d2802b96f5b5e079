/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-plan-panel.h"
#include "normlab-test-ui.h"

G_BEGIN_DECLS

/* The panel "Compare" in a window with an action that trains. */
typedef struct
{
  GtkWindow *window;
  GtkWidget *panel;
  NormlabPlan *plan;
  guint n_trained;
} NormlabTestPanel;

void normlab_test_panel_set_up (NormlabTestPanel *self, gconstpointer data);
/* Checks that nothing else holds the plan. */
void normlab_test_panel_tear_down (NormlabTestPanel *self, gconstpointer data);

/* In the group or the setting of that name, which a hyperparameter's key is. */
GtkWidget *
normlab_test_panel_find (NormlabTestPanel *self, const char *group, GType type, const char *name);
/* The first check box with that label; NULL without one. */
GtkWidget *normlab_test_panel_find_check (NormlabTestPanel *self, const char *label);

G_END_DECLS
