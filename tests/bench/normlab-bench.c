/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What bench.py measures of this program, printed as "key value" lines; seconds of wall time.
 *
 *   normlab-bench --data DIR|builtin notebook               one whole run, data loaded, one thread
 *   normlab-bench --data DIR|builtin wide SIZES           other layers, 20 steps, 1 evaluation
 *   normlab-bench --data DIR|builtin loss                   the same with the test set's loss, and
 *                                                           without, but evaluated in full
 *   normlab-bench --data DIR|builtin probe                  the same, watched and not
 *   normlab-bench --data DIR|builtin runs N --threads N     N runs of the notebook's networks
 *   normlab-bench gemm M K N                                one affine layer, in GFLOP/s
 *   normlab-bench load DIR                                  from four files to ready
 */
#include <stdlib.h>
#include <string.h>

#include "normlab-experiment.h"
#include "normlab-kernels.h"
#include "normlab-scheduler.h"
#include "normlab-trainer.h"

#define REPEATS 5

static double
now (void)
{
  return (double) g_get_monotonic_time () / G_TIME_SPAN_SECOND;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median (double *values, guint n)
{
  qsort (values, n, sizeof *values, compare);
  return values[n / 2];
}

static void
print (const char *key, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_print ("%s %s\n", key, g_ascii_formatd (text, sizeof text, "%.6g", value));
}

static NormlabDataset *
load (const char *data)
{
  g_autoptr (GError) error = NULL;
  NormlabDataset *dataset = g_str_equal (data, "builtin")
                                ? normlab_dataset_new_builtin (NULL, &error)
                                : normlab_dataset_load (data, NULL, &error);

  if (dataset == NULL)
    {
      g_printerr ("normlab-bench: %s\n", error->message);
      exit (1);
    }
  return dataset;
}

/* Without the sample before the first step, which the peers do not take. */
static double
time_run (NormlabDataset *dataset,
          const NormlabRecipe *recipe,
          const NormlabMeasures *measures,
          const NormlabKernels *kernels)
{
  g_autoptr (NormlabTrainer) trainer = NULL;
  NormlabScratch scratch = { 0 };
  double begin = now ();
  guint todo;

  trainer = normlab_trainer_new (recipe, dataset, kernels, NULL, NULL);
  normlab_trainer_set_measures (trainer, measures);
  while ((todo = normlab_trainer_get_steps_to_sample (trainer)) > 0)
    {
      NormlabSample sample;

      normlab_trainer_advance (trainer, todo, &scratch, NULL, NULL);
      normlab_trainer_measure (trainer, &sample, &scratch, NULL, NULL);
    }
  normlab_scratch_clear (&scratch);
  return now () - begin;
}

/* 1,000 steps and 100 evaluations of the notebook's first network. */
static void
bench_notebook (NormlabDataset *dataset)
{
  const NormlabMeasures measures = { 0 };
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  double seconds[REPEATS];

  recipe.update = NORMLAB_UPDATE_NOTEBOOK;
  for (guint i = 0; i < REPEATS; i++)
    seconds[i] = time_run (dataset, &recipe, &measures, normlab_kernels_get_default ());
  print ("seconds", median (seconds, REPEATS));
}

/* The same with the test set's loss, and without screening, which knows no loss. */
static void
bench_loss (NormlabDataset *dataset)
{
  const NormlabMeasures plain = { 0 }, test_loss = { .test_loss = TRUE };
  NormlabKernels in_full = *normlab_kernels_get_default ();
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  double with[REPEATS], without[REPEATS];

  in_full.screening = NULL;
  recipe.update = NORMLAB_UPDATE_NOTEBOOK;
  for (guint i = 0; i < REPEATS; i++)
    {
      with[i] = time_run (dataset, &recipe, &test_loss, normlab_kernels_get_default ());
      without[i] = time_run (dataset, &recipe, &plain, &in_full);
    }
  print ("with", median (with, REPEATS));
  print ("without", median (without, REPEATS));
}

static gboolean
bench_wide (NormlabDataset *dataset, const char *sizes)
{
  const NormlabMeasures measures = { 0 };
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (GError) error = NULL;

  recipe.iterations = 20;
  recipe.interval = 20;
  if (!normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_HIDDEN, sizes, &error))
    {
      g_printerr ("normlab-bench: %s\n", error->message);
      return FALSE;
    }
  print ("seconds", time_run (dataset, &recipe, &measures, normlab_kernels_get_default ()));
  return TRUE;
}

static void
finish (NormlabScheduler *scheduler)
{
  while (!normlab_scheduler_is_done (scheduler))
    {
      normlab_scheduler_wait (scheduler, G_TIME_SPAN_SECOND);
      normlab_scheduler_drain (scheduler);
    }
}

/* The same on a thread of its own, whose owner takes in what comes. */
static double
time_watched (NormlabDataset *dataset, gboolean watched)
{
  g_autoptr (NormlabScheduler) scheduler = normlab_scheduler_new (1, NULL);
  g_autoptr (NormlabRun) run = NULL;
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  double begin = now ();

  g_assert_nonnull (scheduler);
  recipe.update = NORMLAB_UPDATE_NOTEBOOK;
  run = normlab_run_new (&recipe, dataset);
  if (watched)
    normlab_run_watch (run);
  normlab_scheduler_add (scheduler, run);
  finish (scheduler);
  g_assert_cmpuint (normlab_run_get_n_probes (run), ==, watched ? 100 : 0);
  return now () - begin;
}

static void
bench_probe (NormlabDataset *dataset)
{
  double with[REPEATS], without[REPEATS];

  for (guint i = 0; i < REPEATS; i++)
    {
      with[i] = time_watched (dataset, TRUE);
      without[i] = time_watched (dataset, FALSE);
    }
  print ("with", median (with, REPEATS));
  print ("without", median (without, REPEATS));
}

/* n_runs 0: each of the experiment's once; otherwise with further seeds until there are so many. */
static void
bench_runs (NormlabDataset *dataset, NormlabExperiment *experiment, guint n_runs, guint n_threads)
{
  g_autoptr (GArray) recipes = normlab_experiment_get_recipes (experiment, NULL);
  g_autoptr (NormlabScheduler) scheduler = normlab_scheduler_new (n_threads, NULL);
  double begin = now ();

  g_assert_nonnull (scheduler);
  for (guint i = 0; i < (n_runs > 0 ? n_runs : recipes->len); i++)
    {
      NormlabRecipe recipe = g_array_index (recipes, NormlabRecipe, i % recipes->len);
      g_autoptr (NormlabRun) run = NULL;

      recipe.seed += i / recipes->len;
      run = normlab_run_new (&recipe, dataset);
      normlab_scheduler_add (scheduler, run);
    }
  finish (scheduler);
  print ("seconds", now () - begin);
}

static float *
random_floats (gsize n)
{
  float *x = normlab_floats_new (n);

  for (gsize i = 0; i < n; i++)
    x[i] = (float) (i * 2654435761u % 2001) / 1000.0f - 1.0f;
  return x;
}

static void
time_product (const char *key, const NormlabProduct *product)
{
  const NormlabKernels *kernels = normlab_kernels_get_default ();
  double flop = 2.0 * (double) product->m * (double) product->n * (double) product->k;
  guint repeats = (guint) (1e9 / flop) + 1;
  double seconds[2 * REPEATS];

  for (guint i = 0; i < 2 * REPEATS; i++)
    {
      double begin = now ();

      for (guint j = 0; j < repeats; j++)
        kernels->product (product);
      seconds[i] = (now () - begin) / repeats;
    }
  print (key, flop / median (seconds, 2 * REPEATS) / 1e9);
}

/* x (m × k) times w (k × n), and both gradients. */
static void
bench_gemm (gsize m, gsize k, gsize n)
{
  float *x = random_floats (m * k), *w = random_floats (k * n), *d = random_floats (m * n);
  float *out = random_floats (MAX (m, k) * MAX (k, n)),
        *pack = normlab_floats_new (NORMLAB_PACK_SIZE);
  gboolean fused = MIN (k, n) >= NORMLAB_FUSED_FROM;

  time_product ("forward",
                &(NormlabProduct){ m, n, k, x, k, 1, w, n, 1, out, n, NULL, pack, NULL, fused });
  time_product ("dw",
                &(NormlabProduct){ k, n, m, x, 1, k, d, n, 1, out, n, NULL, pack, NULL, fused });
  time_product ("dx",
                &(NormlabProduct){ m, k, n, d, n, 1, w, 1, n, out, k, NULL, pack, NULL, fused });
  normlab_floats_free (x);
  normlab_floats_free (w);
  normlab_floats_free (d);
  normlab_floats_free (out);
  normlab_floats_free (pack);
}

static int
usage (void)
{
  g_printerr ("usage: normlab-bench [--data DIR|builtin] "
              "notebook | loss | wide SIZES | probe | runs N|EXPERIMENT [--threads N] | gemm M K N "
              "| load DIR\n");
  return 2;
}

int
main (int argc, char *argv[])
{
  g_autofree char *data = NULL;
  g_auto (GStrv) words = NULL;
  int n_threads = 0;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, NULL, NULL },
    { "threads", 0, 0, G_OPTION_ARG_INT, &n_threads, NULL, NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (NormlabDataset) dataset = NULL;
  guint n;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL) || words == NULL || n_threads < 0)
    return usage ();

  n = g_strv_length (words);
  if (n == 4 && g_str_equal (words[0], "gemm"))
    bench_gemm ((gsize) atoi (words[1]), (gsize) atoi (words[2]), (gsize) atoi (words[3]));
  else if (n == 2 && g_str_equal (words[0], "load"))
    {
      double begin = now ();

      dataset = load (words[1]);
      print ("seconds", now () - begin);
    }
  else
    {
      guint n_runs = n == 2 ? (guint) atoi (words[1]) : 0;

      dataset = load (data != NULL ? data : "builtin");
      if (n == 1 && g_str_equal (words[0], "notebook"))
        bench_notebook (dataset);
      else if (n == 2 && g_str_equal (words[0], "wide"))
        {
          if (!bench_wide (dataset, words[1]))
            return 2;
        }
      else if (n == 1 && g_str_equal (words[0], "loss"))
        bench_loss (dataset);
      else if (n == 1 && g_str_equal (words[0], "probe"))
        bench_probe (dataset);
      else if (n == 2 && g_str_equal (words[0], "runs"))
        {
          g_autoptr (NormlabExperiment) experiment = n_runs > 0
                                                         ? normlab_experiment_new_notebook (0)
                                                         : normlab_experiment_load (words[1], NULL);

          if (experiment == NULL)
            return usage ();
          bench_runs (dataset, experiment, n_runs, (guint) n_threads);
        }
      else
        return usage ();
    }
  return 0;
}
