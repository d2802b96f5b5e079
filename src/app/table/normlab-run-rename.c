/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-run-rename.h"

#include "normlab-text.h"

struct _NormlabRunRename
{
  GtkPopover parent_instance;

  /* Template widgets */
  GtkEntry *entry;

  NormlabRunItem *item; /* nullable */
};

G_DEFINE_FINAL_TYPE (NormlabRunRename, normlab_run_rename, GTK_TYPE_POPOVER)

static void
on_activate (NormlabRunRename *self)
{
  g_autofree char *name
      = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (self->item != NULL)
    normlab_run_item_set_custom_name (self->item, name);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
normlab_run_rename_closed (GtkPopover *popover)
{
  g_clear_object (&NORMLAB_RUN_RENAME (popover)->item);
}

static void
normlab_run_rename_dispose (GObject *object)
{
  g_clear_object (&NORMLAB_RUN_RENAME (object)->item);

  G_OBJECT_CLASS (normlab_run_rename_parent_class)->dispose (object);
}

static void
normlab_run_rename_class_init (NormlabRunRenameClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = normlab_run_rename_dispose;
  GTK_POPOVER_CLASS (klass)->closed = normlab_run_rename_closed;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/normlab/Normlab/normlab-run-rename.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabRunRename, entry);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
normlab_run_rename_init (NormlabRunRename *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_entry_set_max_length (self->entry, NORMLAB_TEXT_MAX_TITLE);
}

GtkWidget *
normlab_run_rename_new (void)
{
  return g_object_new (NORMLAB_TYPE_RUN_RENAME, NULL);
}

void
normlab_run_rename_ask (NormlabRunRename *self, NormlabRunItem *item)
{
  g_return_if_fail (NORMLAB_IS_RUN_RENAME (self));
  g_return_if_fail (NORMLAB_IS_RUN_ITEM (item));

  g_set_object (&self->item, item);
  gtk_entry_set_placeholder_text (self->entry, normlab_run_item_get_automatic_name (item));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), normlab_run_item_get_name (item));
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}
