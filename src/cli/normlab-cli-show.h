/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "normlab-cli show": what is in a session. @arguments: the command's name and what follows. The
 * exit status. */
int normlab_cli_show (char ***arguments);

G_END_DECLS
