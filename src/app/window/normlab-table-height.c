/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-table-height.h"

struct _NormlabTableHeight
{
  GObject parent_instance;

  GtkPaned *panes;  /* weak */
  GtkWidget *table; /* weak */
  GSettings *settings;

  gboolean placed;
};

G_DEFINE_FINAL_TYPE (NormlabTableHeight, normlab_table_height, G_TYPE_OBJECT)

static void
normlab_table_height_dispose (GObject *object)
{
  NormlabTableHeight *self = NORMLAB_TABLE_HEIGHT (object);

  g_clear_weak_pointer (&self->panes);
  g_clear_weak_pointer (&self->table);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (normlab_table_height_parent_class)->dispose (object);
}

static void
normlab_table_height_class_init (NormlabTableHeightClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = normlab_table_height_dispose;
}

static void
normlab_table_height_init (NormlabTableHeight *self)
{
}

/* Only once the window has its size is it known where a table of so many pixels begins. */
static gboolean
place (NormlabTableHeight *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self->panes));

  if (height <= 0)
    return FALSE;
  self->placed = TRUE;
  gtk_paned_set_position (self->panes,
                          height - g_settings_get_int (self->settings, "table-height"));
  return TRUE;
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  NormlabTableHeight *self = user_data;

  return self->panes == NULL || place (self) ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
on_mapped (NormlabTableHeight *self)
{
  if (!self->placed && !place (self))
    gtk_widget_add_tick_callback (GTK_WIDGET (self->panes), on_tick, g_object_ref (self),
                                  g_object_unref);
}

NormlabTableHeight *
normlab_table_height_new (GtkPaned *panes, GtkWidget *table, GSettings *settings)
{
  NormlabTableHeight *self;

  g_return_val_if_fail (GTK_IS_PANED (panes), NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (table), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (NORMLAB_TYPE_TABLE_HEIGHT, NULL);
  g_set_weak_pointer (&self->panes, panes);
  g_set_weak_pointer (&self->table, table);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (table, "map", G_CALLBACK (on_mapped), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return self;
}

void
normlab_table_height_save (NormlabTableHeight *self)
{
  int height;

  g_return_if_fail (NORMLAB_IS_TABLE_HEIGHT (self));

  height = gtk_widget_get_height (self->table);
  if (self->placed && height > 0)
    g_settings_set_int (self->settings, "table-height", height);
}
