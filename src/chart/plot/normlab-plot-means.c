/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-plot-private.h"
#include "normlab-run-foreign.h"
#include "normlab-figure.h"
#include "normlab-inference.h"

#define SEED (1u << NORMLAB_HYPERPARAMETER_SEED)

/* Which runs a mean is of. It is of one set of seeds at every step, and what has been drawn of it
 * stays: who has not come as far yet is late, has a line of its own, and joins once it has. */

static gboolean
is_finished (const NormlabPlot *self, guint i)
{
  return normlab_run_get_state (normlab_plot_get_run (self, i)) == NORMLAB_RUN_FINISHED;
}

static gboolean
has_ended (const NormlabPlot *self, guint i)
{
  return !normlab_run_is_growing (normlab_plot_get_run (self, i));
}

/* The step of the last measurement. */
static guint
get_reach (const NormlabPlot *self, guint i)
{
  NormlabRun *run = normlab_plot_get_run (self, i);
  guint n;
  const NormlabSample *samples = normlab_run_get_samples_of (run, self->options.metric, &n);

  return n > 0 ? samples[n - 1].step : 0;
}

/* Whether a run is among those whose mean is drawn: it is shown, and there is no other with its
 * seed, which would say the same once more, that is finished or, if none is, was begun later. */
static gboolean
is_counted (const NormlabPlot *self, guint i)
{
  const NormlabMember *members = self->members;

  if (!self->looks[i].shown)
    return FALSE;
  for (guint j = 0; j < self->runs->len; j++)
    if (j != i && members[j].group == members[i].group && self->looks[j].shown
        && self->recipes[j].seed == self->recipes[i].seed
        && (is_finished (self, j) != is_finished (self, i) ? is_finished (self, j) : j > i))
      return FALSE;
  return TRUE;
}

/* How far a line goes that has run @i in it and is to stay. */
static guint
get_front (const NormlabPlot *self, guint i)
{
  gpointer front = g_hash_table_lookup (self->fronts, g_ptr_array_index (self->runs, i));
  guint reach = get_reach (self, i);

  return has_ended (self, i) ? reach : MIN (GPOINTER_TO_UINT (front), reach);
}

/* Of all groups; of those that are not late. */
static guint *
find_fronts (const NormlabPlot *self)
{
  guint *fronts = g_new0 (guint, MAX (self->n_groups, 1));

  for (guint i = 0; i < self->runs->len; i++)
    {
      const NormlabMember *member = &self->members[i];

      if (member->counted && !member->late)
        fronts[member->group] = MAX (fronts[member->group], get_front (self, i));
    }
  return fronts;
}

static gboolean
has_come_to (const NormlabPlot *self, guint i, guint front)
{
  return has_ended (self, i) || get_reach (self, i) >= front;
}

static void
number_groups (NormlabPlot *self)
{
  guint n = self->runs->len, n_data = normlab_plot_get_n_data (self);
  g_autoptr (GArray) known = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  g_autofree guint *numbers = g_new0 (guint, MAX (n, 1));

  normlab_mapping_number (self->recipes, n, self->varying & ~SEED, known, numbers);
  self->n_groups = known->len * n_data;
  for (guint i = 0; i < n; i++)
    self->members[i].group = numbers[i] * n_data + self->data[i];
}

/* Whether nothing of a mean will change any more. */
static gboolean
is_complete (const NormlabPlot *self, guint group)
{
  if (self->groups[group].n < 2 || self->groups[group].n_late > 0)
    return FALSE;
  for (guint i = 0; i < self->runs->len; i++)
    if (self->members[i].group == group && self->members[i].counted && !has_ended (self, i))
      return FALSE;
  return TRUE;
}

void
normlab_plot_group (NormlabPlot *self)
{
  guint n = self->runs->len;
  g_autofree guint *fronts = NULL;

  g_free (self->members);
  g_free (self->groups);
  self->members = g_new0 (NormlabMember, MAX (n, 1));
  number_groups (self);
  self->groups = g_new0 (NormlabGroup, MAX (self->n_groups, 1));
  self->n_late = 0;
  for (guint i = 0; i < n; i++)
    self->members[i].counted = is_counted (self, i);
  fronts = find_fronts (self);
  for (guint i = 0; i < n; i++)
    {
      NormlabMember *member = &self->members[i];

      if (!member->counted)
        continue;
      member->late = !has_come_to (self, i, fronts[member->group]);
      self->groups[member->group].n_late += member->late;
      self->groups[member->group].n += !member->late;
      self->n_late += member->late;
    }
  self->n_complete = 0;
  for (guint g = 0; g < self->n_groups; g++)
    {
      self->groups[g].complete = is_complete (self, g);
      self->n_complete += self->groups[g].complete;
    }
}

void
normlab_plot_note_fronts (NormlabPlot *self)
{
  if (!normlab_plot_is_banded (self))
    return;
  for (guint m = 0; m < self->n_means; m++)
    {
      const NormlabTrace *mean = &g_array_index (self->traces, NormlabTrace, m);
      guint front = 0;

      for (guint s = 0; s < mean->n_sources; s++)
        front = MAX (front, mean->sources[s].last_step);
      for (guint s = 0; s < mean->n_sources; s++)
        g_hash_table_insert (self->fronts, g_object_ref (mean->sources[s].run),
                             GUINT_TO_POINTER (front));
    }
  for (guint i = 0; i < self->runs->len; i++)
    if (self->members[i].counted && self->groups[self->members[i].group].n == 1
        && !self->members[i].late)
      g_hash_table_insert (self->fronts, g_object_ref (normlab_plot_get_run (self, i)),
                           GUINT_TO_POINTER (get_reach (self, i)));
}

gboolean
normlab_plot_has_caught_up (const NormlabPlot *self)
{
  g_autofree guint *fronts = NULL;

  /* Where all is made anew the groups are those of the runs before. */
  if (self->stale || !normlab_plot_is_banded (self) || self->members == NULL)
    return FALSE;
  for (guint g = 0; g < self->n_groups; g++)
    if (self->groups[g].complete != is_complete (self, g))
      return TRUE;
  if (self->n_late == 0)
    return FALSE;
  fronts = find_fronts (self);
  for (guint i = 0; i < self->runs->len; i++)
    if (self->members[i].late && has_come_to (self, i, fronts[self->members[i].group]))
      return TRUE;
  return FALSE;
}

void
normlab_plot_forget_fronts (NormlabPlot *self, GPtrArray *runs)
{
  g_autoptr (GHashTable) kept = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer run;

  for (guint i = 0; i < runs->len; i++)
    g_hash_table_add (kept, g_ptr_array_index (runs, i));
  g_hash_table_iter_init (&iter, self->fronts);
  while (g_hash_table_iter_next (&iter, &run, NULL))
    if (!g_hash_table_contains (kept, run))
      g_hash_table_iter_remove (&iter);
}

static char *
format_value (const NormlabPlot *self, double value)
{
  gboolean share = normlab_metric_get_info (self->options.metric)->end > 0;

  return normlab_figure_format (share ? "%.3f" : "%.3g", value);
}

/* Of the last measurements of those that have not diverged; how many have. */
static guint
get_statistics (const NormlabPlot *self, guint group, NormlabStatistics *statistics)
{
  g_autofree double *values = g_new (double, MAX (self->runs->len, 1));
  guint n = 0, n_diverged = 0;

  for (guint i = 0; i < self->runs->len; i++)
    {
      NormlabRun *run = normlab_plot_get_run (self, i);

      if (self->members[i].group != group || !self->members[i].counted)
        continue;
      if (normlab_run_get_state (run) == NORMLAB_RUN_DIVERGED)
        n_diverged++;
      else if (normlab_run_get_state (run) != NORMLAB_RUN_FAILED)
        values[n++] = normlab_run_get_last_value (run, self->options.metric, NULL);
    }
  normlab_statistics_init (statistics, values, n);
  return n_diverged;
}

/* "0.812 ± 0.006 (95 %), best 0.820, worst 0.801"; what ± is need not be said in @brief, and where
 * the band is that. */
static char *
describe_statistics (const NormlabPlot *self, const NormlabStatistics *statistics, gboolean brief)
{
  const NormlabMetricInfo *metric = normlab_metric_get_info (self->options.metric);
  gboolean deviation = self->options.band == NORMLAB_BAND_DEVIATION;
  g_autofree char *mean = format_value (self, statistics->mean);
  g_autofree char *half = NULL;
  g_autofree char *best = NULL;
  g_autofree char *worst = NULL;

  if (statistics->n < 2)
    return statistics->n == 1 ? g_steal_pointer (&mean) : NULL;
  half = format_value (self, deviation ? statistics->deviation
                                       : normlab_statistics_get_margin (statistics));
  if (brief)
    return g_strdup_printf ("%s ± %s", mean, half);
  best = format_value (self, metric->more_is_better ? statistics->high : statistics->low);
  worst = format_value (self, metric->more_is_better ? statistics->low : statistics->high);
  return deviation
             /* Translators: a mean and its standard deviation, the best and the worst of its
              * values */
             ? g_strdup_printf (_("%s ± %s, best %s, worst %s"), mean, half, best, worst)
             /* Translators: a mean and half of its interval, the best and the worst value */
             : g_strdup_printf (_("%s ± %s (95 %%), best %s, worst %s"), mean, half, best, worst);
}

char *
normlab_plot_describe_group (const NormlabPlot *self, guint group, gboolean brief)
{
  NormlabStatistics statistics;
  g_autofree char *text = NULL;
  g_autofree char *diverged = NULL;
  guint n_diverged;

  if (!self->groups[group].complete)
    return NULL;
  n_diverged = get_statistics (self, group, &statistics);
  text = describe_statistics (self, &statistics, brief);
  if (n_diverged == 0)
    return statistics.n > 1 ? g_steal_pointer (&text) : NULL;
  diverged = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u diverged", "%u diverged", n_diverged), n_diverged);
  return text != NULL ? g_strconcat (text, _(", "), diverged, NULL) : g_steal_pointer (&diverged);
}
