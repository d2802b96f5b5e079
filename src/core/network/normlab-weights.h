/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-trainer.h"

G_BEGIN_DECLS

/* All that the network of @trainer is made of now, as a file for NumPy (see NormlabNpz): W1 (inputs
 * × units), b1, gamma1, beta1, running_mean1, running_variance1 (units each), W2 and so on, those
 * that there are. */
GBytes *normlab_weights_to_npz (const NormlabTrainer *trainer);

G_END_DECLS
