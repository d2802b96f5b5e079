/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-run-item.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_LAYERS_CHOOSER (normlab_layers_chooser_get_type ())
G_DECLARE_FINAL_TYPE (NormlabLayersChooser,
                      normlab_layers_chooser,
                      NORMLAB,
                      LAYERS_CHOOSER,
                      GtkPopover)

/**
 * NormlabLayersChooser:
 *
 * A list of runs with a check box each, of which a few can be ticked.
 *
 * Signals: ::changed, when somebody has ticked or unticked one, or wants them to be chosen
 *   automatically.
 */

/* Of which there is to choose. */
void normlab_layers_chooser_set_runs (NormlabLayersChooser *self, GListModel *runs);
/* Which are ticked (of NormlabRunItem). */
void normlab_layers_chooser_set_chosen (NormlabLayersChooser *self, GPtrArray *items);
/* As if somebody had ticked these and no others; NULL: they are to be chosen automatically. */
void normlab_layers_chooser_choose (NormlabLayersChooser *self, GPtrArray *items);
/* What somebody has ticked (of NormlabRunItem), in the order of the list; NULL: it is to be chosen
 * automatically. Free with g_ptr_array_unref(). */
GPtrArray *normlab_layers_chooser_get_chosen (NormlabLayersChooser *self);

G_END_DECLS
