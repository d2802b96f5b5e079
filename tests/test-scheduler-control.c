/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <sys/resource.h>
#endif

#include "normlab-random.h"
#include "normlab-test-scheduler.h"
#include "normlab-test.h"

#define SECOND G_TIME_SPAN_SECOND

static void
test_pause (NormlabTestScheduler *fixture, gconstpointer data)
{
  const NormlabRecipe recipe = normlab_test_endless (1);
  g_autoptr (NormlabRun) run = normlab_test_add_run (fixture, &recipe);
  g_autoptr (NormlabRun) other = normlab_test_add_run (fixture, &recipe);
  guint step, samples;

  normlab_test_wait_for_step (fixture->scheduler, run, 20);
  normlab_scheduler_pause (fixture->scheduler, run);
  normlab_scheduler_drain (fixture->scheduler);
  g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_PAUSED);
  g_usleep (60000);
  normlab_scheduler_drain (fixture->scheduler);
  step = normlab_run_get_step (run);
  /* Only that one is paused. */
  normlab_test_wait_for_step (fixture->scheduler, other, step + 500);
  g_assert_cmpuint (normlab_run_get_step (run), ==, step);

  /* One interval at a time, each ending in a sample. */
  normlab_scheduler_pause (fixture->scheduler, NULL);
  for (guint i = 0; i < 3; i++)
    {
      samples = normlab_run_get_n_samples (run);
      normlab_scheduler_step (fixture->scheduler, run);
      normlab_test_wait_for_step (fixture->scheduler, run, (step / 10 + 1 + i) * 10);
      g_usleep (20000);
      normlab_scheduler_drain (fixture->scheduler);
      g_assert_cmpuint (normlab_run_get_step (run), ==, (step / 10 + 1 + i) * 10);
      g_assert_cmpuint (normlab_run_get_n_samples (run), ==, samples + 1);
      g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_PAUSED);
    }
  normlab_scheduler_resume (fixture->scheduler, NULL);
  normlab_test_wait_for_step (fixture->scheduler, run, step + 200);
  g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_RUNNING);
}

/* A stop is answered within 50 ms however large the network. A loaded machine may take longer now
 * and then, but not each time: the shortest of a few is what counts, and that the others end. */
static void
test_stop (NormlabTestScheduler *fixture, gconstpointer data)
{
  static const char *const hidden[] = { "40,20", "2048,2048,2048,2048" };

  for (guint i = 0; i < G_N_ELEMENTS (hidden); i++)
    {
      gint64 shortest = G_MAXINT64;

      for (guint wait = 0; wait < 4; wait++)
        {
          NormlabRecipe recipe = normlab_test_endless (1);
          g_autoptr (NormlabRun) run = NULL;
          gint64 begin, taken;

          normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_HIDDEN, hidden[i], NULL);
          recipe.batch_size = i > 0 ? 2000 : 100;
          run = normlab_test_add_run (fixture, &recipe);
          normlab_test_wait_for_state (fixture->scheduler, run, NORMLAB_RUN_RUNNING);
          g_usleep (i * wait * 500000);
          begin = g_get_monotonic_time ();
          normlab_scheduler_stop (fixture->scheduler, run);
          normlab_test_wait_for_state (fixture->scheduler, run, NORMLAB_RUN_STOPPED);
          taken = g_get_monotonic_time () - begin;
          g_test_message ("%s: stopped in %.1f ms", hidden[i], (double) taken / 1000);
          g_assert_cmpint (taken, <, 10 * SECOND);
          /* The first is still drawing its weights, which is no test of a step. */
          if (wait > 0)
            shortest = MIN (shortest, taken);
          normlab_scheduler_remove (fixture->scheduler, run);
        }
      g_assert_cmpint (shortest, <, 50000 * NORMLAB_TEST_SLOWNESS);
    }
}

/* By the machine's own clock; by one that is set, to the step, in test-scheduler-clock.c. */
static void
test_speed (NormlabTestScheduler *fixture, gconstpointer data)
{
  const NormlabRecipe recipe = normlab_test_endless (1);
  g_autoptr (NormlabRun) run = NULL;
  gint64 begin;

  /* Also of runs to come. */
  normlab_scheduler_set_speed (fixture->scheduler, NULL, 100);
  begin = g_get_monotonic_time ();
  run = normlab_test_add_run (fixture, &recipe);
  normlab_test_wait_for_step (fixture->scheduler, run, 50);
  g_assert_cmpint (g_get_monotonic_time () - begin, >, SECOND / 2 - SECOND / 20);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 2 * SECOND);
}

static void
wake (gpointer data)
{
  g_atomic_int_inc ((gint *) data);
}

/* A fast producer calls once until it has been drained. */
static void
test_notify (NormlabTestScheduler *fixture, gconstpointer data)
{
  const NormlabRecipe recipe = normlab_test_endless (1);
  g_autoptr (NormlabRun) run = NULL;
  gint n = 0;

  normlab_scheduler_set_notify (fixture->scheduler, wake, &n);
  run = normlab_test_add_run (fixture, &recipe);
  g_assert_true (normlab_scheduler_wait (fixture->scheduler, 10 * SECOND));
  g_usleep (100000 * NORMLAB_TEST_SLOWNESS);
  g_assert_cmpint (g_atomic_int_get (&n), ==, 1);
  g_assert_true (normlab_scheduler_drain (fixture->scheduler));
  g_assert_cmpuint (normlab_run_get_step (run), >, 10);
  g_assert_true (normlab_scheduler_wait (fixture->scheduler, 10 * SECOND));
  g_usleep (100000 * NORMLAB_TEST_SLOWNESS);
  g_assert_cmpint (g_atomic_int_get (&n), ==, 2);
  normlab_scheduler_pause (fixture->scheduler, NULL);
  g_usleep (60000);
  normlab_scheduler_drain (fixture->scheduler);
  g_assert_false (normlab_scheduler_wait (fixture->scheduler, 1000));
}

/* Everything at once, in an order drawn from a fixed seed, while runs come, end and go. */
static void
test_storm (NormlabTestScheduler *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabRandom random;

  normlab_random_seed (&random, 2);
  for (guint i = 0; i < 1000; i++)
    {
      guint32 word = normlab_random_next (&random);
      NormlabRun *run = runs->len > 0 ? g_ptr_array_index (runs, (word >> 8) % runs->len) : NULL;
      NormlabRecipe recipe = word & 64 ? normlab_test_quick (i) : normlab_test_endless (i);

      if (word & 128)
        run = NULL;
      switch (word % 8)
        {
        case 0:
        case 1:
          if (runs->len < 20)
            g_ptr_array_add (runs, normlab_test_add_run (fixture, &recipe));
          break;
        case 2:
          normlab_scheduler_pause (fixture->scheduler, run);
          break;
        case 3:
          normlab_scheduler_resume (fixture->scheduler, run);
          break;
        case 4:
          normlab_scheduler_step (fixture->scheduler, run);
          break;
        case 5:
          if (run != NULL)
            normlab_scheduler_stop (fixture->scheduler, run);
          break;
        case 6:
          if (run != NULL)
            {
              normlab_scheduler_remove (fixture->scheduler, run);
              g_assert_true (normlab_run_state_is_final (normlab_run_get_state (run)));
              g_ptr_array_remove_fast (runs, run);
            }
          break;
        default:
          normlab_scheduler_drain (fixture->scheduler);
          g_usleep (word % 1000);
          break;
        }
    }
  normlab_scheduler_stop (fixture->scheduler, NULL);
  normlab_test_finish (fixture->scheduler);
  for (guint i = 0; i < runs->len; i++)
    g_assert_true (
        normlab_run_state_is_final (normlab_run_get_state (g_ptr_array_index (runs, i))));
}

/* Leaving in the middle joins the workers and ends every run. */
static void
test_leave (NormlabTestScheduler *fixture, gconstpointer data)
{
  NormlabScheduler *scheduler = normlab_scheduler_new (3, NULL);
  const NormlabRecipe recipe = normlab_test_endless (1);
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 begin;

  for (guint i = 0; i < 8; i++)
    {
      NormlabRun *run = normlab_run_new (&recipe, fixture->dataset);

      normlab_scheduler_add (scheduler, run);
      g_ptr_array_add (runs, run);
    }
  normlab_test_wait_for_step (scheduler, g_ptr_array_index (runs, 7), 10);
  begin = g_get_monotonic_time ();
  normlab_scheduler_free (scheduler);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, SECOND);
  for (guint i = 0; i < 8; i++)
    {
      normlab_run_drain (g_ptr_array_index (runs, i));
      g_assert_cmpint (normlab_run_get_state (g_ptr_array_index (runs, i)), ==,
                       NORMLAB_RUN_STOPPED);
    }
}

#ifdef __linux__
/* How many threads of this process are called so and are as nice as that. */
static guint
count_threads (const char *name, long niceness)
{
  g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  const char *task;
  guint n = 0;

  while ((task = g_dir_read_name (tasks)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/task", task, "stat", NULL);
      g_autofree char *text = NULL;
      g_auto (GStrv) words = NULL;

      /* "number (name) state …", of which the niceness is the 19th. */
      if (!g_file_get_contents (path, &text, NULL, NULL) || strstr (text, name) == NULL)
        continue;
      words = g_strsplit (strrchr (text, ')') + 2, " ", 0);
      n += strtol (words[16], NULL, 10) == niceness;
    }
  return n;
}

/* The workers leave the processor to others, and nobody else does. */
static void
test_modest (NormlabTestScheduler *fixture, gconstpointer data)
{
  long before = getpriority (PRIO_PROCESS, 0);
  guint others = count_threads ("", before), tries = 0;

  normlab_scheduler_be_modest (fixture->scheduler);
  while (count_threads ("(normlab-worker)", MIN (before + 10, 19)) < 2)
    {
      g_assert_cmpuint (tries++, <, 1000);
      g_usleep (SECOND / 100);
    }
  g_assert_cmpuint (count_threads ("", before), ==, others - 2);
  g_assert_cmpint (getpriority (PRIO_PROCESS, 0), ==, before);
}
#endif

int
main (int argc, char *argv[])
{
  static const NormlabTestSchedulerCase cases[] = {
    { "/scheduler/pause", test_pause },   { "/scheduler/stop", test_stop },
    { "/scheduler/speed", test_speed },   { "/scheduler/notify", test_notify },
#ifdef __linux__
    { "/scheduler/modest", test_modest },
#endif
    { "/scheduler/storm", test_storm },   { "/scheduler/leave", test_leave },
  };

  g_test_init (&argc, &argv, NULL);
  normlab_test_scheduler_add_cases (cases, G_N_ELEMENTS (cases));
  return g_test_run ();
}
