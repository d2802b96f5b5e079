/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-already.h"
#include "normlab-data-loader.h"
#include "normlab-lab.h"
#include "normlab-notices.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_TRAIN_QUEUE (normlab_train_queue_get_type ())
G_DECLARE_FINAL_TYPE (NormlabTrainQueue, normlab_train_queue, NORMLAB, TRAIN_QUEUE, GObject)

/**
 * NormlabTrainQueue:
 *
 * Has networks trained on the data in use. While others are being made ready they wait for these,
 * and what cannot be had they do not train on others in its stead. Complains of data that cannot be
 * had, and where there are none to train on. Knows no widget.
 *
 * What is there already (NormlabAlready) is not trained again by the way: that is told, with a
 * button of the action "win.train-again".
 *
 * Properties: waiting (boolean, read-only; networks wait for data), offering (boolean, read-only;
 * some were there already and may be trained again).
 */
NormlabTrainQueue *
normlab_train_queue_new (NormlabLab *lab, NormlabDataLoader *loader, NormlabNotices *notices);

/* Trains a network for each recipe (GArray of NormlabRecipe; a reference is taken) that is not
 * there already, now or as soon as the data are there, in place of those that were waiting. */
void normlab_train_queue_train (NormlabTrainQueue *self, GArray *recipes);
/* Trains those once more that the last time were there already, unless other data have come. */
void normlab_train_queue_train_again (NormlabTrainQueue *self);
/* Which of the recipes are there on the data in use; while these are not ready, none. */
NormlabAlready *normlab_train_queue_find (NormlabTrainQueue *self, GArray *recipes);
/* Nothing waits any more. */
void normlab_train_queue_forget (NormlabTrainQueue *self);

gboolean normlab_train_queue_get_waiting (NormlabTrainQueue *self);
gboolean normlab_train_queue_get_offering (NormlabTrainQueue *self);
/* Why nothing can be trained as long as there are no data, translated; NULL where there are, or
 * will be. */
const char *normlab_train_queue_get_obstacle (NormlabTrainQueue *self);

G_END_DECLS
