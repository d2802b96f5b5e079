/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo and redo in the window: keys, menu, toast, and what the panel then shows. */
#include "normlab-test-window.h"

#include "normlab-candidate-box.h"
#include "normlab-candidate-group.h"
#include "normlab-plan-panel.h"
#include "normlab-run-check.h"
#include "normlab-test-hands.h"
#include "normlab-toast.h"
#include "normlab-value-entry.h"

#define SET "[Set 1]\nhidden=12\niterations=60\n"

static void
set_up (NormlabTestWindow *self, gconstpointer data)
{
  normlab_test_window_set_up (self, data);
  normlab_test_hands_focus (GTK_WINDOW (self->window));
}

static void
press (NormlabTestWindow *self, const char *keys)
{
  normlab_test_hands_press (GTK_WINDOW (self->window), keys);
}

static NormlabCandidate *
find_candidate (NormlabTestWindow *self, NormlabHyperparameter hyperparameter, const char *label)
{
  GListModel *candidates
      = normlab_plan_get_candidates (normlab_window_get_plan (self->window), hyperparameter);

  for (guint i = 0; i < g_list_model_get_n_items (candidates); i++)
    {
      g_autoptr (NormlabCandidate) candidate = g_list_model_get_item (candidates, i);

      if (g_str_equal (normlab_candidate_get_label (candidate), label))
        return candidate; /* the list holds it */
    }
  return NULL;
}

/* The check box of a choice, as it shows itself. */
static GtkWidget *
find_box (GtkWidget *widget, NormlabCandidate *candidate)
{
  if (NORMLAB_IS_CANDIDATE_BOX (widget)
      && normlab_candidate_box_get_candidate (NORMLAB_CANDIDATE_BOX (widget)) == candidate)
    return normlab_test_ui_find (widget, GTK_TYPE_CHECK_BUTTON, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_box (child, candidate);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_ticked (NormlabTestWindow *self, NormlabHyperparameter hyperparameter, const char *label)
{
  NormlabCandidate *candidate = find_candidate (self, hyperparameter, label);
  GtkWidget *box = find_box (GTK_WIDGET (self->window), candidate);

  g_assert_cmpint (gtk_check_button_get_active (GTK_CHECK_BUTTON (box)), ==,
                   normlab_candidate_get_ticked (candidate));
  return normlab_candidate_get_ticked (candidate);
}

static void
click_box (NormlabTestWindow *self, NormlabHyperparameter hyperparameter, const char *label)
{
  GtkWidget *box
      = find_box (GTK_WIDGET (self->window), find_candidate (self, hyperparameter, label));

  normlab_test_hands_click (box, 0.5, 0.5, 1, 1);
}

/* The entry of the menu that activates the action; NULL without one. */
static char *
find_entry (GMenuModel *menu, const char *action, const char *attribute)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
      char *found = section != NULL ? find_entry (section, action, attribute) : NULL;
      g_autofree char *own = NULL;

      if (found != NULL)
        return found;
      g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &own);
      if (g_strcmp0 (own, action) == 0
          && g_menu_model_get_item_attribute (menu, i, attribute, "s", &found))
        return found;
    }
  return NULL;
}

/* Menu and actions say so. */
static void
assert_next (NormlabTestWindow *self, const char *undo, const char *redo)
{
  GtkMenuButton *button
      = GTK_MENU_BUTTON (normlab_test_window_find (self, GTK_TYPE_MENU_BUTTON, "menu"));
  GMenuModel *menu = gtk_menu_button_get_menu_model (button);
  g_autofree char *undo_entry = find_entry (menu, "win.undo", G_MENU_ATTRIBUTE_LABEL);
  g_autofree char *redo_entry = find_entry (menu, "win.redo", G_MENU_ATTRIBUTE_LABEL);

  g_assert_cmpstr (undo_entry, ==, undo);
  g_assert_cmpstr (redo_entry, ==, redo);
  g_assert_cmpint (normlab_test_window_get_enabled (self, "undo"), ==,
                   !g_str_equal (undo, "_Undo"));
  g_assert_cmpint (normlab_test_window_get_enabled (self, "redo"), ==,
                   !g_str_equal (redo, "_Redo"));
}

static void
train (NormlabTestWindow *self)
{
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 2);
}

/* What is clicked in panel and table goes back and forth by keys. */
static void
test_keys (NormlabTestWindow *self, gconstpointer data)
{
  NormlabRunItem *item;

  assert_next (self, "_Undo", "_Redo");
  click_box (self, NORMLAB_HYPERPARAMETER_ACTIVATION, "ReLU");
  click_box (self, NORMLAB_HYPERPARAMETER_INIT, "He");
  g_assert_true (is_ticked (self, NORMLAB_HYPERPARAMETER_INIT, "He"));
  assert_next (self, "_Undo Tick Initialization: He", "_Redo");
  press (self, "ctrl+z");
  g_assert_false (is_ticked (self, NORMLAB_HYPERPARAMETER_INIT, "He"));
  assert_next (self, "_Undo Tick Activation: ReLU", "_Redo Tick Initialization: He");
  press (self, "ctrl+z");
  g_assert_false (is_ticked (self, NORMLAB_HYPERPARAMETER_ACTIVATION, "ReLU"));
  press (self, "ctrl+z");
  press (self, "ctrl+shift+z");
  g_assert_true (is_ticked (self, NORMLAB_HYPERPARAMETER_ACTIVATION, "ReLU"));
  g_assert_false (is_ticked (self, NORMLAB_HYPERPARAMETER_INIT, "He"));

  /* Training is none of it, and what is hidden is. */
  normlab_test_window_choose (self, SET);
  train (self);
  item = normlab_test_window_get_item (self, 0);
  assert_next (self, "_Undo Choose “Test”", "_Redo");
  normlab_test_hands_click (normlab_test_window_find (self, NORMLAB_TYPE_RUN_CHECK, NULL), 0.5, 0.5,
                            1, 1);
  g_assert_false (normlab_run_item_get_shown (item));
  normlab_run_item_set_custom_name (item, "my_run");
  normlab_run_item_set_custom_name (item, "another");
  assert_next (self, "_Undo Rename “my__run”", "_Redo");
  press (self, "ctrl+z");
  press (self, "ctrl+z");
  g_assert_null (normlab_run_item_get_custom_name (item));
  press (self, "ctrl+z");
  g_assert_true (normlab_run_item_get_shown (item));
  press (self, "ctrl+z");
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 1);
  assert_next (self, "_Undo Tick Activation: ReLU", "_Redo Choose “Test”");
}

/* The field for another σ. */
static GtkWidget *
find_text (NormlabTestWindow *self)
{
  GtkWidget *group = normlab_test_window_find (self, NORMLAB_TYPE_CANDIDATE_GROUP, "init");
  GtkWidget *entry = normlab_test_ui_find (group, NORMLAB_TYPE_VALUE_ENTRY, NULL);

  return normlab_test_ui_find (entry, GTK_TYPE_TEXT, NULL);
}

/* In a field the keys undo what is typed there, and nothing else; where there is nothing to undo
 * in it, what was done last. */
static void
test_fields (NormlabTestWindow *self, gconstpointer data)
{
  GtkWidget *text = find_text (self);

  click_box (self, NORMLAB_HYPERPARAMETER_INIT, "He");
  gtk_widget_grab_focus (text);
  normlab_test_hands_type (GTK_WINDOW (self->window), "0.5");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (text)), ==, "0.5");
  press (self, "ctrl+z");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (text)), !=, "0.5");
  g_assert_true (is_ticked (self, NORMLAB_HYPERPARAMETER_INIT, "He"));
  press (self, "ctrl+shift+z");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (text)), ==, "0.5");
  press (self, "Return");
  g_assert_nonnull (find_candidate (self, NORMLAB_HYPERPARAMETER_INIT, "σ = 0.5"));
  assert_next (self, "_Undo Tick Initialization: σ = 0.5", "_Redo");
  press (self, "ctrl+z");
  g_assert_null (find_candidate (self, NORMLAB_HYPERPARAMETER_INIT, "σ = 0.5"));
  g_assert_true (is_ticked (self, NORMLAB_HYPERPARAMETER_INIT, "He"));
  press (self, "ctrl+z");
  g_assert_false (is_ticked (self, NORMLAB_HYPERPARAMETER_INIT, "He"));
  press (self, "ctrl+shift+z");
  press (self, "ctrl+shift+z");
  g_assert_true (is_ticked (self, NORMLAB_HYPERPARAMETER_INIT, "σ = 0.5"));
}

/* A number that has become the value is undone as such, with the focus where it is. */
static void
test_numbers (NormlabTestWindow *self, gconstpointer data)
{
  GtkWidget *expander = normlab_test_window_find (self, GTK_TYPE_EXPANDER, "expander");
  NormlabPlan *plan = normlab_window_get_plan (self->window);
  GtkWidget *spin, *text;
  guint n_seeds;

  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 3);
  spin = normlab_test_window_find (self, GTK_TYPE_SPIN_BUTTON, "repeats");
  text = normlab_test_ui_find (spin, GTK_TYPE_TEXT, NULL);
  gtk_widget_grab_focus (text);
  press (self, "Up Up Up");
  normlab_plan_get_seeds (plan, NULL, &n_seeds);
  g_assert_cmpuint (n_seeds, ==, 4);
  press (self, "ctrl+z");
  normlab_plan_get_seeds (plan, NULL, &n_seeds);
  g_assert_cmpuint (n_seeds, ==, 1);
  g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (spin)), ==, 1);
  press (self, "ctrl+a 7 Return");
  normlab_plan_get_seeds (plan, NULL, &n_seeds);
  g_assert_cmpuint (n_seeds, ==, 7);
  press (self, "ctrl+a 2 5 ctrl+z");
  normlab_plan_get_seeds (plan, NULL, &n_seeds);
  g_assert_cmpuint (n_seeds, ==, 7);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (text)), !=, "25");
}

/* What the toast offers to undo is what it tells of; it goes when that is no longer so. */
static void
test_toast (NormlabTestWindow *self, gconstpointer data)
{
  NormlabToast *toast = NORMLAB_TOAST (normlab_test_window_find (self, NORMLAB_TYPE_TOAST, NULL));

  normlab_test_window_choose (self, SET "seed=0;1;2\n");
  train (self);
  normlab_test_window_activate (self, "clear");
  g_assert_cmpstr (normlab_toast_get_text (toast), ==, "3 runs removed");
  assert_next (self, "_Undo Remove 3 Runs", "_Redo");
  normlab_candidate_set_ticked (find_candidate (self, NORMLAB_HYPERPARAMETER_ACTIVATION, "ReLU"),
                                TRUE);
  g_assert_null (normlab_toast_get_text (toast));
  normlab_test_window_activate (self, "undo");
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 0);
  normlab_test_window_activate (self, "undo");
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 3);
  normlab_test_window_activate (self, "redo");
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 0);
  normlab_test_window_activate (self, "undo");
  assert_next (self, "_Undo Choose “Test”", "_Redo Remove 3 Runs");
}

static guint
get_selected (NormlabTestWindow *self)
{
  GtkWidget *panel = normlab_test_window_find (self, NORMLAB_TYPE_PLAN_PANEL, NULL);

  return gtk_drop_down_get_selected (
      GTK_DROP_DOWN (normlab_test_ui_find (panel, GTK_TYPE_DROP_DOWN, "experiment")));
}

/* The panel names the experiment that is there again. */
static void
test_experiment (NormlabTestWindow *self, gconstpointer data)
{
  GtkWidget *panel = normlab_test_window_find (self, NORMLAB_TYPE_PLAN_PANEL, NULL);
  GtkWidget *drop_down = normlab_test_ui_find (panel, GTK_TYPE_DROP_DOWN, "experiment");

  click_box (self, NORMLAB_HYPERPARAMETER_INIT, "He");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), 1);
  normlab_test_ui_settle ();
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), 2);
  normlab_test_window_activate (self, "undo");
  g_assert_cmpuint (get_selected (self), ==, 1);
  normlab_test_window_activate (self, "undo");
  g_assert_cmpuint (get_selected (self), ==, 0);
  g_assert_true (is_ticked (self, NORMLAB_HYPERPARAMETER_INIT, "He"));
  normlab_test_window_activate (self, "redo");
  normlab_test_window_activate (self, "redo");
  g_assert_cmpuint (get_selected (self), ==, 2);
}

/* Two windows share what their menus are made from, not what they say. */
static void
test_windows (NormlabTestWindow *self, gconstpointer data)
{
  NormlabWindow *other = normlab_test_window_open_another (self);

  normlab_test_window_choose (self, SET);
  assert_next (self, "_Undo Choose “Test”", "_Redo");
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (other), "undo"));
  gtk_window_close (GTK_WINDOW (other));
  normlab_test_ui_settle ();
  assert_next (self, "_Undo Choose “Test”", "_Redo");
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);
  if (!normlab_test_hands_exist ())
    {
      g_print ("1..0 # SKIP there is no xdotool to press keys and buttons with\n");
      return 77;
    }
#define add(name, function)                                                                        \
  g_test_add ("/undo/" name, NormlabTestWindow, NULL, set_up, function,                            \
              normlab_test_window_tear_down)
  add ("keys", test_keys);
  add ("fields", test_fields);
  add ("numbers", test_numbers);
  add ("toast", test_toast);
  add ("experiment", test_experiment);
  add ("windows", test_windows);
  return g_test_run ();
}
