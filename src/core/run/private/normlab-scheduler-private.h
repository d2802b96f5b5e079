/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-job.h"
#include "normlab-queue.h"
#include "normlab-scheduler.h"

G_BEGIN_DECLS

/* Split by concern: normlab-scheduler.c has what lasts as long as it does, and the jobs that come
 * and go; normlab-scheduler-control.c what the owner does to them; normlab-scheduler-work.c what
 * workers do; normlab-scheduler-tell.c what is told of it, and in what order. */
struct _NormlabScheduler
{
  GPtrArray *threads; /* of GThread */

  GMutex mutex;
  GCond work; /* a job may have become ready, or quit was set */
  GCond news; /* something was posted */

  /* Under the mutex */
  const NormlabClock *clock;
  GPtrArray *jobs;       /* of NormlabJob, in the order they came */
  NormlabQueue queue;    /* those of them that wait for a worker */
  GPtrArray *news_of;    /* those whose runs have something in their inboxes */
  GPtrArray *graveyard;  /* jobs that were removed; only the owner frees them */
  NormlabReplay *replay; /* nullable; of jobs to come */
  GQueue put_off;        /* of NormlabHeld, whose measurements wait for a worker, in their order */
  guint n_busy;          /* workers that train */
  GPtrArray *trainers;   /* of jobs that are done; a worker frees them, as that takes its time */
  GPtrArray *dropped;    /* of NormlabHeld, likewise */
  double speed;          /* of jobs to come */
  gboolean modest;       /* see normlab_scheduler_be_modest() */
  gboolean quit;
  gboolean has_news;
  gboolean must_notify; /* before long, and without the mutex */

  /* Held while notify is called, so that it can be changed; taken before the mutex, never after */
  GRecMutex notifying;
  NormlabSchedulerNotify notify;
  gpointer notify_data;
};

/* Unlocks the mutex, and notifies if something was posted under it. */
void normlab_scheduler_unlock (NormlabScheduler *self);

/* The state of a job that is neither working nor done. Under the mutex. */
NormlabRunState normlab_scheduler_idle_state (const NormlabJob *job);

/* Tells the job's run of a new state. Under the mutex, followed by normlab_scheduler_unlock(). */
void normlab_scheduler_post_state (NormlabScheduler *self, NormlabJob *job, NormlabRunState state);

/* What came of a spell, which is taken over: it is told once all before it has been. Under the
 * mutex, followed by normlab_scheduler_unlock(). */
void
normlab_scheduler_hold (NormlabScheduler *self, NormlabJob *job, const NormlabJobResult *result);
/* Tells what there is to be told, and ends the job if it is over and no worker has anything of it.
 * Under the mutex, which it may let go of; followed by normlab_scheduler_unlock(). */
void normlab_scheduler_tell_held (NormlabScheduler *self, NormlabJob *job);
/* A job that is to stop, or whose end has been told, is done as soon as no worker has anything of
 * it. Under the mutex, likewise; @work is to be signalled. */
void normlab_scheduler_end_job (NormlabScheduler *self, NormlabJob *job);

/* Under the mutex: lets a job go on if it can now, or keeps it from that. */
void normlab_scheduler_place_job (NormlabScheduler *self, NormlabJob *job);
/* Under the mutex. The workers that have something of it, if any, answer within milliseconds. */
void normlab_scheduler_stop_job (NormlabScheduler *self, NormlabJob *job);

/* For tests, before there are runs: time is what @clock shows, which outlives the scheduler. */
void normlab_scheduler_set_clock (NormlabScheduler *self, const NormlabClock *clock);

/* A worker's thread, until quit is set. @data: the scheduler. */
gpointer normlab_scheduler_work (gpointer data);

G_END_DECLS
