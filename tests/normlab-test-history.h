/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-run.h"

G_BEGIN_DECLS

/* Runs that nobody trained. */

/* With a measurement every ten steps, each of this test accuracy, a training accuracy 0.125 higher
 * and a loss of 1; a step takes a millisecond. A diverged one did so two steps after the last
 * measurement, in layer 2. */
NormlabRun *normlab_test_history (const NormlabRecipe *recipe,
                                  NormlabRunState state,
                                  guint n_samples,
                                  double accuracy);
NormlabRun *normlab_test_history_of (const NormlabRecipe *recipe,
                                     NormlabRunState state,
                                     guint n_samples,
                                     const float *accuracies);

/* As normlab_run_new_from_history() makes it, on data of which no more is known than a name. */
NormlabRun *normlab_test_run_from_history (const NormlabRecipe *recipe,
                                           const char *data_name,
                                           NormlabRunState state,
                                           guint step,
                                           double seconds,
                                           guint diverged_layer,
                                           const NormlabSample *samples,
                                           guint n_samples);

/* Adds one more measurement to a run that has not ended, and drains it. */
void normlab_test_history_grow (NormlabRun *run, guint step, double accuracy, double loss);
/* The run ends where it is. */
/* Has it go on, with the limit of its speed and the pace that one sees. */
void normlab_test_history_pace (NormlabRun *run, guint step, double limit, double pace);
void normlab_test_history_end (NormlabRun *run, NormlabRunState state);

G_END_DECLS
