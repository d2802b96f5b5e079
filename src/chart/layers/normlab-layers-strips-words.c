/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-layers-layout-private.h"
#include "normlab-layers-number.h"

char *
normlab_layers_strips_get_figures (const NormlabLayersLayout *self,
                                   guint run,
                                   guint row,
                                   NormlabLayersSide side)
{
  const NormlabLayersCell *cell = normlab_layers_model_get_cell (self->model, run, row);

  return cell != NULL && cell->sides[side].known
             ? normlab_layers_mean (cell->sides[side].mean, cell->sides[side].std)
             : NULL;
}

char *
normlab_layers_strips_get_theory (const NormlabLayersLayout *self,
                                  guint run,
                                  guint row,
                                  NormlabLayersSide side)
{
  const NormlabLayersCell *cell = normlab_layers_model_get_cell (self->model, run, row);

  return cell != NULL ? normlab_layers_theory_name (cell, side) : NULL;
}

/* Which kinds of share there are at all. */
void
normlab_layers_strips_find_kinds (const NormlabLayersModel *model,
                                  gboolean *saturates,
                                  gboolean *dies)
{
  *saturates = *dies = FALSE;
  for (guint i = 0; i < model->n_runs; i++)
    for (guint layer = 0; layer < model->runs[i].n_layers; layer++)
      {
        *saturates |= !isnan (model->runs[i].cells[layer].saturated);
        *dies |= !isnan (model->runs[i].cells[layer].dead);
      }
}

/* "98 %", and of what where the heading leaves that open. */
char *
normlab_layers_strips_get_share (const NormlabLayersLayout *self, guint run, guint row)
{
  const NormlabLayersCell *cell = normlab_layers_model_get_cell (self->model, run, row);
  g_autofree char *share = NULL;
  gboolean saturates, dies, is_dead;

  if (cell == NULL || (isnan (cell->saturated) && isnan (cell->dead)))
    return NULL;
  is_dead = isnan (cell->saturated);
  share = normlab_layers_share (is_dead ? cell->dead : cell->saturated);
  normlab_layers_strips_find_kinds (self->model, &saturates, &dies);
  if (!saturates || !dies)
    return g_steal_pointer (&share);
  return g_strdup_printf (is_dead ? _("%s dead") : _("%s saturated"), share);
}
