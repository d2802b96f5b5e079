/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-frame.h"

/* How a layout is made. What one can ask of it is in normlab-chart-layout.c. */

/* em */
#define MARGIN 1.1
#define SPARING_MARGIN 0.6

/* How much smaller than it should be text may be for the sake of the plots: before caption, note
 * and the title of the x axis are left out, and after that. */
#define LEAST_TEXT 0.62
#define LEAST_TEXT_OF_ALL 0.3
#define MAX_TRIES 5

static void
clear_text (gpointer data)
{
  normlab_chart_text_clear (data);
}

static void
reset (NormlabChartFrame *self)
{
  NormlabChartLayout *layout = self->layout;
  double room = (self->sparing ? SPARING_MARGIN : MARGIN) * self->em;
  double margin = MIN (room, MIN (layout->width, layout->height) / 8);

  g_array_set_size (layout->texts, 0);
  g_array_set_size (layout->keys, 0);
  g_array_set_size (layout->panels, 0);
  layout->sheet = (NormlabChartRect){ 0 };
  normlab_chart_text_clear (&self->x_title);
  normlab_chart_text_clear (&self->y_title);
  self->entries = NORMLAB_CHART_ENTRIES_ALL;
  self->left = self->top = margin;
  self->right = MAX (layout->width - margin, margin + 1);
  self->bottom = MAX (layout->height - margin, margin + 1);
}

static gboolean
try_size (NormlabChartFrame *self, double size)
{
  self->em = self->layout->style.font_size = size;
  reset (self);
  normlab_chart_frame_surround (self);
  return normlab_chart_frame_divide (self);
}

/* Makes text smaller, down to a part of @size, until the plots have their share of the height. */
static gboolean
try_share (NormlabChartFrame *self, double size, double least)
{
  const NormlabChartLayout *layout = self->layout;
  double wanted = layout->style.plot_share;
  double now = size;

  for (guint i = 0; i < MAX_TRIES; i++)
    {
      gboolean divided = try_size (self, now);
      double share = layout->n_rows * self->plot_height / layout->height;

      if (divided && share >= wanted)
        return TRUE;
      if (now <= least * size)
        return FALSE;
      /* What is not plot grows with the text. */
      now = MAX (least * size, now * CLAMP (0.99 * (1 - wanted) / (1 - share), 0.5, 0.95));
    }
  return FALSE;
}

static gboolean
fill_sparing_height (NormlabChartFrame *self, double size)
{
  const NormlabChartParts least_needed
      = NORMLAB_CHART_PART_CAPTION | NORMLAB_CHART_PART_NOTE | NORMLAB_CHART_PART_X_TITLE;

  self->parts = NORMLAB_CHART_PARTS_ALL;
  self->sparing = self->layout->style.terse;
  if (!self->sparing && try_share (self, size, 1))
    return TRUE;
  self->sparing = TRUE;
  if (try_share (self, size, LEAST_TEXT))
    return TRUE;
  self->parts &= ~least_needed;
  return try_share (self, size, LEAST_TEXT) || try_share (self, size, LEAST_TEXT_OF_ALL);
}

/* Leaves parts out, in the order of their bits, until the plots have room. */
static void
fill (NormlabChartFrame *self)
{
  double size = self->layout->style.font_size;

  if (self->layout->style.plot_share > 0)
    {
      if (fill_sparing_height (self, size))
        return;
      size *= LEAST_TEXT;
    }
  self->parts = NORMLAB_CHART_PARTS_ALL;
  while (!try_size (self, size) && self->parts != 0)
    self->parts &= self->parts - 1;
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
  NormlabChartFrame frame = { 0 };
  NormlabChartScale x, y;

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
  normlab_chart_model_get_ranges (model, &x.min, &x.max, &y.min, &y.max);
  if (x_view != NULL)
    x = *x_view;
  if (y_view != NULL)
    y = *y_view;
  frame.x = normlab_chart_axis_get_scale (&model->x, x.min, x.max, 0, 1);
  frame.y = normlab_chart_axis_get_scale (&model->y, y.min, y.max, 0, 1);

  fill (&frame);
  normlab_chart_frame_place_plots (&frame);
  normlab_chart_frame_complete (&frame);
  g_object_unref (frame.context);
  g_strfreev (frame.titles);
  g_strfreev (frame.row_heads);
  return self;
}
