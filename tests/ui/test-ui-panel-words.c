/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the panel "Compare", word by word. */
#include "normlab-test-panel.h"

/* Seeds that follow one another are told by their ends, any others one by one. */
static void
test_seeds (NormlabTestPanel *self, gconstpointer data)
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
test_long_label (NormlabTestPanel *self, gconstpointer data)
{
  GtkWidget *check = normlab_test_panel_find_check (self, "sigmoid");
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
  g_test_add ("/ui/panel-words/" name, NormlabTestPanel, NULL, normlab_test_panel_set_up,          \
              function, normlab_test_panel_tear_down)
  ADD ("seeds", test_seeds);
  ADD ("long-label", test_long_label);
  return g_test_run ();
}
