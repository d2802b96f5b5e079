/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-window.h"

#include <time.h>

#include "normlab-session.h"
#include "normlab-test-history.h"

/* How long the window stands still while a large session comes and goes. With
 * NORMLAB_LARGE_SESSION=FILE that session is taken, and the figures are those of it. */

/* A session of a few megabytes whose runs all have a row and a line of their own: what would freeze
 * the window shows. */
#define N_RUNS 400u
#define N_SAMPLES 500u
/* µs: twice to three times what it takes where nothing else runs. */
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#define LONGEST_TURN (10 * G_TIME_SPAN_SECOND)
#else
#define LONGEST_TURN (300 * G_TIME_SPAN_MILLISECOND)
#endif

/* From the return of poll to the next call of it: what the window's thread computes, in µs, so that
 * a busy machine makes no difference. */
static gint64 turn_begin, longest_turn;

static gint64
get_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static void
note_turn (gint64 now)
{
  if (turn_begin != 0 && now - turn_begin > longest_turn)
    longest_turn = now - turn_begin;
}

static int
measure (GPollFD *fds, guint n_fds, int timeout)
{
  int result;

  note_turn (get_time ());
  result = g_poll (fds, n_fds, timeout);
  turn_begin = get_time ();
  return result;
}

static void
begin (void)
{
  longest_turn = 0;
  turn_begin = get_time ();
}

static void
end (const char *what, gint64 since)
{
  gint64 now = g_get_monotonic_time ();

  note_turn (get_time ());
  g_test_message ("%s: %.2f s, longest turn %.1f ms", what, (double) (now - since) / G_USEC_PER_SEC,
                  (double) longest_turn / 1000);
  if (g_getenv ("NORMLAB_LARGE_SESSION") == NULL)
    g_assert_cmpint (longest_turn, <, LONGEST_TURN);
}

static char *
get_path (NormlabTestWindow *self)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *path = g_strdup (g_getenv ("NORMLAB_LARGE_SESSION"));
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (GError) error = NULL;

  if (path != NULL)
    return g_steal_pointer (&path);
  path = g_build_filename (self->folder, "large.normlab", NULL);
  recipe.iterations = 10 * N_SAMPLES;
  for (guint i = 0; i < N_RUNS; i++)
    {
      recipe.learning_rate = 0.001 * (1 + i);
      g_ptr_array_add (runs, normlab_test_history (&recipe, NORMLAB_RUN_FINISHED, N_SAMPLES, 0.5));
    }
  normlab_session_save (path, "Large", runs, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&path);
}

static gboolean
has_runs (gpointer self)
{
  return normlab_test_window_get_n_runs (self) > 0;
}

static gboolean
is_kept (gpointer data)
{
  g_autofree char *path = normlab_test_window_get_last_path ();

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
is_gone (gpointer pointer)
{
  return *(gpointer *) pointer == NULL;
}

/* As on a machine that is slow to draw: a frame takes longer than there is until the next one. */
static gboolean
draw_slowly (GtkWidget *window, GdkFrameClock *clock, gpointer data)
{
  gtk_widget_queue_draw (window);
  g_usleep (150000);
  return G_SOURCE_CONTINUE;
}

static void
test_large (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *path = get_path (self);
  gint64 since = g_get_monotonic_time ();
  NormlabRun *run;

  g_main_context_set_poll_func (NULL, measure);
  begin ();
  normlab_window_open_file (self->window, path);
  normlab_test_ui_wait (has_runs, self, 120);
  end ("opened", since);

  begin ();
  since = g_get_monotonic_time ();
  normlab_test_ui_frames (GTK_WIDGET (self->window), 60);
  end ("shown", since);

  begin ();
  since = g_get_monotonic_time ();
  normlab_run_item_set_custom_name (normlab_test_window_get_item (self, 0), "Mine");
  normlab_test_ui_wait (is_kept, NULL, 300);
  end ("kept", since);

  begin ();
  since = g_get_monotonic_time ();
  normlab_test_window_activate (self, "clear");
  normlab_test_ui_frames (GTK_WIDGET (self->window), 10);
  end ("cleared", since);

  begin ();
  since = g_get_monotonic_time ();
  normlab_test_window_activate (self, "undo");
  normlab_test_ui_frames (GTK_WIDGET (self->window), 60);
  end ("there again", since);

  begin ();
  since = g_get_monotonic_time ();
  run = normlab_run_item_get_run (normlab_test_window_get_item (self, 0));
  g_object_add_weak_pointer (G_OBJECT (run), (gpointer *) &run);
  normlab_run_item_set_custom_name (normlab_test_window_get_item (self, 0), "Ours");
  gtk_widget_add_tick_callback (GTK_WIDGET (self->window), draw_slowly, NULL, NULL);
  gtk_window_close (GTK_WINDOW (self->window));
  normlab_test_ui_wait (is_gone, &self->window, 300);
  normlab_test_ui_wait (is_gone, &run, 5);
  end ("closed", since);
  g_main_context_set_poll_func (NULL, NULL);
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);

  g_test_add ("/ui/large/session", NormlabTestWindow, NULL, normlab_test_window_set_up, test_large,
              normlab_test_window_tear_down);

  return g_test_run ();
}
