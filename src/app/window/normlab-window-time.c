/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-window-private.h"

/* Which step is looked at, by keys. */

static NormlabTimeline *
get_timeline (gpointer window)
{
  return normlab_pages_get_timeline (NORMLAB_WINDOW (window)->pages);
}

static void
on_back (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_timeline_move (get_timeline (user_data), -1);
}

static void
on_forward (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_timeline_move (get_timeline (user_data), 1);
}

static void
on_live (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_timeline_set_step (get_timeline (user_data), NORMLAB_TIMELINE_LIVE);
}

static void
on_play (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NormlabTimeline *timeline = get_timeline (user_data);

  normlab_timeline_set_playing (timeline, !normlab_timeline_get_playing (timeline));
}

static const GActionEntry entries[] = {
  { .name = "time-back", .activate = on_back },
  { .name = "time-forward", .activate = on_forward },
  { .name = "time-live", .activate = on_live },
  { .name = "time-play", .activate = on_play },
};

void
normlab_window_time_init (NormlabWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
