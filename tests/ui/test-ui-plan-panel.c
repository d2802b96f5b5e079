/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-panel.h"

static void
press (NormlabTestPanel *self, const char *label)
{
  GtkWidget *check = normlab_test_panel_find_check (self, label);

  g_assert_nonnull (check);
  g_assert_true (gtk_widget_activate (check));
}

static void
type (GtkWidget *entry, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static void
assert_label (NormlabTestPanel *self, const char *expected)
{
  GtkWidget *button = normlab_test_panel_find (self, "train-frame", GTK_TYPE_BUTTON, "train");

  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, expected);
}

static void
assert_badge (NormlabTestPanel *self, const char *group, const char *expected)
{
  GtkWidget *badge = normlab_test_panel_find (self, group, GTK_TYPE_LABEL, "badge");

  if (expected == NULL)
    g_assert_cmpfloat (gtk_widget_get_opacity (badge), ==, 0);
  else
    {
      g_assert_cmpfloat (gtk_widget_get_opacity (badge), ==, 1);
      g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (badge)), ==, expected);
    }
}

/* What is said to be trained, from its beginning. */
static void
assert_described (NormlabTestPanel *self, const char *expected)
{
  GtkWidget *label
      = normlab_test_panel_find (self, "NormlabPlanPanel", GTK_TYPE_LABEL, "description");
  const char *text = gtk_label_get_label (GTK_LABEL (label));

  g_assert_true (gtk_widget_get_visible (label));
  if (!g_str_has_prefix (text, expected))
    g_assert_cmpstr (text, ==, expected);
}

#define UPDATE_NOTE "W1–W3 and b1–b3 only are updated, as in the notebook"

static void
choose (NormlabTestPanel *self, guint position)
{
  GtkWidget *drop_down
      = normlab_test_panel_find (self, "NormlabPlanPanel", GTK_TYPE_DROP_DOWN, "experiment");

  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), position);
}

static guint
get_chosen (NormlabTestPanel *self)
{
  return gtk_drop_down_get_selected (GTK_DROP_DOWN (
      normlab_test_panel_find (self, "NormlabPlanPanel", GTK_TYPE_DROP_DOWN, "experiment")));
}

/* A button that is activated is seen to be pressed first. */
static gboolean
has_trained (gpointer data)
{
  return ((NormlabTestPanel *) data)->n_trained > 0;
}

static void
test_tick (NormlabTestPanel *self, gconstpointer data)
{
  GtkWidget *button = normlab_test_panel_find (self, "train-frame", GTK_TYPE_BUTTON, "train");
  const char *tooltip;

  assert_label (self, "_Train 1 network");
  assert_badge (self, "activation", NULL);
  press (self, "off");
  press (self, "ReLU");
  press (self, "tanh");
  press (self, "He");
  assert_label (self, "_Train 12 networks");
  assert_badge (self, "batch-norm", "× 2");
  assert_badge (self, "activation", "× 3");
  assert_badge (self, "optimizer", NULL);

  tooltip = gtk_widget_get_tooltip_text (gtk_widget_get_parent (button));
  g_assert_true (g_str_has_prefix (tooltip, "2 × 3 × 2\n"));
  gtk_widget_activate (button);
  normlab_test_ui_wait (has_trained, self, 5);
  g_assert_cmpuint (self->n_trained, ==, 1);
}

static gboolean
is_hidden (gpointer revealer)
{
  return !gtk_revealer_get_child_revealed (GTK_REVEALER (revealer));
}

static void
test_refused (NormlabTestPanel *self, gconstpointer data)
{
  GtkWidget *hint = normlab_test_panel_find (self, "batch-norm", GTK_TYPE_REVEALER, "hint");
  GtkWidget *other = normlab_test_panel_find (self, "activation", GTK_TYPE_REVEALER, "hint");

  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (hint)));
  press (self, "on");
  g_assert_true (
      gtk_check_button_get_active (GTK_CHECK_BUTTON (normlab_test_panel_find_check (self, "on"))));
  g_assert_true (gtk_revealer_get_reveal_child (GTK_REVEALER (hint)));
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (other)));
  assert_label (self, "_Train 1 network");
  normlab_test_ui_wait (is_hidden, hint, 10);
}

static void
test_experiments (NormlabTestPanel *self, gconstpointer data)
{
  press (self, "tanh");
  g_assert_cmpuint (get_chosen (self), ==, 0);

  choose (self, 1);
  assert_label (self, "_Train 5 networks");
  assert_described (self, "The experiment’s 5 networks\n" UPDATE_NOTE ": with three");
  assert_badge (self, "hidden", NULL);

  choose (self, 4);
  assert_label (self, "_Train 1 network");
  assert_described (self, "40–30–20 sigmoid σ = 0.01, batch norm, updates as the notebook does, "
                          "output frozen\n" UPDATE_NOTE);

  choose (self, 10);
  assert_label (self, "_Train 12 networks");
  assert_badge (self, "learning-rate", "× 6");
  assert_described (self, "Batch normalization\302\240×\302\2402, Learning rate\302\240×\302\2406");

  /* Own choices are kept for when one comes back to them. */
  choose (self, 0);
  assert_label (self, "_Train 2 networks");
  assert_badge (self, "activation", "× 2");

  /* What is ticked in an experiment multiplies it, and its update stays in sight. */
  choose (self, 1);
  press (self, "off");
  g_assert_cmpuint (get_chosen (self), ==, 0);
  assert_label (self, "_Train 10 networks");
  assert_badge (self, "batch-norm", "× 2");
  assert_badge (self, "activation", NULL);
  assert_described (self, "The experiment’s 5 networks; also batch norm off\n" UPDATE_NOTE);
}

/* One network stays, and where several are ticked in vain that is what is said. */
static void
test_last_network (NormlabTestPanel *self, gconstpointer data)
{
  GtkWidget *hint = normlab_test_panel_find (self, "init", GTK_TYPE_REVEALER, "hint");

  choose (self, 1);
  press (self, "40–30–20");
  press (self, "Xavier");
  assert_label (self, "_Train 1 network");
  press (self, "σ = 0.01");
  g_assert_true (gtk_revealer_get_reveal_child (GTK_REVEALER (hint)));
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (gtk_revealer_get_child (GTK_REVEALER (hint)))),
                   ==, "One network stays");
  assert_label (self, "_Train 1 network");
}

/* One from a file is named in the drop-down for as long as it is unchanged. */
static void
test_foreign_experiment (NormlabTestPanel *self, gconstpointer data)
{
  g_autoptr (NormlabExperiment) experiment = normlab_plan_create_experiment (self->plan, "Mine");
  GtkWidget *drop_down
      = normlab_test_panel_find (self, "NormlabPlanPanel", GTK_TYPE_DROP_DOWN, "experiment");
  GListModel *model = gtk_drop_down_get_model (GTK_DROP_DOWN (drop_down));

  normlab_plan_set_experiment (self->plan, experiment);
  g_assert_cmpuint (get_chosen (self), ==, 0);
  g_assert_cmpstr (gtk_string_list_get_string (GTK_STRING_LIST (model), 0), ==, "Mine");
  press (self, "off");
  g_assert_cmpstr (gtk_string_list_get_string (GTK_STRING_LIST (model), 0), ==, "Own choices");
}

static void
test_add (NormlabTestPanel *self, gconstpointer data)
{
  GtkWidget *entry = normlab_test_panel_find (self, "learning-rate", GTK_TYPE_ENTRY, "entry");
  GtkWidget *message = normlab_test_panel_find (self, "learning-rate", GTK_TYPE_LABEL, "message");

  type (entry, "0.10");
  g_assert_nonnull (normlab_test_panel_find_check (self, "0.1"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  assert_label (self, "_Train 2 networks");

  /* A number that nobody typed is shown short, and in full to whoever asks. */
  type (entry, "0.08576958985908942");
  g_assert_nonnull (normlab_test_panel_find_check (self, "0.086"));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (normlab_test_panel_find_check (self, "0.086")), ==,
                   "0.08576958985908942");
  g_assert_null (gtk_widget_get_tooltip_text (normlab_test_panel_find_check (self, "0.1")));
  press (self, "0.086");
  assert_label (self, "_Train 2 networks");

  type (entry, "fast");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "fast");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_assert_true (gtk_widget_get_visible (message));
  g_assert_true (g_str_has_prefix (gtk_label_get_label (GTK_LABEL (message)), "“fast” is not"));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
  press (self, "off");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "fast");

  gtk_editable_set_text (GTK_EDITABLE (entry), "1");
  g_assert_false (gtk_widget_get_visible (message));
  gtk_widget_grab_focus (entry);
  normlab_plan_panel_commit (NORMLAB_PLAN_PANEL (self->panel));
  assert_label (self, "_Train 6 networks");

  /* The first of them. */
  g_signal_emit_by_name (normlab_test_panel_find (self, "learning-rate", GTK_TYPE_BUTTON, "remove"),
                         "clicked");
  assert_label (self, "_Train 4 networks");
  g_assert_null (normlab_test_panel_find_check (self, "0.01"));
}

static void
test_settings (NormlabTestPanel *self, gconstpointer data)
{
  GtkWidget *expander
      = normlab_test_panel_find (self, "NormlabPlanPanel", GTK_TYPE_EXPANDER, "expander");
  GtkWidget *reason = normlab_test_panel_find (self, "NormlabPlanPanel", GTK_TYPE_LABEL, "reason");
  GtkWidget *button = normlab_test_panel_find (self, "train-frame", GTK_TYPE_BUTTON, "train");
  GtkWidget *entry = normlab_test_panel_find (self, "iterations", GTK_TYPE_ENTRY, "entry");

  type (entry, "5");
  g_assert_false (gtk_widget_is_sensitive (button));
  g_assert_true (gtk_widget_get_visible (reason));
  g_assert_true (g_str_has_prefix (gtk_label_get_label (GTK_LABEL (reason)), "Interval: "));
  press (self, "5");
  g_assert_true (gtk_widget_is_sensitive (button));
  g_assert_false (gtk_widget_get_visible (reason));
  assert_described (self, "40–20 sigmoid Xavier, batch norm");

  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  press (self, "2000");
  assert_described (self, "Steps\302\240×\302\2402");
  /* The focus takes along what was typed, one number or several. */
  gtk_widget_grab_focus (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "700; 800");
  gtk_widget_grab_focus (button);
  normlab_test_ui_settle ();
  assert_badge (self, "iterations", "× 4");
  assert_label (self, "_Train 4 networks");
  gtk_expander_set_expanded (GTK_EXPANDER (expander), FALSE);
  assert_described (self, "Steps\302\240×\302\2404");

  press (self, "as the notebook does");
  assert_label (self, "_Train 8 networks");
  assert_badge (self, "update", "× 2");
  assert_described (self, "Update\302\240×\302\2402, Steps\302\240×\302\2404\n" UPDATE_NOTE);
  press (self, "every parameter");
  assert_label (self, "_Train 4 networks");
  assert_described (self, "Steps\302\240×\302\2404\n" UPDATE_NOTE);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (normlab_test_panel_find (
                                 self, "NormlabPlanPanel", GTK_TYPE_SPIN_BUTTON, "repeats")),
                             600);
  assert_label (self, "_Train 2400 networks");
  g_assert_false (gtk_widget_is_sensitive (button));
  g_assert_true (gtk_widget_get_visible (reason));
}

static void
test_layers (NormlabTestPanel *self, gconstpointer data)
{
  GtkWidget *rows = normlab_test_panel_find (self, "hidden", GTK_TYPE_BOX, "candidates");
  GtkWidget *row = gtk_widget_get_first_child (rows);
  GtkWidget *edit = normlab_test_ui_find (row, GTK_TYPE_TOGGLE_BUTTON, "edit");
  GtkWidget *more = normlab_test_ui_find (row, GTK_TYPE_BUTTON, "more");
  GtkWidget *fewer = normlab_test_ui_find (row, GTK_TYPE_BUTTON, "fewer");
  GtkWidget *units = normlab_test_ui_find (row, GTK_TYPE_BOX, "units");
  GtkWidget *hint = normlab_test_ui_find (row, GTK_TYPE_LABEL, "hint");
  GtkWidget *second;

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (edit), TRUE);
  g_signal_emit_by_name (more, "clicked");
  g_assert_nonnull (normlab_test_panel_find_check (self, "40–20–20"));

  /* On the way through another row's layers nothing is lost. */
  second = gtk_widget_get_next_sibling (gtk_widget_get_first_child (units));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (second), 30);
  g_assert_true (gtk_widget_get_visible (hint));
  g_assert_nonnull (normlab_test_panel_find_check (self, "40–20–20"));
  g_assert_nonnull (normlab_test_panel_find_check (self, "40–30–20"));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (second), 31);
  g_assert_false (gtk_widget_get_visible (hint));
  g_assert_nonnull (normlab_test_panel_find_check (self, "40–31–20"));
  g_assert_true (gtk_widget_get_first_child (rows) == row);

  for (guint i = 0; i < 3; i++)
    g_signal_emit_by_name (fewer, "clicked");
  g_assert_nonnull (normlab_test_panel_find_check (self, "no hidden layer"));
  g_assert_false (gtk_widget_get_sensitive (fewer));
  for (guint i = 0; i < NORMLAB_MAX_HIDDEN; i++)
    g_signal_emit_by_name (more, "clicked");
  g_assert_false (gtk_widget_get_sensitive (more));
  g_assert_nonnull (normlab_test_panel_find_check (self, "32×20"));
  assert_label (self, "_Train 1 network");

  g_signal_emit_by_name (normlab_test_panel_find (self, "hidden", GTK_TYPE_BUTTON, "add"),
                         "clicked");
  g_assert_nonnull (normlab_test_panel_find_check (self, "40–30–20–20"));
  assert_label (self, "_Train 2 networks");
  g_signal_emit_by_name (normlab_test_ui_find (row, GTK_TYPE_BUTTON, "remove"), "clicked");
  assert_label (self, "_Train 1 network");
  assert_badge (self, "hidden", NULL);
}

/* Buttons, boxes, entries and the like have names; what they are made of is GTK's affair. */
static guint
assert_names (GtkWidget *widget)
{
  guint n = 0;

  if (!gtk_widget_get_visible (widget))
    return 0;
  if (GTK_IS_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget) || GTK_IS_ENTRY (widget)
      || GTK_IS_SPIN_BUTTON (widget) || GTK_IS_DROP_DOWN (widget))
    {
      GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

      if (!gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL)
          && !gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY))
        g_error ("%s “%s” has no name", G_OBJECT_TYPE_NAME (widget), gtk_widget_get_name (widget));
      return 1;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += assert_names (child);
  return n;
}

static void
test_accessible (NormlabTestPanel *self, gconstpointer data)
{
  GtkWidget *group = normlab_test_ui_find (self->panel, GTK_TYPE_WIDGET, "activation");
  GtkWidget *rate = normlab_test_panel_find (self, "learning-rate", GTK_TYPE_ENTRY, "entry");

  gtk_expander_set_expanded (GTK_EXPANDER (normlab_test_panel_find (self, "NormlabPlanPanel",
                                                                    GTK_TYPE_EXPANDER, "expander")),
                             TRUE);
  g_assert_cmpuint (assert_names (self->panel), >, 40);
  gtk_test_accessible_assert_role (group, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (group), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Activation");
  gtk_test_accessible_assert_role (normlab_test_panel_find_check (self, "sigmoid"),
                                   GTK_ACCESSIBLE_ROLE_CHECKBOX);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (rate), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Add a learning rate");
}

/* The labels of the boxes through which the tab key goes on its way to the button. */
static GPtrArray *
walk (NormlabTestPanel *self)
{
  GPtrArray *labels = g_ptr_array_new ();

  gtk_root_set_focus (GTK_ROOT (self->window), NULL);
  for (guint i = 0; i < 100; i++)
    {
      GtkWidget *focus;

      gtk_widget_child_focus (GTK_WIDGET (self->window), GTK_DIR_TAB_FORWARD);
      focus = gtk_root_get_focus (GTK_ROOT (self->window));
      if (focus == NULL || g_strcmp0 (gtk_widget_get_name (focus), "train") == 0)
        {
          g_assert_nonnull (focus);
          return labels;
        }
      if (GTK_IS_CHECK_BUTTON (focus))
        g_ptr_array_add (labels, (gpointer) gtk_check_button_get_label (GTK_CHECK_BUTTON (focus)));
    }
  g_error ("the tab key does not come to the button");
}

static void
assert_begins (GPtrArray *labels, const char *const *expected, guint n)
{
  for (guint i = 0; i < n; i++)
    g_assert_cmpstr (g_ptr_array_index (labels, i), ==, expected[i]);
}

/* The tab key goes through the panel from top to bottom, and to every box by itself. */
static void
test_keyboard (NormlabTestPanel *self, gconstpointer data)
{
  static const char *const usual[] = { "on", "off", "sigmoid", "ReLU", "tanh", "Xavier", "He" };
  static const char *const all[] = {
    "on",         "off",        "after the activation",
    "layer norm", "sigmoid",    "ReLU",
    "tanh",       "leaky ReLU", "ELU",
    "softsign",   "identity",   "GELU",
    "Xavier",     "He",
  };
  static const char *const groups[] = { "batch-norm", "activation", "init", "optimizer" };
  g_autoptr (GPtrArray) folded = walk (self);
  g_autoptr (GPtrArray) unfolded = NULL;

  g_assert_cmpuint (folded->len, ==, 2 + 3 + 3 + 2 + 1 + 6);
  assert_begins (folded, usual, G_N_ELEMENTS (usual));

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (normlab_test_panel_find (
                                      self, groups[i], GTK_TYPE_TOGGLE_BUTTON, "more")),
                                  TRUE);
  normlab_test_ui_frames (self->panel, 2); /* the tab key goes by where things lie */
  unfolded = walk (self);
  g_assert_cmpuint (unfolded->len, ==,
                    2 + NORMLAB_N_ACTIVATIONS + NORMLAB_N_INIT_WORDS + 1 + NORMLAB_N_NORMALIZATIONS
                        + 1 + NORMLAB_N_OPTIMIZERS);
  assert_begins (unfolded, all, G_N_ELEMENTS (all));
}

/* Whatever is ticked and unfolded, it fits. */
static void
test_width (NormlabTestPanel *self, gconstpointer data)
{
  NormlabValue deepest = { NORMLAB_VALUE_LAYERS, .layers.n = NORMLAB_MAX_HIDDEN };
  GtkWidget *row;
  int minimum, natural;

  gtk_widget_measure (self->panel, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  g_assert_cmpint (natural, <=, 330);
  for (guint i = 1; i <= 10; i++)
    {
      choose (self, i);
      normlab_test_ui_settle ();
      gtk_widget_measure (self->panel, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 280);
    }
  for (guint i = 0; i < NORMLAB_MAX_HIDDEN; i++)
    deepest.layers.units[i] = NORMLAB_MAX_UNITS - i % 2;
  g_assert_true (normlab_plan_add (self->plan, NORMLAB_HYPERPARAMETER_HIDDEN, &deepest, NULL));
  row = gtk_widget_get_first_child (
      normlab_test_panel_find (self, "hidden", GTK_TYPE_BOX, "candidates"));
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (normlab_test_ui_find (row, GTK_TYPE_TOGGLE_BUTTON, "edit")), TRUE);
  gtk_expander_set_expanded (GTK_EXPANDER (normlab_test_panel_find (self, "NormlabPlanPanel",
                                                                    GTK_TYPE_EXPANDER, "expander")),
                             TRUE);
  normlab_test_ui_settle ();
  gtk_widget_measure (self->panel, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 280);
}

/* A click must not stall curves that grow, not even among as many networks as there can be. */
static void
test_fast (NormlabTestPanel *self, gconstpointer data)
{
  gint64 start;

  normlab_plan_set_seeds (self->plan, 0, NORMLAB_PLAN_MAX_RECIPES / 2);
  start = g_get_monotonic_time ();
  for (guint i = 0; i < 10; i++)
    {
      press (self, "off");
      g_assert_cmpfloat (normlab_plan_get_n_recipes (self->plan), ==,
                         i % 2 == 0 ? NORMLAB_PLAN_MAX_RECIPES : NORMLAB_PLAN_MAX_RECIPES / 2);
    }
  g_test_minimized_result ((double) (g_get_monotonic_time () - start) / 10e3, "%.1f ms a click",
                           (double) (g_get_monotonic_time () - start) / 10e3);
}

#define add(name, function)                                                                        \
  g_test_add ("/plan-panel/" name, NormlabTestPanel, NULL, normlab_test_panel_set_up, function,    \
              normlab_test_panel_tear_down)

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);

  add ("tick", test_tick);
  add ("refused", test_refused);
  add ("experiments", test_experiments);
  add ("last-network", test_last_network);
  add ("foreign-experiment", test_foreign_experiment);
  add ("add", test_add);
  add ("settings", test_settings);
  add ("layers", test_layers);
  add ("accessible", test_accessible);
  add ("keyboard", test_keyboard);
  add ("width", test_width);
  add ("fast", test_fast);
  return g_test_run ();
}
