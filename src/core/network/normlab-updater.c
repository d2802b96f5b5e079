/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-updater.h"

#include <glib/gi18n-lib.h>

#include "normlab-error.h"
#include "normlab-network-private.h"

#define NOTEBOOK_LAYERS 3
#define BETA_1 0.9
#define BETA_2 0.999

/* In each layer W and b stand side by side, so what the notebook moves is one span a layer. */
static void
find_spans (NormlabUpdater *self, const NormlabRecipe *recipe, const NormlabNetwork *network)
{
  if (recipe->update == NORMLAB_UPDATE_ALL)
    {
      self->n_spans = 1;
      self->spans[0].n = network->n_parameters;
      return;
    }

  self->n_spans = MIN (network->n_layers, NOTEBOOK_LAYERS);
  for (guint i = 0; i < self->n_spans; i++)
    {
      self->spans[i].first = network->layers[i].weights;
      self->spans[i].n = network->layers[i].gamma - network->layers[i].weights;
    }
}

gboolean
normlab_updater_init (NormlabUpdater *self,
                      const NormlabRecipe *recipe,
                      const NormlabNetwork *network,
                      GError **error)
{
  gboolean needs_1 = recipe->optimizer != NORMLAB_OPTIMIZER_SGD;
  gboolean needs_2 = recipe->optimizer == NORMLAB_OPTIMIZER_ADAM;

  *self = (NormlabUpdater){
    .rule = { .optimizer = recipe->optimizer, .learning_rate = (float) recipe->learning_rate },
    .beta_1_power = 1,
    .beta_2_power = 1,
    .state_1 = needs_1 ? normlab_floats_new (network->n_parameters) : NULL,
    .state_2 = needs_2 ? normlab_floats_new (network->n_parameters) : NULL,
  };
  find_spans (self, recipe, network);
  if ((needs_1 && self->state_1 == NULL) || (needs_2 && self->state_2 == NULL))
    {
      g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                           _("There is not enough memory for the optimizer’s state"));
      return FALSE;
    }
  return TRUE;
}

void
normlab_updater_clear (NormlabUpdater *self)
{
  g_clear_pointer (&self->state_1, normlab_floats_free);
  g_clear_pointer (&self->state_2, normlab_floats_free);
}

gboolean
normlab_updater_step (NormlabUpdater *self, NormlabNetwork *network, NormlabStop stop)
{
  gboolean finite = TRUE;

  self->beta_1_power *= BETA_1;
  self->beta_2_power *= BETA_2;
  self->rule.correction_1 = (float) (1.0 / (1.0 - self->beta_1_power));
  self->rule.correction_2 = (float) (1.0 / (1.0 - self->beta_2_power));

  for (guint s = 0; s < self->n_spans; s++)
    {
      gsize end = self->spans[s].first + self->spans[s].n;

      for (gsize i = self->spans[s].first; i < end; i += NORMLAB_PIECE)
        {
          if (normlab_stop_requested (stop))
            return FALSE;
          finite &= network->kernels->update (
              &self->rule, network->parameters + i, network->gradients + i,
              self->state_1 != NULL ? self->state_1 + i : NULL,
              self->state_2 != NULL ? self->state_2 + i : NULL, MIN (NORMLAB_PIECE, end - i));
        }
    }
  return finite;
}
