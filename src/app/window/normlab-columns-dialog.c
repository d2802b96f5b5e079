/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-columns-dialog.h"

#include <glib/gi18n-lib.h>

/* Columns have names of any length. */
#define NAME_CHARS 24
/* From so many on they can be searched. */
#define MANY 12

struct _NormlabColumnsDialog
{
  GtkWindow parent_instance;

  /* Template */
  GtkLabel *heading, *message;
  GtkDropDown *counter;
  GtkWidget *search;
  GtkListView *list;
  GtkWidget *cancel_button;

  NormlabColumnsQuestion *question;
  GtkFilter *filter;
  GtkStringList *uses;
  GtkSizeGroup *values, *drop_downs; /* that are as wide as one another */
};

G_DEFINE_FINAL_TYPE (NormlabColumnsDialog, normlab_columns_dialog, GTK_TYPE_WINDOW)

static guint signal_answer, signal_decline;

static GtkWidget *
create_name (int n_chars)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_width_chars (GTK_LABEL (label), n_chars / 2);
  gtk_label_set_max_width_chars (GTK_LABEL (label), n_chars);
  return label;
}

/* What counts steps */

static void
on_setup_counter (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, create_name (NAME_CHARS));
}

static void
on_bind_counter (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkStringObject *word = gtk_list_item_get_item (item);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (word));
}

static void
on_counter (NormlabColumnsDialog *self)
{
  guint selected = gtk_drop_down_get_selected (self->counter);

  if (selected != GTK_INVALID_LIST_POSITION)
    normlab_columns_question_set_counter (self->question, selected);
}

static void
show_counters (NormlabColumnsDialog *self)
{
  const char *const *words = normlab_columns_question_get_counters (self->question);
  g_autoptr (GtkStringList) list = gtk_string_list_new (words);
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkExpression) expression
      = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_counter), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_counter), NULL);
  gtk_drop_down_set_expression (self->counter, expression);
  gtk_drop_down_set_factory (self->counter, factory);
  gtk_drop_down_set_enable_search (self->counter,
                                   g_list_model_get_n_items (G_LIST_MODEL (list)) > MANY);
  gtk_drop_down_set_model (self->counter, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->counter, normlab_columns_question_get_counter (self->question));
  g_signal_connect_object (self->counter, "notify::selected", G_CALLBACK (on_counter), self,
                           G_CONNECT_SWAPPED);
}

/* What the others are drawn as */

static void
on_setup_row (NormlabColumnsDialog *self, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = create_name (NAME_CHARS), *value = gtk_label_new (NULL);
  GtkWidget *use = gtk_drop_down_new (g_object_ref (G_LIST_MODEL (self->uses)), NULL);

  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (value, "numeric");
  gtk_widget_add_css_class (value, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (value), 1);
  gtk_size_group_add_widget (self->values, value);
  gtk_size_group_add_widget (self->drop_downs, use);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), value);
  gtk_box_append (GTK_BOX (box), use);
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_selectable (item, FALSE);
}

static void
on_bind_row (NormlabColumnsDialog *self, GtkListItem *item)
{
  NormlabColumnRow *row = gtk_list_item_get_item (item);
  GtkWidget *name = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *value = gtk_widget_get_next_sibling (name);
  GtkWidget *use = gtk_widget_get_next_sibling (value);
  g_autofree char *spoken = g_strdup_printf ("%s, %s", normlab_column_row_get_name (row),
                                             normlab_column_row_get_value (row));

  gtk_label_set_text (GTK_LABEL (name), normlab_column_row_get_name (row));
  gtk_widget_set_tooltip_text (name, normlab_column_row_get_name (row));
  gtk_label_set_text (GTK_LABEL (value), normlab_column_row_get_value (row));
  gtk_accessible_update_property (GTK_ACCESSIBLE (use), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (
      G_OBJECT (item), "binding",
      g_object_ref (g_object_bind_property (row, "use", use, "selected",
                                            G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL)),
      g_object_unref);
}

static void
on_unbind_row (NormlabColumnsDialog *self, GtkListItem *item)
{
  g_binding_unbind (g_object_get_data (G_OBJECT (item), "binding"));
  g_object_set_data (G_OBJECT (item), "binding", NULL);
}

/* The column that counts steps is not drawn. */
static gboolean
is_drawn (gpointer row, gpointer question)
{
  return (int) normlab_column_row_get_column (row) != normlab_columns_question_get_x (question);
}

static char *
get_name (NormlabColumnRow *row, gpointer data)
{
  return g_strdup (normlab_column_row_get_name (row));
}

/* What has in its name what is searched for. */
static GtkFilter *
create_search (NormlabColumnsDialog *self)
{
  GtkExpression *name = gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL,
                                                     G_CALLBACK (get_name), NULL, NULL);
  GtkStringFilter *filter = gtk_string_filter_new (name);

  g_object_bind_property (self->search, "text", filter, "search", G_BINDING_SYNC_CREATE);
  return GTK_FILTER (filter);
}

static void
show_rows (NormlabColumnsDialog *self)
{
  GListModel *rows = normlab_columns_question_get_rows (self->question);
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSelectionModel) model = NULL;
  GtkMultiFilter *both = GTK_MULTI_FILTER (gtk_every_filter_new ());

  self->filter = GTK_FILTER (
      gtk_custom_filter_new (is_drawn, g_object_ref (self->question), g_object_unref));
  gtk_multi_filter_append (both, g_object_ref (self->filter));
  gtk_multi_filter_append (both, create_search (self));
  model = GTK_SELECTION_MODEL (gtk_no_selection_new (
      G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (rows), GTK_FILTER (both)))));
  gtk_widget_set_visible (self->search, g_list_model_get_n_items (rows) > MANY);
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup_row), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind_row), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind_row), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, model);
}

static void
on_changed (NormlabColumnsDialog *self)
{
  g_autofree char *problem = normlab_columns_question_describe_problem (self->question);

  gtk_label_set_text (self->message, problem != NULL ? problem : "");
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

/* The first time it gives up the search, then what the dialog asks. */
static void
on_stop_search (NormlabColumnsDialog *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* Whoever is told may do as it likes with the dialog. */
static void
on_draw (NormlabColumnsDialog *self)
{
  G_GNUC_UNUSED g_autoptr (NormlabColumnsDialog) alive = g_object_ref (self);

  g_signal_emit (self, signal_answer, 0, self->question);
  gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
normlab_columns_dialog_close_request (GtkWindow *window)
{
  NormlabColumnsDialog *self = NORMLAB_COLUMNS_DIALOG (window);

  g_signal_emit (self, signal_decline, 0, self->question);
  return GTK_WINDOW_CLASS (normlab_columns_dialog_parent_class)->close_request (window);
}

/* Before it opens a list; but where one is open, it takes what is in it, and who searches has not
 * done yet. */
static gboolean
on_key (NormlabColumnsDialog *self, guint key, guint code, GdkModifierType state)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if ((key != GDK_KEY_Return && key != GDK_KEY_KP_Enter && key != GDK_KEY_ISO_Enter)
      || (state & gtk_accelerator_get_default_mod_mask ()) != 0 || focus == self->cancel_button
      || (focus != NULL
          && (gtk_widget_get_native (focus) != GTK_NATIVE (self)
              || gtk_widget_is_ancestor (focus, self->search))))
    return FALSE;
  on_draw (self);
  return TRUE;
}

static void
normlab_columns_dialog_dispose (GObject *object)
{
  NormlabColumnsDialog *self = NORMLAB_COLUMNS_DIALOG (object);

  if (self->question != NULL)
    g_signal_handlers_disconnect_by_data (self->question, self);
  g_clear_object (&self->filter);
  g_clear_object (&self->uses);
  g_clear_object (&self->values);
  g_clear_object (&self->drop_downs);
  g_clear_object (&self->question);

  G_OBJECT_CLASS (normlab_columns_dialog_parent_class)->dispose (object);
}

static void
normlab_columns_dialog_class_init (NormlabColumnsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = normlab_columns_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = normlab_columns_dialog_close_request;
  signal_answer = g_signal_new ("answer", NORMLAB_TYPE_COLUMNS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, NORMLAB_TYPE_COLUMNS_QUESTION);
  signal_decline = g_signal_new ("decline", NORMLAB_TYPE_COLUMNS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, NORMLAB_TYPE_COLUMNS_QUESTION);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/normlab/Normlab/normlab-columns-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabColumnsDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, NormlabColumnsDialog, message);
  gtk_widget_class_bind_template_child (widget_class, NormlabColumnsDialog, counter);
  gtk_widget_class_bind_template_child (widget_class, NormlabColumnsDialog, search);
  gtk_widget_class_bind_template_child (widget_class, NormlabColumnsDialog, list);
  gtk_widget_class_bind_template_child (widget_class, NormlabColumnsDialog, cancel_button);
  gtk_widget_class_bind_template_callback (widget_class, on_draw);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
}

static void
normlab_columns_dialog_init (NormlabColumnsDialog *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->uses = gtk_string_list_new (normlab_columns_question_get_uses ());
  self->values = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->drop_downs = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
normlab_columns_dialog_new (GtkWindow *parent, NormlabColumnsQuestion *question)
{
  NormlabColumnsDialog *self;
  g_autofree char *heading = NULL;

  g_return_val_if_fail (NORMLAB_IS_COLUMNS_QUESTION (question), NULL);

  self = g_object_new (NORMLAB_TYPE_COLUMNS_DIALOG, "transient-for", parent, NULL);
  self->question = g_object_ref (question);
  /* Translators: the name of a file */
  heading = g_strdup_printf (_("What has been found in “%s”, and what is drawn of it:"),
                             normlab_columns_question_get_title (question));
  gtk_label_set_text (self->heading, heading);
  show_counters (self);
  show_rows (self);
  on_changed (self);
  g_signal_connect_object (question, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  gtk_widget_grab_focus (GTK_WIDGET (self->counter));
  return GTK_WIDGET (self);
}
