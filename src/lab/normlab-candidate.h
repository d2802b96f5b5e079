/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define NORMLAB_TYPE_CANDIDATE (normlab_candidate_get_type ())
G_DECLARE_FINAL_TYPE (NormlabCandidate, normlab_candidate, NORMLAB, CANDIDATE, GObject)

/**
 * NormlabCandidate:
 *
 * One value of a hyperparameter that can be ticked. Properties: text (what normlab_recipe_set()
 * reads), label (translated, "σ = 0.01"), ticked (boolean; unticking the only ticked one of a
 * hyperparameter is refused: the property stays TRUE and NormlabPlan::refused is emitted),
 * removable (boolean). It stays the same object when NormlabPlan puts another value in its place.
 */
const char *normlab_candidate_get_text (NormlabCandidate *self);
const char *normlab_candidate_get_label (NormlabCandidate *self);
gboolean normlab_candidate_get_ticked (NormlabCandidate *self);
void normlab_candidate_set_ticked (NormlabCandidate *self, gboolean ticked);
gboolean normlab_candidate_get_removable (NormlabCandidate *self);

G_END_DECLS
