/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-run-cells.h"

#include <glib/gi18n-lib.h>

#include "normlab-isolated.h"
#include "normlab-run-cell.h"
#include "normlab-run-check.h"

struct _NormlabRunCells
{
  GObject parent_instance;

  const NormlabRunColumn *column;
  NormlabRunNames *names;       /* nullable */
  GPtrArray *bound;             /* of GtkListItem, borrowed: those that show a run */
  NormlabRunItem *marked;       /* nullable, weak */
  NormlabBaseline *baseline;    /* nullable */
  NormlabRunItem *baseline_row; /* nullable, weak */
};

G_DEFINE_FINAL_TYPE (NormlabRunCells, normlab_run_cells, G_TYPE_OBJECT)

static void
normlab_run_cells_finalize (GObject *object)
{
  NormlabRunCells *self = NORMLAB_RUN_CELLS (object);

  g_clear_weak_pointer (&self->marked);
  g_clear_weak_pointer (&self->baseline_row);
  g_clear_object (&self->baseline);
  g_clear_object (&self->names);
  g_ptr_array_unref (self->bound);

  G_OBJECT_CLASS (normlab_run_cells_parent_class)->finalize (object);
}

static void
normlab_run_cells_class_init (NormlabRunCellsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = normlab_run_cells_finalize;
}

static void
normlab_run_cells_init (NormlabRunCells *self)
{
  self->bound = g_ptr_array_new ();
}

NormlabRunCells *
normlab_run_cells_new (const NormlabRunColumn *column, NormlabRunNames *names)
{
  NormlabRunCells *self = g_object_new (NORMLAB_TYPE_RUN_CELLS, NULL);

  self->column = column;
  if (column->fact == NORMLAB_RUN_FACT_NAME)
    self->names = g_object_ref (names);
  return self;
}

static void
on_open_changed (GtkListItem *list_item)
{
  NormlabRunItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *arrow = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));
  gboolean open = normlab_run_item_get_open (item);
  const char *text = open ? _("Fold these seeds into one row") : _("Show these seeds one by one");

  gtk_button_set_icon_name (GTK_BUTTON (arrow), open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_widget_set_tooltip_text (arrow, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/* Members stand beneath their group, farther in. */
static void
bind_shown (NormlabRunCells *self, GtkListItem *list_item)
{
  NormlabRunItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *box = gtk_list_item_get_child (list_item);
  GtkWidget *arrow = gtk_widget_get_first_child (box);
  gboolean is_group = normlab_run_item_get_members (item) != NULL;
  gboolean is_member = normlab_run_item_get_group (item) != NULL;

  normlab_run_check_set_item (NORMLAB_RUN_CHECK (gtk_widget_get_last_child (box)), item);
  gtk_widget_set_visible (arrow, is_group || is_member);
  gtk_widget_set_opacity (arrow, is_group ? 1 : 0);
  gtk_widget_set_sensitive (arrow, is_group);
  gtk_widget_set_margin_start (arrow, is_member ? 12 : 0);
  if (!is_group)
    return;
  g_object_set_data_full (
      G_OBJECT (list_item), "open",
      g_object_ref (g_object_bind_property (item, "open", arrow, "active",
                                            G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL)),
      g_object_unref);
  g_signal_connect_object (item, "notify::open", G_CALLBACK (on_open_changed), list_item,
                           G_CONNECT_SWAPPED);
  on_open_changed (list_item);
}

static void
unbind_shown (GtkListItem *list_item)
{
  GBinding *binding = g_object_get_data (G_OBJECT (list_item), "open");

  if (binding != NULL)
    g_binding_unbind (binding);
  g_object_set_data (G_OBJECT (list_item), "open", NULL);
  normlab_run_check_set_item (
      NORMLAB_RUN_CHECK (gtk_widget_get_last_child (gtk_list_item_get_child (list_item))), NULL);
}

/* Those who cannot see hear in full what is cut. */
static void
set_name (GtkWidget *text, const char *shown, NormlabRunItem *item)
{
  g_autofree char *isolated = normlab_isolated (text, shown);

  normlab_run_cell_set_text (text, isolated);
  /* The text was made the label. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  normlab_run_item_get_name (item), -1);
}

static void
update_cell (NormlabRunCells *self, GtkListItem *list_item)
{
  NormlabRunItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *child = gtk_list_item_get_child (list_item);
  g_autofree char *text = NULL;

  if (self->column->fact == NORMLAB_RUN_FACT_PROGRESS)
    normlab_run_cell_update_progress (child, item);
  else if (self->column->fact == NORMLAB_RUN_FACT_STATE)
    normlab_run_cell_update_state (child, item);
  else if (self->column->fact == NORMLAB_RUN_FACT_NAME)
    set_name (child, normlab_run_names_get (self->names, item), item);
  else if (self->column->fact == NORMLAB_RUN_FACT_DIFFERENCE && self->baseline != NULL)
    {
      text = normlab_baseline_describe (self->baseline, item, self->column->metric);
      normlab_run_cell_set_text (child, text);
    }
  else if (self->column->fact != NORMLAB_RUN_FACT_SHOWN)
    {
      text = normlab_run_column_get_text (self->column, item);
      normlab_run_cell_set_text (child, text);
    }
}

/* From the baseline, beneath what there is to say of an item. */
static void
add_differences (GtkListItem *list_item, char **details)
{
  const NormlabRunCells *self = g_object_get_data (G_OBJECT (list_item), "cells");
  g_autofree char *before = *details;
  g_autofree char *differences
      = self->baseline != NULL
            ? normlab_baseline_describe_all (self->baseline, gtk_list_item_get_item (list_item))
            : NULL;

  *details = differences != NULL ? g_strconcat (before, "\n", differences, NULL)
                                 : g_steal_pointer (&before);
}

/* What may not fit, made when asked for: to set a tooltip takes longer than to make the row. */
static gboolean
on_query_tooltip (GtkListItem *list_item,
                  int x,
                  int y,
                  gboolean by_keyboard,
                  GtkTooltip *tooltip,
                  GtkWidget *child)
{
  NormlabRunItem *item = gtk_list_item_get_item (list_item);
  g_autofree char *details = NULL;

  if (item == NULL)
    return FALSE;
  if (normlab_run_item_get_members (item) != NULL)
    details = normlab_run_item_get_group_details (item);
  else if (gtk_widget_has_css_class (child, "numeric"))
    return FALSE;
  else if (GTK_IS_INSCRIPTION (child))
    details = normlab_isolated (child, normlab_run_item_get_exact_name (item));
  else
    details = normlab_run_item_get_state_details (item);
  add_differences (list_item, &details);
  gtk_tooltip_set_text (tooltip, details);
  return TRUE;
}

/* The row that a cell is in, which belongs to the list. */
static GtkWidget *
get_row (GtkListItem *list_item)
{
  GtkWidget *cell = gtk_widget_get_parent (gtk_list_item_get_child (list_item));

  return cell != NULL ? gtk_widget_get_parent (cell) : NULL;
}

/* The row says to those who cannot see which run it is, and whether it is the baseline. */
static void
name_row (GtkListItem *list_item)
{
  NormlabRunItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *row = get_row (list_item);
  g_autofree char *name = NULL;

  if (row == NULL || item == NULL)
    return;
  if (gtk_widget_has_css_class (row, "baseline"))
    /* Translators: a run's name, and that it is what all others are compared with */
    name = g_strdup_printf (_("%s, baseline"), normlab_run_item_get_name (item));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name != NULL ? name : normlab_run_item_get_name (item), -1);
}

static void
on_setup (NormlabRunCells *self, GtkListItem *list_item)
{
  GtkWidget *child;

  if (self->column->fact == NORMLAB_RUN_FACT_SHOWN)
    child = normlab_run_cell_make_shown ();
  else if (self->column->fact == NORMLAB_RUN_FACT_PROGRESS)
    child = normlab_run_cell_make_progress ();
  else if (self->column->fact == NORMLAB_RUN_FACT_STATE)
    child = normlab_run_cell_make_state (self->column);
  else
    child = normlab_run_cell_make_text (self->column);
  gtk_list_item_set_child (list_item, child);
  g_object_set_data (G_OBJECT (list_item), "cells", self);
  /* It is in no row yet. */
  if (self->column->fact == NORMLAB_RUN_FACT_NAME)
    g_signal_connect_object (child, "map", G_CALLBACK (name_row), list_item,
                             G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  if (self->column->fact == NORMLAB_RUN_FACT_NAME || self->column->fact == NORMLAB_RUN_FACT_STATE
      || normlab_run_column_has_spread (self->column))
    {
      gtk_widget_set_has_tooltip (child, TRUE);
      g_signal_connect_object (child, "query-tooltip", G_CALLBACK (on_query_tooltip), list_item,
                               G_CONNECT_SWAPPED);
    }
}

/* What the name is part of. It is shown in full until all are cut anew. */
static void
on_name_changed (GtkListItem *list_item)
{
  GtkWidget *child = gtk_list_item_get_child (list_item);
  NormlabRunItem *item = gtk_list_item_get_item (list_item);
  const char *name = normlab_run_item_get_name (item);
  g_autofree char *label = NULL;

  if (GTK_IS_INSCRIPTION (child))
    {
      set_name (child, name, item);
      name_row (list_item);
      return;
    }
  /* Translators: what a progress bar shows; %s is a run's name */
  label = g_strdup_printf (_("Progress of %s"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update_mark (NormlabRunCells *self, GtkListItem *list_item)
{
  GtkWidget *row = get_row (list_item);

  if (row == NULL)
    return;
  if (self->marked != NULL && gtk_list_item_get_item (list_item) == (gpointer) self->marked)
    gtk_widget_add_css_class (row, "marked");
  else
    gtk_widget_remove_css_class (row, "marked");
}

static void
update_baseline (NormlabRunCells *self, GtkListItem *list_item)
{
  GtkWidget *row = get_row (list_item);

  if (row == NULL)
    return;
  if (self->baseline_row != NULL
      && gtk_list_item_get_item (list_item) == (gpointer) self->baseline_row)
    gtk_widget_add_css_class (row, "baseline");
  else
    gtk_widget_remove_css_class (row, "baseline");
  name_row (list_item);
}

static void
on_bind (NormlabRunCells *self, GtkListItem *list_item)
{
  NormlabRunItem *item = gtk_list_item_get_item (list_item);

  g_ptr_array_add (self->bound, list_item);
  if (self->column->fact == NORMLAB_RUN_FACT_SHOWN)
    bind_shown (self, list_item);
  if (self->column->fact == NORMLAB_RUN_FACT_NAME
      || self->column->fact == NORMLAB_RUN_FACT_PROGRESS)
    {
      g_signal_connect_object (item, "notify::name", G_CALLBACK (on_name_changed), list_item,
                               G_CONNECT_SWAPPED);
      on_name_changed (list_item);
    }
  if (normlab_run_item_get_members (item) != NULL && normlab_run_column_has_spread (self->column))
    {
      GtkInscription *text = GTK_INSCRIPTION (gtk_list_item_get_child (list_item));

      gtk_inscription_set_min_chars (text, NORMLAB_RUN_COLUMN_SPREAD);
      gtk_inscription_set_nat_chars (text, NORMLAB_RUN_COLUMN_SPREAD);
    }
  update_cell (self, list_item);
  if (self->column->fact != NORMLAB_RUN_FACT_NAME)
    return;
  update_mark (self, list_item);
  update_baseline (self, list_item);
}

static void
on_unbind (NormlabRunCells *self, GtkListItem *list_item)
{
  g_ptr_array_remove_fast (self->bound, list_item);
  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (list_item), list_item);
  if (self->column->fact == NORMLAB_RUN_FACT_SHOWN)
    unbind_shown (list_item);
}

GtkListItemFactory *
normlab_run_cells_create_factory (NormlabRunCells *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), self, G_CONNECT_SWAPPED);
  return factory;
}

void
normlab_run_cells_cut_names (NormlabRunCells *self)
{
  GtkWidget *cell = NULL;

  g_return_if_fail (NORMLAB_IS_RUN_CELLS (self));
  g_return_if_fail (self->names != NULL);

  for (guint i = 0; i < self->bound->len && cell == NULL; i++)
    {
      GtkWidget *child = gtk_list_item_get_child (g_ptr_array_index (self->bound, i));

      if (gtk_widget_get_mapped (child) && gtk_widget_get_width (child) > 0)
        cell = child;
    }
  if (cell == NULL || !normlab_run_names_update (self->names, cell))
    return;
  for (guint i = 0; i < self->bound->len; i++)
    update_cell (self, g_ptr_array_index (self->bound, i));
}

void
normlab_run_cells_update (NormlabRunCells *self)
{
  g_return_if_fail (NORMLAB_IS_RUN_CELLS (self));

  if (!normlab_run_column_is_changing (self->column))
    return;
  /* The list keeps many rows for those few that one sees, which alone are mapped. */
  for (guint i = 0; i < self->bound->len; i++)
    {
      GtkListItem *list_item = g_ptr_array_index (self->bound, i);

      if (gtk_widget_get_mapped (gtk_list_item_get_child (list_item)))
        update_cell (self, list_item);
    }
}

NormlabRunItem *
normlab_run_cells_find_at (NormlabRunCells *self, GtkWidget *widget, double y)
{
  g_return_val_if_fail (NORMLAB_IS_RUN_CELLS (self), NULL);

  for (guint i = 0; i < self->bound->len; i++)
    {
      GtkListItem *list_item = g_ptr_array_index (self->bound, i);
      GtkWidget *row = get_row (list_item);
      graphene_rect_t bounds;

      if (row != NULL && gtk_widget_compute_bounds (row, widget, &bounds)
          && y >= (double) bounds.origin.y
          && y < (double) bounds.origin.y + (double) bounds.size.height)
        return gtk_list_item_get_item (list_item);
    }
  return NULL;
}

NormlabRunItem *
normlab_run_cells_find_focused (NormlabRunCells *self)
{
  g_return_val_if_fail (NORMLAB_IS_RUN_CELLS (self), NULL);

  for (guint i = 0; i < self->bound->len; i++)
    {
      GtkListItem *list_item = g_ptr_array_index (self->bound, i);
      GtkWidget *row = get_row (list_item);
      GtkRoot *root = row != NULL ? gtk_widget_get_root (row) : NULL;
      GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

      if (focus != NULL && (focus == row || gtk_widget_is_ancestor (focus, row)))
        return gtk_list_item_get_item (list_item);
    }
  return NULL;
}

GtkWidget *
normlab_run_cells_find_cell (NormlabRunCells *self, NormlabRunItem *item)
{
  g_return_val_if_fail (NORMLAB_IS_RUN_CELLS (self), NULL);

  for (guint i = 0; i < self->bound->len; i++)
    {
      GtkListItem *list_item = g_ptr_array_index (self->bound, i);

      if (gtk_list_item_get_item (list_item) == (gpointer) item)
        return gtk_list_item_get_child (list_item);
    }
  return NULL;
}

void
normlab_run_cells_set_marked (NormlabRunCells *self, NormlabRunItem *item)
{
  g_return_if_fail (NORMLAB_IS_RUN_CELLS (self));

  if (!g_set_weak_pointer (&self->marked, item))
    return;
  for (guint i = 0; i < self->bound->len; i++)
    update_mark (self, g_ptr_array_index (self->bound, i));
}

void
normlab_run_cells_set_baseline (NormlabRunCells *self,
                                NormlabBaseline *baseline,
                                NormlabRunItem *row)
{
  gboolean changed;

  g_return_if_fail (NORMLAB_IS_RUN_CELLS (self));

  changed = g_set_object (&self->baseline, baseline);
  changed = g_set_weak_pointer (&self->baseline_row, row) || changed;
  /* What is bound later looks by itself. */
  for (guint i = 0; changed && i < self->bound->len; i++)
    if (self->column->fact == NORMLAB_RUN_FACT_NAME)
      update_baseline (self, g_ptr_array_index (self->bound, i));
    else if (self->column->fact == NORMLAB_RUN_FACT_DIFFERENCE)
      update_cell (self, g_ptr_array_index (self->bound, i));
}
