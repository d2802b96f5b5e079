/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-data-loader.h"
#include "normlab-lab.h"
#include "normlab-notices.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_REPEATER (normlab_repeater_get_type ())
G_DECLARE_FINAL_TYPE (NormlabRepeater, normlab_repeater, NORMLAB, REPEATER, GObject)

/**
 * NormlabRepeater:
 *
 * Trains runs once more or with other seeds, or lets those go on that have ended, or branches of
 * them, each on the data that it was trained on and on no others: on those that it still holds,
 * else on those in use if they are the same, else on what lies where they lay, if that still is
 * the same. What is in use stays so: they are loaded beside it, one data set after the other.
 * Complains where they are not to be had; once they are, the complaint goes. Knows no widget.
 */
NormlabRepeater *
normlab_repeater_new (NormlabLab *lab, NormlabDataLoader *loader, NormlabNotices *notices);

/* Trains another run of the item's recipe, now or as soon as its data are there, if the item has
 * not been removed by then. */
void normlab_repeater_train (NormlabRepeater *self, NormlabRunItem *item);
/* Lets the item's run go on to step @iterations, likewise. What it does once more must come to what
 * it came to before: otherwise it is complained of, and the run stays as it was. */
void normlab_repeater_go_on (NormlabRepeater *self, NormlabRunItem *item, guint iterations);
/* Trains a branch of the item's run, as @recipe has it (normlab_branch_off()), likewise. */
void
normlab_repeater_branch (NormlabRepeater *self, NormlabRunItem *item, const NormlabRecipe *recipe);
/* Trains @recipes (GArray of NormlabRecipe), which are the item's with other seeds
 * (normlab_lab_train_beside()), likewise. */
void normlab_repeater_add_seeds (NormlabRepeater *self, NormlabRunItem *item, GArray *recipes);
/* Nothing waits any more. */
void normlab_repeater_forget (NormlabRepeater *self);
/* How many runs wait for their data. */
guint normlab_repeater_get_n_waiting (NormlabRepeater *self);

G_END_DECLS
