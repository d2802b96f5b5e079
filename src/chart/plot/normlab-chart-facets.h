/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-recipe.h"

G_BEGIN_DECLS

/* Up to this many runs share one pair of axes. */
#define NORMLAB_CHART_MAX_OVERLAID 6

/**
 * NormlabChartFacets:
 * @panel_hyperparameters: bit d is set when the panels differ in hyperparameter d; 0 with a single
 * panel
 * @color_hyperparameters: likewise for the colours
 * @panels: panel of each recipe
 * @colors: colour of each recipe
 * @max_lines: recipes in the fullest panel
 * @max_repetitions: recipes of the same colour in the same panel, where they are most
 *
 * How many runs are shared out among panels and colours. A few lie on one another, each in a colour
 * of its own. More are split by what varies: one or two hyperparameters make the panels and the
 * others the colours, so that a panel asks one question and a colour means the same in every panel.
 * Batch normalization stays within a panel if it can: its effect is what is being looked for. Seeds
 * are repetitions, and share a colour.
 */
typedef struct
{
  guint panel_hyperparameters;
  guint color_hyperparameters;
  guint n_panels;
  guint n_colors;
  guint max_lines;
  guint max_repetitions;
  guint *panels;
  guint *colors;
} NormlabChartFacets;

void
normlab_chart_facets_init (NormlabChartFacets *self, const NormlabRecipe *recipes, guint n_recipes);
void normlab_chart_facets_clear (NormlabChartFacets *self);

G_END_DECLS
