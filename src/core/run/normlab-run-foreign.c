/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-run-foreign.h"

#include <math.h>

#include "normlab-run-private.h"

static GArray *
get_list (NormlabRun *self, NormlabMetric metric)
{
  if (metric == NORMLAB_METRIC_ACCURACY)
    return self->history;
  return self->foreign != NULL
             ? g_hash_table_lookup (self->foreign->lists, GINT_TO_POINTER (metric))
             : NULL;
}

static void
unref_list (gpointer list)
{
  g_array_unref (list);
}

static void
unref_voids (gpointer voids)
{
  g_ptr_array_unref (voids);
}

static NormlabRunSeries *
normlab_run_series_new (void)
{
  NormlabRunSeries *self = g_new0 (NormlabRunSeries, 1);

  self->lists = g_hash_table_new_full (NULL, NULL, NULL, unref_list);
  self->shared = g_hash_table_new (NULL, NULL);
  self->voids = g_hash_table_new_full (NULL, NULL, NULL, unref_voids);
  self->status.end = NORMLAB_RUN_STOPPED;
  return self;
}

void
normlab_run_series_free (NormlabRunSeries *self)
{
  g_hash_table_unref (self->lists);
  g_hash_table_unref (self->shared);
  g_hash_table_unref (self->voids);
  g_strfreev (self->further);
  g_free (self);
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
  self->foreign = normlab_run_series_new ();
  return self;
}

gboolean
normlab_run_is_foreign (NormlabRun *self)
{
  g_return_val_if_fail (NORMLAB_IS_RUN (self), FALSE);

  return self->foreign != NULL;
}

void
normlab_run_set_foreign_recipe (NormlabRun *self, const NormlabRecipe *recipe)
{
  g_return_if_fail (NORMLAB_IS_RUN (self) && normlab_run_is_foreign (self));
  g_return_if_fail (recipe != NULL && normlab_recipe_is_foreign (recipe));

  if (normlab_recipe_equal (&self->recipe, recipe))
    return;
  self->recipe = *recipe;
  self->foreign->revision++;
}

void
normlab_run_set_further (NormlabRun *self, const char *const *further)
{
  static const char *const none[] = { NULL };

  g_return_if_fail (NORMLAB_IS_RUN (self) && normlab_run_is_foreign (self));

  if (g_strv_equal (further != NULL ? further : none, normlab_run_get_further (self)))
    return;
  g_strfreev (self->foreign->further);
  self->foreign->further = g_strdupv ((GStrv) further);
  self->foreign->revision++;
}

const char *const *
normlab_run_get_further (NormlabRun *self)
{
  static const char *const none[] = { NULL };

  g_return_val_if_fail (NORMLAB_IS_RUN (self), none);

  return self->foreign != NULL && self->foreign->further != NULL
             ? (const char *const *) self->foreign->further
             : none;
}

static void
set_list (NormlabRun *self, NormlabMetric metric, GArray *list)
{
  if (metric == NORMLAB_METRIC_ACCURACY)
    {
      g_array_unref (self->history);
      self->history = list;
    }
  else
    g_hash_table_insert (self->foreign->lists, GINT_TO_POINTER (metric), list);
}

/* That of a metric, which nobody else has: it may be changed. */
static GArray *
get_own_list (NormlabRun *self, NormlabMetric metric)
{
  GArray *list = get_list (self, metric), *copy;

  if (list == NULL)
    {
      list = g_array_new (FALSE, FALSE, sizeof (NormlabSample));
      set_list (self, metric, list);
    }
  else if (g_hash_table_remove (self->foreign->shared, list))
    {
      copy = g_array_copy (list);
      set_list (self, metric, copy);
      return copy;
    }
  return list;
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

static void
measure_length (NormlabRun *self, const GArray *list)
{
  const NormlabSample *last;

  if (list->len == 0)
    return;
  last = &g_array_index (list, NormlabSample, list->len - 1);
  self->status.step = MAX (self->status.step, last->step);
  self->status.seconds = fmax (self->status.seconds, last->seconds);
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

  if (n_samples == 0)
    return;
  list = get_own_list (self, metric);
  g_array_append_vals (list, samples, n_samples);
  self->foreign->n_added += n_samples;
  measure_length (self, list);
  notify_samples (self);
}

static void
copy_list (NormlabRun *self, NormlabRun *copy, NormlabMetric metric, GHashTable *n_taken)
{
  GArray *list = get_list (self, metric), *tail;
  guint n;

  if (n_taken == NULL)
    {
      set_list (copy, metric, g_array_ref (list));
      g_hash_table_add (self->foreign->shared, list);
      g_hash_table_add (copy->foreign->shared, list);
      return;
    }
  n = GPOINTER_TO_UINT (g_hash_table_lookup (n_taken, GINT_TO_POINTER (metric)));
  if (n >= list->len)
    return;
  tail = g_array_sized_new (FALSE, FALSE, sizeof (NormlabSample), list->len - n);
  g_array_append_vals (tail, &g_array_index (list, NormlabSample, n), list->len - n);
  set_list (copy, metric, tail);
}

static void
copy_voids (NormlabRun *self, NormlabRun *copy)
{
  GHashTableIter iter;
  gpointer key, voids;

  g_hash_table_iter_init (&iter, self->foreign->voids);
  while (g_hash_table_iter_next (&iter, &key, &voids))
    g_hash_table_insert (copy->foreign->voids, key, g_ptr_array_ref (voids));
}

void
normlab_run_copy_foreign (NormlabRun *self, NormlabRun *copy, GHashTable *n_taken)
{
  GHashTableIter iter;
  gpointer key;

  copy->foreign = normlab_run_series_new ();
  copy->foreign->counts_epochs = self->foreign->counts_epochs;
  copy->foreign->further = g_strdupv (self->foreign->further);
  copy->foreign->status = self->foreign->status;
  copy->foreign->status.message = copy->status.message;
  copy_list (self, copy, NORMLAB_METRIC_ACCURACY, n_taken);
  g_hash_table_iter_init (&iter, self->foreign->lists);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    copy_list (self, copy, (NormlabMetric) GPOINTER_TO_INT (key), n_taken);
  if (n_taken == NULL)
    copy_voids (self, copy);
}

GHashTable *
normlab_run_count_samples (NormlabRun *self)
{
  GHashTable *counts = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) metrics = NULL;

  g_return_val_if_fail (NORMLAB_IS_RUN (self), counts);

  metrics = normlab_run_list_foreign_metrics (self);
  for (guint i = 0; i < metrics->len; i++)
    {
      NormlabMetric metric = g_array_index (metrics, NormlabMetric, i);

      g_hash_table_insert (counts, GINT_TO_POINTER (metric),
                           GUINT_TO_POINTER (get_list (self, metric)->len));
    }
  return counts;
}

static void
cut (NormlabRun *self, NormlabMetric metric, guint step)
{
  GArray *list = get_own_list (self, metric);
  guint n = list->len;

  while (n > 0 && g_array_index (list, NormlabSample, n - 1).step >= step)
    n--;
  g_array_set_size (list, n);
}

void
normlab_run_forget_from (NormlabRun *self, guint step)
{
  g_autoptr (GArray) metrics = NULL;

  g_return_if_fail (NORMLAB_IS_RUN (self) && normlab_run_is_foreign (self));

  metrics = normlab_run_list_foreign_metrics (self);
  for (guint i = 0; i < metrics->len; i++)
    cut (self, g_array_index (metrics, NormlabMetric, i), step);
  self->foreign->revision++;
  normlab_run_measure_length (self);
}

void
normlab_run_replace_samples (NormlabRun *self,
                             NormlabMetric metric,
                             const NormlabSample *samples,
                             guint n_samples)
{
  g_return_if_fail (NORMLAB_IS_RUN (self) && normlab_run_is_foreign (self));

  if (get_list (self, metric) != NULL)
    g_array_set_size (get_own_list (self, metric), 0);
  self->foreign->revision++;
  normlab_run_add_samples (self, metric, samples, n_samples);
}

void
normlab_run_drop_samples (NormlabRun *self, NormlabMetric metric, guint n_samples)
{
  GArray *list;

  g_return_if_fail (NORMLAB_IS_RUN (self) && normlab_run_is_foreign (self));

  list = get_own_list (self, metric);
  g_return_if_fail (n_samples <= list->len);
  g_array_set_size (list, list->len - n_samples);
  self->foreign->revision++;
}

void
normlab_run_measure_length (NormlabRun *self)
{
  GHashTableIter iter;
  gpointer list;

  g_return_if_fail (NORMLAB_IS_RUN (self) && normlab_run_is_foreign (self));

  self->status.step = 0;
  self->status.seconds = 0;
  measure_length (self, self->history);
  g_hash_table_iter_init (&iter, self->foreign->lists);
  while (g_hash_table_iter_next (&iter, NULL, &list))
    measure_length (self, list);
  notify_samples (self);
}

void
normlab_run_forget_all (NormlabRun *self)
{
  g_return_if_fail (NORMLAB_IS_RUN (self) && normlab_run_is_foreign (self));

  g_hash_table_remove_all (self->foreign->voids);
  normlab_run_forget_from (self, 0);
}

void
normlab_run_set_foreign (NormlabRun *self, const NormlabForeign *foreign)
{
  NormlabForeign *its;
  gboolean changed;

  g_return_if_fail (NORMLAB_IS_RUN (self) && normlab_run_is_foreign (self));
  g_return_if_fail (foreign != NULL && normlab_run_state_is_final (foreign->end));

  its = &self->foreign->status;
  changed = its->state != foreign->state || its->end != foreign->end
            || its->not_finite != foreign->not_finite
            || g_strcmp0 (self->status.message, foreign->message) != 0;
  if (g_strcmp0 (self->status.message, foreign->message) != 0)
    {
      g_free (self->status.message);
      self->status.message = g_strdup (foreign->message);
    }
  *its = *foreign;
  its->message = self->status.message;
  self->status.state = foreign->end;
  if (changed)
    g_object_notify (G_OBJECT (self), "state");
}

const NormlabForeign *
normlab_run_get_foreign (NormlabRun *self)
{
  g_return_val_if_fail (NORMLAB_IS_RUN (self) && normlab_run_is_foreign (self), NULL);

  return &self->foreign->status;
}

gboolean
normlab_run_is_growing (NormlabRun *self)
{
  g_return_val_if_fail (NORMLAB_IS_RUN (self), FALSE);

  if (self->foreign != NULL)
    return self->foreign->status.state == NORMLAB_FOREIGN_GROWING
           || self->foreign->status.state == NORMLAB_FOREIGN_QUIET;
  return !normlab_run_state_is_final (self->status.state);
}

void
normlab_run_set_counts_epochs (NormlabRun *self, gboolean epochs)
{
  g_return_if_fail (NORMLAB_IS_RUN (self) && normlab_run_is_foreign (self));

  if (self->foreign->counts_epochs == !!epochs)
    return;
  self->foreign->counts_epochs = !!epochs;
  self->foreign->revision++;
}

gboolean
normlab_run_get_counts_epochs (NormlabRun *self)
{
  g_return_val_if_fail (NORMLAB_IS_RUN (self), FALSE);

  return self->foreign != NULL && self->foreign->counts_epochs;
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
  g_hash_table_iter_init (&iter, self->foreign->lists);
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

double
normlab_run_get_last_value (NormlabRun *self, NormlabMetric metric, NormlabMetricGet get)
{
  guint n;
  const NormlabSample *samples;

  g_return_val_if_fail (NORMLAB_IS_RUN (self), (double) NAN);

  if (get == NULL)
    get = normlab_metric_get_info (metric)->get_value;
  samples = normlab_run_get_samples_of (self, metric, &n);
  while (self->foreign != NULL && n > 1 && isnan (get (&samples[n - 1])))
    n--;
  return n > 0 ? get (&samples[n - 1]) : (double) NAN;
}

guint64
normlab_run_get_n_added (NormlabRun *self)
{
  g_return_val_if_fail (NORMLAB_IS_RUN (self), 0);

  return self->foreign != NULL ? self->foreign->n_added : self->history->len;
}

guint
normlab_run_get_revision (NormlabRun *self)
{
  g_return_val_if_fail (NORMLAB_IS_RUN (self), 0);

  return self->foreign != NULL ? self->foreign->revision : 0;
}
