/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-layers-source.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-change.h"
#include "normlab-plot.h"

#define BATCH_NORM (1u << NORMLAB_HYPERPARAMETER_BATCH_NORM)
/* Among how many runs a pair is looked for: each is compared with each. */
#define MAX_COMPARED 200

G_STATIC_ASSERT (NORMLAB_LAYERS_N_BINS == NORMLAB_PROBE_N_BINS);

/* Which runs */

static gboolean
is_pair (NormlabRunItem *a, NormlabRunItem *b)
{
  NormlabRun *first = normlab_run_item_get_run (a), *second = normlab_run_item_get_run (b);
  const NormlabRecipe recipes[]
      = { *normlab_run_get_recipe (first), *normlab_run_get_recipe (second) };

  return normlab_recipes_get_varying (recipes, 2) == BATCH_NORM
         && normlab_data_id_equal (normlab_run_get_data (first), normlab_run_get_data (second));
}

static gboolean
find_pair (GPtrArray *shown, guint *first, guint *second)
{
  guint n = MIN (shown->len, MAX_COMPARED);

  for (*first = 0; *first < n; ++*first)
    for (*second = *first + 1; *second < n; ++*second)
      if (is_pair (g_ptr_array_index (shown, *first), g_ptr_array_index (shown, *second)))
        return TRUE;
  return FALSE;
}

GPtrArray *
normlab_layers_source_choose (GPtrArray *items)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  GPtrArray *chosen = g_ptr_array_new_with_free_func (g_object_unref);
  guint first, second;

  for (guint i = 0; i < items->len; i++)
    if (normlab_run_item_get_shown (g_ptr_array_index (items, i)))
      g_ptr_array_add (shown, g_ptr_array_index (items, i));
  if (!find_pair (shown, &first, &second))
    {
      first = 0;
      second = 1;
    }
  for (guint i = 0; i < shown->len; i++)
    if (i == first || i == second)
      g_ptr_array_add (chosen, g_object_ref (g_ptr_array_index (shown, i)));
  return chosen;
}

/* The model */

static void
take_values (NormlabLayersValues *values, const NormlabProbeSpread *spread, float mean, float std)
{
  values->known = TRUE;
  values->min = (double) spread->min;
  values->max = (double) spread->max;
  values->mean = (double) mean;
  values->std = (double) std;
  memcpy (values->bins, spread->bins, sizeof values->bins);
}

static void
take_layer (NormlabLayersCell *cell,
            const NormlabProbeLayer *layer,
            const NormlabRecipe *recipe,
            gboolean is_output)
{
  const NormlabActivationInfo *info = normlab_activation_get_info (recipe->activation);

  cell->units = layer->units;
  cell->flows[NORMLAB_LAYERS_GRADIENT] = (double) layer->gradient_norm;
  cell->flows[NORMLAB_LAYERS_UPDATE] = (double) layer->update_ratio;
  take_values (&cell->sides[NORMLAB_LAYERS_PRE], &layer->pre, layer->pre_mean, layer->pre_std);
  if (is_output)
    return;
  take_values (&cell->sides[NORMLAB_LAYERS_OUT], &layer->out, layer->out_mean, layer->out_std);
  if (normlab_activation_is_bounded (info))
    cell->saturated = (double) layer->saturated;
  if (info->can_die)
    cell->dead = (double) layer->dead;
}

/* What a network begins with is no step, and so no part of a history. */
static guint
count_steps (GPtrArray *probes)
{
  const NormlabProbe *last = probes->len > 0 ? g_ptr_array_index (probes, probes->len - 1) : NULL;

  return last != NULL && last->step > 0 ? probes->len : 0;
}

static void
take_history (NormlabLayersRun *run, GPtrArray *probes)
{
  for (guint i = 0; i < run->n_steps; i++)
    {
      const NormlabProbe *probe = g_ptr_array_index (probes, i);

      run->steps[i] = probe->step;
      for (guint layer = 0; layer < run->n_layers; layer++)
        {
          normlab_layers_run_get_history (run, NORMLAB_LAYERS_GRADIENT, layer)[i]
              = probe->layers[layer].gradient_norm;
          normlab_layers_run_get_history (run, NORMLAB_LAYERS_UPDATE, layer)[i]
              = probe->layers[layer].update_ratio;
        }
    }
}

/* @reason: nullable */
static char *
create_note (NormlabRunItem *item, const char *reason)
{
  NormlabRunState state = normlab_run_get_state (normlab_run_item_get_run (item));

  if (reason != NULL)
    return g_strdup (reason);
  return g_strdup (normlab_run_state_is_final (state) ? _("not looked into")
                                                      : _("nothing measured yet"));
}

static void
add_run (NormlabLayersModel *model, NormlabRunItem *item, GPtrArray *probes, const char *reason)
{
  const NormlabRecipe *recipe = normlab_run_get_recipe (normlab_run_item_get_run (item));
  guint n_layers = recipe->n_hidden + 1;
  NormlabLayersRun *run = normlab_layers_model_add_run (
      model, normlab_run_item_get_name (item), normlab_run_item_get_color (item),
      normlab_run_item_get_dashed (item), n_layers, count_steps (probes));
  const NormlabProbe *probe = probes->len > 0 ? g_ptr_array_index (probes, probes->len - 1) : NULL;
  const NormlabRecipe phase = normlab_recipe_get_at (recipe, probe != NULL ? probe->step : 1);
  const NormlabUpdateInfo *update = normlab_update_get_info (phase.update);

  for (guint layer = 0; layer < n_layers; layer++)
    {
      run->cells[layer].updated = layer < update->n_layers;
      if (probe != NULL)
        take_layer (&run->cells[layer], &probe->layers[layer], recipe, layer + 1 == n_layers);
    }
  take_history (run, probes);
  if (probe == NULL)
    run->note = create_note (item, reason);
  else if (probe->step > 0)
    run->step = probe->step;
  else
    run->beginning = TRUE;
}

NormlabLayersModel *
normlab_layers_source_create (GPtrArray *items,
                              NormlabLayersGetProbes get_probes,
                              NormlabLayersGetNote get_note,
                              gpointer data,
                              const NormlabLayersModel *before)
{
  NormlabLayersModel *model = normlab_layers_model_new ();

  for (guint i = 0; i < items->len && i < NORMLAB_LAYERS_MAX_RUNS; i++)
    {
      g_autoptr (GPtrArray) probes = g_ptr_array_new ();
      NormlabRunItem *item = g_ptr_array_index (items, i);

      get_probes (item, probes, data);
      add_run (model, item, probes, get_note != NULL ? get_note (item, data) : NULL);
    }
  normlab_layers_model_choose_axes (model, before != NULL ? before->axes : NULL);
  return model;
}

static const char *
get_title (const NormlabLayersModel *model)
{
  if (model->subject == NORMLAB_LAYERS_SUBJECT_FLOW)
    return _("Gradient flow");
  if (model->subject == NORMLAB_LAYERS_SUBJECT_WEIGHTS)
    return C_("page", "Weights");
  if (model->subject == NORMLAB_LAYERS_SUBJECT_SMOOTHNESS)
    return _("Smoothness of the loss");
  return model->n_runs > 0 && model->runs[0].beginning ? _("Layers before training")
                                                       : C_("page", "Layers");
}

void
normlab_layers_source_add_words (NormlabLayersModel *model, GPtrArray *items)
{
  g_autoptr (NormlabPlot) plot = normlab_plot_new ();
  g_autoptr (GPtrArray) runs = g_ptr_array_new ();

  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (runs, normlab_run_item_get_run (g_ptr_array_index (items, i)));
  normlab_plot_set_runs (plot, runs, NULL);
  model->title = g_strdup (get_title (model));
  model->caption = normlab_plot_get_caption (plot);
  model->details = normlab_plot_get_details (plot);
}
