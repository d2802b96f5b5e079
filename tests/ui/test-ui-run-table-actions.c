/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-run-table.h"

#include "normlab-experiment.h"
#include "normlab-run-rename.h"

/* What is done in the table with the runs that are selected. */

static NormlabRunItem *
get_item (NormlabTestRunTable *self, guint i)
{
  return normlab_test_lab_get_item (&self->base, i);
}

static void
activate (NormlabTestRunTable *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->table), action, NULL));
}

static void
assert_shown (NormlabTestRunTable *self, gboolean first, gboolean second, gboolean third)
{
  g_assert_cmpint (normlab_run_item_get_shown (get_item (self, 0)), ==, first);
  g_assert_cmpint (normlab_run_item_get_shown (get_item (self, 1)), ==, second);
  g_assert_cmpint (normlab_run_item_get_shown (get_item (self, 2)), ==, third);
}

static void
test_show (NormlabTestRunTable *self, gconstpointer data)
{
  g_autoptr (GPtrArray) selected = NULL;

  normlab_test_run_table_add_three (self);
  gtk_selection_model_select_item (self->rows, 1, TRUE);
  selected = normlab_run_table_get_selected (self->table);
  g_assert_cmpuint (selected->len, ==, 1);
  g_assert_true (g_ptr_array_index (selected, 0) == get_item (self, 1));
  activate (self, "run.show-only");
  assert_shown (self, FALSE, TRUE, FALSE);
  activate (self, "run.show-all");
  assert_shown (self, TRUE, TRUE, TRUE);

  /* Enter, or a double click. */
  g_signal_emit_by_name (self->view, "activate", 1u);
  assert_shown (self, TRUE, FALSE, TRUE);
  gtk_selection_model_select_all (self->rows);
  g_signal_emit_by_name (self->view, "activate", 1u);
  assert_shown (self, FALSE, FALSE, FALSE);
  g_signal_emit_by_name (self->view, "activate", 1u);
  assert_shown (self, TRUE, TRUE, TRUE);
}

static void
keep_message (NormlabLab *lab, const char *message, char **place)
{
  g_free (*place);
  *place = g_strdup (message);
}

static void
test_remove (NormlabTestRunTable *self, gconstpointer data)
{
  g_autofree char *message = NULL;

  g_signal_connect (self->base.lab, "removed", G_CALLBACK (keep_message), &message);
  normlab_test_run_table_add_three (self);
  /* Nothing is selected. */
  gtk_widget_activate_action (GTK_WIDGET (self->table), "run.remove", NULL);
  normlab_test_run_table_assert_order (self, "1 2 3");
  normlab_test_run_table_sort_by (self, NORMLAB_RUN_FACT_NAME, NORMLAB_METRIC_ACCURACY,
                                  GTK_SORT_DESCENDING);
  gtk_selection_model_select_item (self->rows, 0, TRUE);
  gtk_selection_model_select_item (self->rows, 2, FALSE);
  activate (self, "run.remove");
  normlab_test_run_table_assert_order (self, "2");
  g_assert_cmpstr (message, ==, "2 runs removed");
  normlab_lab_undo (self->base.lab);
  /* All names are others now, and back again. */
  normlab_test_lab_let_run (0.3);
  normlab_test_run_table_assert_order (self, "3 2 1");
  normlab_run_item_set_custom_name (get_item (self, 1), "a");
  normlab_test_lab_let_run (0.3);
  normlab_test_run_table_assert_order (self, "3 1 2");
  g_signal_handlers_disconnect_by_data (self->base.lab, &message);
}

static void
assert_focus (NormlabTestRunTable *self, const char *name)
{
  GtkWidget *focus = gtk_window_get_focus (self->window);

  g_assert_nonnull (focus);
  g_assert_true (focus == normlab_test_run_table_find_row (self, name)
                 || gtk_widget_is_ancestor (focus, normlab_test_run_table_find_row (self, name)));
}

/* No neighbour takes the place of a run that is removed: whoever presses the key once more removes
 * nothing else. The table's focus is the first of those that are selected. */
static void
test_neighbours (NormlabTestRunTable *self, gconstpointer data)
{
  GtkWidget *table = GTK_WIDGET (self->table);

  for (guint i = 1; i <= 5; i++)
    normlab_test_run_table_add (self, i, NORMLAB_RUN_FINISHED, 0.5f, 1000);
  normlab_test_ui_frames (table, 2);
  for (guint i = 1; i < 4; i++)
    {
      g_autoptr (GPtrArray) selected = NULL;

      gtk_selection_model_select_item (self->rows, 1, TRUE);
      gtk_widget_grab_focus (table);
      activate (self, "run.remove");
      selected = normlab_run_table_get_selected (self->table);
      g_assert_cmpuint (selected->len, ==, 0);
      activate (self, "run.remove");
      g_assert_cmpuint (normlab_test_lab_get_n (&self->base), ==, 5 - i);
      normlab_test_ui_frames (table, 2);
    }
  normlab_test_run_table_assert_order (self, "1 5");

  normlab_lab_undo (self->base.lab);
  normlab_test_ui_frames (table, 2);
  gtk_selection_model_select_item (self->rows, 2, TRUE);
  gtk_selection_model_select_item (self->rows, 1, FALSE);
  gtk_widget_grab_focus (table);
  assert_focus (self, "seed 4");
}

static void
keep_item (NormlabRunTable *table, NormlabRunItem *item, NormlabRunItem **place)
{
  *place = item;
}

static void
test_again (NormlabTestRunTable *self, gconstpointer data)
{
  NormlabRunItem *again = NULL;

  g_signal_connect (self->table, "again", G_CALLBACK (keep_item), &again);
  normlab_test_run_table_add_three (self);
  gtk_selection_model_select_item (self->rows, 2, TRUE);
  activate (self, "run.again");
  g_assert_true (again == get_item (self, 2));
  g_signal_handlers_disconnect_by_data (self->table, &again);
}

/* Files are of a single run. */
static void
test_files (NormlabTestRunTable *self, gconstpointer data)
{
  static const char *const names[] = { "save-weights", "save-script" };

  normlab_test_run_table_add_three (self);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *action = g_strconcat ("run.", names[i], NULL);
      NormlabRunItem *asked = NULL;

      g_signal_connect (self->table, names[i], G_CALLBACK (keep_item), &asked);
      gtk_selection_model_select_all (self->rows);
      activate (self, action);
      g_assert_null (asked);
      gtk_selection_model_select_item (self->rows, 2, TRUE);
      activate (self, action);
      g_assert_true (asked == get_item (self, 2));
      gtk_selection_model_unselect_all (self->rows);
      activate (self, action);
      g_signal_handlers_disconnect_by_data (self->table, &asked);
    }
}

typedef struct
{
  guint n_calls, steps;
  NormlabRunItem *item;
} Going;

static void
keep_going (NormlabRunTable *table, NormlabRunItem *item, guint steps, Going *going)
{
  *going = (Going){ going->n_calls + 1, steps, item };
}

/* What was stopped goes on to its own number of steps, what has finished to more. */
static void
test_go_on (NormlabTestRunTable *self, gconstpointer data)
{
  Going going = { 0 };

  g_signal_connect (self->table, "go-on", G_CALLBACK (keep_going), &going);
  normlab_test_lab_train (&self->base, 1, 50);
  normlab_test_lab_wait_idle (&self->base, 5);
  normlab_test_lab_train (&self->base, 1, NORMLAB_TEST_LAB_ENDLESS);
  normlab_test_lab_wait_for_step (&self->base, 1, 10);
  normlab_lab_stop (self->base.lab, NULL);
  normlab_test_lab_wait_idle (&self->base, 5);
  gtk_selection_model_select_all (self->rows);

  activate (self, "run.go-on");
  g_assert_cmpuint (going.n_calls, ==, 1);
  g_assert_true (going.item == get_item (self, 1));
  g_assert_cmpuint (going.steps, ==, NORMLAB_TEST_LAB_ENDLESS);
  activate (self, "run.double-steps");
  g_assert_cmpuint (going.n_calls, ==, 2);
  g_assert_true (going.item == get_item (self, 0));
  g_assert_cmpuint (going.steps, ==, 100);
  activate (self, "run.more-steps");
  g_assert_cmpuint (going.n_calls, ==, 3);
  g_assert_cmpuint (going.steps, ==, 1050);

  /* Of each kind there must be one. */
  gtk_selection_model_select_item (self->rows, 1, TRUE);
  activate (self, "run.more-steps");
  activate (self, "run.double-steps");
  gtk_selection_model_select_item (self->rows, 0, TRUE);
  activate (self, "run.go-on");
  g_assert_cmpuint (going.n_calls, ==, 3);
  g_signal_handlers_disconnect_by_data (self->table, &going);
}

static void
test_control (NormlabTestRunTable *self, gconstpointer data)
{
  NormlabRun *first, *second;

  normlab_test_lab_train (&self->base, 2, NORMLAB_TEST_LAB_ENDLESS);
  first = normlab_test_lab_get_run (&self->base, 0);
  second = normlab_test_lab_get_run (&self->base, 1);
  gtk_selection_model_select_item (self->rows, 0, TRUE);
  activate (self, "run.pause");
  g_assert_cmpint (normlab_run_get_state (first), ==, NORMLAB_RUN_PAUSED);
  g_assert_cmpint (normlab_run_get_state (second), !=, NORMLAB_RUN_PAUSED);
  activate (self, "run.resume");
  g_assert_cmpint (normlab_run_get_state (first), !=, NORMLAB_RUN_PAUSED);
  gtk_selection_model_select_all (self->rows);
  activate (self, "run.stop");
  normlab_test_lab_wait_idle (&self->base, 5);
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static gboolean
is_unmapped (gpointer widget)
{
  return !gtk_widget_get_mapped (widget);
}

static void
test_rename (NormlabTestRunTable *self, gconstpointer data)
{
  GtkWidget *popover, *entry;

  normlab_test_run_table_add_three (self);
  popover = normlab_test_ui_find (GTK_WIDGET (self->table), NORMLAB_TYPE_RUN_RENAME, NULL);
  entry = normlab_test_ui_find (popover, GTK_TYPE_ENTRY, NULL);
  gtk_selection_model_select_item (self->rows, 1, TRUE);
  activate (self, "run.rename");
  normlab_test_ui_wait (is_mapped, popover, 5);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "seed 2");
  gtk_editable_set_text (GTK_EDITABLE (entry), "  mine ");
  g_signal_emit_by_name (entry, "activate");
  normlab_test_ui_wait (is_unmapped, popover, 5);
  g_assert_cmpstr (normlab_run_item_get_name (get_item (self, 1)), ==, "mine");

  /* Closed otherwise, nothing happens. */
  activate (self, "run.rename");
  normlab_test_ui_wait (is_mapped, popover, 5);
  gtk_editable_set_text (GTK_EDITABLE (entry), "not so");
  gtk_popover_popdown (GTK_POPOVER (popover));
  normlab_test_ui_wait (is_unmapped, popover, 5);
  g_assert_cmpstr (normlab_run_item_get_name (get_item (self, 1)), ==, "mine");

  activate (self, "run.rename");
  normlab_test_ui_wait (is_mapped, popover, 5);
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (normlab_run_item_get_name (get_item (self, 1)), ==, "seed 2");
}

static void
on_text (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static gboolean
is_there (gpointer data)
{
  return *(char **) data != NULL;
}

static char *
read_clipboard (NormlabTestRunTable *self)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self->table)), NULL, on_text,
                                 &text);
  normlab_test_ui_wait (is_there, &text, 5);
  return text;
}

static void
test_copy (NormlabTestRunTable *self, gconstpointer data)
{
  g_autofree char *commands = NULL;
  g_autofree char *recipe = NULL;
  g_autoptr (NormlabExperiment) experiment = NULL;
  g_autoptr (GArray) recipes = NULL;
  g_autoptr (GError) error = NULL;

  normlab_test_run_table_add_three (self);
  gtk_selection_model_select_range (self->rows, 1, 2, TRUE);
  activate (self, "run.copy-command");
  commands = read_clipboard (self);
  g_assert_cmpstr (commands, ==,
                   "normlab-cli train --seed 2 --data 'test'\n"
                   "normlab-cli train --seed 10 --data 'test'");
  activate (self, "run.copy-recipe");
  recipe = read_clipboard (self);
  experiment = normlab_experiment_new_from_data (recipe, -1, &error);
  g_assert_no_error (error);
  recipes = normlab_experiment_get_recipes (experiment, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (recipes->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_true (normlab_recipe_equal (
        &g_array_index (recipes, NormlabRecipe, i),
        normlab_run_get_recipe (normlab_test_lab_get_run (&self->base, 1 + i))));
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);

#define ADD(name, function)                                                                        \
  g_test_add ("/run-table-actions/" name, NormlabTestRunTable, NULL,                               \
              normlab_test_run_table_set_up, function, normlab_test_run_table_tear_down)
  ADD ("show", test_show);
  ADD ("remove", test_remove);
  ADD ("neighbours", test_neighbours);
  ADD ("again", test_again);
  ADD ("control", test_control);
  ADD ("go-on", test_go_on);
  ADD ("files", test_files);
  ADD ("rename", test_rename);
  ADD ("copy", test_copy);
  return g_test_run ();
}
