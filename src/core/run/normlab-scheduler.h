/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-replay.h"
#include "normlab-run.h"

G_BEGIN_DECLS

/**
 * NormlabScheduler:
 *
 * Trains runs on a fixed number of threads. It always advances the run that is furthest behind, by
 * one interval, so all curves of a comparison grow abreast. Which thread advances which run when
 * changes no bit of any result. Threads for which there is no run measure what others have trained
 * meanwhile. Of very many runs only some are under way at once, in the order in which they came.
 *
 * All functions belong to one thread, the one that made the runs. Those with a @run act on that
 * run, or on all of them when it is NULL.
 */
typedef struct _NormlabScheduler NormlabScheduler;

/* Each keeps a network, an optimizer's state, and what goes with them. */
#define NORMLAB_SCHEDULER_MAX_ABREAST 64

/* Called when something has come into an inbox after normlab_scheduler_drain() emptied them all,
 * and not again before the next drain, which may already have taken what the call is about. A
 * worker calls it in its own thread; a function that posts (pause, resume, step, stop, remove)
 * calls it in the owner's, where it may call everything here but normlab_scheduler_free(). No
 * lock is held but one that keeps further notifications waiting, so it should do no more than
 * wake the owner. */
typedef void (*NormlabSchedulerNotify) (gpointer user_data);

/* n_threads 0: as many as there are processors. Where the machine has fewer threads to give, those
 * must do; NORMLAB_ERROR_FAILED when it has none. */
NormlabScheduler *normlab_scheduler_new (guint n_threads, GError **error);
/* From now on the threads leave the processors to others of this machine who want them, as to a
 * window that has a frame to draw. With nothing to leave them to, they are as fast as before. Only
 * on Linux, elsewhere nothing happens. */
void normlab_scheduler_be_modest (NormlabScheduler *self);
/* From now on at most so many runs, at least one, are under way at once: another begins when one
 * ends, or is paused. At first NORMLAB_SCHEDULER_MAX_ABREAST, or as many as there are threads. */
void normlab_scheduler_set_max_abreast (NormlabScheduler *self, guint n_runs);
/* Stops all runs and joins the threads. */
void normlab_scheduler_free (NormlabScheduler *self);

/* Before there are runs: checkpoints of those that train go there. */
void normlab_scheduler_set_replay (NormlabScheduler *self, NormlabReplay *replay);

guint normlab_scheduler_get_n_threads (NormlabScheduler *self);
/* When it returns, the function that was set before is not being called and will not be again. */
void normlab_scheduler_set_notify (NormlabScheduler *self,
                                   NormlabSchedulerNotify notify,
                                   gpointer user_data);

/* Adds a queued run; takes a reference. */
void normlab_scheduler_add (NormlabScheduler *self, NormlabRun *run);
/* Lets a run that was stopped, or has finished, go on to step @iterations, on the data that it was
 * trained on. It trains once more up to its step, from the nearest checkpoint on, at full speed,
 * and what it measures on its way is compared with its samples: if anything differs it is stopped,
 * as it was, with a message. Where there is nothing left to do it is finished. */
void normlab_scheduler_revive (NormlabScheduler *self,
                               NormlabRun *run,
                               NormlabDataset *dataset,
                               guint iterations);
/* Stops the run if it is not done, drains it and lets go of it. */
void normlab_scheduler_remove (NormlabScheduler *self, NormlabRun *run);

/* Whatever is paused is so at once, and stands still within 50 ms and a step; what has been trained
 * by then is still measured. Without a @run, those that go abreast meanwhile go on to the same
 * step, as far as that time suffices. */
void normlab_scheduler_pause (NormlabScheduler *self, NormlabRun *run);
void normlab_scheduler_resume (NormlabScheduler *self, NormlabRun *run);
/* A paused run goes on to its next interval and pauses again. One that has not begun stays where it
 * is while as many others as may be abreast have. */
void normlab_scheduler_step (NormlabScheduler *self, NormlabRun *run);
/* Ends the run in the state stopped, within 50 ms. Does not wait for it. */
void normlab_scheduler_stop (NormlabScheduler *self, NormlabRun *run);
/* The most steps per second; 0: as fast as possible. Acts at once; without a @run also on runs that
 * are added later. */
void normlab_scheduler_set_speed (NormlabScheduler *self, NormlabRun *run, double steps_per_second);

/* Drains every run; TRUE when any has changed. */
gboolean normlab_scheduler_drain (NormlabScheduler *self);
/* Waits until something has come into an inbox or @timeout (µs; < 0: no limit) is over. */
gboolean normlab_scheduler_wait (NormlabScheduler *self, gint64 timeout);
/* TRUE when every run, as drained, is in a final state. */
gboolean normlab_scheduler_is_done (NormlabScheduler *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabScheduler, normlab_scheduler_free)

G_END_DECLS
