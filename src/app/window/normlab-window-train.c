/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-window-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-question.h"

/* Steps per second of each network; 0: as fast as possible. */
static const double speeds[] = { 2, 10, 50, 200, 1000, 0 };

static void
on_many_answered (NormlabWindow *self, int response, GtkWindow *dialog)
{
  if (response == GTK_RESPONSE_ACCEPT)
    normlab_train_queue_train (self->queue, g_object_get_data (G_OBJECT (dialog), "recipes"));
  gtk_window_destroy (dialog);
}

static void
ask_about_many (NormlabWindow *self, GArray *recipes)
{
  g_autoptr (NormlabAlready) already = normlab_train_queue_find (self->queue, recipes);
  guint n = already->fresh->len;
  g_autofree char *text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Train %u network?", "Train %u networks?", n), n);
  GtkDialog *dialog = normlab_question_new (
      GTK_WINDOW (self), text,
      _("So many curves are hard to tell apart, and take their time. They can be stopped at any "
         "moment."));

  normlab_question_add_answer (dialog, _("_Train"), GTK_RESPONSE_ACCEPT);
  gtk_dialog_set_default_response (dialog, GTK_RESPONSE_ACCEPT);
  g_object_set_data_full (G_OBJECT (dialog), "recipes", g_array_ref (recipes),
                          (GDestroyNotify) g_array_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_many_answered), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Nobody is asked about those that are not trained. */
static gboolean
is_many (NormlabWindow *self, GArray *recipes)
{
  g_autoptr (NormlabAlready) already = NULL;

  if (recipes->len <= NORMLAB_WINDOW_MAX_UNASKED)
    return FALSE;
  already = normlab_train_queue_find (self->queue, recipes);
  return already->fresh->len > NORMLAB_WINDOW_MAX_UNASKED;
}

static void
on_train (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NormlabWindow *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) recipes = NULL;

  normlab_plan_panel_commit (self->plan_panel);
  recipes = normlab_plan_get_recipes (self->plan, &error);
  if (normlab_plan_panel_get_problem (self->plan_panel) != NULL)
    normlab_notices_complain (self->notices, NULL,
                              normlab_plan_panel_get_problem (self->plan_panel));
  else if (recipes == NULL)
    normlab_notices_complain (self->notices, NULL, error->message);
  else if (is_many (self, recipes))
    ask_about_many (self, recipes);
  else
    normlab_train_queue_train (self->queue, recipes);
}

static void
on_train_again (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_train_queue_train_again (NORMLAB_WINDOW (user_data)->queue);
}

static void
on_pause (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  NormlabWindow *self = user_data;

  if (normlab_lab_get_state (self->lab) == NORMLAB_LAB_PAUSED)
    normlab_lab_resume (self->lab, NULL);
  else
    normlab_lab_pause (self->lab, NULL);
}

static void
on_step (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_lab_step (NORMLAB_WINDOW (user_data)->lab, NULL);
}

static void
on_stop (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NormlabWindow *self = user_data;
  g_autofree char *text = NULL;
  guint n;

  normlab_train_queue_forget (self->queue);
  normlab_repeater_forget (self->repeater);
  n = normlab_stop (self->lab, self->repeater, self->undo);
  if (n == 0)
    return;
  /* It may have been one Escape too many. */
  text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u network stopped", "%u networks stopped", n), n);
  normlab_notices_tell (self->notices, text, _("Go On"), "win.undo");
}

static void
on_clear (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_lab_clear (NORMLAB_WINDOW (user_data)->lab);
}

static void
on_speed_selected (NormlabWindow *self)
{
  guint selected = gtk_drop_down_get_selected (self->speed_drop_down);

  if (selected < G_N_ELEMENTS (speeds))
    g_settings_set_double (self->settings, "speed", speeds[selected]);
}

/* The nearest of those that are offered, by their ratio. */
static guint
find_speed (double speed)
{
  const guint full = G_N_ELEMENTS (speeds) - 1;
  guint nearest = full;

  for (guint i = 0; speed > 0 && i < full; i++)
    if (nearest == full || fabs (log (speeds[i] / speed)) < fabs (log (speeds[nearest] / speed)))
      nearest = i;
  return nearest;
}

/* Training is as fast as the window says, whatever number is in the settings. */
static void
on_speed_changed (NormlabWindow *self)
{
  guint selected = find_speed (g_settings_get_double (self->settings, "speed"));

  gtk_drop_down_set_selected (self->speed_drop_down, selected);
  normlab_lab_set_speed (self->lab, speeds[selected]);
}

static void
on_memory_changed (NormlabWindow *self)
{
  normlab_lab_set_memory (self->lab, (gsize) g_settings_get_uint (self->settings, "memory") << 20);
}

static void
fill_speeds (NormlabWindow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    {
      guint speed = (guint) speeds[i];
      g_autofree char *name = NULL;

      if (speed == 0)
        name = g_strdup (_("Full speed"));
      else
        name = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u step/s", "%u steps/s", speed),
                                speed);
      gtk_string_list_append (names, name);
    }
  gtk_drop_down_set_model (self->speed_drop_down, G_LIST_MODEL (names));
}

static void
set_enabled (NormlabWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* While something trains, the machine should neither sleep nor be shut down unasked. */
static void
inhibit (NormlabWindow *self, gboolean training)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  if (application == NULL || training == (self->inhibited != 0))
    return;
  if (training)
    self->inhibited
        = gtk_application_inhibit (application, GTK_WINDOW (self),
                                   GTK_APPLICATION_INHIBIT_SUSPEND | GTK_APPLICATION_INHIBIT_LOGOUT,
                                   _("Networks are training"));
  else
    {
      gtk_application_uninhibit (application, self->inhibited);
      self->inhibited = 0;
    }
}

static void
on_lab_changed (NormlabWindow *self)
{
  NormlabLabState state = normlab_lab_get_state (self->lab);
  gboolean active = normlab_lab_get_n_active (self->lab) > 0;
  gboolean paused = state == NORMLAB_LAB_PAUSED;
  guint n_runs = g_list_model_get_n_items (normlab_lab_get_runs (self->lab));
  GAction *pause = g_action_map_lookup_action (G_ACTION_MAP (self), "pause");

  g_simple_action_set_state (G_SIMPLE_ACTION (pause), g_variant_new_boolean (paused));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->pause_button),
                               paused ? _("Go on (Space)") : _("Pause (Space)"));
  set_enabled (self, "pause", active);
  set_enabled (self, "step", active);
  set_enabled (self, "stop", active);
  set_enabled (self, "clear", n_runs > 0);
  inhibit (self, state == NORMLAB_LAB_TRAINING);
}

/* "Train 5 networks (Ctrl+Return)", and how many of them are there. */
static char *
describe_train (NormlabWindow *self, GArray *recipes, const char *label)
{
  g_autoptr (NormlabAlready) already
      = recipes != NULL ? normlab_train_queue_find (self->queue, recipes) : NULL;
  g_autofree char *there = already != NULL ? normlab_already_describe (already) : NULL;
  /* Translators: what the button does, then the key for it */
  g_autofree char *tooltip = g_strdup_printf (_("%s (Ctrl+Return)"), label);

  return there != NULL ? g_strdup_printf ("%s\n%s", tooltip, there) : g_steal_pointer (&tooltip);
}

/* What the buttons would do. */
static void
show_train (NormlabWindow *self)
{
  double n = normlab_plan_get_n_recipes (self->plan);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) recipes = normlab_plan_get_recipes (self->plan, &error);
  gulong count = recipes != NULL ? recipes->len : (gulong) MIN (n, G_MAXINT);
  g_autofree char *label = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Train %lu network", "Train %lu networks", count), count);
  g_autofree char *tooltip = describe_train (self, recipes, label);
  const char *obstacle = normlab_plan_panel_get_problem (self->plan_panel);

  if (obstacle == NULL)
    obstacle = normlab_train_queue_get_obstacle (self->queue);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->train_button), recipes == NULL    ? error->message
                                                                : obstacle == NULL ? tooltip
                                                                                   : obstacle);
  set_enabled (self, "train", recipes != NULL && obstacle == NULL);
}

/* What was offered can be done. */
static void
on_offering (NormlabWindow *self)
{
  set_enabled (self, "train-again", normlab_train_queue_get_offering (self->queue));
}

static void
on_plan_changed (NormlabWindow *self)
{
  show_train (self);
}

/* Other runs are there. */
static void
on_there_changed (NormlabWindow *self)
{
  show_train (self);
}

static void
on_problem (NormlabWindow *self)
{
  show_train (self);
}

static void
on_data_changed (NormlabWindow *self)
{
  show_train (self);
}

/* What is there may lack what is to be measured. */
static void
on_measures_changed (NormlabWindow *self)
{
  show_train (self);
}

static const GActionEntry entries[] = {
  { .name = "train", .activate = on_train },
  { .name = "train-again", .activate = on_train_again },
  { .name = "pause", .state = "false", .change_state = on_pause },
  { .name = "step", .activate = on_step },
  { .name = "stop", .activate = on_stop },
  { .name = "clear", .activate = on_clear },
};

void
normlab_window_train_init (NormlabWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);

  fill_speeds (self);
  on_speed_changed (self);
  g_signal_connect_object (self->speed_drop_down, "notify::selected",
                           G_CALLBACK (on_speed_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::speed", G_CALLBACK (on_speed_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::memory", G_CALLBACK (on_memory_changed), self,
                           G_CONNECT_SWAPPED);
  on_memory_changed (self);

  g_signal_connect_object (self->lab, "notify", G_CALLBACK (on_lab_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (normlab_lab_get_runs (self->lab), "items-changed",
                           G_CALLBACK (on_lab_changed), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->lab, "notify::n-active", G_CALLBACK (on_there_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (normlab_lab_get_runs (self->lab), "items-changed",
                           G_CALLBACK (on_there_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->plan, "changed", G_CALLBACK (on_plan_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->plan_panel, "notify::problem", G_CALLBACK (on_problem), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->loader, "changed", G_CALLBACK (on_data_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lab, "measures-changed", G_CALLBACK (on_measures_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "notify::offering", G_CALLBACK (on_offering), self,
                           G_CONNECT_SWAPPED);
  on_lab_changed (self);
  on_offering (self);
  show_train (self);
}
