/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Of so many items that come at once the rest waits: rows for them take about 30 ms. */
#define NORMLAB_GRADUAL_LIST_PORTION 32

/**
 * NormlabGradualList:
 *
 * The items of another list, of which many that are added to its end come one portion after
 * another, with time for other things between. What shows a list makes a widget for each of the
 * first hundreds, and would stand still for all of them.
 */
#define NORMLAB_TYPE_GRADUAL_LIST normlab_gradual_list_get_type ()
G_DECLARE_FINAL_TYPE (NormlabGradualList, normlab_gradual_list, NORMLAB, GRADUAL_LIST, GObject)

NormlabGradualList *normlab_gradual_list_new (void);

/* @model: nullable */
void normlab_gradual_list_set_model (NormlabGradualList *self, GListModel *model);
/* For the end: takes the last items away, as many as come at once, and follows the model no longer.
 * FALSE once there are none. */
gboolean normlab_gradual_list_shed (NormlabGradualList *self);

G_END_DECLS
