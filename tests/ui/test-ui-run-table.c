/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "normlab-experiment.h"
#include "normlab-run-check.h"
#include "normlab-run-column.h"
#include "normlab-run-rename.h"
#include "normlab-run-swatch.h"
#include "normlab-run-table.h"
#include "normlab-test-history.h"
#include "normlab-test-ui.h"
#include "normlab-test.h"

typedef struct
{
  NormlabLab *lab;
  NormlabDataset *dataset;
  NormlabRunTable *table;
  GtkWindow *window;
  GtkColumnView *view;
  GtkSelectionModel *rows;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->lab = normlab_lab_new (2, &error);
  g_assert_no_error (error);
  fixture->dataset = normlab_test_dataset (8, 8, 3, 300, 60);
  fixture->table = NORMLAB_RUN_TABLE (normlab_run_table_new ());
  normlab_run_table_set_lab (fixture->table, fixture->lab);
  fixture->window = normlab_test_ui_show (GTK_WIDGET (fixture->table), 900, 300);
  fixture->view = GTK_COLUMN_VIEW (
      normlab_test_ui_find (GTK_WIDGET (fixture->table), GTK_TYPE_COLUMN_VIEW, NULL));
  fixture->rows = gtk_column_view_get_model (fixture->view);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gpointer table = fixture->table;

  g_object_add_weak_pointer (G_OBJECT (table), &table);
  gtk_window_destroy (fixture->window);
  g_assert_null (table);
  g_assert_finalize_object (fixture->lab);
  normlab_dataset_unref (fixture->dataset);
}

/* A run that has ended, with the accuracies given (less than 0: no sample) and that many steps. */
static void
add_run (Fixture *fixture, guint32 seed, NormlabRunState state, float accuracy, guint step)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  const NormlabSample sample = { .step = step,
                                 .train_accuracy = accuracy,
                                 .test_accuracy = accuracy,
                                 .loss = 2 - (double) accuracy,
                                 .seconds = 2 };
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabRun *run;

  recipe.seed = seed;
  run = normlab_test_run_from_history (&recipe, "test", state, step, 2, 2, &sample,
                                       accuracy >= 0 ? 1 : 0);
  g_ptr_array_add (runs, run);
  normlab_lab_add_ended (fixture->lab, runs);
}

/* Seeds 1, 2, 10, of which the second is the best and the last diverged. */
static void
add_three (Fixture *fixture)
{
  add_run (fixture, 1, NORMLAB_RUN_FINISHED, 0.5f, 1000);
  add_run (fixture, 2, NORMLAB_RUN_STOPPED, 0.75f, 400);
  add_run (fixture, 10, NORMLAB_RUN_DIVERGED, -1, 412);
  normlab_test_ui_frames (GTK_WIDGET (fixture->table), 2);
}

static NormlabRunItem *
get_item (Fixture *fixture, guint i)
{
  g_autoptr (NormlabRunItem) item = g_list_model_get_item (normlab_lab_get_runs (fixture->lab), i);

  g_assert_nonnull (item);
  return item;
}

static char *
get_order (Fixture *fixture)
{
  GString *order = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->rows)); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (G_LIST_MODEL (fixture->rows), i);

      g_string_append_printf (order, "%s%u", i > 0 ? " " : "", normlab_run_item_get_number (item));
    }
  return g_string_free (order, FALSE);
}

static void
assert_order (Fixture *fixture, const char *expected)
{
  g_autofree char *order = get_order (fixture);

  g_assert_cmpstr (order, ==, expected);
}

static void
sort_by (Fixture *fixture, NormlabRunColumn c, GtkSortType direction)
{
  g_autoptr (GtkColumnViewColumn) column
      = g_list_model_get_item (gtk_column_view_get_columns (fixture->view), c);

  gtk_column_view_sort_by_column (fixture->view, column, direction);
}

static gboolean
is_over (gpointer data)
{
  return g_get_monotonic_time () > *(gint64 *) data;
}

static void
let_run (double seconds)
{
  gint64 end = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);

  normlab_test_ui_wait (is_over, &end, seconds + 10);
}

/* A descendant that shows the text. */
static GtkWidget *
find_text (GtkWidget *widget, const char *text)
{
  if (GTK_IS_INSCRIPTION (widget)
      && g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (widget)), text) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_text (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_row (Fixture *fixture, const char *name)
{
  GtkWidget *text = find_text (GTK_WIDGET (fixture->view), name);

  g_assert_nonnull (text);
  return gtk_widget_get_parent (gtk_widget_get_parent (text));
}

static void
test_columns (void)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  const NormlabSample samples[] = {
    { .step = 10, .train_accuracy = 0.5f, .test_accuracy = 0.625f, .loss = 123.456, .seconds = 1 },
    { .step = 20, .train_accuracy = 0.75f, .test_accuracy = 0.5f, .loss = 0.5, .seconds = 2 },
  };
  static const char *const expected[NORMLAB_N_RUN_COLUMNS] = {
    [NORMLAB_RUN_COLUMN_NAME] = "name",   [NORMLAB_RUN_COLUMN_STATE] = "stopped",
    [NORMLAB_RUN_COLUMN_STEP] = "25",     [NORMLAB_RUN_COLUMN_TRAIN] = "0.7500",
    [NORMLAB_RUN_COLUMN_TEST] = "0.5000", [NORMLAB_RUN_COLUMN_BEST] = "0.6250",
    [NORMLAB_RUN_COLUMN_LOSS] = "0.5000", [NORMLAB_RUN_COLUMN_SECONDS] = "2.5",
    [NORMLAB_RUN_COLUMN_SPEED] = "10",
  };
  g_autoptr (NormlabRun) run = normlab_test_run_from_history (
      &recipe, "test", NORMLAB_RUN_STOPPED, 25, 2.5, 0, samples, G_N_ELEMENTS (samples));
  g_autoptr (NormlabRun) first = normlab_test_run_from_history (
      &recipe, "test", NORMLAB_RUN_DIVERGED, 412, 0, 2, samples, 1);
  g_autoptr (NormlabRun) none
      = normlab_test_run_from_history (&recipe, "test", NORMLAB_RUN_FAILED, 0, 0, 0, NULL, 0);
  g_autoptr (NormlabRunItem) item = normlab_run_item_new (run, 1);
  g_autoptr (NormlabRunItem) large = normlab_run_item_new (first, 2);
  g_autoptr (NormlabRunItem) empty = normlab_run_item_new (none, 3);

  normlab_run_item_set_automatic_name (item, "name");
  for (guint c = 0; c < NORMLAB_N_RUN_COLUMNS; c++)
    {
      g_autofree char *text = normlab_run_column_get_text ((NormlabRunColumn) c, item);
      g_autofree char *dash = normlab_run_column_get_text ((NormlabRunColumn) c, empty);

      if (expected[c] != NULL)
        g_assert_cmpstr (text, ==, expected[c]);
      if (c >= NORMLAB_RUN_COLUMN_TRAIN && c != NORMLAB_RUN_COLUMN_SECONDS)
        {
          g_assert_cmpstr (dash, ==, "–");
          g_assert_cmpint (normlab_run_column_compare ((NormlabRunColumn) c, empty, item), <, 0);
          g_assert_cmpint (normlab_run_column_compare ((NormlabRunColumn) c, item, empty), >, 0);
          g_assert_cmpint (normlab_run_column_compare ((NormlabRunColumn) c, empty, empty), ==, 0);
        }
      g_assert_cmpint (normlab_run_column_compare ((NormlabRunColumn) c, item, item), ==, 0);
    }
  {
    g_autofree char *loss = normlab_run_column_get_text (NORMLAB_RUN_COLUMN_LOSS, large);
    g_autofree char *state = normlab_run_column_get_text (NORMLAB_RUN_COLUMN_STATE, large);
    g_autofree char *details = normlab_run_item_get_state_details (large);
    g_autofree char *failed = normlab_run_column_get_text (NORMLAB_RUN_COLUMN_STATE, empty);

    g_assert_cmpstr (loss, ==, "123.46");
    g_assert_cmpstr (state, ==, "diverged, layer 2");
    g_assert_cmpstr (details, ==, "diverged at step 412, layer 2");
    g_assert_cmpstr (failed, ==, "failed");
  }
}

static void
test_sorting (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    NormlabRunColumn column;
    const char *ascending;
    const char *descending;
  } cases[] = {
    { NORMLAB_RUN_COLUMN_NAME, "1 2 3", "3 2 1" },
    { NORMLAB_RUN_COLUMN_PROGRESS, "2 3 1", "1 3 2" },
    { NORMLAB_RUN_COLUMN_STATE, "1 3 2", "2 3 1" },
    { NORMLAB_RUN_COLUMN_STEP, "2 3 1", "1 3 2" },
    { NORMLAB_RUN_COLUMN_TRAIN, "3 1 2", "2 1 3" },
    { NORMLAB_RUN_COLUMN_TEST, "3 1 2", "2 1 3" },
    { NORMLAB_RUN_COLUMN_BEST, "3 1 2", "2 1 3" },
    { NORMLAB_RUN_COLUMN_LOSS, "3 2 1", "1 2 3" },
    /* Equal ones stay in their order. */
    { NORMLAB_RUN_COLUMN_SECONDS, "1 2 3", "1 2 3" },
    { NORMLAB_RUN_COLUMN_SPEED, "2 3 1", "1 3 2" },
    { NORMLAB_RUN_COLUMN_SHOWN, "2 3 1", "1 2 3" },
  };

  add_three (fixture);
  normlab_run_item_set_shown (get_item (fixture, 0), FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gtk_column_view_sort_by_column (fixture->view, NULL, GTK_SORT_ASCENDING);
      assert_order (fixture, "1 2 3");
      sort_by (fixture, cases[i].column, GTK_SORT_ASCENDING);
      assert_order (fixture, cases[i].ascending);
      gtk_column_view_sort_by_column (fixture->view, NULL, GTK_SORT_ASCENDING);
      sort_by (fixture, cases[i].column, GTK_SORT_DESCENDING);
      assert_order (fixture, cases[i].descending);
    }
}

static void
count (gpointer counter)
{
  (*(guint *) counter)++;
}

static void
train (Fixture *fixture, guint n_runs, guint iterations)
{
  g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));

  for (guint i = 0; i < n_runs; i++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

      recipe.n_hidden = 1;
      recipe.hidden[0] = 8;
      recipe.hidden[1] = 0;
      recipe.batch_size = 10;
      recipe.iterations = iterations;
      recipe.seed = i;
      g_array_append_val (recipes, recipe);
    }
  normlab_lab_train (fixture->lab, recipes, fixture->dataset);
}

static void
assert_sorted (Fixture *fixture, NormlabRunColumn column)
{
  for (guint i = 1; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->rows)); i++)
    {
      g_autoptr (NormlabRunItem) a = g_list_model_get_item (G_LIST_MODEL (fixture->rows), i - 1);
      g_autoptr (NormlabRunItem) b = g_list_model_get_item (G_LIST_MODEL (fixture->rows), i);

      g_assert_cmpint (normlab_run_column_compare (column, a, b), <=, 0);
    }
}

static gboolean
is_idle (gpointer lab)
{
  return normlab_lab_get_state (lab) == NORMLAB_LAB_IDLE;
}

/* Rows change places while runs train, but seldom; and after the last change they are in order. */
static void
test_live_sorting (Fixture *fixture, gconstpointer data)
{
  guint n_changes = 0;

  train (fixture, 12, 10000000);
  g_signal_connect_swapped (fixture->rows, "items-changed", G_CALLBACK (count), &n_changes);
  let_run (0.5);
  g_assert_cmpuint (n_changes, ==, 0);
  sort_by (fixture, NORMLAB_RUN_COLUMN_NAME, GTK_SORT_ASCENDING);
  n_changes = 0;
  let_run (0.5);
  g_assert_cmpuint (n_changes, ==, 0);

  sort_by (fixture, NORMLAB_RUN_COLUMN_LOSS, GTK_SORT_ASCENDING);
  n_changes = 0;
  let_run (1);
  g_test_message ("%u changes of order in a second", n_changes);
  g_assert_cmpuint (n_changes, >=, 1);
  g_assert_cmpuint (n_changes, <=, 5);
  normlab_lab_stop (fixture->lab, NULL);
  normlab_test_ui_wait (is_idle, fixture->lab, 5);
  let_run (1);
  assert_sorted (fixture, NORMLAB_RUN_COLUMN_LOSS);
  g_signal_handlers_disconnect_by_data (fixture->rows, &n_changes);
}

static gboolean
says_finished (gpointer row)
{
  return find_text (row, "finished") != NULL;
}

/* What a row says is true soon after a run has ended. */
static void
test_cells (Fixture *fixture, gconstpointer data)
{
  g_autofree char *loss = NULL;
  GtkWidget *row;
  GtkProgressBar *bar;

  train (fixture, 2, 200);
  normlab_test_ui_wait (is_idle, fixture->lab, 20);
  row = find_row (fixture, "seed 0");
  normlab_test_ui_wait (says_finished, row, 5);
  loss = normlab_run_column_get_text (NORMLAB_RUN_COLUMN_LOSS, get_item (fixture, 0));
  g_assert_nonnull (find_text (row, "200"));
  g_assert_nonnull (find_text (row, loss));
  bar = GTK_PROGRESS_BAR (normlab_test_ui_find (row, GTK_TYPE_PROGRESS_BAR, NULL));
  g_assert_cmpfloat (gtk_progress_bar_get_fraction (bar), ==, 1.0);

  normlab_run_item_set_custom_name (get_item (fixture, 0), "other");
  g_assert_true (find_row (fixture, "other") == row);
}

/* A diverged run has an icon beside its colour, and the whole of its words where they are cut. */
static void
test_diverged (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row, *text, *image;

  add_three (fixture);
  row = find_row (fixture, "seed 10");
  text = find_text (row, "diverged, layer 2");
  g_assert_nonnull (text);
  image = normlab_test_ui_find (row, GTK_TYPE_IMAGE, NULL);
  g_assert_true (gtk_widget_get_visible (image));
  g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (image)), ==, "dialog-warning-symbolic");
  g_assert_true (gtk_widget_has_css_class (gtk_widget_get_parent (text), "error"));
  g_assert_true (gtk_widget_get_has_tooltip (gtk_widget_get_parent (text)));
  g_assert_false (gtk_widget_has_css_class (
      gtk_widget_get_parent (find_text (find_row (fixture, "seed 1"), "finished")), "error"));
}

/* No number moves a column. */
static void
test_widths (Fixture *fixture, gconstpointer data)
{
  int before[NORMLAB_N_RUN_COLUMNS];
  GtkWidget *cell;
  guint c = 0;

  add_three (fixture);
  cell = gtk_widget_get_first_child (find_row (fixture, "seed 1"));
  for (; cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    before[c++] = gtk_widget_get_width (cell);
  g_assert_cmpuint (c, ==, NORMLAB_N_RUN_COLUMNS);

  add_run (fixture, 1000000, NORMLAB_RUN_FAILED, 0.12345f, 1000000);
  normlab_test_ui_frames (GTK_WIDGET (fixture->table), 2);
  cell = gtk_widget_get_first_child (find_row (fixture, "seed 1"));
  for (c = 0; cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    g_assert_cmpint (gtk_widget_get_width (cell), ==, before[c++]);
}

static void
test_accessible (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row, *check, *bar;

  add_three (fixture);
  gtk_test_accessible_assert_property (fixture->view, GTK_ACCESSIBLE_PROPERTY_LABEL, "Runs");
  row = find_row (fixture, "seed 2");
  check = normlab_test_ui_find (row, NORMLAB_TYPE_RUN_CHECK, NULL);
  gtk_test_accessible_assert_role (check, GTK_ACCESSIBLE_ROLE_CHECKBOX);
  gtk_test_accessible_assert_property (check, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Show seed 2 in the chart");
  gtk_test_accessible_assert_state (check, GTK_ACCESSIBLE_STATE_CHECKED,
                                    GTK_ACCESSIBLE_TRISTATE_TRUE);
  bar = normlab_test_ui_find (row, GTK_TYPE_PROGRESS_BAR, NULL);
  gtk_test_accessible_assert_role (bar, GTK_ACCESSIBLE_ROLE_PROGRESS_BAR);
  gtk_test_accessible_assert_property (bar, GTK_ACCESSIBLE_PROPERTY_LABEL, "Progress of seed 2");

  normlab_run_item_set_custom_name (get_item (fixture, 1), "best");
  gtk_test_accessible_assert_property (check, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Show best in the chart");
  gtk_test_accessible_assert_property (bar, GTK_ACCESSIBLE_PROPERTY_LABEL, "Progress of best");
}

static void
test_check (Fixture *fixture, gconstpointer data)
{
  GtkCheckButton *check;

  add_three (fixture);
  check = GTK_CHECK_BUTTON (
      normlab_test_ui_find (find_row (fixture, "seed 2"), NORMLAB_TYPE_RUN_CHECK, NULL));
  gtk_check_button_set_active (check, FALSE);
  g_assert_false (normlab_run_item_get_shown (get_item (fixture, 1)));
  normlab_run_item_set_shown (get_item (fixture, 1), TRUE);
  g_assert_true (gtk_check_button_get_active (check));
}

/* How much of the swatch has about this colour. */
static guint
count_pixels (GtkWidget *widget, guint red, guint green, guint blue)
{
  cairo_surface_t *surface = normlab_test_ui_paint (widget);
  const guchar *data = cairo_image_surface_get_data (surface);
  guint n = 0;

  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      {
        guint32 pixel = ((
            const guint32 *) (gconstpointer) (data
                                              + y * cairo_image_surface_get_stride (surface)))[x];

        n += abs ((int) (pixel >> 16 & 0xff) - (int) red) < 8
             && abs ((int) (pixel >> 8 & 0xff) - (int) green) < 8
             && abs ((int) (pixel & 0xff) - (int) blue) < 8;
      }
  cairo_surface_destroy (surface);
  return n;
}

/* It has the colour of the palette that goes with the surroundings, and dashes where the line
 * has. */
static void
test_swatch (Fixture *fixture, gconstpointer data)
{
  GtkSettings *settings = gtk_settings_get_default ();
  GtkWidget *swatch;
  guint whole, dashed;

  add_three (fixture);
  swatch = normlab_test_ui_find (find_row (fixture, "seed 1"), NORMLAB_TYPE_RUN_SWATCH, NULL);
  normlab_run_item_set_look (get_item (fixture, 0), 1, FALSE);
  normlab_test_ui_frames (swatch, 2);
  whole = count_pixels (swatch, 0xeb, 0x62, 0x14);
  g_assert_cmpuint (whole, >, 30);
  normlab_run_item_set_look (get_item (fixture, 0), 1, TRUE);
  normlab_test_ui_frames (swatch, 2);
  dashed = count_pixels (swatch, 0xeb, 0x62, 0x14);
  g_assert_cmpuint (dashed, >, 5);
  g_assert_cmpuint (dashed, <, whole * 9 / 10);

  g_object_set (settings, "gtk-application-prefer-dark-theme", TRUE, NULL);
  normlab_test_ui_frames (swatch, 2);
  g_assert_cmpuint (count_pixels (swatch, 0xed, 0x7d, 0x49), >, 5);
  g_object_set (settings, "gtk-application-prefer-dark-theme", FALSE, NULL);
}

static void
activate (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->table), action, NULL));
}

static void
assert_shown (Fixture *fixture, gboolean first, gboolean second, gboolean third)
{
  g_assert_cmpint (normlab_run_item_get_shown (get_item (fixture, 0)), ==, first);
  g_assert_cmpint (normlab_run_item_get_shown (get_item (fixture, 1)), ==, second);
  g_assert_cmpint (normlab_run_item_get_shown (get_item (fixture, 2)), ==, third);
}

static void
test_show (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) selected = NULL;

  add_three (fixture);
  gtk_selection_model_select_item (fixture->rows, 1, TRUE);
  selected = normlab_run_table_get_selected (fixture->table);
  g_assert_cmpuint (selected->len, ==, 1);
  g_assert_true (g_ptr_array_index (selected, 0) == get_item (fixture, 1));
  activate (fixture, "run.show-only");
  assert_shown (fixture, FALSE, TRUE, FALSE);
  activate (fixture, "run.show-all");
  assert_shown (fixture, TRUE, TRUE, TRUE);

  /* Enter, or a double click. */
  g_signal_emit_by_name (fixture->view, "activate", 1u);
  assert_shown (fixture, TRUE, FALSE, TRUE);
  gtk_selection_model_select_all (fixture->rows);
  g_signal_emit_by_name (fixture->view, "activate", 1u);
  assert_shown (fixture, FALSE, FALSE, FALSE);
  g_signal_emit_by_name (fixture->view, "activate", 1u);
  assert_shown (fixture, TRUE, TRUE, TRUE);
}

static void
keep_message (NormlabLab *lab, const char *message, char **place)
{
  g_free (*place);
  *place = g_strdup (message);
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  g_autofree char *message = NULL;

  g_signal_connect (fixture->lab, "removed", G_CALLBACK (keep_message), &message);
  add_three (fixture);
  /* Nothing is selected. */
  gtk_widget_activate_action (GTK_WIDGET (fixture->table), "run.remove", NULL);
  assert_order (fixture, "1 2 3");
  sort_by (fixture, NORMLAB_RUN_COLUMN_NAME, GTK_SORT_DESCENDING);
  gtk_selection_model_select_item (fixture->rows, 0, TRUE);
  gtk_selection_model_select_item (fixture->rows, 2, FALSE);
  activate (fixture, "run.remove");
  assert_order (fixture, "2");
  g_assert_cmpstr (message, ==, "2 runs removed");
  normlab_lab_undo (fixture->lab);
  /* All names are others now, and back again. */
  let_run (0.3);
  assert_order (fixture, "3 2 1");
  normlab_run_item_set_custom_name (get_item (fixture, 1), "a");
  let_run (0.3);
  assert_order (fixture, "3 1 2");
  g_signal_handlers_disconnect_by_data (fixture->lab, &message);
}

static void
assert_focus (Fixture *fixture, const char *name)
{
  GtkWidget *focus = gtk_window_get_focus (fixture->window);

  g_assert_nonnull (focus);
  g_assert_true (focus == find_row (fixture, name)
                 || gtk_widget_is_ancestor (focus, find_row (fixture, name)));
}

/* No neighbour takes the place of a run that is removed: whoever presses the key once more removes
 * nothing else. The table's focus is the first of those that are selected. */
static void
test_neighbours (Fixture *fixture, gconstpointer data)
{
  GtkWidget *table = GTK_WIDGET (fixture->table);

  for (guint i = 1; i <= 5; i++)
    add_run (fixture, i, NORMLAB_RUN_FINISHED, 0.5f, 1000);
  normlab_test_ui_frames (table, 2);
  for (guint i = 1; i < 4; i++)
    {
      g_autoptr (GPtrArray) selected = NULL;

      gtk_selection_model_select_item (fixture->rows, 1, TRUE);
      gtk_widget_grab_focus (table);
      activate (fixture, "run.remove");
      selected = normlab_run_table_get_selected (fixture->table);
      g_assert_cmpuint (selected->len, ==, 0);
      activate (fixture, "run.remove");
      g_assert_cmpuint (g_list_model_get_n_items (normlab_lab_get_runs (fixture->lab)), ==, 5 - i);
      normlab_test_ui_frames (table, 2);
    }
  assert_order (fixture, "1 5");

  normlab_lab_undo (fixture->lab);
  normlab_test_ui_frames (table, 2);
  gtk_selection_model_select_item (fixture->rows, 2, TRUE);
  gtk_selection_model_select_item (fixture->rows, 1, FALSE);
  gtk_widget_grab_focus (table);
  assert_focus (fixture, "seed 4");
}

static void
keep_item (NormlabRunTable *table, NormlabRunItem *item, NormlabRunItem **place)
{
  *place = item;
}

static void
test_again (Fixture *fixture, gconstpointer data)
{
  NormlabRunItem *again = NULL, *focused = NULL;

  g_signal_connect (fixture->table, "again", G_CALLBACK (keep_item), &again);
  g_signal_connect (fixture->table, "focused", G_CALLBACK (keep_item), &focused);
  add_three (fixture);
  gtk_selection_model_select_item (fixture->rows, 2, TRUE);
  g_assert_true (focused == get_item (fixture, 2));
  activate (fixture, "run.again");
  g_assert_true (again == get_item (fixture, 2));
  gtk_selection_model_unselect_all (fixture->rows);
  g_assert_null (focused);
  g_signal_handlers_disconnect_by_data (fixture->table, &focused);
  g_signal_handlers_disconnect_by_data (fixture->table, &again);
}

static void
test_control (Fixture *fixture, gconstpointer data)
{
  NormlabRun *first, *second;

  train (fixture, 2, 10000000);
  first = normlab_run_item_get_run (get_item (fixture, 0));
  second = normlab_run_item_get_run (get_item (fixture, 1));
  gtk_selection_model_select_item (fixture->rows, 0, TRUE);
  activate (fixture, "run.pause");
  g_assert_cmpint (normlab_run_get_state (first), ==, NORMLAB_RUN_PAUSED);
  g_assert_cmpint (normlab_run_get_state (second), !=, NORMLAB_RUN_PAUSED);
  activate (fixture, "run.resume");
  g_assert_cmpint (normlab_run_get_state (first), !=, NORMLAB_RUN_PAUSED);
  gtk_selection_model_select_all (fixture->rows);
  activate (fixture, "run.stop");
  normlab_test_ui_wait (is_idle, fixture->lab, 5);
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
test_rename (Fixture *fixture, gconstpointer data)
{
  GtkWidget *popover, *entry;

  add_three (fixture);
  popover = normlab_test_ui_find (GTK_WIDGET (fixture->table), NORMLAB_TYPE_RUN_RENAME, NULL);
  entry = normlab_test_ui_find (popover, GTK_TYPE_ENTRY, NULL);
  gtk_selection_model_select_item (fixture->rows, 1, TRUE);
  activate (fixture, "run.rename");
  normlab_test_ui_wait (is_mapped, popover, 5);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "seed 2");
  gtk_editable_set_text (GTK_EDITABLE (entry), "  mine ");
  g_signal_emit_by_name (entry, "activate");
  normlab_test_ui_wait (is_unmapped, popover, 5);
  g_assert_cmpstr (normlab_run_item_get_name (get_item (fixture, 1)), ==, "mine");

  /* Closed otherwise, nothing happens. */
  activate (fixture, "run.rename");
  normlab_test_ui_wait (is_mapped, popover, 5);
  gtk_editable_set_text (GTK_EDITABLE (entry), "not so");
  gtk_popover_popdown (GTK_POPOVER (popover));
  normlab_test_ui_wait (is_unmapped, popover, 5);
  g_assert_cmpstr (normlab_run_item_get_name (get_item (fixture, 1)), ==, "mine");

  activate (fixture, "run.rename");
  normlab_test_ui_wait (is_mapped, popover, 5);
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (normlab_run_item_get_name (get_item (fixture, 1)), ==, "seed 2");
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
read_clipboard (Fixture *fixture)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (fixture->table)), NULL,
                                 on_text, &text);
  normlab_test_ui_wait (is_there, &text, 5);
  return text;
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  g_autofree char *commands = NULL;
  g_autofree char *recipe = NULL;
  g_autoptr (NormlabExperiment) experiment = NULL;
  g_autoptr (GArray) recipes = NULL;
  g_autoptr (GError) error = NULL;

  add_three (fixture);
  gtk_selection_model_select_range (fixture->rows, 1, 2, TRUE);
  activate (fixture, "run.copy-command");
  commands = read_clipboard (fixture);
  g_assert_cmpstr (commands, ==,
                   "normlab-cli train --seed 2 --data 'test'\n"
                   "normlab-cli train --seed 10 --data 'test'");
  activate (fixture, "run.copy-recipe");
  recipe = read_clipboard (fixture);
  experiment = normlab_experiment_new_from_data (recipe, -1, &error);
  g_assert_no_error (error);
  recipes = normlab_experiment_get_recipes (experiment, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (recipes->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_true (normlab_recipe_equal (
        &g_array_index (recipes, NormlabRecipe, i),
        normlab_run_get_recipe (normlab_run_item_get_run (get_item (fixture, 1 + i)))));
}

static void
test_marked (Fixture *fixture, gconstpointer data)
{
  add_three (fixture);
  normlab_run_table_set_marked (fixture->table, get_item (fixture, 1));
  g_assert_true (gtk_widget_has_css_class (find_row (fixture, "seed 2"), "marked"));
  g_assert_false (gtk_widget_has_css_class (find_row (fixture, "seed 1"), "marked"));
  /* The mark stays with the run. */
  sort_by (fixture, NORMLAB_RUN_COLUMN_TEST, GTK_SORT_DESCENDING);
  normlab_test_ui_frames (GTK_WIDGET (fixture->table), 2);
  g_assert_true (gtk_widget_has_css_class (find_row (fixture, "seed 2"), "marked"));
  g_assert_false (gtk_widget_has_css_class (find_row (fixture, "seed 1"), "marked"));
  normlab_run_table_set_marked (fixture->table, NULL);
  g_assert_false (gtk_widget_has_css_class (find_row (fixture, "seed 2"), "marked"));
}

/* The step that each row says, in the order of the list. */
static void
read_steps (Fixture *fixture, GtkInscription **texts, char **steps)
{
  for (guint i = 0; i < 100; i++)
    steps[i] = g_strdup (gtk_inscription_get_text (texts[i]));
}

static void
scroll_to_end (Fixture *fixture)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture->view));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
}

/* Looking at a hundred runs costs little, as only those in sight are looked at. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  char *before[100], *after[100];
  GtkInscription *texts[100];
  guint n_followed = 0;

  train (fixture, 100, 10000000);
  /* Before the first frame, nobody knows which rows will be seen. */
  normlab_test_ui_frames (GTK_WIDGET (fixture->table), 2);
  let_run (0.5);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("seed %u", i);
      GtkWidget *cell = gtk_widget_get_first_child (find_row (fixture, name));

      for (guint c = 0; c < NORMLAB_RUN_COLUMN_STEP; c++)
        cell = gtk_widget_get_next_sibling (cell);
      texts[i] = GTK_INSCRIPTION (gtk_widget_get_first_child (cell));
    }
  read_steps (fixture, texts, before);
  let_run (1);
  read_steps (fixture, texts, after);
  for (guint i = 0; i < 100; i++)
    n_followed += strcmp (before[i], after[i]) != 0;
  g_test_message ("%u rows of 100 are followed", n_followed);
  g_assert_cmpuint (n_followed, >=, 5);
  g_assert_cmpuint (n_followed, <=, 40);
  g_assert_cmpstr (before[0], !=, after[0]);
  for (guint i = 0; i < 100; i++)
    {
      g_free (before[i]);
      g_free (after[i]);
    }

  /* But whoever scrolls to the others sees them as they are. */
  normlab_lab_pause (fixture->lab, NULL);
  let_run (0.3);
  scroll_to_end (fixture);
  normlab_test_ui_frames (GTK_WIDGET (fixture->table), 4);
  {
    g_autofree char *step
        = normlab_run_column_get_text (NORMLAB_RUN_COLUMN_STEP, get_item (fixture, 99));

    g_assert_cmpstr (gtk_inscription_get_text (texts[99]), ==, step);
  }
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);

#define ADD(name, function)                                                                        \
  g_test_add ("/run-table/" name, Fixture, NULL, set_up, function, tear_down)
  g_test_add_func ("/run-table/columns", test_columns);
  ADD ("sorting", test_sorting);
  ADD ("live-sorting", test_live_sorting);
  ADD ("cells", test_cells);
  ADD ("diverged", test_diverged);
  ADD ("widths", test_widths);
  ADD ("accessible", test_accessible);
  ADD ("check", test_check);
  ADD ("swatch", test_swatch);
  ADD ("show", test_show);
  ADD ("remove", test_remove);
  ADD ("neighbours", test_neighbours);
  ADD ("again", test_again);
  ADD ("control", test_control);
  ADD ("rename", test_rename);
  ADD ("copy", test_copy);
  ADD ("marked", test_marked);
  ADD ("many", test_many);
  return g_test_run ();
}
