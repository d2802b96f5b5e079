/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "normlab-cli data get [NAME]": fetches a data set into the user's cache and prints the folder;
 * without NAME it says what there is. arguments: from "data" on. Returns the exit status. */
int normlab_cli_data_get (char **arguments);

G_END_DECLS
