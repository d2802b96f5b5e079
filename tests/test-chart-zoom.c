/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-zoom.h"

#define assert_shows(zoom, from, to)                                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_assert_cmpfloat_with_epsilon ((zoom)->min, from, 1e-9);                                      \
    g_assert_cmpfloat_with_epsilon ((zoom)->max, to, 1e-9);                                        \
  }                                                                                                \
  G_STMT_END

static NormlabChartZoom
make (double min, double max, gboolean whole)
{
  NormlabChartZoom zoom = { 0 };

  normlab_chart_zoom_set_full (&zoom, min, max, whole);
  return zoom;
}

static void
test_follow (void)
{
  NormlabChartZoom zoom = make (0, 100, FALSE);

  g_assert_false (zoom.zoomed);
  normlab_chart_zoom_set_full (&zoom, 0, 200, FALSE);
  assert_shows (&zoom, 0, 200);

  normlab_chart_zoom_show (&zoom, 80, 40);
  normlab_chart_zoom_set_full (&zoom, 0, 400, FALSE);
  g_assert_true (zoom.zoomed);
  assert_shows (&zoom, 40, 80);

  normlab_chart_zoom_set_full (&zoom, 0, 60, FALSE);
  assert_shows (&zoom, 20, 60);
  normlab_chart_zoom_set_full (&zoom, 0, 30, FALSE);
  g_assert_false (zoom.zoomed);
  assert_shows (&zoom, 0, 30);
}

/* What is under the pointer stays there. */
static void
test_about (void)
{
  NormlabChartZoom zoom = make (0, 1000, FALSE);

  normlab_chart_zoom_about (&zoom, 250, 2);
  assert_shows (&zoom, 125, 625);
  normlab_chart_zoom_about (&zoom, 250, 2);
  assert_shows (&zoom, 187.5, 437.5);
  normlab_chart_zoom_about (&zoom, 250, 0.5);
  assert_shows (&zoom, 125, 625);

  /* Unless there is nothing more to show. */
  normlab_chart_zoom_about (&zoom, 600, 0.6);
  assert_shows (&zoom, 0, 500 / 0.6);
  normlab_chart_zoom_about (&zoom, 600, 0.1);
  g_assert_false (zoom.zoomed);
  assert_shows (&zoom, 0, 1000);
}

static void
test_limits (void)
{
  NormlabChartZoom steps = make (0, 1000, TRUE);
  NormlabChartZoom values = make (0, 1, FALSE);
  NormlabChartZoom few = make (0, 2, TRUE);

  for (guint i = 0; i < 100; i++)
    {
      normlab_chart_zoom_about (&steps, 500, 2);
      normlab_chart_zoom_about (&values, 1, 2);
      normlab_chart_zoom_about (&few, 1, 2);
    }
  assert_shows (&steps, 498, 502);
  assert_shows (&values, 1 - values.least, 1);
  g_assert_cmpfloat (values.least, >, 0);
  assert_shows (&few, 0, 2);

  normlab_chart_zoom_show (&steps, 7, 7);
  assert_shows (&steps, 5, 9);
  normlab_chart_zoom_show (&steps, -500, -400);
  assert_shows (&steps, 0, 4);
  normlab_chart_zoom_show (&steps, -500, 5000);
  g_assert_false (steps.zoomed);
}

static void
test_pan (void)
{
  NormlabChartZoom zoom = make (0, 100, FALSE);

  normlab_chart_zoom_pan (&zoom, 10);
  assert_shows (&zoom, 0, 100);
  normlab_chart_zoom_show (&zoom, 20, 40);
  normlab_chart_zoom_pan (&zoom, 10);
  assert_shows (&zoom, 30, 50);
  normlab_chart_zoom_pan (&zoom, 1000);
  assert_shows (&zoom, 80, 100);
  normlab_chart_zoom_pan (&zoom, -1000);
  assert_shows (&zoom, 0, 20);
  normlab_chart_zoom_reset (&zoom);
  assert_shows (&zoom, 0, 100);
}

/* With a head, what nobody has zoomed ends there; everything else is there to be chosen. */
static void
test_head (void)
{
  NormlabChartZoom zoom = make (0, 1000, TRUE);

  normlab_chart_zoom_set_head (&zoom, 20);
  g_assert_false (zoom.zoomed);
  g_assert_true (normlab_chart_zoom_shows_part (&zoom));
  assert_shows (&zoom, 0, 20);
  normlab_chart_zoom_set_head (&zoom, 25);
  assert_shows (&zoom, 0, 25);

  normlab_chart_zoom_about (&zoom, 0, 0.5);
  g_assert_true (zoom.zoomed);
  assert_shows (&zoom, 0, 50);
  normlab_chart_zoom_set_head (&zoom, 30);
  assert_shows (&zoom, 0, 50);
  normlab_chart_zoom_about (&zoom, 0, 0.01);
  assert_shows (&zoom, 0, 1000);
  g_assert_true (zoom.zoomed);
  normlab_chart_zoom_set_full (&zoom, 0, 1000, TRUE);
  normlab_chart_zoom_set_head (&zoom, 40);
  assert_shows (&zoom, 0, 1000);
  normlab_chart_zoom_reset (&zoom);
  assert_shows (&zoom, 0, 40);
  normlab_chart_zoom_pan (&zoom, 30);
  g_assert_true (zoom.zoomed);
  assert_shows (&zoom, 30, 70);

  /* Everything is no longer anything that was chosen once there is no head. */
  normlab_chart_zoom_show (&zoom, 0, 1000);
  g_assert_true (zoom.zoomed);
  normlab_chart_zoom_set_head (&zoom, 0);
  g_assert_false (normlab_chart_zoom_shows_part (&zoom));
  assert_shows (&zoom, 0, 1000);
  /* 0 is none, wherever it lies; nor is there one beyond everything. */
  normlab_chart_zoom_set_full (&zoom, -50, 1000, FALSE);
  assert_shows (&zoom, -50, 1000);
  normlab_chart_zoom_set_full (&zoom, 0, 1000, TRUE);
  normlab_chart_zoom_set_head (&zoom, 1000);
  g_assert_false (normlab_chart_zoom_shows_part (&zoom));
  assert_shows (&zoom, 0, 1000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-zoom/follow", test_follow);
  g_test_add_func ("/chart-zoom/about", test_about);
  g_test_add_func ("/chart-zoom/limits", test_limits);
  g_test_add_func ("/chart-zoom/pan", test_pan);
  g_test_add_func ("/chart-zoom/head", test_head);
  return g_test_run ();
}
