/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-layers-chooser.h"

#include "normlab-layers-model.h"

struct _NormlabLayersChooser
{
  GtkPopover parent_instance;

  /* Template */
  GtkListView *list;
  GtkWidget *automatic_button;

  GListModel *runs;  /* NULL until it is set */
  GPtrArray *chosen; /* NormlabRunItem */
  gboolean by_hand;
  gboolean setting; /* it is not a person who ticks */
};

G_DEFINE_FINAL_TYPE (NormlabLayersChooser, normlab_layers_chooser, GTK_TYPE_POPOVER)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static NormlabRunItem *
get_item (GtkWidget *check)
{
  return g_object_get_data (G_OBJECT (check), "item");
}

static gboolean
is_chosen (NormlabLayersChooser *self, NormlabRunItem *item)
{
  return g_ptr_array_find (self->chosen, item, NULL);
}

/* No more can be ticked than there is room for. */
static void
update_check (NormlabLayersChooser *self, GtkWidget *check)
{
  NormlabRunItem *item = get_item (check);
  gboolean chosen = item != NULL && is_chosen (self, item);

  self->setting = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), chosen);
  self->setting = FALSE;
  gtk_widget_set_sensitive (check, chosen || self->chosen->len < NORMLAB_LAYERS_MAX_RUNS);
}

static void
update_checks (NormlabLayersChooser *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *check = gtk_widget_get_first_child (row);

      if (check != NULL && get_item (check) != NULL)
        update_check (self, check);
    }
  gtk_widget_set_sensitive (self->automatic_button, self->by_hand);
}

static void
on_toggled (NormlabLayersChooser *self, GtkCheckButton *check)
{
  NormlabRunItem *item = get_item (GTK_WIDGET (check));

  if (self->setting || item == NULL)
    return;
  if (gtk_check_button_get_active (check))
    g_ptr_array_add (self->chosen, g_object_ref (item));
  else
    g_ptr_array_remove (self->chosen, item);
  self->by_hand = TRUE;
  update_checks (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_automatic (NormlabLayersChooser *self)
{
  self->by_hand = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Rows */

static void
on_row_made (NormlabLayersChooser *self, GtkListItem *row)
{
  GtkWidget *check = gtk_check_button_new ();

  g_signal_connect_object (check, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_activatable (row, FALSE);
  gtk_list_item_set_child (row, check);
}

static void
on_row_bound (NormlabLayersChooser *self, GtkListItem *row)
{
  GtkWidget *check = gtk_list_item_get_child (row);
  NormlabRunItem *item = gtk_list_item_get_item (row);

  g_object_set_data (G_OBJECT (check), "item", item);
  gtk_check_button_set_label (GTK_CHECK_BUTTON (check), normlab_run_item_get_name (item));
  update_check (self, check);
}

static void
on_row_unbound (NormlabLayersChooser *self, GtkListItem *row)
{
  g_object_set_data (G_OBJECT (gtk_list_item_get_child (row)), "item", NULL);
}

static gboolean
is_shown (gpointer item, gpointer user_data)
{
  return normlab_run_item_get_shown (item);
}

/* What is listed is found out when somebody looks; hidden runs are not, unless they are looked
 * into. */
static void
on_map (GtkWidget *widget)
{
  NormlabLayersChooser *self = NORMLAB_LAYERS_CHOOSER (widget);
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (is_shown, NULL, NULL));
  g_autoptr (GtkFilterListModel) shown = NULL;
  g_autoptr (GtkNoSelection) selection = NULL;

  if (self->runs == NULL)
    {
      g_object_unref (filter);
      return;
    }
  shown = gtk_filter_list_model_new (g_object_ref (self->runs), filter);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&shown)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  update_checks (self);
}

void
normlab_layers_chooser_set_runs (NormlabLayersChooser *self, GListModel *runs)
{
  g_return_if_fail (NORMLAB_IS_LAYERS_CHOOSER (self));

  g_set_object (&self->runs, runs);
}

void
normlab_layers_chooser_set_chosen (NormlabLayersChooser *self, GPtrArray *items)
{
  g_return_if_fail (NORMLAB_IS_LAYERS_CHOOSER (self));

  g_ptr_array_set_size (self->chosen, 0);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (self->chosen, g_object_ref (g_ptr_array_index (items, i)));
  update_checks (self);
}

void
normlab_layers_chooser_choose (NormlabLayersChooser *self, GPtrArray *items)
{
  g_return_if_fail (NORMLAB_IS_LAYERS_CHOOSER (self));

  self->by_hand = items != NULL;
  if (items != NULL)
    normlab_layers_chooser_set_chosen (self, items);
  g_signal_emit (self, signals[CHANGED], 0);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint first = normlab_run_item_get_number (*(NormlabRunItem *const *) a);
  guint second = normlab_run_item_get_number (*(NormlabRunItem *const *) b);

  return first < second ? -1 : first > second;
}

GPtrArray *
normlab_layers_chooser_get_chosen (NormlabLayersChooser *self)
{
  GPtrArray *chosen;

  g_return_val_if_fail (NORMLAB_IS_LAYERS_CHOOSER (self), NULL);

  if (!self->by_hand)
    return NULL;
  chosen = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->chosen->len; i++)
    g_ptr_array_add (chosen, g_object_ref (g_ptr_array_index (self->chosen, i)));
  g_ptr_array_sort (chosen, compare_numbers);
  return chosen;
}

static void
normlab_layers_chooser_dispose (GObject *object)
{
  NormlabLayersChooser *self = NORMLAB_LAYERS_CHOOSER (object);

  g_clear_object (&self->runs);
  g_ptr_array_set_size (self->chosen, 0);

  G_OBJECT_CLASS (normlab_layers_chooser_parent_class)->dispose (object);
}

static void
normlab_layers_chooser_finalize (GObject *object)
{
  g_ptr_array_unref (NORMLAB_LAYERS_CHOOSER (object)->chosen);

  G_OBJECT_CLASS (normlab_layers_chooser_parent_class)->finalize (object);
}

static void
normlab_layers_chooser_class_init (NormlabLayersChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = normlab_layers_chooser_dispose;
  G_OBJECT_CLASS (klass)->finalize = normlab_layers_chooser_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/normlab/Normlab/normlab-layers-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersChooser, list);
  gtk_widget_class_bind_template_child (widget_class, NormlabLayersChooser, automatic_button);
  gtk_widget_class_bind_template_callback (widget_class, on_automatic);
}

static void
normlab_layers_chooser_init (NormlabLayersChooser *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->chosen = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_row_made), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_row_bound), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_row_unbound), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  g_signal_connect (self, "map", G_CALLBACK (on_map), NULL);
}
