/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-map-layout.h"

#include <math.h>
#include <string.h>

/* In ems. */
#define MARGIN 0.8
#define HEAD 1.6
#define TITLE 2.2
#define CAPTION 1.25
#define CAPTION_LINES 3
#define AXIS 1.5
#define Y_AXIS 1.8
#define LINE 1.3
#define MAX_CELL_WIDTH 16.0
#define MAX_CELL_HEIGHT 8.0
#define MAX_NAME 9.0 /* of a place */
#define MIN_PANEL_WIDTH 9.0
#define MIN_PANEL_HEIGHT 6.0
#define MIN_CELL 0.8 /* as long as there are few */
#define MANY 14.0    /* as wide and high as these make a panel */

/* A figure is so much wider than high; cells that are so have the most room for it. */
#define SHAPE 1.8

/* Figures: at least in pixels; in ems what is ordinary, and the most; and how much of a large cell
 * they may fill. */
#define MIN_FIGURE 8.0
#define FIGURE 0.92
#define MAX_FIGURE 1.4
#define FILLED 0.5

static void
measure (const NormlabMapLayout *self,
         NormlabChartTextRole role,
         const char *string,
         double *width,
         double *height)
{
  NormlabChartText text;

  normlab_chart_text_init (&text, self->context, &self->style, role, string,
                           NORMLAB_CHART_TEXT_UNLIMITED, 1);
  *width = text.rect.width;
  *height = text.rect.height;
  normlab_chart_text_clear (&text);
}

static double
get_widest (const NormlabMapLayout *self, const NormlabMapAxis *axis)
{
  double widest = 0;

  for (guint i = 0; i < axis->labels->len; i++)
    {
      double width, height;

      measure (self, NORMLAB_CHART_TEXT_TICK, g_ptr_array_index (axis->labels, i), &width, &height);
      widest = MAX (widest, width);
    }
  return MIN (widest, MAX_NAME * self->style.font_size);
}

/* Naming places */

/* Mean length of each @each-th label from @first on. */
static double
get_length (const NormlabMapAxis *axis, guint first, guint each)
{
  double length = 0;
  guint n = 0;

  for (guint i = first; i < axis->labels->len; i += each, n++)
    length += (double) strlen (g_ptr_array_index (axis->labels, i));
  return length / n;
}

/* Every so many places as have room, or a few more where that spares long names: rather 0.001,
 * 0.01 and 0.1 than 0.001, 0.0056, 0.032 and 0.18. */
static NormlabMapLabels
choose_labels (const NormlabMapAxis *axis, double wanted, double room)
{
  guint n = MAX (axis->labels->len, 1);
  guint least = (guint) CLAMP (ceil (wanted / MAX (room, 0.1) - 1e-6), 1, n);
  NormlabMapLabels best = { 0, least };
  double cost = INFINITY;

  for (guint each = least; each < MAX (2 * least, 2) && each <= n; each++)
    for (guint first = 0; first < each; first++)
      {
        double length = get_length (axis, first, each);

        if (length * length * each >= cost)
          continue;
        cost = length * length * each;
        best = (NormlabMapLabels){ first, each };
      }
  return best;
}

/* Names side by side as far as they have room; words, of which none may be left out, upwards
 * otherwise. */
static void
choose_x_labels (NormlabMapLayout *self, double widest)
{
  const NormlabMapAxis *axis = &self->model->x;
  double em = self->style.font_size, wanted = widest + 0.7 * em;

  self->rotated = !axis->ordered && wanted > self->cell_width;
  self->label_height = self->rotated ? widest : LINE * em;
  self->x_labels = choose_labels (axis, self->rotated ? 1.1 * em : wanted, self->cell_width);
}

/* Panels */

static gboolean
has_heads (const NormlabMapModel *model)
{
  return model->panels->len > 1
         || (model->panels->len == 1
             && *(const char *) g_ptr_array_index (model->panels, 0) != '\0');
}

/* What is left for all panels, and what stands around them. */
typedef struct
{
  NormlabChartRect room;
  double head, below, gap;
} Space;

static double
get_pitch (double room, double gap, guint n)
{
  return (room - gap * (n - 1)) / n;
}

static void
size_cells (const NormlabMapLayout *self, const Space *space, guint n_columns, double size[2])
{
  const NormlabMapModel *model = self->model;
  double em = self->style.font_size;
  guint n_rows = (model->panels->len + n_columns - 1) / n_columns;
  double width = get_pitch (space->room.width, space->gap, n_columns);
  double height
      = get_pitch (space->room.height - space->below, space->gap / 2, n_rows) - space->head;

  size[0] = CLAMP (width / normlab_map_model_get_n_columns (model), 1, MAX_CELL_WIDTH * em);
  size[1] = CLAMP (height / normlab_map_model_get_n_rows (model), 1, MAX_CELL_HEIGHT * em);
}

/* As many panels side by side as make the largest cells, of the shape of figures. */
static void
choose_columns (NormlabMapLayout *self, const Space *space)
{
  double best = 0;

  for (guint n = 1; n <= self->model->panels->len; n++)
    {
      double size[2], fit;

      size_cells (self, space, n, size);
      fit = MIN (size[0] / SHAPE, size[1]);
      if (fit <= best * 1.001)
        continue;
      best = fit;
      self->n_columns = n;
      self->cell_width = size[0];
      self->cell_height = size[1];
    }
}

static void
place_panels (NormlabMapLayout *self, const Space *space)
{
  const NormlabMapModel *model = self->model;
  double width = self->cell_width * normlab_map_model_get_n_columns (model);
  double height = self->cell_height * normlab_map_model_get_n_rows (model);
  guint n = model->panels->len;

  for (guint i = 0; i < n; i++)
    {
      guint column = i % self->n_columns, row = i / self->n_columns;
      double x = floor (space->room.x + column * (width + space->gap));
      double y = floor (space->room.y + row * (space->head + height + space->gap / 2));
      NormlabMapPanel panel = {
        .head = { x, y, MAX (width, 1), space->head },
        .plot = { x, y + space->head, width, height },
        .labels_below = i + self->n_columns >= n,
        .labels_left = column == 0,
      };

      g_array_append_val (self->panels, panel);
    }
}

static void
place_titles (NormlabMapLayout *self, const Space *space)
{
  double em = self->style.font_size, right = 0, bottom = 0;

  for (guint i = 0; i < self->panels->len; i++)
    {
      const NormlabChartRect *plot = &g_array_index (self->panels, NormlabMapPanel, i).plot;

      right = MAX (right, plot->x + plot->width);
      bottom = MAX (bottom, plot->y + plot->height);
    }
  self->x_title
      = (NormlabChartRect){ space->room.x, bottom + NORMLAB_MAP_NEAR * em + self->label_height,
                            right - space->room.x, AXIS * em };
  self->y_title
      = (NormlabChartRect){ MARGIN * em, space->room.y, AXIS * em, bottom - space->room.y };
  /* Low maps leave room beneath for a long one. */
  self->y_room = MAX (self->y_title.height, space->room.height);
}

/* Figures */

/* The widest of them, in characters: digits are alike wide. */
static gsize
count_characters (const NormlabMapModel *model)
{
  glong most = 0;

  for (guint i = 0; i < model->cells->len; i++)
    {
      double value = g_array_index (model->cells, NormlabMapCell, i).value;
      g_autofree char *figure = normlab_map_model_format (model, value, TRUE);

      most = MAX (most, g_utf8_strlen (figure, -1));
    }
  return (gsize) most;
}

/* As large as ordinary text where they have room for it, and larger in large cells, which they do
 * not fill. */
static void
choose_figures (NormlabMapLayout *self)
{
  g_autofree char *digits = g_strnfill (count_characters (self->model), '8');
  double em = self->style.font_size, width, height, size;

  measure (self, NORMLAB_CHART_TEXT_LEGEND, digits, &width, &height);
  size = MIN (self->cell_width / (width / em + 0.5), self->cell_height / (height / em + 0.1));
  if (size > FIGURE * em)
    size = CLAMP (FILLED * size, FIGURE * em, MAX_FIGURE * em);
  self->figures = size >= MIN_FIGURE ? size : 0;
}

/* All of it */

static double
get_caption_height (NormlabMapLayout *self, double width)
{
  NormlabChartText text;
  double height;

  if (self->model->caption == NULL)
    return 0;
  normlab_chart_text_init (&text, self->context, &self->style, NORMLAB_CHART_TEXT_CAPTION,
                           self->model->caption, width, CAPTION_LINES);
  height = text.rect.height;
  normlab_chart_text_clear (&text);
  return height + NORMLAB_MAP_NEAR * self->style.font_size;
}

/* What stands above the panels and beneath them; returns what is left. */
static NormlabChartRect
surround (NormlabMapLayout *self)
{
  const NormlabMapModel *model = self->model;
  double em = self->style.font_size, margin = MARGIN * em, width = self->width - 2 * margin;
  double top = margin, bottom = self->height - margin, caption = get_caption_height (self, width);

  if (model->title != NULL)
    {
      self->title = (NormlabChartRect){ margin, top, width, TITLE * em };
      top += TITLE * em;
    }
  top += normlab_map_legend_lay_out (&self->legend, model, &self->style, self->context, margin, top,
                                     width)
         + NORMLAB_MAP_NEAR * em;
  self->caption = (NormlabChartRect){ margin, bottom - caption, width, caption };
  bottom -= caption;
  return (NormlabChartRect){ margin, top, width, MAX (bottom - top, 1) };
}

static NormlabMapLayout *
begin (const NormlabMapModel *model, const NormlabChartStyle *style, double width, double height)
{
  NormlabMapLayout *self = g_new0 (NormlabMapLayout, 1);

  self->model = model;
  self->style = *style;
  self->width = width;
  self->height = height;
  self->panels = g_array_new (FALSE, FALSE, sizeof (NormlabMapPanel));
  self->context = normlab_chart_text_create_context ();
  self->n_columns = 1;
  return self;
}

/* Names at the left, and what is beneath the panels; @room shrinks by them. */
static void
take_axes (NormlabMapLayout *self, Space *space)
{
  const NormlabMapModel *model = self->model;
  double em = self->style.font_size;

  space->gap = NORMLAB_MAP_GAP * em;
  /* Plots begin with a whole pixel, as their cells do. */
  space->head = has_heads (model) ? ceil (HEAD * em) : 0;
  self->label_width = get_widest (self, &model->y);
  if (model->y.title != NULL)
    {
      space->room.x += Y_AXIS * em;
      space->room.width -= Y_AXIS * em;
    }
  if (self->label_width > 0)
    {
      space->room.x += self->label_width + NORMLAB_MAP_NEAR * em;
      space->room.width -= self->label_width + NORMLAB_MAP_NEAR * em;
    }
  space->room.width = MAX (space->room.width, 1);
}

/* That names stand upwards is known only once cells have a width, which depends on it a little. */
static void
divide (NormlabMapLayout *self, Space *space)
{
  double em = self->style.font_size, widest = get_widest (self, &self->model->x);
  double title = self->model->x.title != NULL ? AXIS * em : 0;

  self->label_height = LINE * em;
  for (guint pass = 0; pass < 2; pass++)
    {
      space->below = NORMLAB_MAP_NEAR * em + self->label_height + title;
      choose_columns (self, space);
      choose_x_labels (self, widest);
    }
  self->y_labels = choose_labels (&self->model->y, 1.15 * em, self->cell_height);
}

NormlabMapLayout *
normlab_map_layout_new (const NormlabMapModel *model,
                        const NormlabChartStyle *style,
                        double width,
                        double height)
{
  NormlabMapLayout *self;
  Space space = { 0 };

  g_return_val_if_fail (model != NULL && style != NULL, NULL);

  self = begin (model, style, MAX (width, 1), MAX (height, 1));
  if (model->message != NULL || normlab_map_model_get_n_cells (model) == 0)
    return self;
  space.room = surround (self);
  take_axes (self, &space);
  divide (self, &space);
  place_panels (self, &space);
  place_titles (self, &space);
  choose_figures (self);
  return self;
}

void
normlab_map_layout_free (NormlabMapLayout *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->panels);
  g_object_unref (self->context);
  g_free (self);
}

double
normlab_map_layout_get_min_height (const NormlabMapModel *model,
                                   const NormlabChartStyle *style,
                                   double width)
{
  g_autoptr (NormlabMapLayout) self = begin (model, style, MAX (width, 1), 1);
  double em = style->font_size, panel_width, panel_height;
  Space space = { 0 };
  guint n = model->panels->len, n_columns;

  if (model->message != NULL || normlab_map_model_get_n_cells (model) == 0)
    return 1;
  space.room = surround (self);
  take_axes (self, &space);
  panel_width = CLAMP (normlab_map_model_get_n_columns (model) * MIN_CELL, MIN_PANEL_WIDTH, MANY);
  panel_height = CLAMP (normlab_map_model_get_n_rows (model) * MIN_CELL, MIN_PANEL_HEIGHT, MANY);
  n_columns = (guint) CLAMP ((space.room.width + space.gap) / (panel_width * em + space.gap), 1, n);
  n = (n + n_columns - 1) / n_columns;
  return ceil (space.room.y + self->caption.height + MARGIN * em
               + n * (space.head + panel_height * em) + (n - 1) * space.gap / 2
               + (NORMLAB_MAP_NEAR + LINE + AXIS) * em);
}
