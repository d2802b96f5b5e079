/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands around the cells: names and titles of the axes, and the legend. */

#include "normlab-map-draw.h"

#include <math.h>

#include "normlab-chart-scale.h"
#include "normlab-map-colors.h"

/* Axes */

static NormlabChartText
make_text (const NormlabMapLayout *layout,
           NormlabChartTextRole role,
           const char *string,
           double max_width)
{
  NormlabChartText text;

  normlab_chart_text_init (&text, layout->context, &layout->style, role, string, max_width, 1);
  return text;
}

static void
draw_text (const NormlabMapLayout *layout, cairo_t *cr, NormlabChartText *text)
{
  normlab_chart_text_draw (text, cr, &layout->style);
  normlab_chart_text_clear (text);
}

static void
draw_x_label (const NormlabMapLayout *layout, cairo_t *cr, guint panel, guint column)
{
  const NormlabChartRect *plot = &g_array_index (layout->panels, NormlabMapPanel, panel).plot;
  double x = plot->x + (column + 0.5) * layout->cell_width;
  double y = plot->y + plot->height + NORMLAB_MAP_NEAR * layout->style.font_size;
  double room
      = layout->rotated ? layout->label_height + 1 : layout->x_labels.each * layout->cell_width;
  NormlabChartText text = make_text (layout, NORMLAB_CHART_TEXT_TICK,
                                     g_ptr_array_index (layout->model->x.labels, column), room);

  if (layout->rotated)
    normlab_chart_text_rotate (&text);
  normlab_chart_text_place (&text, x, y, 0.5, 0);
  draw_text (layout, cr, &text);
}

static void
draw_y_label (const NormlabMapLayout *layout, cairo_t *cr, guint panel, guint row)
{
  NormlabMapPlace place = { panel, row, 0 };
  NormlabChartRect rect = normlab_map_layout_get_rect (layout, &place);
  NormlabChartText text
      = make_text (layout, NORMLAB_CHART_TEXT_TICK,
                   g_ptr_array_index (layout->model->y.labels, row), layout->label_width + 1);

  normlab_chart_text_place (&text, rect.x - NORMLAB_MAP_NEAR * layout->style.font_size,
                            rect.y + rect.height / 2, 1, 0.5);
  draw_text (layout, cr, &text);
}

static void
draw_titles (const NormlabMapLayout *layout, cairo_t *cr)
{
  const NormlabMapModel *model = layout->model;
  const NormlabChartRect *x = &layout->x_title, *y = &layout->y_title;

  if (model->x.title != NULL)
    normlab_map_write (layout, cr, NORMLAB_CHART_TEXT_AXIS, model->x.title, x->width,
                       x->x + x->width / 2, x->y + x->height / 2, 0.5, 0.5);
  if (model->y.title != NULL)
    {
      NormlabChartText text
          = make_text (layout, NORMLAB_CHART_TEXT_AXIS, model->y.title, layout->y_room);

      normlab_chart_text_rotate (&text);
      normlab_chart_text_place (&text, y->x + y->width / 2, y->y + y->height / 2, 0.5, 0.5);
      text.rect.y = MAX (text.rect.y, y->y);
      draw_text (layout, cr, &text);
    }
}

void
normlab_map_draw_axes (const NormlabMapLayout *layout, cairo_t *cr)
{
  const NormlabMapModel *model = layout->model;

  for (guint i = 0; i < layout->panels->len; i++)
    {
      const NormlabMapPanel *panel = &g_array_index (layout->panels, NormlabMapPanel, i);
      const NormlabMapLabels *x = &layout->x_labels, *y = &layout->y_labels;

      for (guint c = x->first; panel->labels_below && c < model->x.labels->len; c += x->each)
        draw_x_label (layout, cr, i, c);
      for (guint r = y->first; panel->labels_left && r < model->y.labels->len; r += y->each)
        draw_y_label (layout, cr, i, r);
    }
  draw_titles (layout, cr);
}

/* The legend */

/* Where a value stands along the colours. */
static double
get_tick (const NormlabMapModel *model, const NormlabChartRect *bar, double value)
{
  NormlabChartScale scale
      = { model->low, model->high, bar->x, bar->x + bar->width, model->logarithmic };

  return normlab_chart_scale_to_pixel (&scale, value);
}

static void
draw_bar (const NormlabMapLayout *layout, cairo_t *cr)
{
  const NormlabMapModel *model = layout->model;
  const NormlabChartRect *bar = &layout->legend.bar;
  int n = MAX ((int) bar->width, 1);

  for (int i = 0; i < n; i++)
    {
      double share = (i + 0.5) / n;
      NormlabChartColor color = normlab_map_get_color (model->more_is_better ? share : 1 - share);

      normlab_chart_color_set_source (&color, cr);
      cairo_rectangle (cr, floor (bar->x) + i, floor (bar->y), 1, ceil (bar->height));
      cairo_fill (cr);
    }
}

static void
draw_ticks (const NormlabMapLayout *layout, cairo_t *cr)
{
  const NormlabMapModel *model = layout->model;
  const NormlabChartRect *bar = &layout->legend.bar;
  double em = layout->style.font_size;
  guint max_n = (guint) CLAMP (bar->width / (2.3 * em), 2, 6);
  NormlabChartTicks ticks;

  if (model->logarithmic)
    normlab_chart_ticks_init_logarithmic (&ticks, model->low, model->high, max_n);
  else
    normlab_chart_ticks_init (&ticks, model->low, model->high, max_n, 0);
  for (guint i = 0; i < ticks.n; i++)
    {
      double x = floor (get_tick (model, bar, ticks.values[i])) + 0.5;
      g_autofree char *label = normlab_chart_ticks_format (&ticks, ticks.values[i]);

      cairo_move_to (cr, x, bar->y + bar->height);
      cairo_line_to (cr, x, bar->y + bar->height + 0.25 * em);
      cairo_set_line_width (cr, 1);
      normlab_chart_color_set_source (&layout->style.axis, cr);
      cairo_stroke (cr);
      normlab_map_write (layout, cr, NORMLAB_CHART_TEXT_TICK, label, NORMLAB_CHART_TEXT_UNLIMITED,
                         x, bar->y + bar->height + 0.25 * em, 0.5, 0);
    }
}

static void
draw_marks (const NormlabMapLayout *layout, cairo_t *cr)
{
  const NormlabMapLegend *legend = &layout->legend;
  double em = layout->style.font_size, size = 0.8 * em;

  for (guint mark = 0; mark < NORMLAB_N_MAP_MARKS; mark++)
    {
      const NormlabChartRect *rect = &legend->marks[mark];
      double middle = rect->y + rect->height / 2;
      NormlabChartRect square
          = { floor (rect->x) + 0.5, floor (middle - size / 2) + 0.5, size, size };

      if (!legend->has_mark[mark])
        continue;
      normlab_map_draw_mark (cr, mark, &layout->style, &layout->style.dim, &square);
      normlab_map_write (layout, cr, NORMLAB_CHART_TEXT_AXIS, normlab_map_mark_get_word (mark),
                         rect->width - 1.5 * em, rect->x + 1.5 * em, middle, 0, 0.5);
    }
}

void
normlab_map_draw_legend (const NormlabMapLayout *layout, cairo_t *cr)
{
  const NormlabChartRect *measure = &layout->legend.measure;

  if (layout->model->measure != NULL)
    normlab_map_write (layout, cr, NORMLAB_CHART_TEXT_AXIS, layout->model->measure, measure->width,
                       measure->x, measure->y + measure->height / 2, 0, 0.5);
  draw_bar (layout, cr);
  draw_ticks (layout, cr);
  draw_marks (layout, cr);
}
