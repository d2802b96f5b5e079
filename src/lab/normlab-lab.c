/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-lab-private.h"

#include "normlab-lab-names.h"
#include "normlab-run-foreign.h"

/* A worker that has a run which was let go of comes back within 50 ms, and is not to tell anybody.
 * Looking this often, this long afterwards, the run is freed all the same. */
#define SWEEP_PERIOD (50 * G_TIME_SPAN_MILLISECOND)
#define SWEEP_TIME G_TIME_SPAN_SECOND

enum
{
  PROP_0,
  PROP_STATE,
  PROP_SPEED,
  PROP_N_ACTIVE,
  N_PROPS
};

enum
{
  ADVANCED,
  REMOVED,
  OPENED,
  DATA_CHANGED,
  MEASURES_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NormlabLab, normlab_lab, G_TYPE_OBJECT)

static void
normlab_lab_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  NormlabLab *self = NORMLAB_LAB (object);

  switch (property)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    case PROP_SPEED:
      g_value_set_double (value, self->speed);
      break;
    case PROP_N_ACTIVE:
      g_value_set_uint (value, self->n_active);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
normlab_lab_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  NormlabLab *self = NORMLAB_LAB (object);

  switch (property)
    {
    case PROP_SPEED:
      normlab_lab_set_speed (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
normlab_lab_dispose (GObject *object)
{
  NormlabLab *self = NORMLAB_LAB (object);

  /* Its threads may wake us until they are joined. */
  g_clear_pointer (&self->scheduler, normlab_scheduler_free);
  g_clear_pointer (&self->wakeup, normlab_lab_wakeup_free);
  g_clear_pointer (&self->removed, normlab_lab_removed_unref);

  G_OBJECT_CLASS (normlab_lab_parent_class)->dispose (object);
}

static void
normlab_lab_finalize (GObject *object)
{
  NormlabLab *self = NORMLAB_LAB (object);

  g_clear_object (&self->baseline);
  g_clear_object (&self->networks);
  g_clear_object (&self->runs);
  g_clear_pointer (&self->replay, normlab_replay_unref);
  g_clear_object (&self->chart_words);
  g_clear_pointer (&self->data, normlab_data_id_unref);
  g_clear_pointer (&self->dataset, normlab_dataset_unref);

  G_OBJECT_CLASS (normlab_lab_parent_class)->finalize (object);
}

static void
normlab_lab_class_init (NormlabLabClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = normlab_lab_get_property;
  object_class->set_property = normlab_lab_set_property;
  object_class->dispose = normlab_lab_dispose;
  object_class->finalize = normlab_lab_finalize;

  properties[PROP_STATE]
      = g_param_spec_int ("state", NULL, NULL, NORMLAB_LAB_IDLE, NORMLAB_LAB_PAUSED,
                          NORMLAB_LAB_IDLE, flags | G_PARAM_READABLE);
  properties[PROP_SPEED]
      = g_param_spec_double ("speed", NULL, NULL, 0, G_MAXDOUBLE, 0, flags | G_PARAM_READWRITE);
  properties[PROP_N_ACTIVE]
      = g_param_spec_uint ("n-active", NULL, NULL, 0, G_MAXUINT, 0, flags | G_PARAM_READABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[ADVANCED] = g_signal_new ("advanced", NORMLAB_TYPE_LAB, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
  signals[REMOVED] = g_signal_new ("removed", NORMLAB_TYPE_LAB, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OPENED] = g_signal_new ("opened", NORMLAB_TYPE_LAB, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[MEASURES_CHANGED] = g_signal_new ("measures-changed", NORMLAB_TYPE_LAB, G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DATA_CHANGED] = g_signal_new ("data-changed", NORMLAB_TYPE_LAB, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
normlab_lab_init (NormlabLab *self)
{
  self->runs = g_list_store_new (NORMLAB_TYPE_RUN_ITEM);
  self->networks = normlab_network_list_new (G_LIST_MODEL (self->runs));
  self->baseline = normlab_baseline_new (G_LIST_MODEL (self->runs));
  self->chart_words = normlab_chart_words_new ();
  self->memory = NORMLAB_REPLAY_BUDGET;
  self->of_probes = NORMLAB_RUN_PROBE_BUDGET;
}

GPtrArray *
normlab_lab_list_items (NormlabLab *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->runs)); i++)
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (self->runs), i));
  return items;
}

static void
update_state (NormlabLab *self, GPtrArray *items)
{
  NormlabLabState state;
  guint n_active = 0, n_paused = 0;

  for (guint i = 0; i < items->len; i++)
    {
      NormlabRun *run = normlab_run_item_get_run (g_ptr_array_index (items, i));
      NormlabRunState run_state = normlab_run_get_state (run);

      n_active += !normlab_run_state_is_final (run_state);
      n_paused += run_state == NORMLAB_RUN_PAUSED;
    }
  state = n_active == 0          ? NORMLAB_LAB_IDLE
          : n_paused == n_active ? NORMLAB_LAB_PAUSED
                                 : NORMLAB_LAB_TRAINING;

  g_object_freeze_notify (G_OBJECT (self));
  if (self->n_active != n_active)
    {
      self->n_active = n_active;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ACTIVE]);
    }
  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

void
normlab_lab_drain (NormlabLab *self)
{
  G_GNUC_UNUSED g_autoptr (NormlabLab) ours = g_object_ref (self);
  g_autoptr (GPtrArray) items = NULL;
  gboolean advanced = FALSE;

  if (self->scheduler == NULL)
    return;

  normlab_lab_wakeup_begin (self->wakeup);
  normlab_scheduler_drain (self->scheduler);
  items = normlab_lab_list_items (self);
  for (guint i = 0; i < items->len; i++)
    advanced |= normlab_run_item_update (g_ptr_array_index (items, i));
  g_clear_pointer (&items, g_ptr_array_unref);
  items = normlab_lab_list_items (self);
  update_state (self, items);
  normlab_lab_share_memory (self, FALSE);
  if (advanced)
    g_signal_emit (self, signals[ADVANCED], 0);
  if (self->wakeup == NULL)
    return;
  normlab_lab_wakeup_end (self->wakeup);
  if (g_get_monotonic_time () < self->sweep_end)
    normlab_lab_wakeup_ask_later (self->wakeup, SWEEP_PERIOD);
}

void
normlab_lab_sweep (NormlabLab *self)
{
  self->sweep_end = g_get_monotonic_time () + SWEEP_TIME;
  normlab_lab_wakeup_ask_later (self->wakeup, 0);
}

static gboolean
on_wakeup (gpointer user_data)
{
  normlab_lab_drain (user_data);
  return G_SOURCE_CONTINUE;
}

/* In a worker's thread, or in ours. */
static void
on_scheduler_notify (gpointer user_data)
{
  normlab_lab_wakeup_ask (user_data);
}

NormlabLab *
normlab_lab_new (guint n_threads, GError **error)
{
  g_autoptr (NormlabLab) self = g_object_new (NORMLAB_TYPE_LAB, NULL);

  self->scheduler = normlab_scheduler_new (n_threads, error);
  if (self->scheduler == NULL)
    return NULL;
  normlab_scheduler_be_modest (self->scheduler);
  self->replay = normlab_replay_new (NORMLAB_REPLAY_BUDGET);
  normlab_scheduler_set_replay (self->scheduler, self->replay);
  self->wakeup = normlab_lab_wakeup_new (on_wakeup, self, NULL);
  normlab_scheduler_set_notify (self->scheduler, on_scheduler_notify, self->wakeup);
  return g_steal_pointer (&self);
}

GListModel *
normlab_lab_get_runs (NormlabLab *self)
{
  g_return_val_if_fail (NORMLAB_IS_LAB (self), NULL);

  return G_LIST_MODEL (self->runs);
}

GListModel *
normlab_lab_get_networks (NormlabLab *self)
{
  g_return_val_if_fail (NORMLAB_IS_LAB (self), NULL);

  return G_LIST_MODEL (self->networks);
}

NormlabChartWords *
normlab_lab_get_chart_words (NormlabLab *self)
{
  g_return_val_if_fail (NORMLAB_IS_LAB (self), NULL);

  return self->chart_words;
}

NormlabBaseline *
normlab_lab_get_baseline (NormlabLab *self)
{
  g_return_val_if_fail (NORMLAB_IS_LAB (self), NULL);

  return self->baseline;
}

NormlabLabState
normlab_lab_get_state (NormlabLab *self)
{
  g_return_val_if_fail (NORMLAB_IS_LAB (self), NORMLAB_LAB_IDLE);

  return self->state;
}

guint
normlab_lab_get_n_active (NormlabLab *self)
{
  g_return_val_if_fail (NORMLAB_IS_LAB (self), 0);

  return self->n_active;
}

double
normlab_lab_get_speed (NormlabLab *self)
{
  g_return_val_if_fail (NORMLAB_IS_LAB (self), 0);

  return self->speed;
}

void
normlab_lab_set_data (NormlabLab *self, NormlabDataId *data)
{
  g_return_if_fail (NORMLAB_IS_LAB (self));

  if (data != NULL)
    normlab_data_id_ref (data);
  g_clear_pointer (&self->data, normlab_data_id_unref);
  self->data = data;
  g_signal_emit (self, signals[DATA_CHANGED], 0);
}

void
normlab_lab_set_dataset (NormlabLab *self, NormlabDataset *dataset)
{
  g_return_if_fail (NORMLAB_IS_LAB (self));

  if (dataset != NULL)
    normlab_dataset_ref (dataset);
  g_clear_pointer (&self->dataset, normlab_dataset_unref);
  self->dataset = dataset;
  normlab_lab_set_data (self, dataset != NULL ? normlab_dataset_get_id (dataset) : NULL);
}

NormlabDataset *
normlab_lab_get_dataset (NormlabLab *self)
{
  g_return_val_if_fail (NORMLAB_IS_LAB (self), NULL);

  return self->dataset;
}

NormlabDataset *
normlab_lab_find_dataset (NormlabLab *self, NormlabRun *run)
{
  NormlabDataset *dataset;

  g_return_val_if_fail (NORMLAB_IS_LAB (self), NULL);

  dataset = normlab_run_get_dataset (run);
  if (dataset == NULL)
    dataset = self->dataset;
  if (dataset == NULL
      || !normlab_data_id_accepts (normlab_run_get_data (run), normlab_dataset_get_id (dataset)))
    return NULL;
  return dataset;
}

NormlabDataId *
normlab_lab_get_data (NormlabLab *self)
{
  g_return_val_if_fail (NORMLAB_IS_LAB (self), NULL);

  return self->data;
}

gboolean
normlab_lab_get_mixes_data (NormlabLab *self)
{
  g_autoptr (GPtrArray) items = NULL;
  const NormlabDataId *data;

  g_return_val_if_fail (NORMLAB_IS_LAB (self), FALSE);

  items = normlab_lab_list_items (self);
  data = self->data;
  for (guint i = 0; i < items->len; i++)
    {
      NormlabRun *run = normlab_run_item_get_run (g_ptr_array_index (items, i));

      if (normlab_run_is_foreign (run))
        continue;
      if (data != NULL && !normlab_data_id_equal (data, normlab_run_get_data (run)))
        return TRUE;
      data = normlab_run_get_data (run);
    }
  return FALSE;
}

void
normlab_lab_set_measures (NormlabLab *self, const NormlabMeasures *measures)
{
  g_return_if_fail (NORMLAB_IS_LAB (self));
  g_return_if_fail (measures != NULL);

  if (normlab_measures_equal (&self->measures, measures))
    return;
  self->measures = *measures;
  g_signal_emit (self, signals[MEASURES_CHANGED], 0);
}

const NormlabMeasures *
normlab_lab_get_measures (NormlabLab *self)
{
  g_return_val_if_fail (NORMLAB_IS_LAB (self), NULL);

  return &self->measures;
}

gboolean
normlab_lab_has_metric (NormlabLab *self, NormlabMetric metric)
{
  const NormlabMeasures none = { 0 };

  g_return_val_if_fail (NORMLAB_IS_LAB (self), FALSE);

  if ((guint) metric < NORMLAB_METRIC_FOREIGN && normlab_metric_is_measured (metric, &none))
    return TRUE;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->runs)); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (G_LIST_MODEL (self->runs), i);
      NormlabRun *run = normlab_run_item_get_run (item);
      guint n_samples = 0;

      if (normlab_run_is_foreign (run))
        normlab_run_get_samples_of (run, metric, &n_samples);
      if (n_samples > 0
          || ((guint) metric < NORMLAB_METRIC_FOREIGN
              && normlab_metric_is_measured (metric, normlab_run_get_measures (run))))
        return TRUE;
    }
  return FALSE;
}

GPtrArray *
normlab_lab_create_run_array (NormlabLab *self)
{
  GPtrArray *runs;

  g_return_val_if_fail (NORMLAB_IS_LAB (self), NULL);

  runs = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->runs)); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (G_LIST_MODEL (self->runs), i);

      g_ptr_array_add (runs, g_object_ref (normlab_run_item_get_run (item)));
    }
  return runs;
}

void
normlab_lab_list_changed (NormlabLab *self)
{
  g_autoptr (GPtrArray) items = normlab_lab_list_items (self);

  normlab_lab_name_runs (G_LIST_MODEL (self->runs));
  update_state (self, items);
  normlab_lab_share_memory (self, TRUE);
}

NormlabReplay *
normlab_lab_get_replay (NormlabLab *self)
{
  g_return_val_if_fail (NORMLAB_IS_LAB (self), NULL);

  return self->replay;
}

void
normlab_lab_set_speed (NormlabLab *self, double steps_per_second)
{
  g_return_if_fail (NORMLAB_IS_LAB (self));
  g_return_if_fail (steps_per_second >= 0);

  if (self->scheduler == NULL
      || (self->speed <= steps_per_second && self->speed >= steps_per_second))
    return;
  self->speed = steps_per_second;
  normlab_scheduler_set_speed (self->scheduler, NULL, steps_per_second);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPEED]);
}
