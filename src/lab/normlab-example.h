/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-experiment.h"
#include "normlab-map-model.h"

G_BEGIN_DECLS

/**
 * NormlabExampleCurve:
 * @color: as normlab-chart-style.h has it
 * @accuracies: of the test set, 0 to 1, at equal distances from one another
 *
 * How one network did, with the look that a chart would give it.
 */
typedef struct
{
  guint color;
  gboolean dashed;
  guint n_accuracies;
  const float *accuracies;
} NormlabExampleCurve;

/**
 * NormlabExample:
 * @name: of normlab_ready_made_new()
 * @hint: a sentence, translated: what to look at
 * @interval: steps from one accuracy to the next, and up to the first
 *
 * A ready-made experiment as it is shown to those who choose one: with what came of it on the
 * built-in digits when it was recorded (data/experiments/NAME.curves; "./dev curves" does).
 */
typedef struct _NormlabExample NormlabExample;

/* Those that the program shows first, an array that frees them. */
GPtrArray *normlab_example_load_all (void);
void normlab_example_free (NormlabExample *self);

const char *normlab_example_get_name (const NormlabExample *self);
NormlabExperiment *normlab_example_get_experiment (const NormlabExample *self);
const char *normlab_example_get_hint (const NormlabExample *self);
guint normlab_example_get_interval (const NormlabExample *self);
/* One for each of its recipes, in their order. */
guint normlab_example_get_n_curves (const NormlabExample *self);
NormlabExampleCurve normlab_example_get_curve (const NormlabExample *self, guint i);
/* What they came to as a map, where that is how to look at it; NULL elsewhere. */
const NormlabMapModel *normlab_example_get_map (const NormlabExample *self);
/* The same by the name: whether the example that is called so, if there is one, is a map. */
gboolean normlab_example_is_map (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabExample, normlab_example_free)

G_END_DECLS
