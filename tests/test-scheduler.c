/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-scheduler.h"

#include "normlab-probe.h"
#include "normlab-random.h"
#include "normlab-test.h"

#define SECOND G_TIME_SPAN_SECOND

typedef struct
{
  NormlabDataset *dataset;
  NormlabScheduler *scheduler;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dataset = normlab_test_dataset (8, 8, 10, 300, 600);
  fixture->scheduler = normlab_scheduler_new (2);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  normlab_scheduler_free (fixture->scheduler);
  normlab_dataset_unref (fixture->dataset);
}

static NormlabRecipe
quick (guint32 seed)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.iterations = 50;
  recipe.seed = seed;
  return recipe;
}

/* A recipe that would go on for hours. */
static NormlabRecipe
endless (guint32 seed)
{
  NormlabRecipe recipe = quick (seed);

  recipe.iterations = NORMLAB_MAX_ITERATIONS;
  return recipe;
}

static NormlabRun *
add (Fixture *fixture, const NormlabRecipe *recipe)
{
  NormlabRun *run = normlab_run_new (recipe, fixture->dataset);

  normlab_scheduler_add (fixture->scheduler, run);
  return run;
}

/* Drains until every run is done; fails after a minute. */
static void
finish (NormlabScheduler *scheduler)
{
  gint64 end = g_get_monotonic_time () + 60 * SECOND;

  while (!normlab_scheduler_is_done (scheduler))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      normlab_scheduler_wait (scheduler, SECOND);
      normlab_scheduler_drain (scheduler);
    }
}

/* Drains until @run is in @state. */
static void
wait_for_state (NormlabScheduler *scheduler, NormlabRun *run, NormlabRunState state)
{
  gint64 end = g_get_monotonic_time () + 60 * SECOND;

  while (normlab_run_get_state (run) != state)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      normlab_scheduler_wait (scheduler, SECOND);
      normlab_scheduler_drain (scheduler);
    }
}

static void
wait_for_step (NormlabScheduler *scheduler, NormlabRun *run, guint step)
{
  gint64 end = g_get_monotonic_time () + 60 * SECOND;

  while (normlab_run_get_step (run) < step)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      normlab_scheduler_wait (scheduler, SECOND);
      normlab_scheduler_drain (scheduler);
    }
}

static void
count (GObject *object, GParamSpec *pspec, guint *n)
{
  *n += 1;
}

static void
test_train (Fixture *fixture, gconstpointer data)
{
  const NormlabRecipe recipe = quick (1);
  g_autoptr (NormlabRun) run = normlab_run_new (&recipe, fixture->dataset);
  const NormlabSample *samples;
  guint n_steps = 0, n_states = 0;

  g_signal_connect (run, "notify::step", G_CALLBACK (count), &n_steps);
  g_signal_connect (run, "notify::state", G_CALLBACK (count), &n_states);
  g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_QUEUED);
  normlab_scheduler_add (fixture->scheduler, run);
  finish (fixture->scheduler);

  g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_FINISHED);
  g_assert_cmpuint (normlab_run_get_step (run), ==, 50);
  g_assert_cmpuint (normlab_run_get_n_samples (run), ==, 5);
  g_assert_cmpfloat (normlab_run_get_seconds (run), >, 0);
  g_assert_cmpuint (n_steps, >=, 1);
  g_assert_cmpuint (n_states, >=, 1);
  samples = normlab_run_get_samples (run);
  for (guint i = 0; i < 5; i++)
    {
      g_assert_cmpuint (samples[i].step, ==, 10 * (i + 1));
      g_assert_nonnull (samples[i].probe);
      g_assert_cmpfloat (samples[i].seconds, >, i > 0 ? samples[i - 1].seconds : 0);
    }
  g_assert_cmpfloat (normlab_run_get_final_accuracy (run), ==, (double) samples[4].test_accuracy);
  g_assert_cmpfloat (normlab_run_get_best_accuracy (run), >=, normlab_run_get_mean_accuracy (run));
  g_assert_false (normlab_run_drain (run));
}

/* 12 recipes on 1, 2 and 5 threads: every sample the same. */
static void
test_threads (Fixture *fixture, gconstpointer data)
{
  static const guint n_threads[] = { 1, 2, 5 };
  g_autoptr (GPtrArray) first = NULL;

  for (guint t = 0; t < G_N_ELEMENTS (n_threads); t++)
    {
      g_autoptr (NormlabScheduler) scheduler = normlab_scheduler_new (n_threads[t]);
      g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);

      g_assert_cmpuint (normlab_scheduler_get_n_threads (scheduler), ==, n_threads[t]);
      for (guint i = 0; i < 12; i++)
        {
          NormlabRecipe recipe = quick (i / 2);
          NormlabRun *run;

          recipe.batch_norm = i % 2;
          recipe.dropout = i % 3 * 0.2;
          run = normlab_run_new (&recipe, fixture->dataset);
          normlab_scheduler_add (scheduler, run);
          g_ptr_array_add (runs, run);
        }
      finish (scheduler);
      for (guint i = 0; first != NULL && i < 12; i++)
        for (guint s = 0; s < 5; s++)
          {
            const NormlabSample *a = normlab_run_get_samples (g_ptr_array_index (first, i)) + s;
            const NormlabSample *b = normlab_run_get_samples (g_ptr_array_index (runs, i)) + s;

            g_assert_cmpfloat (a->loss, ==, b->loss);
            g_assert_cmpfloat (a->test_accuracy, ==, b->test_accuracy);
            g_assert_cmpfloat (a->probe->layers[0].weight_gradient_norm, ==,
                               b->probe->layers[0].weight_gradient_norm);
          }
      if (first == NULL)
        first = g_steal_pointer (&runs);
    }
}

/* Whatever the runs cost, on one thread none is ever more than an interval ahead of another. */
static void
test_abreast (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (NormlabScheduler) scheduler = normlab_scheduler_new (1);

  for (guint i = 0; i < 6; i++)
    {
      NormlabRecipe recipe = endless (i);
      NormlabRun *run;

      /* Some are ten times as slow as others. */
      if (i % 2)
        normlab_recipe_set (&recipe, NORMLAB_DIMENSION_HIDDEN, "400,400", NULL);
      run = normlab_run_new (&recipe, fixture->dataset);
      normlab_scheduler_add (scheduler, run);
      g_ptr_array_add (runs, run);
    }
  for (guint round = 1; round <= 10; round++)
    {
      guint low = G_MAXUINT, high = 0;

      /* The first may be well on its way before the last is added; then it waits for the others. */
      wait_for_step (scheduler, g_ptr_array_index (runs, 5), 200 + 30 * round);
      /* Stand still, so that all are seen at one instant. */
      normlab_scheduler_pause (scheduler, NULL);
      g_usleep (40000);
      normlab_scheduler_drain (scheduler);
      for (guint i = 0; i < runs->len; i++)
        {
          guint step = normlab_run_get_step (g_ptr_array_index (runs, i));

          low = MIN (low, step);
          high = MAX (high, step);
        }
      g_assert_cmpuint (high - low, <=, 10);
      normlab_scheduler_resume (scheduler, NULL);
    }
}

static void
test_pause (Fixture *fixture, gconstpointer data)
{
  const NormlabRecipe recipe = endless (1);
  g_autoptr (NormlabRun) run = add (fixture, &recipe);
  g_autoptr (NormlabRun) other = add (fixture, &recipe);
  guint step, samples;

  wait_for_step (fixture->scheduler, run, 20);
  normlab_scheduler_pause (fixture->scheduler, run);
  normlab_scheduler_drain (fixture->scheduler);
  g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_PAUSED);
  g_usleep (60000);
  normlab_scheduler_drain (fixture->scheduler);
  step = normlab_run_get_step (run);
  /* Only that one is paused. */
  wait_for_step (fixture->scheduler, other, step + 500);
  g_assert_cmpuint (normlab_run_get_step (run), ==, step);

  /* One interval at a time, each ending in a sample. */
  normlab_scheduler_pause (fixture->scheduler, NULL);
  for (guint i = 0; i < 3; i++)
    {
      samples = normlab_run_get_n_samples (run);
      normlab_scheduler_step (fixture->scheduler, run);
      wait_for_step (fixture->scheduler, run, (step / 10 + 1 + i) * 10);
      g_usleep (20000);
      normlab_scheduler_drain (fixture->scheduler);
      g_assert_cmpuint (normlab_run_get_step (run), ==, (step / 10 + 1 + i) * 10);
      g_assert_cmpuint (normlab_run_get_n_samples (run), ==, samples + 1);
      g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_PAUSED);
    }
  normlab_scheduler_resume (fixture->scheduler, NULL);
  wait_for_step (fixture->scheduler, run, step + 200);
  g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_RUNNING);
}

/* Pausing in the middle of things changes no bit. */
static void
test_pause_same_bits (Fixture *fixture, gconstpointer data)
{
  NormlabRecipe recipe = quick (3);
  g_autoptr (NormlabRun) straight = NULL, halting = NULL;

  recipe.iterations = 400;
  straight = add (fixture, &recipe);
  halting = add (fixture, &recipe);
  for (guint i = 0; i < 40; i++)
    {
      normlab_scheduler_pause (fixture->scheduler, halting);
      g_usleep (100 * i);
      if (i % 3)
        normlab_scheduler_step (fixture->scheduler, halting);
      normlab_scheduler_resume (fixture->scheduler, halting);
      g_usleep (300);
    }
  finish (fixture->scheduler);
  g_assert_cmpuint (normlab_run_get_n_samples (halting), ==, 40);
  for (guint i = 0; i < 40; i++)
    g_assert_cmpfloat (normlab_run_get_samples (straight)[i].loss, ==,
                       normlab_run_get_samples (halting)[i].loss);
}

/* A stop is answered within 50 ms however large the network; a loaded machine may take longer now and
 * then, but not each time. */
static void
test_stop (Fixture *fixture, gconstpointer data)
{
  static const char *const hidden[] = { "40,20", "2048,2048,2048,2048" };

  for (guint i = 0; i < G_N_ELEMENTS (hidden); i++)
    {
      gint64 shortest = G_MAXINT64;

      for (guint wait = 0; wait < 4; wait++)
        {
          NormlabRecipe recipe = endless (1);
          g_autoptr (NormlabRun) run = NULL;
          gint64 begin, taken;

          normlab_recipe_set (&recipe, NORMLAB_DIMENSION_HIDDEN, hidden[i], NULL);
          recipe.batch_size = i > 0 ? 2000 : 100;
          run = add (fixture, &recipe);
          wait_for_state (fixture->scheduler, run, NORMLAB_RUN_RUNNING);
          g_usleep (i * wait * 500000);
          begin = g_get_monotonic_time ();
          normlab_scheduler_stop (fixture->scheduler, run);
          wait_for_state (fixture->scheduler, run, NORMLAB_RUN_STOPPED);
          taken = g_get_monotonic_time () - begin;
          g_test_message ("%s: stopped in %.1f ms", hidden[i], (double) taken / 1000);
          g_assert_cmpint (taken, <, SECOND);
          /* The first is still drawing its weights, which is no test of a step. */
          if (wait > 0)
            shortest = MIN (shortest, taken);
          normlab_scheduler_remove (fixture->scheduler, run);
        }
      g_assert_cmpint (shortest, <, 50000);
    }
}

static void
test_speed (Fixture *fixture, gconstpointer data)
{
  const NormlabRecipe recipe = endless (1);
  g_autoptr (NormlabRun) run = NULL;
  gint64 begin;
  guint step;

  normlab_scheduler_set_speed (fixture->scheduler, 100);
  begin = g_get_monotonic_time ();
  run = add (fixture, &recipe);
  wait_for_step (fixture->scheduler, run, 50);
  g_assert_cmpint (g_get_monotonic_time () - begin, >, SECOND / 2 - SECOND / 20);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 2 * SECOND);

  /* A new speed acts at once, also when the next step would have been far off. */
  normlab_scheduler_set_speed (fixture->scheduler, 0.01);
  g_usleep (50000);
  normlab_scheduler_drain (fixture->scheduler);
  step = normlab_run_get_step (run);
  g_usleep (100000);
  normlab_scheduler_drain (fixture->scheduler);
  g_assert_cmpuint (normlab_run_get_step (run), <=, step + 1);
  begin = g_get_monotonic_time ();
  normlab_scheduler_set_speed (fixture->scheduler, 0);
  wait_for_step (fixture->scheduler, run, step + 100);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, SECOND);
}

static void
test_divergence (Fixture *fixture, gconstpointer data)
{
  NormlabRecipe wild = quick (1), calm = quick (1);
  g_autoptr (NormlabRun) a = NULL, b = NULL;

  wild.batch_norm = FALSE;
  wild.activation = NORMLAB_ACTIVATION_RELU;
  wild.learning_rate = 1e6;
  a = add (fixture, &wild);
  b = add (fixture, &calm);
  finish (fixture->scheduler);
  g_assert_cmpint (normlab_run_get_state (a), ==, NORMLAB_RUN_DIVERGED);
  g_assert_cmpuint (normlab_run_get_diverged_layer (a), >, 0);
  g_assert_cmpuint (normlab_run_get_step (a), >, 0);
  g_assert_cmpint (normlab_run_get_state (b), ==, NORMLAB_RUN_FINISHED);
  g_assert_cmpuint (normlab_run_get_n_samples (b), ==, 5);
}

static void
test_failure (Fixture *fixture, gconstpointer data)
{
  NormlabRecipe greedy = quick (1);
  g_autoptr (NormlabRun) run = NULL;

  normlab_recipe_set (&greedy, NORMLAB_DIMENSION_HIDDEN, "2048,2048,2048", NULL);
  greedy.batch_size = 60000;
  run = add (fixture, &greedy);
  finish (fixture->scheduler);
  g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_FAILED);
  g_assert_nonnull (strstr (normlab_run_get_message (run), "memory"));
}

static void
wake (gpointer data)
{
  g_atomic_int_inc ((gint *) data);
}

/* A fast producer calls once until it has been drained. */
static void
test_notify (Fixture *fixture, gconstpointer data)
{
  const NormlabRecipe recipe = endless (1);
  g_autoptr (NormlabRun) run = NULL;
  gint n = 0;

  normlab_scheduler_set_notify (fixture->scheduler, wake, &n);
  run = add (fixture, &recipe);
  g_assert_true (normlab_scheduler_wait (fixture->scheduler, 10 * SECOND));
  g_usleep (100000);
  g_assert_cmpint (g_atomic_int_get (&n), ==, 1);
  g_assert_true (normlab_scheduler_drain (fixture->scheduler));
  g_assert_cmpuint (normlab_run_get_step (run), >, 10);
  g_assert_true (normlab_scheduler_wait (fixture->scheduler, 10 * SECOND));
  g_assert_cmpint (g_atomic_int_get (&n), ==, 2);
  normlab_scheduler_pause (fixture->scheduler, NULL);
  g_usleep (60000);
  normlab_scheduler_drain (fixture->scheduler);
  g_assert_false (normlab_scheduler_wait (fixture->scheduler, 1000));
}

/* Everything at once, in an order drawn from a fixed seed, while runs come, end and go. */
static void
test_storm (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabRandom random;

  normlab_random_seed (&random, 2);
  for (guint i = 0; i < 1000; i++)
    {
      guint32 word = normlab_random_next (&random);
      NormlabRun *run = runs->len > 0 ? g_ptr_array_index (runs, (word >> 8) % runs->len) : NULL;
      NormlabRecipe recipe = word & 64 ? quick (i) : endless (i);

      if (word & 128)
        run = NULL;
      switch (word % 8)
        {
        case 0:
        case 1:
          if (runs->len < 20)
            g_ptr_array_add (runs, add (fixture, &recipe));
          break;
        case 2:
          normlab_scheduler_pause (fixture->scheduler, run);
          break;
        case 3:
          normlab_scheduler_resume (fixture->scheduler, run);
          break;
        case 4:
          normlab_scheduler_step (fixture->scheduler, run);
          break;
        case 5:
          if (run != NULL)
            normlab_scheduler_stop (fixture->scheduler, run);
          break;
        case 6:
          if (run != NULL)
            {
              normlab_scheduler_remove (fixture->scheduler, run);
              g_assert_true (normlab_run_state_is_final (normlab_run_get_state (run)));
              g_ptr_array_remove_fast (runs, run);
            }
          break;
        default:
          normlab_scheduler_drain (fixture->scheduler);
          g_usleep (word % 1000);
          break;
        }
    }
  normlab_scheduler_stop (fixture->scheduler, NULL);
  finish (fixture->scheduler);
  for (guint i = 0; i < runs->len; i++)
    g_assert_true (normlab_run_state_is_final (normlab_run_get_state (g_ptr_array_index (runs, i))));
}

/* Leaving in the middle joins the workers and ends every run. */
static void
test_leave (Fixture *fixture, gconstpointer data)
{
  NormlabScheduler *scheduler = normlab_scheduler_new (3);
  const NormlabRecipe recipe = endless (1);
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 begin;

  for (guint i = 0; i < 8; i++)
    {
      NormlabRun *run = normlab_run_new (&recipe, fixture->dataset);

      normlab_scheduler_add (scheduler, run);
      g_ptr_array_add (runs, run);
    }
  wait_for_step (scheduler, g_ptr_array_index (runs, 7), 10);
  begin = g_get_monotonic_time ();
  normlab_scheduler_free (scheduler);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, SECOND);
  for (guint i = 0; i < 8; i++)
    {
      normlab_run_drain (g_ptr_array_index (runs, i));
      g_assert_cmpint (normlab_run_get_state (g_ptr_array_index (runs, i)), ==, NORMLAB_RUN_STOPPED);
    }
}

static void
test_states (void)
{
  for (guint i = 0; i <= NORMLAB_RUN_STOPPED; i++)
    {
      NormlabRunState state;

      g_assert_true (normlab_run_state_from_string (normlab_run_state_to_string (i), &state));
      g_assert_cmpint (state, ==, i);
      g_assert_nonnull (normlab_run_state_get_label (i));
      g_assert_true (normlab_run_state_is_final (i) == (i >= NORMLAB_RUN_FINISHED));
    }
  g_assert_false (normlab_run_state_from_string ("lost", &(NormlabRunState){ 0 }));
}

static void
test_from_history (void)
{
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  NormlabSample samples[12] = { { 0 } };
  g_autoptr (NormlabRun) run = NULL;

  for (guint i = 0; i < 12; i++)
    samples[i] = (NormlabSample){ .step = i + 1, .test_accuracy = i == 3 ? 0.75f : 0.5f };
  run = normlab_run_new_from_history (&recipe, "mnist", NORMLAB_RUN_DIVERGED, 17, 1.5, 2, samples, 12);
  g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_DIVERGED);
  g_assert_cmpuint (normlab_run_get_step (run), ==, 17);
  g_assert_cmpuint (normlab_run_get_diverged_layer (run), ==, 2);
  g_assert_cmpfloat (normlab_run_get_seconds (run), ==, 1.5);
  g_assert_cmpfloat (normlab_run_get_best_accuracy (run), ==, 0.75);
  g_assert_cmpfloat (normlab_run_get_final_accuracy (run), ==, 0.5);
  g_assert_cmpfloat (normlab_run_get_mean_accuracy (run), ==, 0.525);
  g_assert_cmpstr (normlab_run_get_dataset_name (run), ==, "mnist");
  g_assert_false (normlab_run_drain (run));
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/scheduler/train", test_train },
    { "/scheduler/threads", test_threads },
    { "/scheduler/abreast", test_abreast },
    { "/scheduler/pause", test_pause },
    { "/scheduler/pause-same-bits", test_pause_same_bits },
    { "/scheduler/stop", test_stop },
    { "/scheduler/speed", test_speed },
    { "/scheduler/divergence", test_divergence },
    { "/scheduler/failure", test_failure },
    { "/scheduler/notify", test_notify },
    { "/scheduler/storm", test_storm },
    { "/scheduler/leave", test_leave },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  g_test_add_func ("/run/states", test_states);
  g_test_add_func ("/run/from-history", test_from_history);
  return g_test_run ();
}
