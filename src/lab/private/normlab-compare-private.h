/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-compare.h"

G_BEGIN_DECLS

/* What the files of NormlabCompare share. */

struct _NormlabCompare
{
  GObject parent_instance;

  GListStore *stores[NORMLAB_N_DIMENSIONS]; /* of NormlabChoice, at least one of each ticked */
  NormlabExperiment *fixed;                 /* nullable: instead of a product of what is ticked */
  char *title;                              /* nullable */
  double n_recipes;
  GArray *recipes; /* as asked for since the last change; or why there are none */
  GError *error;
  guint quiet; /* > 0: what is changed now is announced later */
};

gboolean normlab_compare_keeps_unticked (NormlabDimension dimension);
/* Borrowed from the list. */
NormlabChoice *normlab_compare_peek (NormlabCompare *self,
                                     NormlabDimension dimension,
                                     guint position);
char *
normlab_compare_read (NormlabDimension dimension, const char *text, char **label, GError **error);
gboolean normlab_compare_find (NormlabCompare *self,
                               NormlabDimension dimension,
                               const char *text,
                               guint *position);
/* A text that can be read, and is not there. */
NormlabChoice *normlab_compare_insert (NormlabCompare *self,
                                       NormlabDimension dimension,
                                       const char *text,
                                       gboolean ticked);
/* Ticks these, as a recipe writes them, and no others. Passing: what is offered anew is there for
 * an experiment only, and what was offered for the last one goes. */
void normlab_compare_tick_exactly (NormlabCompare *self,
                                   NormlabDimension dimension,
                                   GPtrArray *texts,
                                   gboolean passing);
void normlab_compare_drop (NormlabCompare *self, NormlabDimension dimension, guint position);

void normlab_compare_set_title (NormlabCompare *self, const char *title);
void normlab_compare_touch (NormlabCompare *self, NormlabDimension dimension);
void normlab_compare_announce (NormlabCompare *self);

/* After a change: what was made of the choices before. */
void normlab_compare_forget_recipes (NormlabCompare *self);
/* How many recipes there are now. */
double normlab_compare_count (NormlabCompare *self);
/* Puts what is ticked in @dimension into every set of the fixed experiment. */
void normlab_compare_spread (NormlabCompare *self, NormlabDimension dimension);

G_END_DECLS
