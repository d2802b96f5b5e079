/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-run.h"

G_BEGIN_DECLS

/**
 * NormlabCliCsv:
 *
 * Results on their way into a file: the rows of a run are written when it and all before it have
 * ended, and then it need not keep them.
 */
typedef struct _NormlabCliCsv NormlabCliCsv;

/* path: (nullable) for none; "-" is standard output, which gets all at the end. runs: NormlabRun,
 * borrowed. numbers: (nullable) what they are in a larger whole, NormlabCliNumbers. condenses:
 * whether histories are let go of (normlab_run_condense()). */
NormlabCliCsv *
normlab_cli_csv_new (const char *path, GPtrArray *runs, GArray *numbers, gboolean condenses);
/* What has not been finished leaves no file behind. */
void normlab_cli_csv_free (NormlabCliCsv *self);

/* Writes what there is to be written, the runs having been drained. What goes wrong is told at the
 * end. */
void normlab_cli_csv_update (NormlabCliCsv *self);
/* The runs were stopped before they were through: what there is of them is to have the file's name
 * with ".part" behind it. */
void normlab_cli_csv_set_is_part (NormlabCliCsv *self);
/* All runs have ended: now the file is there. */
gboolean normlab_cli_csv_finish (NormlabCliCsv *self, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabCliCsv, normlab_cli_csv_free)

G_END_DECLS
