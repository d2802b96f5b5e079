/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The panel "Compare" under real hands: the wheel, letters where numbers belong, and what lies
 * where after a click. */
#include "normlab-test-hands.h"
#include "normlab-test-panel.h"

static gboolean
are_there (void)
{
  if (normlab_test_hands_exist ())
    return TRUE;
  g_test_skip ("there is no xdotool");
  return FALSE;
}

static GtkWidget *
find (NormlabTestPanel *self, GType type, const char *name)
{
  return normlab_test_panel_find (self, "NormlabPlanPanel", type, name);
}

static void
unfold (NormlabTestPanel *self)
{
  GtkWidget *rows = normlab_test_panel_find (self, "hidden", GTK_TYPE_BOX, "candidates");
  GtkWidget *edit = normlab_test_ui_find (rows, GTK_TYPE_TOGGLE_BUTTON, "edit");

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (edit), TRUE);
  gtk_expander_set_expanded (GTK_EXPANDER (find (self, GTK_TYPE_EXPANDER, "expander")), TRUE);
  normlab_test_ui_frames (self->panel, 4);
}

static GtkAdjustment *
get_adjustment (NormlabTestPanel *self)
{
  return gtk_scrolled_window_get_vadjustment (
      GTK_SCROLLED_WINDOW (find (self, GTK_TYPE_SCROLLED_WINDOW, "scroll")));
}

/* Brings the widget to the middle of what is seen. */
static void
bring (NormlabTestPanel *self, GtkWidget *widget)
{
  GtkWidget *scroll = find (self, GTK_TYPE_SCROLLED_WINDOW, "scroll");
  GtkAdjustment *adjustment = get_adjustment (self);
  double y;

  g_assert_true (gtk_widget_translate_coordinates (widget, scroll, 0, 0, NULL, &y));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + y
                                            - gtk_widget_get_height (scroll) / 2);
  normlab_test_ui_frames (self->panel, 2);
}

static void
collect (GtkWidget *widget, GPtrArray *found)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_SPIN_BUTTON (widget) || GTK_IS_DROP_DOWN (widget))
    g_ptr_array_add (found, widget);
  else
    for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
         child = gtk_widget_get_next_sibling (child))
      collect (child, found);
}

static double
get_value (GtkWidget *widget)
{
  if (GTK_IS_SPIN_BUTTON (widget))
    return gtk_spin_button_get_value (GTK_SPIN_BUTTON (widget));
  return gtk_drop_down_get_selected (GTK_DROP_DOWN (widget));
}

/* Over every number and list the wheel scrolls and changes nothing, whatever has the focus. */
static void
test_wheel (NormlabTestPanel *self, gconstpointer data)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  GtkAdjustment *adjustment = get_adjustment (self);

  if (!are_there ())
    return;
  normlab_test_hands_focus (self->window);
  unfold (self);
  collect (self->panel, found);
  g_assert_cmpuint (found->len, ==, 1 + 2 + 2);
  for (guint i = 0; i < found->len; i++)
    {
      GtkWidget *widget = g_ptr_array_index (found, i);
      double value = get_value (widget);
      double before, down, up;

      gtk_widget_grab_focus (widget);
      bring (self, widget);
      before = gtk_adjustment_get_value (adjustment);
      normlab_test_hands_click (widget, 0.3, 0.5, 5, 2);
      normlab_test_ui_frames (self->panel, 2);
      down = gtk_adjustment_get_value (adjustment);
      g_assert_cmpfloat (get_value (widget), ==, value);
      bring (self, widget);
      normlab_test_hands_click (widget, 0.3, 0.5, 4, 2);
      normlab_test_ui_frames (self->panel, 2);
      up = gtk_adjustment_get_value (adjustment);
      g_assert_cmpfloat (get_value (widget), ==, value);
      g_test_message ("%s: %g, %g, %g", G_OBJECT_TYPE_NAME (widget), before, down, up);
      g_assert_true (down > before || up < before);
    }
  g_assert_cmpfloat (normlab_plan_get_n_recipes (self->plan), ==, 1);
}

static const char *
get_reason (NormlabTestPanel *self)
{
  GtkWidget *reason = find (self, GTK_TYPE_LABEL, "reason");

  return gtk_widget_get_visible (reason) ? gtk_label_get_label (GTK_LABEL (reason)) : NULL;
}

static void
type_into (NormlabTestPanel *self, GtkWidget *field, const char *text)
{
  bring (self, field);
  gtk_widget_grab_focus (field);
  normlab_test_hands_press (self->window, "ctrl+a");
  normlab_test_hands_type (self->window, text);
}

/* What is no number changes no setting, says so, and keeps everything from being trained. */
static void
test_letter (NormlabTestPanel *self, gconstpointer data)
{
  GtkWidget *repeats = find (self, GTK_TYPE_SPIN_BUTTON, "repeats");
  GtkWidget *message = find (self, GTK_TYPE_LABEL, "repeats-message");
  GtkWidget *train = find (self, GTK_TYPE_BUTTON, "train");
  const char *reason = "Number of seeds: “x” is not a whole number from 1 to 2000";

  if (!are_there ())
    return;
  normlab_test_hands_focus (self->window);
  unfold (self);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (repeats), 3);
  type_into (self, repeats, "x");
  normlab_test_hands_press (self->window, "Tab");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (repeats)), ==, "x");
  g_assert_cmpfloat (normlab_plan_get_n_recipes (self->plan), ==, 3);
  g_assert_true (gtk_widget_has_css_class (repeats, "error"));
  g_assert_true (gtk_widget_get_visible (message));
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (message)), ==, reason);
  g_assert_cmpstr (get_reason (self), ==, reason);
  g_assert_cmpstr (normlab_plan_panel_get_problem (NORMLAB_PLAN_PANEL (self->panel)), ==, reason);
  g_assert_false (gtk_widget_is_sensitive (train));

  /* Escape brings back what was there. */
  gtk_widget_grab_focus (repeats);
  normlab_test_hands_press (self->window, "Escape");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (repeats)), ==, "3");
  g_assert_null (get_reason (self));
  g_assert_true (gtk_widget_is_sensitive (train));

  /* A number past the range is not silently another one; nor does a button under it stay red. */
  type_into (self, repeats, "6000");
  normlab_test_hands_press (self->window, "Return");
  g_assert_cmpstr (get_reason (self), ==,
                   "Number of seeds: “6000” is not a whole number from 1 to 2000");
  g_assert_cmpfloat (normlab_plan_get_n_recipes (self->plan), ==, 3);
  normlab_test_hands_press (self->window, "Up");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (repeats)), ==, "4");
  g_assert_null (get_reason (self));
  type_into (self, repeats, "5");
  normlab_test_hands_press (self->window, "Return");
  g_assert_cmpfloat (normlab_plan_get_n_recipes (self->plan), ==, 5);
}

static gboolean
has_trained (gpointer data)
{
  return ((NormlabTestPanel *) data)->n_trained > 0;
}

/* Whoever presses Train in the middle of a wrong number trains nothing with an older one. */
static void
test_train (NormlabTestPanel *self, gconstpointer data)
{
  GtkWidget *entry = normlab_test_panel_find (self, "learning-rate", GTK_TYPE_ENTRY, "entry");
  GtkWidget *train = find (self, GTK_TYPE_BUTTON, "train");

  if (!are_there ())
    return;
  normlab_test_hands_focus (self->window);
  type_into (self, entry, "fast");
  normlab_test_hands_click (train, 0.5, 0.5, 1, 1);
  normlab_test_ui_settle ();
  g_assert_cmpuint (self->n_trained, ==, 0);
  g_assert_true (g_str_has_prefix (get_reason (self), "Learning rate: “fast” is not"));
  g_assert_false (gtk_widget_is_sensitive (train));

  type_into (self, entry, "0.5");
  normlab_test_hands_click (train, 0.5, 0.5, 1, 1);
  normlab_test_ui_wait (has_trained, self, 5);
  g_assert_null (get_reason (self));
  g_assert_cmpfloat (normlab_plan_get_n_recipes (self->plan), ==, 2);
}

/* Units of layers too, and with the row that they are in the complaint goes. */
static void
test_layers (NormlabTestPanel *self, gconstpointer data)
{
  GtkWidget *rows = normlab_test_panel_find (self, "hidden", GTK_TYPE_BOX, "candidates");
  GtkWidget *row = gtk_widget_get_first_child (rows);
  GtkWidget *units = normlab_test_ui_find (row, GTK_TYPE_BOX, "units");
  GtkWidget *message = normlab_test_ui_find (row, GTK_TYPE_LABEL, "message");
  GtkWidget *spin;

  if (!are_there ())
    return;
  normlab_test_hands_focus (self->window);
  unfold (self);
  spin = gtk_widget_get_last_child (units);
  for (guint i = 0; i < 2; i++)
    {
      type_into (self, spin, "many");
      normlab_test_hands_press (self->window, "Tab");
      g_assert_cmpstr (get_reason (self), ==,
                       "Units of hidden layer 2: “many” is not a whole number from 1 to 2048");
      g_assert_true (gtk_widget_get_visible (message));
      g_assert_nonnull (normlab_test_panel_find_check (self, "40–20"));
      if (i == 0)
        gtk_toggle_button_set_active (
            GTK_TOGGLE_BUTTON (normlab_test_ui_find (row, GTK_TYPE_TOGGLE_BUTTON, "edit")), FALSE);
      else
        g_signal_emit_by_name (normlab_test_ui_find (row, GTK_TYPE_BUTTON, "fewer"), "clicked");
      g_assert_null (get_reason (self));
      g_assert_false (gtk_widget_get_visible (message));
      if (i == 0)
        {
          g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, "20");
          unfold (self);
        }
    }
  type_into (self, gtk_widget_get_first_child (units), "0");
  normlab_test_hands_press (self->window, "Tab");
  g_assert_nonnull (get_reason (self));
  g_signal_emit_by_name (normlab_test_ui_find (row, GTK_TYPE_BUTTON, "remove"), "clicked");
  g_assert_null (get_reason (self));
}

static void
locate (NormlabTestPanel *self, GtkWidget *widget, GHashTable *places)
{
  graphene_rect_t bounds;

  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_CHECK_BUTTON (widget))
    {
      g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (self->window), &bounds));
      g_hash_table_insert (places, widget, g_memdup2 (&bounds.origin, sizeof bounds.origin));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    locate (self, child, places);
}

static GHashTable *
locate_all (NormlabTestPanel *self)
{
  GHashTable *places = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  normlab_test_ui_frames (self->panel, 3);
  locate (self, self->panel, places);
  return places;
}

static void
assert_places (NormlabTestPanel *self, GHashTable *expected)
{
  g_autoptr (GHashTable) places = locate_all (self);
  GHashTableIter iter;
  gpointer check, place;
  guint n_moved = 0;

  g_assert_cmpuint (g_hash_table_size (places), ==, g_hash_table_size (expected));
  g_hash_table_iter_init (&iter, expected);
  while (g_hash_table_iter_next (&iter, &check, &place))
    {
      graphene_point_t *now = g_hash_table_lookup (places, check);

      g_assert_nonnull (now);
      if (graphene_point_equal (now, place))
        continue;
      g_test_message ("%s: %g → %g", gtk_check_button_get_label (check),
                      ((graphene_point_t *) place)->y, now->y);
      n_moved++;
    }
  g_assert_cmpuint (n_moved, ==, 0);
}

/* Whatever is ticked, in whatever experiment: every box stays where it was, so that the next click
 * hits what it is meant for. */
static void
test_places (NormlabTestPanel *self, gconstpointer data)
{
  static const char *const ticks[] = { "off", "tanh", "He", "sigmoid", "off", "Adam", "40–20" };
  GtkWidget *experiment = find (self, GTK_TYPE_DROP_DOWN, "experiment");

  if (!are_there ())
    return;
  normlab_test_hands_focus (self->window);
  for (guint chosen = 0; chosen <= 10; chosen++)
    {
      g_autoptr (GHashTable) places = NULL;

      gtk_drop_down_set_selected (GTK_DROP_DOWN (experiment), chosen);
      places = locate_all (self);
      g_assert_cmpuint (g_hash_table_size (places), >=, 2 + 3 + 3 + 2 + 1 + 6);
      for (guint i = 0; i < G_N_ELEMENTS (ticks); i++)
        {
          GtkWidget *check = normlab_test_panel_find_check (self, ticks[i]);

          if (i == 0)
            normlab_test_hands_click (check, 0.1, 0.5, 1, 1);
          else
            g_assert_true (gtk_widget_activate (check));
          assert_places (self, places);
        }
    }
}

/* What is unfolded by a click beneath the edge comes into sight. */
static void
test_unfold (NormlabTestPanel *self, gconstpointer data)
{
  GtkWidget *expander = find (self, GTK_TYPE_EXPANDER, "expander");
  GtkWidget *scroll = find (self, GTK_TYPE_SCROLLED_WINDOW, "scroll");
  double y;

  if (!are_there ())
    return;
  normlab_test_hands_focus (self->window);
  bring (self, expander);
  normlab_test_hands_click (expander, 0.2, 0.5, 1, 1);
  normlab_test_ui_frames (self->panel, 4);
  g_assert_true (gtk_expander_get_expanded (GTK_EXPANDER (expander)));
  g_assert_true (gtk_widget_translate_coordinates (expander, scroll, 0, 0, NULL, &y));
  g_assert_cmpfloat_with_epsilon (y, 0, 1);
}

/* As the program looks; it decides what lies where. */
static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/io/github/normlab/Normlab/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);
  load_style ();
#define ADD(name, function)                                                                        \
  g_test_add ("/ui/panel-hands/" name, NormlabTestPanel, NULL, normlab_test_panel_set_up,          \
              function, normlab_test_panel_tear_down)
  ADD ("wheel", test_wheel);
  ADD ("letter", test_letter);
  ADD ("train", test_train);
  ADD ("layers", test_layers);
  ADD ("places", test_places);
  ADD ("unfold", test_unfold);
  return g_test_run ();
}
