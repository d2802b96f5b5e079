/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-layers-flow.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-layers-layout-private.h"
#include "normlab-layers-number.h"

/* Em. */
#define SAMPLE 1.8
#define GAP 0.5
#define COLUMN_GAP 1.0
#define MIN_PLOT 7.5
#define MIN_DECADES 3
#define MAX_DECADES 16

/* So many layers that are not updated are named. */
#define MAX_FROZEN 3

static const struct
{
  const char *title;
  const char *formula;
  double usual;
  NormlabLayersZone zones[NORMLAB_LAYERS_N_ZONES];
} flows[NORMLAB_LAYERS_N_FLOWS] = {
  [NORMLAB_LAYERS_GRADIENT] = {
    .title = N_("Gradient"),
    .formula = N_("‖∂L/∂W‖, the norm of the gradient of a layer’s weights"),
    .usual = NAN,
    .zones = { { -INFINITY, -4, N_("vanishing") }, { 1, INFINITY, N_("exploding") } },
  },
  [NORMLAB_LAYERS_UPDATE] = {
    .title = N_("Update : weights"),
    .formula = N_("‖ΔW‖ / ‖W‖, how far a step moves the weights; about 10⁻³ is healthy"),
    .usual = -3,
    .zones = { { -INFINITY, -5, N_("hardly moves") }, { -1, INFINITY, N_("too far") } },
  },
};

const NormlabLayersZone *
normlab_layers_flow_get_zones (NormlabLayersFlow flow)
{
  return flows[flow].zones;
}

double
normlab_layers_flow_get_usual (NormlabLayersFlow flow)
{
  return flows[flow].usual;
}

const char *
normlab_layers_flow_get_title (NormlabLayersFlow flow)
{
  return _(flows[flow].title);
}

const char *
normlab_layers_flow_get_formula (NormlabLayersFlow flow)
{
  return _(flows[flow].formula);
}

/* Ranges */

static void
widen (double *low, double *high, double value)
{
  double place = log10 (value);

  if (!isfinite (place))
    return;
  *low = MIN (*low, floor (place));
  *high = MAX (*high, ceil (place));
}

/* Whole decades with all that there is, as far as that is above 0 and finite. */
static NormlabChartScale
find_decades (const NormlabLayersModel *model, NormlabLayersFlow flow)
{
  double low = INFINITY, high = -INFINITY, usual = flows[flow].usual;

  if (!isnan (usual))
    low = high = usual;
  for (guint i = 0; i < model->n_runs; i++)
    for (guint layer = 0; layer < model->runs[i].n_layers; layer++)
      {
        const NormlabLayersRun *run = &model->runs[i];
        const float *history = normlab_layers_run_get_history (run, flow, layer);

        widen (&low, &high, run->cells[layer].flows[flow]);
        for (guint s = 0; s < run->n_steps; s++)
          widen (&low, &high, (double) history[s]);
      }
  if (low > high)
    return (NormlabChartScale){ -4, 0, 0, 0, FALSE };
  while (high - low < MIN_DECADES)
    {
      low--;
      high += high - low < MIN_DECADES ? 1 : 0;
    }
  return (NormlabChartScale){ MAX (low, high - MAX_DECADES), high, 0, 0, FALSE };
}

static guint
get_last_step (const NormlabLayersModel *model)
{
  guint last = 1;

  for (guint i = 0; i < model->n_runs; i++)
    {
      const NormlabLayersRun *run = &model->runs[i];

      last = MAX (last, run->step);
      if (run->n_steps > 0)
        last = MAX (last, run->steps[run->n_steps - 1]);
    }
  return last;
}

/* What is put */

typedef struct
{
  double em, gap;
  double label; /* the numbers of the y axis */
  double by_layer, over_time;
  double x, y, height; /* of the plots in the row at hand */
} Grid;

static NormlabLayersPlot *
add_plot (NormlabLayersLayout *self,
          NormlabLayersPlotKind kind,
          NormlabLayersFlow flow,
          const NormlabChartScale *decades,
          NormlabChartRect rect,
          int run)
{
  NormlabLayersPlot plot = { .kind = kind, .rect = rect, .run = run, .flow = flow, .y = *decades };
  double n_rows = normlab_layers_model_get_n_rows (self->model);

  plot.y.start = rect.y + rect.height;
  plot.y.end = rect.y;
  if (kind == NORMLAB_LAYERS_PLOT_LAYERS)
    plot.x = (NormlabChartScale){ -0.5, n_rows - 0.5, rect.x, rect.x + rect.width, FALSE };
  else
    plot.x
        = (NormlabChartScale){ 0, get_last_step (self->model), rect.x, rect.x + rect.width, FALSE };
  g_array_append_val (self->plots, plot);
  return &g_array_index (self->plots, NormlabLayersPlot, self->plots->len - 1);
}

static void
put_decades (NormlabLayersLayout *self, const Grid *grid, const NormlabChartScale *y)
{
  double line = normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_TICK);
  double pixels = fabs (y->end - y->start) / (y->max - y->min);
  int every = (int) MAX (ceil (line / MAX (pixels, 0.1)), 1);

  for (int decade = (int) y->min; decade <= (int) y->max; decade++)
    {
      g_autofree char *text = normlab_layers_power (decade);

      if (decade % every == 0)
        normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_TICK, text, grid->label,
                                        grid->x + grid->label - grid->gap,
                                        normlab_chart_scale_to_pixel (y, decade), 1, 0.5);
    }
}

/* What the zones of a plot are called, where they are high enough: to the right, for what vanishes
 * does so in the first layers. */
static void
put_zones (NormlabLayersLayout *self, const NormlabLayersPlot *plot)
{
  double line = normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_CAPTION);
  double right = plot->rect.x + plot->rect.width - 0.4 * self->style.font_size;
  const NormlabLayersZone *zones = normlab_layers_flow_get_zones (plot->flow);

  for (guint i = 0; i < NORMLAB_LAYERS_N_ZONES; i++)
    {
      double low = normlab_chart_scale_to_pixel (&plot->y, MAX (zones[i].low, plot->y.min));
      double high = normlab_chart_scale_to_pixel (&plot->y, MIN (zones[i].high, plot->y.max));

      if (low - high >= line)
        normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_MARK, _(zones[i].label),
                                        plot->rect.width - 0.8 * self->style.font_size, right, high,
                                        1, 0);
    }
}

static void
put_steps (NormlabLayersLayout *self, const NormlabLayersPlot *plot)
{
  double em = self->style.font_size, y = plot->rect.y + plot->rect.height + 0.2 * em;
  guint most = (guint) CLAMP (plot->rect.width / (5 * em), 2, 6);
  NormlabChartTicks ticks;

  normlab_chart_ticks_init (&ticks, plot->x.min, plot->x.max, most, 1);
  for (guint i = 0; i < ticks.n; i++)
    {
      g_autofree char *text = normlab_chart_ticks_format (&ticks, ticks.values[i]);
      double x = normlab_chart_scale_to_pixel (&plot->x, ticks.values[i]);
      gboolean is_last = x > plot->rect.x + plot->rect.width - 2 * em;

      normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_TICK, text, plot->rect.width, x, y,
                                      i == 0    ? 0
                                      : is_last ? 1
                                                : 0.5,
                                      0);
    }
}

/* Whether no line of a run comes near the foot of a plot. */
static gboolean
is_foot_free (const NormlabLayersPlot *plot, const NormlabLayersRun *run, double height)
{
  double foot = plot->y.start - 1.4 * height;

  for (guint layer = 0; layer < run->n_layers; layer++)
    {
      const float *history = normlab_layers_run_get_history (run, plot->flow, layer);

      for (guint s = 0; s < run->n_steps && run->cells[layer].updated; s++)
        if (normlab_chart_scale_to_pixel (&plot->y, log10 (MAX ((double) history[s], 1e-300)))
            > foot)
          return FALSE;
    }
  return TRUE;
}

/* That a layer is not updated is said where its line would be. */
static void
put_frozen (NormlabLayersLayout *self, const NormlabLayersPlot *plot)
{
  const NormlabLayersRun *run;
  g_autoptr (GString) text = g_string_new (NULL);
  double em = self->style.font_size;
  gboolean at_foot;
  guint n = 0;

  if (plot->flow != NORMLAB_LAYERS_UPDATE || plot->run < 0)
    return;
  run = &self->model->runs[plot->run];
  for (guint layer = 0; layer < run->n_layers; layer++)
    {
      if (run->cells[layer].updated)
        continue;
      n++;
      if (text->len > 0)
        g_string_append (text, _(", "));
      if (layer + 1 == run->n_layers)
        g_string_append (text, _("Output"));
      else
        g_string_append_printf (text, _("Layer %u"), layer + 1);
    }
  if (n > MAX_FROZEN)
    /* Translators: how many layers of a network are not updated, before ": not updated" */
    g_string_printf (text, ngettext ("%u layer", "%u layers", n), n);
  if (text->len == 0)
    return;
  g_string_append_printf (text, ": %s", _("not updated"));
  at_foot
      = is_foot_free (plot, run, normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_MARK));
  normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_MARK, text->str,
                                  plot->rect.width - 0.8 * em, plot->rect.x + 0.4 * em,
                                  at_foot ? plot->y.start - 0.2 * em : plot->y.end + 0.2 * em, 0,
                                  at_foot ? 1 : 0);
}

static void
put_plots (NormlabLayersLayout *self,
           const Grid *grid,
           NormlabLayersFlow flow,
           const NormlabChartScale *decades)
{
  double x = grid->x + grid->label;
  NormlabChartRect rect = { x, grid->y, grid->by_layer, grid->height };
  NormlabLayersPlot plot = *add_plot (self, NORMLAB_LAYERS_PLOT_LAYERS, flow, decades, rect, -1);

  put_decades (self, grid, &plot.y);
  put_zones (self, &plot);
  normlab_layers_flow_put_rows (self, &plot);
  for (guint run = 0; run < self->model->n_runs; run++)
    {
      rect.x += rect.width + COLUMN_GAP * grid->em;
      rect.width = grid->over_time;
      plot = *add_plot (self, NORMLAB_LAYERS_PLOT_TIME, flow, decades, rect, (int) run);
      put_steps (self, &plot);
      put_frozen (self, &plot);
    }
}

/* Above the columns: what runs along the first, and whose the others are. */
static void
put_heads (NormlabLayersLayout *self, const Grid *grid, double y)
{
  double line = normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_LEGEND);
  double before = (SAMPLE + GAP) * grid->em, x = grid->x + grid->label;
  g_auto (GStrv) names = normlab_layers_layout_cut_names (self, grid->over_time - before);

  normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_AXIS, _("by layer"), grid->by_layer, x,
                                  y, 0, 0);
  x += grid->by_layer + COLUMN_GAP * grid->em;
  for (guint run = 0; run < self->model->n_runs; run++)
    {
      g_autofree char *step = normlab_layers_layout_name_step (self, run);

      normlab_layers_layout_add_sample (self, run, x, y + line / 2, SAMPLE * grid->em);
      normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_LEGEND, names[run],
                                      grid->over_time - before, x + before, y, 0, 0);
      normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_CAPTION, step,
                                      grid->over_time - before, x + before, y + line, 0, 0);
      x += grid->over_time + COLUMN_GAP * grid->em;
    }
}

static void
init_grid (Grid *grid, const NormlabLayersLayout *self, NormlabChartRect rect)
{
  guint n = self->model->n_runs;
  double room;

  *grid = (Grid){ .em = self->style.font_size, .x = rect.x };
  grid->gap = GAP * grid->em;
  grid->label = normlab_layers_layout_measure (self, NORMLAB_CHART_TEXT_TICK, "10⁻¹⁰") + grid->gap;
  room = rect.width - grid->label - n * COLUMN_GAP * grid->em;
  grid->by_layer = MAX (room * 1.3 / (n + 1.3), grid->em);
  grid->over_time = MAX ((room - grid->by_layer) / n, grid->em);
}

/* Title and formula on one line, over a row of plots. */
static void
put_title (NormlabLayersLayout *self, const Grid *grid, NormlabLayersFlow flow, double width)
{
  double x = grid->x + grid->label;
  double line = normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_PANEL);
  NormlabLayersHeading heading = flow == NORMLAB_LAYERS_GRADIENT ? NORMLAB_LAYERS_HEADING_GRADIENT
                                                                 : NORMLAB_LAYERS_HEADING_UPDATE;
  const char *formula
      = normlab_layers_layout_get_line_of (self, heading, normlab_layers_flow_get_formula (flow));

  normlab_layers_layout_add_heading (self, heading,
                                     (NormlabChartRect){ x, grid->y, grid->x + width - x, line });
  x += normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_PANEL,
                                       normlab_layers_flow_get_title (flow), width, x, grid->y, 0,
                                       0)
       + grid->gap;
  normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_CAPTION, formula, grid->x + width - x, x,
                                  grid->y + line / 2, 0, 0.5);
}

void
normlab_layers_layout_put_flow (NormlabLayersLayout *self, NormlabChartRect rect)
{
  double legend = normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_LEGEND);
  double heads = legend + normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_CAPTION);
  double title = normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_PANEL);
  double axis = normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_TICK);
  Grid grid;

  init_grid (&grid, self, rect);
  put_heads (self, &grid, rect.y);
  normlab_layers_flow_put_key (self, grid.x + grid.label + grid.by_layer + COLUMN_GAP * grid.em,
                               rect.y + rect.height - legend, rect.x + rect.width);
  grid.y = rect.y + heads + grid.gap;
  grid.height = (rect.height - heads - legend - 2 * grid.gap) / 2 - title - axis - 1.5 * grid.gap;
  grid.height = MAX (grid.height, 1);
  for (guint flow = 0; flow < NORMLAB_LAYERS_N_FLOWS; flow++)
    {
      NormlabChartScale decades = find_decades (self->model, flow);

      put_title (self, &grid, flow, rect.width);
      grid.y += title + 0.4 * grid.gap;
      put_plots (self, &grid, flow, &decades);
      grid.y += grid.height + axis + 1.1 * grid.gap;
    }
}

double
normlab_layers_layout_get_flow_height (const NormlabLayersLayout *self)
{
  double em = self->style.font_size;

  return 2 * normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_LEGEND)
         + 2 * normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_PANEL)
         + 2 * normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_TICK) + 6 * GAP * em
         + 2 * MIN_PLOT * em;
}
