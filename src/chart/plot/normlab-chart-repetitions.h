/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-recipe.h"

G_BEGIN_DECLS

/* Runs that look alike, since they differ in nothing but their seeds. */

/* The weight of each line of a series: the more lines share a colour in a panel, the less of it
 * each of them has. */
double normlab_chart_repetitions_get_weight (guint n_repetitions);

/* What the lines of one colour have in common and what not: "60 runs, seeds 1–60" where that are
 * @all_alike, or else "seeds 1–60". */
char *normlab_chart_repetitions_get_name (const NormlabRecipe *recipes,
                                          guint n_recipes,
                                          gboolean all_alike);

G_END_DECLS
