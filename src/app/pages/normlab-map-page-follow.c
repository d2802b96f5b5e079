/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-map-page-private.h"
#include "normlab-metric-buttons.h"

/* What is shown */

static void
describe (NormlabMapPage *self)
{
  const NormlabMapModel *model = normlab_map_view_get_model (self->view);
  g_autofree char *cell = NULL;
  NormlabMapPlace place;

  if (!self->runs_changed && normlab_map_view_get_looked_at (self->view, &place))
    cell = normlab_map_source_describe (self->source, model, &place);
  normlab_map_view_set_description (self->view, cell != NULL ? cell : self->summary);
}

static void
summarize (NormlabMapPage *self)
{
  g_autofree char *summary
      = normlab_map_source_summarize (self->source, normlab_map_view_get_model (self->view));

  if (g_strcmp0 (summary, self->summary) == 0)
    return;
  g_free (self->summary);
  self->summary = g_steal_pointer (&summary);
  g_object_notify (G_OBJECT (self), "summary");
}

static void
take_runs (NormlabMapPage *self)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new ();
  guint n = g_list_model_get_n_items (self->runs);

  self->runs_changed = FALSE;
  g_ptr_array_set_size (self->items, 0);
  for (guint i = 0; i < n; i++)
    {
      NormlabRunItem *item = g_list_model_get_item (self->runs, i);

      g_ptr_array_add (self->items, item);
      g_ptr_array_add (runs, normlab_run_item_get_run (item));
    }
  normlab_map_source_set_runs (self->source, runs);
}

void
normlab_map_page_place_highlight (NormlabMapPage *self)
{
  NormlabMapPlace place;
  guint position;
  gboolean found = self->highlighted != NULL && !self->runs_changed
                   && g_ptr_array_find (self->items, self->highlighted, &position)
                   && normlab_map_source_find (self->source, position, &place);

  normlab_map_view_set_highlighted (self->view, found ? &place : NULL);
}

/* Shows what there is by now; TRUE when its places are no others than before. */
static gboolean
show_model (NormlabMapPage *self)
{
  const NormlabMapModel *before = normlab_map_view_get_model (self->view);
  NormlabMapModel *model = normlab_map_source_create_model (self->source);
  gboolean same = before != NULL && normlab_map_model_has_same_places (before, model);

  normlab_map_view_set_model (self->view, model);
  return same;
}

/* Who hears the map would have no peace if its words changed with every value while networks
 * train. */
void
normlab_map_page_bring_up_to_date (NormlabMapPage *self)
{
  gboolean had_content = normlab_page_get_has_content (NORMLAB_PAGE (self));

  if (self->runs_changed)
    take_runs (self);
  normlab_map_source_set_options (self->source, &self->options);
  if (!show_model (self) || normlab_lab_get_state (self->lab) != NORMLAB_LAB_TRAINING)
    {
      summarize (self);
      describe (self);
    }
  normlab_map_page_show_axes (self);
  normlab_metric_buttons_offer (self->metrics, self->lab, self->options.metric);
  normlab_map_page_place_highlight (self);
  if (normlab_page_get_has_content (NORMLAB_PAGE (self)) != had_content)
    g_object_notify (G_OBJECT (self), "has-content");
}

void
normlab_map_page_expire (NormlabMapPage *self)
{
  normlab_page_frame_ask (&self->frame);
}

/* Runs */

/* Nobody may know when this page is looked at next, and what is removed is to be free by then. */
static void
let_go (NormlabMapPage *self)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  g_ptr_array_set_size (self->items, 0);
  normlab_map_source_set_runs (self->source, none);
}

/* A page without runs must say so at once, whether it is looked at or not. */
static void
on_runs_changed (NormlabMapPage *self, guint position, guint n_removed, guint n_added)
{
  gboolean had_content = normlab_page_get_has_content (NORMLAB_PAGE (self));

  self->runs_changed = TRUE;
  if (n_removed > 0)
    let_go (self);
  if (g_list_model_get_n_items (self->runs) == 0)
    normlab_map_page_bring_up_to_date (self);
  if (normlab_page_get_has_content (NORMLAB_PAGE (self)) != had_content)
    g_object_notify (G_OBJECT (self), "has-content");
  normlab_map_page_expire (self);
}

/* Who looks */

/* Until the next frame the map may show what is there no more. */
static NormlabMapCard *
on_describe (NormlabMapPage *self, const NormlabMapPlace *place)
{
  return self->runs_changed ? NULL
                            : normlab_map_source_create_card (
                                self->source, normlab_map_view_get_model (self->view), place);
}

static GArray *
list_looked_at (NormlabMapPage *self)
{
  NormlabMapPlace place;

  return !self->runs_changed && normlab_map_view_get_looked_at (self->view, &place)
             ? normlab_map_source_list_runs (self->source, &place)
             : g_array_new (FALSE, FALSE, sizeof (guint));
}

static void
on_looked (NormlabMapPage *self)
{
  g_autoptr (GArray) runs = list_looked_at (self);

  describe (self);
  normlab_page_emit_hovered (
      NORMLAB_PAGE (self),
      runs->len > 0 ? g_ptr_array_index (self->items, g_array_index (runs, guint, 0)) : NULL);
}

/* The runs of the cell alone, in the curves. */
static void
on_opened (NormlabMapPage *self)
{
  g_autoptr (GArray) runs = list_looked_at (self);
  g_autofree gboolean *shown = g_new0 (gboolean, MAX (self->items->len, 1));

  if (runs->len == 0)
    return;
  for (guint i = 0; i < runs->len; i++)
    shown[g_array_index (runs, guint, i)] = TRUE;
  for (guint i = 0; i < self->items->len; i++)
    normlab_run_item_set_shown (g_ptr_array_index (self->items, i), shown[i]);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.page", "s", "curves");
}

void
normlab_map_page_set_up_following (NormlabMapPage *self)
{
  self->runs = g_object_ref (normlab_lab_get_networks (self->lab));
  g_signal_connect_object (self->runs, "items-changed", G_CALLBACK (on_runs_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lab, "advanced", G_CALLBACK (normlab_map_page_expire), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "describe", G_CALLBACK (on_describe), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "looked", G_CALLBACK (on_looked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "opened", G_CALLBACK (on_opened), self, G_CONNECT_SWAPPED);
  take_runs (self);
}
