/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-metric.h"

#include <string.h>

const NormlabMetricInfo *
normlab_metric_get_info (NormlabMetric metric)
{
  g_return_val_if_fail ((guint) metric < normlab_n_metrics, NULL);

  return &normlab_metrics[metric];
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
