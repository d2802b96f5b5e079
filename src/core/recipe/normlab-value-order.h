/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-value.h"

G_BEGIN_DECLS

/* Whether values are steps of one scale, from little to much, in the order of
 * normlab_value_compare(): numbers all of them, or layers of which each next one has no fewer and
 * no narrower ones. Words are not, nor is a word beside numbers. All are of one hyperparameter. */
gboolean normlab_values_are_ordered (const NormlabValue *values, guint n_values);

G_END_DECLS
