/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-run.h"

G_BEGIN_DECLS

/* What a file of results that is to be written holds already. */
typedef enum
{
  NORMLAB_CLI_ALREADY_NOTHING, /* it is not there, or not all of the runs are */
  NORMLAB_CLI_ALREADY_ALL,     /* just these runs, each to its end */
  NORMLAB_CLI_ALREADY_OTHER,   /* something else, as the error says */
} NormlabCliAlready;

/* Whether @path, which may not be there, holds the results of @runs, whose @numbers in the whole
 * are NormlabCliNumbers. */
NormlabCliAlready
normlab_cli_already_look (const char *path, GPtrArray *runs, const GArray *numbers, GError **error);

G_END_DECLS
