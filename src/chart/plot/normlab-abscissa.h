/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-plot-options.h"
#include "normlab-run.h"

G_BEGIN_DECLS

/* What settings and the command line call them, and NULL. */
extern const char *const normlab_abscissa_words[];

/* The title of an axis of it, to be translated; and in one or two words, for choosing it. */
const char *normlab_abscissa_get_title (NormlabAbscissa self);
const char *normlab_abscissa_get_label (NormlabAbscissa self);

/* Whether there is nothing between whole numbers. */
gboolean normlab_abscissa_is_whole (NormlabAbscissa self);

/* How many images a run is trained on. */
guint normlab_abscissa_get_n_images (NormlabRun *run);

/* Where a run is on the axis that has done @step steps in @seconds: images seen are steps × batch
 * size, and epochs these ÷ the images that are trained on. */
double
normlab_abscissa_get_place (NormlabAbscissa self, NormlabRun *run, guint step, double seconds);

G_END_DECLS
