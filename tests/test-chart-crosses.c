/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-ends.h"

#include <math.h>

/* Crosses where runs diverged do not hide one another. */

static void
add_end (NormlabTestEnds *self, guint step, double height)
{
  guint index = self->model->series->len;
  NormlabChartSeries *series = normlab_chart_model_add_series (self->model, "a", 0, index);

  normlab_chart_series_append (series, 0, height);
  normlab_chart_series_set_diverged (series, step, step);
}

static NormlabChartPoint
get_cross (const NormlabTestEnds *self, guint i)
{
  return g_array_index (self->crosses, NormlabChartPoint, i);
}

static NormlabChartPoint
get_mark (const NormlabTestEnds *self, guint i)
{
  return normlab_chart_layout_get_mark (self->layout, g_ptr_array_index (self->model->series, i));
}

/* Half a cross at the least, in one direction or the other. */
static void
assert_apart (const NormlabTestEnds *self)
{
  double radius = NORMLAB_CHART_CROSS_RADIUS * self->style.font_size;

  for (guint i = 0; i < self->crosses->len; i++)
    for (guint j = 0; j < i; j++)
      {
        NormlabChartPoint a = get_cross (self, i), b = get_cross (self, j);

        g_assert_cmpfloat (MAX (fabs (a.x - b.x), fabs (a.y - b.y)), >, 1.5 * radius);
      }
}

/* Those that are apart stay where they are. */
static void
test_apart (NormlabTestEnds *self, gconstpointer data)
{
  normlab_chart_model_add_panel (self->model, NULL);
  for (guint i = 0; i < 5; i++)
    add_end (self, 100 + 50 * i, 0.5);
  normlab_test_ends_place_texts (self, 960, 600);
  for (guint i = 0; i < 5; i++)
    {
      g_assert_cmpfloat (get_cross (self, i).x, ==, get_mark (self, i).x);
      g_assert_cmpfloat (get_cross (self, i).y, ==, get_mark (self, i).y);
    }
}

/* At the same step they stand one above the other, at that step. */
static void
test_same_step (NormlabTestEnds *self, gconstpointer data)
{
  normlab_chart_model_add_panel (self->model, NULL);
  for (guint i = 0; i < 12; i++)
    add_end (self, 3, i < 6 ? 0.5 : 0);
  normlab_test_ends_place_texts (self, 960, 600);
  assert_apart (self);
  for (guint i = 0; i < 12; i++)
    g_assert_cmpfloat (get_cross (self, i).x, ==, get_mark (self, i).x);
  g_assert_cmpfloat (get_cross (self, 0).y, ==, get_mark (self, 0).y);
}

/* Where a step has no room for more, beside it; and never outside of the plot. */
static void
test_many (NormlabTestEnds *self, gconstpointer data)
{
  normlab_chart_model_add_panel (self->model, NULL);
  for (guint i = 0; i < 60; i++)
    add_end (self, 500, 0.5);
  normlab_test_ends_place_texts (self, 640, 300);
  assert_apart (self);
  for (guint i = 0; i < 60; i++)
    {
      const NormlabChartRect pixel = { get_cross (self, i).x, get_cross (self, i).y, 0, 0 };

      g_assert_true (normlab_chart_rect_contains (
          &normlab_chart_layout_get_panel (self->layout, 0)->plot, &pixel));
    }
}

/* Hundreds are not all moved: from some number on they stay where they belong, so that none is
   looked for long. */
static void
test_crowd (NormlabTestEnds *self, gconstpointer data)
{
  guint n_moved = 0;

  normlab_chart_model_add_panel (self->model, NULL);
  for (guint i = 0; i < 140; i++)
    add_end (self, 500, 0.5);
  normlab_test_ends_place_texts (self, 960, 600);
  for (guint i = 0; i < 140; i++)
    if (get_cross (self, i).x != get_mark (self, i).x
        || get_cross (self, i).y != get_mark (self, i).y)
      n_moved++;
  g_assert_cmpuint (n_moved, ==, 119);
  g_assert_cmpfloat (get_cross (self, 139).y, ==, get_mark (self, 139).y);
}

/* What is at a pixel is the nearest one, if it is near enough. */
static void
test_find (NormlabTestEnds *self, gconstpointer data)
{
  double radius = NORMLAB_CHART_CROSS_RADIUS * self->style.font_size;

  normlab_chart_model_add_panel (self->model, NULL);
  normlab_chart_model_add_series (self->model, "goes on", 0, 0);
  add_end (self, 300, 0.5);
  add_end (self, 300, 0.5);
  normlab_test_ends_place_texts (self, 960, 600);
  for (guint i = 1; i < 3; i++)
    {
      NormlabChartPoint at = get_cross (self, i);
      double away = i == 1 ? 1 : -1;

      away *= get_cross (self, 1).y > get_cross (self, 2).y ? 1 : -1;
      g_assert_cmpint (normlab_chart_layout_find_cross (self->layout, self->crosses, at.x, at.y),
                       ==, i);
      g_assert_cmpint (
          normlab_chart_layout_find_cross (self->layout, self->crosses, at.x + 1.4 * radius, at.y),
          ==, i);
      g_assert_cmpint (
          normlab_chart_layout_find_cross (self->layout, self->crosses, at.x - 1.6 * radius, at.y),
          ==, -1);
      g_assert_cmpint (normlab_chart_layout_find_cross (self->layout, self->crosses, at.x,
                                                        at.y + 1.6 * away * radius),
                       ==, -1);
    }
}

/* One that comes later moves none of those that are there. */
static void
test_later (NormlabTestEnds *self, gconstpointer data)
{
  NormlabChartPoint before;

  normlab_chart_model_add_panel (self->model, NULL);
  normlab_chart_model_add_series (self->model, "late", 0, 0);
  add_end (self, 300, 0.5);
  add_end (self, 300, 0.5);
  normlab_test_ends_place_texts (self, 960, 600);
  g_assert_true (isnan (get_cross (self, 0).x));
  before = get_cross (self, 2);

  normlab_chart_series_append (g_ptr_array_index (self->model->series, 0), 0, 0.5);
  normlab_chart_series_set_diverged (g_ptr_array_index (self->model->series, 0), 301, 301);
  normlab_test_ends_place_texts (self, 960, 600);
  g_assert_cmpfloat (get_cross (self, 2).x, ==, before.x);
  g_assert_cmpfloat (get_cross (self, 2).y, ==, before.y);
  assert_apart (self);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/chart-crosses/" name, NormlabTestEnds, NULL, normlab_test_ends_set_up, function,   \
              normlab_test_ends_tear_down)
  ADD ("apart", test_apart);
  ADD ("same-step", test_same_step);
  ADD ("many", test_many);
  ADD ("crowd", test_crowd);
  ADD ("find", test_find);
  ADD ("later", test_later);
  return g_test_run ();
}
