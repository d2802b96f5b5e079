/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NormlabSample:
 * @step: steps done, counted from 1
 * @train_accuracy: share of the step's batch that is classified rightly, in evaluation mode, after
 *   the update; 0 to 1
 * @test_accuracy: the same of the whole test set
 * @loss: that batch's mean cross-entropy plus the weight-decay term, likewise
 * @seconds: time the run has been computing so far
 *
 * What is measured at one interval: a plain value.
 */
typedef struct
{
  guint step;
  float train_accuracy;
  float test_accuracy;
  double loss;
  double seconds;
} NormlabSample;

G_END_DECLS
