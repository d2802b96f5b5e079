/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-server.h"

GSubprocess *
normlab_test_server_begin (const char *folder, guint *port)
{
  g_autofree char *script
      = g_build_filename (g_getenv ("NORMLAB_SOURCE_DIR"), "tests", "fetch-server.py", NULL);
  GSubprocess *self
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL,
                          "python3", "-B", script, folder, NULL);
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;

  if (self == NULL)
    {
      g_test_skip ("there is no python3 to serve anything");
      return NULL;
    }
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self));
  line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  g_assert_nonnull (line);
  *port = (guint) g_ascii_strtoull (line, NULL, 10);
  g_assert_cmpuint (*port, >, 0);
  return self;
}

void
normlab_test_server_end (GSubprocess *self)
{
  if (self == NULL)
    return;
  g_subprocess_force_exit (self);
  g_subprocess_wait (self, NULL, NULL);
  g_object_unref (self);
}
