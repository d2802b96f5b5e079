/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-run-private.h"

#include "normlab-change.h"
#include "normlab-text.h"

/* When there are so many glances, the first half of them goes: an hour at five steps a second. */
#define MAX_GLANCES 20000

enum
{
  PROP_0,
  PROP_STATE,
  PROP_STEP,
  PROP_N_SAMPLES,
  PROP_SECONDS,
  PROP_PROBE_STEP,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (NormlabRun, normlab_run, G_TYPE_OBJECT)

static guint
get_probe_step (NormlabRun *self)
{
  guint n = normlab_run_get_n_probes (self);

  return n > 0 ? normlab_run_get_probe (self, n - 1)->step : 0;
}

static void
normlab_run_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  NormlabRun *self = NORMLAB_RUN (object);

  switch (property)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) self->status.state);
      break;
    case PROP_STEP:
      g_value_set_uint (value, self->status.step);
      break;
    case PROP_N_SAMPLES:
      g_value_set_uint (value, self->history->len);
      break;
    case PROP_SECONDS:
      g_value_set_double (value, self->status.seconds);
      break;
    case PROP_PROBE_STEP:
      g_value_set_uint (value, get_probe_step (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
normlab_run_finalize (GObject *object)
{
  NormlabRun *self = NORMLAB_RUN (object);

  g_clear_pointer (&self->dataset, normlab_dataset_unref);
  g_clear_pointer (&self->data, normlab_data_id_unref);
  g_free (self->title);
  g_array_unref (self->history);
  g_array_unref (self->glances);
  g_clear_pointer (&self->probes, normlab_probes_free);
  g_clear_pointer (&self->foreign, normlab_run_series_free);
  g_free (self->status.message);
  normlab_inbox_clear (&self->inbox);

  G_OBJECT_CLASS (normlab_run_parent_class)->finalize (object);
}

static void
normlab_run_class_init (NormlabRunClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = normlab_run_get_property;
  object_class->finalize = normlab_run_finalize;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, NORMLAB_RUN_QUEUED,
                                             NORMLAB_RUN_STOPPED, NORMLAB_RUN_QUEUED, flags);
  properties[PROP_STEP] = g_param_spec_uint ("step", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_SAMPLES] = g_param_spec_uint ("n-samples", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_SECONDS] = g_param_spec_double ("seconds", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  properties[PROP_PROBE_STEP]
      = g_param_spec_uint ("probe-step", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
normlab_run_init (NormlabRun *self)
{
  self->history = g_array_new (FALSE, FALSE, sizeof (NormlabSample));
  self->glances = g_array_new (FALSE, FALSE, sizeof (NormlabSample));
}

static NormlabRun *
new_run (const NormlabRecipe *recipe, NormlabDataId *data, NormlabRunState state)
{
  NormlabRun *self = g_object_new (NORMLAB_TYPE_RUN, NULL);

  self->recipe = *recipe;
  self->data = normlab_data_id_ref (data);
  self->status.state = state;
  normlab_inbox_init (&self->inbox, state, recipe->interval, NORMLAB_RUN_PROBE_BUDGET);
  return self;
}

NormlabRun *
normlab_run_new (const NormlabRecipe *recipe, NormlabDataset *dataset)
{
  NormlabRun *self;

  g_return_val_if_fail (recipe != NULL && dataset != NULL, NULL);

  self = new_run (recipe, normlab_dataset_get_id (dataset), NORMLAB_RUN_QUEUED);
  self->status.step = normlab_recipe_get_origin (recipe);
  self->dataset = normlab_dataset_ref (dataset);
  return self;
}

NormlabRun *
normlab_run_new_from_history (const NormlabRecipe *recipe,
                              NormlabDataId *data,
                              NormlabRunState state,
                              guint step,
                              double seconds,
                              guint diverged_layer,
                              const NormlabSample *samples,
                              guint n_samples)
{
  NormlabRun *self;

  g_return_val_if_fail (recipe != NULL && data != NULL, NULL);
  g_return_val_if_fail (normlab_run_state_is_final (state), NULL);

  self = new_run (recipe, data, state);
  self->status.step = step;
  self->status.seconds = seconds;
  self->status.diverged_layer = diverged_layer;
  g_array_append_vals (self->history, samples, n_samples);
  return self;
}

/* All but its samples. */
static NormlabRun *
copy_head (NormlabRun *self)
{
  NormlabRun *snapshot = new_run (&self->recipe, self->data, self->status.state);

  snapshot->measures = self->measures;
  snapshot->title = g_strdup (self->title);
  snapshot->status = self->status;
  snapshot->status.message = g_strdup (self->status.message);
  return snapshot;
}

NormlabRun *
normlab_run_snapshot_behind (NormlabRun *self, GHashTable *n_taken)
{
  NormlabRun *snapshot;

  g_return_val_if_fail (NORMLAB_IS_RUN (self) && self->foreign != NULL, NULL);
  g_return_val_if_fail (n_taken != NULL, NULL);

  snapshot = copy_head (self);
  normlab_run_copy_foreign (self, snapshot, n_taken);
  return snapshot;
}

NormlabRun *
normlab_run_snapshot (NormlabRun *self, guint first)
{
  NormlabRun *snapshot;

  g_return_val_if_fail (NORMLAB_IS_RUN (self), NULL);
  g_return_val_if_fail (first <= self->history->len, NULL);

  snapshot = copy_head (self);
  if (self->foreign != NULL)
    normlab_run_copy_foreign (self, snapshot, NULL);
  else if (first == 0 && normlab_run_state_is_final (self->status.state))
    {
      g_array_unref (snapshot->history);
      snapshot->history = g_array_ref (self->history);
    }
  else if (first < self->history->len)
    g_array_append_vals (snapshot->history, normlab_run_get_samples (self) + first,
                         self->history->len - first);
  return snapshot;
}

void
normlab_run_revive (NormlabRun *self, NormlabDataset *dataset, guint iterations)
{
  GArray *shared = self->history;

  g_return_if_fail (NORMLAB_IS_RUN (self));
  g_return_if_fail (normlab_run_state_is_final (self->status.state));
  g_return_if_fail (iterations >= self->status.step);

  normlab_dataset_ref (dataset);
  g_clear_pointer (&self->dataset, normlab_dataset_unref);
  self->dataset = dataset;
  self->recipe.iterations = iterations;
  self->history = g_array_copy (shared);
  g_array_unref (shared);
  self->status.state = NORMLAB_RUN_QUEUED;
  g_clear_pointer (&self->status.message, g_free);
  normlab_inbox_reopen (&self->inbox, NORMLAB_RUN_QUEUED);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
normlab_run_post (NormlabRun *self, const NormlabRunNews *news)
{
  normlab_inbox_post (&self->inbox, news);
}

void
normlab_run_set_measures (NormlabRun *self, const NormlabMeasures *measures)
{
  g_return_if_fail (NORMLAB_IS_RUN (self));
  g_return_if_fail (measures != NULL);

  self->measures = *measures;
}

const NormlabMeasures *
normlab_run_get_measures (NormlabRun *self)
{
  g_return_val_if_fail (NORMLAB_IS_RUN (self), NULL);

  return &self->measures;
}

void
normlab_run_set_title (NormlabRun *self, const char *title)
{
  g_return_if_fail (NORMLAB_IS_RUN (self));

  if (g_strcmp0 (self->title, title) == 0)
    return;
  g_free (self->title);
  self->title = title != NULL ? normlab_text_for_title (title) : NULL;
}

const char *
normlab_run_get_title (NormlabRun *self)
{
  g_return_val_if_fail (NORMLAB_IS_RUN (self), NULL);

  return self->title;
}

static void
take_probes (NormlabRun *self, NormlabProbes *probes)
{
  if (self->probes == NULL)
    self->probes = probes;
  else
    normlab_probes_join (self->probes, probes);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBE_STEP]);
}

static void
take_glances (NormlabRun *self, const GArray *glances)
{
  g_array_append_vals (self->glances, glances->data, glances->len);
  if (self->glances->len >= MAX_GLANCES)
    g_array_remove_range (self->glances, 0, self->glances->len - MAX_GLANCES / 2);
}

gboolean
normlab_run_drain (NormlabRun *self)
{
  NormlabProbes *probes;
  g_autoptr (GArray) samples = NULL;
  g_autoptr (GArray) glances = NULL;
  g_autofree char *old_message = NULL;
  NormlabRunStatus old, status;

  g_return_val_if_fail (NORMLAB_IS_RUN (self), FALSE);

  if (!normlab_inbox_take (&self->inbox, &status, &samples, &glances, &probes))
    return FALSE;

  old = self->status;
  old_message = old.message;
  self->status = status;
  g_object_freeze_notify (G_OBJECT (self));
  if (samples != NULL)
    {
      g_array_append_vals (self->history, samples->data, samples->len);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SAMPLES]);
    }
  if (glances != NULL)
    take_glances (self, glances);
  if (probes != NULL)
    take_probes (self, probes);
  if (old.step != status.step || old.replayed != status.replayed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STEP]);
  if (old.seconds < status.seconds || old.seconds > status.seconds)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SECONDS]);
  if (old.state != status.state)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  g_object_thaw_notify (G_OBJECT (self));
  return TRUE;
}

const NormlabRecipe *
normlab_run_get_recipe (NormlabRun *self)
{
  return &self->recipe;
}

NormlabDataset *
normlab_run_get_dataset (NormlabRun *self)
{
  return self->dataset;
}

NormlabDataId *
normlab_run_get_data (NormlabRun *self)
{
  return self->data;
}

NormlabRunState
normlab_run_get_state (NormlabRun *self)
{
  return self->status.state;
}

guint
normlab_run_get_step (NormlabRun *self)
{
  return self->status.step;
}

gboolean
normlab_run_is_catching_up (NormlabRun *self)
{
  g_return_val_if_fail (NORMLAB_IS_RUN (self), FALSE);

  return self->status.catching_up && !normlab_run_state_is_final (self->status.state);
}

guint
normlab_run_get_replayed (NormlabRun *self)
{
  g_return_val_if_fail (NORMLAB_IS_RUN (self), 0);

  return self->status.replayed;
}

void
normlab_run_set_begin_seconds (NormlabRun *self, double seconds)
{
  g_return_if_fail (NORMLAB_IS_RUN (self));
  g_return_if_fail (self->status.state == NORMLAB_RUN_QUEUED && self->history->len == 0);

  self->begin_seconds = self->status.seconds = seconds;
}

double
normlab_run_get_begin_seconds (NormlabRun *self)
{
  g_return_val_if_fail (NORMLAB_IS_RUN (self), 0);

  return self->begin_seconds;
}

double
normlab_run_get_seconds (NormlabRun *self)
{
  return self->status.seconds;
}

gboolean
normlab_run_is_slow (NormlabRun *self)
{
  g_return_val_if_fail (NORMLAB_IS_RUN (self), FALSE);

  return self->status.limit > 0 && self->status.limit < NORMLAB_RUN_SLOW
         && !normlab_run_state_is_final (self->status.state);
}

gboolean
normlab_run_get_pace (NormlabRun *self, double *pace)
{
  g_return_val_if_fail (NORMLAB_IS_RUN (self), FALSE);

  *pace = self->status.pace;
  return self->status.limit > 0;
}

void
normlab_run_watch (NormlabRun *self)
{
  g_return_if_fail (NORMLAB_IS_RUN (self));

  g_atomic_int_inc (&self->n_watchers);
}

void
normlab_run_unwatch (NormlabRun *self)
{
  g_return_if_fail (NORMLAB_IS_RUN (self));
  g_return_if_fail (normlab_run_is_watched (self));

  g_atomic_int_add (&self->n_watchers, -1);
}

gboolean
normlab_run_is_watched (NormlabRun *self)
{
  return g_atomic_int_get (&self->n_watchers) > 0;
}

void
normlab_run_set_probe_budget (NormlabRun *self, gsize bytes)
{
  g_return_if_fail (NORMLAB_IS_RUN (self));

  normlab_inbox_set_probe_budget (&self->inbox, bytes);
  if (self->probes != NULL)
    normlab_probes_set_budget (self->probes, bytes);
}

guint
normlab_run_get_n_probes (NormlabRun *self)
{
  return self->probes != NULL ? self->probes->probes->len : 0;
}

const NormlabProbe *
normlab_run_get_probe (NormlabRun *self, guint i)
{
  g_return_val_if_fail (i < normlab_run_get_n_probes (self), NULL);

  return g_ptr_array_index (self->probes->probes, i);
}

gboolean
normlab_run_is_stuck (NormlabRun *self)
{
  g_return_val_if_fail (NORMLAB_IS_RUN (self), FALSE);

  return self->status.stuck;
}

guint
normlab_run_get_diverged_layer (NormlabRun *self)
{
  return self->status.diverged_layer;
}

const char *
normlab_run_get_message (NormlabRun *self)
{
  return self->status.message;
}
