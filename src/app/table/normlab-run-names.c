/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-run-names.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-names.h"
#include "normlab-run-items.h"

struct _NormlabRunNames
{
  GObject parent_instance;

  GListModel *runs; /* nullable */
  GHashTable *cut;  /* NormlabRunItem* → char*: those that are not shown in full */

  /* What they were cut for */
  gboolean current;
  int width;
  guint type; /* the serial of the type's context */
};

enum
{
  OUTDATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NormlabRunNames, normlab_run_names, G_TYPE_OBJECT)

static GHashTable *
create_table (void)
{
  return g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
}

static void
normlab_run_names_dispose (GObject *object)
{
  normlab_run_names_set_runs (NORMLAB_RUN_NAMES (object), NULL);

  G_OBJECT_CLASS (normlab_run_names_parent_class)->dispose (object);
}

static void
normlab_run_names_finalize (GObject *object)
{
  g_hash_table_unref (NORMLAB_RUN_NAMES (object)->cut);

  G_OBJECT_CLASS (normlab_run_names_parent_class)->finalize (object);
}

static void
normlab_run_names_class_init (NormlabRunNamesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = normlab_run_names_dispose;
  object_class->finalize = normlab_run_names_finalize;

  signals[OUTDATED] = g_signal_new ("outdated", NORMLAB_TYPE_RUN_NAMES, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
}

static void
normlab_run_names_init (NormlabRunNames *self)
{
  self->cut = create_table ();
}

NormlabRunNames *
normlab_run_names_new (void)
{
  return g_object_new (NORMLAB_TYPE_RUN_NAMES, NULL);
}

static void
on_renamed (NormlabRunNames *self, GParamSpec *pspec, NormlabRunItem *item)
{
  g_hash_table_remove (self->cut, item);
  self->current = FALSE;
  g_signal_emit (self, signals[OUTDATED], 0);
}

static void
on_runs_changed (NormlabRunNames *self,
                 guint position,
                 guint n_removed,
                 guint n_added,
                 GListModel *runs)
{
  normlab_run_items_follow (runs, position, n_added, "notify::name", G_CALLBACK (on_renamed), self);
  self->current = FALSE;
  g_signal_emit (self, signals[OUTDATED], 0);
}

void
normlab_run_names_set_runs (NormlabRunNames *self, GListModel *runs)
{
  g_return_if_fail (NORMLAB_IS_RUN_NAMES (self));

  if (self->runs == runs)
    return;
  if (self->runs != NULL)
    g_signal_handlers_disconnect_by_data (self->runs, self);
  g_set_object (&self->runs, runs);
  g_hash_table_remove_all (self->cut);
  if (runs == NULL)
    return;
  g_signal_connect_object (runs, "items-changed", G_CALLBACK (on_runs_changed), self,
                           G_CONNECT_SWAPPED);
  on_runs_changed (self, 0, 0, g_list_model_get_n_items (runs), runs);
}

typedef struct
{
  PangoLayout *layout;
  int width;
} Room;

static gboolean
has_room (const char *name, gpointer data)
{
  const Room *room = data;
  int width;

  pango_layout_set_text (room->layout, name, -1);
  pango_layout_get_pixel_size (room->layout, &width, NULL);
  return width <= room->width;
}

/* Those that are not a person's or another program's, of what stands for itself, or beneath a
 * group. */
static GPtrArray *
get_automatic (NormlabRunNames *self, NormlabRunItem *group)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; self->runs != NULL && i < g_list_model_get_n_items (self->runs); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (self->runs, i);

      if (normlab_run_item_get_group (item) == group
          && normlab_run_item_get_custom_name (item) == NULL && !normlab_run_item_is_foreign (item))
        g_ptr_array_add (items, g_steal_pointer (&item));
    }
  return items;
}

/* Whether its name says more than how many seeds it has. */
static gboolean
has_seeds_last (NormlabRunItem *item)
{
  return normlab_run_item_get_members (item) != NULL
         && strstr (normlab_run_item_get_name (item), _(", ")) != NULL;
}

static gboolean
has_any_group (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    if (has_seeds_last (g_ptr_array_index (items, i)))
      return TRUE;
  return FALSE;
}

/* Without how many seeds it has, which is no part of what tells a group from another. */
static char *
strip_seeds (NormlabRunItem *item)
{
  const char *name = normlab_run_item_get_name (item);

  return has_seeds_last (item) ? g_strndup (name, (gsize) (g_strrstr (name, _(", ")) - name))
                               : g_strdup (name);
}

static gboolean
all_fit (char **names, Room *room)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (!has_room (names[i], room))
      return FALSE;
  return TRUE;
}

/* The same with as much of groups' names as there is room for. */
static GStrv
cut_groups (GPtrArray *items, Room *room)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sign = g_strconcat (_(", "), "…", NULL);
  Room rest = { room->layout, 0 };
  GStrv cut;

  pango_layout_set_text (room->layout, sign, -1);
  pango_layout_get_pixel_size (room->layout, &rest.width, NULL);
  rest.width = room->width - rest.width;
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (names, strip_seeds (g_ptr_array_index (items, i)));
  cut = normlab_names_cut_alike ((const char *const *) names->pdata, items->len, _(", "), has_room,
                                 &rest);
  for (guint i = 0; i < items->len; i++)
    if (has_seeds_last (g_ptr_array_index (items, i)))
      {
        g_autofree char *before = cut[i];

        /* The sign that the last part ends with stands for both. */
        cut[i] = g_str_has_suffix (before, "…") ? g_steal_pointer (&before)
                                                : g_strconcat (before, sign, NULL);
      }
  return cut;
}

/* Those of a group stand beneath it, whose name says what they have in common: they are told apart
 * among themselves. */
static void
cut_within (NormlabRunNames *self, NormlabRunItem *group, Room *room, GHashTable *table)
{
  g_autoptr (GPtrArray) items = get_automatic (self, group);
  g_autofree const char **names = g_new (const char *, items->len + 1);
  g_auto (GStrv) shown = NULL;

  for (guint i = 0; i < items->len; i++)
    names[i] = normlab_run_item_get_name (g_ptr_array_index (items, i));
  /* Translators: stands between the parts of a run's name, "batch norm on, learning rate 0.1" */
  shown = normlab_names_cut_alike (names, items->len, _(", "), has_room, room);
  if (has_any_group (items) && !all_fit (shown, room))
    {
      g_strfreev (shown);
      shown = cut_groups (items, room);
    }
  for (guint i = 0; i < items->len; i++)
    if (g_strcmp0 (names[i], shown[i]) != 0)
      g_hash_table_insert (table, g_object_ref (g_ptr_array_index (items, i)), g_strdup (shown[i]));
}

static GHashTable *
cut (NormlabRunNames *self, GtkWidget *cell)
{
  GHashTable *table = create_table ();
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (cell, NULL);
  Room room = { layout, self->width };

  cut_within (self, NULL, &room, table);
  for (guint i = 0; self->runs != NULL && i < g_list_model_get_n_items (self->runs); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (self->runs, i);

      if (normlab_run_item_get_members (item) != NULL && normlab_run_item_get_open (item))
        cut_within (self, item, &room, table);
    }
  return table;
}

static gboolean
are_alike (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer item, name;

  if (g_hash_table_size (a) != g_hash_table_size (b))
    return FALSE;
  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &item, &name))
    if (g_strcmp0 (name, g_hash_table_lookup (b, item)) != 0)
      return FALSE;
  return TRUE;
}

gboolean
normlab_run_names_update (NormlabRunNames *self, GtkWidget *cell)
{
  guint type = pango_context_get_serial (gtk_widget_get_pango_context (cell));
  g_autoptr (GHashTable) before = NULL;

  g_return_val_if_fail (NORMLAB_IS_RUN_NAMES (self), FALSE);
  g_return_val_if_fail (GTK_IS_WIDGET (cell), FALSE);

  if (self->current && self->width == gtk_widget_get_width (cell) && self->type == type)
    return FALSE;
  self->current = TRUE;
  self->width = gtk_widget_get_width (cell);
  self->type = type;
  before = g_steal_pointer (&self->cut);
  self->cut = cut (self, cell);
  return !are_alike (before, self->cut);
}

const char *
normlab_run_names_get (NormlabRunNames *self, NormlabRunItem *item)
{
  const char *name;

  g_return_val_if_fail (NORMLAB_IS_RUN_NAMES (self), NULL);

  name = g_hash_table_lookup (self->cut, item);
  return name != NULL ? name : normlab_run_item_get_name (item);
}
