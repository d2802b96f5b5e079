/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-ui.h"

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);
  return g_test_run ();
}
