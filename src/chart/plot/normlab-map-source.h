/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "normlab-map-axes.h"
#include "normlab-map-card.h"
#include "normlab-map-model.h"
#include "normlab-metric.h"
#include "normlab-run.h"

G_BEGIN_DECLS

/**
 * NormlabMapOptions:
 * @metric: what is mapped
 * @best: whether the best value of each run counts, rather than its last one
 * @step: the last step that counts; NORMLAB_MAP_LAST for all
 * @x: @y: what somebody wants along the sides, see normlab_map_axes_init()
 */
typedef struct
{
  NormlabMetric metric;
  gboolean best;
  guint step;
  int x, y;
} NormlabMapOptions;

#define NORMLAB_MAP_LAST G_MAXUINT
#define NORMLAB_MAP_OPTIONS_DEFAULT                                                                \
  ((NormlabMapOptions){                                                                            \
      .step = NORMLAB_MAP_LAST, .x = NORMLAB_MAP_NOTHING, .y = NORMLAB_MAP_NOTHING })

/**
 * NormlabMapSource:
 *
 * Runs as a map: which of them belong to which cell, and what these have come to. All seeds of a
 * recipe are in one cell, each counted once. Data sets have maps of their own.
 */
typedef struct _NormlabMapSource NormlabMapSource;

NormlabMapSource *normlab_map_source_new (void);
void normlab_map_source_free (NormlabMapSource *self);

/* Replaces the runs (NormlabRun; references are taken). */
void normlab_map_source_set_runs (NormlabMapSource *self, GPtrArray *runs);
void normlab_map_source_set_options (NormlabMapSource *self, const NormlabMapOptions *options);
const NormlabMapOptions *normlab_map_source_get_options (const NormlabMapSource *self);

/* What stands along the sides. */
const NormlabMapAxes *normlab_map_source_get_axes (const NormlabMapSource *self);
/* Bits of the hyperparameters that may. */
guint normlab_map_source_get_varying (const NormlabMapSource *self);
/* Whether there is anything to be mapped: runs that differ in more than their seeds. */
gboolean normlab_map_source_has_map (const NormlabMapSource *self);

/* A map of what the runs have come to by now; without any, a message in its place. */
NormlabMapModel *normlab_map_source_create_model (NormlabMapSource *self);

/* The numbers (guint) of the runs in a cell, those of a seed one after the other. Free with
 * g_array_unref(). */
GArray *normlab_map_source_list_runs (const NormlabMapSource *self, const NormlabMapPlace *place);
/* The cell of a run; FALSE without a map. */
gboolean normlab_map_source_find (const NormlabMapSource *self, guint run, NormlabMapPlace *place);

/* What a model of this source says, translated. */

/* "σ = 0.01, batch norm on, learning rate 0.1: 0.83" */
char *normlab_map_source_describe (const NormlabMapSource *self,
                                   const NormlabMapModel *model,
                                   const NormlabMapPlace *place);
/* The whole in a few sentences. */
char *normlab_map_source_summarize (const NormlabMapSource *self, const NormlabMapModel *model);
/* All that there is to say of a cell. */
NormlabMapCard *normlab_map_source_create_card (NormlabMapSource *self,
                                                const NormlabMapModel *model,
                                                const NormlabMapPlace *place);
/* Title, caption and details, with which a model leaves the program; @title (nullable): what
 * somebody calls it. */
void normlab_map_source_add_words (const NormlabMapSource *self,
                                   NormlabMapModel *model,
                                   const char *title);

/* Draws the map on white and writes SVG, PDF or PNG by the ending of @path, whole or not at all.
 * @title (nullable): see above; @note (nullable) goes beneath, behind the caption.
 * NORMLAB_ERROR_FAILED where there is no map. */
gboolean normlab_map_source_export (NormlabMapSource *self,
                                    const char *path,
                                    const char *title,
                                    const char *note,
                                    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabMapSource, normlab_map_source_free)

G_END_DECLS
