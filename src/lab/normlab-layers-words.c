/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-layers-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-layers-flow.h"
#include "normlab-layers-layout.h"
#include "normlab-layers-number.h"

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
append_cell (GString *text,
             const NormlabLayersModel *model,
             guint row,
             const NormlabLayersCell *cell)
{
  gboolean is_output = row + 1 == normlab_layers_model_get_n_rows (model);

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
}

/* What normalization has, over all units. */
static void
append_vector (GString *text,
               const char *what,
               const NormlabLayersWeights *weights,
               NormlabLayersVector vector)
{
  const float *values = weights->vectors[vector];
  double sum = 0, squares = 0, mean;
  g_autofree char *spread = NULL;

  if (values == NULL)
    return;
  for (guint i = 0; i < weights->units; i++)
    {
      sum += (double) values[i];
      squares += (double) values[i] * (double) values[i];
    }
  mean = sum / weights->units;
  spread = normlab_layers_mean (mean, sqrt (MAX (squares / weights->units - mean * mean, 0)));
  g_string_append (text, _(", "));
  g_string_append_printf (text, _("%s %s"), what, spread);
}

static void
append_weights (GString *text, const NormlabLayersWeights *weights)
{
  g_autofree char *mean = normlab_layers_mean (weights->mean, weights->std);
  g_autofree char *min = normlab_layers_number (weights->min);
  g_autofree char *max = normlab_layers_number (weights->max);

  g_string_append_printf (text, _("%s %s"), _("weights"), mean);
  /* Translators: behind a mean with its deviation: the least and the greatest value */
  g_string_append_printf (text, _(", from %s to %s"), min, max);
  append_vector (text, "γ", weights, NORMLAB_LAYERS_GAMMA);
  append_vector (text, "β", weights, NORMLAB_LAYERS_BETA);
  append_vector (text, _("running mean"), weights, NORMLAB_LAYERS_RUNNING_MEAN);
  append_vector (text, _("that of the batch"), weights, NORMLAB_LAYERS_BATCH_MEAN);
  append_vector (text, _("running deviation"), weights, NORMLAB_LAYERS_RUNNING_STD);
  append_vector (text, _("that of the batch"), weights, NORMLAB_LAYERS_BATCH_STD);
}

static void
append_layer (GString *text, const NormlabLayersModel *model, guint run, guint row)
{
  g_autofree char *name = normlab_layers_layout_name_row (model, row);
  const NormlabLayersCell *cell = normlab_layers_model_get_cell (model, run, row);
  const NormlabLayersWeights *weights = normlab_layers_model_get_weights (model, run, row);

  if (weights == NULL && cell == NULL)
    return;
  g_string_append_printf (text, "%s: ", name);
  if (weights != NULL)
    append_weights (text, weights);
  else
    append_cell (text, model, row, cell);
  g_string_append (text, ". ");
}

/* At the newest of its places. */
static void
append_smoothness (GString *text, const NormlabLayersRun *run)
{
  const NormlabLayersPlace *place;
  g_autofree char *low = NULL, *high = NULL, *change = NULL, *beta = NULL;

  if (run->places->len == 0)
    return;
  place = &g_array_index (run->places, NormlabLayersPlace, run->places->len - 1);
  low = normlab_layers_number (place->low[NORMLAB_LAYERS_ALONG_LOSS]);
  high = normlab_layers_number (place->high[NORMLAB_LAYERS_ALONG_LOSS]);
  change = normlab_layers_number (place->high[NORMLAB_LAYERS_ALONG_CHANGE]);
  beta = normlab_layers_number (place->high[NORMLAB_LAYERS_ALONG_BETA]);
  g_string_append_printf (text, _("%s · step %u"), run->name, place->step);
  g_string_append (text, ". ");
  g_string_append_printf (text,
                          _("Loss along the gradient from %s to %s, change of the gradient up to "
                             "%s, β %s."),
                          low, high, change, beta);
}

/* Of which step, and by which theory. */
static void
append_title (GString *text, const NormlabLayersRun *run)
{
  guint step = run->parameters != NULL ? run->parameters->step : run->step;

  if (step == 0)
    /* Translators: of a network that is looked at as it is before its first step */
    g_string_append_printf (text, _("%s · before training"), run->name);
  else
    /* Translators: the name of a run, and the step that is shown of it */
    g_string_append_printf (text, _("%s · step %u"), run->name, step);
  g_string_append (text, ". ");
  if (run->theory != NULL && run->parameters == NULL)
    g_string_append_printf (text, "%s. ", run->theory);
}

char *
normlab_layers_words_summarize (const NormlabLayersModel *model)
{
  guint n_rows = normlab_layers_model_get_n_rows (model);
  GString *text = g_string_new (NULL);

  for (guint run = 0; run < model->n_runs; run++)
    {
      const NormlabLayersRun *r = &model->runs[run];

      if (run > 0)
        g_string_append_c (text, '\n');
      if (r->places != NULL && r->places->len > 0)
        {
          append_smoothness (text, r);
          continue;
        }
      if (!normlab_layers_run_is_known (r) && r->parameters == NULL)
        {
          g_string_append_printf (text, "%s · %s", r->name, r->note != NULL ? r->note : "");
          continue;
        }
      append_title (text, r);
      for (guint row = 0; row < n_rows; row++)
        append_layer (text, model, run, row);
    }
  return g_string_free (text, FALSE);
}
