/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-get-dialog.h"

#include <glib/gi18n-lib.h>

#include "normlab-data-getter.h"

/* A row of the list, which owns it. */
typedef struct
{
  const NormlabSource *source;
  GtkLabel *state;
  GtkWidget *bar;
  GtkButton *button;
  gboolean here; /* all of its files lay on this machine when that was looked at last */
} Row;

struct _NormlabGetDialog
{
  GtkWindow parent_instance;

  /* Template */
  GtkListBox *list;
  GtkLabel *message;

  NormlabDataGetter *getter;
  GPtrArray *rows;              /* of Row */
  const NormlabSource *current; /* nullable: what was fetched when rows were shown last */
};

G_DEFINE_FINAL_TYPE (NormlabGetDialog, normlab_get_dialog, GTK_TYPE_WINDOW)

static guint signal_use;

/* What is shown */

static void
show_row (NormlabGetDialog *self, Row *row)
{
  const NormlabSource *current = normlab_data_getter_get_current (self->getter);
  gboolean under_way = current == row->source;
  gboolean here = row->here;
  g_autofree char *size = g_format_size (normlab_source_get_bytes (row->source));
  double share = normlab_data_getter_get_share (self->getter);
  g_autofree char *percent = g_strdup_printf ("%.0f %%", 100 * share);
  const char *verb = under_way ? _("Cancel") : here ? _("Open") : _("Get");
  g_autofree char *spoken = g_strdup_printf ("%s: %s", row->source->name, verb);

  gtk_label_set_text (row->state, under_way ? percent : here ? _("on this machine") : size);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (row->bar), under_way ? share : 0);
  /* Its room is kept, so that nothing moves. */
  gtk_widget_set_opacity (row->bar, under_way ? 1 : 0);
  gtk_button_set_label (row->button, verb);
  gtk_widget_set_sensitive (GTK_WIDGET (row->button), under_way || here || current == NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

/* At the disk, which is not asked ten times a second. */
static void
look (NormlabGetDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);
      g_autofree char *folder = normlab_source_get_folder (row->source);

      row->here = normlab_source_is_here (row->source, folder);
    }
}

static void
show_rows (NormlabGetDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    show_row (self, g_ptr_array_index (self->rows, i));
}

static void
on_changed (NormlabGetDialog *self)
{
  const NormlabSource *current = normlab_data_getter_get_current (self->getter);

  if (self->current != NULL && current != self->current)
    look (self);
  self->current = current;
  show_rows (self);
}

/* Files may have come or gone while people were elsewhere. */
static void
on_active (NormlabGetDialog *self)
{
  if (!gtk_window_is_active (GTK_WINDOW (self)))
    return;
  look (self);
  show_rows (self);
}

/* Whoever is told may do as it likes with the dialog. */
static void
use (NormlabGetDialog *self, const char *folder)
{
  G_GNUC_UNUSED g_autoptr (NormlabGetDialog) alive = g_object_ref (self);

  g_signal_emit (self, signal_use, 0, folder);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_failed (NormlabGetDialog *self, const char *message)
{
  gtk_label_set_text (self->message, message);
}

static void
on_clicked (NormlabGetDialog *self, GtkButton *button)
{
  Row *row = g_object_get_data (G_OBJECT (button), "row");
  g_autofree char *folder = normlab_source_get_folder (row->source);

  gtk_label_set_text (self->message, "");
  if (normlab_data_getter_get_current (self->getter) == row->source)
    {
      normlab_data_getter_cancel (self->getter);
      gtk_label_set_text (self->message, _("What has come stays, and Get goes on from there."));
    }
  else if (normlab_source_is_here (row->source, folder))
    use (self, folder);
  else
    normlab_data_getter_begin (self->getter, row->source);
}

/* Rows */

static GtkWidget *
create_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
create_words (Row *row)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  row->bar = gtk_progress_bar_new ();
  gtk_box_append (GTK_BOX (words), create_label (row->source->name, "heading"));
  gtk_box_append (GTK_BOX (words), create_label (row->source->about, "dim-label"));
  gtk_box_append (GTK_BOX (words), row->bar);
  gtk_widget_set_hexpand (words, TRUE);
  return words;
}

static void
add_row (NormlabGetDialog *self, const NormlabSource *source)
{
  Row *row = g_new0 (Row, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  row->source = source;
  g_ptr_array_add (self->rows, row);
  gtk_box_append (GTK_BOX (box), create_words (row));
  row->state = GTK_LABEL (create_label (NULL, "numeric"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->state));
  row->button = GTK_BUTTON (gtk_button_new ());
  g_object_set_data (G_OBJECT (row->button), "row", row);
  gtk_widget_set_name (GTK_WIDGET (row->button), source->id);
  gtk_widget_set_valign (GTK_WIDGET (row->button), GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (GTK_WIDGET (row->button), 96, -1);
  g_signal_connect_object (row->button, "clicked", G_CALLBACK (on_clicked), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->button));
  gtk_list_box_append (self->list, box);
  gtk_widget_set_focusable (gtk_widget_get_parent (box), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (gtk_widget_get_parent (box)), FALSE);
}

/* As a widget */

static void
normlab_get_dialog_dispose (GObject *object)
{
  NormlabGetDialog *self = NORMLAB_GET_DIALOG (object);

  if (self->getter != NULL)
    g_signal_handlers_disconnect_by_data (self->getter, self);
  g_clear_object (&self->getter);

  G_OBJECT_CLASS (normlab_get_dialog_parent_class)->dispose (object);
}

static void
normlab_get_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (NORMLAB_GET_DIALOG (object)->rows);

  G_OBJECT_CLASS (normlab_get_dialog_parent_class)->finalize (object);
}

static void
normlab_get_dialog_class_init (NormlabGetDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = normlab_get_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = normlab_get_dialog_finalize;
  signal_use = g_signal_new ("use", NORMLAB_TYPE_GET_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                             G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/normlab/Normlab/normlab-get-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabGetDialog, list);
  gtk_widget_class_bind_template_child (widget_class, NormlabGetDialog, message);
}

static void
normlab_get_dialog_init (NormlabGetDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new_with_free_func (g_free);
}

GtkWidget *
normlab_get_dialog_new (GtkWindow *parent, GPtrArray *sources, guint silence)
{
  NormlabGetDialog *self = g_object_new (NORMLAB_TYPE_GET_DIALOG, "transient-for", parent, NULL);

  self->getter = normlab_data_getter_new (sources, silence);
  g_signal_connect_object (self->getter, "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->getter, "got", G_CALLBACK (use), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->getter, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < sources->len; i++)
    add_row (self, g_ptr_array_index (sources, i));
  g_signal_connect (self, "notify::is-active", G_CALLBACK (on_active), NULL);
  look (self);
  show_rows (self);
  return GTK_WIDGET (self);
}
