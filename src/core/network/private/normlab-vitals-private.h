/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-network-private.h"
#include "normlab-trainer-private.h"
#include "normlab-vitals.h"

G_BEGIN_DECLS

/* The greatest absolute value; not a number where any is none. */
float normlab_vitals_find_greatest (const float *x, gsize n, NormlabStop stop);
/* The first number of @x that is not finite. */
gboolean normlab_vitals_find_bad (const float *x, gsize n, gsize *index);
/* The first layer whose squared weights make the loss infinite; FALSE for none. */
gboolean normlab_vitals_look_at_decay (const NormlabNetwork *network, NormlabBreakdown *found);
/* The brightest pixel of the trainer's batch. */
float normlab_vitals_get_pixel (const NormlabTrainer *trainer);

G_END_DECLS
