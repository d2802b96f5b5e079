/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <time.h>

#include "normlab-insights.h"

/* normlab-bench-drag adam|wide [DIR]: how soon the exact state of any step is there again once all
 * runs have ended, as lines "key value" in milliseconds; the data are those of DIR or the built-in
 * digits.
 *
 * adam: of one of 24 runs of the notebook's size with Adam
 * wide: of four runs with 512,512 units and SGD, all of them
 *
 * cpu: the processor's time that a look takes on average */

#define N_LOOKS 60
#define N_STEPS 1000

static GArray *
make_recipes (gboolean wide)
{
  GArray *recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));

  for (guint i = 0; i < (wide ? 4 : 24); i++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

      normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_HIDDEN, wide ? "512,512" : "40,20", NULL);
      recipe.optimizer = wide ? NORMLAB_OPTIMIZER_SGD : NORMLAB_OPTIMIZER_ADAM;
      recipe.iterations = N_STEPS;
      recipe.seed = i;
      g_array_append_val (recipes, recipe);
    }
  return recipes;
}

static gboolean
are_exact (NormlabInsights *insights, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    if (normlab_insights_get_state (insights, g_ptr_array_index (items, i))
        != NORMLAB_INSIGHT_EXACT)
      return FALSE;
  return TRUE;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return first < second ? -1 : first > second;
}

/* How long it takes until all of them are there at a step, ms. */
static double
look (NormlabInsights *insights, GPtrArray *items, guint step)
{
  gint64 begun = g_get_monotonic_time ();

  normlab_insights_look (insights, items, step);
  while (!are_exact (insights, items))
    g_main_context_iteration (NULL, TRUE);
  return (double) (g_get_monotonic_time () - begun) / 1000;
}

/* Seconds of the processor that all threads have taken. */
static double
get_cpu (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec * 1e-9;
}

static void
drag (NormlabLab *lab, gboolean wide)
{
  g_autoptr (NormlabInsights) insights = normlab_insights_new (lab);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  double times[N_LOOKS], cpu = get_cpu ();

  for (guint i = 0; i < (wide ? 4 : 1); i++)
    g_ptr_array_add (items, g_list_model_get_item (normlab_lab_get_runs (lab), i));
  for (guint i = 0; i < N_LOOKS; i++)
    times[i] = look (insights, items, (guint) g_rand_int_range (random, 1, N_STEPS));
  cpu = get_cpu () - cpu;
  qsort (times, N_LOOKS, sizeof *times, compare_doubles);
  g_print ("median %.3f\nmax %.3f\ncpu %.3f\n", times[N_LOOKS / 2], times[N_LOOKS - 1],
           1000 * cpu / N_LOOKS);
}

int
main (int argc, char *argv[])
{
  gboolean wide = argc > 1 && strcmp (argv[1], "wide") == 0;
  g_autoptr (GArray) recipes = make_recipes (wide);
  g_autoptr (NormlabDataset) dataset = NULL;
  g_autoptr (NormlabLab) lab = NULL;
  g_autoptr (GError) error = NULL;

  if (argc < 2 || (!wide && strcmp (argv[1], "adam") != 0))
    {
      g_printerr ("usage: normlab-bench-drag adam|wide [DIR]\n");
      return 2;
    }
  dataset = argc > 2 ? normlab_dataset_load (argv[2], NULL, &error)
                     : normlab_dataset_new_builtin (NULL, &error);
  if (dataset != NULL)
    lab = normlab_lab_new (0, &error);
  if (lab == NULL)
    g_error ("%s", error->message);
  normlab_lab_train (lab, recipes, dataset);
  while (normlab_lab_get_n_active (lab) > 0)
    g_main_context_iteration (NULL, TRUE);
  drag (lab, wide);
  return 0;
}
