/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-inspect.h"

NormlabTestCli
normlab_test_inspect (const char *data, const char *options)
{
  g_autofree char *line = g_strdup_printf ("inspect --data %s %s", data, options);
  g_auto (GStrv) arguments = g_strsplit (line, " ", -1);

  g_test_message ("%s", line);
  return normlab_test_cli_run_strv ((const char *const *) arguments);
}

char *
normlab_test_inspect_quietly (const char *data, const char *options)
{
  g_autofree char *quiet = g_strdup_printf ("--quiet %s", options);
  g_auto (NormlabTestCli) cli = normlab_test_inspect (data, quiet);

  g_assert_cmpstr (cli.err, ==, "");
  g_assert_cmpint (cli.status, ==, 0);
  return g_steal_pointer (&cli.out);
}
