/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the live chart keeps up, on a display: 50 runs of 10,000 points at 1200 × 700. Prints lines
 * of "key value", in ms, or Hz for a rate.
 *
 *   normlab-bench-chart [RUNS POINTS]
 *
 * A frame's time is what its thread computes from the frame clock's first phase to its last;
 * what is left of 16.7 ms is free for other things. The other times are those of a clock on the
 * wall, and of a quiet machine only. */
#include <gtk/gtk.h>
#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "normlab-chart-view.h"

#define WIDTH 1200
#define HEIGHT 700
#define N_FRAMES 200
#define N_REBUILDS 9

typedef struct
{
  GtkWidget *view;
  GtkWindow *window;
  NormlabChartModel *model;
  GRand *random;
  guint n_runs, n_points;
  double begun;
  GArray *times; /* of double: what a frame takes, ms */
  GArray *gaps;  /* from one to the next */
  gint64 last;
  guint n_frames;
} Bench;

static int
compare (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static double
get_share (GArray *values, double share)
{
  g_array_sort (values, compare);
  return g_array_index (values, double, (guint) (share * (values->len - 1) + 0.5));
}

static void
print (const char *name, const char *what, double value)
{
  g_print ("%s%s %.2f\n", name, what, value);
}

static void
report (Bench *self, const char *name, GArray *values)
{
  print (name, "", get_share (values, 0.5));
  print (name, "-p99", get_share (values, 0.99));
}

/* A noisy curve that rises and levels off. */
static double
get_value (Bench *self, guint run, guint point)
{
  double height = 0.9 - 0.7 * run / self->n_runs;

  return 0.05 + height * (1 - exp (-6.0 * point / self->n_points))
         + g_rand_double_range (self->random, -0.03, 0.03);
}

static void
append (Bench *self)
{
  for (guint i = 0; i < self->n_runs; i++)
    {
      NormlabChartSeries *series = g_ptr_array_index (self->model->series, i);
      guint n = series->points->len;

      normlab_chart_series_append (series, n, get_value (self, i, n));
    }
}

static void
fill (Bench *self)
{
  self->model = normlab_chart_model_new ();
  normlab_chart_model_add_panel (self->model, NULL);
  normlab_chart_axis_set_title (&self->model->x, "step");
  normlab_chart_axis_set_title (&self->model->y, "accuracy");
  normlab_chart_axis_set_range (&self->model->x, 0, self->n_points * 1.1);
  normlab_chart_axis_set_range (&self->model->y, 0, 1);
  for (guint i = 0; i < self->n_runs; i++)
    {
      g_autofree char *name = g_strdup_printf ("40,20 seed %u", i);

      normlab_chart_model_add_series (self->model, name, 0, i)->tag = i;
    }
  for (guint i = 0; i < self->n_points; i++)
    append (self);
}

/* What this thread has computed, in ms: others on the machine do not count. */
static double
get_computed (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static void
on_before (GdkFrameClock *clock, Bench *self)
{
  self->begun = get_computed ();
}

static void
on_after (GdkFrameClock *clock, Bench *self)
{
  gint64 now = g_get_monotonic_time ();
  double time = get_computed () - self->begun;
  double gap = (double) (now - self->last) / 1000;

  g_array_append_val (self->times, time);
  if (self->last > 0)
    g_array_append_val (self->gaps, gap);
  self->last = now;
  self->n_frames++;
}

static void
restart (Bench *self)
{
  g_array_set_size (self->times, 0);
  g_array_set_size (self->gaps, 0);
  self->last = 0;
  self->n_frames = 0;
}

/* @step is called before each of @n frames. */
static void
run (Bench *self, guint n, void (*step) (Bench *self, guint i))
{
  restart (self);
  for (guint i = 0; i < n; i++)
    {
      guint before = self->n_frames;

      step (self, i);
      while (self->n_frames == before)
        g_main_context_iteration (NULL, TRUE);
    }
}

static void
wait (Bench *self, double seconds)
{
  gint64 end = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static void
append_step (Bench *self, guint i)
{
  append (self);
  normlab_chart_view_update (NORMLAB_CHART_VIEW (self->view), FALSE);
}

/* Along a circle, crossing many lines. */
static void
hover_step (Bench *self, guint i)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (self->view);

  for (guint c = 0; c < g_list_model_get_n_items (controllers); c++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, c);

      if (GTK_IS_EVENT_CONTROLLER_MOTION (controller))
        g_signal_emit_by_name (controller, "motion", WIDTH * (0.5 + 0.3 * cos (i * 0.05)),
                               HEIGHT * (0.5 + 0.3 * sin (i * 0.05)));
    }
}

static void
idle_step (Bench *self, guint i)
{
  gtk_widget_queue_draw (self->view);
}

/* From a change to the frame that shows all of it. */
static double
time_rebuild (Bench *self, void (*change) (Bench *self, guint i), guint i)
{
  gint64 begun = g_get_monotonic_time ();
  guint n_frames;

  change (self, i);
  n_frames = self->n_frames;
  while (self->n_frames == n_frames
         || !normlab_chart_view_get_settled (NORMLAB_CHART_VIEW (self->view)))
    g_main_context_iteration (NULL, TRUE);
  n_frames = self->n_frames;
  gtk_widget_queue_draw (self->view);
  while (self->n_frames == n_frames)
    g_main_context_iteration (NULL, TRUE);
  return (double) (g_get_monotonic_time () - begun) / 1000;
}

static void
zoom (Bench *self, guint i)
{
  gtk_widget_activate_action (self->view, i % 2 == 0 ? "chart.zoom-in" : "chart.reset-zoom", NULL);
}

static void
resize (Bench *self, guint i)
{
  gtk_widget_set_size_request (self->view, i % 2 == 0 ? WIDTH - 60 : WIDTH, HEIGHT);
  gtk_widget_set_margin_end (self->view, i % 2 == 0 ? 60 : 0);
}

/* A change that makes the chart's lines lie otherwise, over and over; the longest that the main
 * loop has been held up meanwhile. */
static void
rebuild (Bench *self, const char *name, void (*change) (Bench *self, guint i))
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) computed = g_array_new (FALSE, FALSE, sizeof (double));

  restart (self);
  for (guint i = 0; i < 2 * N_REBUILDS; i++)
    {
      double begun = get_computed ();
      double time = time_rebuild (self, change, i);

      begun = get_computed () - begun;
      g_array_append_val (times, time);
      g_array_append_val (computed, begun);
      wait (self, 0.05);
    }
  print (name, "", get_share (times, 0.5));
  print (name, "-worst", get_share (times, 1));
  print (name, "-computed", get_share (computed, 0.5));
  print (name, "-longest-frame", get_share (self->times, 1));
}

static void
show (Bench *self)
{
  GdkFrameClock *clock;
  gint64 begun;

  self->view = normlab_chart_view_new ();
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_decorated (self->window, FALSE);
  gtk_window_set_default_size (self->window, WIDTH, HEIGHT);
  gtk_window_set_child (self->window, self->view);
  gtk_window_present (self->window);
  wait (self, 0.5);
  clock = gtk_widget_get_frame_clock (self->view);
  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before), self);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_after), self);

  begun = g_get_monotonic_time ();
  normlab_chart_view_set_model (NORMLAB_CHART_VIEW (self->view), self->model);
  while (self->n_frames == 0 || !normlab_chart_view_get_settled (NORMLAB_CHART_VIEW (self->view)))
    g_main_context_iteration (NULL, TRUE);
  print ("first", "", (double) (g_get_monotonic_time () - begun) / 1000);
}

static void
measure (Bench *self)
{
  run (self, N_FRAMES, idle_step);
  report (self, "still", self->times);
  run (self, N_FRAMES, append_step);
  report (self, "append", self->times);
  run (self, N_FRAMES, hover_step);
  report (self, "hover", self->times);
  print ("hover-rate", "", 1000 / get_share (self->gaps, 0.5));
  print ("hover-rate", "-p01", 1000 / get_share (self->gaps, 0.99));
  rebuild (self, "zoom", zoom);
  rebuild (self, "resize", resize);
}

int
main (int argc, char *argv[])
{
  Bench self = { .n_runs = 50, .n_points = 10000 };

  if (!gtk_init_check ())
    {
      g_printerr ("normlab-bench-chart: there is no display\n");
      return 1;
    }
  if (argc == 3)
    {
      self.n_runs = (guint) CLAMP (atoi (argv[1]), 1, 1000);
      self.n_points = (guint) CLAMP (atoi (argv[2]), 2, 1000000);
    }
  self.random = g_rand_new_with_seed (1);
  self.times = g_array_new (FALSE, FALSE, sizeof (double));
  self.gaps = g_array_new (FALSE, FALSE, sizeof (double));
  fill (&self);
  show (&self);
  measure (&self);
  gtk_window_destroy (self.window);
  normlab_chart_model_free (self.model);
  g_array_unref (self.times);
  g_array_unref (self.gaps);
  g_rand_free (self.random);
  return 0;
}
