/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The linker puts the functions __wrap_… here before the real ones (see meson.build). */
#include "normlab-job.h"

#include "normlab-test-scheduler.h"
#include "normlab-test.h"

#define MILLISECOND G_TIME_SPAN_MILLISECOND

#define MB ((gsize) 1 << 20)

/* What measurements that are put off take, and their checkpoints; 0: as much as they do. */
static struct
{
  gsize measurement, checkpoint;
} sizes;

gsize __real_normlab_trainer_get_measurement_size (const NormlabTrainer *self);
gsize __wrap_normlab_trainer_get_measurement_size (const NormlabTrainer *self);

gsize
__wrap_normlab_trainer_get_measurement_size (const NormlabTrainer *self)
{
  return sizes.measurement > 0 ? sizes.measurement
                               : __real_normlab_trainer_get_measurement_size (self);
}

gsize __real_normlab_trainer_get_checkpoint_size (const NormlabTrainer *self);
gsize __wrap_normlab_trainer_get_checkpoint_size (const NormlabTrainer *self);

gsize
__wrap_normlab_trainer_get_checkpoint_size (const NormlabTrainer *self)
{
  return sizes.checkpoint > 0 ? sizes.checkpoint
                              : __real_normlab_trainer_get_checkpoint_size (self);
}

/* A clock that goes on by @tick with each look. */
typedef struct
{
  gint64 now;
  gint64 tick;
} Ticking;

static gint64
tick (gpointer user_data)
{
  Ticking *self = user_data;

  return self->now += self->tick;
}

/* A spell of work ends after the first step with which it has lasted more than 50 ms. */
static void
test_spell (void)
{
  static const struct
  {
    gint64 tick;
    guint max_steps, n_steps;
    double seconds;
  } spells[] = {
    { 100, G_MAXUINT, 1, 0.2 }, { 25, G_MAXUINT, 3, 0.1 },  { 24, G_MAXUINT, 3, 0.096 },
    { 25, 2, 2, 0.05 },         { 1, G_MAXUINT, 10, 0.01 },
  };
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (8, 8, 10, 300, 60);
  const NormlabRecipe recipe = normlab_test_endless (1);

  for (guint i = 0; i < G_N_ELEMENTS (spells); i++)
    {
      g_autoptr (NormlabRun) run = normlab_run_new (&recipe, dataset);
      Ticking ticking = { .tick = spells[i].tick * MILLISECOND };
      const NormlabClock clock = { .get_time = tick, .user_data = &ticking };
      NormlabJob *job = normlab_job_new (run, NULL);
      NormlabScratch scratch = { 0 };
      NormlabJobResult result;

      /* In a spell of its own. */
      normlab_job_work (job, spells[i].max_steps, &clock, &scratch, &result);
      g_assert_true (result.has_sample);
      g_assert_cmpuint (result.step, ==, 0);
      g_assert_cmpuint (result.sample.step, ==, 0);
      g_assert_cmpfloat_with_epsilon (result.seconds, 2e-3 * spells[i].tick, 1e-12);
      g_assert_cmpfloat_with_epsilon (result.sample.seconds, 2e-3 * spells[i].tick, 1e-12);
      job->seconds = 7;
      normlab_job_work (job, spells[i].max_steps, &clock, &scratch, &result);
      g_assert_cmpuint (result.step, ==, spells[i].n_steps);
      g_assert_cmpfloat_with_epsilon (result.seconds, spells[i].seconds, 1e-12);
      g_assert_cmpint (result.has_sample, ==, spells[i].n_steps == 10);
      if (result.has_sample)
        g_assert_cmpfloat_with_epsilon (result.sample.seconds, 7.01, 1e-12);
      normlab_job_free (job);
      normlab_scratch_clear (&scratch);
    }
}

/* What comes of a run. */
typedef struct
{
  GArray *samples;
  NormlabJobResult last;
  guint64 hash;
  guint n_glances;
} Outcome;

static void
do_spell (NormlabJob *job, NormlabScratch *scratch, Outcome *outcome)
{
  Ticking ticking = { .tick = 100 };
  const NormlabClock clock = { .get_time = tick, .user_data = &ticking };
  NormlabJobResult *result = &outcome->last;

  normlab_job_work (job, 1, &clock, scratch, result);
  job->step = result->step;
  g_assert_false (result->has_sample && result->has_glance);
  if (result->has_sample)
    g_array_append_vals (outcome->samples, &result->sample, 1);
  if (!result->has_glance)
    return;
  outcome->n_glances++;
  g_assert_cmpuint (result->glance.step, ==, result->step);
  /* Between two looks at the clock, and no part of what training took. */
  g_assert_cmpint (result->measuring, ==, 100);
  g_assert_cmpfloat_with_epsilon (result->seconds, 1e-4, 1e-12);
}

/* Trains to the end, step by step. glances: whether each of them is measured for the eye. */
static void
train (const char *words, gboolean glances, Outcome *outcome)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (8, 8, 10, 300, 60);
  const NormlabRecipe recipe = normlab_test_recipe (words);
  g_autoptr (NormlabRun) run = normlab_run_new (&recipe, dataset);
  NormlabJob *job = normlab_job_new (run, NULL);
  NormlabScratch scratch = { 0 };

  *outcome = (Outcome){ .samples = g_array_new (FALSE, FALSE, sizeof (NormlabSample)) };
  job->glances = glances;
  do
    do_spell (job, &scratch, outcome);
  while (!outcome->last.is_final);
  outcome->hash = normlab_trainer_get_hash (job->trainer);
  normlab_scratch_clear (&scratch);
  normlab_job_free (job);
}

static void
assert_same_samples (const GArray *first, const GArray *second)
{
  g_assert_cmpuint (first->len, ==, second->len);
  for (guint i = 0; i < first->len; i++)
    {
      const NormlabSample *a = &g_array_index (first, NormlabSample, i);
      const NormlabSample *b = &g_array_index (second, NormlabSample, i);

      g_assert_cmpuint (a->step, ==, b->step);
      g_assert_cmpmem (&a->train_accuracy, sizeof (float), &b->train_accuracy, sizeof (float));
      g_assert_cmpmem (&a->test_accuracy, sizeof (float), &b->test_accuracy, sizeof (float));
      g_assert_cmpmem (&a->loss, sizeof (double), &b->loss, sizeof (double));
    }
}

/* What is measured for the eye changes nothing of what is measured otherwise, nor of the network,
 * nor of where it diverges, nor of what is known to be stuck. */
static void
test_glances (void)
{
  static const struct
  {
    const char *words;
    guint n_steps, n_glances;
    NormlabRunState state;
    gboolean stuck;
  } cases[] = {
    { "iterations=30 hidden=8,6 batch-size=20", 30, 27, NORMLAB_RUN_FINISHED, FALSE },
    { "iterations=35 interval=7 hidden=12 batch-norm=off dropout=0.3 optimizer=adam", 35, 30,
      NORMLAB_RUN_FINISHED, FALSE },
    { "iterations=5 interval=1 hidden=8", 5, 0, NORMLAB_RUN_FINISHED, FALSE },
    { "iterations=420 interval=100 hidden=8 batch-norm=off activation=relu init=0", 420, 415,
      NORMLAB_RUN_FINISHED, TRUE },
    { "iterations=400 hidden=8,6,5,4 batch-norm=off activation=relu init=he learning-rate=1000000",
      3, 1, NORMLAB_RUN_DIVERGED, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Outcome with, without;

      train (cases[i].words, TRUE, &with);
      train (cases[i].words, FALSE, &without);
      g_test_message ("%s", cases[i].words);
      g_assert_cmpuint (with.n_glances, ==, cases[i].n_glances);
      g_assert_cmpuint (without.n_glances, ==, 0);
      g_assert_cmpuint (with.hash, ==, without.hash);
      g_assert_cmpuint (with.last.step, ==, cases[i].n_steps);
      g_assert_cmpuint (without.last.step, ==, cases[i].n_steps);
      g_assert_cmpint (with.last.state, ==, cases[i].state);
      g_assert_cmpint (without.last.state, ==, cases[i].state);
      g_assert_cmpint (with.last.stuck, ==, cases[i].stuck);
      g_assert_cmpint (without.last.stuck, ==, cases[i].stuck);
      g_assert_cmpuint (with.last.diverged_layer, ==, without.last.diverged_layer);
      assert_same_samples (with.samples, without.samples);
      g_array_unref (with.samples);
      g_array_unref (without.samples);
    }
}

/* Of what is put off there is as much as fits into 256 MB, checkpoints too where these are kept; at
 * most four. */
static void
test_ahead (void)
{
  static const struct
  {
    gsize measurement, checkpoint;
    guint with, without; /* checkpoints */
  } cases[] = {
    { 0, 0, 4, 4 },
    { 32 * MB, 32 * MB, 4, 4 },
    { 32 * MB, 32 * MB + 1, 3, 4 },
    { 64 * MB, 64 * MB, 2, 4 },
    { 64 * MB + 1, 1, 3, 3 },
    { 100 * MB, 156 * MB, 1, 2 },
    { 100 * MB, 156 * MB + 1, 0, 2 },
    { 256 * MB + 1, 1, 0, 0 },
  };
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (8, 8, 10, 300, 60);
  const NormlabRecipe recipe = normlab_test_endless (1);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint kept = 0; kept < 2; kept++)
      {
        g_autoptr (NormlabReplay) replay = normlab_replay_new (NORMLAB_REPLAY_BUDGET);
        g_autoptr (NormlabRun) run = normlab_run_new (&recipe, dataset);
        Ticking ticking = { .tick = 1 };
        const NormlabClock clock = { .get_time = tick, .user_data = &ticking };
        NormlabJob *job = normlab_job_new (run, kept ? replay : NULL);
        NormlabScratch scratch = { 0 };
        NormlabJobResult result;

        sizes.measurement = cases[i].measurement;
        sizes.checkpoint = cases[i].checkpoint;
        normlab_job_work (job, 1, &clock, &scratch, &result);
        g_assert_true (result.has_sample);
        g_test_message ("%zu, %zu", sizes.measurement, sizes.checkpoint);
        g_assert_cmpuint (job->max_ahead, ==, kept ? cases[i].with : cases[i].without);
        normlab_job_free (job);
        normlab_scratch_clear (&scratch);
      }
  sizes.measurement = sizes.checkpoint = 0;
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/job/spell", test_spell);
  g_test_add_func ("/job/glances", test_glances);
  g_test_add_func ("/job/ahead", test_ahead);
  return g_test_run ();
}
