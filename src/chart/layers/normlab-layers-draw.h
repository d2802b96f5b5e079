/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-layers-layout.h"

G_BEGIN_DECLS

/* Draws all of it, on paper of the style's colour, from the origin. */
void normlab_layers_draw (cairo_t *cr, const NormlabLayersLayout *layout);

G_END_DECLS
