/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-run-table.h"

#include <stdlib.h>
#include <string.h>

#include "normlab-foreign.h"
#include "normlab-run-check.h"
#include "normlab-run-foreign.h"
#include "normlab-run-table-private.h"
#include "normlab-run-swatch.h"
#include "normlab-test-history.h"

/* What the table shows of the runs, and in which order. */

static void
test_sorting (NormlabTestRunTable *self, gconstpointer data)
{
  static const struct
  {
    NormlabRunColumn column;
    const char *ascending;
    const char *descending;
  } cases[] = {
    { { NORMLAB_RUN_FACT_NAME, NORMLAB_METRIC_ACCURACY }, "1 2 3", "3 2 1" },
    { { NORMLAB_RUN_FACT_PROGRESS, NORMLAB_METRIC_ACCURACY }, "2 3 1", "1 3 2" },
    { { NORMLAB_RUN_FACT_STATE, NORMLAB_METRIC_ACCURACY }, "1 3 2", "2 3 1" },
    { { NORMLAB_RUN_FACT_STEP, NORMLAB_METRIC_ACCURACY }, "2 3 1", "1 3 2" },
    { { NORMLAB_RUN_FACT_TRAINING, NORMLAB_METRIC_ACCURACY }, "1 2 3", "2 1 3" },
    { { NORMLAB_RUN_FACT_VALUE, NORMLAB_METRIC_ACCURACY }, "1 2 3", "2 1 3" },
    { { NORMLAB_RUN_FACT_BEST, NORMLAB_METRIC_ACCURACY }, "1 2 3", "2 1 3" },
    { { NORMLAB_RUN_FACT_VALUE, NORMLAB_METRIC_LOSS }, "2 1 3", "1 2 3" },
    /* Equal ones stay in their order. */
    { { NORMLAB_RUN_FACT_SECONDS, NORMLAB_METRIC_ACCURACY }, "1 2 3", "1 2 3" },
    { { NORMLAB_RUN_FACT_SPEED, NORMLAB_METRIC_ACCURACY }, "2 3 1", "1 3 2" },
    { { NORMLAB_RUN_FACT_SHOWN, NORMLAB_METRIC_ACCURACY }, "2 3 1", "1 2 3" },
  };

  normlab_test_run_table_add_three (self);
  normlab_run_item_set_shown (normlab_test_lab_get_item (&self->base, 0), FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gtk_column_view_sort_by_column (self->view, NULL, GTK_SORT_ASCENDING);
      normlab_test_run_table_assert_order (self, "1 2 3");
      normlab_test_run_table_sort_by (self, cases[i].column.fact, cases[i].column.metric,
                                      GTK_SORT_ASCENDING);
      normlab_test_run_table_assert_order (self, cases[i].ascending);
      gtk_column_view_sort_by_column (self->view, NULL, GTK_SORT_ASCENDING);
      normlab_test_run_table_sort_by (self, cases[i].column.fact, cases[i].column.metric,
                                      GTK_SORT_DESCENDING);
      normlab_test_run_table_assert_order (self, cases[i].descending);
    }
}

/* What there is not comes last whichever way one sorts, in its own order. */
static void
test_sorting_missing (NormlabTestRunTable *self, gconstpointer data)
{
  normlab_test_run_table_add (self, 20, NORMLAB_RUN_FAILED, -1, 0);
  normlab_test_run_table_add_three (self);
  normlab_test_run_table_add (self, 30, NORMLAB_RUN_STOPPED, -1, 0);
  normlab_test_run_table_sort_by (self, NORMLAB_RUN_FACT_VALUE, NORMLAB_METRIC_ACCURACY,
                                  GTK_SORT_ASCENDING);
  normlab_test_run_table_assert_order (self, "2 3 1 4 5");
  normlab_test_run_table_sort_by (self, NORMLAB_RUN_FACT_VALUE, NORMLAB_METRIC_ACCURACY,
                                  GTK_SORT_DESCENDING);
  normlab_test_run_table_assert_order (self, "3 2 1 4 5");
  normlab_test_run_table_sort_by (self, NORMLAB_RUN_FACT_VALUE, NORMLAB_METRIC_LOSS,
                                  GTK_SORT_DESCENDING);
  normlab_test_run_table_assert_order (self, "2 3 1 4 5");
}

static void
count (gpointer counter)
{
  (*(guint *) counter)++;
}

static void
assert_sorted (NormlabTestRunTable *self, const NormlabRunColumn *column)
{
  for (guint i = 1; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      g_autoptr (NormlabRunItem) a = g_list_model_get_item (G_LIST_MODEL (self->rows), i - 1);
      g_autoptr (NormlabRunItem) b = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      g_assert_cmpint (normlab_run_column_compare (column, a, b, FALSE), <=, 0);
    }
}

/* Rows change places while runs train, but seldom; and after the last change they are in order. */
static void
test_live_sorting (NormlabTestRunTable *self, gconstpointer data)
{
  const NormlabRunColumn loss = { NORMLAB_RUN_FACT_VALUE, NORMLAB_METRIC_LOSS };
  guint n_changes = 0;

  normlab_test_lab_train (&self->base, 12, NORMLAB_TEST_LAB_ENDLESS);
  g_signal_connect_swapped (self->rows, "items-changed", G_CALLBACK (count), &n_changes);
  normlab_test_lab_let_run (0.5);
  g_assert_cmpuint (n_changes, ==, 0);
  normlab_test_run_table_sort_by (self, NORMLAB_RUN_FACT_NAME, NORMLAB_METRIC_ACCURACY,
                                  GTK_SORT_ASCENDING);
  n_changes = 0;
  normlab_test_lab_let_run (0.5);
  g_assert_cmpuint (n_changes, ==, 0);

  normlab_test_run_table_sort_by (self, NORMLAB_RUN_FACT_VALUE, NORMLAB_METRIC_LOSS,
                                  GTK_SORT_ASCENDING);
  n_changes = 0;
  normlab_test_lab_let_run (1);
  g_test_message ("%u changes of order in a second", n_changes);
  g_assert_cmpuint (n_changes, >=, 1);
  g_assert_cmpuint (n_changes, <=, 5);
  normlab_lab_stop (self->base.lab, NULL);
  normlab_test_lab_wait_idle (&self->base, 5);
  normlab_test_lab_let_run (1);
  assert_sorted (self, &loss);
  g_signal_handlers_disconnect_by_data (self->rows, &n_changes);
}

static gboolean
says_finished (gpointer row)
{
  return normlab_test_run_table_find_text (row, "finished") != NULL;
}

/* What a row says is true soon after a run has ended. */
static void
test_cells (NormlabTestRunTable *self, gconstpointer data)
{
  const NormlabRunColumn column = { NORMLAB_RUN_FACT_VALUE, NORMLAB_METRIC_LOSS };
  g_autofree char *loss = NULL;
  GtkWidget *row;
  GtkProgressBar *bar;

  normlab_test_lab_train (&self->base, 2, 200);
  normlab_test_lab_wait_idle (&self->base, 20);
  row = normlab_test_run_table_find_row (self, "seed 0");
  normlab_test_ui_wait (says_finished, row, 5);
  loss = normlab_run_column_get_text (&column, normlab_test_lab_get_item (&self->base, 0));
  g_assert_nonnull (normlab_test_run_table_find_text (row, "200"));
  g_assert_nonnull (normlab_test_run_table_find_text (row, loss));
  bar = GTK_PROGRESS_BAR (normlab_test_ui_find (row, GTK_TYPE_PROGRESS_BAR, NULL));
  g_assert_cmpfloat (gtk_progress_bar_get_fraction (bar), ==, 1.0);

  normlab_run_item_set_custom_name (normlab_test_lab_get_item (&self->base, 0), "other");
  g_assert_true (normlab_test_run_table_find_row (self, "other") == row);
}

/* Four runs with long names, which differ at both ends. */
static void
add_long_names (NormlabTestRunTable *self)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 4; i++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

      recipe.n_hidden = 4;
      for (guint l = 0; l < 4; l++)
        recipe.hidden[l] = 100 + l + 10 * (i / 2);
      recipe.learning_rate = i % 2 == 0 ? 0.01 : 0.02;
      g_ptr_array_add (runs, normlab_test_run_from_history (&recipe, "test", NORMLAB_RUN_FINISHED,
                                                            100, 2, 0, NULL, 0));
    }
  normlab_lab_add_ended (self->base.lab, runs);
  normlab_test_ui_frames (GTK_WIDGET (self->table), 3);
}

/* What the row of a run says it is. */
static GtkInscription *
get_name_cell (NormlabTestRunTable *self, guint i)
{
  NormlabRunItem *item = normlab_test_lab_get_item (&self->base, i);
  GtkWidget *cell = normlab_run_cells_find_cell (
      normlab_run_table_get_cells (self->table, NORMLAB_RUN_FACT_NAME), item);

  g_assert_nonnull (cell);
  return GTK_INSCRIPTION (cell);
}

static void
set_name_width (NormlabTestRunTable *self, int width)
{
  g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (
      gtk_column_view_get_columns (self->view),
      normlab_run_columns_find (NORMLAB_RUN_FACT_NAME, NORMLAB_METRIC_ACCURACY));

  gtk_column_view_column_set_expand (column, FALSE);
  gtk_column_view_column_set_fixed_width (column, width);
  normlab_test_ui_frames (GTK_WIDGET (self->table), 3);
}

/* Names without room are cut where they are alike, so that what tells them apart is there in each;
 * with room for them they are whole, and always for those who cannot see. */
static void
test_cut_names (NormlabTestRunTable *self, gconstpointer data)
{
  add_long_names (self);
  set_name_width (self, 230);
  for (guint i = 0; i < 4; i++)
    {
      GtkInscription *cell = get_name_cell (self, i);
      const char *text = gtk_inscription_get_text (cell);

      g_test_message ("%s", text);
      g_assert_nonnull (strstr (text, i / 2 == 0 ? "103" : "113"));
      g_assert_nonnull (strstr (text, i % 2 == 0 ? "0.01" : "0.02"));
      g_assert_nonnull (strstr (text, "…"));
      gtk_test_accessible_assert_property (
          cell, GTK_ACCESSIBLE_PROPERTY_LABEL,
          normlab_run_item_get_name (normlab_test_lab_get_item (&self->base, i)));
    }

  set_name_width (self, 600);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpstr (gtk_inscription_get_text (get_name_cell (self, i)), ==,
                     normlab_run_item_get_name (normlab_test_lab_get_item (&self->base, i)));

  /* A person's own words stay what they are, and do not hold up the others. */
  set_name_width (self, 230);
  normlab_run_item_set_custom_name (normlab_test_lab_get_item (&self->base, 0), "mine");
  normlab_test_ui_frames (GTK_WIDGET (self->table), 2);
  g_assert_cmpstr (gtk_inscription_get_text (get_name_cell (self, 0)), ==, "mine");
  g_assert_nonnull (strstr (gtk_inscription_get_text (get_name_cell (self, 1)), "…"));
  g_assert_nonnull (strstr (gtk_inscription_get_text (get_name_cell (self, 1)), "0.02"));
}

/* A diverged run has an icon beside its colour, and the whole of its words where they are cut. */
static void
test_diverged (NormlabTestRunTable *self, gconstpointer data)
{
  GtkWidget *row, *text, *image;

  normlab_test_run_table_add_three (self);
  row = normlab_test_run_table_find_row (self, "seed 10");
  text = normlab_test_run_table_find_text (row, "diverged, layer 2");
  g_assert_nonnull (text);
  image = normlab_test_ui_find (row, GTK_TYPE_IMAGE, NULL);
  g_assert_true (gtk_widget_get_visible (image));
  g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (image)), ==, "dialog-warning-symbolic");
  g_assert_true (gtk_widget_has_css_class (gtk_widget_get_parent (text), "error"));
  g_assert_true (gtk_widget_get_has_tooltip (gtk_widget_get_parent (text)));
  row = normlab_test_run_table_find_row (self, "seed 1");
  text = normlab_test_run_table_find_text (row, "finished");
  g_assert_false (gtk_widget_has_css_class (gtk_widget_get_parent (text), "error"));
}

static gboolean
is_column_visible (NormlabTestRunTable *self, NormlabMetric metric)
{
  g_autoptr (GtkColumnViewColumn) column
      = g_list_model_get_item (gtk_column_view_get_columns (self->view),
                               normlab_run_columns_find (NORMLAB_RUN_FACT_VALUE, metric));

  return gtk_column_view_column_get_visible (column);
}

static void
add_foreign (NormlabTestRunTable *self, const char *name, NormlabMetric metric, double value)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) items = NULL;
  NormlabRecipe recipe = normlab_recipe_of_foreign ();
  NormlabSample sample = NORMLAB_SAMPLE_AT (10);

  normlab_foreign_set_run (&recipe, name);
  sample.other = value;
  g_ptr_array_add (runs, normlab_run_new_foreign (&recipe));
  normlab_run_add_samples (g_ptr_array_index (runs, 0), metric, &sample, 1);
  items = normlab_lab_add_watched (self->base.lab, runs);
}

typedef struct
{
  NormlabTestRunTable *table;
  const char *text;
} Awaited;

static gboolean
shows (gpointer data)
{
  const Awaited *awaited = data;

  return normlab_test_run_table_find_text (GTK_WIDGET (awaited->table->table), awaited->text)
         != NULL;
}

/* What only other programs measure has a column while it is what the chart shows, which sorts. */
static void
test_other_metric (NormlabTestRunTable *self, gconstpointer data)
{
  NormlabMetric norm = normlab_metric_of_foreign ("grad_norm");
  NormlabMetric rate = normlab_metric_of_foreign ("lr");
  g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (
      gtk_column_view_get_columns (self->view),
      normlab_run_columns_find (NORMLAB_RUN_FACT_VALUE, NORMLAB_RUN_COLUMN_OTHER));

  add_foreign (self, "low", norm, 0.125);
  add_foreign (self, "high", norm, 8);
  add_foreign (self, "slow", rate, 3e-4);
  g_assert_false (gtk_column_view_column_get_visible (column));

  normlab_run_table_set_metric (self->table, norm);
  g_assert_true (gtk_column_view_column_get_visible (column));
  g_assert_cmpstr (gtk_column_view_column_get_title (column), ==, "grad_norm");
  normlab_test_ui_wait (shows, (&(Awaited){ self, "8.0000" }), 5);
  normlab_test_run_table_sort_by (self, NORMLAB_RUN_FACT_VALUE, NORMLAB_RUN_COLUMN_OTHER,
                                  GTK_SORT_DESCENDING);
  normlab_test_run_table_assert_order (self, "2 1 3");

  normlab_run_table_set_metric (self->table, rate);
  g_assert_cmpstr (gtk_column_view_column_get_title (column), ==, "lr");
  normlab_test_ui_wait (shows, (&(Awaited){ self, "3.0e-04" }), 5);
  normlab_test_run_table_assert_order (self, "3 1 2");

  normlab_run_table_set_metric (self->table, NORMLAB_METRIC_LOSS);
  g_assert_false (gtk_column_view_column_get_visible (column));
}

static gboolean
is_shown (NormlabTestRunTable *self, NormlabRunFact fact)
{
  g_autoptr (GtkColumnViewColumn) column
      = g_list_model_get_item (gtk_column_view_get_columns (self->view),
                               normlab_run_columns_find (fact, NORMLAB_METRIC_ACCURACY));

  return gtk_column_view_column_get_visible (column);
}

static gboolean
has_training (gpointer table)
{
  return is_shown (table, NORMLAB_RUN_FACT_TRAINING);
}

/* Where nothing is trained here, what none of the programs tells has no column; it gets one once
 * one of them does, and with a run of one's own all are there. */
static void
test_foreign_columns (NormlabTestRunTable *self, gconstpointer data)
{
  g_autoptr (NormlabRunItem) item = NULL;
  NormlabSample sample = NORMLAB_SAMPLE_AT (20);

  g_assert_true (is_shown (self, NORMLAB_RUN_FACT_TRAINING));
  add_foreign (self, "a", normlab_metric_of_foreign ("grad_norm"), 0.125);
  normlab_run_table_set_metric (self->table, normlab_metric_of_foreign ("grad_norm"));
  g_assert_true (is_shown (self, NORMLAB_RUN_FACT_NAME));
  g_assert_true (is_shown (self, NORMLAB_RUN_FACT_STEP));
  g_assert_true (is_column_visible (self, NORMLAB_RUN_COLUMN_OTHER));
  g_assert_false (is_column_visible (self, NORMLAB_METRIC_ACCURACY));
  g_assert_false (is_column_visible (self, NORMLAB_METRIC_LOSS));
  g_assert_false (is_shown (self, NORMLAB_RUN_FACT_PROGRESS));
  g_assert_false (is_shown (self, NORMLAB_RUN_FACT_TRAINING));
  g_assert_false (is_shown (self, NORMLAB_RUN_FACT_BEST));
  g_assert_false (is_shown (self, NORMLAB_RUN_FACT_SECONDS));

  item = g_list_model_get_item (normlab_lab_get_runs (self->base.lab), 0);
  sample.train_accuracy = 0.5f;
  normlab_run_add_samples (normlab_run_item_get_run (item), NORMLAB_METRIC_ACCURACY, &sample, 1);
  normlab_lab_tell_advanced (self->base.lab);
  normlab_test_ui_wait (has_training, self, 5);

  normlab_test_run_table_add_three (self);
  g_assert_true (is_shown (self, NORMLAB_RUN_FACT_PROGRESS));
  g_assert_true (is_shown (self, NORMLAB_RUN_FACT_SECONDS));
  g_assert_true (is_column_visible (self, NORMLAB_METRIC_LOSS));
}

/* What is measured of a run besides has its columns, until that run goes. */
static void
test_measures (NormlabTestRunTable *self, gconstpointer data)
{
  const NormlabMeasures measures = { .test_loss = TRUE };
  NormlabLab *lab = self->base.lab;

  normlab_test_run_table_add_three (self);
  g_assert_true (is_column_visible (self, NORMLAB_METRIC_LOSS));
  g_assert_false (is_column_visible (self, NORMLAB_METRIC_TEST_LOSS));
  normlab_lab_set_measures (lab, &measures);
  g_assert_false (is_column_visible (self, NORMLAB_METRIC_TEST_LOSS));
  normlab_test_lab_train (&self->base, 1, 10);
  g_assert_true (is_column_visible (self, NORMLAB_METRIC_TEST_LOSS));
  g_assert_false (is_column_visible (self, NORMLAB_METRIC_TRAINING_LOSS));
  normlab_lab_clear (lab);
  g_assert_false (is_column_visible (self, NORMLAB_METRIC_TEST_LOSS));
}

/* No number moves a column. */
static void
test_widths (NormlabTestRunTable *self, gconstpointer data)
{
  int before[NORMLAB_MAX_RUN_COLUMNS];
  guint n_columns, n_metrics = 0;
  GtkWidget *cell;
  guint c = 0;

  normlab_test_run_table_add_three (self);
  cell = gtk_widget_get_first_child (normlab_test_run_table_find_row (self, "seed 1"));
  for (; cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    before[c++] = gtk_widget_get_width (cell);
  normlab_run_columns_get (&n_columns);
  for (guint i = 0; i < normlab_n_metrics; i++)
    n_metrics += !normlab_measures_is_none (&normlab_metrics[i].needs);
  /* All but that of the data, which are the same, those of what nobody has asked for, those of
   * differences, and the two of what only other programs measure. */
  g_assert_cmpuint (c, ==, n_columns - 1 - n_metrics - normlab_n_metrics - 2);

  normlab_test_run_table_add (self, 1000000, NORMLAB_RUN_FAILED, 0.12345f, 1000000);
  normlab_test_ui_frames (GTK_WIDGET (self->table), 2);
  cell = gtk_widget_get_first_child (normlab_test_run_table_find_row (self, "seed 1"));
  for (c = 0; cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    g_assert_cmpint (gtk_widget_get_width (cell), ==, before[c++]);
}

static void
test_accessible (NormlabTestRunTable *self, gconstpointer data)
{
  GtkWidget *row, *check, *bar;

  normlab_test_run_table_add_three (self);
  gtk_test_accessible_assert_property (self->view, GTK_ACCESSIBLE_PROPERTY_LABEL, "Runs");
  row = normlab_test_run_table_find_row (self, "seed 2");
  check = normlab_test_ui_find (row, NORMLAB_TYPE_RUN_CHECK, NULL);
  gtk_test_accessible_assert_role (check, GTK_ACCESSIBLE_ROLE_CHECKBOX);
  gtk_test_accessible_assert_property (check, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Show seed 2 in the chart");
  gtk_test_accessible_assert_state (check, GTK_ACCESSIBLE_STATE_CHECKED,
                                    GTK_ACCESSIBLE_TRISTATE_TRUE);
  bar = normlab_test_ui_find (row, GTK_TYPE_PROGRESS_BAR, NULL);
  gtk_test_accessible_assert_role (bar, GTK_ACCESSIBLE_ROLE_PROGRESS_BAR);
  gtk_test_accessible_assert_property (bar, GTK_ACCESSIBLE_PROPERTY_LABEL, "Progress of seed 2");

  normlab_run_item_set_custom_name (normlab_test_lab_get_item (&self->base, 1), "best");
  gtk_test_accessible_assert_property (check, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Show best in the chart");
  gtk_test_accessible_assert_property (bar, GTK_ACCESSIBLE_PROPERTY_LABEL, "Progress of best");
}

static void
test_check (NormlabTestRunTable *self, gconstpointer data)
{
  GtkCheckButton *check;

  normlab_test_run_table_add_three (self);
  check = GTK_CHECK_BUTTON (normlab_test_ui_find (normlab_test_run_table_find_row (self, "seed 2"),
                                                  NORMLAB_TYPE_RUN_CHECK, NULL));
  gtk_check_button_set_active (check, FALSE);
  g_assert_false (normlab_run_item_get_shown (normlab_test_lab_get_item (&self->base, 1)));
  normlab_run_item_set_shown (normlab_test_lab_get_item (&self->base, 1), TRUE);
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
test_swatch (NormlabTestRunTable *self, gconstpointer data)
{
  GtkSettings *settings = gtk_settings_get_default ();
  GtkWidget *swatch;
  guint whole, dashed;

  normlab_test_run_table_add_three (self);
  swatch = normlab_test_ui_find (normlab_test_run_table_find_row (self, "seed 1"),
                                 NORMLAB_TYPE_RUN_SWATCH, NULL);
  normlab_run_item_set_look (normlab_test_lab_get_item (&self->base, 0), 1, FALSE);
  normlab_test_ui_frames (swatch, 2);
  whole = count_pixels (swatch, 0xeb, 0x62, 0x14);
  g_assert_cmpuint (whole, >, 30);
  normlab_run_item_set_look (normlab_test_lab_get_item (&self->base, 0), 1, TRUE);
  normlab_test_ui_frames (swatch, 2);
  dashed = count_pixels (swatch, 0xeb, 0x62, 0x14);
  g_assert_cmpuint (dashed, >, 5);
  g_assert_cmpuint (dashed, <, whole * 9 / 10);

  g_object_set (settings, "gtk-application-prefer-dark-theme", TRUE, NULL);
  normlab_test_ui_frames (swatch, 2);
  g_assert_cmpuint (count_pixels (swatch, 0xed, 0x7d, 0x49), >, 5);
  g_object_set (settings, "gtk-application-prefer-dark-theme", FALSE, NULL);
}

static gboolean
is_marked (NormlabTestRunTable *self, const char *name)
{
  return gtk_widget_has_css_class (normlab_test_run_table_find_row (self, name), "marked");
}

static void
test_marked (NormlabTestRunTable *self, gconstpointer data)
{
  normlab_test_run_table_add_three (self);
  normlab_run_table_set_marked (self->table, normlab_test_lab_get_item (&self->base, 1));
  g_assert_true (is_marked (self, "seed 2"));
  g_assert_false (is_marked (self, "seed 1"));
  /* The mark stays with the run. */
  normlab_test_run_table_sort_by (self, NORMLAB_RUN_FACT_VALUE, NORMLAB_METRIC_ACCURACY,
                                  GTK_SORT_DESCENDING);
  normlab_test_ui_frames (GTK_WIDGET (self->table), 2);
  g_assert_true (is_marked (self, "seed 2"));
  g_assert_false (is_marked (self, "seed 1"));
  normlab_run_table_set_marked (self->table, NULL);
  g_assert_false (is_marked (self, "seed 2"));
}

/* The step that each row says, in the order of the list. */
static void
read_steps (GtkInscription **texts, char **steps)
{
  for (guint i = 0; i < 100; i++)
    steps[i] = g_strdup (gtk_inscription_get_text (texts[i]));
}

static void
scroll_to_end (NormlabTestRunTable *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
}

/* Looking at a hundred runs costs little, as only those in sight are looked at. */
static void
test_many (NormlabTestRunTable *self, gconstpointer data)
{
  char *before[100], *after[100];
  GtkInscription *texts[100];
  guint n_followed = 0;

  normlab_test_lab_train (&self->base, 100, NORMLAB_TEST_LAB_ENDLESS);
  /* Before the first frame, nobody knows which rows will be seen. */
  normlab_test_ui_frames (GTK_WIDGET (self->table), 2);
  normlab_test_lab_let_run (0.5);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("seed %u", i);
      GtkWidget *cell = gtk_widget_get_first_child (normlab_test_run_table_find_row (self, name));

      /* Nothing is said of the data where all runs have the same. */
      for (guint c = 1; c < NORMLAB_RUN_FACT_STEP; c++)
        cell = gtk_widget_get_next_sibling (cell);
      texts[i] = GTK_INSCRIPTION (gtk_widget_get_first_child (cell));
    }
  read_steps (texts, before);
  normlab_test_lab_let_run (1);
  read_steps (texts, after);
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
  normlab_lab_pause (self->base.lab, NULL);
  normlab_test_lab_let_run (0.3);
  scroll_to_end (self);
  normlab_test_ui_frames (GTK_WIDGET (self->table), 4);
  {
    const NormlabRunColumn column = { NORMLAB_RUN_FACT_STEP, NORMLAB_METRIC_ACCURACY };
    g_autofree char *step
        = normlab_run_column_get_text (&column, normlab_test_lab_get_item (&self->base, 99));

    g_assert_cmpstr (gtk_inscription_get_text (texts[99]), ==, step);
  }
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);

#define ADD(name, function)                                                                        \
  g_test_add ("/run-table/" name, NormlabTestRunTable, NULL, normlab_test_run_table_set_up,        \
              function, normlab_test_run_table_tear_down)
  ADD ("sorting", test_sorting);
  ADD ("sorting-missing", test_sorting_missing);
  ADD ("live-sorting", test_live_sorting);
  ADD ("cells", test_cells);
  ADD ("cut-names", test_cut_names);
  ADD ("diverged", test_diverged);
  ADD ("widths", test_widths);
  ADD ("other-metric", test_other_metric);
  ADD ("foreign-columns", test_foreign_columns);
  ADD ("measures", test_measures);
  ADD ("accessible", test_accessible);
  ADD ("check", test_check);
  ADD ("swatch", test_swatch);
  ADD ("marked", test_marked);
  ADD ("many", test_many);
  return g_test_run ();
}
