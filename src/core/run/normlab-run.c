/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-run-private.h"

#include <math.h>

#define MEAN_OF_LAST 10

/* What is known of a run, but for its samples. */
typedef struct
{
  NormlabRunState state;
  guint step;
  double seconds;
  guint diverged_layer;
  char *message;
} Status;

struct _NormlabRun
{
  GObject parent_instance;

  /* Never changed */
  NormlabRecipe recipe;
  NormlabDataset *dataset;
  char *dataset_name;

  /* The owner's */
  char *title; /* nullable */
  Status status;
  GArray *history; /* of NormlabSample */

  /* Shared with workers */
  GMutex mutex;
  gboolean has_news;
  Status latest;
  GArray *inbox; /* of NormlabSample */
};

enum
{
  PROP_0,
  PROP_STATE,
  PROP_STEP,
  PROP_N_SAMPLES,
  PROP_SECONDS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (NormlabRun, normlab_run, G_TYPE_OBJECT)

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
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
normlab_run_finalize (GObject *object)
{
  NormlabRun *self = NORMLAB_RUN (object);

  g_clear_pointer (&self->dataset, normlab_dataset_unref);
  g_free (self->dataset_name);
  g_free (self->title);
  g_array_unref (self->history);
  g_array_unref (self->inbox);
  g_free (self->status.message);
  g_free (self->latest.message);
  g_mutex_clear (&self->mutex);

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
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static GArray *
samples_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (NormlabSample));
}

static void
normlab_run_init (NormlabRun *self)
{
  g_mutex_init (&self->mutex);
  self->history = samples_new ();
  self->inbox = samples_new ();
}

NormlabRun *
normlab_run_new (const NormlabRecipe *recipe, NormlabDataset *dataset)
{
  NormlabRun *self;

  g_return_val_if_fail (recipe != NULL && dataset != NULL, NULL);

  self = g_object_new (NORMLAB_TYPE_RUN, NULL);
  self->recipe = *recipe;
  self->dataset = normlab_dataset_ref (dataset);
  self->dataset_name = g_strdup (normlab_dataset_get_name (dataset));
  return self;
}

NormlabRun *
normlab_run_new_from_history (const NormlabRecipe *recipe,
                              const char *dataset_name,
                              NormlabRunState state,
                              guint step,
                              double seconds,
                              guint diverged_layer,
                              const NormlabSample *samples,
                              guint n_samples)
{
  NormlabRun *self;

  g_return_val_if_fail (recipe != NULL && normlab_run_state_is_final (state), NULL);

  self = g_object_new (NORMLAB_TYPE_RUN, NULL);
  self->recipe = *recipe;
  self->dataset_name = g_strdup (dataset_name);
  self->status = (Status){
    .state = state, .step = step, .seconds = seconds, .diverged_layer = diverged_layer
  };
  self->latest = self->status;
  g_array_append_vals (self->history, samples, n_samples);
  return self;
}

void
normlab_run_post (NormlabRun *self, const NormlabRunNews *news)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (normlab_run_state_is_final (self->latest.state))
    return;

  self->latest.state = news->state;
  self->latest.step = news->step;
  self->latest.seconds = news->seconds;
  self->latest.diverged_layer = news->diverged_layer;
  g_free (self->latest.message);
  self->latest.message = g_strdup (news->message);
  if (news->sample != NULL)
    g_array_append_vals (self->inbox, news->sample, 1);
  self->has_news = TRUE;
}

/* Takes the inbox over, leaving an empty one. FALSE when there is nothing new. */
static gboolean
take_inbox (NormlabRun *self, Status *status, GArray **samples)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (!self->has_news)
    return FALSE;
  self->has_news = FALSE;
  *status = self->latest;
  status->message = g_strdup (self->latest.message);
  *samples = NULL;
  if (self->inbox->len > 0)
    {
      *samples = self->inbox;
      self->inbox = samples_new ();
    }
  return TRUE;
}

void
normlab_run_set_title (NormlabRun *self, const char *title)
{
  g_return_if_fail (NORMLAB_IS_RUN (self));

  if (g_strcmp0 (self->title, title) == 0)
    return;
  g_free (self->title);
  self->title = g_strdup (title);
}

const char *
normlab_run_get_title (NormlabRun *self)
{
  g_return_val_if_fail (NORMLAB_IS_RUN (self), NULL);

  return self->title;
}

gboolean
normlab_run_drain (NormlabRun *self)
{
  g_autoptr (GArray) samples = NULL;
  g_autofree char *old_message = NULL;
  Status old, status;

  g_return_val_if_fail (NORMLAB_IS_RUN (self), FALSE);

  if (!take_inbox (self, &status, &samples))
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
  if (old.step != status.step)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STEP]);
  if (old.seconds < status.seconds)
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

const char *
normlab_run_get_dataset_name (NormlabRun *self)
{
  return self->dataset_name;
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

double
normlab_run_get_seconds (NormlabRun *self)
{
  return self->status.seconds;
}

guint
normlab_run_get_n_samples (NormlabRun *self)
{
  return self->history->len;
}

const NormlabSample *
normlab_run_get_samples (NormlabRun *self)
{
  return (const NormlabSample *) (gpointer) self->history->data;
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

double
normlab_run_get_final_accuracy (NormlabRun *self)
{
  guint n = self->history->len;

  return n > 0 ? (double) normlab_run_get_samples (self)[n - 1].test_accuracy : (double) NAN;
}

double
normlab_run_get_best_accuracy (NormlabRun *self)
{
  const NormlabSample *samples = normlab_run_get_samples (self);
  double best = (double) NAN;

  for (guint i = 0; i < self->history->len; i++)
    best = fmax (best, (double) samples[i].test_accuracy);
  return best;
}

double
normlab_run_get_mean_accuracy (NormlabRun *self)
{
  const NormlabSample *samples = normlab_run_get_samples (self);
  guint n = MIN (self->history->len, MEAN_OF_LAST);
  double sum = 0;

  for (guint i = self->history->len - n; i < self->history->len; i++)
    sum += (double) samples[i].test_accuracy;
  return n > 0 ? sum / n : (double) NAN;
}
