/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measurements that are put off, for a worker that has nothing else to do. The linker puts the
 * functions __wrap_… here before the real ones (see meson.build). */
#include "normlab-error.h"
#include "normlab-job.h"
#include "normlab-scratch.h"
#include "normlab-test-measurements.h"
#include "normlab-test-scheduler.h"

/* What befalls measurements; reset by forget(). */
static struct
{
  gint n_made;     /* that were put off */
  gint n_alive;    /* of these */
  gint most_alive; /* at once */
  gint slow;       /* whether every third takes longer than those behind it */
  gint scarce;     /* whether there is not enough memory for every second copy */
  gint fails_at;   /* a step at which there is not enough memory to evaluate; 0: none */
  gint narrow;     /* whether one worker alone has memory, the first that asks for it */
  GThread *owner;  /* that one */
  gint n_refused;  /* that had none */
  gint watched;    /* whether somebody looks at the runs */
} world;

/* Which always has memory. */
static GThread *main_thread;

static void
forget (void)
{
  g_assert_cmpint (g_atomic_int_get (&world.n_alive), ==, 0);
  g_atomic_int_set (&world.n_made, 0);
  g_atomic_int_set (&world.most_alive, 0);
  g_atomic_int_set (&world.slow, FALSE);
  g_atomic_int_set (&world.scarce, FALSE);
  g_atomic_int_set (&world.fails_at, 0);
  g_atomic_int_set (&world.narrow, FALSE);
  g_atomic_int_set (&world.n_refused, 0);
  g_atomic_int_set (&world.watched, FALSE);
}

NormlabMeasurement *__real_normlab_measurement_new (const NormlabSets *sets,
                                                    const NormlabSample *sample,
                                                    NormlabStop stop);
NormlabMeasurement *__wrap_normlab_measurement_new (const NormlabSets *sets,
                                                    const NormlabSample *sample,
                                                    NormlabStop stop);

NormlabMeasurement *
__wrap_normlab_measurement_new (const NormlabSets *sets,
                                const NormlabSample *sample,
                                NormlabStop stop)
{
  gint n = g_atomic_int_add (&world.n_made, 1);
  NormlabMeasurement *self;

  if (g_atomic_int_get (&world.scarce) && n % 2 == 1)
    return NULL;
  self = __real_normlab_measurement_new (sets, sample, stop);
  if (self == NULL)
    return NULL;
  normlab_test_count (&world.n_alive, &world.most_alive, 1);
  return self;
}

void __real_normlab_measurement_free (NormlabMeasurement *self);
void __wrap_normlab_measurement_free (NormlabMeasurement *self);

void
__wrap_normlab_measurement_free (NormlabMeasurement *self)
{
  if (self != NULL)
    g_atomic_int_add (&world.n_alive, -1);
  __real_normlab_measurement_free (self);
}

gboolean
__wrap_normlab_measurement_evaluate (NormlabMeasurement *self,
                                     NormlabScratch *scratch,
                                     NormlabStop stop,
                                     GError **error)
{
  gint step = (gint) self->sample.step;

  if (step == g_atomic_int_get (&world.fails_at))
    {
      g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED, "no memory");
      return FALSE;
    }
  if (g_atomic_int_get (&world.slow) && step / 10 % 3 == 1)
    g_usleep (3000);
  return __real_normlab_measurement_evaluate (self, scratch, stop, error);
}

gboolean __real_normlab_scratch_begin (NormlabScratch *self, gsize n_floats, GError **error);
gboolean __wrap_normlab_scratch_begin (NormlabScratch *self, gsize n_floats, GError **error);

gboolean
__wrap_normlab_scratch_begin (NormlabScratch *self, gsize n_floats, GError **error)
{
  GThread *thread = g_thread_self ();

  if (!g_atomic_int_get (&world.narrow) || thread == main_thread
      || g_atomic_pointer_compare_and_exchange (&world.owner, NULL, thread)
      || g_atomic_pointer_get (&world.owner) == thread)
    return __real_normlab_scratch_begin (self, n_floats, error);
  g_atomic_int_inc (&world.n_refused);
  g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED, "no memory");
  return FALSE;
}

/* What comes of a run, with its last checkpoint. */
typedef struct
{
  NormlabRun *run;
  guint64 hash;
  gboolean stuck;
} Outcome;

static void
clear_outcome (Outcome *outcome)
{
  g_clear_object (&outcome->run);
}

static void
assert_same_probes (NormlabRun *a, NormlabRun *b)
{
  g_assert_cmpuint (normlab_run_get_n_probes (a), ==, normlab_run_get_n_probes (b));
  for (guint i = 0; i < normlab_run_get_n_probes (a); i++)
    {
      const NormlabProbe *ours = normlab_run_get_probe (a, i);
      const NormlabProbe *theirs = normlab_run_get_probe (b, i);

      g_assert_cmpmem (ours, normlab_probe_get_size (ours), theirs,
                       normlab_probe_get_size (theirs));
    }
}

static void
assert_same (const Outcome *a, const Outcome *b)
{
  guint n = normlab_run_get_n_samples (a->run);

  g_assert_cmpuint (normlab_run_get_n_samples (b->run), ==, n);
  for (guint i = 0; i < n; i++)
    normlab_test_assert_same_sample (normlab_run_get_samples (a->run) + i,
                                     normlab_run_get_samples (b->run) + i);
  g_assert_cmpint (normlab_run_get_state (a->run), ==, normlab_run_get_state (b->run));
  g_assert_cmpuint (normlab_run_get_step (a->run), ==, normlab_run_get_step (b->run));
  g_assert_cmpuint (normlab_run_get_diverged_layer (a->run), ==,
                    normlab_run_get_diverged_layer (b->run));
  g_assert_cmpint (normlab_run_is_stuck (a->run), ==, normlab_run_is_stuck (b->run));
  g_assert_cmpstr (normlab_run_get_message (a->run), ==, normlab_run_get_message (b->run));
  assert_same_probes (a->run, b->run);
  g_assert_cmpuint (a->hash, ==, b->hash);
  g_assert_cmpint (a->stuck, ==, b->stuck);
}

/* Looks at the checkpoint from which it would go on. */
static void
look_at_end (NormlabReplay *replay, Outcome *outcome)
{
  guint step = normlab_run_get_step (outcome->run);
  const NormlabRecipe *recipe = normlab_run_get_recipe (outcome->run);
  g_autoptr (NormlabTrainer) trainer = normlab_replay_begin (
      replay, outcome->run, recipe, normlab_run_get_dataset (outcome->run), step, NULL, NULL);

  g_assert_nonnull (trainer);
  outcome->hash = normlab_trainer_get_hash (trainer);
  outcome->stuck = normlab_trainer_is_stuck (trainer);
}

typedef void (*Meddle) (NormlabScheduler *scheduler, NormlabRun *run);

/* Trains @words to the end. meddle: (nullable), called until the run is done. */
static Outcome
train (NormlabDataset *dataset, const char *words, guint n_threads, Meddle meddle)
{
  g_autoptr (NormlabReplay) replay = normlab_replay_new (NORMLAB_REPLAY_BUDGET);
  g_autoptr (NormlabScheduler) scheduler = normlab_scheduler_new (n_threads, NULL);
  const NormlabRecipe recipe = normlab_test_recipe (words);
  Outcome outcome = { .run = normlab_run_new (&recipe, dataset) };
  const NormlabMeasures measures = { .test_loss = recipe.seed == 7, .training = recipe.seed == 7 };

  g_atomic_pointer_set (&world.owner, NULL);
  normlab_run_set_measures (outcome.run, &measures);
  normlab_run_set_probe_budget (outcome.run, G_MAXSIZE);
  if (g_atomic_int_get (&world.watched))
    normlab_run_watch (outcome.run);
  normlab_scheduler_set_replay (scheduler, replay);
  normlab_scheduler_add (scheduler, outcome.run);
  while (meddle != NULL && !normlab_scheduler_is_done (scheduler))
    {
      meddle (scheduler, outcome.run);
      normlab_scheduler_drain (scheduler);
    }
  normlab_test_finish (scheduler);
  look_at_end (replay, &outcome);
  return outcome;
}

static const char *const recipes[] = {
  "iterations=200 hidden=8,6",
  "iterations=123 interval=7 hidden=12 batch-norm=off dropout=0.3 optimizer=adam seed=7",
  "iterations=60 interval=1 hidden=8",
  "iterations=420 hidden=8 batch-norm=off activation=relu init=0",
  "iterations=400 hidden=8,6,5,4 batch-norm=off activation=relu init=he learning-rate=1000000",
  "iterations=400 hidden=8 batch-norm=off activation=relu init=he learning-rate=10 interval=1",
  "iterations=400 hidden=8 batch-norm=off activation=relu init=he learning-rate=100 interval=1 "
  "weight-decay=0.3",
  /* Its loss is not finite a step before its parameters are. */
  "iterations=400 hidden=8,6,5,4 batch-norm=off activation=relu init=he learning-rate=1000000 "
  "interval=1",
};

static void
compare_all (NormlabTestScheduler *fixture, Meddle meddle)
{
  static const guint n_threads[] = { 2, 3, 8 };

  for (guint i = 0; i < G_N_ELEMENTS (recipes); i++)
    {
      Outcome one = train (fixture->dataset, recipes[i], 1, NULL);

      g_test_message ("%s: step %u", recipes[i], normlab_run_get_step (one.run));
      for (guint t = 0; t < G_N_ELEMENTS (n_threads); t++)
        {
          Outcome other = train (fixture->dataset, recipes[i], n_threads[t], meddle);

          assert_same (&one, &other);
          clear_outcome (&other);
        }
      clear_outcome (&one);
    }
}

/* Whatever becomes of a run, it is the same on any number of threads; and where there are more than
 * one, measurements are put off, at most four at once. */
static void
test_same (NormlabTestScheduler *fixture, gconstpointer data)
{
  Outcome one;

  forget ();
  one = train (fixture->dataset, recipes[0], 1, NULL);
  clear_outcome (&one);
  g_assert_cmpint (g_atomic_int_get (&world.n_made), ==, 0);
  compare_all (fixture, NULL);
  g_assert_cmpint (g_atomic_int_get (&world.n_made), >, 100);
  g_assert_cmpint (g_atomic_int_get (&world.most_alive), <=, NORMLAB_JOB_MAX_AHEAD);
}

/* Measurements that are made out of order are told in order. */
static void
test_order (NormlabTestScheduler *fixture, gconstpointer data)
{
  forget ();
  g_atomic_int_set (&world.slow, TRUE);
  compare_all (fixture, NULL);
  g_assert_cmpint (g_atomic_int_get (&world.most_alive), ==, NORMLAB_JOB_MAX_AHEAD);
}

static void
meddle (NormlabScheduler *scheduler, NormlabRun *run)
{
  static const double speeds[] = { 0, 0, 3000, 30000 };

  switch (g_test_rand_int_range (0, 5))
    {
    case 0:
      normlab_scheduler_pause (scheduler, g_test_rand_bit () ? run : NULL);
      break;
    case 1:
      normlab_scheduler_step (scheduler, run);
      break;
    case 2:
      normlab_scheduler_set_speed (scheduler, run, speeds[g_test_rand_int_range (0, 4)]);
      break;
    default:
      normlab_scheduler_resume (scheduler, run);
    }
  g_usleep ((gulong) g_test_rand_int_range (0, 2000));
  /* However it stands, it goes on. */
  if (normlab_run_get_state (run) == NORMLAB_RUN_PAUSED && g_test_rand_bit ())
    normlab_scheduler_resume (scheduler, run);
}

/* Nor does it matter how it is paused, stepped and slowed down. */
static void
test_meddled (NormlabTestScheduler *fixture, gconstpointer data)
{
  forget ();
  g_atomic_int_set (&world.slow, TRUE);
  g_atomic_int_set (&world.scarce, TRUE);
  compare_all (fixture, meddle);
}

/* Where there is not enough memory for a copy, the run waits for what was put off. */
static void
test_scarce (NormlabTestScheduler *fixture, gconstpointer data)
{
  forget ();
  g_atomic_int_set (&world.scarce, TRUE);
  compare_all (fixture, NULL);
  g_assert_cmpint (g_atomic_int_get (&world.n_made), >, 100);
}

/* What was looked at in a step is told with its measurement, at whatever time that is made: put
 * off, or by the run itself once all before it has been. */
static void
test_watched (NormlabTestScheduler *fixture, gconstpointer data)
{
  forget ();
  g_atomic_int_set (&world.watched, TRUE);
  for (guint scarce = 0; scarce < 2; scarce++)
    {
      Outcome one;

      g_atomic_int_set (&world.scarce, (gint) scarce);
      g_atomic_int_set (&world.slow, TRUE);
      one = train (fixture->dataset, recipes[0], 3, NULL);
      g_assert_cmpuint (normlab_run_get_n_probes (one.run), ==, 20);
      g_assert_cmpuint (normlab_run_get_n_samples (one.run), ==, 21);
      for (guint i = 0; i < 20; i++)
        g_assert_cmpuint (normlab_run_get_probe (one.run, i)->step, ==, 10 * (i + 1));
      clear_outcome (&one);
      compare_all (fixture, NULL);
    }
  forget ();
}

/* Where the others have none to measure, the worker that trains does that too. */
static void
test_narrow (NormlabTestScheduler *fixture, gconstpointer data)
{
  forget ();
  g_atomic_int_set (&world.narrow, TRUE);
  compare_all (fixture, NULL);
  g_assert_cmpint (g_atomic_int_get (&world.n_made), >, 100);
  g_assert_cmpint (g_atomic_int_get (&world.n_refused), >, 0);
  g_assert_cmpint (g_atomic_int_get (&world.most_alive), <=, NORMLAB_JOB_MAX_AHEAD);
  forget ();
}

/* A run whose measurement fails ends there, whatever has been trained behind it. */
static void
test_fails (NormlabTestScheduler *fixture, gconstpointer data)
{
  for (guint n_threads = 2; n_threads < 5; n_threads++)
    {
      Outcome outcome;

      forget ();
      g_atomic_int_set (&world.slow, TRUE);
      g_atomic_int_set (&world.fails_at, 100);
      outcome = train (fixture->dataset, "iterations=4000 hidden=8", n_threads, NULL);
      g_assert_cmpint (normlab_run_get_state (outcome.run), ==, NORMLAB_RUN_FAILED);
      g_assert_cmpuint (normlab_run_get_step (outcome.run), ==, 100);
      g_assert_cmpuint (normlab_run_get_n_samples (outcome.run), ==, 10);
      g_assert_cmpstr (normlab_run_get_message (outcome.run), ==, "no memory");
      clear_outcome (&outcome);
    }
  forget ();
}

/* As many runs as threads put nothing off. */
static void
test_none_idle (NormlabTestScheduler *fixture, gconstpointer data)
{
  const NormlabRecipe a = normlab_test_endless (1), b = normlab_test_endless (2);
  g_autoptr (NormlabRun) first = NULL, second = NULL;
  gint n;

  /* Until the second is there, a worker has nothing else to do. */
  forget ();
  first = normlab_test_add_run (fixture, &a);
  second = normlab_test_add_run (fixture, &b);
  normlab_test_wait_for_step (fixture->scheduler, first, 100);
  normlab_test_wait_for_step (fixture->scheduler, second, 100);
  n = g_atomic_int_get (&world.n_made);
  normlab_test_wait_for_step (fixture->scheduler, first, 1000);
  g_assert_cmpint (g_atomic_int_get (&world.n_made), ==, n);

  /* One that has a worker to itself does. */
  normlab_scheduler_remove (fixture->scheduler, second);
  normlab_test_wait_for_step (fixture->scheduler, first, normlab_run_get_step (first) + 1000);
  g_assert_cmpint (g_atomic_int_get (&world.n_made), >, n);

  /* But not with a limit: what it does is to be seen at once. */
  normlab_scheduler_set_speed (fixture->scheduler, first, 20000);
  normlab_test_wait_for_step (fixture->scheduler, first, normlab_run_get_step (first) + 200);
  n = g_atomic_int_get (&world.n_made);
  normlab_test_wait_for_step (fixture->scheduler, first, normlab_run_get_step (first) + 200);
  g_assert_cmpint (g_atomic_int_get (&world.n_made), ==, n);
  normlab_scheduler_remove (fixture->scheduler, first);
  normlab_scheduler_free (g_steal_pointer (&fixture->scheduler));
  forget ();
}

/* What is told of a run that is stopped reaches as far as its samples, and there it goes on. */
static void
test_stopped (NormlabTestScheduler *fixture, gconstpointer data)
{
  const NormlabRecipe recipe = normlab_test_endless (1);
  g_autoptr (NormlabReplay) replay = normlab_replay_new (NORMLAB_REPLAY_BUDGET);
  g_autoptr (NormlabScheduler) scheduler = normlab_scheduler_new (3, NULL);
  NormlabRecipe whole = recipe;
  g_autoptr (NormlabRun) run = normlab_run_new (&recipe, fixture->dataset), direct = NULL;
  guint n;

  forget ();
  g_atomic_int_set (&world.slow, TRUE);
  normlab_scheduler_set_replay (scheduler, replay);
  normlab_scheduler_add (scheduler, run);
  for (guint i = 0; i < 20; i++)
    {
      normlab_test_wait_for_step (scheduler, run, normlab_run_get_step (run) + 30);
      g_usleep ((gulong) g_test_rand_int_range (0, 3000));
      normlab_scheduler_stop (scheduler, run);
      normlab_test_wait_for_state (scheduler, run, NORMLAB_RUN_STOPPED);
      n = normlab_run_get_n_samples (run);
      g_assert_cmpuint (normlab_run_get_step (run) / 10, ==, n - 1);
      normlab_scheduler_revive (scheduler, run, fixture->dataset, recipe.iterations);
    }
  normlab_scheduler_stop (scheduler, run);
  normlab_test_finish (scheduler);
  g_assert_null (normlab_run_get_message (run));

  whole.iterations = normlab_run_get_step (run);
  direct = normlab_test_add_run (fixture, &whole);
  normlab_test_finish (fixture->scheduler);
  n = normlab_run_get_n_samples (run);
  g_assert_cmpuint (n, <=, normlab_run_get_n_samples (direct));
  for (guint i = 0; i < n; i++)
    normlab_test_assert_same_sample (normlab_run_get_samples (run) + i,
                                     normlab_run_get_samples (direct) + i);
  normlab_scheduler_free (g_steal_pointer (&scheduler));
  normlab_scheduler_free (g_steal_pointer (&fixture->scheduler));
  forget ();
}

/* Runs that come, are stopped and removed while measurements wait leave nothing behind. */
static void
test_removed (NormlabTestScheduler *fixture, gconstpointer data)
{
  NormlabScheduler *scheduler = normlab_scheduler_new (4, NULL);

  forget ();
  g_atomic_int_set (&world.slow, TRUE);
  for (guint i = 0; i < 60; i++)
    {
      const NormlabRecipe recipe = normlab_test_endless (i);
      g_autoptr (NormlabRun) run = normlab_run_new (&recipe, fixture->dataset);

      normlab_scheduler_add (scheduler, run);
      if (i % 4 > 0)
        normlab_test_wait_for_step (scheduler, run, 10 * (i % 7));
      if (i % 3 == 0)
        normlab_scheduler_stop (scheduler, run);
      if (i % 5 > 0)
        normlab_scheduler_remove (scheduler, run);
      if (i % 5 == 0 && i > 10)
        normlab_scheduler_stop (scheduler, NULL);
      normlab_scheduler_drain (scheduler);
    }
  normlab_scheduler_free (scheduler);
  forget ();
}

int
main (int argc, char *argv[])
{
  static const NormlabTestSchedulerCase cases[] = {
    { "/scheduler-put-off/same", test_same },
    { "/scheduler-put-off/order", test_order },
    { "/scheduler-put-off/meddled", test_meddled },
    { "/scheduler-put-off/scarce", test_scarce },
    { "/scheduler-put-off/watched", test_watched },
    { "/scheduler-put-off/narrow", test_narrow },
    { "/scheduler-put-off/fails", test_fails },
    { "/scheduler-put-off/none-idle", test_none_idle },
    { "/scheduler-put-off/stopped", test_stopped },
    { "/scheduler-put-off/removed", test_removed },
  };

  g_test_init (&argc, &argv, NULL);
  main_thread = g_thread_self ();
  normlab_test_scheduler_add_cases (cases, G_N_ELEMENTS (cases));
  return g_test_run ();
}
