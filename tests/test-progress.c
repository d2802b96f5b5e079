/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-error.h"
#include "normlab-progress.h"

static void
assert_progress (NormlabProgress *self, double share, double expected)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (normlab_progress_report (self, share, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (normlab_progress_get (self), ==, expected);
}

/* A share of a phase is one of its part of the whole. */
static void
test_phases (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  NormlabProgress progress = { .cancellable = cancellable };

  normlab_progress_begin_phase (&progress, 0, 0.5);
  assert_progress (&progress, 0, 0);
  assert_progress (&progress, 0.5, 0.25);
  assert_progress (&progress, 1, 0.5);
  normlab_progress_begin_phase (&progress, 0.5, 1);
  assert_progress (&progress, 0.25, 0.625);
  assert_progress (&progress, 7, 1);
  assert_progress (&progress, -7, 0.5);
}

/* Who does not want it any more gets an error, and it stays where it is; nobody need watch. */
static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  NormlabProgress progress = { .cancellable = cancellable };
  g_autoptr (GError) error = NULL;

  g_assert_true (normlab_progress_report (NULL, 0.5, &error));
  normlab_progress_begin_phase (&progress, 0, 1);
  assert_progress (&progress, 0.25, 0.25);
  g_cancellable_cancel (cancellable);
  g_assert_false (normlab_progress_report (&progress, 0.5, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED);
  g_assert_cmpfloat (normlab_progress_get (&progress), ==, 0.25);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/progress/phases", test_phases);
  g_test_add_func ("/progress/cancelled", test_cancelled);
  return g_test_run ();
}
