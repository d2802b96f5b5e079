/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-plan.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_CANDIDATE_GROUP (normlab_candidate_group_get_type ())
G_DECLARE_FINAL_TYPE (NormlabCandidateGroup,
                      normlab_candidate_group,
                      NORMLAB,
                      CANDIDATE_GROUP,
                      GtkWidget)

/**
 * NormlabCandidateGroup:
 *
 * The choices of a hyperparameter under its title, with "× 2" beside it when two are ticked. Those
 * that the table of their kind has under More… are there once they are ticked or asked for. To some
 * hyperparameters others can be added. A hint that one has to stay ticked comes and goes by itself.
 * What is wrong with what is ticked stands beneath.
 */
GtkWidget *normlab_candidate_group_new (NormlabPlan *plan, NormlabHyperparameter hyperparameter);

G_END_DECLS
