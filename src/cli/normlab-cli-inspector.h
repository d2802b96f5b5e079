/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-autopsy.h"
#include "normlab-cli-signals.h"
#include "normlab-inspection.h"

G_BEGIN_DECLS

/**
 * NormlabCliInspected:
 * @inspections: of NormlabInspection, in the order of their steps
 * @diverged_step: where the run diverged before it had come to all steps; otherwise 0
 * @diverged_layer: in which layer, counted from 1
 * @autopsy: (nullable): why it did
 * @error: (nullable): why the run failed
 *
 * What was found in one run.
 */
typedef struct
{
  NormlabRecipe recipe;
  GPtrArray *inspections;
  guint diverged_step, diverged_layer;
  NormlabAutopsy *autopsy;
  GError *error;
} NormlabCliInspected;

/* Trains @recipes (NormlabRecipe) on @n_threads threads (0: as many as there are processors) and
 * looks into each at @steps (guint, in order; none: its last; NULL: nowhere); autopsy: also why it
 * diverges. Returns a NormlabCliInspected for
 * each, in their order; when a signal came they are not complete. NULL with NORMLAB_ERROR_FAILED
 * where no thread can be had. */
GPtrArray *normlab_cli_inspector_run (const GArray *recipes,
                                      NormlabDataset *dataset,
                                      const GArray *steps,
                                      NormlabInspect what,
                                      gboolean autopsy,
                                      guint n_threads,
                                      NormlabCliSignals *signals,
                                      GError **error);

G_END_DECLS
