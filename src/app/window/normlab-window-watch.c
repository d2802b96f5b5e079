/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-window-private.h"

#include <glib/gi18n-lib.h>

/* Training that goes on elsewhere: which logs are watched. */

static void
on_chosen (const char *path, gpointer user_data)
{
  normlab_window_watch (NORMLAB_WINDOW (user_data), path);
}

static void
on_watch_file (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *const patterns[]
      = { "*.csv", "*.tsv", "*.jsonl", "*.json", "*.log", "*.txt", "*tfevents*", NULL };
  NormlabWindow *self = user_data;
  const NormlabFileQuestion question = {
    .title = _("Watch the Log of a Training"),
    .action = GTK_FILE_CHOOSER_ACTION_OPEN,
    .kind = _("Logs of training"),
    .patterns = patterns,
  };

  normlab_file_chooser_ask (self->chooser, &question, on_chosen, self, NULL);
}

static void
on_watch_folder (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NormlabWindow *self = user_data;
  const NormlabFileQuestion question = {
    .title = _("Watch a Folder of Logs"),
    .action = GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
  };

  normlab_file_chooser_ask (self->chooser, &question, on_chosen, self, NULL);
}

static void
on_watch (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_window_watch (NORMLAB_WINDOW (user_data), g_variant_get_string (parameter, NULL));
}

void
normlab_window_watch (NormlabWindow *self, const char *path)
{
  g_return_if_fail (NORMLAB_IS_WINDOW (self));

  normlab_watch_add (self->watch, path);
}

void
normlab_window_watch_stream (NormlabWindow *self, int fd, const char *title)
{
  g_return_if_fail (NORMLAB_IS_WINDOW (self));

  normlab_watch_add_stream (self->watch, fd, title);
}

/* What has come stays. */
static void
on_stop_watching (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_watch_stop (NORMLAB_WINDOW (user_data)->watch);
}

static void
on_watching (NormlabWindow *self)
{
  GAction *stop = g_action_map_lookup_action (G_ACTION_MAP (self), "stop-watching");

  /* A window that goes has none any more. */
  if (stop != NULL)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (stop),
                                 normlab_watch_get_is_watching (self->watch));
}

static const GActionEntry entries[] = {
  { .name = "stop-watching", .activate = on_stop_watching },
  { .name = "watch", .parameter_type = "s", .activate = on_watch },
  { .name = "watch-file", .activate = on_watch_file },
  { .name = "watch-folder", .activate = on_watch_folder },
};

void
normlab_window_watch_init (NormlabWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->watch, "notify::watching", G_CALLBACK (on_watching), self,
                           G_CONNECT_SWAPPED);
  on_watching (self);
  g_signal_connect_object (self->opener, "watch", G_CALLBACK (normlab_window_watch), self,
                           G_CONNECT_SWAPPED);
}
