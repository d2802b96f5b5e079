/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-activation.h"
#include "normlab-optimizer.h"

G_BEGIN_DECLS

/* Parts of a program in Python, in lines that each end with a line feed. */

/* The images. */
extern const char normlab_script_reading[];
/* Of these lines the one that gives the items of a file their shape, what stands there where images
 * are turned, and what follows where they are inverted. */
extern const char normlab_script_shape[];
extern const char normlab_script_turned_shape[];
extern const char normlab_script_inverted[];
/* Labels that are drawn anew, and how many images are trained on. */
extern const char normlab_script_noise[];
extern const char normlab_script_first_images[];
extern const char normlab_script_softmax[];
/* normalize (i, z, training) */
extern const char normlab_script_batch_norm[];
extern const char normlab_script_layer_norm[];

/* The functions activate (z) and slope (z, y). */
const char *normlab_script_get_activation (NormlabActivation activation);
/* The names of the optimizer's states, with blanks between; "" for none. */
const char *normlab_script_get_states (NormlabOptimizer optimizer);
/* What moves p[name] along g[name]. */
const char *normlab_script_get_step (NormlabOptimizer optimizer);

G_END_DECLS
