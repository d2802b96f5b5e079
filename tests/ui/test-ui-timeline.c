/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any step again: the bar beneath the pages, its keys, and what the curves show of it. */
#include "normlab-test-window.h"

#include <math.h>
#include <string.h>

#include "normlab-chart-view.h"
#include "normlab-pages.h"
#include "normlab-time-bar.h"

typedef struct
{
  NormlabTestWindow window;
  NormlabTimeline *timeline;
  GtkWidget *bar;
  NormlabChartView *view;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  normlab_test_window_set_up (&self->window, data);
  self->timeline = normlab_pages_get_timeline (
      NORMLAB_PAGES (normlab_test_window_find (&self->window, NORMLAB_TYPE_PAGES, NULL)));
  self->bar = normlab_test_window_find (&self->window, NORMLAB_TYPE_TIME_BAR, NULL);
  self->view = NORMLAB_CHART_VIEW (
      normlab_test_window_find (&self->window, NORMLAB_TYPE_CHART_VIEW, NULL));
  g_assert_false (gtk_widget_get_mapped (self->bar));
  normlab_test_window_choose (&self->window, NORMLAB_TEST_WINDOW_SET);
  normlab_test_window_activate (&self->window, "train");
  normlab_test_window_wait_done (&self->window);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  normlab_test_window_tear_down (&self->window, data);
}

static GtkWidget *
get_child (Fixture *self, const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (self->bar, NORMLAB_TYPE_TIME_BAR, name));
}

static void
slide (Fixture *self, double value)
{
  gtk_range_set_value (GTK_RANGE (get_child (self, "scale")), value);
}

static void
assert_cursor (Fixture *self, double x)
{
  double cursor = normlab_chart_view_get_cursor (self->view);

  g_assert_true (cursor == x || (isnan (cursor) && isnan (x)));
}

static void
assert_step (Fixture *self, const char *text, gboolean live)
{
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_child (self, "label"))), ==, text);
  g_assert_cmpint (normlab_timeline_is_live (self->timeline), ==, live);
  g_assert_cmpint (
      gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (get_child (self, "live_button"))), ==, live);
}

static void
test_slider (Fixture *self, gconstpointer data)
{
  g_assert_true (gtk_widget_get_mapped (self->bar));
  assert_step (self, "step 60", TRUE);
  assert_cursor (self, NAN);

  slide (self, 33.4);
  assert_step (self, "step 33", FALSE);
  assert_cursor (self, 33);
  slide (self, 0);
  assert_step (self, "step 0", FALSE);
  assert_cursor (self, 0);
  slide (self, 60);
  assert_step (self, "step 60", TRUE);
  assert_cursor (self, NAN);

  slide (self, 7);
  g_signal_emit_by_name (get_child (self, "live_button"), "clicked");
  assert_step (self, "step 60", TRUE);
  g_signal_emit_by_name (get_child (self, "live_button"), "clicked");
  assert_step (self, "step 60", TRUE);
}

/* With the keys on the slider one goes from measurement to measurement, or ten of them at once. */
static void
test_slider_keys (Fixture *self, gconstpointer data)
{
  GtkWidget *scale = get_child (self, "scale");

  slide (self, 35);
  g_signal_emit_by_name (scale, "move-slider", GTK_SCROLL_STEP_BACKWARD);
  assert_step (self, "step 25", FALSE);
  g_signal_emit_by_name (scale, "move-slider", GTK_SCROLL_STEP_FORWARD);
  assert_step (self, "step 35", FALSE);
  g_signal_emit_by_name (scale, "move-slider", GTK_SCROLL_PAGE_BACKWARD);
  assert_step (self, "step 0", FALSE);
  g_signal_emit_by_name (scale, "move-slider", GTK_SCROLL_PAGE_FORWARD);
  assert_step (self, "step 60", TRUE);
}

static void
set_abscissa (Fixture *self, const char *abscissa)
{
  g_action_group_change_action_state (G_ACTION_GROUP (self->window.window), "abscissa",
                                      g_variant_new_string (abscissa));
}

/* Where the axis is time, or counts measurements, a step has no one place; images seen have. */
static void
test_axes (Fixture *self, gconstpointer data)
{
  slide (self, 20);
  assert_cursor (self, 20);
  set_abscissa (self, "seconds");
  assert_cursor (self, NAN);
  set_abscissa (self, "images");
  assert_cursor (self, 20 * 20);
  set_abscissa (self, "steps");
  assert_cursor (self, 20);
  g_action_group_change_action_state (G_ACTION_GROUP (self->window.window), "look",
                                      g_variant_new_string ("notebook"));
  assert_cursor (self, NAN);
  g_action_group_change_action_state (G_ACTION_GROUP (self->window.window), "look",
                                      g_variant_new_string ("normlab"));
  assert_cursor (self, 20);
}

/* More steps: the newest is the new one, and another stays. */
static void
test_more (Fixture *self, gconstpointer data)
{
  slide (self, 20);
  normlab_test_window_choose (&self->window, "[Set 1]\nhidden=12\niterations=90\nseed=1\n");
  normlab_test_window_activate (&self->window, "train");
  normlab_test_window_wait_done (&self->window);
  assert_step (self, "step 20", FALSE);
  normlab_test_window_activate (&self->window, "time-live");
  assert_step (self, "step 90", TRUE);
  normlab_test_window_activate (&self->window, "clear");
  normlab_test_ui_settle ();
  g_assert_false (gtk_widget_get_mapped (self->bar));
  normlab_test_window_activate (&self->window, "undo");
  normlab_test_ui_frames (self->bar, 2);
  g_assert_true (gtk_widget_get_mapped (self->bar));
}

static void
test_keys (Fixture *self, gconstpointer data)
{
  normlab_test_window_activate (&self->window, "time-back");
  assert_step (self, "step 50", FALSE);
  normlab_test_window_activate (&self->window, "time-back");
  assert_step (self, "step 40", FALSE);
  normlab_test_window_activate (&self->window, "time-forward");
  assert_step (self, "step 50", FALSE);
  normlab_test_window_activate (&self->window, "time-forward");
  assert_step (self, "step 60", TRUE);
}

static gboolean
has_played (gpointer timeline)
{
  return normlab_timeline_is_live (timeline) && !normlab_timeline_get_playing (timeline);
}

static void
note_step (NormlabTimeline *timeline, GParamSpec *property, gpointer data)
{
  GArray *steps = data;
  guint step = normlab_timeline_get_step (timeline);

  g_array_append_val (steps, step);
}

/* From the beginning, on and on to the newest, where it ends. */
static void
test_play (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (guint));

  gtk_drop_down_set_selected (GTK_DROP_DOWN (get_child (self, "speed_drop_down")), 3);
  g_signal_connect (self->timeline, "notify::step", G_CALLBACK (note_step), steps);
  g_signal_emit_by_name (get_child (self, "play_button"), "clicked");
  g_assert_true (normlab_timeline_get_playing (self->timeline));
  g_assert_cmpstr (gtk_button_get_icon_name (GTK_BUTTON (get_child (self, "play_button"))), ==,
                   "media-playback-pause-symbolic");
  normlab_test_ui_wait (has_played, self->timeline, 20);
  g_signal_handlers_disconnect_by_data (self->timeline, steps);
  g_assert_cmpstr (gtk_button_get_icon_name (GTK_BUTTON (get_child (self, "play_button"))), ==,
                   "media-playback-start-symbolic");
  g_assert_cmpuint (steps->len, >, 3);
  g_assert_cmpuint (g_array_index (steps, guint, 0), ==, 0);
  for (guint i = 1; i < steps->len; i++)
    g_assert_cmpuint (g_array_index (steps, guint, i), >, g_array_index (steps, guint, i - 1));
  g_assert_cmpuint (g_array_index (steps, guint, steps->len - 1), ==, NORMLAB_TIMELINE_LIVE);

  normlab_test_window_activate (&self->window, "time-play");
  g_assert_true (normlab_timeline_get_playing (self->timeline));
  normlab_test_window_activate (&self->window, "time-play");
  g_assert_false (normlab_timeline_get_playing (self->timeline));
  /* It closes while it plays. */
  normlab_test_window_activate (&self->window, "time-play");
}

/* Most of the screen is the chart's, but for who looks at another step. */
static void
test_projector (Fixture *self, gconstpointer data)
{
  normlab_test_window_activate (&self->window, "projector");
  normlab_test_ui_settle ();
  g_assert_false (gtk_widget_get_mapped (self->bar));
  normlab_test_window_activate (&self->window, "time-back");
  normlab_test_ui_settle ();
  g_assert_true (gtk_widget_get_mapped (self->bar));
  normlab_test_window_activate (&self->window, "time-live");
  normlab_test_ui_settle ();
  g_assert_false (gtk_widget_get_mapped (self->bar));
  normlab_test_window_activate (&self->window, "projector");
  normlab_test_ui_settle ();
  g_assert_true (gtk_widget_get_mapped (self->bar));
}

/* Pixels that differ. */
static guint
count_different (cairo_surface_t *a, cairo_surface_t *b)
{
  int width = cairo_image_surface_get_width (a), height = cairo_image_surface_get_height (a);
  int stride = cairo_image_surface_get_stride (a);
  const guint8 *data_a = cairo_image_surface_get_data (a);
  const guint8 *data_b = cairo_image_surface_get_data (b);
  guint n = 0;

  g_assert_cmpint (width, ==, cairo_image_surface_get_width (b));
  g_assert_cmpint (height, ==, cairo_image_surface_get_height (b));
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      n += memcmp (data_a + y * stride + 4 * x, data_b + y * stride + 4 * x, 4) != 0 ? 1 : 0;
  return n;
}

static cairo_surface_t *
paint (Fixture *self)
{
  normlab_test_ui_frames (GTK_WIDGET (self->view), 3);
  return normlab_test_ui_paint (GTK_WIDGET (self->view));
}

/* A line from top to bottom of the plot, and a dot; nothing of it stays. */
static void
test_picture (Fixture *self, gconstpointer data)
{
  cairo_surface_t *before = paint (self), *after, *again;
  guint height = (guint) cairo_image_surface_get_height (before);

  slide (self, 30);
  after = paint (self);
  normlab_test_window_activate (&self->window, "time-live");
  again = paint (self);
  g_assert_cmpuint (count_different (before, after), >, height / 3);
  g_assert_cmpuint (count_different (before, after), <, 10 * height);
  g_assert_cmpuint (count_different (before, again), ==, 0);
  cairo_surface_destroy (before);
  cairo_surface_destroy (after);
  cairo_surface_destroy (again);
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);

#define ADD(name, function)                                                                        \
  g_test_add ("/ui/timeline/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("slider", test_slider);
  ADD ("slider-keys", test_slider_keys);
  ADD ("axes", test_axes);
  ADD ("more", test_more);
  ADD ("keys", test_keys);
  ADD ("play", test_play);
  ADD ("projector", test_projector);
  ADD ("picture", test_picture);

  return g_test_run ();
}
