/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making a data set ready looks at its cancellable all the time, so that whoever waits for a
 * cancelled one need not wait long. */
#include <malloc.h>
#include <time.h>

#include "normlab-dataset.h"
#include "normlab-error.h"
#include "normlab-test.h"

/* The processor's time that may pass between two looks, s; on machines that are much slower than
 * ours the window still closes at once. */
#define LONGEST 0.05
#define N_CANCELLED 12

/* In place of the function that looks: it notes the time that the thread has computed since it
 * looked last, and cancels at a certain look. */

static struct
{
  int n_looks;   /* atomic */
  int cancel_at; /* −1: never */
  GMutex mutex;
  double longest; /* s, under the mutex */
  int n_after;    /* atomic: how often it was seen to be cancelled */
} looks;

gboolean __real_g_cancellable_is_cancelled (GCancellable *cancellable);
gboolean __wrap_g_cancellable_is_cancelled (GCancellable *cancellable);

static _Thread_local double last_look;

static double
get_seconds (void)
{
  struct timespec now;

  g_assert_cmpint (clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now), ==, 0);
  return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}

static void
note (double seconds)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&looks.mutex);

  looks.longest = MAX (looks.longest, seconds);
}

gboolean
__wrap_g_cancellable_is_cancelled (GCancellable *cancellable)
{
  double now = get_seconds ();
  gboolean cancelled;

  if (now - last_look > LONGEST / 10)
    note (now - last_look);
  last_look = now;
  if (cancellable == NULL)
    return FALSE;
  if (g_atomic_int_add (&looks.n_looks, 1) == looks.cancel_at)
    g_cancellable_cancel (cancellable);
  cancelled = __real_g_cancellable_is_cancelled (cancellable);
  g_atomic_int_add (&looks.n_after, cancelled);
  return cancelled;
}

/* folder: NULL for the built-in digits. */
static NormlabDataset *
make (const char *folder, int cancel_at, GError **error)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  NormlabDataset *dataset;

  looks.n_looks = looks.n_after = 0;
  looks.cancel_at = cancel_at;
  looks.longest = 0;
  last_look = get_seconds ();
  dataset = folder != NULL ? normlab_dataset_load (folder, cancellable, error)
                           : normlab_dataset_new_builtin (cancellable, error);
  note (get_seconds () - last_look);
  return dataset;
}

/* At each image whenever all are gone through: thrice for the pixels with ink, and twice for the
 * pairs of those of the test set. */
#define N_LOOKS_AT_IMAGES (3 * 70000 + 2 * 10000)

/* Wherever it is cancelled, nothing comes of it, and each of the threads notices at its next look
 * or is not begun. */
static void
check (const char *folder, int min_looks)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabDataset) whole = make (folder, -1, &error);
  int n_looks = looks.n_looks;

  g_assert_no_error (error);
  g_assert_nonnull (whole);
  g_test_message ("%d looks, %.1f ms apart at most", n_looks, 1e3 * looks.longest);
  g_assert_cmpfloat (looks.longest, <, LONGEST);
  g_assert_cmpint (n_looks, >=, min_looks);

  for (int i = 0; i < N_CANCELLED; i++)
    {
      int at = (int) ((gint64) n_looks * i / N_CANCELLED);

      g_assert_null (make (folder, at, &error));
      g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED);
      g_clear_error (&error);
      g_assert_cmpfloat (looks.longest, <, LONGEST);
      g_assert_cmpint (looks.n_after, <, 100);
    }
}

static void
test_builtin (void)
{
  /* And at each block that is drawn, and at each MiB of which a checksum is made. */
  check (NULL, N_LOOKS_AT_IMAGES + 70000 / 250 + 70000 * 784 / (1 << 20));
}

static void
test_folder (void)
{
  g_autofree char *folder = normlab_test_shared ("mnist");

  if (folder != NULL)
    check (folder, N_LOOKS_AT_IMAGES + 70000 * 784 / (256 << 10));
}

int
main (int argc, char *argv[])
{
  /* Meson has all fresh memory overwritten, which for the images of a whole data set takes a fifth
   * of a second where the memory itself is slow to come by. */
#ifdef M_PERTURB
  mallopt (M_PERTURB, 0);
#endif
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset-cancel/builtin", test_builtin);
  g_test_add_func ("/dataset-cancel/folder", test_folder);
  return g_test_run ();
}
