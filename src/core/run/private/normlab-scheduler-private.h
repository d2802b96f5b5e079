/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-job.h"
#include "normlab-queue.h"
#include "normlab-scheduler.h"

G_BEGIN_DECLS

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
  GPtrArray *trainers;   /* of jobs that are done; a worker frees them, as that takes its time */
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

/* Notes that the job is done. Under the mutex; @work is to be signalled. */
void normlab_scheduler_end_job (NormlabScheduler *self, NormlabJob *job);

/* For tests, before there are runs: time is what @clock shows, which outlives the scheduler. */
void normlab_scheduler_set_clock (NormlabScheduler *self, const NormlabClock *clock);

/* A worker's thread, until quit is set. @data: the scheduler. */
gpointer normlab_scheduler_work (gpointer data);

G_END_DECLS
