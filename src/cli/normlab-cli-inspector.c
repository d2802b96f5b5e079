/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-inspector.h"

#include <glib/gi18n-lib.h>

#include "normlab-error.h"

/* How long a signal waits at most, in µs. */
#define MAX_WAIT 50000

/* What the threads share. A run belongs to the thread that has taken its number. */
typedef struct
{
  GPtrArray *runs; /* of NormlabCliInspected */
  NormlabDataset *dataset;
  const GArray *steps; /* nullable */
  NormlabInspect what;
  NormlabReplay *replay; /* nullable: for autopsies */
  gint stop;             /* atomic */

  GMutex mutex;
  GCond cond;
  guint next;   /* the number of the first run that nobody has taken */
  guint n_done; /* how many have been worked on to the end */
} Inspector;

static void
free_inspected (gpointer data)
{
  NormlabCliInspected *run = data;

  g_ptr_array_unref (run->inspections);
  normlab_autopsy_free (run->autopsy);
  g_clear_error (&run->error);
  g_free (run);
}

/* Looks into the run at one step. Returns whether it can go on. */
static gboolean
inspect_step (Inspector *self,
              NormlabCliInspected *run,
              NormlabTrainer *trainer,
              guint step,
              NormlabScratch *scratch)
{
  NormlabInspection *inspection = NULL;
  NormlabTrainerStatus status
      = normlab_inspect (trainer, step, self->what, &inspection, scratch, &self->stop, &run->error);

  if (inspection != NULL)
    g_ptr_array_add (run->inspections, inspection);
  if (status == NORMLAB_TRAINER_DIVERGED)
    {
      run->diverged_step = normlab_trainer_get_step (trainer);
      run->diverged_layer = normlab_trainer_get_diverged_layer (trainer);
    }
  return status == NORMLAB_TRAINER_OK;
}

static void
inspect_run (Inspector *self, NormlabCliInspected *run, NormlabScratch *scratch)
{
  g_autoptr (NormlabTrainer) trainer = normlab_trainer_new (
      &run->recipe, self->dataset, normlab_kernels_get_default (), &self->stop, &run->error);
  guint n = MAX (self->steps->len, 1);

  for (guint i = 0; trainer != NULL && i < n; i++)
    {
      guint step
          = self->steps->len > 0 ? g_array_index (self->steps, guint, i) : run->recipe.iterations;

      if (!inspect_step (self, run, trainer, step, scratch))
        return;
    }
}

/* Nothing is found of a run that does not diverge. */
static NormlabAutopsy *
dissect (Inspector *self, NormlabCliInspected *run, NormlabScratch *scratch)
{
  guint step;

  if (!normlab_autopsy_find_step (self->replay, run, &run->recipe, self->dataset, &step, scratch,
                                  &self->stop, &run->error)
      || step == 0)
    return NULL;
  return normlab_autopsy_new (self->replay, run, &run->recipe, self->dataset, step, scratch, NULL,
                              &self->stop, &run->error);
}

static void
dissect_run (Inspector *self, NormlabCliInspected *run, NormlabScratch *scratch)
{
  run->autopsy = dissect (self, run, scratch);
  normlab_replay_forget (self->replay, run);
  if (run->autopsy == NULL)
    return;
  run->diverged_step = run->autopsy->step;
  run->diverged_layer = run->autopsy->layer;
}

static NormlabCliInspected *
take_run (Inspector *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->next < self->runs->len ? g_ptr_array_index (self->runs, self->next++) : NULL;
}

static gpointer
work (gpointer data)
{
  Inspector *self = data;
  NormlabScratch scratch = { 0 };
  NormlabCliInspected *run;

  while ((run = take_run (self)) != NULL)
    {
      if (self->steps != NULL)
        inspect_run (self, run, &scratch);
      if (self->replay != NULL && run->error == NULL)
        dissect_run (self, run, &scratch);
      g_mutex_lock (&self->mutex);
      self->n_done++;
      g_cond_signal (&self->cond);
      g_mutex_unlock (&self->mutex);
    }
  normlab_scratch_clear (&scratch);
  return NULL;
}

static GPtrArray *
start_threads (Inspector *self, guint n_threads, GError **error)
{
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();
  g_autoptr (GError) reason = NULL;

  while (threads->len < MIN (n_threads, self->runs->len))
    {
      GThread *thread = g_thread_try_new ("normlab-worker", work, self, &reason);

      if (thread == NULL)
        break;
      g_ptr_array_add (threads, thread);
    }
  if (threads->len > 0)
    return g_steal_pointer (&threads);
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
               _("No thread could be started to train in: %s"), reason->message);
  return NULL;
}

/* Until all is done; a signal ends it before. */
static void
wait_for_threads (Inspector *self, GPtrArray *threads, NormlabCliSignals *signals)
{
  g_mutex_lock (&self->mutex);
  while (self->n_done < self->runs->len)
    {
      if (normlab_cli_signals_get_received (signals) != 0)
        g_atomic_int_set (&self->stop, 1);
      g_cond_wait_until (&self->cond, &self->mutex, g_get_monotonic_time () + MAX_WAIT);
    }
  g_mutex_unlock (&self->mutex);
  for (guint i = 0; i < threads->len; i++)
    g_thread_join (g_ptr_array_index (threads, i));
}

static GPtrArray *
make_runs (const GArray *recipes)
{
  GPtrArray *runs = g_ptr_array_new_with_free_func (free_inspected);

  for (guint i = 0; i < recipes->len; i++)
    {
      NormlabCliInspected *run = g_new0 (NormlabCliInspected, 1);

      run->recipe = g_array_index (recipes, NormlabRecipe, i);
      run->inspections = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_inspection_free);
      g_ptr_array_add (runs, run);
    }
  return runs;
}

GPtrArray *
normlab_cli_inspector_run (const GArray *recipes,
                           NormlabDataset *dataset,
                           const GArray *steps,
                           NormlabInspect what,
                           gboolean autopsy,
                           guint n_threads,
                           NormlabCliSignals *signals,
                           GError **error)
{
  g_autoptr (GPtrArray) runs = make_runs (recipes);
  g_autoptr (GPtrArray) threads = NULL;
  g_autoptr (NormlabReplay) replay = autopsy ? normlab_replay_new (NORMLAB_REPLAY_BUDGET) : NULL;
  Inspector self
      = { .runs = runs, .dataset = dataset, .steps = steps, .what = what, .replay = replay };

  g_mutex_init (&self.mutex);
  g_cond_init (&self.cond);
  threads = start_threads (&self, n_threads > 0 ? n_threads : g_get_num_processors (), error);
  if (threads != NULL)
    wait_for_threads (&self, threads, signals);
  g_cond_clear (&self.cond);
  g_mutex_clear (&self.mutex);
  return threads != NULL ? g_steal_pointer (&runs) : NULL;
}
