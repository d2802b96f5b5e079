/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-drawing.h"

#include <string.h>

void
normlab_test_drawing_set_up (NormlabTestDrawing *self, gconstpointer data)
{
  self->model = normlab_chart_model_new ();
  normlab_chart_axis_set_range (&self->model->x, 0, 1000);
  normlab_chart_axis_set_range (&self->model->y, 0, 1);
  normlab_chart_model_add_panel (self->model, NULL);
  self->series = normlab_chart_model_add_series (self->model, "a", 0, 0);
  normlab_chart_style_init (&self->style, NORMLAB_CHART_THEME_LIGHT);
  self->layout = normlab_chart_layout_new (self->model, &self->style, NORMLAB_TEST_DRAWING_WIDTH,
                                           NORMLAB_TEST_DRAWING_HEIGHT, NULL, NULL);
  self->panel = normlab_chart_layout_get_panel (self->layout, 0);
  self->surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, NORMLAB_TEST_DRAWING_WIDTH,
                                              NORMLAB_TEST_DRAWING_HEIGHT);
  self->cr = cairo_create (self->surface);
  cairo_set_source_rgb (self->cr, 1, 1, 1);
  cairo_paint (self->cr);
}

void
normlab_test_drawing_tear_down (NormlabTestDrawing *self, gconstpointer data)
{
  cairo_destroy (self->cr);
  cairo_surface_destroy (self->surface);
  normlab_chart_layout_free (self->layout);
  normlab_chart_model_free (self->model);
}

double
normlab_test_drawing_get_ink (cairo_surface_t *surface, int x, int y)
{
  const guint8 *row = cairo_image_surface_get_data (surface)
                      + (gsize) y * (gsize) cairo_image_surface_get_stride (surface);
  guint32 pixel;

  memcpy (&pixel, row + 4 * x, 4);
  return 1 - ((pixel >> 16 & 0xff) + (pixel >> 8 & 0xff) + (pixel & 0xff)) / 765.0;
}
