/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-hyperparameter.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_CANDIDATE (normlab_candidate_get_type ())
G_DECLARE_FINAL_TYPE (NormlabCandidate, normlab_candidate, NORMLAB, CANDIDATE, GObject)

/**
 * NormlabCandidate:
 *
 * One value of a hyperparameter that can be ticked. Properties: value (boxed NormlabValue), label
 * (translated, "σ = 0.086": a long number has as few digits as tell it from the other candidates),
 * details (the same with all digits; NULL where the label has them), ticked (boolean; unticking the
 * only ticked one of a hyperparameter is refused: the property stays TRUE and NormlabPlan::refused
 * is emitted), removable (boolean). All but ticked are read-only. It stays the same object when
 * NormlabPlan puts another value in its place.
 */
NormlabHyperparameter normlab_candidate_get_hyperparameter (NormlabCandidate *self);
const NormlabValue *normlab_candidate_get_value (NormlabCandidate *self);
const char *normlab_candidate_get_label (NormlabCandidate *self);
const char *normlab_candidate_get_details (NormlabCandidate *self); /* nullable */
gboolean normlab_candidate_get_ticked (NormlabCandidate *self);
void normlab_candidate_set_ticked (NormlabCandidate *self, gboolean ticked);
gboolean normlab_candidate_get_removable (NormlabCandidate *self);
/* What the table of its kind says about it; NULL for numbers and layers. */
const NormlabWord *normlab_candidate_get_word (NormlabCandidate *self);

G_END_DECLS
