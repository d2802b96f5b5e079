/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-cli-train-options.h"
#include "normlab-cli.h"

G_BEGIN_DECLS

/* What others write about their training, for "normlab-cli show". */

/* Whether @path is no key file, as a session is one: a folder, standard input ("-"), or any other
 * file that can be read. */
gboolean normlab_cli_show_logs_is_for (const char *path);

/* Shows what is there, as a table, and as @outputs say as values and as a chart; of what is asked
 * to be drawn and nobody has measured, what somebody has. A map there is not. @steps: nullable: the
 * column of tables that counts steps, or NORMLAB_WATCH_ROWS. */
NormlabCliStatus
normlab_cli_show_logs (const char *path, const char *steps, const NormlabCliTrainOptions *outputs);

G_END_DECLS
