/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-clock.h"
#include "normlab-pace.h"
#include "normlab-replay.h"
#include "normlab-run-private.h"
#include "normlab-trainer.h"

G_BEGIN_DECLS

/* When a worker is to come back before it has done what it was to do. */
typedef enum
{
  NORMLAB_JOB_INTERRUPT_NONE,
  NORMLAB_JOB_INTERRUPT_SOON, /* after NORMLAB_JOB_PATIENCE */
  NORMLAB_JOB_INTERRUPT_NOW,  /* after this step */
} NormlabJobInterrupt;
#define NORMLAB_JOB_PATIENCE (10 * G_TIME_SPAN_MILLISECOND)

/* Where a job waits for a worker. */
typedef enum
{
  NORMLAB_JOB_PLACE_NOWHERE, /* one has it, or it does not go on */
  NORMLAB_JOB_PLACE_READY,
  NORMLAB_JOB_PLACE_LATER, /* a speed limit keeps it */
  NORMLAB_JOB_PLACE_NEW,   /* it has not begun */
  NORMLAB_N_JOB_PLACES
} NormlabJobPlace;

/**
 * NormlabJob:
 *
 * A run as the scheduler and its workers see it. While @busy, exactly one worker has the trainer;
 * all other fields but the two flags belong to the scheduler's mutex.
 */
typedef struct
{
  NormlabRun *run;       /* a reference that only the owner's thread drops, and without the mutex */
  NormlabReplay *replay; /* nullable: where its checkpoints go */

  /* While it is catching up: up to where it was, or where it leaves its parent */
  guint reached;
  gboolean times_past; /* whether catching up is counted as time: of a branch without a parent's */

  /* The worker's while busy */
  NormlabRun *past; /* a snapshot; NULL as soon as it has been compared with */
  NormlabTrainer *trainer;
  guint n_compared; /* of the samples of @past */
  gboolean begins;  /* where its curve begins has not been measured: step 0, or a branch's origin */
  double unkept;    /* seconds of work since the newest checkpoint */
  gboolean glances; /* whether the last step of a spell is measured for the eye */

  /* Under the scheduler's mutex */
  guint step; /* that its trainer has come to */
  double seconds;
  double speed; /* most steps per second; 0: no limit */
  NormlabPace pace;
  guint n_dear; /* measurements, one after the other, that took too much time for glances */
  gint64 due;   /* with a speed limit, when (µs, on the scheduler's clock) it may go on */
  gboolean busy;
  gboolean started;
  gboolean paused;
  gboolean single;   /* paused, but to go on to the next measurement */
  guint goal;        /* while busy, the step at which it will come back */
  guint meeting;     /* paused, but to go on to this step, if that takes no time to speak of */
  gboolean done;     /* in a final state */
  gboolean removed;  /* nobody is to be told anything more */
  gboolean has_news; /* for its run, since the owner last took them */

  /* The queue's (NormlabQueue) */
  guint64 number; /* by which they came */
  NormlabJobPlace place;
  guint index; /* there */
  gboolean counted_begun, counted_abreast;

  /* Atomic */
  gint stop;      /* to end, in the middle of a step if need be */
  gint interrupt; /* NormlabJobInterrupt */
} NormlabJob;

/* What came of a spell of work. */
typedef struct
{
  guint step;     /* steps done in all */
  double seconds; /* that the spell took, as far as they are the run's */
  gboolean again; /* it did what had been done before */
  gboolean is_final;
  NormlabRunState state; /* if it is final */
  guint diverged_layer;
  GError *error; /* with NORMLAB_RUN_FAILED */
  gboolean has_sample;
  NormlabSample sample;
  gboolean has_glance; /* never with a sample */
  NormlabSample glance;
  gint64 measuring;    /* µs that either took, or a little more; 0 without */
  gboolean stuck;      /* as of the sample, see normlab_trainer_is_stuck() */
  NormlabProbe *probe; /* the caller's; of the step that was measured, if the run is watched */
} NormlabJobResult;

/* replay: nullable. */
NormlabJob *normlab_job_new (NormlabRun *run, NormlabReplay *replay);
void normlab_job_free (NormlabJob *self);

/* Whether it is to do once more what was done before. */
gboolean normlab_job_is_catching_up (const NormlabJob *self);

/* The first step after @job's own at which something is measured. */
guint normlab_job_get_next_sample (const NormlabJob *self);

/* Advances by up to @max_steps, up to the next measurement, which it takes. Comes back early
 * when interrupted, and now and then, by @clock, so that progress can be told. When asked to
 * stop it may come back without a final state: whoever called looks at @stop too, under the
 * mutex. Called by one worker at a time. */
void normlab_job_work (NormlabJob *self,
                       guint max_steps,
                       const NormlabClock *clock,
                       NormlabScratch *scratch,
                       NormlabJobResult *result);

G_END_DECLS
