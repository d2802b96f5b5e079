/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NormlabMapAxis:
 * @title: what varies along it; NULL where nothing does
 * @labels: of char: what stands at each place, in order
 * @ordered: whether places are steps from little to much, of which every second label may be left
 *   out
 *
 * One side of a map, with the same places in all panels.
 */
typedef struct
{
  char *title;
  GPtrArray *labels;
  gboolean ordered;
} NormlabMapAxis;

/**
 * NormlabMapCell:
 * @value: mean of those that have one; NAN without any
 * @n_networks: how many belong there, each seed counted once
 * @n_values: of how many the value is
 * @n_diverged: how many have diverged, and are in no mean
 * @n_dead: how many of those with a value will not learn any more
 */
typedef struct
{
  double value;
  guint n_networks, n_values, n_diverged, n_dead;
} NormlabMapCell;

typedef enum
{
  NORMLAB_MAP_STATE_ABSENT,   /* no network belongs there */
  NORMLAB_MAP_STATE_WAITING,  /* nothing has been measured yet */
  NORMLAB_MAP_STATE_KNOWN,    /* there is a value */
  NORMLAB_MAP_STATE_DIVERGED, /* none, and none will come */
} NormlabMapState;

/* The place of a cell; rows are those of the y axis, columns those of the x axis. */
typedef struct
{
  guint panel, row, column;
} NormlabMapPlace;

/**
 * NormlabMapModel:
 * @title: (nullable): of all, where it leaves the program
 * @caption: (nullable): more of it, beneath
 * @details: (nullable): for those who read a file's description
 * @message: (nullable): in place of the map
 * @measure: (nullable): what colours and figures show
 * @panels: of char: what each map is of; a single one may be of nothing, ""
 * @low: the value at one end of the scale of colours, < @high, the one at the other; of a
 *   @logarithmic one above 0
 * @more_is_better: whether @high is the bright end
 * @is_chosen: whether @chosen is a cell that stands out
 *
 * Small maps side by side, on the same axes and in the same colours: a value for each combination
 * of two things that vary. Knows no pixels and no network. cells: use the functions.
 */
typedef struct
{
  char *title, *caption, *details, *message, *measure;
  GPtrArray *panels;
  NormlabMapAxis x, y;
  GArray *cells;
  double low, high;
  gboolean logarithmic, more_is_better;
  gboolean is_chosen;
  NormlabMapPlace chosen;
} NormlabMapModel;

gboolean normlab_map_place_equal (const NormlabMapPlace *a, const NormlabMapPlace *b);

/* Without panels or places: the owner adds words to panels and labels, and then calls
 * normlab_map_model_lay_out(). Colours are of 0 to 1. */
NormlabMapModel *normlab_map_model_new (void);
void normlab_map_model_free (NormlabMapModel *self);

/* Makes a cell for each combination; no network belongs to any. */
void normlab_map_model_lay_out (NormlabMapModel *self);

guint normlab_map_model_get_n_columns (const NormlabMapModel *self);
guint normlab_map_model_get_n_rows (const NormlabMapModel *self);
guint normlab_map_model_get_n_cells (const NormlabMapModel *self);
gboolean normlab_map_model_has (const NormlabMapModel *self, const NormlabMapPlace *place);
guint normlab_map_model_get_index (const NormlabMapModel *self, const NormlabMapPlace *place);
NormlabMapCell *normlab_map_model_get_cell (NormlabMapModel *self, const NormlabMapPlace *place);
const NormlabMapCell *normlab_map_model_peek_cell (const NormlabMapModel *self,
                                                   const NormlabMapPlace *place);
/* Whether a place of the one means the same in the other. */
gboolean normlab_map_model_has_same_places (const NormlabMapModel *self,
                                            const NormlabMapModel *other);
NormlabMapState normlab_map_cell_get_state (const NormlabMapCell *self);

/* Whether any cell is so. */
gboolean normlab_map_model_has_state (const NormlabMapModel *self, NormlabMapState state);
gboolean normlab_map_model_has_dead (const NormlabMapModel *self);
gboolean normlab_map_model_has_diverged (const NormlabMapModel *self);

/* Makes colours span the values that there are, between round numbers: up to @end, where values end
 * there by nature (0: they do not), and logarithmically, where they span more than two decades and
 * @logarithmic allows that. Without values they span 0 to @end, or to 1. */
void normlab_map_model_fit (NormlabMapModel *self, double end, gboolean logarithmic);

/* How good a value is, from 0 at the one end of the colours to 1 at the other. */
double normlab_map_model_get_share (const NormlabMapModel *self, double value);
/* The value in a cell, as short as can be ("0.83"), or with what four digits say of it. */
char *normlab_map_model_format (const NormlabMapModel *self, double value, gboolean brief);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabMapModel, normlab_map_model_free)

G_END_DECLS
