/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-verdict.h"

#include <math.h>

/* Outcomes, with room for what is counted. */
typedef struct
{
  const NormlabOutcome *first, *second;
  guint n_first, n_second;
  gboolean more_is_better;
} Groups;

static gboolean
is_known (const NormlabOutcome *self)
{
  return self->diverged || isfinite (self->value);
}

static const NormlabOutcome *
find (const NormlabOutcome *outcomes, guint n, guint32 seed)
{
  for (guint i = 0; i < n; i++)
    if (outcomes[i].seed == seed)
      return &outcomes[i];
  return NULL;
}

/* > 0: the first is better; what diverged is worse than everything else. */
static int
compare (const Groups *groups, const NormlabOutcome *first, const NormlabOutcome *second)
{
  double difference;

  if (first->diverged || second->diverged)
    return (int) !!second->diverged - (int) !!first->diverged;
  difference = first->value - second->value;
  if (!groups->more_is_better)
    difference = -difference;
  return (difference > 0) - (difference < 0);
}

static double
get_value (const NormlabOutcome *self)
{
  return self->diverged ? (double) NAN : self->value;
}

static void
init_paired (NormlabVerdict *self, const Groups *groups)
{
  g_autofree double *values = g_new (double, 3 * (gsize) groups->n_first + 1);
  double *first = values, *second = first + groups->n_first,
         *differences = second + groups->n_first;
  NormlabStatistics statistics;
  guint n = 0;

  for (guint i = 0; i < groups->n_first; i++)
    {
      const NormlabOutcome *a = &groups->first[i];
      const NormlabOutcome *b = find (groups->second, groups->n_second, a->seed);
      int sign;

      if (b == NULL || !is_known (a) || !is_known (b))
        continue;
      sign = compare (groups, a, b);
      self->n_better += sign > 0 ? 1 : 0;
      self->n_worse += sign < 0 ? 1 : 0;
      self->n_ties += sign == 0 ? 1 : 0;
      self->n_diverged[0] += a->diverged ? 1 : 0;
      self->n_diverged[1] += b->diverged ? 1 : 0;
      first[n] = get_value (a);
      second[n] = get_value (b);
      differences[n] = first[n] - second[n];
      n++;
    }
  self->n_pairs = n;
  self->p = normlab_sign_test (self->n_better, self->n_worse);
  normlab_statistics_init (&self->groups[0], first, n);
  normlab_statistics_init (&self->groups[1], second, n);
  normlab_statistics_init (&statistics, differences, n);
  self->difference = statistics.mean;
  self->interval = normlab_statistics_get_interval (&statistics);
}

static void
take_group (NormlabVerdict *self, guint group, const NormlabOutcome *outcomes, guint n)
{
  g_autofree double *values = g_new (double, (gsize) n + 1);

  for (guint i = 0; i < n; i++)
    {
      values[i] = get_value (&outcomes[i]);
      self->n_diverged[group] += outcomes[i].diverged ? 1 : 0;
    }
  normlab_statistics_init (&self->groups[group], values, n);
}

static void
init_unpaired (NormlabVerdict *self, const Groups *groups)
{
  take_group (self, 0, groups->first, groups->n_first);
  take_group (self, 1, groups->second, groups->n_second);
  self->difference = self->groups[0].mean - self->groups[1].mean;
  self->interval = normlab_welch (&self->groups[0], &self->groups[1]);
}

static gboolean
is_enough (const NormlabVerdict *self)
{
  if (self->paired)
    return self->n_pairs >= NORMLAB_VERDICT_MIN;
  return self->groups[0].n + self->n_diverged[0] >= NORMLAB_VERDICT_MIN
         && self->groups[1].n + self->n_diverged[1] >= NORMLAB_VERDICT_MIN;
}

/* Where no interval can be found, since nearly all diverged, the numbers say all there is. */
static NormlabConclusion
conclude (const NormlabVerdict *self, gboolean more_is_better)
{
  gboolean first;

  if (!is_enough (self) || !isfinite (self->interval.low) || !isfinite (self->interval.high))
    return NORMLAB_VERDICT_LITTLE;
  if (self->interval.low <= 0 && self->interval.high >= 0)
    return NORMLAB_VERDICT_SEED;
  first = (self->difference > 0) == (more_is_better != FALSE);
  if (self->paired
      && (self->p >= NORMLAB_VERDICT_LEVEL || (self->n_better > self->n_worse) != first))
    return NORMLAB_VERDICT_SEED;
  return first ? NORMLAB_VERDICT_FIRST : NORMLAB_VERDICT_SECOND;
}

void
normlab_verdict_init (NormlabVerdict *self,
                      const NormlabOutcome *first,
                      guint n_first,
                      const NormlabOutcome *second,
                      guint n_second,
                      gboolean paired,
                      gboolean more_is_better)
{
  const Groups groups = { first, second, n_first, n_second, more_is_better };

  *self = (NormlabVerdict){ .paired = paired != FALSE, .p = NAN };
  if (paired)
    init_paired (self, &groups);
  else
    init_unpaired (self, &groups);
  self->conclusion = conclude (self, more_is_better);
}

/* Steps to a level */

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

void
normlab_arrival_init (NormlabArrival *self, const double *steps, guint n_steps)
{
  g_autofree double *sorted = g_new (double, (gsize) n_steps + 1);

  *self = (NormlabArrival){ .median = NAN };
  for (guint i = 0; i < n_steps; i++)
    {
      if (isnan (steps[i]))
        continue;
      sorted[self->n++] = steps[i];
      self->n_arrived += isfinite (steps[i]) ? 1 : 0;
    }
  if (self->n == 0)
    return;
  qsort (sorted, self->n, sizeof *sorted, compare_steps);
  /* Half of ∞ and anything is ∞. */
  self->median = self->n % 2 == 1 ? sorted[self->n / 2]
                                  : (sorted[self->n / 2 - 1] + sorted[self->n / 2]) / 2;
}
