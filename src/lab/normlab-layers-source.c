/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-layers-source.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-change.h"
#include "normlab-layers-flow.h"
#include "normlab-layers-layout.h"
#include "normlab-layers-number.h"
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

/* In words */

static void
append_values (GString *text, const char *what, const NormlabLayersValues *values)
{
  g_autofree char *mean = normlab_layers_mean (values->mean, values->std);

  /* Translators: what is measured in a layer, and its mean with its deviation */
  g_string_append_printf (text, _("%s %s"), what, mean);
}

static void
append_shares (GString *text, const NormlabLayersCell *cell)
{
  g_autofree char *saturated = normlab_layers_share (cell->saturated);
  g_autofree char *dead = normlab_layers_share (cell->dead);

  if (!isnan (cell->saturated))
    {
      g_string_append (text, _(", "));
      g_string_append_printf (text, _("%s saturated"), saturated);
    }
  if (!isnan (cell->dead))
    {
      g_string_append (text, _(", "));
      g_string_append_printf (text, _("%s dead"), dead);
    }
}

static void
append_flow (GString *text, const NormlabLayersCell *cell, NormlabLayersFlow flow)
{
  g_autofree char *value = normlab_layers_number (cell->flows[flow]);

  g_string_append (text, _(", "));
  if (flow == NORMLAB_LAYERS_UPDATE && !cell->updated)
    g_string_append (text, _("not updated"));
  else
    g_string_append_printf (text, _("%s %s"), normlab_layers_flow_get_title (flow), value);
}

static void
append_theory (GString *text, const NormlabLayersCell *cell)
{
  g_autofree char *std = normlab_layers_number (cell->theory.std[NORMLAB_LAYERS_PRE]);

  if (!cell->theory.known)
    return;
  g_string_append (text, " ");
  /* Translators: a deviation, behind what was measured */
  g_string_append_printf (text, _("(theory ± %s)"), std);
}

static void
append_layer (GString *text,
              const NormlabLayersModel *model,
              guint row,
              const NormlabLayersCell *cell)
{
  g_autofree char *name = normlab_layers_layout_name_row (model, row);
  gboolean is_output = row + 1 == normlab_layers_model_get_n_rows (model);

  g_string_append_printf (text, "%s: ", name);
  append_values (text, is_output ? _("logits") : _("pre-activations"),
                 &cell->sides[NORMLAB_LAYERS_PRE]);
  append_theory (text, cell);
  if (cell->sides[NORMLAB_LAYERS_OUT].known)
    {
      g_string_append (text, _(", "));
      append_values (text, _("activations"), &cell->sides[NORMLAB_LAYERS_OUT]);
    }
  append_shares (text, cell);
  append_flow (text, cell, NORMLAB_LAYERS_GRADIENT);
  append_flow (text, cell, NORMLAB_LAYERS_UPDATE);
  g_string_append (text, ". ");
}

static void
append_title (GString *text, const NormlabLayersRun *run)
{
  if (run->beginning)
    /* Translators: of a network that is looked at as it is before its first step */
    g_string_append_printf (text, _("%s · before training"), run->name);
  else
    /* Translators: the name of a run, and the step that is shown of it */
    g_string_append_printf (text, _("%s · step %u"), run->name, run->step);
  g_string_append (text, ". ");
  if (run->theory != NULL)
    g_string_append_printf (text, "%s. ", run->theory);
}

char *
normlab_layers_source_summarize (const NormlabLayersModel *model)
{
  guint n_rows = normlab_layers_model_get_n_rows (model);
  GString *text = g_string_new (NULL);

  for (guint run = 0; run < model->n_runs; run++)
    {
      const NormlabLayersRun *r = &model->runs[run];

      if (run > 0)
        g_string_append_c (text, '\n');
      if (!normlab_layers_run_is_known (r))
        {
          g_string_append_printf (text, "%s · %s", r->name, r->note != NULL ? r->note : "");
          continue;
        }
      append_title (text, r);
      for (guint row = 0; row < n_rows; row++)
        {
          const NormlabLayersCell *cell = normlab_layers_model_get_cell (model, run, row);

          if (cell != NULL)
            append_layer (text, model, row, cell);
        }
    }
  return g_string_free (text, FALSE);
}
