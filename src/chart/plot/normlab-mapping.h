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
  NormlabChannel channels[NORMLAB_N_HYPERPARAMETERS];
} NormlabMapping;

typedef enum
{
  NORMLAB_ARRANGEMENT_AUTOMATIC, /* small multiples where colours and dashes are used up */
  NORMLAB_ARRANGEMENT_OVERLAY,
  NORMLAB_ARRANGEMENT_MULTIPLES,
} NormlabArrangement;

/* Colours that can be told apart without marks on the lines. */
#define NORMLAB_MAPPING_MAX_COLORS 7

/* The first varying hyperparameter takes colour, batch norm takes dashes, further ones become
 * panels; seeds are repetitions. Where batch norm alone varies, it takes colour. Runs that are
 * no product of choices (the notebook's five) get a colour for each combination of what is not
 * batch norm, as long as colours last. */
void normlab_mapping_init (NormlabMapping *self,
                           const NormlabRecipe *recipes,
                           guint n_recipes,
                           NormlabArrangement view);

/* The same with everything in one panel: what would have made panels takes colour. */
void normlab_mapping_overlay (NormlabMapping *self);

/* Bit d is set for the hyperparameters that use a channel. */
guint normlab_mapping_get_hyperparameters (const NormlabMapping *self, NormlabChannel channel);

/* Whether two recipes agree in every hyperparameter of the mask. */
gboolean
normlab_recipe_equal_in_all (const NormlabRecipe *a, const NormlabRecipe *b, guint hyperparameters);

/* Numbers what the recipes have in the hyperparameters of the mask, in the order in which it comes.
 * @known (of NormlabRecipe) holds one of each, in that order, and grows; @numbers gets one for each
 * recipe. */
void normlab_mapping_number (const NormlabRecipe *recipes,
                             guint n_recipes,
                             guint hyperparameters,
                             GArray *known,
                             guint *numbers);

G_END_DECLS
