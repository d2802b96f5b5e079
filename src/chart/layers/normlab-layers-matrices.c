/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-layers-layout-private.h"
#include "normlab-layers-number.h"

/* Em. */
#define SAMPLE 1.8
#define GAP 0.5
#define COLUMN_GAP 1.6
#define ROW_GAP 1.2
#define MIN_TILE 1.7
#define MAX_TILE 4.4
#define MAX_CELL 0.7
#define MAX_MATRIX 14.0 /* high */
#define MAX_PLOT 6.5
#define BAR 0.6
#define TITLE_GAP 0.25
/* Of the range of a plot, beyond its points. */
#define MARGIN 0.06

#define N_PLOTS 3
/* Pixels of a tile at least, where there is room, so that an image's can be told apart. */
#define GOOD_TILE 36

typedef struct
{
  double em, gap, caption;
  double label; /* the width of what stands before the rows */
  double width; /* of what a run has */
  double x;     /* of the first run */
} Grid;

/* The pictures of a layer: tiles, or cells of a matrix. */
typedef struct
{
  guint columns;
  double cell_width, cell_height;
  double height;
} Block;

static Block
measure_block (const Grid *grid, const NormlabLayersWeights *weights)
{
  double em = grid->em;
  Block block = { 0 };

  if (weights->image_rows > 0)
    {
      block.columns
          = (guint) CLAMP (grid->width / MAX (MIN_TILE * em, GOOD_TILE), 1, weights->rows);
      block.cell_width = MIN (grid->width / block.columns, MAX_TILE * em);
      block.cell_height = block.cell_width * weights->image_rows / weights->image_columns;
      block.height = (weights->rows + block.columns - 1) / block.columns * block.cell_height;
    }
  else
    {
      block.columns = weights->columns;
      block.cell_width = MIN (grid->width / weights->columns, MAX_CELL * em);
      block.cell_height = MIN (MAX_CELL * em, MAX_MATRIX * em / weights->rows);
      block.height = weights->rows * block.cell_height;
    }
  return block;
}

static double
get_plot_size (const Grid *grid)
{
  return MAX (MIN (grid->width / N_PLOTS - grid->gap, MAX_PLOT * grid->em), 1);
}

/* Whether not all units have a picture. */
static gboolean
is_cut (const NormlabLayersWeights *weights)
{
  return weights->image_rows > 0 && weights->rows < weights->units;
}

static double
measure_cell (const Grid *grid, const NormlabLayersWeights *weights)
{
  double height = measure_block (grid, weights).height;

  if (is_cut (weights))
    height += grid->caption;
  if (weights->vectors[NORMLAB_LAYERS_GAMMA] != NULL)
    height += grid->caption + get_plot_size (grid) + grid->gap + TITLE_GAP * grid->em;
  return height;
}

static double
measure_row (const NormlabLayersLayout *self, const Grid *grid, guint row)
{
  double line = normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_PANEL);
  /* The label: name, size, bar and its range. */
  double height = line + 2 * grid->caption + (BAR + GAP) * grid->em;

  for (guint run = 0; run < self->model->n_runs; run++)
    {
      const NormlabLayersWeights *weights
          = normlab_layers_model_get_weights (self->model, run, row);

      if (weights != NULL)
        height = MAX (height, measure_cell (grid, weights));
    }
  return height + ROW_GAP * grid->em;
}

static void
init_grid (Grid *grid, const NormlabLayersLayout *self, double x, double width)
{
  double em = self->style.font_size;
  guint n = MAX (self->model->n_runs, 1);

  *grid = (Grid){
    .em = em,
    .gap = GAP * em,
    .caption = normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_CAPTION),
    .label = 7 * em,
  };
  grid->x = x + grid->label;
  grid->width = MAX ((width - grid->label - (n - 1) * COLUMN_GAP * em) / n, 3 * em);
}

static double
get_column (const Grid *grid, guint run)
{
  return grid->x + run * (grid->width + COLUMN_GAP * grid->em);
}

/* What is put */

static void
add_plot (NormlabLayersLayout *self, const NormlabLayersPlot *plot)
{
  g_array_append_vals (self->plots, plot, 1);
}

/* Name and step of each run over its column. Returns the height. */
static double
put_heads (NormlabLayersLayout *self, const Grid *grid, double y)
{
  double line = normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_LEGEND);
  double before = (SAMPLE + GAP) * grid->em;
  g_auto (GStrv) names = normlab_layers_layout_cut_names (self, grid->width - before);

  for (guint run = 0; run < self->model->n_runs; run++)
    {
      double x = get_column (grid, run);
      g_autofree char *step = normlab_layers_layout_name_step (self, run);

      normlab_layers_layout_add_sample (self, run, x, y + line / 2, SAMPLE * grid->em);
      normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_LEGEND, names[run],
                                      grid->width - before, x + before, y, 0, 0);
      normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_CAPTION, step, grid->width - before,
                                      x + before, y + line, 0, 0);
    }
  return line + grid->caption + grid->gap;
}

/* "784 → 40", where all runs have as many. */
static char *
name_size (const NormlabLayersLayout *self, guint row)
{
  const NormlabLayersWeights *first = NULL;

  for (guint run = 0; run < self->model->n_runs; run++)
    {
      const NormlabLayersWeights *weights
          = normlab_layers_model_get_weights (self->model, run, row);

      if (weights != NULL && first != NULL
          && (weights->inputs != first->inputs || weights->units != first->units))
        return NULL;
      first = weights != NULL ? weights : first;
    }
  return first != NULL ? g_strdup_printf ("%u → %u", first->inputs, first->units) : NULL;
}

/* The layer, and what its colours mean. */
static void
put_label (NormlabLayersLayout *self, const Grid *grid, guint row, double x, double y)
{
  g_autofree char *name = normlab_layers_layout_name_row (self->model, row);
  g_autofree char *size = name_size (self, row);
  double limit = normlab_layers_model_get_limit (self->model, row);
  g_autofree char *number = normlab_layers_number (limit);
  g_autofree char *range = g_strdup_printf ("± %s", number);
  double width = grid->label - COLUMN_GAP * grid->em;
  NormlabLayersPlot bar = { .kind = NORMLAB_LAYERS_PLOT_COLORS, .run = -1, .row = row };

  normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_PANEL, name, width, x, y, 0, 0);
  y += normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_PANEL);
  normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_CAPTION, size, width, x, y, 0, 0);
  y += grid->caption + grid->gap;
  bar.rect = (NormlabChartRect){ x, y, width, BAR * grid->em };
  add_plot (self, &bar);
  y += BAR * grid->em;
  normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_CAPTION, range, width, x + width / 2, y,
                                  0.5, 0);
}

static void
widen (double *low, double *high, const float *values, guint n)
{
  for (guint i = 0; values != NULL && i < n; i++)
    if (isfinite (values[i]))
      {
        *low = MIN (*low, (double) values[i]);
        *high = MAX (*high, (double) values[i]);
      }
}

/* A plot of what units have; by unit with @across < 0, otherwise of one vector against another. */
static void
put_plot (NormlabLayersLayout *self,
          const NormlabLayersWeights *weights,
          NormlabLayersPlot plot,
          int across,
          int up)
{
  const NormlabChartRect *rect = &plot.rect;
  double low = INFINITY, high = -INFINITY, margin;

  if (across < 0)
    {
      low = 0;
      high = 1;
      widen (&low, &high, weights->vectors[NORMLAB_LAYERS_BETA], weights->units);
    }
  else
    widen (&low, &high, weights->vectors[across], weights->units);
  widen (&low, &high, weights->vectors[up], weights->units);
  normlab_chart_range_round (&low, &high);
  margin = MARGIN * (high - low);
  low -= margin;
  high += margin;
  plot.y = (NormlabChartScale){ low, high, rect->y + rect->height, rect->y, FALSE };
  plot.x = across < 0 ? (NormlabChartScale){ -0.5, weights->units - 0.5, rect->x,
                                             rect->x + rect->width, FALSE }
                      : (NormlabChartScale){ low, high, rect->x, rect->x + rect->width, FALSE };
  add_plot (self, &plot);
}

static void
put_norm (NormlabLayersLayout *self,
          const Grid *grid,
          const NormlabLayersWeights *weights,
          guint run,
          guint row,
          double y)
{
  const struct
  {
    NormlabLayersPlotKind kind;
    const char *title;
    int across, up;
  } plots[N_PLOTS] = {
    { NORMLAB_LAYERS_PLOT_GAMMA, "γ, β", -1, NORMLAB_LAYERS_GAMMA },
    /* Translators: of a batch, over a small plot of running means against it */
    { NORMLAB_LAYERS_PLOT_MEANS, C_("statistic", "mean"), NORMLAB_LAYERS_BATCH_MEAN,
      NORMLAB_LAYERS_RUNNING_MEAN },
    { NORMLAB_LAYERS_PLOT_STDS, C_("statistic", "deviation"), NORMLAB_LAYERS_BATCH_STD,
      NORMLAB_LAYERS_RUNNING_STD },
  };
  double size = get_plot_size (grid), x = get_column (grid, run);

  for (guint i = 0; i < N_PLOTS; i++, x += size + grid->gap)
    {
      NormlabLayersPlot plot = { .kind = plots[i].kind, .run = (int) run, .row = row };

      plot.rect = (NormlabChartRect){ x, y + grid->caption + TITLE_GAP * grid->em, size, size };
      if (weights->vectors[plots[i].up] == NULL
          || (plots[i].across >= 0 && weights->vectors[plots[i].across] == NULL))
        continue;
      normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_CAPTION, plots[i].title, size, x, y,
                                      0, 0);
      put_plot (self, weights, plot, plots[i].across, plots[i].up);
    }
}

static void
put_cell (NormlabLayersLayout *self, const Grid *grid, guint run, guint row, double y)
{
  const NormlabLayersWeights *weights = normlab_layers_model_get_weights (self->model, run, row);
  NormlabLayersPlot plot = { .run = (int) run, .row = row };
  double x = get_column (grid, run);
  Block block;

  if (weights == NULL)
    return;
  block = measure_block (grid, weights);
  plot.kind = weights->image_rows > 0 ? NORMLAB_LAYERS_PLOT_TILES : NORMLAB_LAYERS_PLOT_MATRIX;
  plot.rect = (NormlabChartRect){ x, y, block.columns * block.cell_width, block.height };
  plot.columns = block.columns;
  plot.cell_width = block.cell_width;
  plot.cell_height = block.cell_height;
  add_plot (self, &plot);
  y += block.height;
  if (is_cut (weights))
    {
      g_autofree char *text
          = g_strdup_printf (_("the first %u of %u units"), weights->rows, weights->units);

      normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_CAPTION, text, grid->width, x, y, 0,
                                      0);
      y += grid->caption;
    }
  if (weights->vectors[NORMLAB_LAYERS_GAMMA] != NULL)
    put_norm (self, grid, weights, run, row, y + grid->gap);
}

/* How all of it is to be read. */
static void
put_legend (NormlabLayersLayout *self, const Grid *grid, NormlabChartRect rect, double y)
{
  const char *const lines[] = {
    _("Layer 1: a picture is one unit’s weights, pixel by pixel. Other layers: a row is a unit, a "
       "column an input."),
    _("γ filled and β hollow, unit by unit; running statistics upwards, the batch’s to the "
       "right."),
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_CAPTION, lines[i], rect.width, rect.x,
                                    y + i * grid->caption, 0, 0);
}

void
normlab_layers_layout_put_matrices (NormlabLayersLayout *self, NormlabChartRect rect)
{
  guint n_rows = normlab_layers_model_get_n_rows (self->model);
  double y = rect.y;
  Grid grid;

  init_grid (&grid, self, rect.x, rect.width);
  y += put_heads (self, &grid, y);
  for (guint row = 0; row < n_rows; row++)
    {
      put_label (self, &grid, row, rect.x, y);
      for (guint run = 0; run < self->model->n_runs; run++)
        put_cell (self, &grid, run, row, y);
      y += measure_row (self, &grid, row);
    }
  put_legend (self, &grid, rect, y);
}

double
normlab_layers_layout_get_matrices_height (const NormlabLayersLayout *self, double width)
{
  guint n_rows = normlab_layers_model_get_n_rows (self->model);
  double line = normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_LEGEND);
  Grid grid;
  double height;

  init_grid (&grid, self, 0, width);
  height = line + grid.caption + grid.gap + 2 * grid.caption;
  for (guint row = 0; row < n_rows; row++)
    height += measure_row (self, &grid, row);
  return height;
}
