/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-numpy.h"

/* Another Python than the system's may come first and know nothing of the system's packages. */
static const char *const pythons[] = { "python3", "/usr/bin/python3" };

static gboolean
has_numpy (const char *python)
{
  const char *const arguments[] = { python, "-B", "-c", "import numpy", NULL };
  int status = -1;

  return g_spawn_sync (NULL, (char **) arguments, NULL,
                       G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL
                           | G_SPAWN_STDERR_TO_DEV_NULL,
                       NULL, NULL, NULL, NULL, &status, NULL)
         && status == 0;
}

const char *
normlab_test_numpy_find (void)
{
  static gsize found = 0;

  if (g_once_init_enter (&found))
    {
      guint i = 0;

      while (i < G_N_ELEMENTS (pythons) && !has_numpy (pythons[i]))
        i++;
      g_once_init_leave (&found, i + 1);
    }
  return found <= G_N_ELEMENTS (pythons) ? pythons[found - 1] : NULL;
}

char *
normlab_test_numpy_run (const char *program, const char *argument)
{
  g_autofree char *source = g_strdup_printf ("import sys\nimport numpy as np\n%s", program);
  const char *const arguments[]
      = { normlab_test_numpy_find (), "-B", "-c", source, argument, NULL };
  g_autofree char *complaints = NULL;
  char *out = NULL;
  g_autoptr (GError) error = NULL;
  int status = -1;

  g_assert_nonnull (arguments[0]);
  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &complaints,
                &status, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (complaints, ==, "");
  g_assert_cmpint (status, ==, 0);
  return out;
}
