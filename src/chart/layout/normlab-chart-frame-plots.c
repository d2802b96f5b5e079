/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-frame.h"

#include <math.h>

/* em */
#define TICK_GAP 0.65 /* more than half a line, so that the axes' first numbers keep apart */
#define PANEL_GAP 0.45
#define ROW_GAP 1.3
#define COLUMN_GAP 1.5
#define MIN_PLOT_WIDTH 4
#define MIN_PLOT_HEIGHT 2.5

/* As many columns as bring the plots nearest to a pleasant proportion with few empty places. */
static guint
choose_columns (const NormlabChartFrame *self, guint n)
{
  double width = self->right - self->left;
  double height = self->bottom - self->top;
  double best = INFINITY;
  guint chosen = 1;

  if (self->layout->model->n_columns > 0)
    return MIN (self->layout->model->n_columns, n);

  for (guint columns = 1; columns <= n; columns++)
    {
      guint rows = (n + columns - 1) / columns;
      double empty = (columns * rows - n) / (double) n;
      double cost = fabs (log ((width / columns) / MAX (height / rows, 1) / 1.45)) + empty * 0.6;

      if (cost < best)
        {
          best = cost;
          chosen = columns;
        }
    }
  return chosen;
}

static void
measure_panel_titles (NormlabChartFrame *self)
{
  GPtrArray *panels = self->layout->model->panels;

  self->panel_title_height = 0;
  self->panel_title_lines = 1;
  for (guint i = 0; (self->parts & NORMLAB_CHART_PART_PANELS) && i < panels->len; i++)
    {
      const char *title = g_ptr_array_index (panels, i);
      NormlabChartText text;

      if (*title == '\0')
        continue;
      text = normlab_chart_frame_make_text (self, NORMLAB_CHART_TEXT_PANEL, title, self->plot_width,
                                            2);
      self->panel_title_height
          = MAX (self->panel_title_height, text.rect.height + PANEL_GAP * self->em);
      if (pango_layout_get_line_count (text.layout) > 1)
        self->panel_title_lines = 2;
      normlab_chart_text_clear (&text);
    }
}

static double
measure_tick (NormlabChartFrame *self, const NormlabChartTicks *ticks, double value)
{
  g_autofree char *label = normlab_chart_ticks_format (ticks, value);
  NormlabChartText text = normlab_chart_frame_make_text (self, NORMLAB_CHART_TEXT_TICK, label,
                                                         NORMLAB_CHART_TEXT_UNLIMITED, 1);
  double width = text.rect.width;

  self->tick_height = MAX (self->tick_height, text.rect.height);
  normlab_chart_text_clear (&text);
  return width;
}

static double
measure_ticks (NormlabChartFrame *self, const NormlabChartTicks *ticks)
{
  double width = 0;

  self->tick_height = 0;
  for (guint i = 0; i < ticks->n; i++)
    width = MAX (width, measure_tick (self, ticks, ticks->values[i]));
  return width;
}

static void
divide_height (NormlabChartFrame *self, gboolean ticks)
{
  NormlabChartLayout *layout = self->layout;
  guint rows = layout->n_rows;
  double room;
  guint n;

  normlab_chart_ticks_init (&layout->y_ticks, self->y_min, self->y_max, 2, 0);
  measure_ticks (self, &layout->y_ticks);
  if (ticks)
    {
      self->bottom -= self->tick_height + TICK_GAP * self->em;
      if (self->panel_title_height == 0)
        self->top += self->tick_height / 2;
    }
  room = self->bottom - self->top - rows * self->panel_title_height
         - (rows - 1) * ROW_GAP * self->em;
  self->plot_height = room / rows;
  self->row_pitch = self->plot_height + self->panel_title_height + ROW_GAP * self->em;

  n = (guint) CLAMP (self->plot_height / (3 * self->em), 2, 10);
  normlab_chart_ticks_init (&layout->y_ticks, self->y_min, self->y_max, n, 0);
}

/* Twice: how many ticks there is room for depends on how wide their labels are. */
static void
divide_width (NormlabChartFrame *self, gboolean ticks)
{
  NormlabChartLayout *layout = self->layout;
  guint columns = layout->n_columns;
  double min_step = layout->model->x.whole ? 1 : 0;
  double label = 0;

  if (ticks)
    self->left += measure_ticks (self, &layout->y_ticks) + 0.6 * self->em;
  normlab_chart_ticks_init (&layout->x_ticks, self->x_min, self->x_max, 2, min_step);

  for (guint pass = 0; pass < 2; pass++)
    {
      double gap;
      guint n;

      if (ticks)
        label = measure_ticks (self, &layout->x_ticks);
      gap = MAX (COLUMN_GAP * self->em, label + 0.6 * self->em);
      self->plot_width = (self->right - label / 2 - self->left - (columns - 1) * gap) / columns;
      self->column_pitch = self->plot_width + gap;
      n = (guint) CLAMP (self->plot_width / (label + 2 * self->em), 2, 10);
      normlab_chart_ticks_init (&layout->x_ticks, self->x_min, self->x_max, n, min_step);
    }
}

gboolean
normlab_chart_frame_divide (NormlabChartFrame *self)
{
  const NormlabChartFrame before = *self;
  NormlabChartLayout *layout = self->layout;
  guint n_panels = layout->model->panels->len;
  gboolean ticks = (self->parts & NORMLAB_CHART_PART_TICKS) != 0;

  layout->n_columns = choose_columns (self, n_panels);
  layout->n_rows = (n_panels + layout->n_columns - 1) / layout->n_columns;
  self->plot_width = (self->right - self->left) / layout->n_columns - 4 * self->em;

  /* Twice: how high the panels' titles are depends on how wide the plots are, which depends on
   * their numbers, and so on how high they are. */
  for (guint pass = 0; pass < 2; pass++)
    {
      self->left = before.left;
      self->top = before.top;
      self->bottom = before.bottom;
      measure_panel_titles (self);
      divide_height (self, ticks);
      divide_width (self, ticks);
    }
  return self->plot_width >= MIN_PLOT_WIDTH * self->em
         && self->plot_height >= MIN_PLOT_HEIGHT * self->em;
}

static void
place_panels (NormlabChartFrame *self)
{
  NormlabChartLayout *layout = self->layout;

  for (guint i = 0; i < layout->model->panels->len; i++)
    {
      const char *title = g_ptr_array_index (layout->model->panels, i);
      NormlabChartPanel panel = { 0 };

      panel.plot.x = self->left + (i % layout->n_columns) * self->column_pitch;
      panel.plot.y
          = self->top + self->panel_title_height + (i / layout->n_columns) * self->row_pitch;
      panel.plot.width = self->plot_width;
      panel.plot.height = self->plot_height;
      panel.x = (NormlabChartScale){ self->x_min, self->x_max, panel.plot.x,
                                     panel.plot.x + panel.plot.width };
      panel.y = (NormlabChartScale){ self->y_min, self->y_max, panel.plot.y + panel.plot.height,
                                     panel.plot.y };
      g_array_append_val (layout->panels, panel);

      if (self->panel_title_height > 0 && *title != '\0')
        {
          double centred = layout->style.centred ? 0.5 : 0;
          NormlabChartText text = normlab_chart_frame_make_text (
              self, NORMLAB_CHART_TEXT_PANEL, title, panel.plot.width, self->panel_title_lines);

          normlab_chart_text_place (&text, panel.plot.x + panel.plot.width * centred,
                                    panel.plot.y - PANEL_GAP * self->em, centred, 1);
          normlab_chart_frame_take_text (self, text);
        }
    }
}

static void
place_tick (NormlabChartFrame *self,
            const NormlabChartTicks *ticks,
            guint i,
            double x,
            double y,
            gboolean below)
{
  g_autofree char *label = normlab_chart_ticks_format (ticks, ticks->values[i]);
  NormlabChartText text = normlab_chart_frame_make_text (self, NORMLAB_CHART_TEXT_TICK, label,
                                                         NORMLAB_CHART_TEXT_UNLIMITED, 1);

  normlab_chart_text_place (&text, x, y, below ? 0.5 : 1, below ? 0 : 0.5);
  normlab_chart_frame_take_text (self, text);
}

/* Only the outer panels have numbers: those at the left, and the lowest of each column. */
static void
place_tick_labels (NormlabChartFrame *self)
{
  NormlabChartLayout *layout = self->layout;

  for (guint p = 0; p < layout->panels->len; p++)
    {
      const NormlabChartPanel *panel = normlab_chart_layout_get_panel (layout, p);
      double below = panel->plot.y + panel->plot.height + TICK_GAP * self->em;

      for (guint i = 0; p % layout->n_columns == 0 && i < layout->y_ticks.n; i++)
        place_tick (self, &layout->y_ticks, i, panel->plot.x - 0.6 * self->em,
                    normlab_chart_scale_to_pixel (&panel->y, layout->y_ticks.values[i]), FALSE);
      for (guint i = 0; p + layout->n_columns >= layout->panels->len && i < layout->x_ticks.n; i++)
        place_tick (self, &layout->x_ticks, i,
                    normlab_chart_scale_to_pixel (&panel->x, layout->x_ticks.values[i]), below,
                    TRUE);
    }
}

void
normlab_chart_frame_place_plots (NormlabChartFrame *self)
{
  self->plot_width = MAX (self->plot_width, 1);
  self->plot_height = MAX (self->plot_height, 1);
  place_panels (self);
  if (self->parts & NORMLAB_CHART_PART_TICKS)
    place_tick_labels (self);
}
