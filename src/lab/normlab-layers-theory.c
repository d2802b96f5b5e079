/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-layers-theory.h"

#include <glib/gi18n-lib.h>

#include "normlab-layers-number.h"

/* "2 / (in + out)", the variance of the first weights. */
static char *
name_weight_variance (const NormlabRecipe *recipe)
{
  const NormlabInitInfo *info = normlab_init_get_info (recipe->init);
  /* Numbers that are drawn evenly from −1 to 1 have a variance of ⅓. */
  double numerator = info->numerator / (info->uniform ? 3 : 1);

  if (recipe->init == NORMLAB_INIT_STD)
    {
      g_autofree char *variance = normlab_layers_number (recipe->init_std * recipe->init_std);

      return g_strdup_printf ("σ² = %s", variance);
    }
  if (info->both_fans)
    return g_strdup_printf ("%.0f / (in + out)", numerator);
  return numerator >= 1 ? g_strdup_printf ("%.0f / in", numerator)
                        : g_strdup_printf ("1 / (%.0f in)", 1 / numerator);
}

/* What E[a²] is, and who has found it. */
static const char *
get_moment (const NormlabRecipe *recipe)
{
  switch (recipe->activation)
    {
    case NORMLAB_ACTIVATION_RELU:
      return _("E[a²] = ½ σ(z)² one layer before (He et al., 2015)");
    case NORMLAB_ACTIVATION_IDENTITY:
      return _("E[a²] = σ(z)² one layer before (Glorot and Bengio, 2010)");
    case NORMLAB_ACTIVATION_TANH:
    case NORMLAB_ACTIVATION_SOFTSIGN:
      return _("E[a²] ≈ σ(z)² one layer before (Glorot and Bengio, 2010)");
    case NORMLAB_ACTIVATION_SIGMOID:
    case NORMLAB_ACTIVATION_LEAKY_RELU:
    case NORMLAB_ACTIVATION_ELU:
    case NORMLAB_ACTIVATION_GELU:
    default:
      return _("E[a²] by integration (Poole et al., 2016)");
    }
}

static char *
describe (const NormlabRecipe *recipe)
{
  const NormlabNormalizationInfo *norm = normlab_normalization_get_info (recipe->normalization);
  g_autofree char *variance = NULL;

  if (recipe->n_hidden > 0 && norm->learns && !norm->after)
    return g_strdup (_("Theory: σ(z) = 1, for z is normalized, whatever the weights are"));
  variance = name_weight_variance (recipe);
  if (recipe->n_hidden == 0)
    /* Translators: %s is a formula, "2 / in" */
    return g_strdup_printf (_("Theory: σ(z) = √(in · Var W · E[x²]), Var W = %s"), variance);
  if (norm->after)
    return g_strdup_printf (
        _("Theory: σ(z) = √(in · Var W · E[a²]), Var W = %s, E[a²] = 1, for a is "
           "normalized"),
        variance);
  /* Translators: the first %s is a formula, "2 / in"; the other says what E[a²] is */
  return g_strdup_printf (_("Theory: σ(z) = √(in · Var W · E[a²]), Var W = %s, %s"), variance,
                          get_moment (recipe));
}

void
normlab_layers_theory_add (NormlabLayersModel *model, guint run, const NormlabBeginning *beginning)
{
  NormlabLayersRun *r = &model->runs[run];

  g_return_if_fail (run < model->n_runs);
  g_return_if_fail (beginning->recipe.n_hidden + 1 == r->n_layers);

  r->beginning = TRUE;
  g_free (r->theory);
  r->theory = describe (&beginning->recipe);
  for (guint i = 0; i < r->n_layers; i++)
    {
      const NormlabSpread *spread = &beginning->spread[i];

      r->cells[i].theory = (NormlabLayersTheory){
        .known = TRUE,
        .normalized = spread->normalized,
        .inputs = spread->inputs,
        .weight_variance = spread->weight_variance,
        .input_moment = spread->input_moment,
        .mean = { 0, spread->out_mean },
        .std = { spread->pre_std, spread->out_std },
      };
    }
}
