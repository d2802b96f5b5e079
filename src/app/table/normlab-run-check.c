/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-run-check.h"

#include <glib/gi18n-lib.h>

#include "normlab-run-swatch.h"

struct _NormlabRunCheck
{
  GtkCheckButton parent_instance;

  NormlabRunSwatch *swatch; /* borrowed */
  NormlabRunItem *item;     /* nullable */
  GBinding *binding;        /* borrowed from what it binds */
};

G_DEFINE_FINAL_TYPE (NormlabRunCheck, normlab_run_check, GTK_TYPE_CHECK_BUTTON)

static void
name_swatch (NormlabRunCheck *self)
{
  const char *name = normlab_run_item_get_name (self->item);
  g_autofree char *label = NULL;

  if (normlab_run_item_get_dashed (self->item))
    /* Translators: a piece of a run's line, beside its name; %s is the name */
    label = g_strdup_printf (_("Broken line of %s"), name);
  else
    /* Translators: a piece of a run's line, beside its name; %s is the name */
    label = g_strdup_printf (_("Line of %s"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->swatch), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

/* A group of which some are shown. */
static void
update_mixed (NormlabRunCheck *self)
{
  GPtrArray *members = normlab_run_item_get_members (self->item);
  gboolean mixed = FALSE;

  for (guint i = 0; members != NULL && i < members->len; i++)
    mixed |= normlab_run_item_get_shown (g_ptr_array_index (members, i))
             != normlab_run_item_get_shown (self->item);
  gtk_check_button_set_inconsistent (GTK_CHECK_BUTTON (self), mixed);
}

static void
on_look_changed (NormlabRunCheck *self)
{
  update_mixed (self);
  normlab_run_swatch_set_look (self->swatch, normlab_run_item_get_color (self->item),
                               normlab_run_item_get_dashed (self->item));
  name_swatch (self);
}

static void
on_name_changed (NormlabRunCheck *self)
{
  /* Translators: what a check box does; %s is a run's name */
  g_autofree char *label
      = g_strdup_printf (_("Show %s in the chart"), normlab_run_item_get_name (self->item));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  name_swatch (self);
}

static void
normlab_run_check_dispose (GObject *object)
{
  normlab_run_check_set_item (NORMLAB_RUN_CHECK (object), NULL);

  G_OBJECT_CLASS (normlab_run_check_parent_class)->dispose (object);
}

/* GTK 4.8's check buttons say that they have taken the focus even where they cannot, and Tab would
 * come to no row. */
static gboolean
normlab_run_check_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return FALSE;
}

static void
normlab_run_check_class_init (NormlabRunCheckClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = normlab_run_check_dispose;
  GTK_WIDGET_CLASS (klass)->focus = normlab_run_check_focus;
}

static void
normlab_run_check_init (NormlabRunCheck *self)
{
  GtkWidget *swatch = normlab_run_swatch_new ();

  self->swatch = NORMLAB_RUN_SWATCH (swatch);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (self), swatch);
  /* The row has the cursor, and Enter there does the same for all that are selected. */
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
}

GtkWidget *
normlab_run_check_new (void)
{
  return g_object_new (NORMLAB_TYPE_RUN_CHECK, NULL);
}

void
normlab_run_check_set_item (NormlabRunCheck *self, NormlabRunItem *item)
{
  g_return_if_fail (NORMLAB_IS_RUN_CHECK (self));

  if (self->item == item)
    return;
  if (self->item != NULL)
    {
      g_clear_pointer (&self->binding, g_binding_unbind);
      g_signal_handlers_disconnect_by_data (self->item, self);
    }
  g_set_object (&self->item, item);
  if (item == NULL)
    return;

  self->binding = g_object_bind_property (item, "shown", self, "active",
                                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (item, "notify::color", G_CALLBACK (on_look_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::dashed", G_CALLBACK (on_look_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::shown", G_CALLBACK (update_mixed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::name", G_CALLBACK (on_name_changed), self,
                           G_CONNECT_SWAPPED);
  on_look_changed (self);
  on_name_changed (self);
}
