/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-inbox.h"
#include "normlab-run.h"

G_BEGIN_DECLS

/* Puts news into the inbox; any thread. See normlab_inbox_post(). */
void normlab_run_post (NormlabRun *self, const NormlabRunNews *news);

/* Lets a run that has ended be queued again, to be trained on @dataset up to step @iterations: it
 * has been drained, and nobody trains it any more. What shares its history keeps that. */
void normlab_run_revive (NormlabRun *self, NormlabDataset *dataset, guint iterations);

/* Whether a probe is wanted of the next measurement; any thread. */
gboolean normlab_run_is_watched (NormlabRun *self);

G_END_DECLS
