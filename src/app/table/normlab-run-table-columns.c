/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-run-table-private.h"

#include <glib/gi18n-lib.h>

/* Which columns there are, which of them are shown, and what stands above them. */

static void
append_column (NormlabRunTable *self, const NormlabRunColumn *column)
{
  NormlabRunCells *cells = normlab_run_cells_new (column, self->names);
  g_autoptr (GtkColumnViewColumn) view_column = gtk_column_view_column_new (
      normlab_run_column_get_title (column), normlab_run_cells_create_factory (cells));

  g_ptr_array_add (self->cells, cells);
  gtk_column_view_column_set_expand (view_column, column->fact == NORMLAB_RUN_FACT_NAME);
  gtk_column_view_column_set_resizable (view_column, column->fact == NORMLAB_RUN_FACT_NAME
                                                         || column->fact == NORMLAB_RUN_FACT_DATA
                                                         || column->fact == NORMLAB_RUN_FACT_STATE);
  g_signal_connect_object (view_column, "notify::fixed-width",
                           G_CALLBACK (normlab_run_table_queue_names), self, G_CONNECT_SWAPPED);
  gtk_column_view_append_column (self->view, view_column);
}

/* A column that says of all the same says nothing. */
static void
update_data (NormlabRunTable *self)
{
  g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (
      gtk_column_view_get_columns (self->view),
      normlab_run_columns_find (NORMLAB_RUN_FACT_DATA, NORMLAB_METRIC_ACCURACY));

  gtk_column_view_column_set_visible (column,
                                      self->lab != NULL && normlab_lab_get_mixes_data (self->lab));
  normlab_run_table_queue_names (self);
}

/* Whether none of the runs is trained here. */
static gboolean
are_foreign (NormlabRunTable *self)
{
  return self->lab != NULL && g_list_model_get_n_items (normlab_lab_get_runs (self->lab)) > 0
         && g_list_model_get_n_items (normlab_lab_get_networks (self->lab)) == 0;
}

static gboolean
is_measured (NormlabRunTable *self, NormlabMetric metric)
{
  if (metric == NORMLAB_RUN_COLUMN_OTHER)
    return FALSE;
  return normlab_metric_is_measured (metric, &(NormlabMeasures){ 0 })
         || (self->lab != NULL && normlab_lab_has_metric (self->lab, metric));
}

/* Whether a run says anything in a column. */
static gboolean
has_anything (NormlabRunTable *self, const NormlabRunColumn *column)
{
  GListModel *runs = normlab_lab_get_runs (self->lab);

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (runs, i);

      if (normlab_run_column_has_value (column, item))
        return TRUE;
    }
  return FALSE;
}

/* Nor does one of what has not been measured, or of what other programs do not tell. */
static void
update_metrics (NormlabRunTable *self)
{
  GListModel *view_columns = gtk_column_view_get_columns (self->view);
  gboolean foreign = are_foreign (self);

  for (guint i = 0; i < self->n_columns; i++)
    {
      const NormlabRunColumn *its = &self->columns[i];
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (view_columns, i);
      gboolean visible = its->fact != NORMLAB_RUN_FACT_VALUE || is_measured (self, its->metric);

      if (normlab_run_column_is_numeric (its) && its->fact != NORMLAB_RUN_FACT_DIFFERENCE)
        gtk_column_view_column_set_visible (column,
                                            visible && (!foreign || has_anything (self, its)));
    }
}

/* The heads of numbers stand on the right as they do, the arrow before them. GTK has no door to
 * that; where it is built otherwise than in 4.8, they stay on the left. */
static void
align_heads (NormlabRunTable *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *head = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  for (guint c = 0; head != NULL && c < self->n_columns; c++)
    {
      GtkWidget *box = gtk_widget_get_first_child (head);
      GtkWidget *label = GTK_IS_BOX (box) ? gtk_widget_get_first_child (box) : NULL;
      GtkWidget *arrow = GTK_IS_LABEL (label) ? gtk_widget_get_next_sibling (label) : NULL;

      if (arrow != NULL && normlab_run_column_is_numeric (&self->columns[c]))
        {
          gtk_widget_set_halign (box, GTK_ALIGN_END);
          gtk_box_reorder_child_after (GTK_BOX (box), label, arrow);
        }
      head = gtk_widget_get_next_sibling (head);
    }
}

/* The differences from a baseline, where there is one, have the place of the progress, which state
 * and step tell as well. */
static void
update_baseline (NormlabRunTable *self)
{
  GListModel *view_columns = gtk_column_view_get_columns (self->view);
  NormlabBaseline *baseline = self->lab != NULL ? normlab_lab_get_baseline (self->lab) : NULL;
  NormlabRunItem *row = baseline != NULL ? normlab_baseline_get (baseline) : NULL;

  for (guint i = 0; i < self->n_columns; i++)
    {
      const NormlabRunColumn *its = &self->columns[i];
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (view_columns, i);

      if (its->fact == NORMLAB_RUN_FACT_DIFFERENCE)
        gtk_column_view_column_set_visible (column, row != NULL && its->metric == self->metric);
      else if (its->fact == NORMLAB_RUN_FACT_PROGRESS)
        gtk_column_view_column_set_visible (column, row == NULL && !are_foreign (self));
      normlab_run_cells_set_baseline (g_ptr_array_index (self->cells, i), baseline, row);
    }
}

static void
set_label (GtkWidget *widget, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

static gboolean
has_groups (NormlabRunTable *self)
{
  GListModel *rows = self->groups != NULL ? normlab_run_groups_get_rows (self->groups) : NULL;

  for (guint i = 0; rows != NULL && i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (NormlabRunItem) row = g_list_model_get_item (rows, i);

      if (normlab_run_item_get_members (row) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* What the view is built from has the names of its types otherwise. */
static void
update_heads (NormlabRunTable *self)
{
  GListModel *view_columns = gtk_column_view_get_columns (self->view);
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *head = gtk_widget_get_first_child (header);
  gboolean grouped = has_groups (self);

  for (guint c = 0; c < self->n_columns; c++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (view_columns, c);
      g_autofree char *title = normlab_run_column_create_head (&self->columns[c], grouped);

      if (g_strcmp0 (gtk_column_view_column_get_title (column), title) != 0)
        gtk_column_view_column_set_title (column, title);
      if (head == NULL)
        continue;
      set_label (head, title);
      gtk_widget_set_tooltip_text (head, normlab_run_column_explain (&self->columns[c], grouped));
      head = gtk_widget_get_next_sibling (head);
    }
}

static void
name_list (NormlabRunTable *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *list = header != NULL ? gtk_widget_get_next_sibling (header) : NULL;

  if (list != NULL)
    set_label (list, _("Runs"));
}

void
normlab_run_table_set_up_columns (NormlabRunTable *self)
{
  const NormlabRunColumn *columns = normlab_run_columns_get (&self->n_columns);

  self->columns = g_memdup2 (columns, self->n_columns * sizeof *columns);
  self->cells = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint c = 0; c < self->n_columns; c++)
    append_column (self, &self->columns[c]);
  align_heads (self);
  name_list (self);
}

void
normlab_run_table_update_columns (NormlabRunTable *self)
{
  update_data (self);
  update_metrics (self);
  update_baseline (self);
  update_heads (self);
}

void
normlab_run_table_advance_columns (NormlabRunTable *self)
{
  if (are_foreign (self))
    update_metrics (self);
}

void
normlab_run_table_set_metric (NormlabRunTable *self, NormlabMetric metric)
{
  g_return_if_fail (NORMLAB_IS_RUN_TABLE (self));

  if (self->metric == metric)
    return;
  self->metric = metric;
  for (guint c = 0; c < self->n_columns; c++)
    if ((guint) self->columns[c].metric >= NORMLAB_METRIC_FOREIGN)
      self->columns[c].metric
          = (guint) metric >= NORMLAB_METRIC_FOREIGN ? metric : NORMLAB_RUN_COLUMN_OTHER;
  normlab_run_table_update_columns (self);
  normlab_run_table_advance (self);
}
