/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-model.h"

#include <math.h>

/* Everything that a model can hold. */
static NormlabChartModel *
make_model (void)
{
  NormlabChartModel *model = normlab_chart_model_new ();
  NormlabChartSeries *line, *band;

  normlab_chart_model_set_title (model, "title");
  normlab_chart_model_set_caption (model, "caption");
  normlab_chart_model_set_details (model, "details");
  normlab_chart_axis_set_title (&model->x, "step");
  normlab_chart_axis_set_title (&model->y, "accuracy");
  normlab_chart_axis_set_range (&model->x, 0, 1000);
  model->x.whole = TRUE;
  model->y.margin = 0.05;
  model->n_columns = 2;
  normlab_chart_model_add_panel (model, "left");
  normlab_chart_model_add_panel (model, "right");
  line = normlab_chart_model_add_series (model, "line", 1, 4);
  normlab_chart_series_append (line, 10, 0.25);
  normlab_chart_series_append (line, 20, NAN);
  normlab_chart_series_set_diverged (line, 30, 30);
  line->dashed = line->faint = line->hidden = line->training = TRUE;
  line->weight = 0.5;
  line->diverged_layer = 2;
  normlab_chart_series_add_restart (line, 15);
  normlab_chart_series_add_void (line, g_array_copy (line->points));
  line->tag = 7;
  band = normlab_chart_model_add_series (model, "band", 0, 1);
  normlab_chart_series_append_span (band, 10, 0.5, 0.25, 0.75);
  normlab_chart_model_add_entry (model, "line", 4, TRUE, FALSE);
  normlab_chart_model_add_entry (model, "all", NORMLAB_CHART_NEUTRAL, FALSE, TRUE);
  g_array_index (model->entries, NormlabChartEntry, 0).banded = TRUE;
  return model;
}

static void
assert_axes_equal (const NormlabChartAxis *a, const NormlabChartAxis *b)
{
  g_assert_cmpstr (a->title, ==, b->title);
  g_assert_cmpint (a->automatic, ==, b->automatic);
  g_assert_cmpfloat (a->min, ==, b->min);
  g_assert_cmpfloat (a->max, ==, b->max);
  g_assert_cmpfloat (a->margin, ==, b->margin);
  g_assert_cmpint (a->whole, ==, b->whole);
}

static void
assert_arrays_equal (const GArray *a, const GArray *b)
{
  g_assert_cmpint (a != NULL, ==, b != NULL);
  if (a != NULL)
    g_assert_cmpmem (a->data, a->len * g_array_get_element_size ((GArray *) a), b->data,
                     b->len * g_array_get_element_size ((GArray *) b));
}

static void
assert_series_equal (const NormlabChartSeries *a, const NormlabChartSeries *b)
{
  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_cmpuint (a->panel, ==, b->panel);
  g_assert_cmpuint (a->color, ==, b->color);
  g_assert_cmpint (a->dashed, ==, b->dashed);
  g_assert_cmpint (a->faint, ==, b->faint);
  g_assert_cmpfloat (a->weight, ==, b->weight);
  g_assert_cmpint (a->hidden, ==, b->hidden);
  g_assert_cmpint (a->diverged, ==, b->diverged);
  g_assert_cmpfloat (a->diverged_x, ==, b->diverged_x);
  g_assert_cmpuint (a->diverged_step, ==, b->diverged_step);
  g_assert_cmpuint (a->diverged_layer, ==, b->diverged_layer);
  g_assert_cmpuint (a->tag, ==, b->tag);
  g_assert_cmpint (a->training, ==, b->training);
  assert_arrays_equal (a->points, b->points);
  assert_arrays_equal (a->spans, b->spans);
  assert_arrays_equal (a->restarts, b->restarts);
  g_assert_cmpuint (a->voids != NULL ? a->voids->len : 0, ==, b->voids != NULL ? b->voids->len : 0);
  for (guint i = 0; a->voids != NULL && i < a->voids->len; i++)
    assert_arrays_equal (a->voids->pdata[i], b->voids->pdata[i]);
}

static void
assert_models_equal (const NormlabChartModel *a, const NormlabChartModel *b)
{
  g_assert_cmpstr (a->title, ==, b->title);
  g_assert_cmpstr (a->caption, ==, b->caption);
  g_assert_cmpstr (a->details, ==, b->details);
  assert_axes_equal (&a->x, &b->x);
  assert_axes_equal (&a->y, &b->y);
  g_assert_cmpuint (a->n_columns, ==, b->n_columns);
  g_assert_cmpuint (a->panels->len, ==, b->panels->len);
  for (guint i = 0; i < a->panels->len; i++)
    g_assert_cmpstr (a->panels->pdata[i], ==, b->panels->pdata[i]);
  g_assert_cmpuint (a->series->len, ==, b->series->len);
  for (guint i = 0; i < a->series->len; i++)
    assert_series_equal (a->series->pdata[i], b->series->pdata[i]);
  g_assert_cmpuint (a->entries->len, ==, b->entries->len);
  for (guint i = 0; i < a->entries->len; i++)
    {
      const NormlabChartEntry *first = &g_array_index (a->entries, NormlabChartEntry, i);
      const NormlabChartEntry *second = &g_array_index (b->entries, NormlabChartEntry, i);

      g_assert_cmpstr (first->name, ==, second->name);
      g_assert_cmpuint (first->color, ==, second->color);
      g_assert_cmpint (first->dashed, ==, second->dashed);
      g_assert_cmpint (first->faint, ==, second->faint);
      g_assert_cmpint (first->banded, ==, second->banded);
    }
}

/* A copy is the same, stays so whatever becomes of the original, and outlives it. */
static void
test_copy (void)
{
  g_autoptr (NormlabChartModel) expected = make_model ();
  NormlabChartModel *original = make_model ();
  g_autoptr (NormlabChartModel) copy = normlab_chart_model_copy (original);
  NormlabChartSeries *line = g_ptr_array_index (original->series, 0);
  NormlabChartSeries *band = g_ptr_array_index (original->series, 1);

  assert_models_equal (copy, expected);

  normlab_chart_series_append (line, 40, 0.5);
  g_array_index (line->points, NormlabChartPoint, 0).y = 0.75;
  normlab_chart_series_append_span (band, 20, 0.5, 0.25, 0.75);
  line->hidden = FALSE;
  normlab_chart_series_add_restart (line, 40);
  g_array_index ((GArray *) line->voids->pdata[0], NormlabChartPoint, 0).y = 0.75;
  normlab_chart_model_set_title (original, "other");
  normlab_chart_model_set_caption (original, NULL);
  normlab_chart_axis_set_title (&original->x, "seconds");
  normlab_chart_model_add_panel (original, "more");
  normlab_chart_model_add_entry (original, "more", 2, FALSE, FALSE);
  g_array_index (original->entries, NormlabChartEntry, 0).name[0] = 'x';
  assert_models_equal (copy, expected);

  normlab_chart_model_clear (original);
  normlab_chart_model_free (original);
  assert_models_equal (copy, expected);
  normlab_chart_series_append (g_ptr_array_index (copy->series, 0), 40, 0.5);
}

static void
test_copy_empty (void)
{
  g_autoptr (NormlabChartModel) model = normlab_chart_model_new ();
  g_autoptr (NormlabChartModel) copy = normlab_chart_model_copy (model);

  assert_models_equal (copy, model);
  g_assert_null (copy->caption);
}

/* Of several at the same place, the first. */
static void
test_find (void)
{
  const NormlabChartPoint points[] = { { 1, 0 }, { 2, 0 }, { 2, 1 }, { 2, 2 }, { 5, 0 } };
  const struct
  {
    double x;
    guint found;
  } cases[] = { { 0, 0 }, { 1, 0 }, { 1.5, 1 }, { 2, 1 }, { 3, 4 }, { 5, 4 }, { 6, 5 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (normlab_chart_points_find (points, G_N_ELEMENTS (points), cases[i].x), ==,
                      cases[i].found);
  g_assert_cmpuint (normlab_chart_points_find (points, 0, 1), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-model/copy", test_copy);
  g_test_add_func ("/chart-model/copy-empty", test_copy_empty);
  g_test_add_func ("/chart-model/find", test_find);
  return g_test_run ();
}
