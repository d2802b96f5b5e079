/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the panel "Compare", word by word. */
#include "normlab-test-ui.h"

#include "normlab-plan-panel.h"

typedef struct
{
  GtkWindow *window;
  GtkWidget *panel;
  NormlabPlan *plan;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  self->panel = normlab_plan_panel_new ();
  self->plan = normlab_plan_panel_get_plan (NORMLAB_PLAN_PANEL (self->panel));
  self->window = normlab_test_ui_show (self->panel, 300, 700);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (self->window);
  normlab_test_ui_settle ();
}

static GtkWidget *
find_check (GtkWidget *widget, const char *label)
{
  if (GTK_IS_CHECK_BUTTON (widget)
      && g_strcmp0 (gtk_check_button_get_label (GTK_CHECK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_check (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Seeds that follow one another are told by their ends, any others one by one. */
static void
test_seeds (Fixture *self, gconstpointer data)
{
  static const struct
  {
    guint seeds[3];
    const char *text;
  } cases[] = {
    { { 0, 1, 2 }, "Seeds 0–2: each network is trained 3 times" },
    { { 7, 8, 9 }, "Seeds 7–9: each network is trained 3 times" },
    { { 0, 1, 5 }, "Seeds 0, 1, 5" },
    { { 20, 24, 25 }, "Seeds 20, 24, 25" },
  };
  GtkWidget *label = normlab_test_ui_find (self->panel, GTK_TYPE_LABEL, "seeds");

  g_assert_false (gtk_widget_get_visible (label));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NormlabValue values[3];

      for (guint j = 0; j < G_N_ELEMENTS (values); j++)
        values[j] = (NormlabValue){ NORMLAB_VALUE_COUNT, .count = cases[i].seeds[j] };
      g_assert_true (normlab_plan_set_values (self->plan, NORMLAB_HYPERPARAMETER_SEED, values,
                                              G_N_ELEMENTS (values), NULL));
      g_assert_true (gtk_widget_get_visible (label));
      g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==, cases[i].text);
    }
}

/* The label of a box may take several lines, so that the panel stays narrow. */
static void
test_long_label (Fixture *self, gconstpointer data)
{
  GtkWidget *check = find_check (self->panel, "sigmoid");
  GtkWidget *label = gtk_widget_get_last_child (check);

  g_assert_true (GTK_IS_LABEL (label));
  g_assert_true (gtk_label_get_wrap (GTK_LABEL (label)));
  g_assert_cmpint (gtk_label_get_max_width_chars (GTK_LABEL (label)), >, 0);
  g_assert_cmpfloat (gtk_label_get_xalign (GTK_LABEL (label)), ==, 0);
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/ui/panel-words/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("seeds", test_seeds);
  ADD ("long-label", test_long_label);
  return g_test_run ();
}
