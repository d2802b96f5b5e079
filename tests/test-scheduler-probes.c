/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is seen of runs that are watched, and that nothing is done for those that are not. The
 * linker puts the functions __wrap_… here before the real ones (see meson.build), which are then
 * __real_…. */
#include "normlab-prober.h"
#include "normlab-run-private.h"
#include "normlab-test-measurements.h"
#include "normlab-test-scheduler.h"
#include "normlab-test.h"
#include "normlab-trainer.h"

static gint n_observed;
static gint bytes_alive;
static gint most_bytes_alive;

NormlabProbe *__real_normlab_probe_new (guint n_layers);
NormlabProbe *__wrap_normlab_probe_new (guint n_layers);

NormlabProbe *
__wrap_normlab_probe_new (guint n_layers)
{
  NormlabProbe *probe = __real_normlab_probe_new (n_layers);

  normlab_test_count (&bytes_alive, &most_bytes_alive, (gint) normlab_probe_get_size (probe));
  return probe;
}

void __real_normlab_probe_free (NormlabProbe *self);
void __wrap_normlab_probe_free (NormlabProbe *self);

void
__wrap_normlab_probe_free (NormlabProbe *self)
{
  if (self != NULL)
    g_atomic_int_add (&bytes_alive, -(gint) normlab_probe_get_size (self));
  __real_normlab_probe_free (self);
}

void __real_normlab_prober_observe (const NormlabNetwork *network,
                                    guint layer,
                                    NormlabStage stage,
                                    const float *values,
                                    gsize rows,
                                    gpointer user_data);
void __wrap_normlab_prober_observe (const NormlabNetwork *network,
                                    guint layer,
                                    NormlabStage stage,
                                    const float *values,
                                    gsize rows,
                                    gpointer user_data);

void
__wrap_normlab_prober_observe (const NormlabNetwork *network,
                               guint layer,
                               NormlabStage stage,
                               const float *values,
                               gsize rows,
                               gpointer user_data)
{
  if (stage == NORMLAB_STAGE_PRE || stage == NORMLAB_STAGE_OUT)
    g_atomic_int_inc (&n_observed);
  __real_normlab_prober_observe (network, layer, stage, values, rows, user_data);
}

/* Asked for, a worker is held between a measurement and the mutex. */
enum
{
  FREE,
  ASKED,
  HELD
};

static gint worker = FREE;

static void
hold_if_asked (void)
{
  if (g_atomic_int_compare_and_exchange (&worker, ASKED, HELD))
    while (g_atomic_int_get (&worker) == HELD)
      g_usleep (100);
}

NormlabTrainerStatus __real_normlab_trainer_measure (NormlabTrainer *self,
                                                     NormlabSample *sample,
                                                     NormlabScratch *scratch,
                                                     NormlabStop stop,
                                                     GError **error);
NormlabTrainerStatus __wrap_normlab_trainer_measure (NormlabTrainer *self,
                                                     NormlabSample *sample,
                                                     NormlabScratch *scratch,
                                                     NormlabStop stop,
                                                     GError **error);

NormlabTrainerStatus
__wrap_normlab_trainer_measure (NormlabTrainer *self,
                                NormlabSample *sample,
                                NormlabScratch *scratch,
                                NormlabStop stop,
                                GError **error)
{
  NormlabTrainerStatus status = __real_normlab_trainer_measure (self, sample, scratch, stop, error);

  hold_if_asked ();
  return status;
}

gboolean
__wrap_normlab_measurement_evaluate (NormlabMeasurement *self,
                                     NormlabScratch *scratch,
                                     NormlabStop stop,
                                     GError **error)
{
  gboolean done = __real_normlab_measurement_evaluate (self, scratch, stop, error);

  hold_if_asked ();
  return done;
}

static void
forget_counts (void)
{
  /* Nothing of an earlier test is left. */
  g_assert_cmpint (g_atomic_int_get (&bytes_alive), ==, 0);
  g_atomic_int_set (&most_bytes_alive, 0);
  g_atomic_int_set (&n_observed, 0);
}

static void
count (GObject *object, GParamSpec *pspec, guint *n)
{
  *n += 1;
}

static void
pass_step (GObject *object, GParamSpec *pspec, guint *step)
{
  guint now;

  g_object_get (object, "probe-step", &now, NULL);
  g_assert_cmpuint (now, >, *step);
  *step = now;
}

/* A probe with each sample behind the first, and otherwise what comes of a run that is not watched.
    */
static void
test_watch (NormlabTestScheduler *fixture, gconstpointer data)
{
  NormlabRecipe recipe = normlab_test_quick (1);
  g_autoptr (NormlabRun) run = NULL, alone = NULL;
  guint step = 0, n = 0;

  forget_counts ();
  recipe.iterations = 53;
  run = normlab_run_new (&recipe, fixture->dataset);
  alone = normlab_run_new (&recipe, fixture->dataset);
  g_signal_connect (run, "notify::probe-step", G_CALLBACK (pass_step), &step);
  g_signal_connect (alone, "notify::probe-step", G_CALLBACK (count), &n);
  normlab_run_watch (run);
  normlab_scheduler_add (fixture->scheduler, run);
  normlab_scheduler_add (fixture->scheduler, alone);
  normlab_test_finish (fixture->scheduler);

  g_assert_cmpuint (normlab_run_get_n_samples (run), ==, 7);
  g_assert_cmpuint (normlab_run_get_n_probes (run), ==, 6);
  for (guint i = 0; i < 6; i++)
    {
      const NormlabSample *a = normlab_run_get_samples (run) + i + 1;
      const NormlabSample *b = normlab_run_get_samples (alone) + i + 1;

      g_assert_cmpuint (normlab_run_get_probe (run, i)->step, ==, a->step);
      g_assert_cmpfloat (a->loss, ==, b->loss);
      g_assert_cmpfloat (a->test_accuracy, ==, b->test_accuracy);
    }
  g_assert_cmpuint (step, ==, 53);
  g_assert_cmpuint (normlab_run_get_n_probes (alone), ==, 0);
  g_assert_cmpuint (n, ==, 0);
  /* Three layers, of which the last is shown once. */
  g_assert_cmpint (g_atomic_int_get (&n_observed), ==, 6 * 5);
  normlab_run_unwatch (run);
  g_assert_cmpuint (normlab_run_get_n_probes (run), ==, 6);
}

/* Runs that nobody watches have nothing looked at, noted or kept. */
static void
test_unwatched (NormlabTestScheduler *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);

  forget_counts ();
  for (guint i = 0; i < 24; i++)
    {
      const NormlabRecipe recipe = normlab_test_quick (i);

      g_ptr_array_add (runs, normlab_test_add_run (fixture, &recipe));
    }
  normlab_test_finish (fixture->scheduler);
  for (guint i = 0; i < 24; i++)
    {
      g_assert_cmpuint (normlab_run_get_n_samples (g_ptr_array_index (runs, i)), ==, 6);
      g_assert_cmpuint (normlab_run_get_n_probes (g_ptr_array_index (runs, i)), ==, 0);
    }
  g_assert_cmpint (g_atomic_int_get (&n_observed), ==, 0);
  g_assert_cmpint (g_atomic_int_get (&most_bytes_alive), ==, 0);
}

static void
go_on_for (NormlabTestScheduler *fixture, NormlabRun *run, guint n_steps)
{
  normlab_test_wait_for_step (fixture->scheduler, run, normlab_run_get_step (run) + n_steps);
}

/* So that no worker has it any more, and all that it told has come. */
static void
stand_still (NormlabTestScheduler *fixture, NormlabRun *run)
{
  guint step;

  normlab_scheduler_pause (fixture->scheduler, run);
  do
    {
      step = normlab_run_get_step (run);
      g_usleep (60000);
      normlab_scheduler_drain (fixture->scheduler);
    }
  while (normlab_run_get_step (run) > step);
}

/* While somebody watches, of two; what has come stays. */
static void
test_come_and_go (NormlabTestScheduler *fixture, gconstpointer data)
{
  NormlabRecipe recipe = normlab_test_endless (1);
  g_autoptr (NormlabRun) run = NULL;
  guint n, before;

  forget_counts ();
  run = normlab_test_add_run (fixture, &recipe);
  normlab_run_set_probe_budget (run, G_MAXSIZE);
  go_on_for (fixture, run, 50);
  stand_still (fixture, run);
  g_assert_cmpuint (normlab_run_get_n_probes (run), ==, 0);

  normlab_run_watch (run);
  normlab_run_watch (run);
  before = normlab_run_get_n_samples (run);
  for (guint watchers = 2; watchers > 0; watchers--)
    {
      normlab_scheduler_resume (fixture->scheduler, run);
      go_on_for (fixture, run, 50);
      stand_still (fixture, run);
      n = normlab_run_get_n_probes (run);
      g_assert_cmpuint (n, >=, 4);
      g_assert_cmpuint (n, ==, normlab_run_get_n_samples (run) - before);
      g_assert_cmpuint (normlab_run_get_probe (run, n - 1)->step, ==,
                        normlab_run_get_samples (run)[before + n - 1].step);
      normlab_run_unwatch (run);
    }

  normlab_scheduler_resume (fixture->scheduler, run);
  go_on_for (fixture, run, 50);
  stand_still (fixture, run);
  g_assert_cmpuint (normlab_run_get_n_probes (run), ==, n);

  normlab_run_watch (run);
  normlab_scheduler_step (fixture->scheduler, run);
  go_on_for (fixture, run, 1);
  stand_still (fixture, run);
  g_assert_cmpuint (normlab_run_get_n_probes (run), ==, n + 1);
  normlab_run_unwatch (run);
}

/* The same probes, to the last bit, on one, two and five threads. */
static void
test_threads (NormlabTestScheduler *fixture, gconstpointer data)
{
  static const guint n_threads[] = { 1, 2, 5 };
  g_autoptr (GPtrArray) first = NULL;

  forget_counts ();
  for (guint t = 0; t < G_N_ELEMENTS (n_threads); t++)
    {
      g_autoptr (NormlabScheduler) scheduler = normlab_scheduler_new (n_threads[t], NULL);
      g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);

      for (guint i = 0; i < 12; i++)
        {
          NormlabRecipe recipe = normlab_test_quick (i / 2);
          NormlabRun *run;

          recipe.normalization = i % 2;
          recipe.dropout = i % 3 * 0.2;
          run = normlab_run_new (&recipe, fixture->dataset);
          normlab_run_watch (run);
          normlab_scheduler_add (scheduler, run);
          g_ptr_array_add (runs, run);
        }
      normlab_test_finish (scheduler);
      for (guint i = 0; first != NULL && i < 12; i++)
        for (guint s = 0; s < 5; s++)
          {
            const NormlabProbe *a = normlab_run_get_probe (g_ptr_array_index (first, i), s);
            const NormlabProbe *b = normlab_run_get_probe (g_ptr_array_index (runs, i), s);

            g_assert_cmpmem (a, normlab_probe_get_size (a), b, normlab_probe_get_size (b));
          }
      if (first == NULL)
        first = g_steal_pointer (&runs);
    }
}

/* A run of 10,000 samples, watched from the beginning. */
static NormlabRun *
train_long (NormlabDataset *dataset, gsize budget, gboolean draining)
{
  g_autoptr (NormlabScheduler) scheduler = normlab_scheduler_new (1, NULL);
  NormlabRecipe recipe = normlab_test_quick (1);
  NormlabRun *run;

  recipe.iterations = 10000;
  recipe.interval = 1;
  recipe.batch_size = 2;
  normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_HIDDEN, "3", NULL);
  run = normlab_run_new (&recipe, dataset);
  normlab_run_watch (run);
  if (budget != NORMLAB_RUN_PROBE_BUDGET)
    normlab_run_set_probe_budget (run, budget);
  normlab_scheduler_add (scheduler, run);
  if (!draining)
    {
      g_autoptr (NormlabRun) last = NULL;

      /* The first is never further behind, so it is done when this one is. */
      recipe.iterations = 10001;
      last = normlab_run_new (&recipe, dataset);
      normlab_scheduler_add (scheduler, last);
      while (normlab_run_get_step (last) < 10001)
        {
          normlab_run_drain (last);
          g_usleep (1000);
        }
    }
  normlab_test_finish (scheduler);
  g_assert_cmpuint (normlab_run_get_n_samples (run), ==, 10001);
  return run;
}

/* However long a run is, and whether it is drained all the while or at its end: the same probes, at
 * even steps, within the budget. */
static void
test_budget (NormlabTestScheduler *fixture, gconstpointer data)
{
  static const gsize budgets[] = { NORMLAB_RUN_PROBE_BUDGET, 20000, 0 };
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (4, 4, 3, 40, 10);

  for (guint b = 0; b < G_N_ELEMENTS (budgets); b++)
    for (guint draining = 0; draining < 2; draining++)
      {
        g_autoptr (NormlabRun) run = NULL;
        gsize size, room;
        guint n, spacing = 1;

        forget_counts ();
        run = train_long (dataset, budgets[b], draining);
        n = normlab_run_get_n_probes (run);
        size = normlab_probe_get_size (normlab_run_get_probe (run, n - 1));
        room = MAX (budgets[b] / size, 1);
        while ((10000 + spacing - 1) / spacing > room)
          spacing *= 2;
        g_assert_cmpuint (n, ==, (10000 + spacing - 1) / spacing);
        for (guint i = 0; i < n; i++)
          g_assert_cmpuint (normlab_run_get_probe (run, i)->step, ==,
                            MIN ((i + 1) * spacing, 10000));
        g_assert_cmpint (g_atomic_int_get (&bytes_alive), ==, (gint) (n * size));
        g_assert_cmpint ((gint) (n * size), <=, (gint) MAX (budgets[b], size));
        /* With what waits for the owner, what it is just taking in, and the one that a worker is
         * filling. */
        g_assert_cmpint (g_atomic_int_get (&most_bytes_alive), <=,
                         (gint) (3 * MAX (budgets[b], size) + 2 * size));

        normlab_run_set_probe_budget (run, 3 * size);
        g_assert_cmpint (g_atomic_int_get (&bytes_alive), <=, (gint) (3 * size));
        n = normlab_run_get_n_probes (run);
        g_assert_cmpuint (normlab_run_get_probe (run, n - 1)->step, ==, 10000);
      }
}

/* Probes that come too late are let go of, as is that of a step that went wrong. */
static void
test_ends (NormlabTestScheduler *fixture, gconstpointer data)
{
  NormlabRecipe wild = normlab_test_quick (1), endless = normlab_test_endless (1);
  g_autoptr (NormlabRun) diverging = NULL, stopped = NULL;
  NormlabSample sample = { .step = G_MAXUINT };
  NormlabRunNews news = { .state = NORMLAB_RUN_RUNNING, .step = G_MAXUINT, .sample = &sample };
  guint n;

  forget_counts ();
  wild.normalization = NORMLAB_NORMALIZATION_NONE;
  wild.activation = NORMLAB_ACTIVATION_RELU;
  wild.learning_rate = 1e6;
  wild.interval = 1;
  diverging = normlab_run_new (&wild, fixture->dataset);
  stopped = normlab_run_new (&endless, fixture->dataset);
  normlab_run_watch (diverging);
  normlab_run_watch (stopped);
  normlab_run_set_probe_budget (stopped, G_MAXSIZE);
  normlab_scheduler_add (fixture->scheduler, diverging);
  normlab_scheduler_add (fixture->scheduler, stopped);
  normlab_test_wait_for_state (fixture->scheduler, diverging, NORMLAB_RUN_DIVERGED);
  g_assert_cmpuint (normlab_run_get_n_samples (diverging), >, 1);
  g_assert_cmpuint (normlab_run_get_n_probes (diverging), ==,
                    normlab_run_get_n_samples (diverging) - 1);

  normlab_test_wait_for_step (fixture->scheduler, stopped, 20);
  normlab_scheduler_stop (fixture->scheduler, stopped);
  normlab_test_finish (fixture->scheduler);
  n = normlab_run_get_n_probes (stopped);
  g_assert_cmpuint (n, ==, normlab_run_get_n_samples (stopped) - 1);
  news.probe = normlab_probe_new (3);
  news.probe->step = G_MAXUINT;
  normlab_run_post (stopped, &news);
  g_assert_false (normlab_run_drain (stopped));
  g_assert_cmpuint (normlab_run_get_n_probes (stopped), ==, n);
}

/* What a worker brings of a run that was removed meanwhile is for nobody. */
static void
remove_held (NormlabTestScheduler *fixture)
{
  const NormlabRecipe recipe = normlab_test_endless (1);
  g_autoptr (NormlabRun) run = NULL;
  guint n;

  run = normlab_run_new (&recipe, fixture->dataset);
  normlab_run_watch (run);
  normlab_scheduler_add (fixture->scheduler, run);
  go_on_for (fixture, run, 10);
  g_atomic_int_set (&worker, ASKED);
  while (g_atomic_int_get (&worker) != HELD)
    g_usleep (100);
  normlab_scheduler_remove (fixture->scheduler, run);
  n = normlab_run_get_n_samples (run);
  g_assert_cmpuint (normlab_run_get_n_probes (run), ==, n - 1);
  g_atomic_int_set (&worker, FREE);
  normlab_scheduler_free (g_steal_pointer (&fixture->scheduler));
  g_assert_false (normlab_run_drain (run));
  g_assert_cmpuint (normlab_run_get_n_samples (run), ==, n);
}

/* Of two workers one measures what the other has put off. */
static void
test_removed (NormlabTestScheduler *fixture, gconstpointer data)
{
  forget_counts ();
  remove_held (fixture);
  forget_counts ();
}

static void
test_removed_alone (NormlabTestScheduler *fixture, gconstpointer data)
{
  forget_counts ();
  normlab_scheduler_free (fixture->scheduler);
  fixture->scheduler = normlab_scheduler_new (1, NULL);
  remove_held (fixture);
  forget_counts ();
}

static void
test_nothing_left (void)
{
  forget_counts ();
}

int
main (int argc, char *argv[])
{
  static const NormlabTestSchedulerCase cases[] = {
    { "/scheduler-probes/watch", test_watch },
    { "/scheduler-probes/unwatched", test_unwatched },
    { "/scheduler-probes/come-and-go", test_come_and_go },
    { "/scheduler-probes/threads", test_threads },
    { "/scheduler-probes/budget", test_budget },
    { "/scheduler-probes/ends", test_ends },
    { "/scheduler-probes/removed", test_removed },
    { "/scheduler-probes/removed-alone", test_removed_alone },
  };

  g_test_init (&argc, &argv, NULL);
  normlab_test_scheduler_add_cases (cases, G_N_ELEMENTS (cases));
  g_test_add_func ("/scheduler-probes/nothing-left", test_nothing_left);
  return g_test_run ();
}
