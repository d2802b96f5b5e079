/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-window-private.h"

#include <glib/gi18n-lib.h>

/* The last session: kept when training has ended, and when the window closes. */

static void
on_runs_changed (NormlabWindow *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "open-last");
  gboolean empty = g_list_model_get_n_items (normlab_lab_get_runs (self->lab)) == 0;
  g_autofree char *path = empty ? normlab_session_keeper_find_last (self->keeper) : NULL;

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), path != NULL);
}

static void
on_open_last (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NormlabWindow *self = user_data;
  g_autofree char *path = normlab_session_keeper_find_last (self->keeper);

  if (path != NULL)
    normlab_opener_open (self->opener, path);
}

static void
on_failed (NormlabWindow *self, const char *message)
{
  normlab_notices_complain (self->notices, NORMLAB_COMPLAINT_KEEPING, message);
}

static void
on_kept (NormlabWindow *self)
{
  normlab_notices_mend (self->notices, NORMLAB_COMPLAINT_KEEPING);
}

/* What people call what is ticked, or else their own experiment. */
static void
on_title_changed (NormlabWindow *self)
{
  const char *title = normlab_plan_get_title (self->plan);

  normlab_session_keeper_set_title (self->keeper, title != NULL ? title : _("My experiment"));
}

static const GActionEntry entries[] = {
  { .name = "open-last", .activate = on_open_last },
};

void
normlab_window_keep_init (NormlabWindow *self)
{
  g_signal_connect_object (self->keeper, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keeper, "kept", G_CALLBACK (on_kept), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->plan, "notify::title", G_CALLBACK (on_title_changed), self,
                           G_CONNECT_SWAPPED);
  on_title_changed (self);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (normlab_lab_get_runs (self->lab), "items-changed",
                           G_CALLBACK (on_runs_changed), self, G_CONNECT_SWAPPED);
  on_runs_changed (self);
}
