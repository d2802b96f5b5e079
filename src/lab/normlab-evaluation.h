/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-lab.h"
#include "normlab-predictions.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_EVALUATION (normlab_evaluation_get_type ())
G_DECLARE_FINAL_TYPE (NormlabEvaluation, normlab_evaluation, NORMLAB, EVALUATION, GObject)

/* Whoever looks at the newest step, whatever that is. */
#define NORMLAB_EVALUATION_LIVE G_MAXUINT

/* A run, and one that it is compared with. */
#define NORMLAB_EVALUATION_MAX_RUNS 2

/* What is known of a run. */
typedef enum
{
  NORMLAB_EVALUATION_NONE, /* there is none */
  NORMLAB_EVALUATION_KNOWN,
  NORMLAB_EVALUATION_WAITING, /* it is being counted, or its network is not known yet */
  NORMLAB_EVALUATION_NO_DATA, /* its data set is not there */
  NORMLAB_EVALUATION_FAILED,  /* its network cannot be had, or not enough memory */
} NormlabEvaluationState;

/**
 * NormlabEvaluation:
 *
 * What one run or two answer to all images of the test or training set at the step that is looked
 * at. That is found in threads; what was found before stays until it has come. While runs train
 * their newest networks are evaluated, for no more than a quarter of the time and twice a second at
 * most. While nobody looks, nothing is done.
 *
 * Signals: ::changed, when what the functions below tell may be something else.
 */
NormlabEvaluation *normlab_evaluation_new (NormlabLab *lab);

/* Whether anybody does; not at first. */
void normlab_evaluation_set_looking (NormlabEvaluation *self, gboolean looking);
void normlab_evaluation_set_step (NormlabEvaluation *self, guint step);
/* At first the test set. */
void normlab_evaluation_set_split (NormlabEvaluation *self, NormlabSplit split);
NormlabSplit normlab_evaluation_get_split (NormlabEvaluation *self);
/* @first: nullable, for none; @second: nullable, for no comparison. */
void normlab_evaluation_set_runs (NormlabEvaluation *self,
                                  NormlabRunItem *first,
                                  NormlabRunItem *second);

/* @i: 0 for the first, 1 for the second. */
NormlabRunItem *normlab_evaluation_get_run (NormlabEvaluation *self, guint i);
NormlabEvaluationState normlab_evaluation_get_state (NormlabEvaluation *self, guint i);
/* With KNOWN, of the step, set and data that it says, which soon may be others; otherwise NULL.
 * Valid until the next ::changed. */
const NormlabPredictions *normlab_evaluation_get_predictions (NormlabEvaluation *self, guint i);
/* Whether there are those of two runs, and of the same images. */
gboolean normlab_evaluation_is_comparison (NormlabEvaluation *self);

/* How many networks have been evaluated, for a test. */
guint normlab_evaluation_get_n_evaluated (NormlabEvaluation *self);

G_END_DECLS
