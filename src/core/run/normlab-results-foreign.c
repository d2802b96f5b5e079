/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-results-foreign.h"

#include <math.h>

#include "normlab-run-foreign.h"
#include "normlab-series-role.h"
#include "normlab-text.h"

GPtrArray *
normlab_results_pick (GPtrArray *runs)
{
  GPtrArray *picked = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (runs != NULL, picked);

  for (guint i = 0; i < runs->len; i++)
    if (normlab_results_are_foreign (runs) || !normlab_run_is_foreign (g_ptr_array_index (runs, i)))
      g_ptr_array_add (picked, g_object_ref (g_ptr_array_index (runs, i)));
  return picked;
}

gboolean
normlab_results_are_foreign (GPtrArray *runs)
{
  g_return_val_if_fail (runs != NULL, FALSE);

  for (guint i = 0; i < runs->len; i++)
    if (!normlab_run_is_foreign (g_ptr_array_index (runs, i)))
      return FALSE;
  return runs->len > 0;
}

static void
append_series (GString *csv,
               NormlabRun *run,
               const char *name,
               NormlabMetric metric,
               NormlabSeriesRole role)
{
  guint n;
  const NormlabSample *samples = normlab_run_get_samples_of (run, metric, &n);
  g_autoptr (GString) word = g_string_new (NULL);

  normlab_text_append_csv_field (word, role == NORMLAB_SERIES_OTHER
                                           ? normlab_metric_get_info (metric)->word
                                           : normlab_series_role_to_string (role));
  for (guint i = 0; i < n; i++)
    {
      double value = normlab_series_role_get (role, &samples[i]);
      g_autofree char *text = NULL;

      if (!isfinite (value))
        continue;
      text = (double) (float) value == value ? normlab_text_from_float ((float) value)
                                             : normlab_text_from_double (value);
      g_string_append_printf (csv, "%s,%u,%s,%s\r\n", name, samples[i].step, word->str, text);
    }
}

static void
append_run (GString *csv, NormlabRun *run)
{
  g_autoptr (GArray) metrics = normlab_run_list_foreign_metrics (run);
  g_autoptr (GString) name = g_string_new (NULL);
  const char *title = normlab_run_get_title (run);

  if (title == NULL)
    title = normlab_run_get_recipe (run)->foreign[0];
  normlab_text_append_csv_field (name, title != NULL ? title : "");
  for (guint i = 0; i < metrics->len; i++)
    {
      NormlabMetric metric = g_array_index (metrics, NormlabMetric, i);

      for (guint role = 0; role < NORMLAB_N_SERIES_ROLES; role++)
        if (((guint) metric >= NORMLAB_METRIC_FOREIGN) == (role == NORMLAB_SERIES_OTHER)
            && (role == NORMLAB_SERIES_OTHER
                || normlab_series_role_get_metric ((NormlabSeriesRole) role, NULL) == metric))
          append_series (csv, run, name->str, metric, (NormlabSeriesRole) role);
    }
}

void
normlab_results_append_foreign (GString *csv, GPtrArray *runs)
{
  g_return_if_fail (csv != NULL && runs != NULL);

  g_string_append (csv, "run,step,metric,value\r\n");
  for (guint i = 0; i < runs->len; i++)
    if (normlab_run_is_foreign (g_ptr_array_index (runs, i)))
      append_run (csv, g_ptr_array_index (runs, i));
}
