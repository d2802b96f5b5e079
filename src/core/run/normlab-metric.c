/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-metric.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const NormlabMetricInfo *
normlab_metric_get_info (NormlabMetric metric)
{
  if ((guint) metric >= NORMLAB_METRIC_FOREIGN)
    return normlab_metric_get_foreign_info (metric);
  g_return_val_if_fail ((guint) metric < normlab_n_metrics, NULL);

  return &normlab_metrics[metric];
}

const char *
normlab_metric_translate (const NormlabMetricInfo *self, const char *word)
{
  return self->given && word == self->word ? word : _(word);
}

const char *
normlab_metric_get_file_name (const NormlabMetricInfo *self)
{
  return self->given ? self->file_name
                     : g_dpgettext2 (GETTEXT_PACKAGE, "file name", self->file_name);
}

gboolean
normlab_metric_is_measured (NormlabMetric metric, const NormlabMeasures *measures)
{
  const NormlabMeasures *needs = &normlab_metric_get_info (metric)->needs;

  g_return_val_if_fail (measures != NULL, FALSE);

  return (measures->test_loss || !needs->test_loss) && (measures->training || !needs->training);
}

gboolean
normlab_metric_has_training (const NormlabMetricInfo *self, const NormlabMeasures *measures)
{
  return self->get_training != NULL
         || (self->get_training_set != NULL && (measures == NULL || measures->training));
}

double
normlab_metric_get_training (const NormlabMetricInfo *self, const NormlabSample *sample)
{
  double value = self->get_training_set != NULL ? self->get_training_set (sample) : (double) NAN;

  return isnan (value) && self->get_training != NULL ? self->get_training (sample) : value;
}

gboolean
normlab_metric_find (const char *word, NormlabMetric *metric)
{
  g_return_val_if_fail (word != NULL, FALSE);

  for (guint i = 0; i < normlab_n_metrics; i++)
    if (strcmp (normlab_metrics[i].word, word) == 0)
      {
        *metric = (NormlabMetric) i;
        return TRUE;
      }
  return FALSE;
}
