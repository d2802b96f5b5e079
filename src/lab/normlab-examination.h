/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-autopsy.h"
#include "normlab-lab.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_EXAMINATION (normlab_examination_get_type ())
G_DECLARE_FINAL_TYPE (NormlabExamination, normlab_examination, NORMLAB, EXAMINATION, GObject)

/**
 * NormlabExamination:
 *
 * Finds out why a run diverged, in a thread of its own, which ends when it is disposed of.
 *
 * Signals: ::done, once, when that thread has come back.
 */
NormlabExamination *normlab_examination_new (NormlabLab *lab, NormlabRunItem *item);

/* How much is done, from 0 to 1. */
double normlab_examination_get_share (NormlabExamination *self);
/* Whether there is nothing more to come. */
gboolean normlab_examination_is_done (NormlabExamination *self);
/* What was found; NULL before it is done, and where nothing can be. */
const NormlabAutopsy *normlab_examination_get_autopsy (NormlabExamination *self);
/* Why nothing can be found; otherwise NULL. */
const char *normlab_examination_get_message (NormlabExamination *self);

G_END_DECLS
