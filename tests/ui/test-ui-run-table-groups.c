/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-run-table-private.h"
#include "normlab-test-hands.h"
#include "normlab-test-history.h"
#include "normlab-test-run-table.h"

/* Runs that differ in their seeds only, in a row that can be opened. */

static void
set_up (NormlabTestRunTable *self, gconstpointer data)
{
  normlab_test_run_table_set_up (self, data);
  normlab_run_table_set_lab (self->table, NULL);
  normlab_run_table_set_grouped (self->table, TRUE);
  normlab_run_table_set_lab (self->table, self->base.lab);
  normlab_test_run_table_add_three (self);
}

static void
assert_n_rows (NormlabTestRunTable *self, guint n)
{
  normlab_test_ui_frames (GTK_WIDGET (self->table), 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->rows)), ==, n);
}

/* The toggle is the first of its kind in the first row. */
static GtkWidget *
find_arrow (NormlabTestRunTable *self)
{
  return normlab_test_ui_find (normlab_test_run_table_find_row (self, "3 seeds"),
                               GTK_TYPE_TOGGLE_BUTTON, NULL);
}

static void
test_open (NormlabTestRunTable *self, gconstpointer data)
{
  assert_n_rows (self, 1);
  normlab_test_run_table_assert_order (self, "1");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_arrow (self)), TRUE);
  assert_n_rows (self, 4);
  normlab_test_run_table_assert_order (self, "1 1 2 3");
  /* By accuracy, downwards: the group stays above its members. */
  normlab_test_run_table_sort_by (self, NORMLAB_RUN_FACT_VALUE, NORMLAB_METRIC_ACCURACY,
                                  GTK_SORT_DESCENDING);
  normlab_test_run_table_assert_order (self, "1 2 1 3");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_arrow (self)), FALSE);
  assert_n_rows (self, 1);
}

static void
test_hands (NormlabTestRunTable *self, gconstpointer data)
{
  if (!normlab_test_hands_exist ())
    {
      g_test_skip ("no xdotool");
      return;
    }
  normlab_test_hands_click (find_arrow (self), 0.5, 0.5, 1, 1);
  assert_n_rows (self, 4);
  normlab_test_hands_click (find_arrow (self), 0.5, 0.5, 1, 1);
  assert_n_rows (self, 1);
  gtk_widget_grab_focus (normlab_test_run_table_find_row (self, "3 seeds"));
  normlab_test_hands_press (self->window, "Right");
  assert_n_rows (self, 4);
  normlab_test_hands_press (self->window, "Left");
  assert_n_rows (self, 1);
}

/* Seed 1 … of another network. */
static void
add_others (NormlabTestRunTable *self)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.activation = NORMLAB_ACTIVATION_RELU;
  for (recipe.seed = 0; recipe.seed < 8; recipe.seed++)
    g_ptr_array_add (runs, normlab_test_history (&recipe, NORMLAB_RUN_FINISHED, 3, 0.5));
  normlab_lab_add_ended (self->base.lab, runs);
  normlab_test_ui_frames (GTK_WIDGET (self->table), 2);
}

/* Of the group that came first. */
static GtkWidget *
find_first_arrow (NormlabTestRunTable *self)
{
  return normlab_test_ui_find (GTK_WIDGET (self->table), GTK_TYPE_TOGGLE_BUTTON, NULL);
}

static void
test_two_groups (NormlabTestRunTable *self, gconstpointer data)
{
  if (!normlab_test_hands_exist ())
    {
      g_test_skip ("no xdotool");
      return;
    }
  add_others (self);
  assert_n_rows (self, 2);
  normlab_test_hands_click (find_first_arrow (self), 0.5, 0.5, 1, 1);
  assert_n_rows (self, 5);
  normlab_test_hands_click (find_first_arrow (self), 0.5, 0.5, 1, 1);
  assert_n_rows (self, 2);
}

static GtkColumnViewColumn *
get_column (NormlabTestRunTable *self, NormlabRunFact fact, NormlabMetric metric)
{
  GtkWidget *view = normlab_test_ui_find (GTK_WIDGET (self->table), GTK_TYPE_COLUMN_VIEW, NULL);
  g_autoptr (GtkColumnViewColumn) column
      = g_list_model_get_item (gtk_column_view_get_columns (GTK_COLUMN_VIEW (view)),
                               normlab_run_columns_find (fact, metric));

  return column;
}

/* A group that is open keeps in its name what tells it from the others; what is beneath it, its
 * seeds. */
static void
test_names (NormlabTestRunTable *self, gconstpointer data)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  GtkColumnViewColumn *column = get_column (self, NORMLAB_RUN_FACT_NAME, NORMLAB_METRIC_ACCURACY);
  NormlabRunItem *group;

  normlab_lab_clear (self->base.lab);
  for (guint i = 0; i < 7; i++)
    {
      recipe.activation = i % 2 == 0 ? NORMLAB_ACTIVATION_SIGMOID : NORMLAB_ACTIVATION_RELU;
      recipe.learning_rate = i % 2 == 0 ? 0.0123 : 0.0456;
      recipe.normalization = i < 4 ? NORMLAB_NORMALIZATION_BATCH : NORMLAB_NORMALIZATION_NONE;
      recipe.seed = i / 2;
      g_ptr_array_add (runs, normlab_test_history (&recipe, NORMLAB_RUN_FINISHED, 3, 0.5));
    }
  normlab_lab_add_ended (self->base.lab, runs);
  assert_n_rows (self, 4);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_first_arrow (self)), TRUE);
  group = normlab_run_item_get_group (normlab_test_lab_get_item (&self->base, 0));
  gtk_column_view_column_set_expand (column, FALSE);
  for (int width = 300; width >= 150; width -= 10)
    {
      const char *text;

      gtk_column_view_column_set_fixed_width (column, width);
      normlab_test_ui_frames (GTK_WIDGET (self->table), 4);
      text = gtk_inscription_get_text (GTK_INSCRIPTION (normlab_run_cells_find_cell (
          normlab_run_table_get_cells (self->table, NORMLAB_RUN_FACT_NAME), group)));
      g_test_message ("%d: %s", width, text);
      g_assert_true (g_str_has_prefix (text, "sigmoid, "));
      g_assert_nonnull (strstr (text, "on, "));
    }
  normlab_test_run_table_find_row (self, "sigmoid, …on, …");
  normlab_test_run_table_find_row (self, "…, seed 0");
  normlab_test_run_table_find_row (self, "…, seed 1");
}

/* The head of the column says what stands behind ±, as long as there are groups. */
static void
test_head (NormlabTestRunTable *self, gconstpointer data)
{
  GtkWidget *view = normlab_test_ui_find (GTK_WIDGET (self->table), GTK_TYPE_COLUMN_VIEW, NULL);
  g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (
      gtk_column_view_get_columns (GTK_COLUMN_VIEW (view)),
      normlab_run_columns_find (NORMLAB_RUN_FACT_VALUE, NORMLAB_METRIC_ACCURACY));
  g_autoptr (GPtrArray) two = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *runs = normlab_lab_get_runs (self->base.lab);

  assert_n_rows (self, 1);
  g_assert_cmpstr (gtk_column_view_column_get_title (column), ==, "Test ± 95 %");
  for (guint i = 0; i < 2; i++)
    g_ptr_array_add (two, g_list_model_get_item (runs, i));
  normlab_lab_remove (self->base.lab, two);
  assert_n_rows (self, 1);
  g_assert_cmpstr (gtk_column_view_column_get_title (column), ==, "Test");
}

/* A row that is pinned is marked, and differences from it have the place of the progress. */
static void
test_baseline (NormlabTestRunTable *self, gconstpointer data)
{
  GtkWidget *table = GTK_WIDGET (self->table);
  NormlabBaseline *baseline = normlab_lab_get_baseline (self->base.lab);
  GtkWidget *row;

  add_others (self);
  assert_n_rows (self, 2);
  g_assert_true (gtk_column_view_column_get_visible (
      get_column (self, NORMLAB_RUN_FACT_PROGRESS, NORMLAB_METRIC_ACCURACY)));
  gtk_selection_model_select_item (self->rows, 1, TRUE);
  gtk_widget_activate_action (table, "run.pin-baseline", NULL);
  normlab_test_ui_frames (table, 3);
  g_assert_cmpuint (normlab_run_item_get_members (normlab_baseline_get (baseline))->len, ==, 8);
  g_assert_false (gtk_column_view_column_get_visible (
      get_column (self, NORMLAB_RUN_FACT_PROGRESS, NORMLAB_METRIC_ACCURACY)));
  g_assert_true (gtk_column_view_column_get_visible (
      get_column (self, NORMLAB_RUN_FACT_DIFFERENCE, NORMLAB_METRIC_ACCURACY)));
  g_assert_false (gtk_column_view_column_get_visible (
      get_column (self, NORMLAB_RUN_FACT_DIFFERENCE, NORMLAB_METRIC_LOSS)));
  g_assert_cmpstr (gtk_column_view_column_get_title (
                       get_column (self, NORMLAB_RUN_FACT_DIFFERENCE, NORMLAB_METRIC_ACCURACY)),
                   ==, "Δ Test");
  row = normlab_test_run_table_find_row (self, "baseline");
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "ReLU, built-in digits, 8 seeds, baseline");
  g_assert_true (gtk_widget_has_css_class (row, "baseline"));

  normlab_run_table_set_metric (self->table, NORMLAB_METRIC_LOSS);
  g_assert_true (gtk_column_view_column_get_visible (
      get_column (self, NORMLAB_RUN_FACT_DIFFERENCE, NORMLAB_METRIC_LOSS)));
  gtk_widget_activate_action (table, "run.unpin-baseline", NULL);
  normlab_test_ui_frames (table, 3);
  g_assert_null (normlab_baseline_get (baseline));
  g_assert_true (gtk_column_view_column_get_visible (
      get_column (self, NORMLAB_RUN_FACT_PROGRESS, NORMLAB_METRIC_ACCURACY)));
  g_assert_null (normlab_test_run_table_find_text (table, "baseline"));
  g_assert_false (gtk_widget_has_css_class (row, "baseline"));
}

/* What is done to the row is done to all. */
static void
test_actions (NormlabTestRunTable *self, gconstpointer data)
{
  g_autoptr (GPtrArray) selected = NULL;

  gtk_selection_model_select_item (self->rows, 0, TRUE);
  selected = normlab_run_table_get_selected (self->table);
  g_assert_cmpuint (selected->len, ==, 3);
  gtk_widget_activate_action (GTK_WIDGET (self->table), "run.remove", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (normlab_lab_get_runs (self->base.lab)), ==, 0);
  assert_n_rows (self, 0);
  normlab_lab_undo (self->base.lab);
  assert_n_rows (self, 1);
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);

#define ADD(name, function)                                                                        \
  g_test_add ("/run-table-groups/" name, NormlabTestRunTable, NULL, set_up, function,              \
              normlab_test_run_table_tear_down)
  ADD ("open", test_open);
  ADD ("hands", test_hands);
  ADD ("two-groups", test_two_groups);
  ADD ("names", test_names);
  ADD ("head", test_head);
  ADD ("baseline", test_baseline);
  ADD ("actions", test_actions);
  return g_test_run ();
}
