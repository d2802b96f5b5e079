/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-loop.h"

#include "normlab-test.h"

static gboolean
wake (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
normlab_test_wait_at (const char *place,
                      const char *what,
                      gboolean (*is_done) (gpointer data),
                      gpointer data,
                      double seconds)
{
  gint64 end
      = g_get_monotonic_time () + (gint64) (seconds * NORMLAB_TEST_SLOWNESS * G_USEC_PER_SEC);
  guint source = g_timeout_add (10, wake, NULL);

  while (!is_done (data))
    {
      if (g_get_monotonic_time () > end)
        g_error ("%s: waited %g s in vain for %s", place, seconds * NORMLAB_TEST_SLOWNESS, what);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (source);
}

void
normlab_test_settle (void)
{
  gint64 end = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;

  while (g_main_context_iteration (NULL, FALSE) && g_get_monotonic_time () < end)
    ;
}
