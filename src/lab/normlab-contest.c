/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-contest-private.h"
#include "normlab-data-names.h"
#include "normlab-mapping.h"
#include "normlab-recipe-names.h"

#define SEED (1u << NORMLAB_HYPERPARAMETER_SEED)

/* The groups */

static gboolean
keeps_draws (const NormlabRecipe *first, const NormlabRecipe *second)
{
  const NormlabRecipe both[] = { *first, *second };
  guint varying = normlab_recipes_get_distinguishing (both, G_N_ELEMENTS (both)) & ~SEED;

  /* What another program does with a seed nobody knows. */
  if (normlab_recipe_is_foreign (first) || normlab_recipe_is_foreign (second))
    return FALSE;
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      const NormlabValue a = normlab_recipe_get_value (first, d);
      const NormlabValue b = normlab_recipe_get_value (second, d);

      if ((varying & 1u << d) != 0 && !normlab_hyperparameter_keeps_draws (d, &a, &b))
        return FALSE;
    }
  return TRUE;
}

/* While groups are put together. */
typedef struct
{
  GPtrArray *items;
  NormlabRecipe *recipes;
  guint *numbers; /* of each item: of what it is, but for its seed */
  guint *data;    /* and of its data set */
  NormlabDataNames *data_names;
  guint varying;
} Work;

static void
work_init (Work *self, GPtrArray *items)
{
  g_autoptr (GArray) known = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));

  *self = (Work){
    .items = items,
    .recipes = g_new (NormlabRecipe, MAX (items->len, 1)),
    .numbers = g_new (guint, MAX (items->len, 1)),
    .data = g_new0 (guint, MAX (items->len, 1)),
    .data_names = normlab_data_names_new (),
  };
  for (guint i = 0; i < items->len; i++)
    {
      NormlabRun *run = normlab_run_item_get_run (g_ptr_array_index (items, i));

      self->recipes[i] = *normlab_run_get_recipe (run);
      if (!normlab_run_is_foreign (run))
        self->data[i] = normlab_data_names_add (self->data_names, normlab_run_get_data (run));
    }
  self->varying = normlab_recipes_get_distinguishing (self->recipes, items->len) & ~SEED;
  normlab_mapping_number (self->recipes, items->len, self->varying, known, self->numbers);
}

static void
work_clear (Work *self)
{
  g_free (self->recipes);
  g_free (self->numbers);
  g_free (self->data);
  normlab_data_names_free (self->data_names);
}

static gboolean
are_alike (const Work *self, guint i, guint j)
{
  return self->numbers[i] == self->numbers[j] && self->data[i] == self->data[j];
}

/* Whether one of the same seed says more: has come farther, or as far and is listed later. */
static gboolean
is_surpassed (const Work *self, guint i)
{
  guint step = normlab_run_get_step (normlab_run_item_get_run (g_ptr_array_index (self->items, i)));

  for (guint j = 0; j < self->items->len; j++)
    {
      guint other
          = normlab_run_get_step (normlab_run_item_get_run (g_ptr_array_index (self->items, j)));

      if (j != i && are_alike (self, i, j) && self->recipes[j].seed == self->recipes[i].seed
          && (other > step || (other == step && j > i)))
        return TRUE;
    }
  return FALSE;
}

/* The first item of a group that @first is not in; items->len if there is none. */
static guint
find_other (const Work *self, guint first, guint from)
{
  guint i = from;

  while (i < self->items->len && are_alike (self, i, first))
    i++;
  return i;
}

/* Whether there are two groups, no fewer and no more; where the second begins. */
static gboolean
are_two (const Work *self, guint *second)
{
  *second = find_other (self, 0, 0);
  for (guint i = find_other (self, 0, *second); i < self->items->len;
       i = find_other (self, 0, i + 1))
    if (!are_alike (self, i, *second))
      return FALSE;
  return *second < self->items->len;
}

static char *
create_name (const Work *self, guint i)
{
  g_autofree char *name = NULL;
  NormlabPrecision precision;

  normlab_precision_init (&precision, self->recipes, self->items->len);
  if (self->varying != 0)
    name = normlab_recipe_get_run_name (&self->recipes[i], self->varying, &precision);
  if (normlab_data_names_get_n (self->data_names) < 2
      || normlab_recipe_is_foreign (&self->recipes[i]))
    return g_steal_pointer (&name);
  return g_strconcat (name != NULL ? name : "", name != NULL ? _(", ") : "",
                      normlab_data_names_get_label (self->data_names, self->data[i]), NULL);
}

static void
fill_group (NormlabContestGroup *self, const Work *work, guint first)
{
  self->name = create_name (work, first);
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = first; i < work->items->len; i++)
    if (are_alike (work, i, first) && !is_surpassed (work, i))
      g_ptr_array_add (self->items, g_object_ref (g_ptr_array_index (work->items, i)));
}

NormlabContest *
normlab_contest_new (GPtrArray *items)
{
  g_autoptr (NormlabContest) self = NULL;
  Work work;
  guint second;

  g_return_val_if_fail (items != NULL, NULL);

  if (items->len < 3)
    return NULL;
  work_init (&work, items);
  if (are_two (&work, &second))
    {
      self = g_new0 (NormlabContest, 1);
      fill_group (&self->groups[0], &work, 0);
      fill_group (&self->groups[1], &work, second);
      self->paired = work.data[0] == work.data[second]
                     && keeps_draws (&work.recipes[0], &work.recipes[second]);
    }
  work_clear (&work);
  if (self == NULL || MAX (self->groups[0].items->len, self->groups[1].items->len) < 2)
    return NULL;
  return g_steal_pointer (&self);
}

void
normlab_contest_free (NormlabContest *self)
{
  if (self == NULL)
    return;

  for (guint g = 0; g < G_N_ELEMENTS (self->groups); g++)
    {
      g_free (self->groups[g].name);
      g_clear_pointer (&self->groups[g].items, g_ptr_array_unref);
    }
  g_free (self);
}

const char *
normlab_contest_get_name (const NormlabContest *self, guint group)
{
  g_return_val_if_fail (self != NULL && group < G_N_ELEMENTS (self->groups), NULL);

  return self->groups[group].name;
}

guint
normlab_contest_get_n_seeds (const NormlabContest *self, guint group)
{
  g_return_val_if_fail (self != NULL && group < G_N_ELEMENTS (self->groups), 0);

  return self->groups[group].items->len;
}

gboolean
normlab_contest_is_paired (const NormlabContest *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->paired;
}

/* What they come to */

static NormlabRun *
get_run (const NormlabContestGroup *group, guint i)
{
  return normlab_run_item_get_run (g_ptr_array_index (group->items, i));
}

static gboolean
is_lost (NormlabRun *run)
{
  NormlabRunState state = normlab_run_get_state (run);

  return state == NORMLAB_RUN_DIVERGED || state == NORMLAB_RUN_FAILED;
}

/* The last sample up to a step in which the metric has been measured, as another program need not
 * do whenever it measures anything; NULL for none. */
static const NormlabSample *
find_sample (NormlabRun *run, NormlabMetric metric, guint step)
{
  const NormlabMetricInfo *info = normlab_metric_get_info (metric);
  guint low = 0, high;
  const NormlabSample *samples = normlab_run_get_samples_of (run, metric, &high);

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (samples[middle].step <= step)
        low = middle + 1;
      else
        high = middle;
    }
  while (normlab_run_is_foreign (run) && low > 0 && isnan (info->get_value (&samples[low - 1])))
    low--;
  return low > 0 ? &samples[low - 1] : NULL;
}

/* Whether a run ends at a step. Of another program's nobody knows where it is to end. */
static gboolean
ends_at (NormlabRun *run, NormlabMetric metric, guint step)
{
  const NormlabSample *last;

  if (!normlab_run_is_foreign (run))
    return normlab_run_get_recipe (run)->iterations == step;
  last = find_sample (run, metric, G_MAXUINT);
  return !normlab_run_is_growing (run) && last != NULL && last->step == step;
}

/* The last step up to @step that all have come to; and whether all end there. Of nothing but runs
 * that are lost, that to which the last of them came. */
static guint
find_step (const NormlabContest *self, NormlabMetric metric, guint step, gboolean *is_last)
{
  guint found = step, farthest = 0;

  *is_last = TRUE;
  for (guint g = 0; g < G_N_ELEMENTS (self->groups); g++)
    for (guint i = 0; i < self->groups[g].items->len; i++)
      {
        NormlabRun *run = get_run (&self->groups[g], i);
        const NormlabSample *sample = find_sample (run, metric, step);

        farthest = MAX (farthest, normlab_run_get_step (run));
        if (is_lost (run))
          continue;
        found = MIN (found, sample != NULL ? sample->step : 0);
      }
  found = MIN (found, farthest);
  for (guint g = 0; g < G_N_ELEMENTS (self->groups); g++)
    for (guint i = 0; i < self->groups[g].items->len; i++)
      {
        NormlabRun *run = get_run (&self->groups[g], i);

        /* What diverged ends wherever the others do. */
        if (!is_lost (run) && !ends_at (run, metric, found))
          *is_last = FALSE;
      }
  return found;
}

static NormlabOutcome
get_outcome (NormlabRun *run, NormlabMetric metric, guint step)
{
  gboolean failed = normlab_run_get_state (run) == NORMLAB_RUN_FAILED;
  const NormlabSample *sample = failed ? NULL : find_sample (run, metric, step);

  return (NormlabOutcome){
    .seed = normlab_run_get_recipe (run)->seed,
    .value = sample != NULL ? normlab_metric_get_info (metric)->get_value (sample) : (double) NAN,
    .diverged
    = normlab_run_get_state (run) == NORMLAB_RUN_DIVERGED && normlab_run_get_step (run) <= step,
  };
}

void
normlab_contest_judge (const NormlabContest *self,
                       NormlabMetric metric,
                       guint step,
                       NormlabStanding *standing)
{
  NormlabOutcome *outcomes[2];

  g_return_if_fail (self != NULL && standing != NULL);

  standing->step = find_step (self, metric, step, &standing->is_last);
  for (guint g = 0; g < G_N_ELEMENTS (self->groups); g++)
    {
      const NormlabContestGroup *group = &self->groups[g];

      outcomes[g] = g_new (NormlabOutcome, group->items->len);
      for (guint i = 0; i < group->items->len; i++)
        outcomes[g][i] = get_outcome (get_run (group, i), metric, standing->step);
    }
  normlab_verdict_init (&standing->verdict, outcomes[0], self->groups[0].items->len, outcomes[1],
                        self->groups[1].items->len, self->paired,
                        normlab_metric_get_info (metric)->more_is_better);
  g_free (outcomes[0]);
  g_free (outcomes[1]);
}

gboolean
normlab_standing_is_open (const NormlabStanding *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_last
         && (self->verdict.conclusion == NORMLAB_VERDICT_LITTLE
             || self->verdict.conclusion == NORMLAB_VERDICT_SEED);
}

/* INFINITY where it has not come there, or not yet. */
static double
find_arrival (NormlabRun *run, NormlabMetric metric, double level)
{
  const NormlabMetricInfo *info = normlab_metric_get_info (metric);
  guint n;
  const NormlabSample *samples = normlab_run_get_samples_of (run, metric, &n);

  for (guint i = 0; i < n; i++)
    {
      double value = info->get_value (&samples[i]);

      if (info->more_is_better ? value >= level : value <= level)
        return samples[i].step;
    }
  return INFINITY;
}

void
normlab_contest_get_arrival (const NormlabContest *self,
                             guint group,
                             NormlabMetric metric,
                             double level,
                             NormlabArrival *arrival)
{
  GPtrArray *items;
  g_autofree double *steps = NULL;

  g_return_if_fail (self != NULL && group < G_N_ELEMENTS (self->groups));

  items = self->groups[group].items;
  steps = g_new (double, items->len);
  for (guint i = 0; i < items->len; i++)
    steps[i] = find_arrival (get_run (&self->groups[group], i), metric, level);
  normlab_arrival_init (arrival, steps, items->len);
}
