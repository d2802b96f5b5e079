/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-layers-flow.h"
#include "normlab-layers-layout-private.h"
#include "normlab-layers-number.h"

/* What is known of a place, in words. */

static void
append_shares (GString *text, const NormlabLayersCell *cell)
{
  if (!isnan (cell->saturated))
    {
      g_autofree char *share = normlab_layers_share (cell->saturated);

      g_string_append (text, _(", "));
      g_string_append_printf (text, _("%s saturated"), share);
    }
  if (!isnan (cell->dead))
    {
      g_autofree char *share = normlab_layers_share (cell->dead);

      g_string_append (text, _(", "));
      g_string_append_printf (text, _("%s dead"), share);
    }
}

static void
append_values (GString *text, const NormlabLayersCell *cell, NormlabLayersSide side)
{
  const NormlabLayersValues *values = &cell->sides[side];
  g_autofree char *mean = normlab_layers_mean (values->mean, values->std);
  g_autofree char *min = normlab_layers_number (values->min);
  g_autofree char *max = normlab_layers_number (values->max);

  /* Translators: a mean with its deviation, the least and the greatest value */
  g_string_append_printf (text, _("%s, from %s to %s"), mean, min, max);
}

static void
append_theory (GString *text, const NormlabLayersCell *cell, NormlabLayersSide side)
{
  if (!cell->theory.known || isnan (cell->theory.std[side]))
    return;
  g_string_append (text, _(", "));
  normlab_layers_theory_append (text, cell, side);
}

static void
append_flow (GString *text, const NormlabLayersCell *cell, NormlabLayersFlow flow)
{
  g_autofree char *value = normlab_layers_number (cell->flows[flow]);

  if (flow == NORMLAB_LAYERS_UPDATE && !cell->updated)
    g_string_append (text, _("not updated"));
  else
    g_string_append (text, isnan (cell->flows[flow]) ? "–" : value);
}

static void
append_strip (GString *text, const NormlabLayersModel *model, const NormlabLayersPlot *plot)
{
  g_autofree char *name = normlab_layers_layout_name_row (model, plot->row);
  gboolean is_output = plot->row + 1 == normlab_layers_model_get_n_rows (model);

  g_string_append_printf (text, "%s · %s", name,
                          plot->kind == NORMLAB_LAYERS_PLOT_SHARE ? _("lost")
                          : is_output                             ? _("logits")
                          : plot->side == NORMLAB_LAYERS_PRE      ? _("pre-activations")
                                                                  : _("activations"));
  for (guint run = 0; run < model->n_runs; run++)
    {
      const NormlabLayersCell *cell = normlab_layers_model_get_cell (model, run, plot->row);

      if (cell == NULL || !cell->sides[plot->side].known
          || (plot->run >= 0 && (guint) plot->run != run))
        continue;
      g_string_append_printf (text, "\n%s: ", model->runs[run].name);
      append_values (text, cell, plot->side);
      append_shares (text, cell);
      append_theory (text, cell, plot->side);
      if (!cell->updated)
        g_string_append_printf (text, "%s%s", _(", "), _("not updated"));
    }
}

static void
append_run (GString *text,
            const NormlabLayersModel *model,
            const NormlabLayersPlot *plot,
            guint run)
{
  guint n_rows = normlab_layers_model_get_n_rows (model);
  gboolean any = FALSE;

  g_string_append_printf (text, "\n%s: ", model->runs[run].name);
  for (guint row = 0; row < n_rows; row++)
    {
      const NormlabLayersCell *cell = normlab_layers_model_get_cell (model, run, row);
      g_autofree char *name = normlab_layers_layout_name_row (model, row);

      if (cell == NULL)
        continue;
      g_string_append_printf (text, "%s%s ", any ? _(", ") : "", name);
      append_flow (text, cell, plot->flow);
      any = TRUE;
    }
  if (!any)
    g_string_append (text, model->runs[run].note != NULL ? model->runs[run].note : "–");
}

gboolean
normlab_layers_plot_has_places (const NormlabLayersPlot *self)
{
  return self->kind >= NORMLAB_LAYERS_PLOT_TILES && self->kind != NORMLAB_LAYERS_PLOT_COLORS
         && self->kind != NORMLAB_LAYERS_PLOT_HEADING;
}

char *
normlab_layers_layout_describe (const NormlabLayersLayout *self,
                                const NormlabLayersPlot *plot,
                                double x,
                                double y)
{
  const NormlabLayersModel *model = self->model;
  GString *text = g_string_new (NULL);

  if (plot->kind == NORMLAB_LAYERS_PLOT_STRIP || plot->kind == NORMLAB_LAYERS_PLOT_SHARE)
    append_strip (text, model, plot);
  else if (plot->kind == NORMLAB_LAYERS_PLOT_HEADING)
    g_string_append (text, model->headings[plot->heading].card);
  else if (plot->kind == NORMLAB_LAYERS_PLOT_ALONG)
    normlab_layers_landscape_describe (text, model, plot, x);
  else if (plot->kind >= NORMLAB_LAYERS_PLOT_TILES)
    normlab_layers_weights_describe (text, model, plot, x, y);
  else
    {
      g_string_append_printf (text, "%s · %s", normlab_layers_flow_get_title (plot->flow),
                              normlab_layers_flow_get_formula (plot->flow));
      for (guint run = 0; run < model->n_runs; run++)
        if (plot->run < 0 || (guint) plot->run == run)
          append_run (text, model, plot, run);
    }
  return g_string_free (text, FALSE);
}
