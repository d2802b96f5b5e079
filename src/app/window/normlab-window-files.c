/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-window-private.h"

#include <glib/gi18n-lib.h>

#include "normlab-output.h"
#include "normlab-session.h"

/* Experiments and sessions as files that people choose, and the choices from start to start. */

static void
on_open_chosen (const char *path, gpointer user_data)
{
  normlab_opener_open (NORMLAB_WINDOW (user_data)->opener, path);
}

static void
on_open (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *const patterns[] = { "*.experiment", "*.normlab", NULL };
  NormlabWindow *self = user_data;
  const NormlabFileQuestion question = {
    .title = _("Open an Experiment or a Session"),
    .action = GTK_FILE_CHOOSER_ACTION_OPEN,
    .kind = _("Experiments and sessions"),
    .patterns = patterns,
  };

  normlab_file_chooser_ask (self->chooser, &question, on_open_chosen, self, NULL);
}

static void
on_save_experiment_chosen (const char *path, gpointer user_data)
{
  NormlabWindow *self = user_data;
  g_autoptr (NormlabExperiment) experiment = normlab_plan_create_experiment (
      self->plan, normlab_session_keeper_get_title (self->keeper));
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  normlab_experiment_set_measures (experiment, normlab_lab_get_measures (self->lab));
  text = normlab_experiment_to_data (experiment);
  normlab_output_write (path, text, -1, &error);
  normlab_notices_report (self->notices, path, error);
}

static void
on_save_experiment (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NormlabWindow *self = user_data;

  normlab_file_chooser_ask_where (self->chooser, _("Save the Choices as an Experiment"),
                                  normlab_session_keeper_get_title (self->keeper), ".experiment",
                                  _("Experiments"), on_save_experiment_chosen, self);
}

static void
on_save_session_chosen (const char *path, gpointer user_data)
{
  NormlabWindow *self = user_data;

  /* They may have been removed while the dialog was open. */
  if (g_list_model_get_n_items (normlab_lab_get_runs (self->lab)) > 0)
    normlab_writer_write_session (self->writer, path,
                                  normlab_session_keeper_create_session (self->keeper));
}

static void
on_save_session (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NormlabWindow *self = user_data;

  normlab_file_chooser_ask_where (self->chooser, _("Save the Runs as a Session"),
                                  normlab_session_keeper_get_title (self->keeper), ".normlab",
                                  _("Sessions"), on_save_session_chosen, self);
}

/* What is ticked at the very first start: the comparison that the program is about. */
#define FIRST_CHOICES "[Experiment]\nVersion=1\nTitle=\n[Set 1]\nbatch-norm=on;off\n"

/* The choices, for the next start; without a title when they are somebody's own. */

static void
on_plan_changed (NormlabWindow *self)
{
  g_autoptr (NormlabExperiment) experiment
      = normlab_plan_create_experiment (self->plan, normlab_plan_get_title (self->plan));
  g_autofree char *text = normlab_experiment_to_data (experiment);

  g_settings_set_string (self->settings, "experiment", text);
}

static gboolean
set_choices (NormlabWindow *self, const char *text)
{
  g_autoptr (NormlabExperiment) experiment = normlab_experiment_new_from_data (text, -1, NULL);

  if (experiment != NULL)
    normlab_plan_set_experiment (self->plan, experiment);
  return experiment != NULL;
}

static void
restore_candidates (NormlabWindow *self)
{
  g_autofree char *text = g_settings_get_string (self->settings, "experiment");

  if (!set_choices (self, text))
    set_choices (self, FIRST_CHOICES);
}

static const GActionEntry entries[] = {
  { .name = "open", .activate = on_open },
  { .name = "save-experiment", .activate = on_save_experiment },
  { .name = "save-session", .activate = on_save_session },
};

static void
on_runs_changed (NormlabWindow *self)
{
  gboolean any = g_list_model_get_n_items (normlab_lab_get_runs (self->lab)) > 0;
  GAction *save = g_action_map_lookup_action (G_ACTION_MAP (self), "save-session");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (save), any);
}

void
normlab_window_files_init (NormlabWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (normlab_lab_get_runs (self->lab), "items-changed",
                           G_CALLBACK (on_runs_changed), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  on_runs_changed (self);

  restore_candidates (self);
  g_signal_connect_object (self->plan, "changed", G_CALLBACK (on_plan_changed), self,
                           G_CONNECT_SWAPPED);
}
