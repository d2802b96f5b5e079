/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-probe.h"

G_BEGIN_DECLS

/**
 * NormlabProbes:
 * @probes: of NormlabProbe, by step
 * @spacing: those at multiples of so many steps stay
 * @budget: bytes
 *
 * Probes of one run, within a budget. When it is full, every second one goes, and from then on only
 * every second one is taken, so that those that are kept lie evenly over the steps. The newest is
 * always kept, wherever it lies. Which ones stay follows from the steps alone, not from when or in
 * what portions they came.
 */
typedef struct
{
  GPtrArray *probes;
  guint64 spacing;
  gsize budget;
} NormlabProbes;

/* @interval: steps from one measurement to the next. */
NormlabProbes *normlab_probes_new (guint interval, gsize budget);
void normlab_probes_free (NormlabProbes *self);

/* Takes the probe over. Its step is above those before. */
void normlab_probes_add (NormlabProbes *self, NormlabProbe *probe);
/* Takes over all of @other, which is freed, and whose steps are above those here. */
void normlab_probes_join (NormlabProbes *self, NormlabProbes *other);
/* Lets go at once of what is too much for it. */
void normlab_probes_set_budget (NormlabProbes *self, gsize budget);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabProbes, normlab_probes_free)

G_END_DECLS
