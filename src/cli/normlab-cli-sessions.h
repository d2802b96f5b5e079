/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "normlab-cli sessions": what the windows have kept. @arguments: the command's name and what
 * follows. The exit status. */
int normlab_cli_sessions (char ***arguments);

G_END_DECLS
