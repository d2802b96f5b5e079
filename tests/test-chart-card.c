/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-card.h"

#include "normlab-chart-card-words.h"
#include "normlab-chart-pick.h"
#include "normlab-test-chart.h"

/* What a chart says at some place, without any widget. */

#define WIDTH 800
#define HEIGHT 500

typedef struct
{
  NormlabChartModel *model;
  NormlabChartLayout *layout;
  GArray *picks;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->model = normlab_test_chart_model (2, 1);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->picks, g_array_unref);
  g_clear_pointer (&self->layout, normlab_chart_layout_free);
  normlab_chart_model_free (self->model);
}

/* The line of a run on the test set. */
static NormlabChartSeries *
get_line (Fixture *self, guint run)
{
  return g_ptr_array_index (self->model->series, 2 * run + 1);
}

/* What there is at @x, from the line on that is nearest to the value @y. */
static void
pick (Fixture *self, double x, double y)
{
  NormlabChartStyle style;
  const NormlabChartPanel *panel;

  g_clear_pointer (&self->picks, g_array_unref);
  g_clear_pointer (&self->layout, normlab_chart_layout_free);
  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
  self->layout = normlab_chart_layout_new (self->model, &style, WIDTH, HEIGHT, NULL, NULL);
  panel = normlab_chart_layout_get_panel (self->layout, 0);
  self->picks
      = normlab_chart_pick_at (self->layout, 0, x, normlab_chart_scale_to_pixel (&panel->y, y));
}

static double
get_width (Fixture *self)
{
  g_autoptr (NormlabChartCard) card = normlab_chart_card_new ();

  normlab_chart_card_set (card, self->layout, self->picks);
  return normlab_chart_card_place (card, self->layout, (NormlabChartPoint){ 0, 0 }).width;
}

static void
assert_said (Fixture *self, const char *expected)
{
  g_autofree char *said = normlab_chart_card_describe (self->layout, self->picks);

  g_assert_cmpstr (said, ==, expected);
}

/* A baseline is compared with others only: where it has no place in common with any, there is no
 * column for that, and nobody is told of it. */
static void
test_baseline (Fixture *self, gconstpointer data)
{
  NormlabChartSeries *first = get_line (self, 0), *second = get_line (self, 1);
  const NormlabChartSpread spread = { .n = 3, .margin = 0.01, .best = 0.6, .worst = 0.4 };
  double plain, alone;

  normlab_chart_series_append (first, 100, 0.5);
  normlab_chart_series_append_spread (first, &spread);
  normlab_chart_series_append (second, 110, 0.25);
  normlab_chart_series_append_spread (second, &spread);
  pick (self, 100, 0.25);
  g_assert_cmpuint (self->picks->len, ==, 2);
  plain = get_width (self);

  first->baseline = TRUE;
  normlab_chart_series_append (normlab_chart_model_add_baseline (self->model), 100, 0.5);
  pick (self, 100, 0.25);
  alone = get_width (self);
  g_assert_cmpfloat (alone, ==, plain);
  assert_said (self, "run 1, step 110: 0.2500 ± 0.0100 (95 %), deviation 0.0000, best 0.6000, "
                     "worst 0.4000");
  pick (self, 100, 0.5);
  assert_said (self, "run 0, step 100: 0.5000 ± 0.0100 (95 %), deviation 0.0000, best 0.6000, "
                     "worst 0.4000, baseline");

  /* Who compares has that instead of the best and the worst. */
  normlab_chart_series_append (self->model->baseline, 110, 0.5);
  pick (self, 100, 0.25);
  g_assert_cmpfloat (get_width (self), <, plain);
  assert_said (self, "run 1, step 110: 0.2500 ± 0.0100 (95 %), deviation 0.0000, best 0.6000, "
                     "worst 0.4000, from the baseline −0.2500");
}

/* The gap between training and test has a minus as differences have, and is told of. */
static void
test_gap (Fixture *self, gconstpointer data)
{
  NormlabChartSeries *training = g_ptr_array_index (self->model->series, 0);
  g_autofree char *gap = NULL;
  double plain;

  normlab_chart_series_append (get_line (self, 0), 100, 0.5);
  normlab_chart_series_append (training, 100, 0.4375);
  pick (self, 100, 0.5);
  plain = get_width (self);
  assert_said (self, "run 0, step 100: test 0.5000, training 0.4375");

  g_array_set_size (training->points, 0);
  normlab_chart_series_append_span (training, 100, 0.4375, 0.4375, 0.5);
  pick (self, 100, 0.5);
  g_assert_cmpfloat (get_width (self), >, plain);
  gap = normlab_chart_card_format (self->layout,
                                   g_array_index (self->picks, NormlabChartPick, 0).gap);
  g_assert_cmpstr (gap, ==, "−0.0625");
  assert_said (self, "run 0, step 100: test 0.5000, training 0.4375, gap −0.0625");

  normlab_chart_series_append (normlab_chart_model_add_baseline (self->model), 100, 0.25);
  pick (self, 100, 0.5);
  assert_said (self, "run 0, step 100: test 0.5000, training 0.4375, gap −0.0625, "
                     "from the baseline +0.2500");
}

/* Where a run began again that is told of, and nowhere else; there the card is wider for it. */
static void
test_restart (Fixture *self, gconstpointer data)
{
  NormlabChartSeries *line = get_line (self, 0);
  double plain;

  for (guint x = 0; x <= 1000; x += 100)
    {
      normlab_chart_series_append (line, x, 0.5);
      if (x == 400)
        normlab_chart_series_add_restart (line, 350);
    }
  pick (self, 300, 0.5);
  plain = get_width (self);
  assert_said (self, "run 0, step 300: 0.5000");
  pick (self, 400, 0.5);
  g_assert_cmpfloat (get_width (self), >, plain);
  assert_said (self, "run 0, step 400: 0.5000; began again at step 350");
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/chart-card/baseline", test_baseline);
  ADD ("/chart-card/gap", test_gap);
  ADD ("/chart-card/restart", test_restart);
  return g_test_run ();
}
