/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-contest-private.h"
#include "normlab-figure.h"

/* Less than this is not told from 0. */
#define LEAST_P 1e-4

static char *
format_value (NormlabMetric metric, double value)
{
  if (isfinite (value) && normlab_metric_get_info (metric)->end > 0)
    return normlab_figure_fixed (value, 4);
  return normlab_figure (value);
}

static char *
format_difference (NormlabMetric metric, double value)
{
  g_autofree char *size = format_value (metric, fabs (value));

  return g_strconcat (value < 0 ? "−" : "+", size, NULL);
}

/* "+0.115 (95 % interval +0.058 to +0.172)" */
static char *
describe_difference (const NormlabContest *self,
                     NormlabMetric metric,
                     const NormlabVerdict *verdict)
{
  g_autofree char *difference = NULL;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  if (!isfinite (verdict->difference))
    return g_strdup (_("no difference can be told"));
  difference = format_difference (metric, verdict->difference);
  if (!isfinite (verdict->interval.low))
    return g_steal_pointer (&difference);
  low = format_difference (metric, verdict->interval.low);
  high = format_difference (metric, verdict->interval.high);
  /* Translators: the mean of differences and the interval in which it lies */
  return self->paired
             ? g_strdup_printf (_("%s (95 %% interval %s to %s)"), difference, low, high)
             /* Translators: the same for groups whose runs are no pairs; Welch is a name
                          */
             : g_strdup_printf (_("%s (Welch’s 95 %% interval %s to %s)"), difference, low, high);
}

static char *
describe_p (double p)
{
  g_autofree char *text = NULL;

  if (p < LEAST_P)
    return g_strdup (_("sign test p < 0.0001"));
  text = normlab_figure (p);
  return g_strdup_printf (_("sign test p = %s"), text);
}

static char *
describe_better (const NormlabVerdict *verdict)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "better in %u of %u seed",
                                       "better in %u of %u seeds", verdict->n_pairs),
                          verdict->n_better, verdict->n_pairs);
}

static char *
describe_pairs (const NormlabVerdict *verdict)
{
  g_autofree char *p = describe_p (verdict->p);
  g_autofree char *better = describe_better (verdict);
  g_autofree char *ties = verdict->n_ties > 0
                              ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, ", %u tie",
                                                              ", %u ties", verdict->n_ties),
                                                 verdict->n_ties)
                              : g_strdup ("");

  /* Translators: "better in 17 of 20 seeds", ", 1 tie", "sign test p = 0.003" */
  return g_strdup_printf (_("%s%s, %s"), better, ties, p);
}

static void
append_diverged (GString *text, const NormlabContest *self, const NormlabVerdict *verdict)
{
  for (guint g = 0; g < G_N_ELEMENTS (self->groups); g++)
    if (verdict->n_diverged[g] > 0)
      {
        g_string_append (text, "; ");
        g_string_append_printf (text,
                                g_dngettext (GETTEXT_PACKAGE, "%s: %u diverged", "%s: %u diverged",
                                             verdict->n_diverged[g]),
                                self->groups[g].name, verdict->n_diverged[g]);
      }
}

char *
normlab_contest_describe (const NormlabContest *self,
                          NormlabMetric metric,
                          const NormlabStanding *standing)
{
  const NormlabVerdict *verdict = &standing->verdict;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *difference = NULL;
  g_autofree char *pairs = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  difference = describe_difference (self, metric, verdict);
  /* Translators: two groups of networks, and by how much the first has more than the second */
  g_string_append_printf (text, _("%s − %s: %s"), self->groups[0].name, self->groups[1].name,
                          difference);
  if (self->paired && verdict->n_pairs > 0)
    {
      pairs = describe_pairs (verdict);
      g_string_append_printf (text, "; %s", pairs);
    }
  if (!self->paired)
    g_string_append_printf (text, "; %s", _("same seeds, other draws"));
  append_diverged (text, self, verdict);
  return g_strdup (text->str);
}

char *
normlab_contest_describe_briefly (const NormlabContest *self,
                                  NormlabMetric metric,
                                  const NormlabStanding *standing)
{
  const NormlabMetricInfo *info = normlab_metric_get_info (metric);
  const NormlabVerdict *verdict = &standing->verdict;
  g_autofree char *difference = NULL;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  if (!isfinite (verdict->difference))
    return g_strdup (_("no difference can be told"));
  difference = format_difference (metric, verdict->difference);
  /* Translators: what is measured, and by how much the first of two groups has more of it: "test
   * accuracy: +0.0115" */
  g_string_append_printf (text, _("%s: %s"), normlab_metric_translate (info, info->axis),
                          difference);
  if (isfinite (verdict->interval.low))
    {
      low = format_difference (metric, verdict->interval.low);
      high = format_difference (metric, verdict->interval.high);
      /* Translators: the interval of a difference, behind it */
      g_string_append_printf (text, _(" (95 %%: %s to %s)"), low, high);
    }
  if (self->paired)
    {
      g_autofree char *better = describe_better (verdict);

      g_string_append_printf (text, "; %s", better);
    }
  return g_strdup (text->str);
}

char *
normlab_contest_conclude (const NormlabContest *self, const NormlabStanding *standing)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (!standing->is_last)
    return g_strdup_printf (_("Step %u"), standing->step);
  switch (standing->verdict.conclusion)
    {
    case NORMLAB_VERDICT_FIRST:
    case NORMLAB_VERDICT_SECOND:
      /* Translators: a group of networks */
      return g_strdup_printf (
          _("%s: better"),
          self->groups[standing->verdict.conclusion == NORMLAB_VERDICT_SECOND ? 1 : 0].name);
    case NORMLAB_VERDICT_SEED:
      return g_strdup (_("Could be the seed"));
    case NORMLAB_VERDICT_LITTLE:
    default:
      /* Translators: of too few seeds nothing can be concluded */
      return g_strdup (_("This says little"));
    }
}

char *
normlab_contest_describe_group (const NormlabContest *self,
                                guint group,
                                NormlabMetric metric,
                                const NormlabStanding *standing)
{
  const NormlabMetricInfo *info = normlab_metric_get_info (metric);
  const NormlabStatistics *statistics;
  g_autofree char *mean = NULL;
  g_autofree char *margin = NULL;
  g_autofree char *best = NULL;
  g_autofree char *worst = NULL;

  g_return_val_if_fail (self != NULL && group < G_N_ELEMENTS (self->groups), NULL);

  statistics = &standing->verdict.groups[group];
  if (statistics->n == 0)
    return g_strdup ("–");
  mean = format_value (metric, statistics->mean);
  if (statistics->n == 1)
    return g_steal_pointer (&mean);
  margin = format_value (metric, normlab_statistics_get_margin (statistics));
  best = format_value (metric, info->more_is_better ? statistics->high : statistics->low);
  worst = format_value (metric, info->more_is_better ? statistics->low : statistics->high);
  /* Translators: a mean and half of its interval, the best and the worst value */
  return g_strdup_printf (_("%s ± %s (95 %%), best %s, worst %s"), mean, margin, best, worst);
}

char *
normlab_contest_describe_arrival (const NormlabArrival *arrival)
{
  g_autofree char *median = NULL;

  g_return_val_if_fail (arrival != NULL, NULL);

  if (arrival->n_arrived == 0)
    /* Translators: how many runs have come to a level */
    return g_strdup (_("not reached"));
  if (!isfinite (arrival->median))
    /* Translators: so many of so many runs have come to a level, no more than half of them */
    return g_strdup_printf (_("%u of %u"), arrival->n_arrived, arrival->n);
  median
      = normlab_figure_fixed (arrival->median, arrival->median == floor (arrival->median) ? 0 : 1);
  /* Translators: so many of so many runs have come to a level, and the step at which half had */
  return g_strdup_printf (_("%u of %u, median step %s"), arrival->n_arrived, arrival->n, median);
}
