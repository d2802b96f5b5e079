/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-reading.h"
#include "normlab-recipe.h"

G_BEGIN_DECLS

/* A short program in Python that needs nothing but NumPy, trains the network of @recipe, which must
 * be valid, and prints its curve as CSV: step, accuracy of the batch and of the test set, loss, as
 * far as double precision gives the same as single. It holds what this recipe needs and nothing
 * else. folder: (nullable): of the IDX files, any bytes; whoever runs it may name another one, and
 * must where there is none. It reads the images in the way @reading says. */
char *normlab_script_new (const NormlabRecipe *recipe, const char *folder, NormlabReading reading);

G_END_DECLS
