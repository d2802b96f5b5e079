/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "normlab-cli data": @arguments begins with the command's name and is changed. Returns the exit
 * status. */
int normlab_cli_data (char ***arguments);

G_END_DECLS
