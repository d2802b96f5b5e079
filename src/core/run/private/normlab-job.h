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

/* Measurements of a run that may be put off at once, and the bytes that they may take: the last of
 * a large network would be over long after a pause. */
#define NORMLAB_JOB_MAX_AHEAD 4
#define NORMLAB_JOB_MAX_AHEAD_BYTES ((gsize) 256 << 20)

/**
 * NormlabJob:
 *
 * A run as the scheduler and its workers see it. While @busy, exactly one worker has the trainer;
 * all other fields but the two flags belong to the scheduler's mutex.
 *
 * What came of it is told in the order of steps. Where a measurement has been put off, for another
 * worker to make, what comes after it is held until that has been told: as far as anybody else can
 * see, it has not been done.
 *
 * Split by concern: normlab-job.c has its spells of work, normlab-job-held.c what comes after them.
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
  gboolean defers;  /* whether a measurement may be put off */
  gboolean untold;  /* something before has not been told */
  gboolean owes;    /* what is to be measured where it stands waits until all is told */
  NormlabProbe *probe; /* of that step, if it was watched */
  guint max_ahead;     /* measurements that may be put off at once */

  /* Under the scheduler's mutex */
  guint step;     /* that its trainer has come to */
  guint told;     /* that its owner has been told of */
  double seconds; /* likewise */
  double speed;   /* most steps per second; 0: no limit */
  NormlabPace pace;
  guint n_dear; /* measurements, one after the other, that took too much time for glances */
  gint64 due;   /* with a speed limit, when (µs, on the scheduler's clock) it may go on */
  gboolean busy;
  gboolean started;
  gboolean paused;
  gboolean single;   /* paused, but to go on to the next measurement */
  guint goal;        /* while busy, the step at which it will come back */
  guint meeting;     /* paused, but to go on to this step, if that takes no time to speak of */
  gboolean ends;     /* nothing is left to be trained */
  gboolean over;     /* its end has been told */
  gboolean done;     /* in a final state, and no worker has anything of it */
  gboolean removed;  /* nobody is to be told anything more */
  gboolean has_news; /* for its run, since the owner last took them */

  GQueue held;       /* of NormlabHeld, by step */
  guint n_put_off;   /* measurements among them */
  guint n_measuring; /* workers that make one of these */
  GThread *worker;   /* that has trained it last, whose scratch has room for its measurements */
  gboolean telling;  /* a worker tells what is held */

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
  NormlabMeasurement *measurement; /* the caller's: that was put off; what else it is holds then */
  gboolean newest;                 /* what its checkpoint would be */
} NormlabJobResult;

/* What came of a spell, until it has been told. */
typedef struct
{
  NormlabJob *job; /* which it does not outlive */
  NormlabJobResult result;
  gboolean is_complete; /* there is nothing left to be measured */
  gboolean is_refused;  /* a worker had no memory to measure it: it is for the job's own */
} NormlabHeld;

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

/* Makes a measurement that was put off: the result is as if it had been made at once. Called by one
 * worker at a time for each result, whoever has the job. Without a sample or an error it was
 * stopped. With an error there was not enough memory, and the result is as it was before: it can be
 * tried again. */
void normlab_job_evaluate (NormlabJob *self,
                           NormlabJobResult *result,
                           const NormlabClock *clock,
                           NormlabScratch *scratch,
                           GError **error);
/* A measurement that nobody has the memory to make: the run ends there. Takes @error over. */
void normlab_job_fail (NormlabJobResult *result, GError *error);
/* Then, in the order of steps: what is known of a standstill, and the checkpoint. */
void normlab_job_conclude (NormlabJob *self, NormlabJobResult *result);

/* Whether a worker has anything of it. */
gboolean normlab_job_is_in_use (const NormlabJob *self);
/* Whether all that has been done has been told. */
gboolean normlab_job_is_told (const NormlabJob *self);

/* Takes over what @result has. */
NormlabHeld *normlab_held_new (NormlabJob *job, const NormlabJobResult *result);
void normlab_held_free (NormlabHeld *self);

G_END_DECLS
