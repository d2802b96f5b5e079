/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-cli-recipe-options.h"
#include "normlab-dataset.h"

G_BEGIN_DECLS

/* What is to be trained: a GArray of NormlabRecipe, valid and each once, or NULL. Takes the choices
 * out of @options.
 * title: set to the experiment's title, or NULL where there is none; owned by the caller
 * usage: set to whether an error is a mistake in usage, rather than in the experiment's file */
GArray *normlab_cli_recipes_new (NormlabCliRecipeOptions *options,
                                 char **title,
                                 gboolean *usage,
                                 GError **error);

/* Whether the data set has the images that the recipes ask for; otherwise NORMLAB_ERROR_VALUE. */
gboolean normlab_cli_recipes_check_images (const GArray *recipes,
                                           const NormlabDataset *dataset,
                                           GError **error);

/* What is worth saying beneath the names of the runs: what they share, which is in none of the
 * names, and what their updates mean, which has words of its own. One line each; or NULL. */
char *normlab_cli_recipes_get_note (const GArray *recipes);

G_END_DECLS
