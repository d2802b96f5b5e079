/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-layers-page-private.h"

#include <glib/gi18n-lib.h>

static gboolean
shows_weights (NormlabLayersPage *self)
{
  return normlab_layers_page_get_subject (self) == NORMLAB_LAYERS_SUBJECT_WEIGHTS;
}

static void
unref_checkpoint (gpointer checkpoint)
{
  if (checkpoint != NULL)
    normlab_checkpoint_unref (checkpoint);
}

/* Whether there is a network to be looked at, or there are its first weights. */
static gboolean
find_checkpoint (NormlabLayersPage *self, NormlabRunItem *item, NormlabCheckpoint **checkpoint)
{
  *checkpoint = NULL;
  if (self->step == 0 || normlab_layers_page_is_previewing (self))
    return TRUE;
  *checkpoint = normlab_insights_dup_checkpoint (self->insights, item);
  return *checkpoint != NULL;
}

void
normlab_layers_page_look_at_weights (NormlabLayersPage *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autoptr (GPtrArray) checkpoints = g_ptr_array_new_with_free_func (unref_checkpoint);
  gboolean wanted = shows_weights (self) && gtk_widget_get_mapped (GTK_WIDGET (self));

  for (guint i = 0; wanted && i < self->items->len; i++)
    {
      NormlabCheckpoint *checkpoint;

      if (!find_checkpoint (self, g_ptr_array_index (self->items, i), &checkpoint))
        continue;
      g_ptr_array_add (items, g_ptr_array_index (self->items, i));
      g_ptr_array_add (checkpoints, checkpoint);
    }
  normlab_parameters_look (self->parameters, items, checkpoints);
}

/* Pictures of weights take longer than others, and have no news but weights. */
static gboolean
knows_all (NormlabLayersPage *self)
{
  for (guint i = 0; i < self->items->len; i++)
    if (normlab_parameters_find (self->parameters, g_ptr_array_index (self->items, i)) == NULL)
      return FALSE;
  return TRUE;
}

void
normlab_layers_page_follow (NormlabLayersPage *self)
{
  if (shows_weights (self) && knows_all (self))
    normlab_layers_page_look_at_weights (self);
  else
    normlab_layers_page_expire (self);
}

void
normlab_layers_page_add_weights (NormlabLayersPage *self, NormlabLayersModel *model)
{
  for (guint i = 0; i < model->n_runs && shows_weights (self); i++)
    {
      NormlabLayersRun *run = &model->runs[i];
      NormlabLayersParameters *parameters
          = normlab_parameters_find (self->parameters, g_ptr_array_index (self->items, i));

      if (parameters != NULL)
        run->parameters = normlab_layers_parameters_ref (parameters);
      else if (run->note == NULL)
        run->note = g_strdup (_("being looked into…"));
    }
}

void
normlab_layers_page_set_up_weights (NormlabLayersPage *self)
{
  self->parameters = normlab_parameters_new (self->lab);
  g_signal_connect_object (self->parameters, "changed", G_CALLBACK (normlab_layers_page_expire),
                           self, G_CONNECT_SWAPPED);
}
