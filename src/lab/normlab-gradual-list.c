/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-gradual-list.h"

/* From the end of a portion to the next one, ms: what is drawn comes in between, and yet cannot
 * keep the rest away. */
#define PERIOD 10
/* The more there are, the more come at once: those far down have no widget of their own. */
#define SHARE 4

struct _NormlabGradualList
{
  GObject parent_instance;

  GListModel *model; /* nullable */
  guint n_items;     /* the first of the model's */
  guint source;      /* while others wait */
};

static void normlab_gradual_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NormlabGradualList,
                               normlab_gradual_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      normlab_gradual_list_list_model_init))

static GType
normlab_gradual_list_get_item_type (GListModel *list)
{
  NormlabGradualList *self = NORMLAB_GRADUAL_LIST (list);

  return self->model != NULL ? g_list_model_get_item_type (self->model) : G_TYPE_OBJECT;
}

static guint
normlab_gradual_list_get_n_items (GListModel *list)
{
  return NORMLAB_GRADUAL_LIST (list)->n_items;
}

static gpointer
normlab_gradual_list_get_item (GListModel *list, guint position)
{
  NormlabGradualList *self = NORMLAB_GRADUAL_LIST (list);

  return position < self->n_items ? g_list_model_get_item (self->model, position) : NULL;
}

static void
normlab_gradual_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = normlab_gradual_list_get_item_type;
  iface->get_n_items = normlab_gradual_list_get_n_items;
  iface->get_item = normlab_gradual_list_get_item;
}

static guint
get_portion (NormlabGradualList *self)
{
  return MAX (NORMLAB_GRADUAL_LIST_PORTION, self->n_items / SHARE);
}

static void wait_for_rest (NormlabGradualList *self);

static gboolean
on_time (gpointer user_data)
{
  g_autoptr (NormlabGradualList) self = g_object_ref (user_data);
  guint position = self->n_items;
  guint n = MIN (g_list_model_get_n_items (self->model) - position, get_portion (self));

  self->n_items += n;
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, n);
  /* Counted anew: rows take longer than that. */
  g_clear_handle_id (&self->source, g_source_remove);
  wait_for_rest (self);
  return G_SOURCE_REMOVE;
}

static void
wait_for_rest (NormlabGradualList *self)
{
  gboolean waiting = self->model != NULL && self->n_items < g_list_model_get_n_items (self->model);

  if (waiting && self->source == 0)
    self->source = g_timeout_add (PERIOD, on_time, self);
  else if (!waiting)
    g_clear_handle_id (&self->source, g_source_remove);
}

/* What comes before items that are there comes at once. */
static void
on_items_changed (NormlabGradualList *self, guint position, guint n_removed, guint n_added)
{
  guint n_lost = position < self->n_items ? MIN (n_removed, self->n_items - position) : 0;
  guint n_gained = n_added;

  if (position > self->n_items)
    n_gained = 0;
  else if (position + n_lost == self->n_items)
    n_gained = self->source == 0 || n_lost > 0 ? MIN (n_added, get_portion (self)) : 0;
  self->n_items += n_gained - n_lost;
  wait_for_rest (self);
  if (n_lost > 0 || n_gained > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, n_lost, n_gained);
}

static void
stop_following (NormlabGradualList *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
}

static void
let_go (NormlabGradualList *self)
{
  stop_following (self);
  g_clear_object (&self->model);
}

static void
normlab_gradual_list_dispose (GObject *object)
{
  NormlabGradualList *self = NORMLAB_GRADUAL_LIST (object);

  let_go (self);
  self->n_items = 0;

  G_OBJECT_CLASS (normlab_gradual_list_parent_class)->dispose (object);
}

static void
normlab_gradual_list_class_init (NormlabGradualListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = normlab_gradual_list_dispose;
}

static void
normlab_gradual_list_init (NormlabGradualList *self)
{
}

NormlabGradualList *
normlab_gradual_list_new (void)
{
  return g_object_new (NORMLAB_TYPE_GRADUAL_LIST, NULL);
}

void
normlab_gradual_list_set_model (NormlabGradualList *self, GListModel *model)
{
  guint n_before;

  g_return_if_fail (NORMLAB_IS_GRADUAL_LIST (self));
  g_return_if_fail (model == NULL || G_IS_LIST_MODEL (model));

  if (self->model == model)
    return;
  let_go (self);
  n_before = self->n_items;
  self->n_items = 0;
  if (model != NULL)
    {
      self->model = g_object_ref (model);
      g_signal_connect_object (model, "items-changed", G_CALLBACK (on_items_changed), self,
                               G_CONNECT_SWAPPED);
      self->n_items = MIN (g_list_model_get_n_items (model), NORMLAB_GRADUAL_LIST_PORTION);
    }
  wait_for_rest (self);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->n_items);
}

gboolean
normlab_gradual_list_shed (NormlabGradualList *self)
{
  guint n;

  g_return_val_if_fail (NORMLAB_IS_GRADUAL_LIST (self), FALSE);

  stop_following (self);
  n = MIN (self->n_items, get_portion (self));
  self->n_items -= n;
  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), self->n_items, n, 0);
  return self->n_items > 0;
}
