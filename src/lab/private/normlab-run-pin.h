/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-baseline.h"

G_BEGIN_DECLS

/**
 * NormlabRunPin:
 *
 * What was pinned as a lab's baseline at some time, listed or not. It keeps none of it: of runs
 * that are gone for everybody else nothing is left here either.
 */
typedef struct _NormlabRunPin NormlabRunPin;

/* What is pinned now. */
NormlabRunPin *normlab_run_pin_new (NormlabBaseline *baseline);
void normlab_run_pin_free (NormlabRunPin *self);

/* Whether they are the same, as far as they are still there. */
gboolean normlab_run_pin_equal (const NormlabRunPin *a, const NormlabRunPin *b);
/* Pins it again. */
void normlab_run_pin_restore (const NormlabRunPin *self, NormlabBaseline *baseline);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabRunPin, normlab_run_pin_free)

G_END_DECLS
