/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-lab-undo.h"

#include <glib/gi18n-lib.h>

#include "normlab-lab-private.h"

/* Runs that are taken out of a lab's list, and come back. */

/* Lets go of their trainers. */
static void
free_trainers (NormlabLab *self, NormlabLabRemoved *removed)
{
  for (guint i = 0; i < normlab_lab_removed_get_n (removed); i++)
    normlab_scheduler_remove (self->scheduler,
                              normlab_run_item_get_run (normlab_lab_removed_get (removed, i)));
  normlab_lab_sweep (self);
}

void
normlab_lab_forget (NormlabLab *self, NormlabLabRemoved *removed)
{
  g_autoptr (NormlabLabRemoved) forgotten = NULL;

  if (self->removed != removed || removed == NULL)
    return;
  forgotten = g_steal_pointer (&self->removed);
  if (self->scheduler != NULL)
    free_trainers (self, forgotten);
}

void
normlab_lab_forget_removed (NormlabLab *self)
{
  g_return_if_fail (NORMLAB_IS_LAB (self));

  normlab_lab_forget (self, self->removed);
}

/* The trainers of these wait, instead of those of what was removed before. */
static void
keep_trainers (NormlabLab *self, NormlabLabRemoved *removed)
{
  normlab_lab_forget_removed (self);
  self->removed = normlab_lab_removed_ref (removed);
  for (guint i = 0; i < normlab_lab_removed_get_n (removed); i++)
    if (normlab_lab_removed_was_going (removed, i))
      normlab_scheduler_pause (self->scheduler,
                               normlab_run_item_get_run (normlab_lab_removed_get (removed, i)));
}

NormlabLabRemoved *
normlab_lab_take_out (NormlabLab *self, GPtrArray *items)
{
  NormlabLabRemoved *removed;

  removed = self->scheduler != NULL ? normlab_lab_removed_take (self->runs, items) : NULL;
  if (removed == NULL)
    return NULL;
  if (normlab_lab_removed_can_go_on (removed))
    keep_trainers (self, removed);
  else
    free_trainers (self, removed);
  normlab_lab_list_changed (self);
  return removed;
}

NormlabLabRemoved *
normlab_lab_peek_removed (NormlabLab *self)
{
  return self->removed;
}

void
normlab_lab_remove (NormlabLab *self, GPtrArray *items)
{
  g_autofree char *message = NULL;
  g_autoptr (NormlabLabRemoved) removed = NULL;
  guint n;

  g_return_if_fail (NORMLAB_IS_LAB (self));
  g_return_if_fail (items != NULL);

  removed = self->scheduler != NULL ? normlab_lab_removed_take (self->runs, items) : NULL;
  if (removed == NULL)
    return;
  keep_trainers (self, removed);
  n = normlab_lab_removed_get_n (removed);
  message
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u run removed", "%u runs removed", n), n);
  normlab_lab_list_changed (self);
  g_signal_emit_by_name (self, "removed", message);
}

void
normlab_lab_clear (NormlabLab *self)
{
  g_autoptr (GPtrArray) items = NULL;

  g_return_if_fail (NORMLAB_IS_LAB (self));

  items = normlab_lab_list_items (self);
  normlab_lab_remove (self, items);
}

gboolean
normlab_lab_get_can_undo (NormlabLab *self)
{
  g_return_val_if_fail (NORMLAB_IS_LAB (self), FALSE);

  return self->removed != NULL;
}

void
normlab_lab_put_back (NormlabLab *self, NormlabLabRemoved *removed)
{
  g_autoptr (NormlabLabRemoved) waiting = NULL;

  if (self->scheduler == NULL)
    return;
  if (removed == self->removed)
    waiting = g_steal_pointer (&self->removed);
  normlab_lab_removed_put_back (removed, self->runs);
  for (guint i = 0; waiting != NULL && i < normlab_lab_removed_get_n (removed); i++)
    if (normlab_lab_removed_was_going (removed, i))
      normlab_scheduler_resume (self->scheduler,
                                normlab_run_item_get_run (normlab_lab_removed_get (removed, i)));
  normlab_lab_list_changed (self);
  normlab_lab_drain (self);
}

void
normlab_lab_undo (NormlabLab *self)
{
  g_autoptr (NormlabLabRemoved) removed = NULL;

  g_return_if_fail (NORMLAB_IS_LAB (self));

  if (self->removed == NULL)
    return;
  removed = normlab_lab_removed_ref (self->removed);
  normlab_lab_put_back (self, removed);
}
