/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-run-foreign.h"

#include "normlab-run-private.h"

static GArray *
get_list (NormlabRun *self, NormlabMetric metric)
{
  if (metric == NORMLAB_METRIC_ACCURACY)
    return self->history;
  return self->foreign != NULL ? g_hash_table_lookup (self->foreign, GINT_TO_POINTER (metric))
                               : NULL;
}

static void
unref_list (gpointer list)
{
  g_array_unref (list);
}

NormlabRun *
normlab_run_new_foreign (const NormlabRecipe *recipe)
{
  g_autoptr (NormlabDataId) data = NULL;
  NormlabRun *self;

  g_return_val_if_fail (recipe != NULL && normlab_recipe_is_foreign (recipe), NULL);

  /* In place of the name of a data set: nobody knows which it was. */
  data = normlab_data_id_new ("?", NULL, NULL);
  self = normlab_run_new_from_history (recipe, data, NORMLAB_RUN_STOPPED, 0, 0, 0, NULL, 0);
  self->foreign = g_hash_table_new_full (NULL, NULL, NULL, unref_list);
  return self;
}

gboolean
normlab_run_is_foreign (NormlabRun *self)
{
  g_return_val_if_fail (NORMLAB_IS_RUN (self), FALSE);

  return self->foreign != NULL;
}

static void
notify_samples (NormlabRun *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify (G_OBJECT (self), "n-samples");
  g_object_notify (G_OBJECT (self), "step");
  g_object_notify (G_OBJECT (self), "seconds");
  g_object_thaw_notify (G_OBJECT (self));
}

void
normlab_run_add_samples (NormlabRun *self,
                         NormlabMetric metric,
                         const NormlabSample *samples,
                         guint n_samples)
{
  GArray *list;

  g_return_if_fail (NORMLAB_IS_RUN (self) && normlab_run_is_foreign (self));
  g_return_if_fail (samples != NULL || n_samples == 0);

  list = get_list (self, metric);
  if (n_samples == 0)
    return;
  if (list == NULL)
    {
      list = g_array_new (FALSE, FALSE, sizeof (NormlabSample));
      g_hash_table_insert (self->foreign, GINT_TO_POINTER (metric), list);
    }
  g_array_append_vals (list, samples, n_samples);
  self->status.step = MAX (self->status.step, samples[n_samples - 1].step);
  self->status.seconds = MAX (self->status.seconds, samples[n_samples - 1].seconds);
  notify_samples (self);
}

void
normlab_run_copy_foreign (NormlabRun *self, NormlabRun *copy)
{
  GHashTableIter iter;
  gpointer key, list;

  copy->counts_epochs = self->counts_epochs;
  copy->foreign = g_hash_table_new_full (NULL, NULL, NULL, unref_list);
  g_array_append_vals (copy->history, self->history->data, self->history->len);
  g_hash_table_iter_init (&iter, self->foreign);
  while (g_hash_table_iter_next (&iter, &key, &list))
    g_hash_table_insert (copy->foreign, key, g_array_copy (list));
}

static void
cut (GArray *list, guint step)
{
  guint n = list->len;

  while (n > 0 && g_array_index (list, NormlabSample, n - 1).step >= step)
    n--;
  g_array_set_size (list, n);
}

static void
measure_length (NormlabRun *self, const GArray *list)
{
  const NormlabSample *last;

  if (list->len == 0)
    return;
  last = &g_array_index (list, NormlabSample, list->len - 1);
  self->status.step = MAX (self->status.step, last->step);
  self->status.seconds = MAX (self->status.seconds, last->seconds);
}

void
normlab_run_forget_from (NormlabRun *self, guint step)
{
  GHashTableIter iter;
  gpointer list;

  g_return_if_fail (NORMLAB_IS_RUN (self) && normlab_run_is_foreign (self));

  self->status.step = 0;
  self->status.seconds = 0;
  cut (self->history, step);
  measure_length (self, self->history);
  g_hash_table_iter_init (&iter, self->foreign);
  while (g_hash_table_iter_next (&iter, NULL, &list))
    {
      cut (list, step);
      measure_length (self, list);
    }
  self->revision++;
  notify_samples (self);
}

void
normlab_run_forget_all (NormlabRun *self)
{
  normlab_run_forget_from (self, 0);
}

void
normlab_run_set_foreign_state (NormlabRun *self, NormlabRunState state, const char *message)
{
  g_return_if_fail (NORMLAB_IS_RUN (self) && normlab_run_is_foreign (self));

  if (self->status.state == state && g_strcmp0 (self->status.message, message) == 0)
    return;
  self->status.state = state;
  g_free (self->status.message);
  self->status.message = g_strdup (message);
  g_object_notify (G_OBJECT (self), "state");
}

void
normlab_run_set_counts_epochs (NormlabRun *self, gboolean epochs)
{
  g_return_if_fail (NORMLAB_IS_RUN (self));

  self->counts_epochs = epochs;
}

gboolean
normlab_run_get_counts_epochs (NormlabRun *self)
{
  g_return_val_if_fail (NORMLAB_IS_RUN (self), FALSE);

  return self->counts_epochs;
}

static int
compare_metrics (gconstpointer a, gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

GArray *
normlab_run_list_foreign_metrics (NormlabRun *self)
{
  GArray *metrics = g_array_new (FALSE, FALSE, sizeof (NormlabMetric));
  GHashTableIter iter;
  gpointer key, list;
  NormlabMetric metric = NORMLAB_METRIC_ACCURACY;

  g_return_val_if_fail (NORMLAB_IS_RUN (self), metrics);

  if (self->foreign == NULL)
    return metrics;
  if (self->history->len > 0)
    g_array_append_val (metrics, metric);
  g_hash_table_iter_init (&iter, self->foreign);
  while (g_hash_table_iter_next (&iter, &key, &list))
    if (((GArray *) list)->len > 0)
      {
        metric = (NormlabMetric) GPOINTER_TO_INT (key);
        g_array_append_val (metrics, metric);
      }
  g_array_sort (metrics, compare_metrics);
  return metrics;
}

const NormlabSample *
normlab_run_get_samples_of (NormlabRun *self, NormlabMetric metric, guint *n_samples)
{
  const GArray *list;

  g_return_val_if_fail (NORMLAB_IS_RUN (self), NULL);
  g_return_val_if_fail (n_samples != NULL, NULL);

  list = self->foreign != NULL ? get_list (self, metric) : self->history;
  *n_samples = list != NULL ? list->len : 0;
  return list != NULL ? (const NormlabSample *) (gconstpointer) list->data : NULL;
}

guint
normlab_run_get_revision (NormlabRun *self)
{
  g_return_val_if_fail (NORMLAB_IS_RUN (self), 0);

  return self->revision;
}
