/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-cli.h"

G_BEGIN_DECLS

/* What others write about their training, for "normlab-cli show". */

/* Whether @path is no key file, as a session is one: a folder, standard input ("-"), or any other
 * file that can be read. */
gboolean normlab_cli_show_logs_is_for (const char *path);

/* Shows what is there, as a table. @csv: nullable: where the values go. @picture: whether a chart
 * or a map is asked for, which there is not. */
NormlabCliStatus normlab_cli_show_logs (const char *path, const char *csv, gboolean picture);

G_END_DECLS
