/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-run-void.h"

#include "normlab-run-private.h"

NormlabRunVoid *
normlab_run_void_new (NormlabSeriesRole role, guint step, GArray *samples)
{
  NormlabRunVoid *self = g_new (NormlabRunVoid, 1);

  *self = (NormlabRunVoid){ role, step, samples };
  return self;
}

void
normlab_run_void_free (NormlabRunVoid *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->samples);
  g_free (self);
}

void
normlab_run_set_voids (NormlabRun *self, NormlabMetric metric, GPtrArray *voids)
{
  g_return_if_fail (NORMLAB_IS_RUN (self) && self->foreign != NULL);
  g_return_if_fail (voids != NULL);

  if (voids->len == 0)
    {
      g_ptr_array_unref (voids);
      if (!g_hash_table_remove (self->foreign->voids, GINT_TO_POINTER (metric)))
        return;
    }
  else
    g_hash_table_insert (self->foreign->voids, GINT_TO_POINTER (metric), voids);
  self->foreign->revision++;
}

const GPtrArray *
normlab_run_get_voids (NormlabRun *self, NormlabMetric metric)
{
  g_return_val_if_fail (NORMLAB_IS_RUN (self), NULL);

  return self->foreign != NULL
             ? g_hash_table_lookup (self->foreign->voids, GINT_TO_POINTER (metric))
             : NULL;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

GArray *
normlab_run_list_void_metrics (NormlabRun *self)
{
  GArray *metrics = g_array_new (FALSE, FALSE, sizeof (NormlabMetric));
  GHashTableIter iter;
  gpointer key;

  g_return_val_if_fail (NORMLAB_IS_RUN (self), metrics);

  if (self->foreign == NULL)
    return metrics;
  g_hash_table_iter_init (&iter, self->foreign->voids);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      NormlabMetric metric = (NormlabMetric) GPOINTER_TO_INT (key);

      g_array_append_val (metrics, metric);
    }
  g_array_sort (metrics, compare_numbers);
  return metrics;
}

GArray *
normlab_run_list_restarts (NormlabRun *self, NormlabMetric metric)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (guint));
  const GPtrArray *voids = normlab_run_get_voids (self, metric);

  for (guint i = 0; voids != NULL && i < voids->len; i++)
    {
      guint step = ((const NormlabRunVoid *) g_ptr_array_index (voids, i))->step;

      while (steps->len > 0 && g_array_index (steps, guint, steps->len - 1) >= step)
        g_array_set_size (steps, steps->len - 1);
      g_array_append_val (steps, step);
    }
  return steps;
}

gboolean
normlab_run_get_last_restart (NormlabRun *self, guint *step)
{
  g_autoptr (GArray) metrics = normlab_run_list_void_metrics (self);

  g_return_val_if_fail (step != NULL, FALSE);

  *step = 0;
  for (guint i = 0; i < metrics->len; i++)
    {
      const GPtrArray *voids
          = normlab_run_get_voids (self, g_array_index (metrics, NormlabMetric, i));

      *step
          = MAX (*step, ((const NormlabRunVoid *) g_ptr_array_index (voids, voids->len - 1))->step);
    }
  return metrics->len > 0;
}
