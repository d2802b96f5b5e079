/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-window-private.h"

#include <glib/gi18n-lib.h>

#include "normlab-more-seeds.h"
#include "normlab-question.h"
#include "normlab-run-items.h"

/* More seeds of what is there, of which none is trained twice. */

/* Those that are there are shown, and it is told that they are. */
static void
add_seeds (NormlabWindow *self, const NormlabMoreSeeds *more)
{
  g_autofree char *text = normlab_already_describe (more->already);

  for (guint i = 0; i < more->already->items->len; i++)
    normlab_run_item_set_shown (g_ptr_array_index (more->already->items, i), TRUE);
  for (guint i = 0; i < more->parts->len; i++)
    {
      const NormlabMoreSeedsOf *part = g_ptr_array_index (more->parts, i);

      normlab_repeater_add_seeds (self->repeater, part->item, part->recipes);
    }
  if (text != NULL)
    normlab_notices_tell (self->notices, text, NULL, NULL);
}

static void
on_answered (NormlabWindow *self, int response, GtkWindow *dialog)
{
  if (response == GTK_RESPONSE_ACCEPT)
    add_seeds (self, g_object_get_data (G_OBJECT (dialog), "seeds"));
  gtk_window_destroy (dialog);
}

/* Takes @more over. */
static void
ask (NormlabWindow *self, NormlabMoreSeeds *more)
{
  guint n = more->already->fresh->len;
  g_autofree char *text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Train %u network?", "Train %u networks?", n), n);
  GtkDialog *dialog = normlab_question_new (
      GTK_WINDOW (self), text,
      _("So many curves are hard to tell apart, and take their time. They can be stopped at any "
         "moment."));

  normlab_question_add_answer (dialog, _("_Train"), GTK_RESPONSE_ACCEPT);
  gtk_dialog_set_default_response (dialog, GTK_RESPONSE_ACCEPT);
  g_object_set_data_full (G_OBJECT (dialog), "seeds", more,
                          (GDestroyNotify) normlab_more_seeds_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_answered), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_more_seeds (NormlabWindow *self, GPtrArray *items)
{
  g_autoptr (NormlabMoreSeeds) more = normlab_more_seeds_new (
      normlab_lab_get_networks (self->lab), items, normlab_lab_get_measures (self->lab));
  g_autoptr (GError) error = NULL;

  if (!normlab_more_seeds_check (more, &error))
    normlab_notices_complain (self->notices, NULL, error->message);
  else if (more->already->fresh->len > NORMLAB_WINDOW_MAX_UNASKED)
    ask (self, g_steal_pointer (&more));
  else
    add_seeds (self, more);
}

/* Of the two groups that are compared, or else of all that is shown; nobody here can train what
 * another program has. */
static GPtrArray *
list_compared (NormlabWindow *self)
{
  GPtrArray *items = normlab_pages_list_compared (self->pages);

  for (guint i = items->len; i > 0; i--)
    if (normlab_run_item_is_foreign (g_ptr_array_index (items, i - 1)))
      g_ptr_array_remove_index (items, i - 1);
  return items;
}

static void
on_activate (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NormlabWindow *self = user_data;
  g_autoptr (GPtrArray) items = list_compared (self);

  if (items->len > 0)
    on_more_seeds (self, items);
}

static void
set_enabled (NormlabWindow *self, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "more-seeds");

  /* A window that goes has none any more. */
  if (action != NULL)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static gboolean
on_due (gpointer user_data)
{
  NormlabWindow *self = user_data;
  g_autoptr (GPtrArray) items = list_compared (self);

  self->seeds_source = 0;
  set_enabled (self, items->len > 0);
  return G_SOURCE_REMOVE;
}

/* Once for all that are hidden or chosen before the next frame. */
static void
expire (NormlabWindow *self)
{
  if (self->pages != NULL && self->seeds_source == 0)
    self->seeds_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_due, self, NULL);
}

/* One that is shown is enough. */
static void
on_shown (NormlabWindow *self, GParamSpec *property, NormlabRunItem *item)
{
  if (normlab_run_item_get_shown (item))
    set_enabled (self, TRUE);
  else
    expire (self);
}

static void
on_chosen (NormlabWindow *self)
{
  expire (self);
}

static void
on_items_changed (NormlabWindow *self,
                  guint position,
                  guint n_removed,
                  guint n_added,
                  GListModel *runs)
{
  normlab_run_items_follow (runs, position, n_added, "notify::shown", G_CALLBACK (on_shown), self);
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (runs, i);

      on_shown (self, NULL, item);
    }
  if (g_list_model_get_n_items (runs) == 0)
    set_enabled (self, FALSE);
  else if (n_removed > 0)
    expire (self);
}

static const GActionEntry entries[] = { { .name = "more-seeds", .activate = on_activate } };

void
normlab_window_seeds_init (NormlabWindow *self)
{
  GListModel *runs = normlab_lab_get_runs (self->lab);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->run_table, "more-seeds", G_CALLBACK (on_more_seeds), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->run_table, "chosen", G_CALLBACK (on_chosen), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (runs, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  on_items_changed (self, 0, 0, g_list_model_get_n_items (runs), runs);
}
