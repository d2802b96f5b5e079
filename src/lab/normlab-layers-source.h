/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-layers-model.h"
#include "normlab-run-item.h"

G_BEGIN_DECLS

/* Adds to an array what is known of a run (of const NormlabProbe, not owned), by step: the last is
 * the one that is shown. */
typedef void (*NormlabLayersGetProbes) (NormlabRunItem *item, GPtrArray *probes, gpointer data);

/* Why nothing is known of it, in words; NULL for no particular reason. */
typedef const char *(*NormlabLayersGetNote) (NormlabRunItem *item, gpointer data);

/* Layers of runs (of NormlabRunItem, at most NORMLAB_LAYERS_MAX_RUNS) as they are to be drawn, with
 * the names and looks that they have in the chart; the axes are chosen, with those of @before
 * (nullable) kept where they still serve. get_note is nullable. The tag of a run is its index. Free
 * with normlab_layers_model_free(). */
NormlabLayersModel *normlab_layers_source_create (GPtrArray *items,
                                                  NormlabLayersGetProbes get_probes,
                                                  NormlabLayersGetNote get_note,
                                                  gpointer data,
                                                  const NormlabLayersModel *before);
/* For what leaves the program: a caption with what the runs have in common, and their recipes. */
void normlab_layers_source_add_words (NormlabLayersModel *model, GPtrArray *items);

/* Those of @items (of NormlabRunItem, which may be hidden) that are looked at if nobody chooses:
 * two that are shown and differ in nothing but their batch norm, on the same data; otherwise the
 * first two that are shown. Free with g_ptr_array_unref(). */
GPtrArray *normlab_layers_source_choose (GPtrArray *items);

G_END_DECLS
