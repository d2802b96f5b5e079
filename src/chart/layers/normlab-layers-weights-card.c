/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-layers-layout-private.h"
#include "normlab-layers-number.h"

/* "unit 7", or "units 5–8" where a part stands for several; counted from 1. */
static void
append_part (GString *text,
             const char *one,
             const char *several,
             guint part,
             guint n_parts,
             guint n)
{
  guint first = (guint) ((guint64) part * n / n_parts) + 1;
  guint last = (guint) ((guint64) (part + 1) * n / n_parts);

  if (last > first)
    {
      g_string_append (text, several);
      g_string_append_printf (text, " %u–%u", first, last);
    }
  else
    {
      g_string_append (text, one);
      g_string_append_printf (text, " %u", first);
    }
}

static void
append_value (GString *text, const char *what, double value)
{
  g_autofree char *number = normlab_layers_number (value);

  /* Translators: what is measured, and its value */
  g_string_append_printf (text, _("%s %s"), what, number);
}

static void
append_unit (GString *text, guint part, guint n_parts, guint n)
{
  append_part (text, _("unit"), _("units"), part, n_parts, n);
}

static void
append_weight (GString *text, const NormlabLayersWeights *weights, guint row, guint column)
{
  append_value (text, _("weight"),
                (double) weights->values[(gsize) row * weights->columns + column]);
}

/* A pixel of a unit's picture. */
static void
append_pixel (GString *text,
              const NormlabLayersWeights *weights,
              const NormlabLayersPlot *plot,
              double x,
              double y)
{
  guint tile_x = (guint) (x / plot->cell_width), tile_y = (guint) (y / plot->cell_height);
  guint unit = tile_y * plot->columns + tile_x;
  guint column = (guint) ((x / plot->cell_width - tile_x) * weights->image_columns);
  guint row = (guint) ((y / plot->cell_height - tile_y) * weights->image_rows);

  if (unit >= weights->rows)
    return;
  append_unit (text, unit, weights->units, weights->units);
  /* Translators: of an image, counted from 1 at the top left */
  g_string_append_printf (text, _(", row %u, column %u: "), row + 1, column + 1);
  append_weight (text, weights, unit, row * weights->image_columns + column);
}

static void
append_cell (GString *text,
             const NormlabLayersWeights *weights,
             const NormlabLayersPlot *plot,
             double x,
             double y)
{
  guint column = MIN ((guint) (x / plot->cell_width), weights->columns - 1);
  guint row = MIN ((guint) (y / plot->cell_height), weights->rows - 1);

  append_unit (text, row, weights->rows, weights->units);
  g_string_append (text, _(", "));
  append_part (text, _("input"), _("inputs"), column, weights->columns, weights->inputs);
  g_string_append (text, ": ");
  append_weight (text, weights, row, column);
}

/* The unit whose point is nearest. */
static guint
find_unit (const NormlabLayersPlot *plot,
           const float *across,
           const float *up,
           guint n,
           double x,
           double y)
{
  double nearest = INFINITY;
  guint unit = 0;

  for (guint i = 0; i < n; i++)
    {
      double dx
          = normlab_chart_scale_to_pixel (&plot->x, across != NULL ? (double) across[i] : i) - x;
      double dy = across != NULL ? normlab_chart_scale_to_pixel (&plot->y, (double) up[i]) - y : 0;
      double distance = dx * dx + dy * dy;

      if (distance < nearest)
        {
          nearest = distance;
          unit = i;
        }
    }
  return unit;
}

static void
append_statistics (GString *text,
                   const NormlabLayersWeights *weights,
                   const NormlabLayersPlot *plot,
                   double x,
                   double y)
{
  gboolean gamma = plot->kind == NORMLAB_LAYERS_PLOT_GAMMA;
  gboolean mean = plot->kind == NORMLAB_LAYERS_PLOT_MEANS;
  const float *up = weights->vectors[gamma  ? NORMLAB_LAYERS_GAMMA
                                     : mean ? NORMLAB_LAYERS_RUNNING_MEAN
                                            : NORMLAB_LAYERS_RUNNING_STD];
  const float *other = weights->vectors[gamma  ? NORMLAB_LAYERS_BETA
                                        : mean ? NORMLAB_LAYERS_BATCH_MEAN
                                               : NORMLAB_LAYERS_BATCH_STD];
  guint unit = find_unit (plot, gamma ? NULL : other, up, weights->units, x, y);

  append_unit (text, unit, weights->units, weights->units);
  g_string_append (text, ": ");
  append_value (text,
                gamma  ? "γ"
                : mean ? _("running mean")
                       : _("running deviation"),
                (double) up[unit]);
  g_string_append (text, _(", "));
  append_value (text, gamma ? "β" : _("of the batch"), (double) other[unit]);
}

void
normlab_layers_weights_describe (GString *text,
                                 const NormlabLayersModel *model,
                                 const NormlabLayersPlot *plot,
                                 double x,
                                 double y)
{
  g_autofree char *name = normlab_layers_layout_name_row (model, plot->row);
  const NormlabLayersWeights *weights;

  g_string_append (text, name);
  if (plot->run < 0)
    {
      g_string_append_printf (text, " · %s",
                              _("weights as colours, on one scale for all networks"));
      return;
    }
  weights = normlab_layers_model_get_weights (model, (guint) plot->run, plot->row);
  g_string_append_printf (text, "\n%s: ", model->runs[plot->run].name);
  if (plot->kind == NORMLAB_LAYERS_PLOT_TILES)
    append_pixel (text, weights, plot, x - plot->rect.x, y - plot->rect.y);
  else if (plot->kind == NORMLAB_LAYERS_PLOT_MATRIX)
    append_cell (text, weights, plot, x - plot->rect.x, y - plot->rect.y);
  else
    append_statistics (text, weights, plot, x, y);
}
