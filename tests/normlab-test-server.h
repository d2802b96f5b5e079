/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* fetch-server.py, which serves the files of @folder on loopback in the ways that it says. NULL
 * after telling GTest that the test was skipped, where there is no python3. */
GSubprocess *normlab_test_server_begin (const char *folder, guint *port);
void normlab_test_server_end (GSubprocess *self);

G_END_DECLS
