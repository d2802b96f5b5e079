/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-candidate.h"

G_BEGIN_DECLS

/* For NormlabPlan, whose choices they are. */

/* Whether the choice may be ticked no longer. */
typedef gboolean (*NormlabCandidateGuard) (NormlabCandidate *candidate, gpointer data);

NormlabCandidate *normlab_candidate_new (NormlabHyperparameter hyperparameter,
                                         const NormlabValue *value,
                                         gboolean ticked);
/* NULL: free to do as it is told, as one is that has left its list. */
void
normlab_candidate_set_guard (NormlabCandidate *self, NormlabCandidateGuard guard, gpointer data);
/* A value of its hyperparameter. */
void normlab_candidate_set_value (NormlabCandidate *self, const NormlabValue *value);
/* With how many digits its label shows a number: those of normlab_values_get_digits(). */
void normlab_candidate_set_digits (NormlabCandidate *self, guint digits);
void normlab_candidate_set_removable (NormlabCandidate *self, gboolean removable);
/* Ticks or unticks it without asking. */
void normlab_candidate_force_ticked (NormlabCandidate *self, gboolean ticked);

/* Whether it is there for an experiment only, and goes with it. */
void normlab_candidate_set_passing (NormlabCandidate *self, gboolean passing);
gboolean normlab_candidate_get_passing (NormlabCandidate *self);

G_END_DECLS
