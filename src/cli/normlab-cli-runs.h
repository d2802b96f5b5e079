/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-cli-verifier.h"

G_BEGIN_DECLS

/* Adds the runs of a file ("-": standard input) to @runs (NormlabCliVerified): of results, a
 * session, or certificates, in whatever text. Errors name the file: NORMLAB_ERROR_FAILED, _FORMAT.
 * */
gboolean normlab_cli_runs_load (const char *path, GPtrArray *runs, GError **error);

G_END_DECLS
