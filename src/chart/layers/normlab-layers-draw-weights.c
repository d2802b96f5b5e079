/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "normlab-layers-diverging.h"
#include "normlab-layers-draw-private.h"

/* Pixels between tiles. */
#define TILE_GAP 4.0
/* Steps of the bar of colours. */
#define N_STEPS 64
/* Steps from paper to either end, more than can be told apart. */
#define N_COLORS 256

/* Colours from −1 to 1, and that of what is no number: a picture has tens of thousands of
 * pixels. */
typedef struct
{
  guint32 colors[2 * N_COLORS + 1];
  guint32 none;
} Palette;

static guint32
pack (const NormlabChartStyle *style, double share)
{
  const NormlabChartColor color = normlab_layers_diverging_get (style, share);

  return (guint32) (color.red * 255 + 0.5) << 16 | (guint32) (color.green * 255 + 0.5) << 8
         | (guint32) (color.blue * 255 + 0.5);
}

static void
init_palette (Palette *palette, const NormlabChartStyle *style)
{
  for (int i = -N_COLORS; i <= N_COLORS; i++)
    palette->colors[i + N_COLORS] = pack (style, (double) i / N_COLORS);
  palette->none = pack (style, NAN);
}

static guint32
get_color (const Palette *palette, float value, float factor)
{
  float place = value * factor;

  if (isnan (place))
    return palette->none;
  return palette->colors[N_COLORS + (int) lrintf (CLAMP (place, -N_COLORS, N_COLORS))];
}

/* rows × columns values as a picture with a pixel for each. */
static cairo_surface_t *
create_picture (const Palette *palette,
                const float *values,
                guint rows,
                guint columns,
                double limit)
{
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) columns, (int) rows);
  guint8 *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  float factor = limit > 0 ? (float) (N_COLORS / limit) : N_COLORS;

  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    return surface;
  for (guint y = 0; y < rows; y++)
    for (guint x = 0; x < columns; x++)
      ((guint32 *) (gpointer) (data + (gsize) y * (gsize) stride))[x]
          = get_color (palette, values[y * columns + x], factor);
  cairo_surface_mark_dirty (surface);
  return surface;
}

/* In a rectangle; as squares while they are larger than pixels. */
static void
draw_picture (cairo_t *cr,
              const Palette *palette,
              const float *values,
              guint rows,
              guint columns,
              double limit,
              NormlabChartRect rect)
{
  cairo_surface_t *surface = create_picture (palette, values, rows, columns, limit);
  gboolean larger = rect.width >= columns && rect.height >= rows;

  cairo_save (cr);
  cairo_rectangle (cr, rect.x, rect.y, rect.width, rect.height);
  cairo_clip (cr);
  cairo_translate (cr, rect.x, rect.y);
  cairo_scale (cr, rect.width / columns, rect.height / rows);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr),
                            larger ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_GOOD);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (surface);
}

static void
draw_border (cairo_t *cr, const NormlabLayersLayout *layout, NormlabChartRect rect)
{
  normlab_chart_color_set_source (&layout->style.grid, cr);
  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_rectangle (cr, rect.x - 0.5, rect.y - 0.5, rect.width + 1, rect.height + 1);
  cairo_stroke (cr);
}

static const NormlabLayersWeights *
get_weights (const NormlabLayersLayout *layout, const NormlabLayersPlot *plot)
{
  return normlab_layers_model_get_weights (layout->model, (guint) plot->run, plot->row);
}

void
normlab_layers_draw_tiles (cairo_t *cr,
                           const NormlabLayersLayout *layout,
                           const NormlabLayersPlot *plot)
{
  const NormlabLayersWeights *weights = get_weights (layout, plot);
  double limit = normlab_layers_model_get_limit (layout->model, plot->row);
  Palette palette;

  init_palette (&palette, &layout->style);
  for (guint i = 0; i < weights->rows; i++)
    {
      NormlabChartRect rect
          = { plot->rect.x + i % plot->columns * plot->cell_width,
              plot->rect.y + i / plot->columns * plot->cell_height,
              MAX (plot->cell_width - TILE_GAP, 1), MAX (plot->cell_height - TILE_GAP, 1) };

      draw_picture (cr, &palette, weights->values + (gsize) i * weights->columns,
                    weights->image_rows, weights->image_columns, limit, rect);
      draw_border (cr, layout, rect);
    }
}

void
normlab_layers_draw_matrix (cairo_t *cr,
                            const NormlabLayersLayout *layout,
                            const NormlabLayersPlot *plot)
{
  const NormlabLayersWeights *weights = get_weights (layout, plot);
  Palette palette;

  init_palette (&palette, &layout->style);
  draw_picture (cr, &palette, weights->values, weights->rows, weights->columns,
                normlab_layers_model_get_limit (layout->model, plot->row), plot->rect);
  draw_border (cr, layout, plot->rect);
}

void
normlab_layers_draw_colors (cairo_t *cr,
                            const NormlabLayersLayout *layout,
                            const NormlabLayersPlot *plot)
{
  float steps[N_STEPS];
  Palette palette;

  init_palette (&palette, &layout->style);
  for (guint i = 0; i < N_STEPS; i++)
    steps[i] = 2.0f * (float) i / (N_STEPS - 1) - 1;
  draw_picture (cr, &palette, steps, 1, N_STEPS, 1, plot->rect);
  draw_border (cr, layout, plot->rect);
}

/* Statistics by unit, or against one another */

static void
draw_frame (cairo_t *cr, const NormlabLayersLayout *layout, const NormlabLayersPlot *plot)
{
  draw_border (cr, layout, plot->rect);
  normlab_chart_color_set_source (&layout->style.axis, cr);
  if (plot->kind == NORMLAB_LAYERS_PLOT_GAMMA)
    for (guint i = 0; i < 2; i++)
      {
        double y = normlab_chart_scale_to_pixel (&plot->y, i);

        cairo_move_to (cr, plot->rect.x, y);
        cairo_line_to (cr, plot->rect.x + plot->rect.width, y);
      }
  else
    {
      cairo_move_to (cr, plot->rect.x, plot->rect.y + plot->rect.height);
      cairo_line_to (cr, plot->rect.x + plot->rect.width, plot->rect.y);
    }
  cairo_stroke (cr);
}

/* across: NULL for units one after another. */
static void
draw_points (cairo_t *cr,
             const NormlabLayersPlot *plot,
             const float *across,
             const float *up,
             guint n,
             double radius,
             gboolean filled)
{
  for (guint i = 0; i < n; i++)
    {
      double x = across != NULL ? (double) across[i] : i, y = (double) up[i];

      if (!isfinite (x) || !isfinite (y))
        continue;
      cairo_new_sub_path (cr);
      cairo_arc (cr, normlab_chart_scale_to_pixel (&plot->x, x),
                 normlab_chart_scale_to_pixel (&plot->y, y), radius, 0, 2 * G_PI);
      if (filled)
        cairo_fill (cr);
      else
        cairo_stroke (cr);
    }
}

void
normlab_layers_draw_units (cairo_t *cr,
                           const NormlabLayersLayout *layout,
                           const NormlabLayersPlot *plot)
{
  const NormlabLayersRun *run = &layout->model->runs[plot->run];
  const NormlabLayersWeights *weights = get_weights (layout, plot);
  float *const *vectors = weights->vectors;
  double radius = 0.8 * layout->style.line_width;
  gboolean faint
      = layout->model->highlighted >= 0 && run->tag != (guint) layout->model->highlighted;

  draw_frame (cr, layout, plot);
  normlab_layers_draw_set_pen (cr, &layout->style, run->color, FALSE, faint);
  cairo_set_line_width (cr, 0.5 * layout->style.line_width);
  if (plot->kind == NORMLAB_LAYERS_PLOT_GAMMA)
    {
      draw_points (cr, plot, NULL, vectors[NORMLAB_LAYERS_BETA], weights->units, radius, FALSE);
      draw_points (cr, plot, NULL, vectors[NORMLAB_LAYERS_GAMMA], weights->units, radius, TRUE);
    }
  else
    {
      gboolean mean = plot->kind == NORMLAB_LAYERS_PLOT_MEANS;

      draw_points (cr, plot, vectors[mean ? NORMLAB_LAYERS_BATCH_MEAN : NORMLAB_LAYERS_BATCH_STD],
                   vectors[mean ? NORMLAB_LAYERS_RUNNING_MEAN : NORMLAB_LAYERS_RUNNING_STD],
                   weights->units, radius, TRUE);
    }
}
