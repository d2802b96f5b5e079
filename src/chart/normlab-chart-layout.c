/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-layout.h"

#include <math.h>

#include "normlab-chart-legend.h"

/* Distances in em. */
#define MARGIN 1.1
#define TITLE_GAP 0.55
#define LEGEND_GAP 0.75
#define CAPTION_GAP 0.8
#define AXIS_GAP 0.45
#define TICK_GAP 0.65 /* more than half a line, so that the axes' first numbers keep apart */
#define PANEL_GAP 0.45
#define ROW_GAP 1.3
#define COLUMN_GAP 1.5
#define MIN_PLOT_WIDTH 4
#define MIN_PLOT_HEIGHT 2.5

typedef enum
{
  PART_CAPTION = 1 << 0,
  PART_AXES = 1 << 1,
  PART_LEGEND = 1 << 2,
  PART_TITLE = 1 << 3,
  PART_PANELS = 1 << 4,
  PART_TICKS = 1 << 5,
} Parts;

/* What remains for the plots while the parts around them take their places. */
typedef struct
{
  NormlabChartLayout *layout;
  PangoContext *context;
  double em;
  double left, right, top, bottom;
  double x_min, x_max, y_min, y_max;
  double panel_title_height;
  guint panel_title_lines;
  double tick_height;
  double plot_width, plot_height;
  double column_pitch, row_pitch;
} Frame;

static void
clear_text (gpointer data)
{
  normlab_chart_text_clear (data);
}

static void
frame_reset (Frame *self)
{
  NormlabChartLayout *layout = self->layout;
  double margin = MIN (MARGIN * self->em, MIN (layout->width, layout->height) / 8);

  g_array_set_size (layout->texts, 0);
  g_array_set_size (layout->keys, 0);
  g_array_set_size (layout->panels, 0);
  layout->legend = (NormlabChartRect){ 0 };
  self->left = self->top = margin;
  self->right = MAX (layout->width - margin, margin + 1);
  self->bottom = MAX (layout->height - margin, margin + 1);
}

static NormlabChartText
make_text (Frame *self, NormlabChartTextRole role, const char *string, double width, guint lines)
{
  NormlabChartText text;

  normlab_chart_text_init (&text, self->context, &self->layout->style, role, string, width, lines);
  return text;
}

static void
take_text (Frame *self, NormlabChartText text)
{
  g_array_append_val (self->layout->texts, text);
}

static gboolean
is_given (const char *text)
{
  return text != NULL && *text != '\0';
}

static void
place_title (Frame *self)
{
  const char *title = self->layout->model->title;
  gboolean centred = self->layout->style.centred;
  NormlabChartText text;

  if (!is_given (title))
    return;

  text = make_text (self, NORMLAB_CHART_TEXT_TITLE, title, self->right - self->left, 2);
  normlab_chart_text_place (&text, centred ? (self->left + self->right) / 2 : self->left, self->top,
                            centred ? 0.5 : 0, 0);
  self->top += text.rect.height + TITLE_GAP * self->em;
  take_text (self, text);
}

static void
place_caption (Frame *self)
{
  const char *caption = self->layout->model->caption;
  NormlabChartText text;

  if (!is_given (caption))
    return;

  text = make_text (self, NORMLAB_CHART_TEXT_CAPTION, caption, self->right - self->left, 3);
  normlab_chart_text_place (&text, self->left, self->bottom, 0, 1);
  self->bottom -= text.rect.height + CAPTION_GAP * self->em;
  take_text (self, text);
}

static gboolean
legend_is_inside (const NormlabChartLayout *layout)
{
  return layout->style.legend_inside && layout->model->panels->len == 1;
}

static void
place_legend_above (Frame *self)
{
  NormlabChartLayout *layout = self->layout;
  NormlabChartLegend legend;
  double room = self->right - self->left;

  normlab_chart_legend_init (&legend, layout->model, &layout->style, self->context, room,
                             layout->height * 0.28, G_MAXUINT);
  if (legend.texts->len > 0 && legend.width <= room)
    {
      double x = self->left + (layout->style.centred ? (room - legend.width) / 2 : 0);

      normlab_chart_legend_place (&legend, layout, x, self->top);
      self->top += legend.height + LEGEND_GAP * self->em;
    }
  normlab_chart_legend_clear (&legend);
}

static void
place_legend_inside (Frame *self)
{
  NormlabChartLayout *layout = self->layout;
  const NormlabChartRect *plot = &normlab_chart_layout_get_panel (layout, 0)->plot;
  double space = 0.9 * self->em;
  NormlabChartLegend legend;

  normlab_chart_legend_init (&legend, layout->model, &layout->style, self->context,
                             plot->width - 2 * space, plot->height / 2, 1);
  if (legend.texts->len > 0 && legend.width <= plot->width - 2 * space
      && legend.height <= plot->height / 2)
    normlab_chart_legend_place (&legend, layout, plot->x + plot->width - legend.width - space,
                                plot->y + plot->height - legend.height - space);
  normlab_chart_legend_clear (&legend);
}

/* Takes the room that the axis titles need; they are put in its middle once the plots are known. */
static void
reserve_axis_titles (Frame *self, NormlabChartText *x_title, NormlabChartText *y_title)
{
  const NormlabChartModel *model = self->layout->model;

  if (is_given (model->x.title))
    {
      *x_title = make_text (self, NORMLAB_CHART_TEXT_AXIS, model->x.title,
                            self->right - self->left, 1);
      self->bottom -= x_title->rect.height + AXIS_GAP * self->em;
    }
  if (is_given (model->y.title))
    {
      *y_title = make_text (self, NORMLAB_CHART_TEXT_AXIS, model->y.title,
                            MAX (self->bottom - self->top, 1), 1);
      normlab_chart_text_rotate (y_title);
      self->left += y_title->rect.width + AXIS_GAP * self->em;
    }
}

static void
place_axis_titles (Frame *self, NormlabChartText *x_title, NormlabChartText *y_title, double edge)
{
  NormlabChartLayout *layout = self->layout;
  const NormlabChartRect *first = &normlab_chart_layout_get_panel (layout, 0)->plot;
  double width = (layout->n_columns - 1) * self->column_pitch + self->plot_width;
  double height = (layout->n_rows - 1) * self->row_pitch + self->plot_height;

  if (x_title->layout != NULL)
    {
      double middle = first->x + width / 2;
      double half = x_title->rect.width / 2;

      middle = CLAMP (middle, edge + half, MAX (edge + half, self->right - half));
      normlab_chart_text_place (x_title, middle, self->bottom + AXIS_GAP * self->em, 0.5, 0);
      take_text (self, *x_title);
    }
  if (y_title->layout != NULL)
    {
      double middle = first->y + height / 2;
      double half = y_title->rect.height / 2;

      middle = CLAMP (middle, self->top + half, MAX (self->top + half, self->bottom - half));
      normlab_chart_text_place (y_title, edge, middle, 0, 0.5);
      take_text (self, *y_title);
    }
}

/* As many columns as bring the plots nearest to a pleasant proportion with few empty places. */
static guint
choose_columns (const Frame *self, guint n)
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
measure_panel_titles (Frame *self, double width)
{
  GPtrArray *panels = self->layout->model->panels;

  self->panel_title_height = 0;
  self->panel_title_lines = 1;
  for (guint i = 0; i < panels->len; i++)
    {
      const char *title = g_ptr_array_index (panels, i);
      NormlabChartText text;

      if (!is_given (title))
        continue;
      text = make_text (self, NORMLAB_CHART_TEXT_PANEL, title, width, 2);
      self->panel_title_height = MAX (self->panel_title_height,
                                      text.rect.height + PANEL_GAP * self->em);
      if (pango_layout_get_line_count (text.layout) > 1)
        self->panel_title_lines = 2;
      normlab_chart_text_clear (&text);
    }
}

static double
measure_tick (Frame *self, const NormlabChartTicks *ticks, double value)
{
  g_autofree char *label = normlab_chart_ticks_format (ticks, value);
  NormlabChartText text = make_text (self, NORMLAB_CHART_TEXT_TICK, label, G_MAXINT / PANGO_SCALE, 1);
  double width = text.rect.width;

  self->tick_height = MAX (self->tick_height, text.rect.height);
  normlab_chart_text_clear (&text);
  return width;
}

static double
measure_ticks (Frame *self, const NormlabChartTicks *ticks)
{
  double width = 0;

  self->tick_height = 0;
  for (guint i = 0; i < ticks->n; i++)
    width = MAX (width, measure_tick (self, ticks, ticks->values[i]));
  return width;
}

static void
divide_height (Frame *self, gboolean ticks)
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

  n = (guint) CLAMP (self->plot_height / (4 * self->em), 2, 10);
  normlab_chart_ticks_init (&layout->y_ticks, self->y_min, self->y_max, n, 0);
}

/* Twice: how many ticks there is room for depends on how wide their labels are. */
static void
divide_width (Frame *self, gboolean ticks)
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
      n = (guint) CLAMP (self->plot_width / (label + 2.6 * self->em), 2, 10);
      normlab_chart_ticks_init (&layout->x_ticks, self->x_min, self->x_max, n, min_step);
    }
}

/* Twice: how high the panels' titles are depends on how wide the plots are, which depends on their
 * numbers, and so on how high they are. */
static void
divide (Frame *self, Parts parts)
{
  const Frame before = *self;
  gboolean ticks = (parts & PART_TICKS) != 0;
  double width = (self->right - self->left) / self->layout->n_columns - 4 * self->em;

  for (guint pass = 0; pass < 2; pass++)
    {
      self->left = before.left;
      self->top = before.top;
      self->bottom = before.bottom;
      self->panel_title_height = 0;
      if (parts & PART_PANELS)
        measure_panel_titles (self, pass == 0 ? width : self->plot_width);
      divide_height (self, ticks);
      divide_width (self, ticks);
    }
}

static void
place_panels (Frame *self)
{
  NormlabChartLayout *layout = self->layout;

  for (guint i = 0; i < layout->model->panels->len; i++)
    {
      const char *title = g_ptr_array_index (layout->model->panels, i);
      NormlabChartPanel panel = { 0 };

      panel.plot.x = self->left + (i % layout->n_columns) * self->column_pitch;
      panel.plot.y = self->top + self->panel_title_height
                     + (i / layout->n_columns) * self->row_pitch;
      panel.plot.width = self->plot_width;
      panel.plot.height = self->plot_height;
      panel.x = (NormlabChartScale){ self->x_min, self->x_max, panel.plot.x,
                                     panel.plot.x + panel.plot.width };
      panel.y = (NormlabChartScale){ self->y_min, self->y_max, panel.plot.y + panel.plot.height,
                                     panel.plot.y };
      g_array_append_val (layout->panels, panel);

      if (self->panel_title_height > 0 && is_given (title))
        {
          double centred = layout->style.centred ? 0.5 : 0;
          NormlabChartText text = make_text (self, NORMLAB_CHART_TEXT_PANEL, title,
                                             panel.plot.width, self->panel_title_lines);

          normlab_chart_text_place (&text, panel.plot.x + panel.plot.width * centred,
                                    panel.plot.y - PANEL_GAP * self->em, centred, 1);
          take_text (self, text);
        }
    }
}

static void
place_tick (Frame *self, const NormlabChartTicks *ticks, guint i, double x, double y, gboolean below)
{
  g_autofree char *label = normlab_chart_ticks_format (ticks, ticks->values[i]);
  NormlabChartText text = make_text (self, NORMLAB_CHART_TEXT_TICK, label, G_MAXINT / PANGO_SCALE, 1);

  normlab_chart_text_place (&text, x, y, below ? 0.5 : 1, below ? 0 : 0.5);
  take_text (self, text);
}

/* Only the outer panels have numbers: those at the left, and the lowest of each column. */
static void
place_tick_labels (Frame *self)
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
                    normlab_chart_scale_to_pixel (&panel->x, layout->x_ticks.values[i]), below, TRUE);
    }
}

/* Lays everything out with some of the parts; FALSE when the plots become too small. */
static gboolean
frame_try (Frame *self, Parts parts)
{
  NormlabChartLayout *layout = self->layout;
  NormlabChartText x_title = { 0 };
  NormlabChartText y_title = { 0 };
  gboolean ticks = (parts & PART_TICKS) != 0;
  double edge;

  frame_reset (self);
  if (parts & PART_TITLE)
    place_title (self);
  if ((parts & PART_LEGEND) && !legend_is_inside (layout))
    place_legend_above (self);
  if (parts & PART_CAPTION)
    place_caption (self);
  edge = self->left;
  if (parts & PART_AXES)
    reserve_axis_titles (self, &x_title, &y_title);

  layout->n_columns = choose_columns (self, layout->model->panels->len);
  layout->n_rows = (layout->model->panels->len + layout->n_columns - 1) / layout->n_columns;
  divide (self, parts);
  if (parts != 0
      && (self->plot_width < MIN_PLOT_WIDTH * self->em
          || self->plot_height < MIN_PLOT_HEIGHT * self->em))
    {
      normlab_chart_text_clear (&x_title);
      normlab_chart_text_clear (&y_title);
      return FALSE;
    }

  self->plot_width = MAX (self->plot_width, 1);
  self->plot_height = MAX (self->plot_height, 1);
  place_panels (self);
  if (ticks)
    place_tick_labels (self);
  if (ticks)
    self->bottom += self->tick_height + TICK_GAP * self->em;
  place_axis_titles (self, &x_title, &y_title, edge);
  if ((parts & PART_LEGEND) && legend_is_inside (layout))
    place_legend_inside (self);
  return TRUE;
}

NormlabChartLayout *
normlab_chart_layout_new (const NormlabChartModel *model,
                          const NormlabChartStyle *style,
                          double width,
                          double height,
                          const NormlabChartScale *x_view,
                          const NormlabChartScale *y_view)
{
  NormlabChartLayout *self;
  Frame frame = { 0 };
  Parts parts = (PART_TICKS << 1) - 1;

  g_return_val_if_fail (model != NULL && model->panels->len > 0, NULL);
  g_return_val_if_fail (width >= 1 && height >= 1, NULL);
  g_return_val_if_fail (x_view == NULL || x_view->min < x_view->max, NULL);
  g_return_val_if_fail (y_view == NULL || y_view->min < y_view->max, NULL);

  self = g_new0 (NormlabChartLayout, 1);
  self->model = model;
  self->style = *style;
  self->width = width;
  self->height = height;
  self->panels = g_array_new (FALSE, FALSE, sizeof (NormlabChartPanel));
  self->keys = g_array_new (FALSE, FALSE, sizeof (NormlabChartKey));
  self->texts = g_array_new (FALSE, FALSE, sizeof (NormlabChartText));
  g_array_set_clear_func (self->texts, clear_text);

  frame.layout = self;
  frame.context = normlab_chart_text_create_context ();
  frame.em = style->font_size;
  normlab_chart_model_get_ranges (model, &frame.x_min, &frame.x_max, &frame.y_min, &frame.y_max);
  if (x_view != NULL)
    frame.x_min = x_view->min, frame.x_max = x_view->max;
  if (y_view != NULL)
    frame.y_min = y_view->min, frame.y_max = y_view->max;

  /* Parts leave in the order of their bits. */
  while (!frame_try (&frame, parts))
    parts &= parts - 1;
  g_object_unref (frame.context);
  return self;
}

void
normlab_chart_layout_free (NormlabChartLayout *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->panels);
  g_array_unref (self->texts);
  g_array_unref (self->keys);
  g_free (self);
}

const NormlabChartPanel *
normlab_chart_layout_get_panel (const NormlabChartLayout *self, guint panel)
{
  g_return_val_if_fail (panel < self->panels->len, NULL);

  return &g_array_index (self->panels, NormlabChartPanel, panel);
}

int
normlab_chart_layout_find_panel (const NormlabChartLayout *self, double x, double y)
{
  const NormlabChartRect pixel = { x, y, 0, 0 };

  for (guint i = 0; i < self->panels->len; i++)
    if (normlab_chart_rect_contains (&normlab_chart_layout_get_panel (self, i)->plot, &pixel))
      return (int) i;
  return -1;
}

NormlabChartPoint
normlab_chart_layout_get_mark (const NormlabChartLayout *self, const NormlabChartSeries *series)
{
  const NormlabChartPanel *panel = normlab_chart_layout_get_panel (self, series->panel);
  const NormlabChartPoint *points = (const NormlabChartPoint *) series->points->data;
  double y = panel->y.min;

  for (guint i = series->points->len; i > 0; i--)
    if (isfinite (points[i - 1].y))
      {
        y = CLAMP (points[i - 1].y, panel->y.min, panel->y.max);
        break;
      }
  return (NormlabChartPoint){ normlab_chart_scale_to_pixel (&panel->x, series->diverged_x),
                              normlab_chart_scale_to_pixel (&panel->y, y) };
}
