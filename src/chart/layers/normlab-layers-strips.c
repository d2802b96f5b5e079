/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-layers-layout-private.h"

/* Em. */
#define SAMPLE 1.8       /* a piece of line before a name */
#define SMALL_SAMPLE 1.1 /* and before a figure */
#define GAP 0.5
#define COLUMN_GAP 1.0
#define BAR 3.6
#define MIN_ROW 3.0
#define MAX_ROW 8.0
#define MIN_PLOT 5.0
#define GOOD_PLOT 8.0

/* Where the columns of a row are, and how high things are. */
typedef struct
{
  double em, gap;
  double small;   /* a line of figures */
  double heading; /* both lines of it */
  double axis;    /* numbers beneath the strips */
  double label;   /* the widths of columns */
  double plot, figures[NORMLAB_LAYERS_N_SIDES], bar, share;
  double x[NORMLAB_LAYERS_N_SIDES], figures_x[NORMLAB_LAYERS_N_SIDES], bar_x;
  double row;
} Grid;

/* The columns */

static double
measure_widest (const NormlabLayersLayout *self,
                char *(*get_text) (const NormlabLayersLayout *, guint, guint, NormlabLayersSide),
                NormlabLayersSide side)
{
  guint n_rows = normlab_layers_model_get_n_rows (self->model);
  double width = 0;

  for (guint row = 0; row < n_rows; row++)
    for (guint run = 0; run < self->model->n_runs; run++)
      {
        g_autofree char *text = get_text (self, run, row, side);

        if (text != NULL)
          width
              = MAX (width, normlab_layers_layout_measure (self, NORMLAB_CHART_TEXT_CAPTION, text));
      }
  return width;
}

static double
measure_figures (const NormlabLayersLayout *self, NormlabLayersSide side)
{
  return MAX (measure_widest (self, normlab_layers_strips_get_figures, side),
              measure_widest (self, normlab_layers_strips_get_theory, side));
}

/* What the heading over bars and shares needs besides the bars. */
static double
measure_lost (const NormlabLayersLayout *self, const Grid *grid)
{
  const char *line = self->model->headings[NORMLAB_LAYERS_HEADING_LOST].line;

  return line == NULL ? 0
                      : normlab_layers_layout_measure (self, NORMLAB_CHART_TEXT_CAPTION, line)
                            - grid->bar - grid->gap - grid->em;
}

static char *
get_share_of_any (const NormlabLayersLayout *self, guint run, guint row, NormlabLayersSide side)
{
  return normlab_layers_strips_get_share (self, run, row);
}

static char *
name_units (guint n)
{
  return g_strdup_printf (ngettext ("%u unit", "%u units", n), n);
}

static double
measure_labels (const NormlabLayersLayout *self)
{
  guint n_rows = normlab_layers_model_get_n_rows (self->model);
  g_autofree char *units = name_units (100);
  double width
      = MAX (normlab_layers_layout_measure (self, NORMLAB_CHART_TEXT_MARK, _("not updated")),
             normlab_layers_layout_measure (self, NORMLAB_CHART_TEXT_CAPTION, units));

  for (guint row = 0; row < n_rows; row++)
    {
      g_autofree char *label = normlab_layers_layout_name_row (self->model, row);

      width = MAX (width, normlab_layers_layout_measure (self, NORMLAB_CHART_TEXT_PANEL, label));
    }
  return width;
}

static void
init_heights (Grid *grid, const NormlabLayersLayout *self)
{
  grid->em = self->style.font_size;
  grid->gap = GAP * grid->em;
  grid->small = normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_MARK);
  grid->heading = normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_PANEL)
                  + normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_CAPTION) + grid->gap;
  grid->axis = normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_TICK) + 0.3 * grid->em;
}

/* The width of all columns but the strips, with what is between. */
static double
get_columns (const Grid *grid)
{
  return grid->label + grid->figures[0] + grid->figures[1] + grid->bar + grid->share
         + 4 * COLUMN_GAP * grid->em;
}

/* Figures are as wide as they are, or in steps, so that strips do not move with each digit. */
static void
init_columns (Grid *grid, const NormlabLayersLayout *self, NormlabChartRect rect)
{
  double step = 2 * grid->em, between = COLUMN_GAP * grid->em, x = rect.x;

  grid->label = measure_labels (self) + between;
  for (guint side = 0; side < NORMLAB_LAYERS_N_SIDES; side++)
    grid->figures[side] = SMALL_SAMPLE * grid->em + grid->gap / 2
                          + ceil (MAX (measure_figures (self, side), 4 * grid->em) / step) * step;
  grid->share = measure_widest (self, get_share_of_any, 0);
  grid->bar = grid->share > 0 ? BAR * grid->em : 0;
  if (grid->share > 0)
    grid->share = ceil (MAX (grid->share, measure_lost (self, grid)) / step) * step;
  grid->plot = (rect.width - get_columns (grid)) / 2;
  grid->plot = MAX (grid->plot, MIN_PLOT * grid->em);
  x += grid->label;
  for (guint side = 0; side < NORMLAB_LAYERS_N_SIDES; side++)
    {
      grid->x[side] = x;
      grid->figures_x[side] = x + grid->plot + grid->gap;
      x = grid->figures_x[side] + grid->figures[side] + between;
    }
  grid->bar_x = x;
}

static double
get_min_row (const Grid *grid, const NormlabLayersLayout *self)
{
  guint n_lines = normlab_layers_model_has_theory (self->model) ? 2 : 1;

  return MAX (MIN_ROW * grid->em, self->model->n_runs * n_lines * grid->small + 0.3 * grid->em);
}

/* What is put */

/* Samples and names, as many beside one another as have room. Returns the height. */
static double
put_legend (NormlabLayersLayout *self, const Grid *grid, NormlabChartRect rect)
{
  guint n = self->model->n_runs;
  double line = normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_LEGEND);
  double column = rect.width / (n > 2 && rect.width < 60 * grid->em ? 2 : n);
  double before = (SAMPLE + GAP) * grid->em;
  g_auto (GStrv) names = normlab_layers_layout_cut_names (self, column - before - 6 * grid->em);
  double y = rect.y;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *step = normlab_layers_layout_name_step (self, i);
      guint per_line = (guint) (rect.width / column + 0.5);
      double x = rect.x + i % per_line * column;
      g_autofree char *text = NULL;

      if (i > 0 && i % per_line == 0)
        y += line;
      text = step != NULL ? g_strdup_printf ("%s · %s", names[i], step) : g_strdup (names[i]);
      normlab_layers_layout_add_sample (self, i, x, y + line / 2, SAMPLE * grid->em);
      normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_LEGEND, text,
                                      column - before - grid->gap, x + before, y, 0, 0);
    }
  return y + line + grid->gap - rect.y;
}

static void
put_heading (NormlabLayersLayout *self,
             NormlabLayersHeading heading,
             double x,
             double y,
             double width,
             const char *title,
             const char *usual)
{
  double line = normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_PANEL);
  double caption = normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_CAPTION);
  const char *subtitle = normlab_layers_layout_get_line_of (self, heading, usual);

  normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_PANEL, title, width, x, y, 0, 0);
  normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_CAPTION, subtitle, width, x, y + line, 0,
                                  0);
  normlab_layers_layout_add_heading (self, heading,
                                     (NormlabChartRect){ x, y, width, line + caption });
}

static void
put_headings (NormlabLayersLayout *self, const Grid *grid, double y)
{
  gboolean saturates, dies;

  normlab_layers_strips_find_kinds (self->model, &saturates, &dies);
  put_heading (self, NORMLAB_LAYERS_HEADING_PRE, grid->x[0], y,
               grid->plot + grid->gap + grid->figures[0], _("Pre-activations z"),
               _("what enters the activation function"));
  put_heading (self, NORMLAB_LAYERS_HEADING_OUT, grid->x[1], y,
               grid->plot + grid->gap + grid->figures[1], _("Activations a = f(z)"),
               _("what leaves the layer"));
  if (saturates || dies)
    put_heading (self, NORMLAB_LAYERS_HEADING_LOST, grid->bar_x, y,
                 grid->bar + grid->gap + grid->share + grid->em,
                 saturates && dies ? _("Lost")
                 : saturates       ? _("Saturated")
                                   : _("Dead units"),
                 saturates && dies ? NULL
                 : saturates       ? _("f is flat there")
                                   : _("0 for all images"));
}

static gboolean
is_updated (const NormlabLayersModel *model, guint row)
{
  for (guint run = 0; run < model->n_runs; run++)
    {
      int layer = normlab_layers_model_get_layer (model, run, row);

      if (layer >= 0 && !model->runs[run].cells[layer].updated)
        return FALSE;
    }
  return TRUE;
}

/* "40 units" if all have as many, and that it is not updated if it is so in any. */
static void
put_label (NormlabLayersLayout *self, const Grid *grid, guint row, NormlabChartRect rect)
{
  gboolean is_output = row + 1 == normlab_layers_model_get_n_rows (self->model);
  gboolean updated = is_updated (self->model, row);
  double line = normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_PANEL);
  double height = line + grid->small * (updated ? 1 : 2);
  double y = rect.y + MAX ((rect.height - height) / 2, 0);
  g_autofree char *name = normlab_layers_layout_name_row (self->model, row), *units = NULL;
  guint n = 0;
  gboolean alike = TRUE;

  for (guint run = 0; run < self->model->n_runs; run++)
    {
      const NormlabLayersCell *cell = normlab_layers_model_get_cell (self->model, run, row);

      alike = alike && (cell == NULL || n == 0 || cell->units == n);
      n = cell != NULL ? cell->units : n;
    }
  if (is_output)
    units = g_strdup (_("logits"));
  else if (n > 0 && alike)
    units = name_units (n);
  normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_PANEL, name, grid->label, rect.x, y, 0,
                                  0);
  normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_CAPTION, units, grid->label, rect.x,
                                  y + line, 0, 0);
  if (!updated)
    normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_MARK, _("not updated"), grid->label,
                                    rect.x, y + line + grid->small, 0, 0);
}

static void
add_plot (NormlabLayersLayout *self,
          NormlabLayersPlotKind kind,
          NormlabChartRect rect,
          int run,
          guint row,
          NormlabLayersSide side)
{
  const NormlabLayersAxis *axis = &self->model->axes[side];
  NormlabLayersPlot plot = { .kind = kind, .rect = rect, .run = run, .row = row, .side = side };

  plot.x = (NormlabChartScale){ axis->low, axis->high, rect.x, rect.x + rect.width, FALSE };
  g_array_append_val (self->plots, plot);
}

/* The part of a row that belongs to a run. */
static NormlabChartRect
get_lane (const NormlabLayersLayout *self, NormlabChartRect rect, guint run)
{
  double height = rect.height / self->model->n_runs;

  return (NormlabChartRect){ rect.x, rect.y + run * height, rect.width, height };
}

static gboolean
has_values (const NormlabLayersLayout *self, guint row, NormlabLayersSide side)
{
  for (guint run = 0; run < self->model->n_runs; run++)
    {
      const NormlabLayersCell *cell = normlab_layers_model_get_cell (self->model, run, row);

      if (cell != NULL && cell->sides[side].known)
        return TRUE;
    }
  return FALSE;
}

static void
put_figures (NormlabLayersLayout *self,
             const Grid *grid,
             NormlabLayersSide side,
             guint row,
             NormlabChartRect rect)
{
  double before = SMALL_SAMPLE * grid->em, x = grid->figures_x[side] + before + grid->gap / 2;

  for (guint run = 0; run < self->model->n_runs; run++)
    {
      g_autofree char *figures = normlab_layers_strips_get_figures (self, run, row, side);
      g_autofree char *theory = normlab_layers_strips_get_theory (self, run, row, side);
      NormlabChartRect lane = get_lane (self, rect, run);
      double y = lane.y + lane.height / 2;

      if (figures == NULL)
        continue;
      y -= theory != NULL ? grid->small / 2 : 0;
      normlab_layers_layout_add_sample (self, run, grid->figures_x[side], y, before);
      normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_CAPTION, figures,
                                      grid->figures[side], x, y, 0, 0.5);
      normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_CAPTION, theory, grid->figures[side],
                                      x, y + grid->small, 0, 0.5);
    }
}

static void
put_strip (NormlabLayersLayout *self,
           const Grid *grid,
           NormlabLayersSide side,
           guint row,
           NormlabChartRect rect)
{
  rect.x = grid->x[side];
  rect.width = grid->plot;
  if (!has_values (self, row, side))
    return;
  if (!self->model->apart)
    add_plot (self, NORMLAB_LAYERS_PLOT_STRIP, rect, -1, row, side);
  else
    for (guint run = 0; run < self->model->n_runs; run++)
      add_plot (self, NORMLAB_LAYERS_PLOT_STRIP, get_lane (self, rect, run), (int) run, row, side);
  put_figures (self, grid, side, row, rect);
}

static void
put_shares (NormlabLayersLayout *self, const Grid *grid, guint row, NormlabChartRect rect)
{
  for (guint run = 0; run < self->model->n_runs; run++)
    {
      g_autofree char *share = normlab_layers_strips_get_share (self, run, row);
      NormlabChartRect lane = get_lane (self, rect, run);
      double height = MIN (0.75 * grid->em, lane.height * 0.7), y = lane.y + lane.height / 2;

      if (share == NULL)
        continue;
      add_plot (self, NORMLAB_LAYERS_PLOT_SHARE,
                (NormlabChartRect){ grid->bar_x, y - height / 2, grid->bar, height }, (int) run,
                row, 0);
      normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_CAPTION, share,
                                      grid->share + grid->em, grid->bar_x + grid->bar + grid->gap,
                                      y, 0, 0.5);
    }
}

/* Numbers beneath the last strip of a side. */
static void
put_axis (NormlabLayersLayout *self, const Grid *grid, NormlabLayersSide side, double y)
{
  const NormlabLayersAxis *axis = &self->model->axes[side];
  const NormlabChartScale scale
      = { axis->low, axis->high, grid->x[side], grid->x[side] + grid->plot, FALSE };
  NormlabChartTicks *ticks = &self->ticks[side];
  guint most = (guint) CLAMP (grid->plot / (3 * grid->em), 3, NORMLAB_CHART_MAX_TICKS);

  if (!(axis->low < axis->high))
    return;
  normlab_chart_ticks_init (ticks, axis->low, axis->high, most, 0);
  /* One number alone says nothing. */
  if (ticks->n < 2)
    normlab_chart_ticks_init (ticks, axis->low, axis->high, most + 2, 0);
  for (guint i = 0; i < ticks->n; i++)
    {
      g_autofree char *text = normlab_chart_ticks_format (ticks, ticks->values[i]);

      normlab_layers_layout_add_text (self, NORMLAB_CHART_TEXT_TICK, text, grid->plot,
                                      normlab_chart_scale_to_pixel (&scale, ticks->values[i]), y,
                                      0.5, 0);
    }
}

static void
put_row (NormlabLayersLayout *self, const Grid *grid, guint row, NormlabChartRect rect)
{
  put_label (self, grid, row, rect);
  for (guint side = 0; side < NORMLAB_LAYERS_N_SIDES; side++)
    put_strip (self, grid, side, row, rect);
  put_shares (self, grid, row, rect);
}

void
normlab_layers_layout_put_strips (NormlabLayersLayout *self, NormlabChartRect rect)
{
  guint n_rows = normlab_layers_model_get_n_rows (self->model);
  Grid grid = { 0 };
  double y = rect.y, bottom = rect.y + rect.height, ends[NORMLAB_LAYERS_N_SIDES] = { 0 };

  init_heights (&grid, self);
  init_columns (&grid, self, rect);
  y += put_legend (self, &grid, rect);
  put_headings (self, &grid, y);
  y += grid.heading;
  grid.row = (bottom - y - grid.axis - (n_rows - 1) * grid.gap
              - normlab_layers_layout_get_theory_height (self))
             / n_rows;
  grid.row = CLAMP (grid.row, 1, MAX_ROW * grid.em + self->model->n_runs * grid.small);
  for (guint row = 0; row < n_rows; row++)
    {
      NormlabChartRect place = { rect.x, y, rect.width, grid.row };

      put_row (self, &grid, row, place);
      for (guint side = 0; side < NORMLAB_LAYERS_N_SIDES; side++)
        ends[side] = has_values (self, row, side) ? y + grid.row : ends[side];
      y += grid.row + grid.gap;
    }
  for (guint side = 0; side < NORMLAB_LAYERS_N_SIDES; side++)
    put_axis (self, &grid, side, ends[side] + 0.2 * grid.em);
  normlab_layers_layout_put_theory (self, rect, y + grid.axis);
}

double
normlab_layers_layout_get_strips_width (const NormlabLayersLayout *self)
{
  Grid grid = { 0 };

  init_heights (&grid, self);
  init_columns (&grid, self, (NormlabChartRect){ 0, 0, 0, 0 });
  return get_columns (&grid) + 2 * GOOD_PLOT * grid.em;
}

double
normlab_layers_layout_get_strips_height (const NormlabLayersLayout *self)
{
  guint n_rows = normlab_layers_model_get_n_rows (self->model);
  double line = normlab_layers_layout_get_line (self, NORMLAB_CHART_TEXT_LEGEND);
  Grid grid = { 0 };

  init_heights (&grid, self);
  return (self->model->n_runs > 2 ? 2 : 1) * line + grid.gap + grid.heading + grid.axis
         + n_rows * (get_min_row (&grid, self) + grid.gap)
         + normlab_layers_layout_get_theory_height (self);
}
