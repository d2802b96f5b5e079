/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-cli-slice.h"
#include "normlab-run.h"
#include "normlab-scratch.h"

G_BEGIN_DECLS

/**
 * NormlabCliLog:
 *
 * What is measured, for who watches from elsewhere, as JSON Lines: a first line with what is
 * trained, one for each sample as soon as it is there, one for the end of each run, and a last one.
 * Each is written by one write(2) unless it is very long, to the end of the file; where somebody
 * reads it who pauses, that is waited for. What goes wrong is told at the end, and
 * nothing is written then any more.
 */
typedef struct _NormlabCliLog NormlabCliLog;

/* Opens @path, of which nothing is kept that was there, and writes the first line. path: (nullable)
 * for none; "-" is standard output. runs: NormlabRun, borrowed, as @names, what each is called.
 * numbers: what they are in the whole, NormlabCliNumbers. stop: (nullable) see NormlabStop;
 * once it is set nobody is waited for who does not read. */
NormlabCliLog *normlab_cli_log_new (const char *path,
                                    GPtrArray *runs,
                                    GPtrArray *names,
                                    const GArray *numbers,
                                    NormlabStop stop);
void normlab_cli_log_free (NormlabCliLog *self);

/* Writes what there is to be written, the runs having been drained and not been condensed. */
void normlab_cli_log_update (NormlabCliLog *self);
/* Writes the last line. @stopped: whether all was to end before its time. FALSE with an error if
 * anything could not be written. */
gboolean normlab_cli_log_finish (NormlabCliLog *self, gboolean stopped, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabCliLog, normlab_cli_log_free)

G_END_DECLS
