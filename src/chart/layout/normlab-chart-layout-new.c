/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-frame.h"

/* How a layout is made. What one can ask of it is in normlab-chart-layout.c. */

/* em */
#define MARGIN 1.1

static void
clear_text (gpointer data)
{
  normlab_chart_text_clear (data);
}

static void
reset (NormlabChartFrame *self)
{
  NormlabChartLayout *layout = self->layout;
  double margin = MIN (MARGIN * self->em, MIN (layout->width, layout->height) / 8);

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

/* Leaves parts out, in the order of their bits, until the plots have room. */
static void
fill (NormlabChartFrame *self)
{
  self->parts = NORMLAB_CHART_PARTS_ALL;
  for (;;)
    {
      reset (self);
      normlab_chart_frame_surround (self);
      if (normlab_chart_frame_divide (self) || self->parts == 0)
        break;
      self->parts &= self->parts - 1;
    }
  normlab_chart_frame_place_plots (self);
  normlab_chart_frame_complete (self);
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
    {
      frame.x_min = x_view->min;
      frame.x_max = x_view->max;
    }
  if (y_view != NULL)
    {
      frame.y_min = y_view->min;
      frame.y_max = y_view->max;
    }

  fill (&frame);
  g_object_unref (frame.context);
  g_strfreev (frame.titles);
  g_strfreev (frame.row_heads);
  return self;
}
