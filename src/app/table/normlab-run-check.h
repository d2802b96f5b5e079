/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-run-item.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_RUN_CHECK (normlab_run_check_get_type ())
G_DECLARE_FINAL_TYPE (NormlabRunCheck, normlab_run_check, NORMLAB, RUN_CHECK, GtkCheckButton)

/**
 * NormlabRunCheck:
 *
 * Shows or hides a run in the chart; beside the mark, the run's swatch.
 */
GtkWidget *normlab_run_check_new (void);

void normlab_run_check_set_item (NormlabRunCheck *self, NormlabRunItem *item); /* nullable */

G_END_DECLS
