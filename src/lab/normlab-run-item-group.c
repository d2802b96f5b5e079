/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-run-item-private.h"

/* What a group says of itself it has from them. */
static void
on_member_notify (NormlabRunItem *self, GParamSpec *property)
{
  static const char *const forwarded[] = { "shown", "color", "dashed", "custom-name", NULL };

  if (!g_strv_contains (forwarded, property->name))
    return;
  g_object_notify (G_OBJECT (self), property->name);
  /* It may be another one that is the first to be shown. */
  if (g_str_equal (property->name, "shown"))
    {
      g_object_notify (G_OBJECT (self), "color");
      g_object_notify (G_OBJECT (self), "dashed");
    }
  if (!g_str_equal (property->name, "custom-name"))
    return;
  g_clear_pointer (&self->sort_key, g_free);
  g_object_notify (G_OBJECT (self), "name");
}

NormlabRunItem *
normlab_run_item_new_group (GPtrArray *members, const char *name)
{
  g_autoptr (GHashTable) seeds = g_hash_table_new (NULL, NULL);
  NormlabRunItem *self, *first;

  g_return_val_if_fail (members != NULL && members->len > 0, NULL);

  first = g_ptr_array_index (members, 0);
  self = normlab_run_item_new (first->run, first->number);
  self->members = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < members->len; i++)
    {
      NormlabRunItem *member = g_ptr_array_index (members, i);

      self->repeats |= !g_hash_table_add (
          seeds, GUINT_TO_POINTER (normlab_run_get_recipe (member->run)->seed));
      g_ptr_array_add (self->members, g_object_ref (member));
      g_signal_connect_object (member, "notify", G_CALLBACK (on_member_notify), self,
                               G_CONNECT_SWAPPED);
    }
  normlab_run_item_set_automatic_name (self, name);
  return self;
}

GPtrArray *
normlab_run_item_get_members (NormlabRunItem *self)
{
  return self->members;
}

NormlabRunItem *
normlab_run_item_get_group (NormlabRunItem *self)
{
  return self->group;
}

void
normlab_run_item_set_group (NormlabRunItem *self, NormlabRunItem *group)
{
  g_return_if_fail (NORMLAB_IS_RUN_ITEM (self));

  if (g_set_weak_pointer (&self->group, group))
    g_object_notify (G_OBJECT (self), "group");
}

gboolean
normlab_run_item_get_open (NormlabRunItem *self)
{
  return self->open;
}

void
normlab_run_item_set_open (NormlabRunItem *self, gboolean open)
{
  g_return_if_fail (NORMLAB_IS_RUN_ITEM (self));

  if (self->open == !!open)
    return;
  self->open = !!open;
  g_object_notify (G_OBJECT (self), "open");
}

NormlabRunItem *
normlab_run_item_get_face (NormlabRunItem *self)
{
  for (guint i = 0; self->members != NULL && i < self->members->len; i++)
    {
      NormlabRunItem *member = g_ptr_array_index (self->members, i);

      if (member->shown)
        return member;
    }
  return self->members != NULL ? g_ptr_array_index (self->members, 0) : self;
}
