/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-layers-page-private.h"
#include "normlab-layers-source.h"
#include "normlab-run-items.h"

/* Steps of a run that nobody watched, for what is shown over time. */
#define N_PLACES 40

void
normlab_layers_page_look (NormlabLayersPage *self)
{
  gboolean wanted
      = gtk_widget_get_mapped (GTK_WIDGET (self)) && !normlab_layers_page_is_previewing (self);

  if (self->insights != NULL)
    normlab_insights_look (self->insights, wanted ? self->items : NULL, self->step);
}

static GPtrArray *
list_items (NormlabLayersPage *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (self->runs);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, g_list_model_get_item (self->runs, i));
  return items;
}

/* What somebody has chosen, as far as it is still there. */
static GPtrArray *
choose (NormlabLayersPage *self, GPtrArray *all)
{
  GPtrArray *chosen = normlab_layers_chooser_get_chosen (self->chooser);

  for (guint i = chosen != NULL ? chosen->len : 0; i > 0; i--)
    if (!g_ptr_array_find (all, g_ptr_array_index (chosen, i - 1), NULL))
      g_ptr_array_remove_index (chosen, i - 1);
  if (chosen != NULL && chosen->len > 0)
    return chosen;
  g_clear_pointer (&chosen, g_ptr_array_unref);
  return normlab_layers_source_choose (all);
}

/* @chosen, or what would be trained, which is not known before it has been asked for. */
static void
set_items (NormlabLayersPage *self, GPtrArray *chosen)
{
  gboolean previewing = normlab_layers_page_is_previewing (self);

  if (previewing && self->previewed)
    {
      g_ptr_array_unref (chosen);
      return;
    }
  if (previewing)
    g_ptr_array_set_size (chosen, 0);
  self->previewed = previewing;
  g_ptr_array_unref (self->items);
  self->items = chosen;
}

void
normlab_layers_page_take_runs (NormlabLayersPage *self)
{
  g_autoptr (GPtrArray) all = list_items (self);
  GPtrArray *chosen = choose (self, all);

  self->runs_changed = FALSE;
  normlab_layers_chooser_set_chosen (self->chooser, chosen);
  set_items (self, chosen);
  normlab_layers_page_look (self);
  normlab_layers_page_ask (self);
}

gboolean
normlab_layers_page_has_content (NormlabLayersPage *self)
{
  if (self->runs == NULL)
    return FALSE;
  return g_list_model_get_n_items (self->runs) > 0
         || (self->plan != NULL && normlab_lab_get_dataset (self->lab) != NULL);
}

void
normlab_layers_page_update_content (NormlabLayersPage *self)
{
  gboolean has_content = normlab_layers_page_has_content (self);

  if (has_content == self->had_content)
    return;
  self->had_content = has_content;
  g_object_notify (G_OBJECT (self), "has-content");
}

/* Signals */

static void
on_item_shown (NormlabLayersPage *self)
{
  self->runs_changed = TRUE;
  normlab_layers_page_expire (self);
}

static void
on_item_look (NormlabLayersPage *self, GParamSpec *property, NormlabRunItem *item)
{
  if (g_ptr_array_find (self->items, item, NULL))
    normlab_layers_page_expire (self);
}

static void
follow_items (NormlabLayersPage *self, guint position, guint n_added)
{
  static const char *const looks[] = { "notify::name", "notify::color", "notify::dashed" };

  normlab_run_items_follow (self->runs, position, n_added, "notify::shown",
                            G_CALLBACK (on_item_shown), self);
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    normlab_run_items_follow (self->runs, position, n_added, looks[i], G_CALLBACK (on_item_look),
                              self);
}

/* A choice between runs and what would be trained, where there are both; new runs are what somebody
 * wants to see. */
static void
update_tools (NormlabLayersPage *self, gboolean added)
{
  gtk_widget_set_visible (self->before_button, g_list_model_get_n_items (self->runs) > 0);
  if (added)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->before_button), FALSE);
  gtk_widget_set_sensitive (self->networks_button, !normlab_layers_page_is_previewing (self));
}

/* A run that is gone is neither shown nor watched any more; one that is new is watched from its
 * first step on, and drawn with the next frame, when it has a name and a look. */
static void
on_runs_changed (NormlabLayersPage *self, guint position, guint n_removed, guint n_added)
{
  follow_items (self, position, n_added);
  self->runs_changed = TRUE;
  update_tools (self, n_added > 0);
  if (n_removed > 0 || gtk_widget_get_mapped (GTK_WIDGET (self)))
    normlab_layers_page_take_runs (self);
  if (n_removed > 0)
    normlab_layers_page_present (self);
  normlab_layers_page_expire (self);
  normlab_layers_page_update_content (self);
  /* The places of those that somebody has chosen. */
  normlab_page_emit_view_changed (NORMLAB_PAGE (self));
}

void
normlab_layers_page_set_up_runs (NormlabLayersPage *self)
{
  self->runs = g_object_ref (normlab_lab_get_networks (self->lab));
  normlab_layers_chooser_set_runs (self->chooser, self->runs);
  g_signal_connect_object (self->runs, "items-changed", G_CALLBACK (on_runs_changed), self,
                           G_CONNECT_SWAPPED);
  self->insights = normlab_insights_new (self->lab);
  normlab_insights_set_n_places (self->insights, N_PLACES);
  g_signal_connect_object (self->insights, "changed", G_CALLBACK (normlab_layers_page_follow), self,
                           G_CONNECT_SWAPPED);
}
