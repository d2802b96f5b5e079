/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-data-names.h"
#include "normlab-map-source.h"
#include "normlab-precision.h"

G_BEGIN_DECLS

/* NormlabMapSource is one class, split by concern: normlab-map-source.c says which run belongs
   where and calls the others, normlab-map-values.c what those of a cell have come to, -names what
   things are called, -cards what there is to say of a cell, -words of the whole, and -export writes
   files of it. */

/**
 * NormlabMapTrace:
 * @n: of how many samples the best is known
 * @best: that one; NAN without any
 *
 * What has been seen of a run's history, so that nobody looks at it twice.
 */
typedef struct
{
  guint n;
  double best;
} NormlabMapTrace;

/**
 * NormlabMapSource:
 * @data: which of @data_names each run was trained on
 * @precision: with how many digits numbers are shown
 * @n_steps: the most that a run may do
 * @x_values: @y_values: of NormlabValue, what stands along the sides; a side of nothing has one
 *   place, and no values
 * @panels: of guint: of each map a run that belongs to it
 * @cells: of each run its cell, as normlab_map_model_get_index() counts them
 * @order: the runs by cell, seed and number; @firsts: where those of each cell begin in it, and one
 *   more
 */
struct _NormlabMapSource
{
  GPtrArray *runs;
  NormlabRecipe *recipes;
  guint *data;
  NormlabDataNames *data_names;
  NormlabPrecision precision;
  guint n_steps;
  NormlabMapOptions options;
  NormlabMapAxes axes;
  guint varying;
  GArray *x_values, *y_values;
  GArray *panels;
  guint *cells;
  guint *order;
  guint *firsts;
  NormlabMapTrace *traces;
};

static inline NormlabRun *
normlab_map_source_get_run (const NormlabMapSource *self, guint i)
{
  return g_ptr_array_index (self->runs, i);
}

static inline guint
normlab_map_source_get_n_places (const GArray *values)
{
  return values->len > 0 ? values->len : 1;
}

static inline guint
normlab_map_source_get_index (const NormlabMapSource *self, const NormlabMapPlace *place)
{
  guint n_rows = normlab_map_source_get_n_places (self->y_values);
  guint n_columns = normlab_map_source_get_n_places (self->x_values);

  return (place->panel * n_rows + place->row) * n_columns + place->column;
}

/* How many samples of a run count. */
guint normlab_map_source_count_samples (const NormlabMapSource *self, guint run);
/* Whether a run has diverged by then. */
gboolean normlab_map_source_has_diverged (const NormlabMapSource *self, guint run);
/* Of the runs in a cell one for each seed, that with most samples: of guint. */
GArray *normlab_map_source_list_seeds (const NormlabMapSource *self, guint cell);
/* What counts of a run; NAN where nothing has been measured, or where it has diverged. */
double normlab_map_source_get_value (NormlabMapSource *self, guint run);
/* What the seeds of a cell have come to; @deviation (nullable) of their values. */
void normlab_map_source_fill_cell (NormlabMapSource *self,
                                   guint cell,
                                   NormlabMapCell *filled,
                                   double *deviation);

/* What a cell is called, with all that varies. */
char *normlab_map_source_name_cell (const NormlabMapSource *self, const NormlabMapPlace *place);
/* What a map is of; "" for a single one. */
char *normlab_map_source_name_panel (const NormlabMapSource *self, guint panel);
/* What colours show. */
char *normlab_map_source_name_measure (const NormlabMapSource *self);
/* A side's title and the names of its places. */
void normlab_map_source_name_axis (const NormlabMapSource *self,
                                   int hyperparameter,
                                   GArray *values,
                                   NormlabMapAxis *axis);

G_END_DECLS
