/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "normlab-trainer-private.h"

struct _NormlabCheckpoint
{
  gint references; /* atomic */
  gsize size;      /* bytes, all in all */

  guint step;
  NormlabRandom random;
  NormlabStandstill standstill;
  double beta_1_power, beta_2_power;
  gboolean has_next;
  double dropout; /* of which a network makes use in evaluation as well */

  gsize n_floats;
  float *floats;    /* parameters, running statistics, the optimizer's states */
  guint32 *batches; /* this step's, then the next one's */
};

/* What a trainer has in vectors, one after the other. */
#define N_PARTS 4
typedef struct
{
  float *floats; /* NULL where there is no such thing */
  gsize n;
} Part;

static void
list_parts (const NormlabTrainer *trainer, Part parts[N_PARTS])
{
  gsize n = trainer->network.n_parameters;

  parts[0] = (Part){ trainer->network.parameters, n };
  parts[1] = (Part){ trainer->network.running, trainer->network.n_running };
  parts[2] = (Part){ trainer->updater.state_1, trainer->updater.state_1 != NULL ? n : 0 };
  parts[3] = (Part){ trainer->updater.state_2, trainer->updater.state_2 != NULL ? n : 0 };
}

static gsize
count_floats (const NormlabTrainer *trainer)
{
  Part parts[N_PARTS];
  gsize n = 0;

  list_parts (trainer, parts);
  for (guint i = 0; i < N_PARTS; i++)
    n += parts[i].n;
  return n;
}

gsize
normlab_trainer_get_checkpoint_size (const NormlabTrainer *self)
{
  return sizeof (NormlabCheckpoint) + count_floats (self) * sizeof (float)
         + 2 * (gsize) self->recipe.batch_size * sizeof (guint32);
}

/* From the trainer's vectors, or into them. */
static void
copy_floats (const NormlabCheckpoint *self, const NormlabTrainer *trainer, gboolean restore)
{
  Part parts[N_PARTS];
  float *floats = self->floats;

  list_parts (trainer, parts);
  for (guint i = 0; i < N_PARTS; floats += parts[i++].n)
    if (parts[i].n > 0)
      memcpy (restore ? parts[i].floats : floats, restore ? floats : parts[i].floats,
              parts[i].n * sizeof (float));
}

NormlabCheckpoint *
normlab_checkpoint_new (const NormlabTrainer *trainer)
{
  gsize size = normlab_trainer_get_checkpoint_size (trainer);
  gsize batch = trainer->recipe.batch_size * sizeof (guint32);
  NormlabCheckpoint *self = g_try_malloc (size);

  if (self == NULL)
    return NULL;
  *self = (NormlabCheckpoint){
    .references = 1,
    .size = size,
    .step = trainer->step,
    .random = trainer->random,
    .beta_1_power = trainer->updater.beta_1_power,
    .beta_2_power = trainer->updater.beta_2_power,
    .has_next = trainer->has_next,
    .dropout = trainer->network.dropout,
    .n_floats = count_floats (trainer),
    .floats = (float *) (gpointer) (self + 1),
  };
  self->batches = (guint32 *) (gpointer) (self->floats + self->n_floats);
  copy_floats (self, trainer, FALSE);
  memcpy (self->batches, trainer->batch, batch);
  memcpy (self->batches + trainer->recipe.batch_size, trainer->next_batch, batch);
  return self;
}

void
normlab_checkpoint_note (NormlabCheckpoint *self, const NormlabStandstill *standstill)
{
  self->standstill = *standstill;
}

NormlabCheckpoint *
normlab_trainer_save (const NormlabTrainer *self)
{
  NormlabCheckpoint *checkpoint;

  g_return_val_if_fail (self->diverged_layer == 0, NULL);

  checkpoint = normlab_checkpoint_new (self);
  if (checkpoint != NULL)
    normlab_checkpoint_note (checkpoint, &self->standstill);
  return checkpoint;
}

void
normlab_checkpoint_restore (const NormlabCheckpoint *self, NormlabTrainer *trainer)
{
  gsize batch = trainer->recipe.batch_size * sizeof (guint32);

  g_return_if_fail (self->size == normlab_trainer_get_checkpoint_size (trainer));

  trainer->step = self->step;
  trainer->random = self->random;
  trainer->standstill = self->standstill;
  trainer->updater.beta_1_power = self->beta_1_power;
  trainer->updater.beta_2_power = self->beta_2_power;
  trainer->has_next = self->has_next;
  copy_floats (self, trainer, TRUE);
  memcpy (trainer->batch, self->batches, batch);
  memcpy (trainer->next_batch, self->batches + trainer->recipe.batch_size, batch);
}

gboolean
normlab_checkpoint_restore_network (const NormlabCheckpoint *self, NormlabNetwork *network)
{
  if (self->n_floats < network->n_parameters + network->n_running)
    return FALSE;
  network->dropout = self->dropout;
  memcpy (network->parameters, self->floats, network->n_parameters * sizeof (float));
  if (network->n_running > 0)
    memcpy (network->running, self->floats + network->n_parameters,
            network->n_running * sizeof (float));
  return TRUE;
}

NormlabCheckpoint *
normlab_checkpoint_ref (NormlabCheckpoint *self)
{
  g_atomic_int_inc (&self->references);
  return self;
}

void
normlab_checkpoint_unref (NormlabCheckpoint *self)
{
  if (g_atomic_int_dec_and_test (&self->references))
    g_free (self);
}

guint
normlab_checkpoint_get_step (const NormlabCheckpoint *self)
{
  return self->step;
}

gsize
normlab_checkpoint_get_size (const NormlabCheckpoint *self)
{
  return self->size;
}
