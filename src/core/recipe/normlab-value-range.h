/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-hyperparameter.h"

G_BEGIN_DECLS

/* Which values a hyperparameter takes. */

/* Whether it is a value that the hyperparameter may have. Whether the interval is no longer than
 * the run is a matter of the recipe. */
gboolean normlab_value_in_range (NormlabHyperparameter hyperparameter, const NormlabValue *value);

/* What would be accepted, translated, to follow a value in quotes: "is not a whole number from 1 to
 * 60000". @value: the one that is not; NULL if it could not even be read. */
char *normlab_value_explain_range (NormlabHyperparameter hyperparameter, const NormlabValue *value);

G_END_DECLS
