/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-job.h"

G_BEGIN_DECLS

/**
 * NormlabQueue:
 * @n_abreast: jobs that have begun and may go on
 * @n_begun: jobs that have begun, or are to, and are not done; those that are paused have their
 *   networks too
 * @meet_by: until when paused jobs may go on to where they meet, µs
 *
 * The jobs that wait for a worker, each in one of three heaps: those that can go on, furthest
 * behind first; those that a speed limit keeps, by when they may go on; and those that have not
 * begun, which do only while fewer than @max_abreast go on. Among equals the one that came first is
 * first. Who is next is found in O(log n).
 *
 * Whatever changes a job tells the queue, normlab_queue_place(). What time alone changes, it sees
 * itself.
 */
typedef struct
{
  guint max_abreast;
  guint n_abreast;
  guint n_begun;
  gint64 meet_by;
  guint64 n_jobs;                         /* that have ever come */
  GPtrArray *heaps[NORMLAB_N_JOB_PLACES]; /* of NormlabJob; NULL for nowhere */
} NormlabQueue;

void normlab_queue_init (NormlabQueue *self, guint max_abreast);
void normlab_queue_clear (NormlabQueue *self);

/* A new job, which comes behind all others. */
void normlab_queue_add (NormlabQueue *self, NormlabJob *job, gint64 now);
/* Something about @job has changed: puts it where it belongs, which is nowhere if it is busy, done
 * or paused. */
void normlab_queue_place (NormlabQueue *self, NormlabJob *job, gint64 now);

/* Whether @job has begun, or there is room for it beside those that have. */
gboolean normlab_queue_has_room (const NormlabQueue *self, const NormlabJob *job);

/* Whether @job is paused, but on its way to where it meets the others. */
gboolean normlab_queue_is_meeting (const NormlabQueue *self, const NormlabJob *job, gint64 now);

/* How many jobs could go on at once, if there were as many workers. */
guint normlab_queue_count_ready (const NormlabQueue *self);

/* The job that is to go on, which stays where it is; or NULL, and when the next one may (G_MAXINT64
 * if it is not time that keeps it). */
NormlabJob *normlab_queue_pick (NormlabQueue *self, gint64 now, gint64 *next_due);

G_END_DECLS
