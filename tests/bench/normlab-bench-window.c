/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "normlab-application.h"
#include "normlab-window.h"

/* normlab-bench-window NAME EXPERIMENT [DIR]: how the window feels, as lines "key value" in
 * milliseconds (or frames per second, or seconds for "seconds"). The window is the real one, the
 * data those of DIR or the built-in digits, and the actions those of its buttons; what it trains,
 * but for "start", stands in the file EXPERIMENT. NORMLAB_BENCH_START is the monotonic time, in
 * microseconds, at which the caller started the process.
 *
 * start: to the first frame, and from there to the first point
 * train: frames and stalls while the networks train, and how long that takes
 * stop: until all have ended
 * close: says when it closes in the middle of training; the caller sees when it is gone */

typedef struct
{
  const char *name;
  const char *experiment;
  const char *data;
  GApplication *application;
  NormlabWindow *window;
  GdkFrameClock *clock;
  gint64 start, first_frame, ready, trained, asked, last_tick;
  GArray *gaps; /* double, ms between two turns of the main loop */
  guint n_frames;
} Bench;

static double
to_ms (gint64 microseconds)
{
  return (double) microseconds / 1000;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static void
put (const char *key, double value)
{
  g_print ("%s %.3f\n", key, value);
}

static void
finish (Bench *self)
{
  gtk_window_close (GTK_WINDOW (self->window));
}

static void
activate (Bench *self, const char *action)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->window), action, NULL);
}

static gboolean
has_point (Bench *self)
{
  GListModel *runs = normlab_lab_get_runs (normlab_window_get_lab (self->window));
  g_autoptr (NormlabRunItem) item = g_list_model_get_item (runs, 0);

  return item != NULL && normlab_run_get_n_samples (normlab_run_item_get_run (item)) > 0;
}

static guint
get_n_active (Bench *self)
{
  return normlab_lab_get_n_active (normlab_window_get_lab (self->window));
}

/* Each turn of the main loop that a timeout of highest priority sees. */
static gboolean
on_turn (gpointer user_data)
{
  Bench *self = user_data;
  gint64 now = g_get_monotonic_time ();
  double gap = to_ms (now - self->last_tick);

  if (self->last_tick != 0)
    g_array_append_val (self->gaps, gap);
  self->last_tick = now;
  return G_SOURCE_CONTINUE;
}

static void
report_training (Bench *self)
{
  double seconds = (double) (g_get_monotonic_time () - self->trained) / G_USEC_PER_SEC;

  g_array_sort (self->gaps, compare_doubles);
  put ("seconds", seconds);
  put ("fps", self->n_frames / seconds);
  put ("stall_p99", g_array_index (self->gaps, double, self->gaps->len * 99 / 100));
  put ("stall_max", g_array_index (self->gaps, double, self->gaps->len - 1));
}

static gboolean
on_long_enough (gpointer user_data)
{
  Bench *self = user_data;

  self->asked = g_get_monotonic_time ();
  if (g_str_equal (self->name, "close"))
    {
      g_print ("closing %" G_GINT64_FORMAT "\n", self->asked);
      finish (self);
    }
  else
    activate (self, "stop");
  return G_SOURCE_REMOVE;
}

static void
begin_training (Bench *self)
{
  self->trained = g_get_monotonic_time ();
  self->last_tick = self->trained;
  activate (self, "train");
  if (g_str_equal (self->name, "train"))
    g_timeout_add_full (G_PRIORITY_HIGH, 1, on_turn, self, NULL);
  else if (!g_str_equal (self->name, "start"))
    g_timeout_add (700, on_long_enough, self);
}

static void
on_painted (Bench *self)
{
  gint64 now = g_get_monotonic_time ();
  gboolean starts = g_str_equal (self->name, "start");

  self->n_frames++;
  if (self->first_frame == 0)
    {
      self->first_frame = now;
      self->n_frames = 0;
      if (starts)
        {
          put ("first_frame", to_ms (now - self->start));
          begin_training (self);
        }
      return;
    }

  if (self->ready == 0 && normlab_window_get_dataset (self->window) != NULL)
    {
      self->ready = now;
      if (!starts)
        begin_training (self);
    }
  if (starts && has_point (self))
    {
      put ("first_point", to_ms (now - MAX (self->ready, self->trained)));
      finish (self);
    }
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Bench *self = user_data;

  if (self->clock == NULL)
    {
      self->clock = clock;
      g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (on_painted), self);
    }
  if (self->trained != 0 && get_n_active (self) == 0 && has_point (self))
    {
      if (g_str_equal (self->name, "train"))
        {
          report_training (self);
          finish (self);
          return G_SOURCE_REMOVE;
        }
      if (self->asked != 0)
        {
          put ("stop", to_ms (g_get_monotonic_time () - self->asked));
          finish (self);
          return G_SOURCE_REMOVE;
        }
    }
  return G_SOURCE_CONTINUE;
}

static void
on_activate (Bench *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabExperiment) experiment = normlab_experiment_load (self->experiment, &error);

  if (experiment == NULL)
    g_error ("%s", error->message);
  self->window = normlab_window_new (GTK_APPLICATION (self->application), self->data);
  if (!g_str_equal (self->name, "start"))
    normlab_plan_set_experiment (normlab_window_get_plan (self->window), experiment);
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_widget_add_tick_callback (GTK_WIDGET (self->window), on_tick, self, NULL);
}

int
main (int argc, char *argv[])
{
  const char *start = g_getenv ("NORMLAB_BENCH_START");
  Bench self = { 0 };
  int status;

  if (argc < 3)
    {
      g_printerr ("usage: normlab-bench-window start|train|stop|close EXPERIMENT [DIR]\n");
      return 2;
    }
  setlocale (LC_ALL, "");
  self.name = argv[1];
  self.experiment = argv[2];
  self.data = argv[3];
  self.start = start != NULL ? g_ascii_strtoll (start, NULL, 10) : g_get_monotonic_time ();
  self.gaps = g_array_new (FALSE, FALSE, sizeof (double));
  self.application = G_APPLICATION (normlab_application_new ());
  g_application_set_flags (self.application, G_APPLICATION_NON_UNIQUE);
  g_signal_connect_swapped (self.application, "activate", G_CALLBACK (on_activate), &self);

  status = g_application_run (self.application, 1, argv);
  g_object_unref (self.application);
  g_array_unref (self.gaps);
  return status;
}
