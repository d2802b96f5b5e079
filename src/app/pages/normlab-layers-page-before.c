/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-layers-page-private.h"

/* Without runs there is nothing else; with some, when somebody asks for it. */
gboolean
normlab_layers_page_is_previewing (NormlabLayersPage *self)
{
  return self->plan != NULL
         && (g_list_model_get_n_items (self->runs) == 0
             || gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->before_button)));
}

gboolean
normlab_layers_page_get_is_preview (NormlabPage *page)
{
  NormlabLayersPage *self = NORMLAB_LAYERS_PAGE (page);

  return self->runs != NULL && g_list_model_get_n_items (self->runs) == 0;
}

static void
ask_plan (NormlabLayersPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) recipes = normlab_plan_get_recipes (self->plan, &error);

  g_clear_pointer (&self->problem, g_free);
  if (recipes != NULL)
    normlab_outset_ask_recipes (self->outset, recipes);
  else
    {
      self->problem = g_strdup (error->message);
      normlab_outset_ask (self->outset, NULL);
    }
}

void
normlab_layers_page_ask (NormlabLayersPage *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (normlab_layers_page_is_previewing (self))
    ask_plan (self);
  else
    normlab_outset_ask (self->outset, self->step == 0 ? self->items : NULL);
}

const NormlabBeginning *
normlab_layers_page_find_beginning (NormlabLayersPage *self, NormlabRunItem *item)
{
  return self->step == 0 || normlab_layers_page_is_previewing (self)
             ? normlab_outset_find (self->outset, item)
             : NULL;
}

/* Signals */

static void
on_plan_changed (NormlabLayersPage *self)
{
  if (normlab_layers_page_is_previewing (self))
    normlab_layers_page_ask (self);
}

static void
on_data_changed (NormlabLayersPage *self)
{
  normlab_layers_page_update_content (self);
  /* Nothing is kept of those that nobody sees. */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    normlab_outset_ask (self->outset, NULL);
  normlab_layers_page_ask (self);
}

/* What is shown stays until the newest question has been answered. */
static void
on_answered (NormlabLayersPage *self)
{
  if (normlab_layers_page_is_previewing (self))
    {
      GPtrArray *answered = normlab_outset_get_items (self->outset);

      g_ptr_array_set_size (self->items, 0);
      for (guint i = 0; i < answered->len; i++)
        g_ptr_array_add (self->items, g_object_ref (g_ptr_array_index (answered, i)));
    }
  normlab_layers_page_expire (self);
}

static void
on_before_toggled (NormlabLayersPage *self)
{
  gtk_widget_set_sensitive (self->networks_button, !normlab_layers_page_is_previewing (self));
  normlab_layers_page_take_runs (self);
  normlab_layers_page_expire (self);
}

void
normlab_layers_page_set_up_before (NormlabLayersPage *self)
{
  self->outset = normlab_outset_new (self->lab);
  g_signal_connect_object (self->outset, "changed", G_CALLBACK (on_answered), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lab, "data-changed", G_CALLBACK (on_data_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->before_button, "toggled", G_CALLBACK (on_before_toggled), self,
                           G_CONNECT_SWAPPED);
}

void
normlab_layers_page_set_plan (NormlabPage *page, NormlabPlan *plan)
{
  NormlabLayersPage *self = NORMLAB_LAYERS_PAGE (page);

  g_return_if_fail (self->plan == NULL && self->outset != NULL);

  self->plan = g_object_ref (plan);
  g_signal_connect_object (plan, "changed", G_CALLBACK (on_plan_changed), self, G_CONNECT_SWAPPED);
  on_before_toggled (self);
  normlab_layers_page_update_content (self);
}
