/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-pick.h"

#include <math.h>

typedef struct
{
  NormlabChartModel *model;
  NormlabChartLayout *layout;
} Fixture;

static NormlabChartSeries *
add (Fixture *self, guint panel, guint tag, double height, guint n_points)
{
  NormlabChartSeries *series = normlab_chart_model_add_series (self->model, "a", panel, tag);

  series->tag = tag;
  for (guint i = 0; i < n_points; i++)
    normlab_chart_series_append (series, i * 10, height + i * 0.001);
  return series;
}

/* Three runs, the last of which ends early, and a fourth in another panel. */
static void
set_up (Fixture *self, gconstpointer data)
{
  NormlabChartStyle style;

  self->model = normlab_chart_model_new ();
  normlab_chart_axis_set_range (&self->model->x, 0, 1000);
  normlab_chart_axis_set_range (&self->model->y, 0, 1);
  normlab_chart_model_add_panel (self->model, "left");
  normlab_chart_model_add_panel (self->model, "right");
  add (self, 0, 0, 0.2, 81);
  add (self, 0, 1, 0.5, 81);
  add (self, 0, 2, 0.8, 31);
  add (self, 1, 3, 0.5, 81);
  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
  self->layout = normlab_chart_layout_new (self->model, &style, 900, 400, NULL, NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  normlab_chart_layout_free (self->layout);
  normlab_chart_model_free (self->model);
}

static GArray *
pick (Fixture *self, guint in_panel, double x, double y)
{
  const NormlabChartPanel *place = normlab_chart_layout_get_panel (self->layout, in_panel);
  guint panel = G_MAXUINT;
  GArray *picks = normlab_chart_pick (self->layout, normlab_chart_scale_to_pixel (&place->x, x),
                                      normlab_chart_scale_to_pixel (&place->y, y), &panel);

  g_assert_cmpuint (panel, ==, in_panel);
  g_assert_nonnull (picks);
  return picks;
}

static const NormlabChartPick *
get (GArray *picks, guint i)
{
  g_assert_cmpuint (i, <, picks->len);
  return &g_array_index (picks, NormlabChartPick, i);
}

static void
test_nearest_first (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) picks = pick (self, 0, 203, 0.6);

  g_assert_cmpuint (picks->len, ==, 3);
  g_assert_cmpuint (get (picks, 0)->tag, ==, 1);
  g_assert_cmpuint (get (picks, 1)->tag, ==, 2);
  g_assert_cmpuint (get (picks, 2)->tag, ==, 0);
  g_assert_cmpfloat (get (picks, 0)->at.x, ==, 200);
  g_assert_cmpfloat_with_epsilon (get (picks, 0)->at.y, 0.52, 1e-9);
  g_assert_cmpuint (get (picks, 0)->point, ==, 20);
  g_assert_true (isnan (get (picks, 0)->training));
}

/* Each at the place of the nearest, however far apart its own points are. */
static void
test_other_intervals (Fixture *self, gconstpointer data)
{
  NormlabChartSeries *coarse = normlab_chart_model_add_series (self->model, "a", 0, 5);
  g_autoptr (GArray) picks = NULL;

  coarse->tag = 5;
  for (guint i = 0; i <= 8; i++)
    normlab_chart_series_append (coarse, i * 100, 0.95);
  picks = pick (self, 0, 258, 0.21);
  g_assert_cmpfloat (get (picks, 0)->at.x, ==, 260);
  g_assert_cmpuint (get (picks, 3)->tag, ==, 5);
  g_assert_cmpfloat (get (picks, 3)->at.x, ==, 300);
}

static void
test_ended (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) after = pick (self, 0, 500, 0.82);
  g_autoptr (GArray) just_after = pick (self, 0, 305, 0.82);

  g_assert_cmpuint (after->len, ==, 2);
  g_assert_cmpuint (get (after, 0)->tag, ==, 1);
  g_assert_cmpuint (just_after->len, ==, 3);
  g_assert_cmpuint (get (just_after, 0)->tag, ==, 2);
}

/* Where curves have yet to grow, their ends are looked at. */
static void
test_beyond_all (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) picks = pick (self, 0, 980, 0.1);

  g_assert_cmpuint (picks->len, ==, 2);
  g_assert_cmpuint (get (picks, 0)->tag, ==, 0);
  g_assert_cmpfloat (get (picks, 0)->at.x, ==, 800);
}

static void
test_panel (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) picks = pick (self, 1, 100, 0.1);
  guint panel;

  g_assert_cmpuint (picks->len, ==, 1);
  g_assert_cmpuint (get (picks, 0)->tag, ==, 3);
  g_assert_null (normlab_chart_pick (self->layout, 1, 1, &panel));
}

/* The line of the training batch, a faint one of before smoothing: one run all the same. */
static void
test_one_for_each_run (Fixture *self, gconstpointer data)
{
  NormlabChartSeries *training = add (self, 0, 1, 0.65, 81);
  NormlabChartSeries *raw = add (self, 0, 1, 0.6, 81);
  g_autoptr (GArray) picks = NULL;

  training->faint = training->training = raw->faint = TRUE;
  picks = pick (self, 0, 200, 0.52);
  g_assert_cmpuint (picks->len, ==, 3);
  g_assert_cmpuint (get (picks, 0)->series, ==, 1);
  g_assert_cmpfloat_with_epsilon (get (picks, 0)->training, 0.67, 1e-9);
}

/* Where only the other line begins there is nothing of the batch, however near it is. */
static void
test_training_begins_later (Fixture *self, gconstpointer data)
{
  NormlabChartSeries *training = normlab_chart_model_add_series (self->model, NULL, 0, 0);

  training->tag = 1;
  training->faint = training->training = TRUE;
  for (guint i = 1; i < 81; i++)
    normlab_chart_series_append (training, i * 10, 0.65);
  for (guint x = 0; x <= 10; x += 10)
    {
      g_autoptr (GArray) picks = pick (self, 0, x, 0.5);

      g_assert_cmpuint (get (picks, 0)->series, ==, 1);
      g_assert_cmpfloat (get (picks, 0)->at.x, ==, x);
      g_assert_cmpint (isnan (get (picks, 0)->training), ==, x == 0);
    }
}

static void
test_hidden_and_gaps (Fixture *self, gconstpointer data)
{
  NormlabChartSeries *hidden = g_ptr_array_index (self->model->series, 0);
  NormlabChartSeries *broken = g_ptr_array_index (self->model->series, 1);
  g_autoptr (GArray) picks = NULL;

  hidden->hidden = TRUE;
  g_array_index (broken->points, NormlabChartPoint, 20).y = NAN;
  picks = pick (self, 0, 200, 0.4);
  g_assert_cmpuint (picks->len, ==, 1);
  g_assert_cmpuint (get (picks, 0)->tag, ==, 2);
}

static void
test_point (Fixture *self, gconstpointer data)
{
  const NormlabChartSeries *series = g_ptr_array_index (self->model->series, 2);
  NormlabChartSeries *empty = normlab_chart_model_add_series (self->model, "b", 0, 0);

  g_assert_cmpuint (normlab_chart_pick_point (series, -50), ==, 0);
  g_assert_cmpuint (normlab_chart_pick_point (series, 14.9), ==, 1);
  g_assert_cmpuint (normlab_chart_pick_point (series, 15.1), ==, 2);
  g_assert_cmpuint (normlab_chart_pick_point (series, 1e9), ==, 30);
  g_assert_cmpuint (normlab_chart_pick_point (empty, 0), ==, G_MAXUINT);
}

/* The nearest of few points, whichever it is; in the middle, the later one. */
static void
test_nearest_of_few (Fixture *self, gconstpointer data)
{
  static const struct
  {
    double x;
    guint point;
  } cases[] = { { -5, 0 }, { 0, 0 },  { 4.5, 0 }, { 5, 1 },  { 5.5, 1 },
                { 14, 1 }, { 15, 2 }, { 19, 2 },  { 20, 2 }, { 99, 2 } };
  const NormlabChartSeries *series = add (self, 1, 9, 0.1, 3);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (normlab_chart_pick_point (series, cases[i].x), ==, cases[i].point);
}

/* Beyond all lines that are shown, what the longest of these says at its end counts. */
static void
test_beyond_shown (Fixture *self, gconstpointer data)
{
  NormlabChartSeries *hidden = add (self, 0, 5, 0.4, 96);
  g_autoptr (GArray) picks = NULL;

  hidden->hidden = TRUE;
  add (self, 1, 6, 0.4, 100);
  add (self, 0, 7, 0.4, 0);
  picks = pick (self, 0, 990, 0.2);
  g_assert_cmpuint (picks->len, ==, 2);
  g_assert_cmpuint (get (picks, 0)->tag, ==, 0);
  g_assert_cmpfloat (get (picks, 0)->at.x, ==, 800);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/chart-pick/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("nearest-first", test_nearest_first);
  ADD ("other-intervals", test_other_intervals);
  ADD ("ended", test_ended);
  ADD ("beyond-all", test_beyond_all);
  ADD ("panel", test_panel);
  ADD ("one-for-each-run", test_one_for_each_run);
  ADD ("training-begins-later", test_training_begins_later);
  ADD ("hidden-and-gaps", test_hidden_and_gaps);
  ADD ("point", test_point);
  ADD ("nearest-of-few", test_nearest_of_few);
  ADD ("beyond-shown", test_beyond_shown);
  return g_test_run ();
}
