/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is folded away in the panel "Compare": behind More… of a group, and among further settings;
 * by itself, with clicks and with keys. */
#include "normlab-test-hands.h"

#include "normlab-candidate-box.h"
#include "normlab-test-panel.h"

static GtkWidget *
find (NormlabTestPanel *self, NormlabHyperparameter hyperparameter, GType type, const char *name)
{
  return normlab_test_panel_find (self, normlab_hyperparameter_get_key (hyperparameter), type,
                                  name);
}

static GtkWidget *
find_more (NormlabTestPanel *self, NormlabHyperparameter hyperparameter)
{
  return find (self, hyperparameter, GTK_TYPE_TOGGLE_BUTTON, "more");
}

/* The check boxes of a group that are on screen, in their order. */
static GPtrArray *
list_checks (NormlabTestPanel *self, NormlabHyperparameter hyperparameter)
{
  GtkWidget *boxes = find (self, hyperparameter, GTK_TYPE_BOX, "candidates");
  GPtrArray *checks = g_ptr_array_new ();

  normlab_test_ui_settle ();
  for (GtkWidget *box = gtk_widget_get_first_child (boxes); box != NULL;
       box = gtk_widget_get_next_sibling (box))
    if (gtk_widget_get_mapped (box))
      g_ptr_array_add (checks, normlab_test_ui_find (box, GTK_TYPE_CHECK_BUTTON, "check"));
  return checks;
}

static void
assert_shown (NormlabTestPanel *self, NormlabHyperparameter hyperparameter, const char *expected)
{
  g_autoptr (GPtrArray) checks = list_checks (self, hyperparameter);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < checks->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            gtk_check_button_get_label (g_ptr_array_index (checks, i)));
  g_assert_cmpstr (text->str, ==, expected);
}

/* One that is on screen. */
static GtkWidget *
find_check (NormlabTestPanel *self, NormlabHyperparameter hyperparameter, const char *label)
{
  g_autoptr (GPtrArray) checks = list_checks (self, hyperparameter);

  for (guint i = 0; i < checks->len; i++)
    if (g_str_equal (gtk_check_button_get_label (g_ptr_array_index (checks, i)), label))
      return g_ptr_array_index (checks, i);
  g_error ("%s is not there", label);
}

static GtkWidget *
get_focus (NormlabTestPanel *self)
{
  return gtk_root_get_focus (GTK_ROOT (self->window));
}

static void
set_experiment (NormlabTestPanel *self, const char *set)
{
  g_autofree char *text = g_strdup_printf ("[Experiment]\nTitle=x\n[Set 1]\n%s\n", set);
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabExperiment) experiment = normlab_experiment_new_from_data (text, -1, &error);

  g_assert_no_error (error);
  normlab_plan_set_experiment (self->plan, experiment);
}

#define ACTIVATION NORMLAB_HYPERPARAMETER_ACTIVATION
#define USUAL "sigmoid, ReLU, tanh"
#define ALL USUAL ", leaky ReLU, ELU, softsign, identity, GELU"

/* Folded, each kind shows what its table has as usual, and a button where that is not all. */
static void
test_kinds (NormlabTestPanel *self, gconstpointer data)
{
  static const struct
  {
    NormlabHyperparameter hyperparameter;
    const char *usual;
    const char *all;
    const char *button;
  } cases[] = {
    { NORMLAB_HYPERPARAMETER_BATCH_NORM, "on, off", "on, off, after the activation, layer norm",
      "More normalizations" },
    { ACTIVATION, USUAL, ALL, "More activations" },
    { NORMLAB_HYPERPARAMETER_INIT, "Xavier, He, σ = 0.01",
      "Xavier, He, Glorot, Glorot uniform, uniform, σ = 0.01", "More initializations" },
    { NORMLAB_HYPERPARAMETER_OPTIMIZER, "SGD, Momentum, Nesterov, AdaGrad, RMSProp, Adam",
      "SGD, Momentum, Nesterov, AdaGrad, RMSProp, Adam, AdamW", "More optimizers" },
    { NORMLAB_HYPERPARAMETER_HIDDEN, "40–20, 40–30–20", NULL, NULL },
    { NORMLAB_HYPERPARAMETER_LEARNING_RATE, "0.01", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *more = find_more (self, cases[i].hyperparameter);

      assert_shown (self, cases[i].hyperparameter, cases[i].usual);
      g_assert_cmpint (gtk_widget_get_visible (more), ==, cases[i].button != NULL);
      if (cases[i].button == NULL)
        continue;
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (more), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           cases[i].button);
      gtk_test_accessible_assert_state (GTK_ACCESSIBLE (more), GTK_ACCESSIBLE_STATE_EXPANDED,
                                        FALSE);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (more), TRUE);
      gtk_test_accessible_assert_state (GTK_ACCESSIBLE (more), GTK_ACCESSIBLE_STATE_EXPANDED, TRUE);
      assert_shown (self, cases[i].hyperparameter, cases[i].all);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (more), FALSE);
      assert_shown (self, cases[i].hyperparameter, cases[i].usual);
    }
}

/* What is ticked is there, folded or not; what is unticked goes when it is folded anew. */
static void
test_ticked (NormlabTestPanel *self, gconstpointer data)
{
  GtkToggleButton *more = GTK_TOGGLE_BUTTON (find_more (self, ACTIVATION));

  gtk_toggle_button_set_active (more, TRUE);
  gtk_widget_activate (find_check (self, ACTIVATION, "GELU"));
  gtk_toggle_button_set_active (more, FALSE);
  assert_shown (self, ACTIVATION, USUAL ", GELU");
  gtk_widget_activate (find_check (self, ACTIVATION, "sigmoid"));
  assert_shown (self, ACTIVATION, USUAL ", GELU");

  /* The last one stays ticked, and goes when another experiment unticks it. */
  gtk_widget_activate (find_check (self, ACTIVATION, "GELU"));
  set_experiment (self, "activation=elu;tanh");
  assert_shown (self, ACTIVATION, "sigmoid, ReLU, tanh, ELU");
  set_experiment (self, "activation=tanh");
  assert_shown (self, ACTIVATION, USUAL);

  set_experiment (self, "activation=elu;tanh");
  gtk_widget_activate (find_check (self, ACTIVATION, "ELU"));
  g_assert_cmpuint (normlab_plan_get_n_ticked (self->plan, ACTIVATION), ==, 1);
  assert_shown (self, ACTIVATION, USUAL ", ELU");
  gtk_toggle_button_set_active (more, TRUE);
  gtk_toggle_button_set_active (more, FALSE);
  assert_shown (self, ACTIVATION, USUAL);
}

/* Nobody is left without the focus. */
static void
test_focus (NormlabTestPanel *self, gconstpointer data)
{
  GtkWidget *more = find_more (self, ACTIVATION);
  GtkWidget *check;

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (more), TRUE);
  normlab_test_ui_settle ();
  gtk_widget_grab_focus (find_check (self, ACTIVATION, "ELU"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (more), FALSE);
  g_assert_true (get_focus (self) == more);

  /* What stays keeps it. */
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (more), TRUE);
  check = find_check (self, ACTIVATION, "GELU");
  gtk_widget_activate (check);
  gtk_widget_grab_focus (check);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (more), FALSE);
  g_assert_true (get_focus (self) == check);
}

/* A word's formula, for whoever points at it. */
static void
test_formula (NormlabTestPanel *self, gconstpointer data)
{
  g_assert_cmpstr (gtk_widget_get_tooltip_text (find_check (self, ACTIVATION, "ReLU")), ==,
                   "max(z, 0)");
}

static void
test_click (NormlabTestPanel *self, gconstpointer data)
{
  GtkWidget *more = find_more (self, ACTIVATION);

  if (!normlab_test_hands_exist ())
    {
      g_test_skip ("there is no xdotool");
      return;
    }
  normlab_test_hands_focus (self->window);
  normlab_test_hands_click (more, 0.5, 0.5, 1, 1);
  assert_shown (self, ACTIVATION, ALL);
  normlab_test_hands_click (find_check (self, ACTIVATION, "softsign"), 0.5, 0.5, 1, 1);
  g_assert_cmpuint (normlab_plan_get_n_ticked (self->plan, ACTIVATION), ==, 2);
  normlab_test_hands_click (more, 0.5, 0.5, 1, 1);
  assert_shown (self, ACTIVATION, USUAL ", softsign");
  g_assert_true (get_focus (self) == more);

  /* It stays under the hand that unticks it, and can be ticked again. */
  normlab_test_hands_click (find_check (self, ACTIVATION, "softsign"), 0.5, 0.5, 1, 1);
  g_assert_cmpuint (normlab_plan_get_n_ticked (self->plan, ACTIVATION), ==, 1);
  normlab_test_hands_click (find_check (self, ACTIVATION, "softsign"), 0.5, 0.5, 1, 1);
  g_assert_cmpuint (normlab_plan_get_n_ticked (self->plan, ACTIVATION), ==, 2);
}

static void
test_keys (NormlabTestPanel *self, gconstpointer data)
{
  GtkWidget *more = find_more (self, ACTIVATION);

  if (!normlab_test_hands_exist ())
    {
      g_test_skip ("there is no xdotool");
      return;
    }
  normlab_test_hands_focus (self->window);
  gtk_widget_grab_focus (more);
  normlab_test_hands_press (self->window, "space");
  assert_shown (self, ACTIVATION, ALL);
  g_assert_true (get_focus (self) == more);

  /* From the button through all boxes, one by one, to the eighth. */
  normlab_test_hands_press (self->window, "Tab");
  g_assert_true (get_focus (self) == find_check (self, ACTIVATION, "sigmoid"));
  normlab_test_hands_press (self->window, "Tab Tab Tab Tab Tab Tab Tab");
  g_assert_true (get_focus (self) == find_check (self, ACTIVATION, "GELU"));
  normlab_test_hands_press (self->window, "space");
  g_assert_cmpuint (normlab_plan_get_n_ticked (self->plan, ACTIVATION), ==, 2);

  gtk_widget_grab_focus (more);
  normlab_test_hands_press (self->window, "space");
  assert_shown (self, ACTIVATION, USUAL ", GELU");
  g_assert_true (get_focus (self) == more);
  normlab_test_hands_press (self->window, "Tab Tab Tab Tab");
  g_assert_true (get_focus (self) == find_check (self, ACTIVATION, "GELU"));
}

static void
type (GtkWidget *entry, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

/* What is folded away is ticked, added and removed as what stands above it is. */
static void
test_further (NormlabTestPanel *self, gconstpointer data)
{
  static const struct
  {
    NormlabHyperparameter hyperparameter;
    const char *typed;
    const char *label;
  } cases[] = {
    { NORMLAB_HYPERPARAMETER_ITERATIONS, "300", "300" },
    { NORMLAB_HYPERPARAMETER_INTERVAL, "20", "20" },
    { NORMLAB_HYPERPARAMETER_BATCH_SIZE, "50", "50" },
    { NORMLAB_HYPERPARAMETER_DROPOUT, "0,25", "0.25" },
    { NORMLAB_HYPERPARAMETER_WEIGHT_DECAY, "1", "1" },
    { NORMLAB_HYPERPARAMETER_TRAINING_IMAGES, "500", "500" },
    { NORMLAB_HYPERPARAMETER_LABEL_NOISE, "0,3", "30\302\240%" },
    { NORMLAB_HYPERPARAMETER_LABEL_NOISE, "12,5 %", "12.5\302\240%" },
  };
  GtkWidget *expander = normlab_test_ui_find (self->panel, GTK_TYPE_EXPANDER, "expander");

  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NormlabHyperparameter hyperparameter = cases[i].hyperparameter;
      GtkWidget *entry = find (self, hyperparameter, GTK_TYPE_ENTRY, "entry");
      GtkWidget *badge = find (self, hyperparameter, GTK_TYPE_LABEL, "badge");
      guint n = g_list_model_get_n_items (normlab_plan_get_candidates (self->plan, hyperparameter));
      GtkWidget *box, *remove;

      type (entry, cases[i].typed);
      g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (badge)), ==, "× 2");
      g_assert_cmpfloat (normlab_plan_get_n_recipes (self->plan), ==, 2);
      box = gtk_widget_get_ancestor (find_check (self, hyperparameter, cases[i].label),
                                     NORMLAB_TYPE_CANDIDATE_BOX);
      remove = normlab_test_ui_find (box, GTK_TYPE_BUTTON, "remove");
      g_assert_true (gtk_widget_get_visible (remove));
      g_signal_emit_by_name (remove, "clicked");
      g_assert_cmpuint (
          g_list_model_get_n_items (normlab_plan_get_candidates (self->plan, hyperparameter)), ==,
          n);
      g_assert_cmpfloat (normlab_plan_get_n_recipes (self->plan), ==, 1);

      type (entry, "many");
      g_assert_true (
          gtk_widget_get_visible (find (self, hyperparameter, GTK_TYPE_LABEL, "message")));
      g_assert_true (gtk_widget_has_css_class (entry, "error"));
    }
}

/* Where a batch has more images than there are to draw from, that stands at their number. */
static void
test_batch (NormlabTestPanel *self, gconstpointer data)
{
  NormlabHyperparameter hyperparameter = NORMLAB_HYPERPARAMETER_TRAINING_IMAGES;
  GtkWidget *problem = find (self, hyperparameter, GTK_TYPE_LABEL, "problem");
  GtkWidget *train = normlab_test_ui_find (self->panel, GTK_TYPE_BOX, "train-frame");
  GtkWidget *expander = normlab_test_ui_find (self->panel, GTK_TYPE_EXPANDER, "expander");

  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  type (find (self, hyperparameter, GTK_TYPE_ENTRY, "entry"), "99");
  g_assert_true (gtk_widget_get_visible (problem));
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (problem)), ==,
                   "a batch of 100 images takes at least as many training images, not 99");
  g_assert_false (gtk_widget_is_sensitive (train));

  gtk_widget_activate (find_check (self, hyperparameter, "99"));
  g_assert_false (gtk_widget_get_visible (problem));
  g_assert_true (gtk_widget_is_sensitive (train));
}

/* Where the interval is longer than the training of one combination, that stands at the interval
 * and at the button. */
static void
test_interval (NormlabTestPanel *self, gconstpointer data)
{
  GtkWidget *entry = find (self, NORMLAB_HYPERPARAMETER_ITERATIONS, GTK_TYPE_ENTRY, "entry");
  GtkWidget *problem = find (self, NORMLAB_HYPERPARAMETER_INTERVAL, GTK_TYPE_LABEL, "problem");
  GtkWidget *other = find (self, NORMLAB_HYPERPARAMETER_ITERATIONS, GTK_TYPE_LABEL, "problem");
  GtkWidget *train = normlab_test_ui_find (self->panel, GTK_TYPE_BOX, "train-frame");
  GtkWidget *expander = normlab_test_ui_find (self->panel, GTK_TYPE_EXPANDER, "expander");

  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  type (entry, "20");
  g_assert_false (gtk_widget_get_visible (problem));
  gtk_widget_activate (find_check (self, NORMLAB_HYPERPARAMETER_INTERVAL, "50"));
  g_assert_true (gtk_widget_get_visible (problem));
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (problem)), ==,
                   "measuring every 50 steps takes at least as many training steps, not 20");
  g_assert_false (gtk_widget_get_visible (other));
  g_assert_false (gtk_widget_is_sensitive (train));

  gtk_widget_activate (find_check (self, NORMLAB_HYPERPARAMETER_ITERATIONS, "20"));
  g_assert_false (gtk_widget_get_visible (problem));
  g_assert_true (gtk_widget_is_sensitive (train));
}

/* What is unfolded beneath the edge comes into sight. */
static void
test_unfold (NormlabTestPanel *self, gconstpointer data)
{
  GtkWidget *expander = normlab_test_ui_find (self->panel, GTK_TYPE_EXPANDER, "expander");
  GtkWidget *scroll = normlab_test_ui_find (self->panel, GTK_TYPE_SCROLLED_WINDOW, "scroll");
  double y;

  for (guint i = 0; i < 2; i++)
    {
      gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
      normlab_test_ui_frames (self->panel, 4);
      g_assert_true (gtk_widget_translate_coordinates (expander, scroll, 0, 0, NULL, &y));
      g_assert_cmpfloat_with_epsilon (y, 0, 1);
      gtk_expander_set_expanded (GTK_EXPANDER (expander), FALSE);
      normlab_test_ui_frames (self->panel, 2);
    }
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/ui/panel-more/" name, NormlabTestPanel, NULL, normlab_test_panel_set_up, function, \
              normlab_test_panel_tear_down)
  ADD ("kinds", test_kinds);
  ADD ("ticked", test_ticked);
  ADD ("focus", test_focus);
  ADD ("formula", test_formula);
  ADD ("click", test_click);
  ADD ("keys", test_keys);
  ADD ("further", test_further);
  ADD ("batch", test_batch);
  ADD ("interval", test_interval);
  ADD ("unfold", test_unfold);
  return g_test_run ();
}
