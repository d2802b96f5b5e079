/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-window-private.h"

#include <glib/gi18n-lib.h>

#include "normlab-branch-dialog.h"
#include "normlab-branch-off.h"

/* Something else is tried from the step on that is looked at. */

static gboolean
has_begun (NormlabRunItem *item)
{
  return normlab_branch_off_get_last (normlab_run_item_get_run (item)) > 0;
}

/* Those that are selected, or else all that are shown, as far as they have done a step. */
static GPtrArray *
list_items (NormlabWindow *self)
{
  g_autoptr (GPtrArray) selected = normlab_run_table_get_selected (self->run_table);
  GListModel *runs = normlab_lab_get_networks (self->lab);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (runs, i);
      gboolean wanted = selected->len > 0 ? g_ptr_array_find (selected, item, NULL)
                                          : normlab_run_item_get_shown (item);

      if (wanted && has_begun (item))
        g_ptr_array_add (items, g_steal_pointer (&item));
    }
  return items;
}

/* The same once more would come to the same. */
static gboolean
is_there (NormlabWindow *self, NormlabRunItem *item, const NormlabRecipe *recipe)
{
  NormlabDataId *data = normlab_run_get_data (normlab_run_item_get_run (item));
  g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof *recipe);
  g_autoptr (NormlabAlready) already = NULL;
  g_autofree char *text = NULL;

  g_array_append_vals (recipes, recipe, 1);
  already = normlab_already_new (normlab_lab_get_runs (self->lab), recipes, data,
                                 normlab_run_get_measures (normlab_run_item_get_run (item)));
  if (already->items->len == 0)
    return FALSE;
  normlab_run_item_set_shown (g_ptr_array_index (already->items, 0), TRUE);
  text = normlab_already_describe (already);
  normlab_notices_tell (self->notices, text, NULL, NULL);
  return TRUE;
}

static void
on_branch (NormlabWindow *self, NormlabRunItem *item, gpointer recipe)
{
  if (!is_there (self, item, recipe))
    normlab_repeater_branch (self->repeater, item, recipe);
}

static void
on_ask (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NormlabWindow *self = user_data;
  NormlabTimeline *timeline = normlab_pages_get_timeline (self->pages);
  g_autoptr (GPtrArray) items = list_items (self);
  GtkWidget *dialog;

  if (items->len == 0)
    {
      normlab_notices_tell (self->notices, _("None of these networks has done a step yet"), NULL,
                            NULL);
      return;
    }
  dialog = normlab_branch_dialog_new (GTK_WINDOW (self), items,
                                      normlab_timeline_get_position (timeline));
  g_signal_connect_object (dialog, "branch", G_CALLBACK (on_branch), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Whether those that are selected, if any are, are all another program's. */
static gboolean
are_foreign (GPtrArray *selected)
{
  for (guint i = 0; i < selected->len; i++)
    if (!normlab_run_item_is_foreign (g_ptr_array_index (selected, i)))
      return FALSE;
  return selected->len > 0;
}

static void
update (NormlabWindow *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "branch");
  g_autoptr (GPtrArray) selected = NULL;

  /* A window that goes has none any more. */
  if (action == NULL || self->pages == NULL)
    return;
  selected = normlab_run_table_get_selected (self->run_table);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                               normlab_timeline_get_last (normlab_pages_get_timeline (self->pages))
                                       > 0
                                   && !are_foreign (selected));
}

static const GActionEntry entries[] = { { .name = "branch", .activate = on_ask } };

void
normlab_window_branch_init (NormlabWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (normlab_pages_get_timeline (self->pages), "notify::last",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->run_table, "chosen", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
