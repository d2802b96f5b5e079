/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-chart-frame.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-names.h"

/* em */
#define TICK_GAP 0.65 /* more than half a line, so that the axes' first numbers keep apart */
#define PANEL_GAP 0.45
#define ROW_GAP 1.3
#define COLUMN_GAP 1.5
#define MIN_PLOT_WIDTH 4
#define MIN_PLOT_HEIGHT 2.5

#define MAX_LINES 2 /* of a panel's title or a head, if height is not spared */

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

/* Of a panel's title or a head. */
static guint
get_max_lines (const NormlabChartFrame *self)
{
  return self->sparing ? 1 : MAX_LINES;
}

/* Room for a name. */
typedef struct
{
  NormlabChartFrame *frame;
  double width;
} Room;

static gboolean
has_room (const char *name, gpointer data)
{
  const Room *room = data;
  NormlabChartText text = normlab_chart_frame_make_text (
      room->frame, NORMLAB_CHART_TEXT_PANEL, name, room->width, get_max_lines (room->frame));
  gboolean fits = !pango_layout_is_ellipsized (text.layout);

  normlab_chart_text_clear (&text);
  return fits;
}

/* Titles side by side, cut where they are alike if @width has no room for them. */
static GStrv
cut_names (NormlabChartFrame *self, GPtrArray *names, double width)
{
  Room room = { self, width };

  /* Translators: stands between the parts of a run's name, "batch norm on, learning rate 0.1" */
  return normlab_names_cut_alike ((const char *const *) names->pdata, names->len, _(", "),
                                  has_room, &room);
}

/* The greatest height of texts, and whether some have two lines; what is left of @width. */
static double
measure_names (NormlabChartFrame *self, GStrv names, double width, guint *n_lines)
{
  double height = 0;

  *n_lines = 1;
  for (guint i = 0; names[i] != NULL; i++)
    {
      NormlabChartText text;

      if (*names[i] == '\0')
        continue;
      text = normlab_chart_frame_make_text (self, NORMLAB_CHART_TEXT_PANEL, names[i], width,
                                            get_max_lines (self));
      height = MAX (height, text.rect.height);
      *n_lines = MAX (*n_lines, (guint) pango_layout_get_line_count (text.layout));
      normlab_chart_text_clear (&text);
    }
  return height > 0 ? height + PANEL_GAP * self->em : 0;
}

/* Whether columns and rows have heads in place of the panels' titles. */
static gboolean
has_heads (const NormlabChartFrame *self)
{
  const NormlabChartLayout *layout = self->layout;

  return layout->model->column_heads->len == layout->n_columns
         && layout->model->row_heads->len == layout->n_rows;
}

static void
measure_panel_titles (NormlabChartFrame *self)
{
  const NormlabChartModel *model = self->layout->model;
  gboolean heads = has_heads (self);
  guint n_lines;
  double height;

  self->panel_title_height = self->column_head_height = self->row_head_width = 0;
  self->panel_title_lines = 1;
  g_clear_pointer (&self->titles, g_strfreev);
  g_clear_pointer (&self->row_heads, g_strfreev);
  if (!(self->parts & NORMLAB_CHART_PART_PANELS))
    return;
  self->titles = cut_names (self, heads ? model->column_heads : model->panels, self->plot_width);
  height = measure_names (self, self->titles, self->plot_width, &self->panel_title_lines);
  if (!heads)
    {
      self->panel_title_height = height;
      return;
    }
  self->column_head_height = height;
  self->row_heads = cut_names (self, model->row_heads, self->plot_height);
  self->row_head_width = measure_names (self, self->row_heads, self->plot_height, &n_lines);
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
init_y_ticks (NormlabChartFrame *self, guint max_n, double room)
{
  normlab_chart_ticks_init_for (&self->layout->y_ticks, &self->y, max_n, 0, room);
}

static void
divide_height (NormlabChartFrame *self, gboolean ticks)
{
  NormlabChartLayout *layout = self->layout;
  guint rows = layout->n_rows;
  double room;
  guint n;

  init_y_ticks (self, 2, 0);
  measure_ticks (self, &layout->y_ticks);
  if (ticks)
    {
      self->bottom -= self->tick_height + TICK_GAP * self->em;
      if (self->panel_title_height + self->column_head_height == 0)
        self->top += self->tick_height / 2;
    }
  self->top += self->column_head_height;
  room = self->bottom - self->top - rows * self->panel_title_height
         - (rows - 1) * ROW_GAP * self->em;
  self->plot_height = room / rows;
  self->row_pitch = self->plot_height + self->panel_title_height + ROW_GAP * self->em;

  n = (guint) CLAMP (self->plot_height / (3 * self->em), 2, 10);
  init_y_ticks (self, n, self->tick_height / MAX (self->plot_height, 1));
}

/* Twice: how many ticks there is room for depends on how wide their labels are. */
static void
divide_width (NormlabChartFrame *self, gboolean ticks)
{
  NormlabChartLayout *layout = self->layout;
  guint columns = layout->n_columns;
  double min_step = layout->model->x.whole ? 1 : 0;
  double label = 0;

  self->right -= self->row_head_width;
  if (ticks)
    self->left += measure_ticks (self, &layout->y_ticks) + 0.6 * self->em;
  normlab_chart_ticks_init_for (&layout->x_ticks, &self->x, 2, min_step, 0);

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
      normlab_chart_ticks_init_for (&layout->x_ticks, &self->x, n, min_step,
                                    (0.7 * label + 0.6 * self->em) / MAX (self->plot_width, 1));
    }
}

static gboolean
is_large_enough (const NormlabChartFrame *self)
{
  return self->plot_width >= MIN_PLOT_WIDTH * self->em
         && self->plot_height >= MIN_PLOT_HEIGHT * self->em;
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
  self->plot_width = (self->right - self->left) / layout->n_columns;
  self->plot_height = (self->bottom - self->top) / layout->n_rows;
  /* Hundreds of names are not measured where there will be none. */
  if ((self->parts & NORMLAB_CHART_PART_PANELS) && !is_large_enough (self))
    return FALSE;
  self->plot_width -= 4 * self->em;
  self->plot_height -= 3 * self->em;

  /* Twice: how high the panels' titles are depends on how wide the plots are, which depends on
   * their numbers, and so on how high they are. */
  for (guint pass = 0; pass < 2; pass++)
    {
      self->left = before.left;
      self->right = before.right;
      self->top = before.top;
      self->bottom = before.bottom;
      measure_panel_titles (self);
      divide_height (self, ticks);
      divide_width (self, ticks);
    }
  return is_large_enough (self);
}

/* The title of a panel or of a column, above a plot. */
static void
place_title (NormlabChartFrame *self, const char *title, const NormlabChartRect *plot)
{
  double centred = self->layout->style.centred ? 0.5 : 0;
  NormlabChartText text;

  if (*title == '\0')
    return;
  text = normlab_chart_frame_make_text (self, NORMLAB_CHART_TEXT_PANEL, title, plot->width,
                                        self->panel_title_lines);
  normlab_chart_text_place (&text, plot->x + plot->width * centred, plot->y - PANEL_GAP * self->em,
                            centred, 1);
  normlab_chart_frame_take_text (self, text);
}

/* Upwards at the right of the row's last plot. */
static void
place_row_head (NormlabChartFrame *self, const char *head, const NormlabChartRect *plot)
{
  NormlabChartText text = normlab_chart_frame_make_text (self, NORMLAB_CHART_TEXT_PANEL, head,
                                                         plot->height, get_max_lines (self));

  normlab_chart_text_rotate (&text);
  normlab_chart_text_place (&text, plot->x + plot->width + PANEL_GAP * self->em,
                            plot->y + plot->height / 2, 0, 0.5);
  normlab_chart_frame_take_text (self, text);
}

static void
place_names (NormlabChartFrame *self)
{
  NormlabChartLayout *layout = self->layout;
  guint n_columns = layout->n_columns;

  for (guint i = 0; self->titles != NULL && self->titles[i] != NULL; i++)
    place_title (self, self->titles[i], &normlab_chart_layout_get_panel (layout, i)->plot);
  for (guint i = 0; self->row_heads != NULL && self->row_heads[i] != NULL; i++)
    place_row_head (self, self->row_heads[i],
                    &normlab_chart_layout_get_panel (layout, (i + 1) * n_columns - 1)->plot);
}

static void
place_panels (NormlabChartFrame *self)
{
  NormlabChartLayout *layout = self->layout;

  for (guint i = 0; i < layout->model->panels->len; i++)
    {
      NormlabChartPanel panel = { 0 };

      panel.plot.x = self->left + (i % layout->n_columns) * self->column_pitch;
      panel.plot.y
          = self->top + self->panel_title_height + (i / layout->n_columns) * self->row_pitch;
      panel.plot.width = self->plot_width;
      panel.plot.height = self->plot_height;
      panel.x = self->x;
      panel.x.start = panel.plot.x;
      panel.x.end = panel.plot.x + panel.plot.width;
      panel.y = self->y;
      panel.y.start = panel.plot.y + panel.plot.height;
      panel.y.end = panel.plot.y;
      g_array_append_val (layout->panels, panel);
    }
  place_names (self);
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
