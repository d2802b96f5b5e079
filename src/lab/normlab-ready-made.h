/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-experiment.h"

G_BEGIN_DECLS

/* The experiments that come with the program, as an array of NormlabExperiment that frees them: the
 * notebook's five together, each of the five, then the others. */
GPtrArray *normlab_ready_made_load (void);

/* One of them by the name of its file, "notebook"; NULL if there is none, as of the notebook's five
 * one by one. */
NormlabExperiment *normlab_ready_made_new (const char *name);

G_END_DECLS
