/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-candidate.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_CANDIDATE_BOX (normlab_candidate_box_get_type ())
G_DECLARE_FINAL_TYPE (NormlabCandidateBox, normlab_candidate_box, NORMLAB, CANDIDATE_BOX, GtkWidget)

/**
 * NormlabCandidateBox:
 *
 * A check box for a choice, with a button that removes it where that is possible, and a word's
 * formula for whoever points at it. While it is folded it is not there if its choice is one of
 * those that are under More… and is not ticked; one that is unticked by hand stays until it is
 * folded anew, so that nothing moves under that hand.
 *
 * Signals: ::remove: somebody wants it to go.
 */
GtkWidget *normlab_candidate_box_new (NormlabCandidate *candidate);
NormlabCandidate *normlab_candidate_box_get_candidate (NormlabCandidateBox *self);
void normlab_candidate_box_set_folded (NormlabCandidateBox *self, gboolean folded);

/* Between the check box and the button. */
void normlab_candidate_box_insert (NormlabCandidateBox *self, GtkWidget *widget);

G_END_DECLS
