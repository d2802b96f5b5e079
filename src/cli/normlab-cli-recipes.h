/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-cli-train-options.h"

G_BEGIN_DECLS

/* What is to be trained: a GArray of NormlabRecipe, valid and each once, or NULL. Takes the choices
 * out of @options.
 * title: set to the experiment's title, or NULL where there is none; owned by the caller
 * usage: set to whether an error is a mistake in usage, rather than in the experiment's file */
GArray *normlab_cli_recipes_new (NormlabCliTrainOptions *options,
                                 char **title,
                                 gboolean *usage,
                                 GError **error);

G_END_DECLS
