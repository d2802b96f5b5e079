/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-ends.h"

void
normlab_test_ends_set_up (NormlabTestEnds *self, gconstpointer data)
{
  self->model = normlab_chart_model_new ();
  normlab_chart_axis_set_range (&self->model->x, 0, 1000);
  normlab_chart_axis_set_range (&self->model->y, 0, 1);
  normlab_chart_style_init (&self->style, NORMLAB_CHART_THEME_LIGHT);
}

static void
clear_texts (NormlabTestEnds *self)
{
  g_clear_pointer (&self->exits, g_array_unref);
  g_clear_pointer (&self->texts, g_array_unref);
  g_clear_pointer (&self->crosses, g_array_unref);
  g_clear_pointer (&self->layout, normlab_chart_layout_free);
}

void
normlab_test_ends_tear_down (NormlabTestEnds *self, gconstpointer data)
{
  clear_texts (self);
  normlab_chart_model_free (self->model);
}

void
normlab_test_ends_place_texts (NormlabTestEnds *self, double width, double height)
{
  clear_texts (self);
  self->layout = normlab_chart_layout_new (self->model, &self->style, width, height, NULL, NULL);
  self->crosses = normlab_chart_layout_find_crosses (self->layout);
  self->texts = normlab_chart_ends_create_texts (self->layout, self->crosses);
  self->exits = normlab_chart_edges_create_exits (self->layout, self->crosses, self->texts);
}

const NormlabChartText *
normlab_test_ends_get_text (const NormlabTestEnds *self, guint i)
{
  g_assert_cmpuint (i, <, self->texts->len);
  return &g_array_index (self->texts, NormlabChartText, i);
}
