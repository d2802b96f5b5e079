/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-window-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-output.h"
#include "normlab-session.h"

static void
on_chooser_response (NormlabWindow *self, int response, GtkFileChooser *chooser)
{
  NormlabWindowChosen chosen = g_object_get_data (G_OBJECT (chooser), "chosen");
  g_autoptr (GFile) file = gtk_file_chooser_get_file (chooser);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  g_clear_object (&self->chooser);
  if (response != GTK_RESPONSE_ACCEPT)
    return;
  if (path != NULL)
    chosen (self, path);
  else
    normlab_window_complain (self, _("Only files and folders of this computer can be used"));
}

void
normlab_window_choose (NormlabWindow *self,
                       const char *title,
                       GtkFileChooserAction action,
                       const char *name,
                       const char *kind,
                       const char *const *patterns,
                       NormlabWindowChosen chosen)
{
  GtkFileChooserNative *chooser;

  if (self->chooser != NULL)
    return;

  chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, NULL, NULL);
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  if (patterns != NULL)
    {
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

      gtk_file_filter_set_name (filter, kind);
      for (guint i = 0; patterns[i] != NULL; i++)
        gtk_file_filter_add_pattern (filter, patterns[i]);
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
    }

  g_object_set_data (G_OBJECT (chooser), "chosen", chosen);
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_chooser_response), self,
                           G_CONNECT_SWAPPED);
  self->chooser = GTK_NATIVE_DIALOG (chooser);
  gtk_native_dialog_set_modal (self->chooser, TRUE);
  gtk_native_dialog_show (self->chooser);
}

gboolean
normlab_window_open_experiment (NormlabWindow *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabExperiment) experiment = normlab_experiment_load (path, &error);

  if (experiment == NULL)
    {
      normlab_window_complain_of (self, path, error->message);
      return FALSE;
    }
  normlab_window_mend (self, path);
  normlab_plan_set_experiment (self->plan, experiment);
  return TRUE;
}

gboolean
normlab_window_open_session (NormlabWindow *self, const char *path)
{
  g_autoptr (GError) error = NULL;

  if (!normlab_session_keeper_open (self->keeper, path, &error))
    {
      normlab_window_complain_of (self, path, error->message);
      return FALSE;
    }
  normlab_window_mend (self, path);
  return TRUE;
}

static void
on_open_chosen (NormlabWindow *self, const char *path)
{
  normlab_window_open_file (self, path);
}

static void
on_open (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *const patterns[] = { "*.experiment", "*.normlab", NULL };

  normlab_window_choose (user_data, _("Open an Experiment or a Session"),
                         GTK_FILE_CHOOSER_ACTION_OPEN, NULL, _("Experiments and sessions"),
                         patterns, on_open_chosen);
}

char *
normlab_window_complete_path (const char *path, const char *ending, GError **error)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *completed = NULL;

  if (strchr (base, '.') != NULL)
    return g_strdup (path);
  completed = g_strconcat (path, ending, NULL);
  if (g_file_test (completed, G_FILE_TEST_EXISTS))
    {
      g_autofree char *name = g_filename_display_basename (completed);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   /* Translators: the name of a file, twice */
                   _("“%s” exists already: to replace it, write its name in full, “%s”"), name,
                   name);
      return NULL;
    }
  return g_steal_pointer (&completed);
}

void
normlab_window_report (NormlabWindow *self, const char *path, const GError *error)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *text = NULL;

  if (error != NULL)
    {
      normlab_window_complain_of (self, path, error->message);
      return;
    }
  normlab_window_mend (self, path);
  /* Translators: the name of a file */
  text = g_strdup_printf (_("%s has been written"), name);
  normlab_toast_show (self->toast, text, NULL, NULL);
}

/* The name that a title suggests, without what file systems object to. */
static char *
create_name (const char *title, const char *ending)
{
  g_autofree char *name = g_strconcat (title, ending, NULL);

  return g_strdelimit (g_steal_pointer (&name), "/\\:", '-');
}

const char *
normlab_window_get_title (NormlabWindow *self)
{
  const char *title = normlab_plan_get_title (self->plan);

  return title != NULL ? title : _("My experiment");
}

static void
on_save_experiment_chosen (NormlabWindow *self, const char *chosen)
{
  g_autoptr (NormlabExperiment) experiment
      = normlab_plan_create_experiment (self->plan, normlab_window_get_title (self));
  g_autofree char *text = normlab_experiment_to_data (experiment);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = normlab_window_complete_path (chosen, ".experiment", &error);

  if (path != NULL)
    normlab_output_write (path, text, -1, &error);
  normlab_window_report (self, path != NULL ? path : chosen, error);
}

static void
on_save_experiment (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *const patterns[] = { "*.experiment", NULL };
  NormlabWindow *self = user_data;
  g_autofree char *name = create_name (normlab_window_get_title (self), ".experiment");

  normlab_window_choose (self, _("Save the Choices as an Experiment"),
                         GTK_FILE_CHOOSER_ACTION_SAVE, name, _("Experiments"), patterns,
                         on_save_experiment_chosen);
}

static void
on_save_session_chosen (NormlabWindow *self, const char *chosen)
{
  g_autoptr (GPtrArray) runs = normlab_lab_create_run_array (self->lab);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = normlab_window_complete_path (chosen, ".normlab", &error);

  /* They may have been removed while the dialog was open. */
  if (runs->len == 0)
    return;
  if (path != NULL)
    normlab_session_save (path, normlab_window_get_title (self), runs, &error);
  normlab_window_report (self, path != NULL ? path : chosen, error);
}

static void
on_save_session (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *const patterns[] = { "*.normlab", NULL };
  NormlabWindow *self = user_data;
  g_autofree char *name = create_name (normlab_window_get_title (self), ".normlab");

  normlab_window_choose (self, _("Save the Runs as a Session"), GTK_FILE_CHOOSER_ACTION_SAVE, name,
                         _("Sessions"), patterns, on_save_session_chosen);
}

/* The choices, for the next start; without a title when they are somebody's own. */

static void
save_candidates (NormlabWindow *self)
{
  g_autoptr (NormlabExperiment) experiment
      = normlab_plan_create_experiment (self->plan, normlab_plan_get_title (self->plan));
  g_autofree char *text = normlab_experiment_to_data (experiment);

  g_settings_set_string (self->settings, "experiment", text);
}

static void
restore_candidates (NormlabWindow *self)
{
  g_autofree char *text = g_settings_get_string (self->settings, "experiment");
  g_autoptr (NormlabExperiment) experiment = NULL;

  if (*text == '\0')
    return;
  experiment = normlab_experiment_new_from_data (text, -1, NULL);
  if (experiment != NULL)
    normlab_plan_set_experiment (self->plan, experiment);
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
  g_signal_connect_object (self->plan, "changed", G_CALLBACK (save_candidates), self,
                           G_CONNECT_SWAPPED);
}
