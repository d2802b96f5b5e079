/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-run-table-private.h"

#include "normlab-menu.h"

/* From one look at the numbers to the next; nobody reads more of them. */
#define UPDATE_PERIOD (100 * G_TIME_SPAN_MILLISECOND)

G_DEFINE_FINAL_TYPE (NormlabRunTable, normlab_run_table, GTK_TYPE_WIDGET)

static void queue_update (NormlabRunTable *self);

/* Not under somebody's hands. */
static gboolean
can_sort (NormlabRunTable *self)
{
  return !gtk_widget_get_visible (GTK_WIDGET (self->menu))
         && !gtk_widget_get_visible (GTK_WIDGET (self->rename));
}

NormlabRunCells *
normlab_run_table_get_cells (NormlabRunTable *self, NormlabRunFact fact)
{
  return g_ptr_array_index (self->cells, normlab_run_columns_find (fact, NORMLAB_METRIC_ACCURACY));
}

static void
update (NormlabRunTable *self)
{
  gint64 begin = normlab_clock_get_time (self->clock), taken;
  gboolean again;

  again = !can_sort (self) || !normlab_run_order_update (self->order, begin);
  for (guint c = 0; c < self->cells->len; c++)
    normlab_run_cells_update (g_ptr_array_index (self->cells, c));
  normlab_run_table_advance_columns (self);
  normlab_run_table_update_actions (self);
  normlab_run_table_update_emphasis (self);

  /* However slow the machine is, most of its time is left to others. */
  taken = normlab_clock_get_time (self->clock) - begin;
  self->next_update = begin + MAX (UPDATE_PERIOD, 4 * taken);
  if (again)
    queue_update (self);
}

static gboolean
on_update (gpointer data)
{
  NormlabRunTable *self = data;

  self->update_source = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

static void
queue_update (NormlabRunTable *self)
{
  gint64 delay = self->next_update - normlab_clock_get_time (self->clock);

  if (self->update_source == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->update_source
        = g_timeout_add ((guint) (MAX (delay, 0) / G_TIME_SPAN_MILLISECOND), on_update, self);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  NormlabRunTable *self = NORMLAB_RUN_TABLE (widget);

  if (self->scroll_ticks++ == 1)
    return G_SOURCE_CONTINUE;
  self->scroll_ticks = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* Other rows come into sight, as they were when last seen. The list knows which once it has been
 * laid out for the next frame, and they cannot be touched before they are. */
static void
on_scrolled (NormlabRunTable *self)
{
  if (self->scroll_ticks > 0)
    return;
  self->scroll_ticks = 1;
  gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

static gboolean
on_names_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  NormlabRunTable *self = NORMLAB_RUN_TABLE (widget);

  self->names_tick = 0;
  normlab_run_cells_cut_names (normlab_run_table_get_cells (self, NORMLAB_RUN_FACT_NAME));
  return G_SOURCE_REMOVE;
}

void
normlab_run_table_queue_names (NormlabRunTable *self)
{
  if (self->names_tick == 0)
    self->names_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_names_tick, NULL, NULL);
}

void
normlab_run_table_advance (NormlabRunTable *self)
{
  normlab_run_order_advance (self->order);
  queue_update (self);
}

static void
on_renamed (NormlabRunTable *self)
{
  normlab_run_order_rename (self->order);
  normlab_run_table_queue_names (self);
  queue_update (self);
}

/* What can be done with rows is no longer what it was. */
static void
on_outdated (NormlabRunTable *self)
{
  queue_update (self);
}

NormlabRunItem *
normlab_run_table_get_cursor (NormlabRunTable *self)
{
  return normlab_run_cells_find_focused (
      normlab_run_table_get_cells (self, NORMLAB_RUN_FACT_SHOWN));
}

static void
on_data_changed (NormlabRunTable *self)
{
  normlab_run_table_update_columns (self);
}

static void
on_baseline_changed (NormlabRunTable *self)
{
  normlab_run_table_update_columns (self);
  normlab_run_table_update_actions (self);
  queue_update (self);
}

static void
on_items_changed (NormlabRunTable *self)
{
  normlab_run_table_update_columns (self);
}

static void
on_selection_changed (NormlabRunTable *self)
{
  normlab_run_table_update_actions (self);
  g_signal_emit_by_name (self, "chosen");
}

static void
on_activate (NormlabRunTable *self, guint position)
{
  g_autoptr (NormlabRunItem) item
      = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  normlab_run_table_select (self, item);
  normlab_run_table_toggle_shown (self);
}

/* FALSE while the run has no row. */
static gboolean
focus_row (NormlabRunTable *self, NormlabRunItem *item)
{
  GtkWidget *cell = item != NULL ? normlab_run_cells_find_cell (
                        normlab_run_table_get_cells (self, NORMLAB_RUN_FACT_NAME), item)
                                 : NULL;

  return cell != NULL
         && gtk_widget_grab_focus (gtk_widget_get_parent (gtk_widget_get_parent (cell)));
}

/* From a menu, or the question for a name, keys go to the row again. */
static void
on_popover_closed (NormlabRunTable *self)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self->rename)))
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static gboolean
normlab_run_table_grab_focus (GtkWidget *widget)
{
  NormlabRunTable *self = NORMLAB_RUN_TABLE (widget);
  g_autoptr (GPtrArray) selected = normlab_run_table_get_selected_rows (self);

  return focus_row (self, selected->len > 0 ? g_ptr_array_index (selected, 0) : NULL)
         || gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_TAB_FORWARD);
}

static void
normlab_run_table_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (normlab_run_table_parent_class)->map (widget);

  queue_update (NORMLAB_RUN_TABLE (widget));
}

static void
normlab_run_table_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&NORMLAB_RUN_TABLE (widget)->update_source, g_source_remove);

  GTK_WIDGET_CLASS (normlab_run_table_parent_class)->unmap (widget);
}

static void
normlab_run_table_root (GtkWidget *widget)
{
  NormlabRunTable *self = NORMLAB_RUN_TABLE (widget);

  GTK_WIDGET_CLASS (normlab_run_table_parent_class)->root (widget);

  self->root = gtk_widget_get_root (widget);
  normlab_run_table_follow_focus (self);
}

static void
normlab_run_table_unroot (GtkWidget *widget)
{
  NormlabRunTable *self = NORMLAB_RUN_TABLE (widget);

  g_signal_handlers_disconnect_by_data (self->root, self);
  self->root = NULL;

  GTK_WIDGET_CLASS (normlab_run_table_parent_class)->unroot (widget);
}

static void
normlab_run_table_dispose (GObject *object)
{
  NormlabRunTable *self = NORMLAB_RUN_TABLE (object);
  GtkWidget *child;

  normlab_run_table_set_lab (self, NULL);
  if (gtk_widget_get_first_child (GTK_WIDGET (self)) != NULL)
    normlab_menu_empty (gtk_popover_menu_get_menu_model (GTK_POPOVER_MENU (self->menu)));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_weak_pointer (&self->focused);
  /* What compares for the view holds it as well. */
  if (self->order != NULL)
    g_object_run_dispose (G_OBJECT (self->order));
  g_clear_object (&self->order);
  g_clear_object (&self->gradual);
  g_clear_object (&self->sorted);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_clear_object (&self->names);

  G_OBJECT_CLASS (normlab_run_table_parent_class)->dispose (object);
}

static void
normlab_run_table_finalize (GObject *object)
{
  g_free (NORMLAB_RUN_TABLE (object)->columns);

  G_OBJECT_CLASS (normlab_run_table_parent_class)->finalize (object);
}

static void
normlab_run_table_class_init (NormlabRunTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = normlab_run_table_dispose;
  object_class->finalize = normlab_run_table_finalize;
  widget_class->grab_focus = normlab_run_table_grab_focus;
  widget_class->map = normlab_run_table_map;
  widget_class->unmap = normlab_run_table_unmap;
  widget_class->root = normlab_run_table_root;
  widget_class->unroot = normlab_run_table_unroot;

  g_signal_new ("again", NORMLAB_TYPE_RUN_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, NORMLAB_TYPE_RUN_ITEM);
  g_signal_new ("go-on", NORMLAB_TYPE_RUN_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 2, NORMLAB_TYPE_RUN_ITEM, G_TYPE_UINT);
  g_signal_new ("more-seeds", NORMLAB_TYPE_RUN_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  g_signal_new ("copy-certificate", NORMLAB_TYPE_RUN_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  g_signal_new ("save-weights", NORMLAB_TYPE_RUN_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, NORMLAB_TYPE_RUN_ITEM);
  g_signal_new ("save-script", NORMLAB_TYPE_RUN_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, NORMLAB_TYPE_RUN_ITEM);
  g_signal_new ("why-diverged", NORMLAB_TYPE_RUN_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, NORMLAB_TYPE_RUN_ITEM);
  g_signal_new ("columns", NORMLAB_TYPE_RUN_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, NORMLAB_TYPE_RUN_ITEM);
  g_signal_new ("chosen", NORMLAB_TYPE_RUN_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
  g_signal_new ("focused", NORMLAB_TYPE_RUN_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, NORMLAB_TYPE_RUN_ITEM);

  g_type_ensure (NORMLAB_TYPE_RUN_RENAME);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/normlab/Normlab/normlab-run-table.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabRunTable, scrolled);
  gtk_widget_class_bind_template_child (widget_class, NormlabRunTable, view);
  gtk_widget_class_bind_template_child (widget_class, NormlabRunTable, menu);
  gtk_widget_class_bind_template_child (widget_class, NormlabRunTable, rename);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_popover_closed);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  normlab_run_table_class_init_menu (widget_class);
  normlab_run_table_class_install_actions (widget_class);
  normlab_run_table_class_init_emphasis (widget_class);
}

static void
set_up_names (NormlabRunTable *self)
{
  self->names = normlab_run_names_new ();
  g_signal_connect_object (self->names, "outdated", G_CALLBACK (on_renamed), self,
                           G_CONNECT_SWAPPED);
}

static void
set_up_models (NormlabRunTable *self)
{
  self->order = normlab_run_order_new (self->view, self->columns, self->n_columns);
  self->gradual = normlab_gradual_list_new ();
  self->sorted
      = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->gradual)),
                                 g_object_ref (normlab_run_order_get_sorter (self->order)));
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->sorted)));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (on_selection_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (on_selection_changed),
                           self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->sorted, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
}

static void
normlab_run_table_init (NormlabRunTable *self)
{
  self->clock = normlab_clock_get_monotonic ();
  gtk_widget_init_template (GTK_WIDGET (self));
  set_up_names (self);
  normlab_run_table_set_up_columns (self);
  set_up_models (self);
  normlab_run_table_update_columns (self);

  normlab_run_table_init_menu (self);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scrolled), "value-changed",
                           G_CALLBACK (on_scrolled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scrolled), "changed",
                           G_CALLBACK (normlab_run_table_queue_names), self, G_CONNECT_SWAPPED);
  normlab_run_table_init_emphasis (self);
  normlab_run_table_update_actions (self);
}

GtkWidget *
normlab_run_table_new (void)
{
  return g_object_new (NORMLAB_TYPE_RUN_TABLE, NULL);
}

void
normlab_run_table_set_lab (NormlabRunTable *self, NormlabLab *lab)
{
  GListModel *runs;

  g_return_if_fail (NORMLAB_IS_RUN_TABLE (self));
  g_return_if_fail (lab == NULL || NORMLAB_IS_LAB (lab));

  if (self->lab == lab)
    return;
  if (self->lab != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->lab, self);
      g_signal_handlers_disconnect_by_data (normlab_lab_get_baseline (self->lab), self);
    }
  g_set_object (&self->lab, lab);
  runs = lab != NULL ? normlab_lab_get_runs (lab) : NULL;
  g_clear_object (&self->groups);
  if (runs != NULL && self->grouped)
    {
      self->groups = normlab_run_groups_new (runs);
      runs = normlab_run_groups_get_rows (self->groups);
    }
  normlab_gradual_list_set_model (self->gradual, runs);
  normlab_run_names_set_runs (self->names, runs);
  if (lab == NULL)
    return;
  g_signal_connect_object (lab, "advanced", G_CALLBACK (normlab_run_table_advance), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lab, "notify::state", G_CALLBACK (on_outdated), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lab, "data-changed", G_CALLBACK (on_data_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lab, "measures-changed", G_CALLBACK (on_data_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (normlab_lab_get_baseline (lab), "changed",
                           G_CALLBACK (on_baseline_changed), self, G_CONNECT_SWAPPED);
  normlab_run_table_update_columns (self);
  normlab_run_table_update_actions (self);
}

gboolean
normlab_run_table_is_heavy (NormlabRunTable *self)
{
  g_return_val_if_fail (NORMLAB_IS_RUN_TABLE (self), FALSE);

  return g_list_model_get_n_items (G_LIST_MODEL (self->gradual)) > NORMLAB_GRADUAL_LIST_PORTION;
}

gboolean
normlab_run_table_shed (NormlabRunTable *self)
{
  g_return_val_if_fail (NORMLAB_IS_RUN_TABLE (self), FALSE);

  return normlab_gradual_list_shed (self->gradual);
}

void
normlab_run_table_set_grouped (NormlabRunTable *self, gboolean grouped)
{
  g_return_if_fail (NORMLAB_IS_RUN_TABLE (self));
  g_return_if_fail (self->lab == NULL);

  self->grouped = grouped;
}

GPtrArray *
normlab_run_table_get_selected_rows (NormlabRunTable *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GtkBitset) bitset = NULL;

  bitset = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  for (guint64 i = 0; i < gtk_bitset_get_size (bitset); i++)
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (self->selection),
                                                   gtk_bitset_get_nth (bitset, (guint) i)));
  return items;
}

GPtrArray *
normlab_run_table_get_selected (NormlabRunTable *self)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (NORMLAB_IS_RUN_TABLE (self), items);

  rows = normlab_run_table_get_selected_rows (self);
  for (guint r = 0; r < rows->len; r++)
    {
      NormlabRunItem *row = g_ptr_array_index (rows, r);
      GPtrArray *members = normlab_run_item_get_members (row);

      for (guint i = 0; i < (members != NULL ? members->len : 1); i++)
        {
          NormlabRunItem *item = members != NULL ? g_ptr_array_index (members, i) : row;

          if (g_hash_table_add (seen, item))
            g_ptr_array_add (items, g_object_ref (item));
        }
    }
  return items;
}

void
normlab_run_table_select (NormlabRunTable *self, NormlabRunItem *item)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (self->selection);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (selection)); i++)
    {
      g_autoptr (NormlabRunItem) other = g_list_model_get_item (G_LIST_MODEL (selection), i);

      if (other == item && !gtk_selection_model_is_selected (selection, i))
        gtk_selection_model_select_item (selection, i, TRUE);
    }
}

void
normlab_run_table_set_marked (NormlabRunTable *self, NormlabRunItem *item)
{
  NormlabRunItem *group = item != NULL ? normlab_run_item_get_group (item) : NULL;

  g_return_if_fail (NORMLAB_IS_RUN_TABLE (self));

  /* Where it is folded away, its group's row stands for it. */
  if (group != NULL && !normlab_run_item_get_open (group))
    item = group;
  normlab_run_cells_set_marked (normlab_run_table_get_cells (self, NORMLAB_RUN_FACT_NAME), item);
}
