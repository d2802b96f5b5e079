/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which layer is which in flows: numbers beneath a plot, and the key to lines over time. Of many
 * layers only some have a number, as on any axis. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "normlab-layers-layout-private.h"

/* Em. */
#define SAMPLE 1.8
#define GAP 0.5

/* The first, each so-many-th and the last. */
static gboolean
is_numbered (guint row, guint n_rows, guint every)
{
  return row == 0 || row + 1 == n_rows || (row + 1) % every == 0;
}

static char *
name_row (guint row, guint n_rows)
{
  /* Translators: the output layer, beneath a chart where there is little room */
  return row + 1 == n_rows ? g_strdup (_("out")) : g_strdup_printf ("%u", row + 1);
}

static double
measure_row (const NormlabLayersLayout *self, NormlabChartTextRole role, guint row, guint n_rows)
{
  g_autofree char *text = name_row (row, n_rows);

  return normlab_layers_layout_measure (self, role, text);
}

/* 1, 2, 5, 10, 20 and so on. */
static guint
get_next (guint every)
{
  guint power = 1;

  while (every >= 10 * power)
    power *= 10;
  return every == 2 * power ? 5 * power : 2 * every;
}

/* Numbers that would touch the first or the last, which stand in any case, are left out. */
void
normlab_layers_flow_put_rows (NormlabLayersLayout *self, const NormlabLayersPlot *plot)
{
  const NormlabChartTextRole role = NORMLAB_CHART_TEXT_TICK;
  guint n_rows = normlab_layers_model_get_n_rows (self->model), every = 1;
  double em = self->style.font_size, y = plot->rect.y + plot->rect.height + 0.2 * em;
  double gap = GAP * em, step = plot->rect.width / n_rows;
  double widest = measure_row (self, role, n_rows >= 2 ? n_rows - 2 : 0, n_rows);
  double last = normlab_chart_scale_to_pixel (&plot->x, n_rows - 1);
  double begin = -G_MAXDOUBLE, end = last - measure_row (self, role, n_rows - 1, n_rows) / 2 - gap;

  while (every < n_rows && every * step < widest + gap)
    every = get_next (every);
  for (guint row = 0; row < n_rows; row++)
    {
      g_autofree char *text = name_row (row, n_rows);
      double width = normlab_layers_layout_measure (self, role, text);
      double x = normlab_chart_scale_to_pixel (&plot->x, row);

      if (!is_numbered (row, n_rows, every)
          || (row + 1 < n_rows && (x - width / 2 < begin || x + width / 2 > end)))
        continue;
      normlab_layers_layout_add_text (self, role, text, MAX (2 * step, width + 1), x, y, 0.5, 0);
      begin = x + width / 2 + gap;
    }
}

/* How wide the key is with so many entries, each with what is behind it. */
static double
measure_key (const NormlabLayersLayout *self, guint n_rows, guint every)
{
  double em = self->style.font_size, width = 0;

  for (guint row = 0; row < n_rows; row++)
    if (is_numbered (row, n_rows, every))
      width += (SAMPLE + GAP + 1) * em + measure_row (self, NORMLAB_CHART_TEXT_LEGEND, row, n_rows);
  return width - em;
}

void
normlab_layers_flow_put_key (NormlabLayersLayout *self, double x, double y, double end)
{
  const NormlabChartTextRole role = NORMLAB_CHART_TEXT_LEGEND;
  guint n_rows = normlab_layers_model_get_n_rows (self->model), every = 1;
  double line = normlab_layers_layout_get_line (self, role), em = self->style.font_size;

  x += normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_AXIS,
                                       _("over the steps, by layer:"), 20 * em, x, y, 0, 0)
       + em;
  while (every < n_rows && x + measure_key (self, n_rows, every) > end)
    every = get_next (every);
  for (guint row = 0; row < n_rows; row++)
    {
      g_autofree char *text = name_row (row, n_rows);
      NormlabLayersSample sample = { x,           y + line / 2,
                                     SAMPLE * em, normlab_chart_color_of_step (row, n_rows),
                                     FALSE,       FALSE };

      if (!is_numbered (row, n_rows, every))
        continue;
      g_array_append_val (self->samples, sample);
      x += (SAMPLE + GAP) * em;
      x += normlab_layers_layout_add_text (self, role, text, 10 * em, x, y, 0, 0) + em;
    }
}
