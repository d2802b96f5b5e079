/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-trainer.h"

#include "normlab-change.h"
#include "normlab-prober.h"
#include "normlab-sets.h"
#include "normlab-trainer-private.h"

/* What it is and how it goes on. What is measured of it is in normlab-trainer-measure.c. */

/* The labels of the batch. */
static void
read_labels (NormlabTrainer *self)
{
  const guint8 *labels = g_bytes_get_data (self->labels, NULL);

  for (guint i = 0; i < self->recipe.batch_size; i++)
    self->batch_labels[i] = labels[self->batch[i]];
}

/* With so many changes made. random: of the first weights; NULL for none. */
static NormlabTrainer *
create_trainer (const NormlabRecipe *recipe,
                guint n_changes,
                NormlabDataset *dataset,
                const NormlabKernels *kernels,
                NormlabRandom *random,
                NormlabStop stop,
                GError **error)
{
  g_autoptr (NormlabTrainer) self = NULL;
  NormlabRecipe phase;

  if (!normlab_recipe_validate (recipe, error)
      || !normlab_trainer_check_images (recipe, dataset, error))
    return NULL;

  phase = normlab_recipe_get_phase (recipe, n_changes);
  self = g_new0 (NormlabTrainer, 1);
  self->recipe = *recipe;
  self->n_changes = n_changes;
  self->dataset = normlab_dataset_ref (dataset);
  self->n_images = MIN (recipe->training_images,
                        normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TRAINING));
  self->labels = normlab_dataset_get_labels_with_noise (dataset, recipe->label_noise);
  self->batch = g_new0 (guint32, recipe->batch_size);
  self->next_batch = g_new0 (guint32, recipe->batch_size);
  self->batch_labels = g_new0 (guint8, recipe->batch_size);
  if (!normlab_network_init (&self->network, &phase, normlab_dataset_get_n_pixels (dataset),
                             normlab_dataset_get_n_classes (dataset), kernels, random, stop, error)
      || !normlab_updater_init (&self->updater, &phase, &self->network, error))
    return NULL;
  return g_steal_pointer (&self);
}

NormlabTrainer *
normlab_trainer_new (const NormlabRecipe *recipe,
                     NormlabDataset *dataset,
                     const NormlabKernels *kernels,
                     NormlabStop stop,
                     GError **error)
{
  NormlabTrainer *self;
  NormlabRandom random;

  g_return_val_if_fail (recipe != NULL && dataset != NULL && kernels != NULL, NULL);

  normlab_random_seed (&random, recipe->seed);
  self = create_trainer (recipe, 0, dataset, kernels, &random, stop, error);
  if (self != NULL)
    self->random = random;
  return self;
}

NormlabTrainer *
normlab_trainer_new_at (const NormlabRecipe *recipe,
                        NormlabDataset *dataset,
                        const NormlabKernels *kernels,
                        const NormlabCheckpoint *checkpoint,
                        GError **error)
{
  NormlabTrainer *self;

  g_return_val_if_fail (recipe != NULL && dataset != NULL && kernels != NULL, NULL);
  g_return_val_if_fail (checkpoint != NULL, NULL);

  self = create_trainer (
      recipe, normlab_recipe_count_changes (recipe, normlab_checkpoint_get_step (checkpoint)),
      dataset, kernels, NULL, NULL, error);
  if (self != NULL)
    {
      normlab_checkpoint_restore (checkpoint, self);
      read_labels (self);
    }
  return self;
}

void
normlab_trainer_free (NormlabTrainer *self)
{
  if (self == NULL)
    return;
  normlab_network_clear (&self->network);
  normlab_updater_clear (&self->updater);
  normlab_dataset_unref (self->dataset);
  g_bytes_unref (self->labels);
  g_free (self->batch);
  g_free (self->next_batch);
  g_free (self->batch_labels);
  g_free (self);
}

gboolean
normlab_trainer_prepare (NormlabTrainer *self, GError **error)
{
  const NormlabBranch *branch = &self->recipe.branch;

  while (self->n_changes < branch->n && branch->changes[self->n_changes].step <= self->step)
    {
      NormlabRecipe phase = normlab_recipe_get_phase (&self->recipe, self->n_changes + 1);

      if (!normlab_updater_change (&self->updater, &phase, &self->network, error))
        return FALSE;
      normlab_network_change (&self->network, &phase);
      self->n_changes++;
    }
  return TRUE;
}

NormlabTrainerStatus
normlab_trainer_diverge (NormlabTrainer *self, guint in_pass)
{
  guint layer = normlab_network_find_divergence (&self->network);

  /* All parameters may still be finite while their products overflow. */
  if (layer == 0 || (in_pass > 0 && in_pass < layer))
    layer = in_pass;
  g_assert (layer > 0);
  self->diverged_layer = layer;
  return NORMLAB_TRAINER_DIVERGED;
}

static void
draw (NormlabTrainer *self, guint32 *batch)
{
  normlab_random_choice (&self->random, self->n_images, batch, self->recipe.batch_size);
}

/* The step's batch and, where nothing else is drawn in between, the next step's: a step begins a
 * tenth quicker when its images are there. */
static void
draw_batch (NormlabTrainer *self)
{
  if (self->has_next)
    {
      guint32 *batch = self->batch;

      self->batch = self->next_batch;
      self->next_batch = batch;
    }
  else
    draw (self, self->batch);
  self->has_next = self->network.dropout == 0;
  if (self->has_next)
    draw (self, self->next_batch);
  read_labels (self);
}

gsize
normlab_trainer_get_scratch_size (const NormlabTrainer *self)
{
  gsize rows = self->recipe.batch_size;
  gsize step = normlab_network_gradient_scratch (&self->network, rows);
  gsize batch = normlab_network_evaluate_scratch (&self->network, rows);
  gsize sets = normlab_sets_scratch (&self->network, normlab_dataset_get_pairs (self->dataset));

  return MAX (MAX (step, batch), sets);
}

/* Forward, backward and update; onlooker: (nullable). FALSE when stopped, or diverged. */
static gboolean
train_batch (NormlabTrainer *self,
             const NormlabOnlooker *onlooker,
             NormlabScratch *scratch,
             NormlabStop stop,
             guint *diverged_layer)
{
  const NormlabSparse *images = normlab_dataset_get_sparse (self->dataset, NORMLAB_SPLIT_TRAINING);
  gboolean finite;

  if (!normlab_network_gradient (&self->network, images, self->batch,
                                 self->has_next ? self->next_batch : NULL, self->batch_labels,
                                 self->recipe.batch_size, &self->random, scratch, stop,
                                 onlooker != NULL ? onlooker->observe : NULL,
                                 onlooker != NULL ? onlooker->data : NULL, diverged_layer))
    return FALSE;
  if (onlooker != NULL)
    {
      normlab_scratch_begin (scratch, 0, NULL);
      onlooker->before_update (onlooker->data, &self->network, scratch);
    }
  finite = normlab_updater_step (&self->updater, &self->network, stop);
  if (onlooker != NULL && !normlab_stop_requested (stop))
    onlooker->after_update (onlooker->data, &self->network, finite);
  return finite;
}

static NormlabTrainerStatus
do_step (NormlabTrainer *self,
         const NormlabOnlooker *onlooker,
         NormlabScratch *scratch,
         NormlabStop stop,
         GError **error)
{
  gboolean finite;
  guint diverged_layer = 0;
  gsize needed;

  if (normlab_stop_requested (stop))
    return NORMLAB_TRAINER_STOPPED;
  if (!normlab_trainer_prepare (self, error))
    return NORMLAB_TRAINER_FAILED;
  needed = normlab_trainer_get_scratch_size (self);
  /* When the pass is over, the weights before the update take its place. */
  if (onlooker != NULL)
    needed = MAX (needed, normlab_scratch_padded (self->network.n_parameters));
  if (!normlab_scratch_begin (scratch, needed, error))
    return NORMLAB_TRAINER_FAILED;
  draw_batch (self);
  finite = train_batch (self, onlooker, scratch, stop, &diverged_layer);
  if (normlab_stop_requested (stop))
    return NORMLAB_TRAINER_STOPPED;
  self->step++;
  return finite ? NORMLAB_TRAINER_OK : normlab_trainer_diverge (self, diverged_layer);
}

NormlabTrainerStatus
normlab_trainer_advance (NormlabTrainer *self,
                         guint n_steps,
                         NormlabScratch *scratch,
                         NormlabStop stop,
                         GError **error)
{
  NormlabTrainerStatus status = NORMLAB_TRAINER_OK;

  g_return_val_if_fail (self->diverged_layer == 0, NORMLAB_TRAINER_DIVERGED);

  n_steps = MIN (n_steps, self->recipe.iterations - self->step);
  for (guint i = 0; i < n_steps && status == NORMLAB_TRAINER_OK; i++)
    status = do_step (self, NULL, scratch, stop, error);
  return status;
}

NormlabTrainerStatus
normlab_trainer_advance_with_onlooker (NormlabTrainer *self,
                                       const NormlabOnlooker *onlooker,
                                       NormlabScratch *scratch,
                                       NormlabStop stop,
                                       GError **error)
{
  g_return_val_if_fail (self->diverged_layer == 0, NORMLAB_TRAINER_DIVERGED);
  g_return_val_if_fail (self->step < self->recipe.iterations, NORMLAB_TRAINER_FAILED);

  return do_step (self, onlooker, scratch, stop, error);
}

static void
keep_weights (gpointer prober, const NormlabNetwork *network, NormlabScratch *scratch)
{
  normlab_prober_keep_weights (prober, network, scratch);
}

static void
finish_probe (gpointer prober, const NormlabNetwork *network, gboolean finite)
{
  if (finite)
    normlab_prober_finish (prober, network);
}

NormlabTrainerStatus
normlab_trainer_advance_with_probe (NormlabTrainer *self,
                                    NormlabProbe **probe,
                                    NormlabScratch *scratch,
                                    NormlabStop stop,
                                    GError **error)
{
  NormlabProber prober = { .stop = stop };
  const NormlabOnlooker onlooker = { normlab_prober_observe, keep_weights, finish_probe, &prober };
  NormlabTrainerStatus status;

  *probe = NULL;
  prober.probe = normlab_probe_new (self->network.n_layers);
  status = normlab_trainer_advance_with_onlooker (self, &onlooker, scratch, stop, error);
  prober.probe->step = self->step;
  if (status == NORMLAB_TRAINER_OK)
    *probe = g_steal_pointer (&prober.probe);
  normlab_probe_free (prober.probe);
  return status;
}

NormlabProbe *
normlab_trainer_peek (const NormlabTrainer *self)
{
  NormlabProber prober = { .probe = normlab_probe_new (self->network.n_layers) };

  normlab_prober_note_state (&prober, &self->network);
  return prober.probe;
}

guint
normlab_trainer_get_step (const NormlabTrainer *self)
{
  return self->step;
}

guint
normlab_trainer_get_interval (const NormlabTrainer *self)
{
  return self->recipe.interval;
}

guint
normlab_trainer_get_steps_to_sample (const NormlabTrainer *self)
{
  guint to_interval = self->recipe.interval - self->step % self->recipe.interval;

  return MIN (to_interval, self->recipe.iterations - self->step);
}

gboolean
normlab_trainer_is_stuck (const NormlabTrainer *self)
{
  return self->standstill.is_stuck;
}

guint
normlab_trainer_get_diverged_layer (const NormlabTrainer *self)
{
  return self->diverged_layer;
}

guint64
normlab_trainer_get_hash (const NormlabTrainer *self)
{
  return normlab_network_hash (&self->network);
}
