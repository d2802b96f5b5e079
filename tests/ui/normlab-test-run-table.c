/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-run-table.h"

#include "normlab-test-history.h"

void
normlab_test_run_table_set_up (NormlabTestRunTable *self, gconstpointer data)
{
  normlab_test_lab_set_up (&self->base, data);
  self->table = NORMLAB_RUN_TABLE (normlab_run_table_new ());
  normlab_run_table_set_lab (self->table, self->base.lab);
  self->window = normlab_test_ui_show (GTK_WIDGET (self->table), 900, 300);
  self->view = GTK_COLUMN_VIEW (
      normlab_test_ui_find (GTK_WIDGET (self->table), GTK_TYPE_COLUMN_VIEW, NULL));
  self->rows = gtk_column_view_get_model (self->view);
}

void
normlab_test_run_table_tear_down (NormlabTestRunTable *self, gconstpointer data)
{
  gpointer table = self->table;

  g_object_add_weak_pointer (G_OBJECT (table), &table);
  gtk_window_destroy (self->window);
  g_assert_null (table);
  normlab_test_lab_tear_down (&self->base, data);
}

void
normlab_test_run_table_add (NormlabTestRunTable *self,
                            guint32 seed,
                            NormlabRunState state,
                            float accuracy,
                            guint step)
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
  normlab_lab_add_ended (self->base.lab, runs);
}

void
normlab_test_run_table_add_three (NormlabTestRunTable *self)
{
  normlab_test_run_table_add (self, 1, NORMLAB_RUN_FINISHED, 0.5f, 1000);
  normlab_test_run_table_add (self, 2, NORMLAB_RUN_STOPPED, 0.75f, 400);
  normlab_test_run_table_add (self, 10, NORMLAB_RUN_DIVERGED, -1, 412);
  normlab_test_ui_frames (GTK_WIDGET (self->table), 2);
}

void
normlab_test_run_table_sort_by (NormlabTestRunTable *self,
                                NormlabRunFact fact,
                                NormlabMetric metric,
                                GtkSortType direction)
{
  g_autoptr (GtkColumnViewColumn) view_column = g_list_model_get_item (
      gtk_column_view_get_columns (self->view), normlab_run_columns_find (fact, metric));

  gtk_column_view_sort_by_column (self->view, view_column, direction);
}

static char *
get_order (NormlabTestRunTable *self)
{
  GString *order = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      g_string_append_printf (order, "%s%u", i > 0 ? " " : "", normlab_run_item_get_number (item));
    }
  return g_string_free (order, FALSE);
}

void
normlab_test_run_table_assert_order (NormlabTestRunTable *self, const char *expected)
{
  g_autofree char *order = get_order (self);

  g_assert_cmpstr (order, ==, expected);
}

GtkWidget *
normlab_test_run_table_find_text (GtkWidget *widget, const char *text)
{
  if (GTK_IS_INSCRIPTION (widget)
      && g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (widget)), text) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = normlab_test_run_table_find_text (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
normlab_test_run_table_find_row (NormlabTestRunTable *self, const char *name)
{
  GtkWidget *text = normlab_test_run_table_find_text (GTK_WIDGET (self->view), name);

  g_assert_nonnull (text);
  return gtk_widget_get_parent (gtk_widget_get_parent (text));
}
