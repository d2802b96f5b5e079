/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NormlabCheckpoint:
 *
 * All that a trainer is between two steps: parameters, running statistics, the optimizer's state,
 * the random stream and the batches that have been drawn. It never changes, and any thread may have
 * it; counted atomically. Taken by normlab_trainer_save().
 */
typedef struct _NormlabCheckpoint NormlabCheckpoint;

NormlabCheckpoint *normlab_checkpoint_ref (NormlabCheckpoint *self);
void normlab_checkpoint_unref (NormlabCheckpoint *self);

/* Steps done. */
guint normlab_checkpoint_get_step (const NormlabCheckpoint *self);
/* Bytes. */
gsize normlab_checkpoint_get_size (const NormlabCheckpoint *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabCheckpoint, normlab_checkpoint_unref)

G_END_DECLS
