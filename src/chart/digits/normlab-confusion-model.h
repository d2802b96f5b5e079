/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In place of a cell's row or column: none. */
#define NORMLAB_CONFUSION_NONE (-1)

/**
 * NormlabConfusionHead:
 * @name: (nullable): of a network; NULL for none
 * @note: (nullable): what else there is to say of it
 * @color: @dashed: of its line in the chart, which a difference shows besides
 */
typedef struct
{
  char *name, *note;
  guint color;
  gboolean dashed;
} NormlabConfusionHead;

/**
 * NormlabConfusionModel:
 * @title: (nullable): of all, where it leaves the program
 * @heads: whose matrix it is; of a difference, of what it is one less the other
 * @caption: (nullable): more of it, beneath these
 * @message: (nullable): in place of the matrix
 * @is_difference: whether it is what one network does more often than another
 * @class_names: what the classes are called, ended by NULL; NULL: by their numbers
 * @counts: n_classes × n_classes, counts[truth × n_classes + answer]; of a difference below 0 where
 *   the other does it more often
 * @greatest: of the sizes of all counts
 * @totals: images of each class
 * @recalls: of each class, share of its images that are answered with it; NAN without any. Of a
 *   difference the difference
 * @precisions: of each class, share of the answers with it that are right; likewise
 * @accuracy: share of all images that is right; likewise
 * @colors: of what is right and what is wrong; of a difference of what the one does more often and
 *   what the other does; at first the palette's first two
 * @row: @column: the cell that is chosen, or NORMLAB_CONFUSION_NONE
 *
 * How often images of each class (rows) are taken for which class (columns). Knows no pixels and no
 * network.
 */
typedef struct
{
  char *title, *caption, *message;
  NormlabConfusionHead heads[2];
  gboolean is_difference;
  guint n_classes;
  char **class_names;
  int *counts;
  guint greatest;
  guint *totals;
  double *recalls, *precisions;
  double accuracy;
  guint colors[2];
  int row, column;
} NormlabConfusionModel;

/* Everything is 0 or NULL, and nothing is chosen. n_classes may be 0. */
NormlabConfusionModel *normlab_confusion_model_new (guint n_classes);
void normlab_confusion_model_free (NormlabConfusionModel *self);

void
normlab_confusion_model_set_count (NormlabConfusionModel *self, guint row, guint column, int count);
int normlab_confusion_model_get_count (const NormlabConfusionModel *self, guint row, guint column);
/* How much of a colour a cell has, −1 to 1: of a matrix the root of its share of its class, of a
 * difference that of its share of the greatest. The root, since a few images among a thousand are
 * to be seen. */
double
normlab_confusion_model_get_weight (const NormlabConfusionModel *self, guint row, guint column);
/* Finds up to @max of the greatest figures that are no right answers (of a difference, of all that
 * differ), the greatest first; returns how many. cells: row × n_classes + column. */
guint
normlab_confusion_model_find_greatest (const NormlabConfusionModel *self, guint max, guint *cells);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabConfusionModel, normlab_confusion_model_free)

G_END_DECLS
