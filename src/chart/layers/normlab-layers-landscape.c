/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-layers-layout-private.h"
#include "normlab-layers-number.h"

/* Em. */
#define SAMPLE 1.8
#define GAP 0.5
#define MIN_PLOT 4.5

/* Of the greatest to the least loss, from which on its axis is logarithmic. */
#define WIDE 30.0
/* Decades of an axis at most. */
#define MAX_DECADES 12.0

static const char *const titles[NORMLAB_LAYERS_N_ALONG] = {
  [NORMLAB_LAYERS_ALONG_LOSS] = N_("Loss along the gradient"),
  [NORMLAB_LAYERS_ALONG_CHANGE] = N_("Change of the gradient"),
  [NORMLAB_LAYERS_ALONG_BETA] = "β",
};

static const NormlabLayersPlace *
get_place (const NormlabLayersRun *run, guint i)
{
  return &g_array_index (run->places, NormlabLayersPlace, i);
}

static guint
get_n_places (const NormlabLayersRun *run)
{
  return run->places != NULL ? run->places->len : 0;
}

/* "c η = 0.005, 0.01, 0.02, 0.04"; where learning rates differ, "c = ½, 1, 2, 4". */
static char *
name_distances (const NormlabLayersModel *model)
{
  static const double factors[] = { 0.5, 1, 2, 4 };
  double rate = model->runs[0].learning_rate;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < model->n_runs; i++)
    if (!(model->runs[i].learning_rate == rate))
      return g_strdup ("c = ½, 1, 2, 4");
  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (number, sizeof number, "%g", factors[i] * rate);
      g_string_append_printf (text, i == 0 ? "c η = %s" : ", %s", number);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Where there is room for @width; the shorter one says only what one cannot do without. Free with
 * g_free(). */
static char *
create_formula (const NormlabLayersLayout *self, NormlabLayersAlong along, double width)
{
  g_autofree char *distances = name_distances (self->model);
  g_autofree char *text = NULL;

  switch (along)
    {
    case NORMLAB_LAYERS_ALONG_LOSS:
      /* Translators: %s are distances, "c η = 0.005, 0.01, 0.02, 0.04" */
      text = g_strdup_printf (_("L(θ − c η g), %s: from the least to the greatest"), distances);
      if (normlab_layers_layout_measure (self, NORMLAB_CHART_TEXT_CAPTION, text) <= width)
        return g_steal_pointer (&text);
      return g_strdup_printf ("L(θ − c η g), %s", distances);
    case NORMLAB_LAYERS_ALONG_CHANGE:
      return g_strdup (_("‖∇L(θ − c η g) − g‖, likewise"));
    case NORMLAB_LAYERS_ALONG_BETA:
    default:
      return g_strdup (_("the greatest ‖∇L(θ − c η g) − g‖ / (c η ‖g‖)"));
    }
}

/* Ranges */

static void
find_range (const NormlabLayersModel *model, NormlabLayersAlong along, double *low, double *high)
{
  *low = INFINITY;
  *high = -INFINITY;
  for (guint run = 0; run < model->n_runs; run++)
    for (guint i = 0; i < get_n_places (&model->runs[run]); i++)
      {
        const NormlabLayersPlace *place = get_place (&model->runs[run], i);

        if (isfinite (place->low[along]) && place->low[along] > 0)
          *low = MIN (*low, place->low[along]);
        if (isfinite (place->high[along]))
          *high = MAX (*high, place->high[along]);
      }
}

/* From round values to round values, with all that is finite. */
static NormlabChartScale
choose_scale (const NormlabLayersModel *model, NormlabLayersAlong along)
{
  NormlabChartScale scale = { 0, 1, 0, 0, FALSE };
  double low, high;

  find_range (model, along, &low, &high);
  if (!(high > 0) || !(low <= high))
    return scale;
  scale.logarithmic = along != NORMLAB_LAYERS_ALONG_LOSS || high > WIDE * low;
  if (scale.logarithmic)
    {
      scale.max = pow (10, ceil (log10 (high) + 1e-9));
      scale.min = pow (10, floor (log10 (low) - 1e-9));
      scale.min = MAX (scale.min, scale.max * pow (10, -MAX_DECADES));
    }
  else
    {
      scale.min = low;
      scale.max = high;
      normlab_chart_range_round (&scale.min, &scale.max);
    }
  return scale;
}

static guint
get_last_step (const NormlabLayersModel *model)
{
  guint last = 2;

  for (guint run = 0; run < model->n_runs; run++)
    if (get_n_places (&model->runs[run]) > 0)
      last = MAX (last, get_place (&model->runs[run], get_n_places (&model->runs[run]) - 1)->step);
  return last;
}

/* What is put */

typedef struct
{
  double em, gap;
  double title, axis, caption;
  double label; /* the numbers of the y axis */
} Grid;

static void
init_grid (Grid *grid, const NormlabLayersLayout *self)
{
  *grid = (Grid){
    .em = self->style.font_size,
    .gap = GAP * self->style.font_size,
    .title = normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_PANEL),
    .axis = normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_TICK),
    .caption = normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_CAPTION),
  };
  grid->label
      = normlab_layers_layout_measure (self, NORMLAB_CHART_TEXT_TICK, "0.00001") + grid->gap;
}

static gboolean
has_note (const NormlabLayersRun *run)
{
  return get_n_places (run) == 0 && run->note != NULL;
}

/* What names leave free for notes behind them, in ems. */
static double
get_room_for_notes (const NormlabLayersModel *model)
{
  for (guint run = 0; run < model->n_runs; run++)
    if (has_note (&model->runs[run]))
      return 6;
  return GAP;
}

/* Names beside one another, with what there is to say of those of which nothing is known. */
static void
put_names (NormlabLayersLayout *self, const Grid *grid, NormlabChartRect rect)
{
  double line = normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_LEGEND);
  double column = rect.width / self->model->n_runs, before = (SAMPLE + GAP) * grid->em;
  double room = column - before - get_room_for_notes (self->model) * grid->em;
  g_auto (GStrv) names = normlab_layers_layout_cut_names (self, room);

  for (guint run = 0; run < self->model->n_runs; run++)
    {
      const NormlabLayersRun *r = &self->model->runs[run];
      double x = rect.x + run * column;
      g_autofree char *text
          = has_note (r) ? g_strdup_printf ("%s · %s", names[run], r->note) : g_strdup (names[run]);

      normlab_layers_layout_add_sample (self, run, x, rect.y + line / 2, SAMPLE * grid->em);
      normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_LEGEND, text, column - before,
                                      x + before, rect.y, 0, 0);
    }
}

static void
put_tick (NormlabLayersLayout *self,
          const Grid *grid,
          const NormlabLayersPlot *plot,
          double value,
          const char *text)
{
  normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_TICK, text, grid->label,
                                  plot->rect.x - grid->gap,
                                  normlab_chart_scale_to_pixel (&plot->y, value), 1, 0.5);
}

/* As many powers of ten as have room. */
static void
put_decades (NormlabLayersLayout *self, const Grid *grid, const NormlabLayersPlot *plot)
{
  int first = (int) round (log10 (plot->y.min)), last = (int) round (log10 (plot->y.max));
  double pixels = plot->rect.height / MAX (last - first, 1);
  int every = (int) MAX (ceil (grid->axis / MAX (pixels, 0.1)), 1);

  for (int decade = first; decade <= last; decade += every)
    {
      g_autofree char *text = normlab_layers_power (decade);

      put_tick (self, grid, plot, pow (10, decade), text);
    }
}

static void
put_ticks (NormlabLayersLayout *self, const Grid *grid, const NormlabLayersPlot *plot)
{
  guint most = (guint) CLAMP (plot->rect.height / (2 * grid->axis), 2, 8);
  NormlabChartTicks ticks;

  if (plot->y.logarithmic)
    {
      put_decades (self, grid, plot);
      return;
    }
  normlab_chart_ticks_init (&ticks, plot->y.min, plot->y.max, most, 0);
  for (guint i = 0; i < ticks.n; i++)
    {
      g_autofree char *text = normlab_chart_ticks_format (&ticks, ticks.values[i]);

      put_tick (self, grid, plot, ticks.values[i], text);
    }
}

/* Beneath the last plot. */
static void
put_steps (NormlabLayersLayout *self, const Grid *grid, const NormlabLayersPlot *plot, double y)
{
  guint most = (guint) CLAMP (plot->rect.width / (5 * grid->em), 2, 8);
  NormlabChartTicks ticks;

  normlab_chart_ticks_init (&ticks, plot->x.min, plot->x.max, most, 1);
  for (guint i = 0; i < ticks.n; i++)
    {
      g_autofree char *text = normlab_chart_ticks_format (&ticks, ticks.values[i]);

      normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_TICK, text, plot->rect.width,
                                      normlab_chart_scale_to_pixel (&plot->x, ticks.values[i]), y,
                                      0.5, 0);
    }
}

static void
put_title (NormlabLayersLayout *self,
           const Grid *grid,
           NormlabLayersAlong along,
           NormlabChartRect rect)
{
  double x = rect.x + grid->label;
  g_autofree char *formula = NULL;

  x += normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_PANEL, _(titles[along]),
                                       rect.width, x, rect.y, 0, 0)
       + grid->gap;
  formula = create_formula (self, along, rect.x + rect.width - x);
  normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_CAPTION, formula,
                                  rect.x + rect.width - x, x, rect.y + grid->title / 2, 0, 0.5);
}

/* Names, what this is, and numbers of steps. */
static double
get_frame_height (const NormlabLayersLayout *self, const Grid *grid)
{
  return normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_LEGEND) + grid->gap + grid->axis
         + grid->caption + grid->gap;
}

/* What this is, as long as there is room for. */
static const char *
get_source (const NormlabLayersLayout *self, double width)
{
  const char *text
      = _("Our version of what Santurkar and others (2018) measure: each step’s batch in training "
           "mode, along its gradient.");

  if (normlab_layers_layout_measure (self, NORMLAB_CHART_TEXT_CAPTION, text) <= width)
    return text;
  return _("After Santurkar and others (2018), on each step’s batch.");
}

void
normlab_layers_layout_put_landscape (NormlabLayersLayout *self, NormlabChartRect rect)
{
  double y = rect.y, bottom = rect.y + rect.height, height;
  NormlabLayersPlot plot = { .kind = NORMLAB_LAYERS_PLOT_ALONG, .run = -1 };
  Grid grid;

  init_grid (&grid, self);
  put_names (self, &grid, rect);
  y += normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_LEGEND) + grid.gap;
  height = (rect.height - get_frame_height (self, &grid)) / NORMLAB_LAYERS_N_ALONG - grid.title
           - 1.5 * grid.gap;
  height = MAX (height, 1);
  plot.rect = (NormlabChartRect){ rect.x + grid.label, 0,
                                  MAX (rect.width - grid.label - grid.em, 1), height };
  for (guint along = 0; along < NORMLAB_LAYERS_N_ALONG; along++)
    {
      put_title (self, &grid, along, (NormlabChartRect){ rect.x, y, rect.width, 0 });
      y += grid.title + 0.5 * grid.gap;
      plot.along = along;
      plot.rect.y = y;
      plot.x = (NormlabChartScale){ 1, get_last_step (self->model), plot.rect.x,
                                    plot.rect.x + plot.rect.width, FALSE };
      plot.y = choose_scale (self->model, along);
      plot.y.start = y + height;
      plot.y.end = y;
      g_array_append_val (self->plots, plot);
      put_ticks (self, &grid, &plot);
      y += height + grid.gap;
    }
  put_steps (self, &grid, &plot, y - 0.7 * grid.gap);
  normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_CAPTION, get_source (self, rect.width),
                                  rect.width, rect.x, bottom, 0, 1);
}

double
normlab_layers_layout_get_landscape_height (const NormlabLayersLayout *self)
{
  Grid grid;

  init_grid (&grid, self);
  return get_frame_height (self, &grid)
         + NORMLAB_LAYERS_N_ALONG * (grid.title + 1.5 * grid.gap + MIN_PLOT * grid.em);
}

/* In words */

static const NormlabLayersPlace *
find_nearest (const NormlabLayersRun *run, double step)
{
  const NormlabLayersPlace *nearest = NULL;

  for (guint i = 0; i < get_n_places (run); i++)
    {
      const NormlabLayersPlace *place = get_place (run, i);

      if (nearest == NULL || fabs (place->step - step) < fabs (nearest->step - step))
        nearest = place;
    }
  return nearest;
}

/* Of losses, which differ little, more digits. */
static char *
name_value (NormlabLayersAlong along, double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (along != NORMLAB_LAYERS_ALONG_LOSS || !isfinite (value))
    return normlab_layers_number (value);
  return g_strdup (g_ascii_formatd (number, sizeof number, "%.5g", value));
}

void
normlab_layers_landscape_describe (GString *text,
                                   const NormlabLayersModel *model,
                                   const NormlabLayersPlot *plot,
                                   double x)
{
  double step = normlab_chart_scale_to_value (&plot->x, x);

  g_string_append (text, _(titles[plot->along]));
  for (guint run = 0; run < model->n_runs; run++)
    {
      const NormlabLayersPlace *place = find_nearest (&model->runs[run], step);
      g_autofree char *low = NULL, *high = NULL;

      if (place == NULL)
        continue;
      low = name_value (plot->along, place->low[plot->along]);
      high = name_value (plot->along, place->high[plot->along]);
      g_string_append_printf (text, "\n%s, ", model->runs[run].name);
      g_string_append_printf (text, _("step %u"), place->step);
      if (plot->along == NORMLAB_LAYERS_ALONG_BETA)
        g_string_append_printf (text, ": %s", high);
      else
        g_string_append_printf (text, ": %s – %s", low, high);
    }
}
