/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-recipe.h"

G_BEGIN_DECLS

/* What shows a difference between runs in a hyperparameter. */
typedef enum /*< skip >*/
{
  NORMLAB_CHANNEL_NONE, /* nothing: runs lie on one another, alike */
  NORMLAB_CHANNEL_COLOR,
  NORMLAB_CHANNEL_DASH,
  NORMLAB_CHANNEL_COLUMN, /* small multiples, side by side; in several lines without a ROW */
  NORMLAB_CHANNEL_ROW,    /* small multiples, one beneath another */
} NormlabChannel;
#define NORMLAB_N_CHANNELS 5

/* Several hyperparameters may share a channel: then each combination has a colour, or a panel,
 * of its own. */
typedef struct
{
  NormlabChannel channels[NORMLAB_N_DIMENSIONS];
} NormlabMapping;

typedef enum
{
  NORMLAB_ARRANGEMENT_AUTOMATIC, /* small multiples where colours and dashes are used up */
  NORMLAB_ARRANGEMENT_OVERLAY,
  NORMLAB_ARRANGEMENT_MULTIPLES,
} NormlabArrangement;

/* Colours that can be told apart without marks on the lines. */
#define NORMLAB_MAPPING_MAX_COLORS 7

/* Gives each hyperparameter in which the recipes differ the channel with which the whole picture
 * costs the eye least (normlab-mapping-choice.c): few panels to go through, few colours to keep in
 * mind, few lines to tell apart. Batch norm takes dashes beside something that takes colour, and
 * colour itself where nothing else does. Networks that are no product of choices (the notebook's
 * five) lie on one another, with a colour for each combination of what is not batch norm, as long
 * as colours last. Seeds are repetitions, and change nothing. */
void normlab_mapping_init (NormlabMapping *self,
                           const NormlabRecipe *recipes,
                           guint n_recipes,
                           NormlabArrangement view);

/* As above, but the @given hyperparameters (bits) keep the channels that they have, and no others
 * come onto the channels in @closed (bits). What then has no place is not shown. */
void normlab_mapping_complete (NormlabMapping *self,
                               const NormlabRecipe *recipes,
                               guint n_recipes,
                               guint given,
                               guint closed);

/* The same with everything in one panel: what would have made panels takes colour. */
void normlab_mapping_overlay (NormlabMapping *self);

/* Bit d is set for the hyperparameters that use a channel. */
guint normlab_mapping_get_hyperparameters (const NormlabMapping *self, NormlabChannel channel);

/* As one line: "activation=color hidden=column", without those that use no channel. */
char *normlab_mapping_to_string (const NormlabMapping *self);
/* FALSE for anything else, and then @self is untouched. */
gboolean normlab_mapping_from_string (NormlabMapping *self, const char *text);

/* Whether two recipes agree in every hyperparameter of the mask. */
gboolean
normlab_recipe_equal_in_all (const NormlabRecipe *a, const NormlabRecipe *b, guint hyperparameters);

/* How many values the recipes know in each hyperparameter; of seeds always 0. As long as these
 * numbers stay, so should the mapping. */
void normlab_mapping_count_values (const NormlabRecipe *recipes,
                                   guint n_recipes,
                                   guint counts[NORMLAB_N_DIMENSIONS]);

/* Whether the recipes differ in one of the hyperparameters of the mask only, have more than two
 * values in it, and those are steps of a scale: they are shown from light to dark. */
gboolean
normlab_mapping_is_ordered (const NormlabRecipe *recipes, guint n_recipes, guint hyperparameters);

/* As for qsort(): by the hyperparameters of the mask, the one that asks for a channel first before
 * the others, and in each as normlab_value_compare() has it. */
int
normlab_recipe_compare_in (const NormlabRecipe *a, const NormlabRecipe *b, guint hyperparameters);

/* Numbers what the recipes have in the hyperparameters of the mask, in the order in which it comes.
 * @known (of NormlabRecipe) holds one of each, in that order, and grows; @numbers gets one for each
 * recipe. */
void normlab_mapping_number (const NormlabRecipe *recipes,
                             guint n_recipes,
                             guint hyperparameters,
                             GArray *known,
                             guint *numbers);

G_END_DECLS
