/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-updater.h"

#include <glib/gi18n-lib.h>

#include "normlab-error.h"
#include "normlab-network-private.h"

#define BETA_1 0.9
#define BETA_2 0.999

/* In each layer W and b stand side by side and γ and β behind them, so what moves is one span a
 * layer, which goes on from the one before where γ and β move too. */
static void
find_spans (NormlabUpdater *self, const NormlabRecipe *recipe, const NormlabNetwork *network)
{
  const NormlabUpdateInfo *info = normlab_update_get_info (recipe->update);

  self->n_layers = MIN (network->n_layers, info->n_layers);
  for (guint i = 0; i < self->n_layers; i++)
    {
      const NormlabLayer *l = &network->layers[i];
      gsize end = l->norm->learns && info->moves_norm ? l->beta + l->stride : l->gamma;

      if (self->n_spans > 0 && l->weights == self->spans[self->n_spans - 1].end)
        self->spans[self->n_spans - 1].end = end;
      else
        {
          self->spans[self->n_spans].first = l->weights;
          self->spans[self->n_spans++].end = end;
        }
    }
}

gboolean
normlab_updater_init (NormlabUpdater *self,
                      const NormlabRecipe *recipe,
                      const NormlabNetwork *network,
                      GError **error)
{
  const NormlabOptimizerInfo *info = normlab_optimizer_get_info (recipe->optimizer);
  gboolean needs_1 = info->n_states > 0;
  gboolean needs_2 = info->n_states > 1;

  *self = (NormlabUpdater){
    .rule = { .optimizer = recipe->optimizer, .learning_rate = (float) recipe->learning_rate },
    .decay = info->decays ? (float) (recipe->learning_rate * recipe->weight_decay) : 0,
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
normlab_updater_change (NormlabUpdater *self,
                        const NormlabRecipe *recipe,
                        const NormlabNetwork *network,
                        GError **error)
{
  NormlabUpdater changed;

  if (!normlab_updater_init (&changed, recipe, network, error))
    {
      normlab_updater_clear (&changed);
      return FALSE;
    }
  if (self->rule.optimizer == changed.rule.optimizer)
    {
      normlab_updater_clear (&changed);
      changed.state_1 = g_steal_pointer (&self->state_1);
      changed.state_2 = g_steal_pointer (&self->state_2);
      changed.beta_1_power = self->beta_1_power;
      changed.beta_2_power = self->beta_2_power;
    }
  normlab_updater_clear (self);
  *self = changed;
  return TRUE;
}

/* W = W − η λ W in the layers that learn; not b, γ, β. */
static void
decay (const NormlabUpdater *self, NormlabNetwork *network, NormlabStop stop)
{
  for (guint i = 0; i < self->n_layers && self->decay > 0; i++)
    {
      float *w = network->parameters + network->layers[i].weights;
      gsize n = network->layers[i].inputs * network->layers[i].stride;

      FOR_PIECES (j, n, stop)
        network->kernels->add_scaled (-self->decay, w + j, w + j, MIN (NORMLAB_PIECE, n - j));
    }
}

/* The parameters first … end − 1. FALSE when one is no longer finite, or when it was stopped. */
static gboolean
update (NormlabUpdater *self, NormlabNetwork *network, gsize first, gsize end, NormlabStop stop)
{
  gboolean finite = TRUE;

  for (gsize i = first; i < end; i += NORMLAB_PIECE)
    {
      if (normlab_stop_requested (stop))
        return FALSE;
      finite &= network->kernels->update (
          &self->rule, network->parameters + i, network->gradients + i,
          self->state_1 != NULL ? self->state_1 + i : NULL,
          self->state_2 != NULL ? self->state_2 + i : NULL, MIN (NORMLAB_PIECE, end - i));
    }
  return finite;
}

/* The first layer's rows of pixels that have ink, and all behind its weights up to @end. θ − η 0 is
 * θ to the bit, of −0 too. */
static gboolean
update_ink (NormlabUpdater *self, NormlabNetwork *network, gsize end, NormlabStop stop)
{
  const NormlabLayer *l = &network->layers[0];
  const NormlabInkRows *ink = &network->ink;
  gboolean finite = TRUE;

  for (guint i = 0; i < ink->n_spans; i++)
    finite &= update (self, network, l->weights + ink->spans[i].first * l->stride,
                      l->weights + ink->spans[i].end * l->stride, stop);
  return finite & update (self, network, l->weights + l->inputs * l->stride, end, stop);
}

gboolean
normlab_updater_step (NormlabUpdater *self, NormlabNetwork *network, NormlabStop stop)
{
  gboolean finite = TRUE;

  self->beta_1_power *= BETA_1;
  self->beta_2_power *= BETA_2;
  self->rule.correction_1 = (float) (1.0 / (1.0 - self->beta_1_power));
  self->rule.correction_2 = (float) (1.0 / (1.0 - self->beta_2_power));

  decay (self, network, stop);
  for (guint s = 0; s < self->n_spans; s++)
    {
      gsize first = self->spans[s].first, end = self->spans[s].end;

      if (first == network->layers[0].weights && self->may_skip && !network->ink.all)
        finite &= update_ink (self, network, end, stop);
      else
        finite &= update (self, network, first, end, stop);
    }
  self->may_skip = finite && self->rule.optimizer == NORMLAB_OPTIMIZER_SGD && !(self->decay > 0);
  return finite;
}
