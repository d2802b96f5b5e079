/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept of all runs is kept within one budget. */
#include "normlab-scheduler.h"
#include "normlab-test-lab.h"

enum
{
  KIB = 1 << 10,
  N_RUNS = 4,
  STEPS = 400,
};

static guint
count_checkpoints (NormlabTestLab *self)
{
  NormlabReplay *replay = normlab_lab_get_replay (self->lab);
  guint n = 0;

  for (guint i = 0; i < normlab_test_lab_get_n (self); i++)
    n += normlab_replay_get_n_checkpoints (replay, normlab_test_lab_get_run (self, i));
  return n;
}

/* Checkpoints give way at once, and come back no more than there is room; measurements stay. */
static void
test_checkpoints (NormlabTestLab *self, gconstpointer data)
{
  NormlabReplay *replay = normlab_lab_get_replay (self->lab);
  guint n;

  g_assert_cmpuint (normlab_replay_get_budget (replay), ==, NORMLAB_REPLAY_BUDGET);
  normlab_test_lab_train (self, N_RUNS, STEPS);
  normlab_test_lab_wait_idle (self, 20);
  n = count_checkpoints (self);
  g_assert_cmpuint (n, >, 10 * N_RUNS);
  normlab_lab_set_memory (self->lab, normlab_replay_get_size (replay) / 2);
  g_assert_cmpuint (normlab_replay_get_size (replay), <=, normlab_replay_get_budget (replay));
  g_assert_cmpuint (count_checkpoints (self), <=, n / 2);
  g_assert_cmpuint (count_checkpoints (self), >=, N_RUNS);
  for (guint i = 0; i < N_RUNS; i++)
    g_assert_cmpuint (normlab_run_get_n_samples (normlab_test_lab_get_run (self, i)), ==,
                      1 + STEPS / 10);
  n = count_checkpoints (self);
  normlab_test_lab_train (self, N_RUNS, STEPS);
  normlab_test_lab_wait_idle (self, 20);
  g_assert_cmpuint (normlab_replay_get_size (replay), <=, normlab_replay_get_budget (replay));
}

/* However much has been measured, there is room for some states; what is measured takes of theirs.
    */
static void
test_samples (NormlabTestLab *self, gconstpointer data)
{
  NormlabReplay *replay = normlab_lab_get_replay (self->lab);
  const gsize samples = N_RUNS * (1 + STEPS / 10) * sizeof (NormlabSample);

  normlab_test_lab_train (self, N_RUNS, STEPS);
  normlab_test_lab_wait_idle (self, 20);
  normlab_lab_set_memory (self->lab, 2 * samples);
  g_assert_cmpuint (normlab_replay_get_budget (replay), ==, samples);
  normlab_lab_set_memory (self->lab, samples);
  g_assert_cmpuint (normlab_replay_get_budget (replay), ==, samples / 8);
  normlab_lab_set_memory (self->lab, 1);
  g_assert_cmpuint (normlab_replay_get_budget (replay), ==, 0);
  for (guint i = 0; i < N_RUNS; i++)
    g_assert_cmpuint (normlab_run_get_n_samples (normlab_test_lab_get_run (self, i)), ==,
                      1 + STEPS / 10);
}

/* Probes have room kept for them from when there are some, and become fewer where that is little.
    */
static void
test_probes (NormlabTestLab *self, gconstpointer data)
{
  NormlabReplay *replay = normlab_lab_get_replay (self->lab);
  NormlabRun *run;
  guint n;

  normlab_test_lab_train (self, 1, NORMLAB_TEST_LAB_ENDLESS);
  run = normlab_test_lab_get_run (self, 0);
  normlab_run_watch (run);
  normlab_test_lab_wait_for_step (self, 0, 2000);
  normlab_lab_stop (self->lab, NULL);
  normlab_test_lab_wait_idle (self, 20);
  normlab_run_unwatch (run);
  n = normlab_run_get_n_probes (run);
  g_assert_cmpuint (n, >, 4);
  normlab_lab_set_memory (self->lab, 8 << 20);
  g_assert_cmpuint (normlab_replay_get_budget (replay), <, (8 << 20) - NORMLAB_RUN_PROBE_BUDGET);
  g_assert_cmpuint (normlab_run_get_n_probes (run), ==, n);
  normlab_lab_set_memory (self->lab, 64 * KIB);
  g_assert_cmpuint (normlab_run_get_n_probes (run), <, n);
  g_assert_cmpuint (normlab_run_get_n_probes (run), >, 0);
}

/* Whoever comes later has no more than the others. */
static void
test_later (NormlabTestLab *self, gconstpointer data)
{
  NormlabRun *run;

  normlab_lab_set_memory (self->lab, 64 * KIB);
  normlab_test_lab_train (self, 1, NORMLAB_TEST_LAB_ENDLESS);
  run = normlab_test_lab_get_run (self, 0);
  normlab_run_watch (run);
  normlab_test_lab_wait_for_step (self, 0, 2000);
  normlab_lab_stop (self->lab, NULL);
  normlab_test_lab_wait_idle (self, 20);
  normlab_run_unwatch (run);
  g_assert_cmpuint (normlab_run_get_n_probes (run), <, 12);
}

int
main (int argc, char *argv[])
{
#define ADD(path, test)                                                                            \
  g_test_add ("/lab-memory/" path, NormlabTestLab, NULL, normlab_test_lab_set_up, test,            \
              normlab_test_lab_tear_down)
  g_test_init (&argc, &argv, NULL);
  ADD ("checkpoints", test_checkpoints);
  ADD ("samples", test_samples);
  ADD ("probes", test_probes);
  ADD ("later", test_later);
  return g_test_run ();
}
