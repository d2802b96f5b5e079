/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-replay.h"

#include <glib/gi18n-lib.h>

#include "normlab-error.h"

/* A run's checkpoints. */
typedef struct
{
  GPtrArray *checkpoints; /* of NormlabCheckpoint, by step */
  guint spacing; /* of steps: kept are all at even multiples, some at odd ones, the newest */
  gsize size;
} Track;

struct _NormlabReplay
{
  gint references; /* atomic */

  GMutex mutex;
  GHashTable *tracks; /* run → Track */
  gsize budget;
  gsize size;
};

static void
free_track (gpointer data)
{
  Track *track = data;

  g_ptr_array_unref (track->checkpoints);
  g_free (track);
}

static NormlabCheckpoint *
get_checkpoint (const Track *track, guint i)
{
  return g_ptr_array_index (track->checkpoints, i);
}

NormlabReplay *
normlab_replay_new (gsize budget)
{
  NormlabReplay *self = g_new0 (NormlabReplay, 1);

  self->references = 1;
  self->budget = budget;
  self->tracks = g_hash_table_new_full (NULL, NULL, NULL, free_track);
  g_mutex_init (&self->mutex);
  return self;
}

NormlabReplay *
normlab_replay_ref (NormlabReplay *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->references);
  return self;
}

void
normlab_replay_unref (NormlabReplay *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->references))
    return;
  g_hash_table_unref (self->tracks);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* How many checkpoints there are up to @step. */
static guint
count_until (const Track *track, guint step)
{
  guint low = 0, high = track->checkpoints->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (normlab_checkpoint_get_step (get_checkpoint (track, middle)) <= step)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Takes a checkpoint out, for the caller to let go of when nobody waits for the mutex. */
static void
drop (NormlabReplay *self, Track *track, guint i, GPtrArray *dropped)
{
  gsize size = normlab_checkpoint_get_size (get_checkpoint (track, i));

  track->size -= size;
  self->size -= size;
  g_ptr_array_add (dropped, g_ptr_array_steal_index (track->checkpoints, i));
}

/* How far a checkpoint is from @step. */
static guint
get_distance (const NormlabCheckpoint *checkpoint, guint step)
{
  guint at = normlab_checkpoint_get_step (checkpoint);

  return at < step ? step - at : at - step;
}

/* Which one goes next: of those that are not at an even multiple of the spacing, but for the
 * newest, the one that is farthest from @step. FALSE when there is none. */
static gboolean
find_spare (const Track *track, guint step, guint *spare)
{
  gboolean found = FALSE;
  guint farthest = 0;

  for (guint i = 0; i + 1 < track->checkpoints->len; i++)
    {
      NormlabCheckpoint *checkpoint = get_checkpoint (track, i);

      if (normlab_checkpoint_get_step (checkpoint) % (2 * (guint64) track->spacing) == 0
          || (found && get_distance (checkpoint, step) <= farthest))
        continue;
      found = TRUE;
      farthest = get_distance (checkpoint, step);
      *spare = i;
    }
  return found;
}

/* Lets go of one. Once the odd multiples are gone, those of twice the spacing are told apart. So
 * what is left lies evenly, and closer to where somebody has just been. */
static void
thin (NormlabReplay *self, Track *track, guint step, GPtrArray *dropped)
{
  guint spare = 0;

  if (track->checkpoints->len > 1)
    while (!find_spare (track, step, &spare) && track->spacing <= G_MAXUINT / 2)
      track->spacing *= 2;
  drop (self, track, spare, dropped);
}

/* The track that takes most, of those with more than one checkpoint if there are any. */
static Track *
find_largest (NormlabReplay *self)
{
  GHashTableIter iter;
  gpointer value;
  Track *largest = NULL;

  g_hash_table_iter_init (&iter, self->tracks);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Track *track = value;
      gboolean many = track->checkpoints->len > 1;

      if (track->checkpoints->len > 0
          && (largest == NULL || many > (largest->checkpoints->len > 1)
              || (many == (largest->checkpoints->len > 1) && track->size > largest->size)))
        largest = track;
    }
  return largest;
}

/* step: where the last one came. Under the mutex. */
static void
keep_within_budget (NormlabReplay *self, guint step, GPtrArray *dropped)
{
  while (self->size > self->budget)
    thin (self, find_largest (self), step, dropped);
}

static Track *
ensure_track (NormlabReplay *self, gconstpointer run, guint interval)
{
  Track *track = g_hash_table_lookup (self->tracks, run);

  if (track == NULL)
    {
      track = g_new0 (Track, 1);
      track->checkpoints
          = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_checkpoint_unref);
      track->spacing = interval;
      g_hash_table_insert (self->tracks, (gpointer) run, track);
    }
  return track;
}

/* Whether a checkpoint at @step would stay: on the spacing, or as the newest, if it is to be that.
 * Under the mutex. */
static gboolean
wants (NormlabReplay *self, gconstpointer run, guint step, gboolean newest)
{
  const Track *track = g_hash_table_lookup (self->tracks, run);
  guint n = track != NULL ? count_until (track, step) : 0;

  if (n > 0 && normlab_checkpoint_get_step (get_checkpoint (track, n - 1)) == step)
    return FALSE;
  return track == NULL || step % track->spacing == 0 || (newest && n == track->checkpoints->len);
}

/* Under the mutex. */
static void
insert (NormlabReplay *self, Track *track, NormlabCheckpoint *checkpoint, GPtrArray *dropped)
{
  guint step = normlab_checkpoint_get_step (checkpoint);
  guint i = count_until (track, step);
  NormlabCheckpoint *newest
      = track->checkpoints->len > 0 ? get_checkpoint (track, track->checkpoints->len - 1) : NULL;

  if (i == track->checkpoints->len && newest != NULL
      && normlab_checkpoint_get_step (newest) % track->spacing != 0)
    drop (self, track, --i, dropped);
  track->size += normlab_checkpoint_get_size (checkpoint);
  self->size += normlab_checkpoint_get_size (checkpoint);
  g_ptr_array_insert (track->checkpoints, (gint) i, checkpoint);
  keep_within_budget (self, step, dropped);
}

gboolean
normlab_replay_wants (NormlabReplay *self,
                      gconstpointer run,
                      const NormlabTrainer *trainer,
                      gboolean newest)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL && run != NULL && trainer != NULL, FALSE);

  locker = g_mutex_locker_new (&self->mutex);
  return wants (self, run, normlab_trainer_get_step (trainer), newest)
         && normlab_trainer_get_checkpoint_size (trainer) <= self->budget;
}

void
normlab_replay_put (NormlabReplay *self,
                    gconstpointer run,
                    NormlabCheckpoint *checkpoint,
                    guint interval,
                    gboolean newest)
{
  g_autoptr (GPtrArray) dropped
      = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_checkpoint_unref);

  g_return_if_fail (self != NULL && run != NULL && checkpoint != NULL && interval > 0);

  g_mutex_lock (&self->mutex);
  if (wants (self, run, normlab_checkpoint_get_step (checkpoint), newest))
    insert (self, ensure_track (self, run, interval), checkpoint, dropped);
  else
    g_ptr_array_add (dropped, checkpoint);
  g_mutex_unlock (&self->mutex);
}

void
normlab_replay_keep (NormlabReplay *self,
                     gconstpointer run,
                     const NormlabTrainer *trainer,
                     gboolean newest)
{
  NormlabCheckpoint *checkpoint = NULL;

  g_return_if_fail (self != NULL && run != NULL && trainer != NULL);

  if (normlab_replay_wants (self, run, trainer, newest))
    checkpoint = normlab_trainer_save (trainer);
  if (checkpoint != NULL)
    normlab_replay_put (self, run, checkpoint, normlab_trainer_get_interval (trainer), newest);
}

void
normlab_replay_share (NormlabReplay *self,
                      gconstpointer run,
                      gconstpointer branch,
                      guint step,
                      guint interval)
{
  NormlabCheckpoint *checkpoint = normlab_replay_find (self, run, step);

  g_return_if_fail (branch != NULL && branch != run && interval > 0);

  if (checkpoint != NULL)
    normlab_replay_put (self, branch, checkpoint, interval, TRUE);
}

void
normlab_replay_forget (NormlabReplay *self, gconstpointer run)
{
  Track *track = NULL;

  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->mutex);
  if (g_hash_table_steal_extended (self->tracks, run, NULL, (gpointer *) &track))
    self->size -= track->size;
  g_mutex_unlock (&self->mutex);
  if (track != NULL)
    free_track (track);
}

NormlabCheckpoint *
normlab_replay_find (NormlabReplay *self, gconstpointer run, guint step)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = NULL;
  const Track *track;
  guint n;

  g_return_val_if_fail (self != NULL, NULL);

  locker = g_mutex_locker_new (&self->mutex);
  track = g_hash_table_lookup (self->tracks, run);
  n = track != NULL ? count_until (track, step) : 0;
  return n > 0 ? normlab_checkpoint_ref (get_checkpoint (track, n - 1)) : NULL;
}

NormlabTrainer *
normlab_replay_begin (NormlabReplay *self,
                      gconstpointer run,
                      const NormlabRecipe *recipe,
                      NormlabDataset *dataset,
                      guint step,
                      NormlabStop stop,
                      GError **error)
{
  g_autoptr (NormlabCheckpoint) checkpoint = normlab_replay_find (self, run, step);
  const NormlabKernels *kernels = normlab_kernels_get_default ();

  if (checkpoint != NULL)
    return normlab_trainer_new_at (recipe, dataset, kernels, checkpoint, error);
  return normlab_trainer_new (recipe, dataset, kernels, stop, error);
}

/* What to say of a trainer that does not come to where it was before. */
static void
set_error (NormlabTrainerStatus status, guint step, GError **error)
{
  if (status == NORMLAB_TRAINER_STOPPED)
    g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED,
                         _("Training it once more was cancelled"));
  else if (status == NORMLAB_TRAINER_DIVERGED)
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                 /* Translators: a number of steps */
                 _("The network diverges at step %u"), step);
}

gboolean
normlab_replay_go_on (NormlabReplay *self,
                      gconstpointer run,
                      NormlabTrainer *trainer,
                      guint step,
                      NormlabScratch *scratch,
                      NormlabProgress *progress,
                      NormlabStop stop,
                      GError **error)
{
  guint first, at, interval;

  g_return_val_if_fail (self != NULL && trainer != NULL, FALSE);

  first = normlab_trainer_get_step (trainer);
  interval = normlab_trainer_get_interval (trainer);
  for (at = first; at < step; at = normlab_trainer_get_step (trainer))
    {
      NormlabTrainerStatus status;

      if (!normlab_progress_report (progress, (double) (at - first) / (step - first), error))
        return FALSE;
      status = normlab_trainer_advance (trainer, MIN (interval - at % interval, step - at), scratch,
                                        stop, error);
      if (status != NORMLAB_TRAINER_OK)
        {
          set_error (status, normlab_trainer_get_step (trainer), error);
          return FALSE;
        }
      if (run != NULL && normlab_trainer_get_step (trainer) % interval == 0)
        normlab_replay_keep (self, run, trainer, FALSE);
    }
  return TRUE;
}

NormlabTrainer *
normlab_replay_seek (NormlabReplay *self,
                     gconstpointer run,
                     const NormlabRecipe *recipe,
                     NormlabDataset *dataset,
                     guint step,
                     NormlabScratch *scratch,
                     NormlabStop stop,
                     GError **error)
{
  g_autoptr (NormlabTrainer) trainer = NULL;

  g_return_val_if_fail (self != NULL && run != NULL, NULL);
  g_return_val_if_fail (recipe != NULL && step <= recipe->iterations, NULL);

  trainer = normlab_replay_begin (self, run, recipe, dataset, step, stop, error);
  if (trainer == NULL
      || !normlab_replay_go_on (self, run, trainer, step, scratch, NULL, stop, error))
    return NULL;
  return g_steal_pointer (&trainer);
}

void
normlab_replay_set_budget (NormlabReplay *self, gsize budget)
{
  g_autoptr (GPtrArray) dropped
      = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_checkpoint_unref);

  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->mutex);
  self->budget = budget;
  keep_within_budget (self, G_MAXUINT, dropped);
  g_mutex_unlock (&self->mutex);
}

gsize
normlab_replay_get_budget (NormlabReplay *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL, 0);

  locker = g_mutex_locker_new (&self->mutex);
  return self->budget;
}

gsize
normlab_replay_get_size (NormlabReplay *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL, 0);

  locker = g_mutex_locker_new (&self->mutex);
  return self->size;
}

guint
normlab_replay_get_n_checkpoints (NormlabReplay *self, gconstpointer run)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = NULL;
  const Track *track;

  g_return_val_if_fail (self != NULL, 0);

  locker = g_mutex_locker_new (&self->mutex);
  track = g_hash_table_lookup (self->tracks, run);
  return track != NULL ? track->checkpoints->len : 0;
}
