/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-layers-layout-private.h"
#include "normlab-layers-number.h"

/* Em. */
#define SAMPLE 1.8
#define GAP 0.5

static gboolean
says (const NormlabLayersCell *cell, NormlabLayersSide side)
{
  return cell->theory.known && !isnan (cell->theory.std[side]);
}

char *
normlab_layers_theory_name (const NormlabLayersCell *cell, NormlabLayersSide side)
{
  g_autofree char *spread = NULL;

  if (!says (cell, side))
    return NULL;
  if (cell->theory.mean[side] == 0)
    {
      g_autofree char *std = normlab_layers_number (cell->theory.std[side]);

      spread = g_strdup_printf ("± %s", std);
    }
  else
    spread = normlab_layers_mean (cell->theory.mean[side], cell->theory.std[side]);
  /* Translators: beside what was measured, a deviation ("± 0.98") or a mean with its deviation */
  return g_strdup_printf (_("theory %s"), spread);
}

void
normlab_layers_theory_append (GString *text, const NormlabLayersCell *cell, NormlabLayersSide side)
{
  const NormlabLayersTheory *theory = &cell->theory;
  g_autofree char *name = normlab_layers_theory_name (cell, side);

  if (name == NULL)
    return;
  g_string_append (text, name);
  if (side == NORMLAB_LAYERS_PRE && !theory->normalized)
    {
      g_autofree char *variance = normlab_layers_number (theory->weight_variance);
      g_autofree char *moment = normlab_layers_number (theory->input_moment);

      g_string_append_printf (text, " = √(%u · %s · %s)", theory->inputs, variance, moment);
    }
}

void
normlab_layers_layout_put_theory (NormlabLayersLayout *self, NormlabChartRect rect, double y)
{
  double em = self->style.font_size, before = (SAMPLE + GAP) * em;
  double line = normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_CAPTION);

  for (guint run = 0; run < self->model->n_runs; run++)
    {
      if (self->model->runs[run].theory == NULL)
        continue;
      normlab_layers_layout_add_sample (self, run, rect.x, y + line / 2, SAMPLE * em);
      normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_CAPTION,
                                      self->model->runs[run].theory, rect.width - before,
                                      rect.x + before, y, 0, 0);
      y += line;
    }
}

double
normlab_layers_layout_get_theory_height (const NormlabLayersLayout *self)
{
  guint n = 0;

  for (guint run = 0; run < self->model->n_runs; run++)
    n += self->model->runs[run].theory != NULL;
  return n * normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_CAPTION)
         + (n > 0 ? GAP * self->style.font_size : 0);
}
