/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-hyperparameter.h"

G_BEGIN_DECLS

/* Values in people's words. Long numbers are rounded to as few digits as tell them from the others
 * that they stand among; those that are short stay as they are. */

/* As many digits as it takes to be exact. */
#define NORMLAB_EXACT 0

/* How many significant digits, at least two, make all values differ that are different; of
 * hyperparameters that are no numbers any. */
guint normlab_values_get_digits (const NormlabValue *values, guint n_values);

/* The value, translated: "on", "σ = 0.01", "40–20", "0.086"; "–" where it is not known. @digits: of
 * normlab_values_get_digits() for all values that it is shown among, or NORMLAB_EXACT. */
char *normlab_value_get_label (NormlabHyperparameter hyperparameter,
                               const NormlabValue *value,
                               guint digits);

/* The same where all that it is shown among are numbers, and something else says of what: "0.01" of
 * σ = 0.01. */
char *normlab_value_get_number (NormlabHyperparameter hyperparameter,
                                const NormlabValue *value,
                                guint digits);

/* As it stands in a list without the hyperparameter's title: "sigmoid", but "batch norm on",
 * "learning rate 0.086". */
char *normlab_value_get_phrase (NormlabHyperparameter hyperparameter,
                                const NormlabValue *value,
                                guint digits);

G_END_DECLS
