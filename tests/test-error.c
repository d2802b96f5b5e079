/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-error.h"

static void
test_quark (void)
{
  g_autoptr (GError) error = g_error_new (NORMLAB_ERROR, NORMLAB_ERROR_DATA, "bad");

  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA);
  g_assert_cmpstr (g_quark_to_string (NORMLAB_ERROR), ==, "normlab-error-quark");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/error/quark", test_quark);
  return g_test_run ();
}
