/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rounds of what a class does all day: train, clear, undo, open a session, clear that away, and now
 * and then open another window and close it. Memory stays where it is.
 *
 * test-ui-endure [--rounds N] */
#include "normlab-test-window.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "normlab-memory.h"
#include "normlab-test.h"

#define SET "[Set 1]\nhidden=12\niterations=60\nseed=0;1;2\n"
#define N_RUNS 3

/* Caches fill, and fifty actions that can be undone come together; growth counts from then on. */
#define N_FIRST 100
/* Another window comes and goes every so many rounds. GTK 4.8 never gives back some KiB of each (a
 * tooltip, the sections of menus). */
#define N_TO_WINDOW 10
/* The same where there are no more than a few rounds: two such windows have come and gone, of which
 * GTK 4.18 keeps more than of later ones. */
#define N_FIRST_OF_FEW 12
/* Share by which memory may grow after the first rounds, in use and resident, and bytes a round of
 * a few. */
#define MAX_GROWTH 0.03
#define MAX_GROWTH_A_ROUND (48 << 10)

static guint n_rounds = 20;

typedef struct
{
  gsize in_use;   /* bytes that were allocated and not freed */
  gsize resident; /* bytes of its own that the process has in memory */
} Memory;

/* Bytes. What is shared does not count: programs of others, and the pictures that are on their way
 * to the display, of which there are one or two at a time, 4 MiB each. */
static gsize
get_resident (void)
{
  g_autofree char *text = NULL;
  const char *line;
  unsigned long size = 0;

  g_assert_true (g_file_get_contents ("/proc/self/status", &text, NULL, NULL));
  line = strstr (text, "\nRssAnon:");
  g_assert_nonnull (line);
  g_assert_cmpint (sscanf (line, "\nRssAnon: %lu kB", &size), ==, 1);
  return size << 10;
}

static Memory
measure (void)
{
  struct mallinfo2 info;

  malloc_trim (0);
  info = mallinfo2 ();
  return (Memory){ info.uordblks + info.hblkhd, get_resident () };
}

static void
endure_once (NormlabTestWindow *self, const char *session)
{
  normlab_test_window_choose (self, SET);
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  normlab_test_window_activate (self, "clear");
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 0);
  normlab_test_window_activate (self, "undo");
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, N_RUNS);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 2);
  normlab_window_open_file (self->window, session);
  normlab_test_window_answer (self, "Add");
  normlab_test_window_wait_runs (self, 2 * N_RUNS);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 2);
  normlab_test_window_activate (self, "clear");
  normlab_test_ui_frames (GTK_WIDGET (self->window), 2);
}

/* What a person would have saved. */
static char *
save_session (NormlabTestWindow *self)
{
  char *path = g_build_filename (self->folder, "saved.normlab", NULL);
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GError) error = NULL;

  normlab_test_window_choose (self, SET);
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  runs = normlab_lab_create_run_array (normlab_window_get_lab (self->window));
  normlab_session_save (path, "Saved", runs, &error);
  g_assert_no_error (error);
  normlab_test_window_activate (self, "clear");
  return path;
}

static gboolean
is_gone (gpointer pointer)
{
  return *(gpointer *) pointer == NULL;
}

static void
open_and_close (NormlabTestWindow *self)
{
  NormlabWindow *other = normlab_test_window_open_another (self);

  g_object_add_weak_pointer (G_OBJECT (other), (gpointer *) &other);
  gtk_window_close (GTK_WINDOW (other));
  normlab_test_ui_wait (is_gone, &other, 10);
  normlab_test_ui_settle ();
}

static double
to_mib (gsize bytes)
{
  return (double) bytes / (1 << 20);
}

static void
test_endure (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *session = save_session (self);
  guint n_first = n_rounds > N_FIRST ? N_FIRST : N_FIRST_OF_FEW;
  Memory first = { 0 }, last = { 0 };
  double growth, resident_growth;

  for (guint i = 1; i <= n_rounds; i++)
    {
      endure_once (self, session);
      if (i % N_TO_WINDOW == 1)
        open_and_close (self);
      if (i == n_first || i == n_rounds || i % 50 == 0)
        {
          last = measure ();
          g_test_message ("after %u rounds: %.2f MiB in use, %.2f MiB resident", i,
                          to_mib (last.in_use), to_mib (last.resident));
        }
      if (i == n_first)
        first = last;
    }

  growth = (double) last.in_use / (double) first.in_use - 1;
  resident_growth = (double) last.resident / (double) first.resident - 1;
  g_test_message ("growth after the first %u rounds: %.2f %% in use, %.2f %% resident", n_first,
                  100 * growth, 100 * resident_growth);
  if (n_first == N_FIRST)
    {
      g_assert_cmpfloat (growth, <, MAX_GROWTH);
      g_assert_cmpfloat (resident_growth, <, MAX_GROWTH);
    }
  else
    g_assert_cmpfloat ((double) last.in_use, <,
                       (double) first.in_use + (n_rounds - n_first) * MAX_GROWTH_A_ROUND);
}

int
main (int argc, char *argv[])
{
  normlab_memory_set_compact ();
  normlab_test_ui_init (&argc, &argv);
  for (int i = 1; i + 1 < argc; i += 2)
    if (g_str_equal (argv[i], "--rounds"))
      n_rounds = MAX ((guint) strtoul (argv[i + 1], NULL, 10), N_FIRST_OF_FEW + 1);
  g_test_add ("/endure", NormlabTestWindow, NULL, normlab_test_window_set_up, test_endure,
              normlab_test_window_tear_down);
  return g_test_run ();
}
