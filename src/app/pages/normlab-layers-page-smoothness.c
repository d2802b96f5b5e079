/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-layers-page-private.h"

#include <glib/gi18n-lib.h>

static gboolean
shows_smoothness (NormlabLayersPage *self)
{
  return normlab_layers_page_get_subject (self) == NORMLAB_LAYERS_SUBJECT_SMOOTHNESS;
}

void
normlab_layers_page_look_at_smoothness (NormlabLayersPage *self)
{
  gboolean wanted = shows_smoothness (self) && gtk_widget_get_mapped (GTK_WIDGET (self))
                    && !normlab_layers_page_is_previewing (self);

  normlab_landscape_look (self->landscape, wanted ? self->items : NULL);
}

static NormlabLayersPlace
make_place (const NormlabSmoothness *smoothness)
{
  return (NormlabLayersPlace){
    .step = smoothness->step,
    .low = { smoothness->loss_low, smoothness->gradient_change_least, smoothness->beta },
    .high = { smoothness->loss_high, smoothness->gradient_change, smoothness->beta },
  };
}

/* Up to the step that is looked at. */
static void
add_places (NormlabLayersPage *self, NormlabLayersRun *run, const GArray *known)
{
  run->places = g_array_new (FALSE, FALSE, sizeof (NormlabLayersPlace));
  for (guint i = 0; known != NULL && i < known->len; i++)
    {
      NormlabLayersPlace place = make_place (&g_array_index (known, NormlabSmoothness, i));

      if (place.step <= self->step)
        g_array_append_val (run->places, place);
    }
}

void
normlab_layers_page_add_smoothness (NormlabLayersPage *self, NormlabLayersModel *model)
{
  for (guint i = 0; i < model->n_runs && shows_smoothness (self); i++)
    {
      NormlabLayersRun *run = &model->runs[i];
      NormlabRunItem *item = g_ptr_array_index (self->items, i);

      run->learning_rate = normlab_run_get_recipe (normlab_run_item_get_run (item))->learning_rate;
      add_places (self, run, normlab_landscape_get (self->landscape, item));
      if (run->places->len > 0 || run->note != NULL)
        continue;
      run->note = g_strdup (normlab_landscape_is_busy (self->landscape)
                                ? _("being looked into…")
                                : _("no step has been done here"));
    }
}

void
normlab_layers_page_set_up_smoothness (NormlabLayersPage *self)
{
  self->landscape = normlab_landscape_new (self->lab);
  g_signal_connect_object (self->landscape, "changed", G_CALLBACK (normlab_layers_page_expire),
                           self, G_CONNECT_SWAPPED);
}
