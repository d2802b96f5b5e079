/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-tasks.h"

/* What people are told of what is done aside, and when. */

static gint64 now;

static gint64
get_time (gpointer user_data)
{
  return now;
}

static void
count (guint *n_changes)
{
  (*n_changes)++;
}

/* Nobody is bothered with what is over at once; what lasts can be cancelled, and nothing else. */
static void
test_shown (void)
{
  const NormlabClock clock = { .get_time = get_time };
  NormlabTasks *tasks = normlab_tasks_new ();
  NormlabTask *first, *second;
  guint n_changes = 0;

  normlab_tasks_set_clock (tasks, &clock);
  g_signal_connect_swapped (tasks, "changed", G_CALLBACK (count), &n_changes);
  first = normlab_tasks_begin (tasks, "Opening");
  second = normlab_tasks_begin (tasks, "Saving");
  g_assert_cmpuint (normlab_tasks_get_n (tasks), ==, 2);
  g_assert_null (normlab_tasks_get_shown (tasks));
  normlab_tasks_cancel_shown (tasks);
  g_assert_false (g_cancellable_is_cancelled (normlab_task_get_progress (first)->cancellable));
  now += NORMLAB_TASKS_DELAY - 1;
  g_assert_null (normlab_tasks_get_shown (tasks));
  now += 1;
  g_assert_true (normlab_tasks_get_shown (tasks) == first);
  g_assert_cmpstr (normlab_task_get_title (first), ==, "Opening");

  normlab_progress_begin_phase (normlab_task_get_progress (first), 0.5, 1);
  g_assert_true (normlab_progress_report (normlab_task_get_progress (first), 0.5, NULL));
  g_assert_cmpfloat_with_epsilon (normlab_task_get_share (first), 0.75, 0.001);
  g_assert_false (normlab_stop_requested (normlab_task_get_stop (first)));
  normlab_tasks_cancel_shown (tasks);
  g_assert_true (normlab_stop_requested (normlab_task_get_stop (first)));
  g_assert_false (normlab_stop_requested (normlab_task_get_stop (second)));
  g_assert_false (normlab_progress_report (normlab_task_get_progress (first), 0.6, NULL));
  g_assert_false (g_cancellable_is_cancelled (normlab_task_get_progress (second)->cancellable));
  normlab_tasks_end (tasks, first);
  g_assert_true (normlab_tasks_get_shown (tasks) == second);
  normlab_tasks_end (tasks, second);
  g_assert_null (normlab_tasks_get_shown (tasks));
  g_assert_cmpuint (n_changes, ==, 5);
  g_assert_finalize_object (tasks);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tasks/shown", test_shown);
  return g_test_run ();
}
