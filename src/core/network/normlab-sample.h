/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <math.h>

G_BEGIN_DECLS

/**
 * NormlabSample:
 * @step: steps done; 0: before the first update, when no batch has been drawn
 * @train_accuracy: share of the step's batch that is classified rightly, in evaluation mode, after
 *   the update; 0 to 1
 * @test_accuracy: the same of the whole test set
 * @loss: that batch's mean cross-entropy plus the weight-decay term, likewise
 * @seconds: time the run has been computing so far
 * @training_set_accuracy: of the images that are trained on, or the first of them
 * @training_set_loss: their mean cross-entropy, and nothing else
 * @test_loss: that of the test set
 * @other: of another program's network, what has no place above
 *
 * What is measured at one interval: a plain value. What has not been measured, as nothing of a
 * batch at step 0, is NAN, and so is one of the last two that is not finite.
 */
typedef struct
{
  guint step;
  float train_accuracy;
  float test_accuracy;
  float training_set_accuracy;
  double loss;
  double seconds;
  double training_set_loss;
  double test_loss;
  double other;
} NormlabSample;

/* Of a step, before anything is measured. */
#define NORMLAB_SAMPLE_AT(at)                                                                      \
  ((NormlabSample){ .step = (at),                                                                  \
                    .train_accuracy = (float) NAN,                                                 \
                    .test_accuracy = (float) NAN,                                                  \
                    .loss = (double) NAN,                                                          \
                    .training_set_accuracy = (float) NAN,                                          \
                    .training_set_loss = (double) NAN,                                             \
                    .test_loss = (double) NAN,                                                     \
                    .other = (double) NAN })

G_END_DECLS
