/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-difference.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-metric.h"
#include "normlab-text.h"

void
normlab_difference_clear (NormlabDifference *self)
{
  g_clear_pointer (&self->known, g_free);
  g_clear_pointer (&self->again, g_free);
}

/* As results have it. */
static char *
format_rounded (const NormlabMetricInfo *info, double value)
{
  return info->format != NULL ? info->format (value) : normlab_text_from_float ((float) value);
}

/* With all digits: two that differ look different. */
static char *
format_exact (const NormlabMetricInfo *info, double value)
{
  return info->format != NULL ? normlab_text_from_double (value)
                              : normlab_text_from_float ((float) value);
}

static gboolean
is_same (double known, double again)
{
  return isnan (known) ? isnan (again) : memcmp (&known, &again, sizeof known) == 0;
}

/* What was not measured before is nothing that could be otherwise; a certificate has all of it. */
static gboolean
is_unknown (const NormlabMetricInfo *info, double known, NormlabKnown source)
{
  return isnan (known) && source != NORMLAB_KNOWN_CERTIFICATE
         && !normlab_measures_is_none (&info->needs);
}

/* What is not finite a certificate does not tell apart. */
static gboolean
is_both_void (double known, double again, NormlabKnown source)
{
  return source == NORMLAB_KNOWN_CERTIFICATE && isnan (known) && !isfinite (again);
}

static gboolean
compare_value (const NormlabMetricInfo *info,
               NormlabMetricGet get,
               const NormlabSample *known,
               const NormlabSample *again,
               NormlabKnown source,
               NormlabDifference *difference)
{
  gboolean as_results = source == NORMLAB_KNOWN_RESULTS;
  double one = get (known), two = get (again);
  g_autofree char *before = as_results ? format_rounded (info, one) : format_exact (info, one);
  g_autofree char *now = as_results ? format_rounded (info, two) : format_exact (info, two);

  if (is_unknown (info, one, source) || is_both_void (one, two, source)
      || (as_results ? strcmp (before, now) == 0 : is_same (one, two)))
    return TRUE;
  difference->step = known->step;
  difference->known = g_steal_pointer (&before);
  difference->again = g_steal_pointer (&now);
  return FALSE;
}

static gboolean
compare_samples (const NormlabSample *known,
                 const NormlabSample *again,
                 NormlabKnown source,
                 NormlabDifference *difference)
{
  for (guint i = 0; i < normlab_n_metrics; i++)
    {
      const NormlabMetricInfo *info = &normlab_metrics[i];

      difference->column = info->training_column;
      if (info->get_training != NULL
          && !compare_value (info, info->get_training, known, again, source, difference))
        return FALSE;
      difference->column = info->column;
      if (!compare_value (info, info->get_value, known, again, source, difference))
        return FALSE;
    }
  return TRUE;
}

/* "diverged at step 35, in layer 2", as far as it is known. */
static char *
describe_end (NormlabRun *run, gboolean with_layer)
{
  guint step = normlab_run_get_step (run), layer = normlab_run_get_diverged_layer (run);

  if (normlab_run_get_state (run) != NORMLAB_RUN_DIVERGED)
    /* Translators: how a run has ended */
    return g_strdup_printf (_("finished at step %u"), step);
  if (with_layer && layer > 0)
    return g_strdup_printf (_("diverged at step %u, layer %u"), step, layer);
  return g_strdup_printf (_("diverged at step %u"), step);
}

static NormlabCompared
differ_at_end (NormlabRun *known, NormlabRun *again, NormlabDifference *difference)
{
  gboolean with_layer = normlab_run_get_diverged_layer (known) > 0;

  difference->column = NULL;
  difference->step = MIN (normlab_run_get_step (known), normlab_run_get_step (again));
  difference->known = describe_end (known, with_layer);
  difference->again = describe_end (again, with_layer);
  return NORMLAB_COMPARED_OTHER;
}

static gboolean
has_result (NormlabRun *run)
{
  return normlab_run_get_state (run) == NORMLAB_RUN_FINISHED
         || normlab_run_get_state (run) == NORMLAB_RUN_DIVERGED;
}

static gboolean
ends_alike (NormlabRun *known, NormlabRun *again)
{
  guint layer = normlab_run_get_diverged_layer (known);

  return normlab_run_get_state (known) == normlab_run_get_state (again)
         && normlab_run_get_step (known) == normlab_run_get_step (again)
         && (layer == 0 || layer == normlab_run_get_diverged_layer (again));
}

/* All that was measured is the same. */
static NormlabCompared
compare_ends (NormlabRun *known, NormlabRun *again, NormlabDifference *difference)
{
  if (!has_result (known))
    return NORMLAB_COMPARED_SAME;
  if (!has_result (again))
    return NORMLAB_COMPARED_SO_FAR;
  return ends_alike (known, again) ? NORMLAB_COMPARED_SAME
                                   : differ_at_end (known, again, difference);
}

/* The sample of that step; NULL where there is none. */
static const NormlabSample *
find_sample (NormlabRun *run, guint step)
{
  const NormlabSample *samples = normlab_run_get_samples (run);
  guint low = 0, high = normlab_run_get_n_samples (run);

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (samples[middle].step < step)
        low = middle + 1;
      else
        high = middle;
    }
  return low < normlab_run_get_n_samples (run) && samples[low].step == step ? &samples[low] : NULL;
}

NormlabCompared
normlab_run_compare (NormlabRun *known,
                     NormlabRun *again,
                     NormlabKnown source,
                     guint *n_compared,
                     NormlabDifference *difference)
{
  const NormlabSample *samples = normlab_run_get_samples (known);

  *difference = (NormlabDifference){ 0 };
  for (; *n_compared < normlab_run_get_n_samples (known); ++*n_compared)
    {
      const NormlabSample *sample = &samples[*n_compared];
      const NormlabSample *found = find_sample (again, sample->step);

      if (found != NULL && !compare_samples (sample, found, source, difference))
        return NORMLAB_COMPARED_OTHER;
      if (found == NULL && has_result (again) && normlab_run_get_step (again) < sample->step)
        return differ_at_end (known, again, difference);
      if (found == NULL && !has_result (again))
        return NORMLAB_COMPARED_SO_FAR;
    }
  return compare_ends (known, again, difference);
}
