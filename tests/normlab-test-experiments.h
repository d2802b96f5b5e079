/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-plot.h"

G_BEGIN_DECLS

/* Adds finished runs of all combinations to @runs: "activation=sigmoid,relu batch-norm=on,off", the
 * first one varying slowest, as the command line has it where options are in the order of the
 * table. Layers are written "40-20". Run i ends with an accuracy of its own. */
void normlab_test_add_product (GPtrArray *runs, const char *experiment);

/* The legend's words with "|" between. */
char *normlab_test_get_legend (NormlabPlot *plot);

/* The titles of the panels with "|" between. */
char *normlab_test_get_panels (NormlabPlot *plot);

/* Panel, colour and dash of each run: "0:1 0:1- 1:r2/5" is the first panel's second colour, the
 * same with dashes, and the second of a ramp's five steps in the second panel. What carries marks
 * has a "*". */
char *normlab_test_get_looks (NormlabPlot *plot);

G_END_DECLS
