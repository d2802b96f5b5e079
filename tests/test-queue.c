/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is next, against a plain look at all jobs, whatever has happened to them. */
#include "normlab-queue.h"

#include "normlab-test.h"

#define N_JOBS 60
#define N_ACTIONS 20000

typedef struct
{
  NormlabQueue queue;
  NormlabJob jobs[N_JOBS];
  guint n_jobs;
  gint64 now;
  GRand *rand;
} Fixture;

static gboolean
can_go_on (const Fixture *self, const NormlabJob *job)
{
  if (job->done || job->busy)
    return FALSE;
  return !job->paused || job->single
         || (job->step < job->meeting && self->now < self->queue.meet_by);
}

/* Whether a limit of its speed keeps it. */
static gboolean
is_early (const Fixture *self, const NormlabJob *job)
{
  gboolean meeting = job->paused && !job->single;

  return job->speed > 0 && job->due > self->now && !meeting && job->step >= job->reached;
}

static NormlabJob *
pick_plainly (Fixture *self, gint64 *next_due)
{
  NormlabJob *best = NULL;
  guint n_abreast = 0;

  *next_due = G_MAXINT64;
  for (guint i = 0; i < self->n_jobs; i++)
    n_abreast += self->jobs[i].started && !self->jobs[i].done
                 && (!self->jobs[i].paused || self->jobs[i].single);
  for (guint i = 0; i < self->n_jobs; i++)
    {
      NormlabJob *job = &self->jobs[i];

      if (!can_go_on (self, job))
        continue;
      if (is_early (self, job))
        *next_due = MIN (*next_due, job->due);
      else if ((job->started || n_abreast < self->queue.max_abreast)
               && (best == NULL || job->step < best->step))
        best = job;
    }
  return best;
}

/* Those that did not come to where they met before stay where they are. */
static void
meet_again (Fixture *self)
{
  self->queue.meet_by = self->now + 10;
  for (guint i = 0; i < self->n_jobs; i++)
    if (self->jobs[i].place == NORMLAB_JOB_PLACE_NOWHERE)
      self->jobs[i].meeting = 0;
}

/* What workers and the owner do to a job. */
static void
change (Fixture *self, NormlabJob *job)
{
  if (job->busy && g_rand_int_range (self->rand, 0, 3) > 0)
    {
      job->busy = FALSE;
      job->step += (guint) g_rand_int_range (self->rand, 0, 3) * 5;
      job->due = self->now + g_rand_int_range (self->rand, 0, 30);
      job->single = FALSE;
      job->done = g_rand_int_range (self->rand, 0, 20) == 0;
      return;
    }
  switch (g_rand_int_range (self->rand, 0, 6))
    {
    case 0:
      job->paused = TRUE;
      job->single = FALSE;
      if (self->queue.meet_by <= self->now)
        meet_again (self);
      job->meeting = job->step + (guint) g_rand_int_range (self->rand, 0, 15);
      break;
    case 1:
      job->single = job->paused;
      break;
    case 2:
      job->speed = g_rand_int_range (self->rand, 0, 2);
      job->due = 0;
      break;
    case 3:
      job->done = job->done || (!job->busy && g_rand_int_range (self->rand, 0, 10) == 0);
      break;
    default:
      job->paused = job->single = FALSE;
      job->due = 0;
    }
}

static void
do_something (Fixture *self)
{
  self->now += g_rand_int_range (self->rand, 0, 3);
  if (self->n_jobs < N_JOBS && g_rand_int_range (self->rand, 0, 30) == 0)
    {
      NormlabJob *job = &self->jobs[self->n_jobs++];

      job->reached = (guint) g_rand_int_range (self->rand, 0, 2) * 20;
      normlab_queue_add (&self->queue, job, self->now);
    }
  if (self->n_jobs > 0)
    {
      NormlabJob *job = &self->jobs[g_rand_int_range (self->rand, 0, (gint32) self->n_jobs)];

      change (self, job);
      normlab_queue_place (&self->queue, job, self->now);
    }
}

static void
test_pick (void)
{
  guint n_picked = 0, n_early = 0, n_full = 0;

  for (guint seed = 0; seed < 20; seed++)
    {
      g_autofree Fixture *self = g_new0 (Fixture, 1);

      self->rand = g_rand_new_with_seed (seed);
      normlab_queue_init (&self->queue, 1 + seed);
      for (guint i = 0; i < N_ACTIONS / 20; i++)
        {
          NormlabJob *job, *expected;
          gint64 due, expected_due;

          do_something (self);
          expected = pick_plainly (self, &expected_due);
          job = normlab_queue_pick (&self->queue, self->now, &due);
          g_assert_true (job == expected);
          g_assert_cmpint (due, ==, expected_due);
          n_early += job == NULL && due < G_MAXINT64;
          n_full += self->queue.n_abreast >= self->queue.max_abreast;
          if (job == NULL || g_rand_boolean (self->rand))
            continue;
          n_picked++;
          job->busy = job->started = TRUE;
          normlab_queue_place (&self->queue, job, self->now);
        }
      normlab_queue_clear (&self->queue);
      g_rand_free (self->rand);
    }
  g_assert_cmpuint (n_picked, >, 1000);
  g_assert_cmpuint (n_early, >, 100);
  g_assert_cmpuint (n_full, >, 100);
}

/* A hundred thousand jobs, each as often as a run has intervals: to look at all of them each time
 * would take half an hour. */
static void
test_many (void)
{
  const guint n = 100000;
  g_autofree NormlabJob *jobs = g_new0 (NormlabJob, n);
  NormlabQueue queue;
  gint64 due;

  normlab_queue_init (&queue, n);
  for (guint i = 0; i < n; i++)
    normlab_queue_add (&queue, &jobs[i], 0);
  for (guint i = 0; i < 10 * n; i++)
    {
      NormlabJob *job = normlab_queue_pick (&queue, 0, &due);

      g_assert_true (job == &jobs[i % n]);
      job->busy = job->started = TRUE;
      normlab_queue_place (&queue, job, 0);
      job->step += 10;
      job->busy = FALSE;
      normlab_queue_place (&queue, job, 0);
    }
  normlab_queue_clear (&queue);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/queue/pick", test_pick);
  g_test_add_func ("/queue/many", test_many);
  return g_test_run ();
}
